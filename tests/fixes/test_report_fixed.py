"""``report.fixed()`` and ``Checker.fix``: any form of payload, and nothing gets out."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from typing import Any

import pytest

import linkcheck
from linkcheck.documents import BASES
from linkcheck.report import Report

SECRET = "3f9c0ad1b2c3d4e5f60718293a4b5c"
BROKEN = {**BASES["request"][1], "products": ["Auth", "auth"], "webhook": "", "secret": SECRET}
MENDED = {**BASES["request"][1], "products": ["auth"], "secret": SECRET}


def test_a_dict_gives_a_new_dict() -> None:
    before = json.dumps(BROKEN)
    report = linkcheck.check(BROKEN)
    assert report.fixed() == MENDED
    assert json.dumps(BROKEN) == before
    assert report.fixed() is not report.fixed()


def test_a_clean_dict_gives_a_new_dict_too() -> None:
    value = linkcheck.check(MENDED).fixed()
    assert value == MENDED
    value["user"]["client_user_id"] = "other"
    assert MENDED["user"] == BASES["request"][1]["user"]


@pytest.mark.parametrize("kind", [str, bytes])
def test_a_text_gives_a_text_of_its_type(kind: type) -> None:
    before, after = json.dumps(BROKEN), json.dumps(MENDED)
    if kind is bytes:
        assert linkcheck.check(before.encode()).fixed() == after.encode()
    else:
        assert linkcheck.check(before).fixed() == after


def test_a_model_gives_a_dict() -> None:
    class Model:
        def to_dict(self) -> dict[str, Any]:
            return BROKEN

    assert linkcheck.check(Model()).fixed() == MENDED


def test_unsafe_fixes_are_applied_on_demand() -> None:
    payload = {**MENDED, "webhok": "https://example.com/hook"}
    report = linkcheck.check(payload)
    assert report.fixed() == payload
    assert report.fixed(unsafe=True) == {**MENDED, "webhook": "https://example.com/hook"}


def test_the_options_of_the_check_count() -> None:
    payload = {**BROKEN}
    assert linkcheck.check(payload, ignore=["LC105"]).fixed() == {**MENDED, "webhook": ""}
    assert linkcheck.check({**MENDED, "redirect_uri": None}, pedantic=True).fixed() == MENDED


def test_the_kind_of_the_check_counts() -> None:
    token = "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"
    report = linkcheck.check({"link_token": token, "secret": ""}, "link-token-get-request")
    assert report.fixed() == {"link_token": token}


def test_the_exception_of_ensure_can_fix() -> None:
    with pytest.raises(linkcheck.InvalidPayload) as caught:
        linkcheck.ensure(BROKEN)
    assert caught.value.report.fixed() == MENDED


def test_the_document_does_not_get_out() -> None:
    report = linkcheck.check(BROKEN)
    plain = Report(report.document, report.violations, report.internal_errors)
    assert report == plain
    assert hash(report.document) == hash(plain.document)
    for text in (repr(report), str(report), json.dumps(report.to_dict())):
        assert SECRET not in text
    assert SECRET not in repr(dataclasses.asdict(report))
    assert SECRET.encode() not in pickle.dumps(report)
    assert not hasattr(report, "__dict__")


def pickled(report: Report) -> Any:
    """The report after a trip through a pickle."""
    return pickle.loads(pickle.dumps(report))


@pytest.mark.parametrize("remake", [copy.copy, copy.deepcopy, pickled])
def test_a_copy_of_a_report_does_not_know_the_document(remake: Any) -> None:
    report = remake(linkcheck.check(BROKEN))
    assert report == linkcheck.check(BROKEN)
    with pytest.raises(ValueError, match=r"Checker\.fix"):
        report.fixed()


def test_checker_fix_reports_what_it_did() -> None:
    fixed = linkcheck.Checker().fix(BROKEN)
    assert fixed.value == MENDED
    assert sorted(v.code for v in fixed.applied) == ["LC104", "LC105", "LC111"]
    assert [v.code for v in fixed.left] == ["LC021"]


def test_checker_fix_refuses_an_unknown_kind() -> None:
    with pytest.raises(ValueError, match="no-such-kind"):
        linkcheck.Checker().fix({}, "no-such-kind")
