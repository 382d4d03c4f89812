"""Standard streams that are full, closed, not read, or of another encoding."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from linkcheck.output import FORMATS
from tests.faults.conftest import Shell

FULL = "linkcheck: standard output: cannot be written (No space left on device)\n"
CLOSED = "linkcheck: standard output: cannot be written (it is closed)\n"
COMMANDS = (
    "--version",
    "--help",
    "check --help",
    "check clean.json",
    "check --diff fixable.json",
    "check --jobs 2 .",
    "check --statistics wrong.json",
    "rules",
    "rule LC301",
    "schema link-token-create-request",
    "explain clean.json",
    "completion bash",
    "init",
)
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


@pytest.mark.exhaustive
@needs_full
@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_in_each_format(shell: Shell, name: str) -> None:
    ended = shell(f"linkcheck check wrong.json --format {name} > /dev/full")
    assert (ended.code, ended.err) == (2, FULL)


@pytest.mark.exhaustive
@needs_full
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_for_each_command(shell: Shell, command: str) -> None:
    ended = shell(f"linkcheck {command} > /dev/full")
    assert ended.code == 2
    assert ended.err.endswith(("cannot be written (No space left on device)\n", "left on device\n"))
    assert "internal error" not in ended.err


@pytest.mark.exhaustive
@pytest.mark.parametrize("command", [c for c in COMMANDS if "help" not in c])
def test_a_closed_output(shell: Shell, command: str) -> None:
    ended = shell(f"linkcheck {command} >&-")
    assert ended.code == 2
    assert ended.err.endswith(CLOSED)


def test_nothing_to_write_needs_no_output(shell: Shell) -> None:
    assert shell("linkcheck check -q clean.json >&-").code == 0


@pytest.mark.exhaustive
@pytest.mark.parametrize("errors", ["2>&-", pytest.param("2> /dev/full", marks=needs_full)])
def test_the_exit_code_needs_no_error_stream(shell: Shell, errors: str) -> None:
    for arguments, code in (
        ("check wrong.json", 1),
        ("check missing.json wrong.json", 2),
        ("check --fix fixable.json", 0),
        ("check --bogus", 2),
        ("check . --jobs 2", 1),
    ):
        assert shell(f"linkcheck {arguments} {errors}").code == code


def test_no_streams_at_all(shell: Shell, folder: Path) -> None:
    line = "linkcheck check wrong.json --output-file json:out.json -q <&- >&- 2>&-"
    assert shell(line).code == 2
    assert not (folder / "out.json").exists()
    assert shell("linkcheck check wrong.json --output-file out.txt -q <&- >&- 2>&-").code == 1
    assert (folder / "out.txt").read_text().startswith("wrong.json:1:45: LC104")


def test_a_closed_input(shell: Shell) -> None:
    ended = shell("linkcheck check - wrong.json <&-")
    assert ended.code == 2
    assert ended.err == "linkcheck: <stdin>: it is closed\n"
    assert "wrong.json:1:45: LC104" in ended.out


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", FORMATS)
def test_a_reader_that_goes_away_in_each_format(shell: Shell, name: str) -> None:
    ended = shell(f"linkcheck check wrong.json --format {name} | true; exit ${{PIPESTATUS[0]}}")
    assert (ended.code, ended.err) == (1, "")


@pytest.mark.exhaustive
@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_goes_away_for_each_command(shell: Shell, command: str) -> None:
    ended = shell(
        f"linkcheck {command} 2> err.txt | true; code=${{PIPESTATUS[0]}}; cat err.txt; exit $code"
    )
    assert "internal error" not in ended.out
    assert ended.code == (1 if command.startswith("check -") and "help" not in command else 0)


def test_a_reader_that_goes_away_ends_no_fixes(shell: Shell, folder: Path) -> None:
    body = (folder / "fixable.json").read_text()
    for number in range(40):
        (folder / f"f{number}.json").write_text(body)
        (folder / f"a{number}.json").write_text(body.replace('"EN"', '"xx"'))
    shell("linkcheck check . --fix -q | true")
    left = [file.name for file in folder.glob("*.json") if '"EN"' in file.read_text()]
    assert left == []


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1", "LC_ALL": "POSIX"},
    ],
    ids=["ascii", "C", "latin-1"],
)
@pytest.mark.parametrize("name", FORMATS)
def test_streams_that_know_few_characters(
    shell: Shell, folder: Path, variables: dict[str, str], name: str
) -> None:
    (folder / "名前é.json").write_text((folder / "wrong.json").read_text())
    ended = shell(f"linkcheck check 名前é.json missing-é.json --format {name}", variables)
    assert ended.code == 2
    assert "LC104" in ended.out
    assert ended.err.count("\n") == 1
    if name in ("json", "sarif", "gitlab"):
        json.loads(ended.out)
    if name == "junit":
        ElementTree.fromstring(ended.out)


def test_no_variables_at_all(shell: Shell) -> None:
    ended = shell("unset HOME PATH LANG; env() { :; }; linkcheck check . --format concise")
    assert ended.code == 1
    assert "wrong.json:1:45: LC104" in ended.out
