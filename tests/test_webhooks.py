"""Webhooks as a server receives them."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable
from random import Random
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.checker import Checker
from linkcheck.documents import BASES, Document
from linkcheck.integrations.logs import log_report
from linkcheck.integrations.webhooks import MAX_SIZE, UnreadableWebhook, Webhook, parse_webhook
from tests.offenders import each
from tests.robustness.grow import spoilt

KINDS = (Document.ITEM_ADD_RESULT, Document.EVENTS, Document.SESSION_FINISHED)
BODIES = {kind: next(body for k, body in BASES.values() if k is kind) for kind in KINDS}
FINISHED = BODIES[Document.SESSION_FINISHED]
FORMS: list[Callable[[Any], Any]] = [
    lambda body: body,
    MappingProxyType,
    json.dumps,
    lambda body: json.dumps(body).encode(),
    lambda body: bytearray(json.dumps(body).encode()),
    lambda body: b"\xef\xbb\xbf" + json.dumps(body, indent=2).encode(),
]


@each("kind", KINDS)
@each("form", FORMS)
def test_links_webhooks_are_recognized_and_checked(kind: Document, form: Any) -> None:
    webhook = parse_webhook(form(BODIES[kind]))
    assert webhook.kind is kind
    assert webhook.is_link
    assert (webhook.type, webhook.code) == ("LINK", BODIES[kind]["webhook_code"])
    assert webhook.body == BODIES[kind]
    assert webhook.report is not None
    assert webhook.report.ok
    assert webhook.report.document == kind


@each(
    "body",
    [
        {"webhook_type": "ITEM", "webhook_code": "PENDING_EXPIRATION", "item_id": "x"},
        {"webhook_type": "TRANSACTIONS", "webhook_code": "SYNC_UPDATES_AVAILABLE"},
        {"webhook_type": "LINK", "webhook_code": "HANDOFF"},
        {**FINISHED, "webhook_type": "LAYER"},
        {"webhook_type": 3, "webhook_code": None},
        {"client_name": "W", "language": "en", "products": ["auth"]},
        {},
    ],
)
@each("form", FORMS)
def test_others_are_recognized(body: dict[str, Any], form: Any) -> None:
    webhook = parse_webhook(form(body))
    assert (webhook.kind, webhook.is_link, webhook.report) == (None, False, None)
    assert webhook.body == body


def test_type_and_code_are_texts_or_none() -> None:
    other = parse_webhook('{"webhook_type": "ITEM", "webhook_code": "ERROR"}')
    assert (other.type, other.code) == ("ITEM", "ERROR")
    odd = parse_webhook('{"webhook_type": ["ITEM"]}')
    assert (odd.type, odd.code) == (None, None)


def test_mistakes_are_in_the_report_with_their_places() -> None:
    webhook = parse_webhook(json.dumps({**FINISHED, "status": "abandoned"}, indent=1))
    assert webhook.report is not None
    (violation,) = webhook.report.violations
    assert (violation.code, violation.pointer) == ("LC104", "/status")
    assert violation.line is not None
    value = parse_webhook({**FINISHED, "status": "abandoned"}).report
    assert value is not None
    assert [(v.code, v.pointer, v.line) for v in value] == [("LC104", "/status", None)]


def test_the_kind_is_recognized_in_spite_of_mistakes() -> None:
    for broken in ({"webhook_type": "link"}, {"webhook_type": None}, {"webhook_code": None}):
        webhook = parse_webhook({**FINISHED, **broken})
        assert webhook.kind is Document.SESSION_FINISHED
        assert webhook.report is not None
        assert webhook.report.violations


@pytest.mark.parametrize("kind", KINDS)
def test_members_that_nobody_knows_are_no_mistakes(kind: Document) -> None:
    report = parse_webhook({**BODIES[kind], "new_member": {"of": ["Plaid"]}}).report
    assert report is not None
    assert report.violations == ()


def test_repeated_members_are_seen_in_text() -> None:
    text = json.dumps(FINISHED)[:-1] + ', "status": "SUCCESS"}'
    report = parse_webhook(text).report
    assert report is not None
    assert [v.code for v in report] == ["LC002"]


def test_a_checker_of_ones_own_is_used() -> None:
    body = {**FINISHED, "status": "abandoned"}
    report = parse_webhook(body, checker=Checker(ignore=["LC104"])).report
    assert report is not None
    assert report.violations == ()


def test_nothing_passed_is_changed() -> None:
    body = {**FINISHED, "new_member": []}
    before = json.dumps(body)
    webhook = parse_webhook(body)
    webhook.body["status"] = "changed"
    assert json.dumps(body) == before


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("", "not valid JSON: the document is empty"),
        (b"", "not valid JSON: the document is empty"),
        ('{"a": 1', "not valid JSON: the document ends before"),
        (b"\xff\xfe{", "not valid JSON: the input is in UTF-16"),
        (b"\xff", "is not valid UTF-8"),
        ("webhook_type=LINK", "not valid JSON"),
        ('{"a": NaN}', "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("[]", "must be an object"),
        ('"text"', "must be an object"),
        ("null", "must be an object"),
        (" " * (MAX_SIZE + 1), "The body has 1,048,577 characters; 1,048,576 are allowed."),
        (b" " * (MAX_SIZE + 1), "The body has 1,048,577 bytes; 1,048,576 are allowed."),
    ],
)
def test_anything_but_a_webhook_is_refused(body: Any, text: str) -> None:
    with pytest.raises(UnreadableWebhook) as caught:
        parse_webhook(body)
    assert text in str(caught.value)
    assert caught.value.__cause__ is None


def test_the_bound_can_be_set() -> None:
    body = json.dumps(FINISHED)
    assert parse_webhook(body, max_size=len(body)).is_link
    with pytest.raises(UnreadableWebhook, match="are allowed"):
        parse_webhook(body, max_size=len(body) - 1)


@given(st.one_of(st.binary(), st.text(), st.dictionaries(st.text(), st.text())))
def test_any_body_is_a_webhook_or_refused(body: Any) -> None:
    try:
        webhook = parse_webhook(body)
    except UnreadableWebhook:
        return
    assert isinstance(webhook, Webhook)


@pytest.mark.parametrize("kind", KINDS)
def test_any_spoilt_webhook_is_read(kind: Document) -> None:
    dice = Random(7)
    for _ in range(100):
        body = spoilt(BODIES[kind], dice)
        if isinstance(body, dict):
            webhook = parse_webhook(body)
            assert webhook.report is None or not webhook.report.internal_errors


def test_neither_exceptions_nor_texts_hold_a_value(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "Zaphodine Q. Beeble"
    body = {**FINISHED, "public_tokens": [secret], secret: secret, "status": {"user": secret}}
    webhook = parse_webhook(body)
    assert webhook.report is not None
    assert not webhook.report.ok
    log_report(webhook.report)
    other = parse_webhook({"webhook_type": secret, "webhook_code": secret})
    shown = [f"{webhook} {webhook!r} {webhook.report} {other!r}", caplog.text]
    for text in (json.dumps(body)[:-1], json.dumps(secret), secret, secret.encode("utf-16")):
        with pytest.raises(UnreadableWebhook) as caught:
            parse_webhook(text)
        shown.append("".join(traceback.format_exception(caught.value)))
    assert not any("zaphodine" in text.lower() for text in shown)
