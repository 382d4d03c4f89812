"""Typing into real shells: bash, zsh and fish on a terminal of their own."""

from __future__ import annotations

import ast
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

_READY = "READY>"
_COMMANDS = {
    "bash": ("--noprofile", "--norc", "-i"),
    "zsh": ("-f", "-i"),
    "fish": ("--no-config", "-i"),
}
_BEGIN = {
    "bash": "bind 'set enable-bracketed-paste off'; "
    "bind 'set show-all-if-ambiguous on'; "
    f"source script; PS1='{_READY}'\n",
    "zsh": "autoload -U compinit; compinit -u -d zcompdump; bindkey -e; unsetopt prompt_sp; "
    f"source script; PROMPT='{_READY}'\n",
    "fish": "source script; function fish_right_prompt; end; "
    f"function fish_prompt; echo -n '{_READY}'; end\n",
}
_TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_SECONDS = 30.0


class Shell:
    """A shell that completes `linkcheck`."""

    def __init__(self, name: str, folder: Path) -> None:
        program = shutil.which(name)
        if program is None:
            pytest.skip(f"{name} is not installed: what it completes is not tested")
        self._name = name
        self._folder = folder
        self._write_program()
        (folder / "script").write_bytes(self._script())
        (folder / "arguments").write_text(
            f'#!{sys.executable}\nimport sys\nprint("GOT", sys.argv[1:], "END")\n', encoding="utf-8"
        )
        (folder / "arguments").chmod(0o755)
        kept = {n: v for n, v in os.environ.items() if n in ("LANG", "LC_ALL", "TMPDIR")}
        self._env = {
            **kept,
            "PATH": f"{folder}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder),
            "TERM": "xterm",
        }
        self._terminal, other = pty.openpty()
        termios.tcsetwinsize(self._terminal, (60, 160))  # so that no list is cut off
        self._process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, program, *_COMMANDS[name]],
            stdin=other,
            stdout=other,
            stderr=other,
            cwd=folder,
            env=self._env,
            start_new_session=True,
        )
        os.close(other)
        self._type(_BEGIN[name])
        self._read_until(f"(?<!['{{]){_READY}")

    def _write_program(self) -> None:
        program = self._folder / "linkcheck"
        program.write_text(
            f"#!{sys.executable}\nfrom linkcheck.__main__ import main\nraise SystemExit(main())\n",
            encoding="utf-8",
        )
        program.chmod(0o755)

    def _script(self) -> bytes:
        command = [str(self._folder / "linkcheck"), "completion", self._name]
        return subprocess.run(command, capture_output=True, check=True).stdout

    def completed(self, line: str) -> list[str]:
        """The words of a line, once it was typed, completed with Tab, and entered."""
        self._type(f"{line}\t\x01arguments \n")  # back to the beginning, for another program
        found = self._read_until(rf"GOT (\[.*?\]) END.*{_READY}")
        words: list[str] = ast.literal_eval(found[1])
        return words

    def lists(self, line: str, *wanted: str) -> None:
        """Fail unless the shell lists all of these for a line."""
        self._type(f"{line}\t")
        self._read_until("".join(rf"(?=.*\b{re.escape(word)}\b)" for word in wanted))
        self._type("\x1b\x03")  # Escape closes the list of fish
        self._read_until(_READY)

    def _type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def _read_for(self, seconds: float) -> str:
        said = b""
        while select.select([self._terminal], [], [], seconds)[0]:
            said += os.read(self._terminal, 4096)
        return said.decode(errors="replace")

    def _read_until(self, pattern: str) -> re.Match[str]:
        said = ""
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            said += self._read_for(0.1)
            found = re.search(pattern, _ESCAPES.sub("", said), re.DOTALL)
            if found:
                return found
        raise AssertionError(f"{self._name} never said {pattern!r}: {said!r}")

    def close(self) -> None:
        """End the shell."""
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)
