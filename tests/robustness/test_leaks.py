"""Secrets planted at every place of every kind of document: nothing that may be logged has them.

What may be logged is the text, ``repr`` and ``to_dict`` of all that a check gives, and exceptions.
Two things are shown on purpose, and not planted here: a single harmless word where only listed
values are allowed (`` `Zaphodine` is not one of ...``), and an unknown member name that looks like
an identifier.
"""

from __future__ import annotations

import copy
import json
import logging
import traceback
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import linkcheck
from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.explain import explain
from linkcheck.logs import FIELD, log_report
from linkcheck.report import Report
from linkcheck.rule import RULES, Rule, at, define, withdraw
from linkcheck.rules.examples import BASES
from linkcheck.shapes.loader import Schema, schema
from linkcheck.violation import Fix, Related

# What to plant, and the part of it that may not be seen, in lower case.
SECRETS: dict[str, tuple[Any, str]] = {
    "name": ("Zaphodine Q. Beeble", "zaphodine"),
    "address": ("12 Zaphodine Street", "zaphodine"),
    "phone": ("+14155550123", "4155550123"),
    "loose phone": ("(415) 555-0123", "555-0123"),
    "e-mail": ("zaphodine@example.com", "zaphodine"),
    "ID number": ("078-05-1120", "05-1120"),
    "digits": ("078051120", "078051120"),
    "number": (781051120, "781051120"),
    "fraction": (78105.1120, "78105.112"),
    "date": ("1985-07-04", "1985-07-04"),
    "token": ("access-sandbox-5e1f-zaphodine", "zaphodine"),
    "UUID": ("b0e2c4ee-a763-4df5-bfe9-46a46bce993d", "b0e2c4ee-a763"),
    "secret": ("4f9d0c1be88a4e57b2d6aa", "4f9d0c1be88a"),
    "lone surrogate": ("Zaphodine Beeble\ud800", "zaphodine"),
}
CHECKERS = (
    Checker(pedantic=True),
    Checker(pedantic=True, environment="production", platform="ios", today=date(2026, 1, 1)),
)


def _places(node: Schema, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for name, child in node.get("properties", {}).items():
        yield from _places(child, (*path, name))
    if "items" in node:
        yield from _places(node["items"], (*path, 0))


def _planted(base: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The base with a value at a path. What is not there on the way is made."""
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        return [_planted(None, tuple(rest), value)]
    around = base if isinstance(base, dict) else {}
    return {**around, step: _planted(around.get(step), tuple(rest), value)}


def _shown(report: Report) -> Iterator[str]:
    """All that a log may get to see of a report."""
    yield str(report)
    yield repr(report)
    yield f"{list(report)} {report.errors}"
    yield json.dumps(report.to_dict(), ensure_ascii=False)
    yield repr(report.plaid_answer)
    for violation in report:
        yield f"{violation.message} {violation.docs} {violation.missing}"
        yield f"{violation.fix!r} {violation.related!r} {violation.plaid_error!r}"
        yield str(violation.fix.to_dict() if violation.fix else None)
        yield str([place.to_dict() for place in violation.related])
    error = linkcheck.InvalidPayload(report)
    yield f"{error} {error!r}"
    yield "".join(traceback.format_exception(error))
    yield f"{report.to_json()} {report.to_markdown()} {error.problem()}"
    yield _logged(report)


def _logged(report: Report) -> str:
    """All that a formatter may write of the record of a report."""
    records: list[logging.LogRecord] = []
    logger = logging.Logger("test")
    logger.addFilter(lambda record: bool(records.append(record)))  # kept, and not let through
    log_report(report, logger)
    (record,) = records
    return f"{record.getMessage()} {json.dumps(record.__dict__[FIELD], ensure_ascii=False)}"


@pytest.mark.parametrize("kind", list(Document))
@pytest.mark.parametrize("secret", SECRETS)
def test_no_place_gives_a_secret_away(kind: Document, secret: str) -> None:
    value, hidden = SECRETS[secret]
    base = next(body for document, body in BASES.values() if document is kind)
    shapes: list[Any] = [value, [value], {"a": value}, {str(value): value}, {"language": [value]}]
    for number, path in enumerate(_places(schema(kind))):
        for shape in (shapes[0], shapes[1 + number % 4]):
            body = _planted(copy.deepcopy(base), path, shape)
            report = CHECKERS[number % 2].check_value(body, kind)
            for written in _shown(report):
                assert hidden not in written.lower(), (path, shape)


@pytest.mark.parametrize("kind", list(Document))
@pytest.mark.parametrize("secret", SECRETS)
def test_no_explanation_gives_a_secret_away(kind: Document, secret: str) -> None:
    value, hidden = SECRETS[secret]
    for path in list(_places(schema(kind)))[::9]:
        body = _planted({}, path, value)
        explained = explain(body, CHECKERS[0], kind)
        assert hidden not in f"{explained} {[e.to_dict() for e in explained]}".lower()


@pytest.mark.parametrize("secret", SECRETS)
def test_no_exception_gives_a_secret_away(secret: str) -> None:
    value, hidden = SECRETS[secret]
    body = {**BASES["request"][1], "secret": value, "user": {"phone_number": value, "x": [value]}}
    for payload in (body, json.dumps(body), json.dumps(body)[:-3], json.dumps(body).encode()):
        with pytest.raises(linkcheck.InvalidPayload) as caught:
            linkcheck.ensure(payload)
        assert hidden not in "".join(traceback.format_exception(caught.value)).lower()


def test_the_exact_facts_are_still_there_for_programs() -> None:
    body = {**BASES["request"][1], "user": {"client_user_id": "u", "jo@example.com": 1}}
    (violation,) = (v for v in linkcheck.check(body) if v.code == "LC101")
    assert violation.pointer == "/user/jo@example.com"
    assert violation.to_dict()["pointer"] == "/user/**************"
    body = {**BASES["request"][1], "user": {"client_user_id": "u", "phone_number": "4155550123"}}
    fixes = [v.fix for v in linkcheck.check(body) if v.fix is not None]
    assert any("415" in str(fix.patch) for fix in fixes)
    assert not any("415" in f"{fix!r}{fix.to_dict()}" for fix in fixes)


def test_fixes_and_related_places_show_no_names_and_values() -> None:
    operation = {"op": "move", "from": "/user/jo@example.com", "path": "/user/name"}
    assert Fix("Rename it", (operation,)).to_dict()["patch"] is None
    replaced = Fix("Write it", ({"op": "replace", "path": "/language", "value": "en"},))
    assert replaced.to_dict(Document.CREATE_REQUEST)["patch"] == list(replaced.patch)
    assert replaced.to_dict()["patch"] is None
    related = Related("/user/jo@example.com", "the first of the two")
    assert "jo@" not in f"{related!r}{related.to_dict()}"


@pytest.fixture
def crashing() -> Iterator[Rule]:
    def check(request: Any) -> Any:
        yield at("products", message="Found before.")
        raise KeyError(request.payload["secret"])

    define("HX900", "crashing", check, "Crashes.", source="products", area="test")
    yield RULES["HX900"]
    withdraw("HX900")


def test_a_crash_gives_no_secret_away(
    crashing: Rule, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    body = {**BASES["request"][1], "secret": "Zaphodine Q. Beeble"}
    report = Checker(rules=[crashing]).check(body)
    assert [error.rule for error in report.internal_errors] == ["HX900"]
    for written in (*_shown(report), caplog.text, *capfd.readouterr()):
        assert "zaphodine" not in written.lower()
