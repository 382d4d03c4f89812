"""The contract of ``check``, ``ensure`` and ``Checker``."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from datetime import date
from typing import Any

import pytest

import linkcheck
from linkcheck.checker import Checker
from linkcheck.documents import BASES, Document
from linkcheck.engine.rule import RULES, at, define
from tests.offenders import each
from tests.shapes import NO_WHEEL

REQUEST = BASES["request"][1]
OVERLAP = {**REQUEST, "optional_products": ["auth"]}


class Model:
    """Stands for a model of a client library."""

    def __init__(self, body: dict[str, Any]) -> None:
        self._body = body

    def to_dict(self) -> dict[str, Any]:
        return self._body


def test_a_request_without_mistakes_reports_nothing() -> None:
    report = linkcheck.check(REQUEST)
    assert report.ok
    assert report.violations == ()
    assert report.plaid_answer is None
    assert report.document == "link-token-create-request"


@each("base", sorted(BASES))
def test_the_base_bodies_are_clean(base: str) -> None:
    document, body = BASES[base]
    report = linkcheck.check(body)
    assert report.document == document
    assert [v.code for v in report.violations] == (["LC371"] if base == "none" else [])


@pytest.mark.parametrize(
    "payload",
    [OVERLAP, json.dumps(OVERLAP), json.dumps(OVERLAP).encode(), Model(OVERLAP)],
    ids=["dict", "str", "bytes", "model"],
)
def test_all_forms_of_a_payload_give_the_same_violations(payload: Any) -> None:
    report = linkcheck.check(payload)
    assert [(v.code, v.pointer) for v in report.violations] == [("LC301", "/optional_products/0")]
    assert not report.ok


def test_only_text_has_positions() -> None:
    (violation,) = linkcheck.check(OVERLAP).violations
    assert (violation.line, violation.column) == (None, None)
    text = json.dumps(OVERLAP, indent=2)
    (violation,) = linkcheck.check(text).violations
    line = text.splitlines()[(violation.line or 0) - 1]
    assert line[(violation.column or 0) - 1 : (violation.end_column or 0) - 1] == '"auth"'


def test_models_within_a_dict_become_json() -> None:
    assert linkcheck.check({**REQUEST, "user": Model({"client_user_id": "u-1"})}).violations == ()
    (violation,) = linkcheck.check({**REQUEST, "user": Model({})}).violations
    assert (violation.code, violation.pointer) == ("LC102", "/user")
    (violation,) = linkcheck.check({**REQUEST, "user": object()}).violations
    assert (violation.code, violation.pointer) == ("LC008", "/user")


def test_dates_and_enums_of_models_become_json() -> None:
    body = copy.deepcopy(BASES["statements"][1])
    body["statements"] = Model({"start_date": date(2025, 1, 1), "end_date": date(2025, 6, 30)})
    assert linkcheck.check(Model(body)).violations == ()


def test_ensure_gives_the_payload_back_or_raises() -> None:
    assert linkcheck.ensure(REQUEST) is REQUEST
    with pytest.raises(linkcheck.InvalidPayload) as caught:
        linkcheck.ensure(OVERLAP)
    assert [v.code for v in caught.value.report.violations] == ["LC301"]
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.report == caught.value.report
    assert str(again) == str(caught.value)
    assert "LC301" in str(again)


def test_warnings_do_not_make_ensure_raise() -> None:
    body = {**REQUEST, "transactions": {"days_requested": 90}}
    assert linkcheck.ensure(body) is body
    assert [v.severity for v in linkcheck.check(body).violations] == ["warning"]


def test_select_and_ignore_take_codes_prefixes_and_names() -> None:
    body = {**OVERLAP, "language": "xx"}
    every = {v.code for v in linkcheck.check(body).violations}
    assert every == {"LC104", "LC301"}
    for select in (["LC301"], ["LC3"], ["lc30"], ["product-in-two-arrays"], ["LC2, LC301"]):
        assert [v.code for v in Checker(select=select).check(body).violations] == ["LC301"]
    assert [v.code for v in Checker(ignore=["LC3"]).check(body).violations] == ["LC104"]
    assert Checker(select=["LC301"], ignore=["LC301"]).check(body).violations == ()


def test_an_unknown_rule_is_refused_with_a_suggestion() -> None:
    with pytest.raises(ValueError, match="product-in-two-arrays"):
        Checker(select=["product-in-to-arrays"])
    with pytest.raises(ValueError, match="LC999"):
        Checker(ignore=["LC999"])


@pytest.mark.parametrize(
    "options", [{"environment": "development"}, {"platform": "vax"}, {"engine": "steam"}]
)
def test_unknown_options_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="unknown"):
        Checker(**options)


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(ValueError, match="no-such"):
        linkcheck.check(REQUEST, "no-such")


def test_advice_is_off_unless_asked_for() -> None:
    body = {**REQUEST, "products": ["auth", "identity"]}
    assert linkcheck.check(body).violations == ()
    assert [v.code for v in Checker(select=["LC322"]).check(body).violations] == ["LC322"]
    assert "LC322" in {v.code for v in Checker(pedantic=True).check(body).violations}


def test_violations_are_in_the_order_of_the_document() -> None:
    body = {
        "webhook": "nowhere",
        "products": ["auth", "balance"],
        "optional_products": ["auth"],
        "language": "xx",
        "client_name": "Wonderwallet",
        "country_codes": ["ZZ"],
    }
    pointers = [v.pointer for v in linkcheck.check(body).violations]
    assert pointers == [
        "",
        "/webhook",
        "/products/1",
        "/optional_products/0",
        "/language",
        "/country_codes/0",
    ]


def test_the_payload_is_never_changed() -> None:
    body = {**copy.deepcopy(OVERLAP), "user": {"client_user_id": "jo@example.com", "x": [1, None]}}
    before = copy.deepcopy(body)
    linkcheck.check(body)
    assert body == before
    assert list(body) == list(before)


def test_a_crashing_rule_is_named_and_the_others_still_run() -> None:
    def check(request: Any) -> Any:
        yield at("products", message="Found before the crash.")
        raise KeyError("a secret value")

    define("LC999", "crashes", check, "Crashes.", source="products", area="test")
    try:
        from linkcheck.engine import catalog

        catalog.rules.cache_clear()
        report = Checker().check(OVERLAP)
    finally:
        del RULES["LC999"]
        from linkcheck.engine import rule

        rule._NAMES.discard("crashes")
        catalog.rules.cache_clear()
    assert [e.rule for e in report.internal_errors] == ["LC999"]
    assert "KeyError" in report.internal_errors[0].error
    assert "secret" not in report.internal_errors[0].error
    assert "LC301" in {v.code for v in report.violations}


def test_a_checker_is_thread_safe() -> None:
    checker = Checker()
    bodies = [OVERLAP, REQUEST, {**REQUEST, "language": "xx"}, BASES["cra"][1], BASES["update"][1]]
    wanted = [checker.check(body) for body in bodies]
    wrong: list[Any] = []

    def work() -> None:
        for _ in range(50):
            found = [checker.check(body) for body in bodies]
            if found != wanted:
                wrong.append(found)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_memo_does_not_grow_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jsonschema_rs", reason=NO_WHEEL)
    monkeypatch.setattr("linkcheck.fastpath._ROOM", 4)
    checker = Checker()
    assert checker._memo is not None
    sizes = set()
    for index in range(20):
        checker.check({**REQUEST, "client_name": f"Name {index}"})
        sizes.add(len(checker._memo._found))
    assert sizes == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("value", [None, 1, 1.5, True, "x", [], [1], "{}", b"\xff", b"", object()])
def test_any_value_gives_a_report(value: Any) -> None:
    report = linkcheck.check(value)
    assert not report.ok
    assert report.internal_errors == ()


def test_reports_have_a_dict_and_a_text() -> None:
    report = linkcheck.check(OVERLAP)
    data = json.loads(json.dumps(report.to_dict()))
    assert data["ok"] is False
    assert data["violations"][0]["code"] == "LC301"
    assert "LC301 error" in str(report)
    assert len(report) == 1
    assert [v.code for v in report] == ["LC301"]
    assert pickle.loads(pickle.dumps(report)) == report


def test_detection_distinguishes_the_documents() -> None:
    for document, body in BASES.values():
        assert linkcheck.detect(body) is document
    assert linkcheck.detect({"name": "x"}) is None
    webhook = {"webhook_type": "LINK", "link_session_id": "s", "link_token": "l"}
    assert linkcheck.detect({**webhook, "events": []}) is Document.EVENTS
    assert linkcheck.detect({**webhook, "status": "SUCCESS"}) is Document.SESSION_FINISHED
    assert linkcheck.detect({**webhook, "public_tokens": []}) is Document.SESSION_FINISHED
    assert linkcheck.detect({**webhook, "public_token": "p"}) is Document.ITEM_ADD_RESULT
    assert linkcheck.detect(webhook) is None
    assert linkcheck.detect({**webhook, "webhook_type": "ITEM", "events": []}) is None
    assert linkcheck.detect([1]) is None
    assert linkcheck.detect({"products": ["auth"]}) is Document.CREATE_REQUEST


@each(
    "chosen",
    [
        {"select": ["LC104"]},
        {"ignore": ["LC0"]},
        {"severity": {"LC0": "off"}},
        {"severity": {"LC0": "info"}},
    ],
)
@each("text", ["[]", "null", "{", '{"a": 1e999}'])
def test_unreadable_documents_are_reported_regardless_of_the_selection(
    chosen: dict[str, Any], text: str
) -> None:
    checker = Checker(**chosen)
    found = checker.check(text)
    assert found == Checker().check(text)
    assert not found.ok
    with pytest.raises(linkcheck.InvalidPayload):
        checker.ensure(text)
