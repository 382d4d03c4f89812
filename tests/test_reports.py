"""Reports in code: as text, JSON and problem documents, copied and sent to other processes."""

from __future__ import annotations

import copy
import json
import multiprocessing
import pickle
import re
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import linkcheck
from linkcheck import InvalidPayload, Report
from linkcheck.engine.runner import InternalError
from linkcheck.output.problem import MEDIA_TYPE, MOST_VIOLATIONS, TYPE
from linkcheck.pointer import to_pointer
from linkcheck.violation import Fix
from tests.output.sample import DOCS, VIOLATIONS, violation

KIND = "link-token-create-request"
SAMPLE = Report(KIND, VIOLATIONS, (InternalError("HX001", "KeyError in check, line 3"),))
SCHEMA = json.loads(
    (Path(__file__).parent / "output/schemas/problem.json").read_text(encoding="utf-8")
)
# The characters of a URI (RFC 3986), each percent sign with its two digits.
URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-F]{2})*")
BODY = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {"client_user_id": "u-1001", "phone_number": "4155550123", "jo@example.com": 1},
    "products": ["auth", "auth"],
}
TEXT = json.dumps(BODY)


def found(payload: Any = BODY) -> Report:
    """The report on a body with an error, a warning and fixes."""
    report = linkcheck.check(payload)
    assert report.errors
    assert report.warnings
    assert any(v.fix for v in report)
    return report


# -- text --------------------------------------------------------------------------------------


def test_the_exception_lists_all_violations_errors_first() -> None:
    report = Report(KIND, (VIOLATIONS[1], VIOLATIONS[3], VIOLATIONS[2], VIOLATIONS[0]))
    assert (
        str(InvalidPayload(report))
        == f"""\
link-token-create-request: 2 errors, 1 warning, 1 info
  LC900 error: Unknown product `Transactions` in `products[1]`
    help: Use `transactions`, or remove it
    fix: Write `transactions`
    at: /products/1 (line 4, column 24)
    note: Plaid answers INVALID_PRODUCT
    docs: {DOCS}
  LC900 error: Missing required field `language`
    help: Add a language of Link, such as `en`
    at: the top level (missing `language`; line 1, column 1)
    note: Plaid answers MISSING_FIELDS "language is required"
    docs: {DOCS}
  LC901 warning: `user.phone_number` is not in E.164 form
    help: Write the number in E.164 form
    at: /user/phone_number (line 3, column 56)
    docs: {DOCS}
  LC900 info: All of `optional_products` is in `products`
    at: /optional_products (line 5, column 24)
    note: see /products/0 (line 4): the same product
    docs: {DOCS}"""
    )


def test_a_traceback_of_a_very_wrong_body_stays_short() -> None:
    many = [violation(f"/products/{i}", "Odd.") for i in range(1000)]
    text = str(InvalidPayload(Report(KIND, tuple(many))))
    assert text.startswith("link-token-create-request: 1000 errors\n")
    assert text.endswith("\n  and 980 more; `report` has them all")
    assert text.count("Odd.") == 20
    assert "more" not in str(InvalidPayload(Report(KIND, tuple(many[:20]))))


def test_no_message_of_a_custom_rule_reaches_a_terminal_raw() -> None:
    fix = Fix("Write\n\x1b[31mthis", ())
    report = Report(KIND, (violation("/products", "Odd.\n\x1b[31mforged", fix=fix),))
    assert "fix: Write\\n\\x1b[31mthis" in str(InvalidPayload(report))
    for text in (str(report), str(InvalidPayload(report))):
        assert "Odd.\\n\\x1b[31mforged" in text


# -- JSON --------------------------------------------------------------------------------------


def test_json_is_the_dict_as_text() -> None:
    assert json.loads(SAMPLE.to_json()) == SAMPLE.to_dict()
    assert "\n" not in SAMPLE.to_json()
    assert SAMPLE.to_json(indent=2).startswith('{\n  "document"')
    assert SAMPLE.to_json().isascii()


# -- problem documents -------------------------------------------------------------------------


def test_a_problem_document() -> None:
    report = Report(KIND, VIOLATIONS[:2])
    assert report.to_problem() == {
        "type": TYPE,
        "title": "Invalid Plaid Link payload",
        "status": 422,
        "detail": "link-token-create-request: 1 error, 1 warning",
        "document": KIND,
        "errors": [
            {
                "detail": "Missing required field `language`",
                "help": "Add a language of Link, such as `en`",
                "pointer": "#",
                "code": "LC900",
                "name": "made-up",
                "docs": DOCS,
                "missing": "language",
            }
        ],
        "warnings": [
            {
                "detail": "`user.phone_number` is not in E.164 form",
                "help": "Write the number in E.164 form",
                "pointer": "#/user/phone_number",
                "code": "LC901",
                "name": "phone-form",
                "docs": DOCS,
            }
        ],
    }
    assert MEDIA_TYPE == "application/problem+json"


