"""Secrets planted at every place of every kind of document: nothing that may be logged has them.

What may be logged is the text, ``repr`` and ``to_dict`` of all that a check gives, and exceptions.
What is shown on purpose, and not planted here: see planting.py.
"""

from __future__ import annotations

import copy
import itertools
import json
import logging
import pickle
import traceback
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import linkcheck
from linkcheck.checker import Checker
from linkcheck.cli.explanation import explain
from linkcheck.documents import BASES, ENDPOINTS, Document
from linkcheck.engine.rule import RULES, Rule, at, define, withdraw
from linkcheck.integrations.logs import FIELD, log_report
from linkcheck.integrations.preflight import Preflight
from linkcheck.integrations.webhooks import UnreadableWebhook, parse_webhook
from linkcheck.report import Report
from linkcheck.shapes.loader import schema
from linkcheck.violation import Fix, Related
from tests.offenders import each
from tests.robustness.planting import NAMES, OTHERS, bodies, leaks, named, places, planted_at

CHECKERS = (
    Checker(pedantic=True),
    Checker(pedantic=True, environment="production", platform="ios", today=date(2026, 1, 1)),
)


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


@pytest.mark.exhaustive
@each("kind", list(Document))
@pytest.mark.parametrize("secret", OTHERS)
def test_no_place_gives_a_secret_away(kind: Document, secret: str) -> None:
    value, hidden = OTHERS[secret]
    base = next(body for document, body in BASES.values() if document is kind)
    shapes: list[Any] = [value, [value], {"a": value}, {str(value): value}, {"language": [value]}]
    for number, path in enumerate(places(schema(kind))):
        for shape in (shapes[0], shapes[1 + number % 4]):
            body = planted_at(copy.deepcopy(base), path, shape)
            report = CHECKERS[number % 2].check_value(body, kind)
            for written in _shown(report):
                assert hidden not in written.lower(), (path, shape)


@pytest.mark.exhaustive
@each("kind", list(Document))
@pytest.mark.parametrize("title", NAMES)
def test_no_name_in_any_object_is_given_away(kind: Document, title: str) -> None:
    name = NAMES[title]
    for start in range(list(NAMES).index(title) % 2, 8, 2):
        body = named(schema(kind), itertools.repeat(name), itertools.count(start))
        report = CHECKERS[start // 2 % 2].check_value(body, kind)
        assert report.violations
        for written in _shown(report):
            assert leaks(written) == []
    repeated = json.dumps(body).replace(
        json.dumps(name), f"{json.dumps(name)}: 1, {json.dumps(name)}"
    )
    report = CHECKERS[0].check(repeated, kind)
    assert leaks(" ".join(_shown(report))) == []


@pytest.mark.exhaustive
@each("kind", list(Document))
@pytest.mark.parametrize("secret", OTHERS)
def test_no_explanation_gives_a_secret_away(kind: Document, secret: str) -> None:
    value, hidden = OTHERS[secret]
    for path in list(places(schema(kind)))[::9]:
        body = planted_at({}, path, value)
        explained = explain(body, CHECKERS[0], kind)
        assert hidden not in f"{explained} {[e.to_dict() for e in explained]}".lower()


@each("secret", OTHERS)
def test_no_exception_gives_a_secret_away(secret: str) -> None:
    value, hidden = OTHERS[secret]
    body = {**BASES["request"][1], "secret": value, "user": {"phone_number": value, "x": [value]}}
    for payload in (body, json.dumps(body), json.dumps(body)[:-3], json.dumps(body).encode()):
        with pytest.raises(linkcheck.InvalidPayload) as caught:
            linkcheck.ensure(payload)
        assert hidden not in "".join(traceback.format_exception(caught.value)).lower()


def _forms(body: Any) -> tuple[Any, ...]:
    """A document in all forms that are taken, and broken in two ways."""
    text = json.dumps(body)
    return (body, text, text.encode(), text[:-3], text.replace('"', "'"))


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", list(Document))
def test_no_copy_of_an_exception_gives_a_secret_away(kind: Document) -> None:
    for number, body in enumerate(bodies(kind)):
        payload = _forms(body)[number % 5]
        report = CHECKERS[0].check(payload, kind)
        error = pickle.loads(pickle.dumps(linkcheck.InvalidPayload(report)))
        assert error.report == report
        for written in _shown(error.report):
            assert leaks(written) == []
        assert leaks(f"{error} {error!r} {error.problem()}") == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", [k for e in ENDPOINTS.values() for k in e])
def test_no_guard_gives_a_secret_away(kind: Document, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path = next(path for path, endpoint in ENDPOINTS.items() if kind in endpoint)
    url = f"https://sandbox.plaid.com{path}?token=access-sandbox-5e1f-zaphodine"
    raising = Preflight(responses=True, fail_on="info", pedantic=True).call("POST", url)
    logging_ = Preflight(responses=True, fail_on="info", pedantic=True, on_violation="log")
    calls = [raising, logging_.call("POST", url)]
    request = {"client_name": OTHERS["name"][0]}
    reported: list[str] = []
    for number, body in enumerate(bodies(kind)):
        forms = _forms(body)
        for call, payload in zip(calls, (forms[number % 5], forms[(number + 2) % 5]), strict=True):
            assert call is not None
            try:
                if kind.is_request:
                    call.request(payload)
                else:
                    call.response(200, payload, request)
            except linkcheck.InvalidPayload as error:
                reported += traceback.format_exception(error)
    assert len(reported) > 20
    assert leaks("".join(reported)) == []
    assert len(caplog.records) > 10
    assert leaks(caplog.text) == []
    assert leaks(" ".join(str(record.__dict__.get(FIELD)) for record in caplog.records)) == []


@pytest.mark.parametrize("kind", [k for k in Document if str(k).endswith("webhook")])
def test_no_webhook_gives_a_secret_away(kind: Document) -> None:
    reported: list[str] = []
    for body in bodies(kind):
        for payload in _forms(body):
            try:
                webhook = parse_webhook(payload, checker=CHECKERS[0])
            except UnreadableWebhook as error:
                reported += traceback.format_exception(error)
                continue
            assert leaks(repr(webhook)) == []
            assert webhook.report is not None
            for written in _shown(webhook.report):
                assert leaks(written) == []
    assert reported
    assert leaks("".join(reported)) == []


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
