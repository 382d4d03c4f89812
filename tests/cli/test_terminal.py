"""What is written to a terminal, and which stream is standard output."""

from __future__ import annotations

import io
import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from linkcheck.cli import terminal
from linkcheck.cli.exits import Exit
from linkcheck.cli.settings import Settings
from tests.cli.conftest import ERROR, Run

pytestmark = pytest.mark.matrix

pty = pytest.importorskip("pty")


def on_terminal(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None, columns: int = 80
) -> str:
    """What a terminal shows that standard output and standard error both go to."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    given = {n: v for n, v in os.environ.items() if n not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    # Both ends stay open until all is read: output that waits can be lost when its end closes.
    with subprocess.Popen(
        [sys.executable, "-m", "linkcheck", *arguments],
        cwd=folder,
        env={**given, "TERM": "dumb", **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        shown = b""
        while process.poll() is None or select.select([ours], [], [], 0)[0]:
            if select.select([ours], [], [], 0.05)[0]:
                shown += os.read(ours, 4096)
    os.close(theirs)
    os.close(ours)
    assert process.returncode in (Exit.FINDINGS, Exit.UNUSABLE), shown.decode()
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_broken_json_is_shown_once_on_a_terminal(files: Path, form: str) -> None:
    (files / "broken.json").write_text('{"client_name": "x",}', encoding="utf-8")
    shown = on_terminal(files, "broken.json", "clean.json", "--format", form)
    assert shown.count("railing comma before") == 1
    counted = on_terminal(files, "broken.json", "--statistics")
    assert counted.count("railing comma before") == 1


def test_broken_json_is_also_reported_on_standard_error_if_that_is_elsewhere(
    files: Path, run: Run
) -> None:
    (files / "broken.json").write_text("{", encoding="utf-8")
    outcome = run("broken.json")
    assert "is closed" in outcome.out
    assert "is closed" in outcome.err


def test_a_stream_of_before_is_not_standard_output(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a test that reads settings outside of a run, which nothing ends."""
    monkeypatch.setattr(terminal, "_kept", None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", io.StringIO())
        Settings().resolver()
        sys.stdout = io.StringIO()
    assert terminal._kept is not None
    assert json.loads(run("error.json", "--format", "json").out)["summary"]["errors"] == 1
    assert run("schema").out


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
@pytest.mark.parametrize("columns", [40, 80, 132])
def test_no_source_line_is_wrapped_and_the_mark_is_under_the_value(
    files: Path, locale: str, columns: int
) -> None:
    body = {**json.loads(ERROR), "client_name": "財é" * 14}
    text = json.dumps(body, ensure_ascii=False)
    (files / "one.json").write_text(text, encoding="utf-8")
    (files / "one.jsonl").write_text(f"\n{text}\n", encoding="utf-8")
    (files / "one.yaml").write_text(f"- {text}\n", encoding="utf-8")
    env = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for name in ("one.json", "one.jsonl", "one.yaml"):
        for columns_variable in ({}, {"COLUMNS": str(columns)}):
            width = 500 if columns_variable else columns
            shown = on_terminal(files, name, env={**env, **columns_variable}, columns=width).split(
                "\n"
            )
            [at] = [i for i, line in enumerate(shown) if "^^^^" in line]
            source, mark = shown[at - 1 : at + 1]
            assert min(columns, 100) - 14 < _drawn(source) <= columns
            assert _drawn(source[: source.index('"xx"')]) == mark.index("^")


def _drawn(line: str) -> int:
    return len(line) + line.count("財")


def test_without_a_terminal_columns_count(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("error.json").out
    monkeypatch.setenv("COLUMNS", "40")
    cut = run("error.json").out
    assert max(len(line) for line in whole.split("\n") if line.startswith("1 |")) > 100
    assert max(len(line) for line in cut.split("\n") if line.startswith("1 |")) <= 40
    for useless in ("", "0", "x", "-1"):
        monkeypatch.setenv("COLUMNS", useless)
        assert run("error.json").out == whole