def test_status_type_and_instance_are_the_callers() -> None:
    own = {"status": 500, "type_uri": "https://shop.example/p/link", "instance": "/traces/7"}
    problem = InvalidPayload(SAMPLE).problem(**own)
    assert (problem["status"], problem["type"]) == (500, own["type_uri"])
    assert problem["instance"] == "/traces/7"
    assert "instance" not in SAMPLE.to_problem()


@pytest.mark.parametrize("payload", [BODY, TEXT, TEXT[:-9], b"\xff", [], {}])
def test_problem_documents_follow_rfc_9457(payload: Any) -> None:
    with pytest.raises(InvalidPayload) as caught:
        linkcheck.ensure(payload)
    problem = caught.value.problem(instance="/link/7")
    Draft202012Validator(SCHEMA).validate(problem)
    assert json.loads(json.dumps(problem)) == problem
    pointers = [entry["pointer"] for entry in problem["errors"]]
    for uri in (problem["type"], problem["instance"], *pointers):
        assert URI.fullmatch(uri)
    shown = [entry["pointer"] for entry in caught.value.report.to_dict()["violations"]]
    assert {unquote(pointer[1:]) for pointer in pointers} <= set(shown)


def test_the_schema_refuses_anything_but_a_problem_document() -> None:
    assert not Draft202012Validator(SCHEMA).is_valid({**SAMPLE.to_problem(), "status": 42})


@given(st.text(max_size=12))
def test_pointers_are_fragments_of_uris(name: str) -> None:
    report = Report(KIND, (violation(to_pointer(("user", name, 0)), "Odd."),))
    (entry,) = report.to_problem()["errors"]
    assert entry["pointer"].startswith("#/user/")
    assert URI.fullmatch(entry["pointer"])


def test_a_very_wrong_body_gives_no_very_long_answer() -> None:
    many = tuple(violation(f"/products/{i}", "Odd.") for i in range(1000))
    problem = Report(KIND, many).to_problem()
    assert len(problem["errors"]) == MOST_VIOLATIONS
    assert problem["detail"] == "link-token-create-request: 1000 errors"


# -- copies and pickles ------------------------------------------------------------------------


@pytest.mark.parametrize("payload", [BODY, TEXT])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_are_equal_and_hold_no_document(payload: Any, protocol: int) -> None:
    report = found(payload)
    written = pickle.dumps(report, protocol)
    assert pickle.loads(written) == report
    assert pickle.loads(written).to_dict() == report.to_dict()
    assert b"Wonderwallet" not in written
    assert b"u-1001" not in written
    for each in report:
        assert pickle.loads(pickle.dumps(each, protocol)) == each
    error = pickle.loads(pickle.dumps(InvalidPayload(report), protocol))
    assert type(error) is InvalidPayload
    assert error.report == report
    assert str(error) == str(InvalidPayload(report))
    assert b"Wonderwallet" not in pickle.dumps(InvalidPayload(report), protocol)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_copies_are_equal(copied: Any) -> None:
    report = found()
    assert copied(report) == report
    assert [copied(each) for each in report] == list(report)
    error = copied(InvalidPayload(report))
    assert error.report == report
    assert str(error) == str(InvalidPayload(report))


def test_an_exception_keeps_its_notes_on_the_way() -> None:
    error = InvalidPayload(found())
    error.add_note("While making a Link token for the checkout.")
    for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert "checkout" in "".join(traceback.format_exception(other))


@pytest.mark.parametrize("report", [Report(KIND), SAMPLE])
def test_a_report_has_no_truth_value(report: Report) -> None:
    for use in (bool, lambda one: one or None, lambda one: not one):
        with pytest.raises(TypeError, match=r"use report\.ok"):
            use(report)
    assert len(report) == len(list(report)) == len(report.violations)


def test_reports_and_violations_can_be_in_sets() -> None:
    assert len({found(), found()}) == 1
    assert len({*found(), *found()}) == len(found())


def refuse(payload: Any) -> None:
    """Raise InvalidPayload, in whatever process this runs."""
    linkcheck.ensure(payload)


def test_the_exception_comes_back_from_another_process() -> None:
    context = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(1, mp_context=context) as pool,
        pytest.raises(InvalidPayload) as caught,
    ):
        pool.submit(refuse, BODY).result()
    assert caught.value.report == found()
