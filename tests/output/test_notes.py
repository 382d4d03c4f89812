"""The lines below a message: help, fix, places and Plaid's answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linkcheck.output.notes import notes
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.text import render
from linkcheck.report import Report
from linkcheck.violation import Fix, PlaidError, Related, Violation
from tests.output import odd, sample


def _lines(violation: Violation) -> list[str]:
    return [f"{name}: {text}" for name, text in notes(violation) if name not in ("at", "docs")]


@pytest.mark.parametrize(
    ("remedy", "description", "lines"),
    [
        (None, "Write `en`", ["fix: Write `en`"]),
        ("Use `en`", None, ["help: Use `en`"]),
        ("Use `en`", "Write `en`", ["help: Use `en`"]),
        ("Use `en` or `fr`", "Write `en`", ["help: Use `en` or `fr`", "fix: Write `en`"]),
        ("Keep one", "Remove `auth`", ["help: Keep one", "fix: Remove `auth`"]),
    ],
)
def test_a_remedy_is_written_once(
    remedy: str | None, description: str | None, lines: list[str]
) -> None:
    fix = Fix(description, ()) if description else None
    assert _lines(sample.violation("/language", "Odd", help=remedy, fix=fix)) == lines


@pytest.mark.parametrize(
    ("remedy", "line"),
    [("Use `en`", "help: Use `en` (unsafe fix)"), ("Keep one", "fix: Write `en` (unsafe)")],
)
def test_an_unsafe_fix_is_marked(remedy: str, line: str) -> None:
    fix = Fix("Write `en`", (), safe=False)
    assert _lines(sample.violation("/language", "Odd", help=remedy, fix=fix))[-1] == line


@pytest.mark.parametrize(
    ("related", "line"),
    [
        (Related("/a/0", "the first"), "see /a/0: the first"),
        (Related("", "the first", None, 4, 5, 4, 6), "see the top level (line 4): the first"),
        (Related("/a", "the call", "app.py", 4, 5, 4, 6), "see /a (app.py:4:5): the call"),
        (Related("/a", "the call", "app.py"), "see /a in app.py: the call"),
        (Related("/jo@example.com", "odd"), "see /**************: odd"),
    ],
)
def test_related_places(related: Related, line: str) -> None:
    assert _lines(sample.violation("/b", "Odd", related=(related,))) == [f"note: {line}"]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (PlaidError("A", "B", "text"), 'note: Plaid answers B "text"'),
        (PlaidError("A", "B"), "note: Plaid answers B"),
        (PlaidError(None, None, "text"), 'note: Plaid answers "text"'),
        (PlaidError(None, None), "note: Plaid answers with an error"),
    ],
)
def test_plaids_answer(answer: PlaidError, line: str) -> None:
    assert _lines(sample.violation("/b", "Odd", plaid_error=answer)) == [line]


def _text(violation: Violation, columns: int) -> list[str]:
    report = Report(odd.KIND, (violation,))
    result = Result.about("a.json", 0, report, sample.TEXT, sample.VALUE)
    options = Options(summary=False, columns=columns)
    return "".join(render(Results((result,)), options)).splitlines()


@pytest.mark.parametrize("number", [0, 2])
def test_a_label_without_room_is_a_line_of_its_own(number: int) -> None:
    violation = sample.VIOLATIONS[number]
    if violation.missing:
        violation = replace(violation, missing="country_codes_of_the_user")
    label = "missing `country_codes_of_the_user`" if violation.missing else "/products/1"
    wide = next(line for line in _text(violation, 0) if "^" in line)
    assert wide.endswith(f"^ {label}")
    assert wide in _text(violation, len(wide))
    narrow = _text(violation, len(wide) - 1)
    assert all(not line.endswith(f"^ {label}") for line in narrow)
    assert any(line.startswith("  = at: ") and label in line for line in narrow)
    assert not any(line.startswith("  = at: ") for line in _text(violation, len(wide)))
