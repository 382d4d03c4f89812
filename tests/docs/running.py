"""Running what a page shows, from top to bottom, in a folder and a namespace of its own."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import socket
import subprocess
import sys
import sysconfig
import types
from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import ROOT, Block

OUTPUT = "Output"
"""The title of a block that shows what the Python block before it has printed."""

_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


class Page:
    """The state of a page while it runs. The current folder is its folder."""

    def __init__(self, page: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.folder = folder
        self._printed = ""
        self._module = types.ModuleType("page")
        monkeypatch.chdir(folder)
        monkeypatch.setitem(sys.modules, "page", self._module)  # so that its classes pickle
        monkeypatch.syspath_prepend(folder)
        _cut_the_network(monkeypatch)
        for name in ("FORCE_COLOR", "NO_COLOR", "LINKCHECK_DEBUG"):
            monkeypatch.delenv(name, raising=False)
        self._own = _preparation(page)
        if hasattr(self._own, "prepare"):
            self._module.__dict__.update(self._own.prepare(monkeypatch, folder) or {})

    def run(self, block: Block) -> None:
        """Run or compare a block, or write the file that it shows; more of one file is appended."""
        if block.title == OUTPUT:
            assert_like(self._printed, block.text, block)
        elif block.title is not None:
            path = self.folder / block.title
            assert path.resolve().is_relative_to(self.folder.resolve()), block
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(block.text)
        elif block.language == "python":
            self._python(block)
        elif block.language == "console":
            self._console(block)

    def finish(self) -> None:
        """Check what the page has left behind, if its preparation says how."""
        if hasattr(self._own, "check"):
            self._own.check(self._module.__dict__)

    def _python(self, block: Block) -> None:
        # The empty lines give tracebacks the line of the page.
        code = compile(
            "\n" * (block.line - 1) + block.text, str(ROOT / block.page), "exec", dont_inherit=True
        )
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(code, self._module.__dict__)
        self._printed = printed.getvalue()

    def _console(self, block: Block) -> None:
        before = 0
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            while command.endswith("\\"):
                line, _, output = output.partition("\n")
                command += "\n" + line
            done = subprocess.run(
                ["bash", "-c", f"(exit {before})\n{command}"],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                cwd=self.folder,
                env=_environment(self.folder),
            )
            before = done.returncode
            assert_like(done.stdout, output, block)


def assert_like(found: str, shown: str, block: Block) -> None:
    """Fail unless the text is the one shown, in which a line `...` stands for any lines."""
    pattern = r"\n".join(
        r"(?:.*\n)*?.*" if line.strip() == "..." else re.escape(line.rstrip())
        for line in shown.strip().split("\n")
    )
    lines = "\n".join(line.rstrip() for line in found.strip().split("\n"))
    assert re.fullmatch(pattern, lines), f"{block} shows\n{shown}\nbut it is\n{found}"


def _preparation(page: str) -> types.ModuleType | None:
    if not module_of(page).is_file():
        return None
    return importlib.import_module(f"tests.docs.pages.{module_of(page).stem}")


def module_of(page: str) -> Path:
    """The file with the preparation of a page, whether it is there or not."""
    stem = page.removeprefix("docs/").removesuffix(".md").lower()
    return ROOT / "tests" / "docs" / "pages" / f"{re.sub('[^a-z0-9]', '_', stem)}.py"


def _cut_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing in this process reach another machine."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in _THIS_MACHINE:
            raise AssertionError("a snippet opens a network connection")
        connect(self, address)

    def look_up_here(host: Any, *rest: Any, **more: Any) -> Any:
        if host not in _THIS_MACHINE:
            raise AssertionError("a snippet looks up the name of another machine")
        return look_up(host, *rest, **more)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


def _environment(folder: Path) -> dict[str, str]:
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
