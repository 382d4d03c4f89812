"""Names of files never command a terminal or a runner, whatever is written of them and where."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from linkcheck.output import FORMATS
from tests.cli.conftest import ERROR, Outcome, Run
from tests.offenders import each

COMMANDS = (
    "::error::x",
    "  ::stop-commands::x",
    "##[group]x",
    "###[group]x",
    "a ##vso[task.setvariable variable=PATH]b",
    "a ##VSO[task.complete]b",
    "##teamcity[message text='x']",
)
# None of these is printable: controls, marks of direction, and what breaks lines.
_ODD = [
    char
    for char in map(chr, range(1, sys.maxunicode + 1))
    if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")
]
_ODD += ["\udc80", "\udcff", "\ue000"]  # bytes that are no UTF-8; private use
_PIECES = (*COMMANDS, *("".join(_ODD[i : i + 24]) for i in range(0, len(_ODD), 24)))
NAMES = tuple(f"{piece}.json" for piece in _PIECES)
_COMMAND = re.compile(r"##\w*\[")

Paths = Callable[[str], list[str]]


def _sarif(text: str) -> list[str]:
    found = json.loads(text)["runs"][0]["results"]
    return [
        os.fsdecode(
            unquote_to_bytes(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        )
        for r in found
    ]


DECODED: dict[str, Paths] = {
    "json": lambda text: [v["file"] for v in json.loads(text)["violations"]],
    "jsonl": lambda text: [json.loads(line)["file"] for line in text.split("\n")[:-1]],
    "gitlab": lambda text: [issue["location"]["path"] for issue in json.loads(text)],
    "sarif": _sarif,
}


def test_the_table_of_decoders_is_complete() -> None:
    assert {name for name in FORMATS if "json" in name or name in ("gitlab", "sarif")} == {*DECODED}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a wrong body in a file of each name."""
    for name in NAMES:
        (tmp_path / name).write_text(ERROR.replace('"en"', '"EN"'), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _assert_harmless(outcome: Outcome, *, form: str = "") -> None:
    for line in (outcome.out + outcome.err).split("\n"):
        assert line.isprintable(), ascii(line)
        assert not _COMMAND.search(line), line
        if form != "github":
            assert not line.lstrip().startswith("::"), line
        elif line.startswith("::"):  # ours: what follows is its data
            assert re.match(r"::(error|warning|notice) [^:]*::", line), line


@each("form", FORMATS)
@each("name", [".", *NAMES], ids=ascii)
def test_no_format_holds_a_command(folder: Path, run: Run, form: str, name: str) -> None:
    outcome = run("check", name, f"missing {name}", "--no-config", "--format", form)
    _assert_harmless(outcome, form=form)
    assert outcome.out + outcome.err


@pytest.mark.parametrize("form", DECODED)
def test_programs_can_read_the_names_in_json(folder: Path, run: Run, form: str) -> None:
    out = run("check", ".", "--no-config", "--format", form).out
    assert sorted(set(DECODED[form](out))) == sorted(NAMES)


@each("name", NAMES, ids=ascii)
def test_no_other_output_holds_a_command(folder: Path, run: Run, name: str) -> None:
    for outcome in _outcomes(run, name):
        _assert_harmless(outcome)


def _outcomes(run: Run, name: str) -> Iterator[Outcome]:
    yield run("check", name, "--statistics")
    yield run("check", name, "--diff")
    yield run("check", name, "--verbose")
    yield run("check", name, "--config", f"no {name}")
    yield run("check", name, "--baseline", f"no {name}")
    yield run("check", name, "--output-file", f"no/{name}")
    yield run("check", name, "--no-such-option", name)
    yield run("explain", name)
    yield run("explain", name, "--only", name)
    yield run("verify", name)
    yield run("rule", name)
    yield run("schema", name)
    yield run("completion", name)
    known = f"{name}.known"
    yield run("baseline", name, "--output-file", known)
    text = Path(known).read_text(encoding="utf-8")
    yield Outcome(0, text, "")
    assert list(json.loads(text)["files"]) == [name]
    hidden = run("check", name, "--baseline", known)
    assert hidden.code == 0
    yield hidden
    yield run("check", name, "--fix")
    Path(name).write_text("{", encoding="utf-8")
    yield run("check", name)
