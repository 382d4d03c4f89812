"""``Report.plaid_answer``: what Plaid would say, where a source shows it."""

from __future__ import annotations

from typing import Any

import pytest

import linkcheck
from linkcheck.documents import BASES

REQUEST = BASES["request"][1]


def answer(**changes: Any) -> tuple[str | None, str | None, str | None] | None:
    body = {k: v for k, v in {**REQUEST, **changes}.items() if v is not ...}
    found = linkcheck.check(body).plaid_answer
    return (found.error_type, found.error_code, found.error_message) if found else None


def test_no_violation_no_answer() -> None:
    assert answer() is None


def test_all_missing_fields_are_in_one_message() -> None:
    assert answer(country_codes=..., language=...) == (
        "INVALID_REQUEST",
        "MISSING_FIELDS",
        "the following required fields are missing: language, country_codes",
    )


def test_missing_fields_come_before_content() -> None:
    # Observed: kurtbuilds/plaid-rs issue 4.
    found = answer(country_codes=..., client_name="")
    assert found == (
        "INVALID_REQUEST",
        "MISSING_FIELDS",
        "the following required fields are missing: country_codes",
    )


def test_unknown_fields_are_in_one_message() -> None:
    found = answer(user={"client_user_id": "u-1", "email": "jo@example.com"}, linkMode=1)
    assert found is not None
    assert found[1] == "UNKNOWN_FIELDS"
    assert found[2] is not None
    assert set(found[2].partition(": ")[2].split(", ")) == {"user.email", "linkMode"}


def test_no_product() -> None:
    assert answer(products=...) == (
        "INVALID_REQUEST",
        "INVALID_FIELD",
        "must provide at least one product",
    )


def test_nothing_is_predicted_where_the_order_is_not_known() -> None:
    assert answer(linkMode=1, country_codes=...) is None
    assert answer(webhook="nowhere", optional_products=["auth"]) is None


@pytest.mark.parametrize("text", ["{", '{"a": 1,}', "", "[1"])
def test_broken_json(text: str) -> None:
    found = linkcheck.check(text).plaid_answer
    assert found is not None
    assert found.error_code == "INVALID_BODY"


@pytest.mark.parametrize(
    ("field", "token", "code"),
    [
        ("access_token", "access-production-", "INVALID_ACCESS_TOKEN"),
        ("user_token", "user-production-", "INVALID_USER_TOKEN"),
    ],
)
def test_a_token_of_another_environment_is_refused_as_such(
    field: str, token: str, code: str
) -> None:
    body = {**REQUEST, field: f"{token}b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    found = linkcheck.check(body, environment="sandbox", select=["LC024"]).violations
    assert [v.plaid_error.error_code for v in found if v.plaid_error] == [code]
