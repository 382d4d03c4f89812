"""Workflow commands: read back as the runner of GitHub Actions reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

import pytest

from linkcheck.output.results import Result, Results
from linkcheck.pointer import Span
from linkcheck.report import Report
from linkcheck.violation import Severity
from tests.output import odd, sample

_COMMAND = re.compile(r"::(?P<level>\w+) (?P<properties>[^:]*)::(?P<message>.*)")
_ESCAPE = re.compile(r"%(?:25|0D|0A|3A|2C)")


@dataclass
class Command:
    level: str
    properties: dict[str, str]
    message: str


def _unescaped(text: str) -> str:
    assert "%" not in _ESCAPE.sub("", text)
    return _ESCAPE.sub(lambda found: unquote(found.group()), text)


def _read(results: Results) -> list[Command]:
    """Commands as the runner takes them apart: by line, ``::``, comma, and the first ``=``."""
    written = odd.written("github", results)
    assert written.endswith("\n") or not written
    commands = []
    for line in re.split(r"\r\n|\r|\n", written)[:-1]:
        found = _COMMAND.fullmatch(line)
        assert found, line
        pairs = [pair.partition("=") for pair in found["properties"].split(",")]
        properties = {name: _unescaped(value) for name, _, value in pairs}
        assert properties.keys() <= {"file", "line", "endLine", "col", "endColumn", "title"}
        commands.append(Command(found["level"], properties, _unescaped(found["message"])))
    return commands


def test_a_command() -> None:
    assert odd.written("github", sample.RESULTS).splitlines()[1] == (
        "::error file=a/body.json,line=4,endLine=4,col=24,endColumn=38,title=LC900 made-up::"
        "a/body.json:4:24: LC900 error: [*] Unknown product `Transactions` in `products[1]`%0A"
        "Use `transactions`, or remove it%0Afix: Write `transactions`%0Aat: /products/1%0A"
        "note: Plaid answers INVALID_PRODUCT%0A"
        f"docs: {sample.DOCS}"
    )


def test_errors_come_first_and_advice_last() -> None:
    levels = [command.level for command in _read(sample.RESULTS)]
    assert levels == ["error", "error", "error", "warning", "notice"]


def test_columns_only_if_all_is_on_one_line() -> None:
    """The runner refuses columns with two lines."""
    commands = _read(sample.RESULTS)
    assert commands[-1].properties == {
        "file": "a/body.json",
        "line": "5",
        "endLine": "7",
        "title": "LC900 made-up",
    }
    assert all("col" in command.properties for command in commands[:-1])


def test_odd_names_and_texts_survive() -> None:
    commands = _read(odd.odd())
    assert commands.pop().properties == {"title": "linkcheck"}
    assert len(commands) == 2 * (len(odd.NAMES) - 1)
    files = {command.properties["file"] for command in commands}
    assert {"100%,x:y;z.json", "line\nfeed\r.json", "<stdin>", "/somewhere/else.json"} <= files
    assert all(command.properties.keys() == {"file", "title"} for command in commands)
    assert "100%: a, b::c" in commands[0].message


@pytest.mark.parametrize("number", [9, 10])
@pytest.mark.parametrize("severity", Severity)
def test_no_notice_if_github_shows_all(severity: Severity, number: int) -> None:
    assert len(_read(Results(odd.many(severity, number)))) == number


@pytest.mark.parametrize("severity", Severity)
def test_a_notice_counts_what_github_does_not_show(severity: Severity) -> None:
    commands = _read(Results(odd.many(severity, 12)))
    level = {"error": "error", "warning": "warning", "info": "notice"}[severity]
    (notice,) = (command for command in commands if command.properties == {"title": "linkcheck"})
    assert len(commands) == 13
    assert notice.level == "notice"
    assert f"so 2 of 12 {level}s are not annotated" in notice.message


def test_the_notice_is_among_the_first_that_github_shows() -> None:
    commands = _read(Results((*odd.many(Severity.INFO, 30), *odd.many(Severity.ERROR, 11))))
    notices = [command for command in commands if command.level == "notice"]
    assert notices[0].properties == {"title": "linkcheck"}
    assert "1 of 11 errors, 20 of 30 notices" in notices[0].message


def test_a_position_is_that_of_the_violation() -> None:
    found = sample.violation("/x", "Wrong.", span=Span(2, 3, 2, 9))
    (command,) = _read(Results((Result.about("x.json", 0, Report(odd.KIND, (found,)), "", {}),)))
    names = ("line", "col", "endLine", "endColumn")
    assert [command.properties[name] for name in names] == ["2", "3", "2", "9"]
