"""The oracle: what is a disagreement with Plaid's recorded answer, and what is shown of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.cli.agreement import Disagreement, Verdict, to_json, to_text, verify
from linkcheck.sources.files import Source, documents

GOOD: dict[str, Any] = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "products": ["auth"],
    "user": {"client_user_id": "u-1", "legal_name": "Jane Doe"},
}
BAD = {**GOOD, "country_codes": ["UK"]}
INVALID = ("INVALID_REQUEST", "INVALID_FIELD", "products is wrong")


def _verify(
    folder: Path,
    body: Any,
    status: int,
    error: tuple[str, str, str] | None = None,
    headers: tuple[str, ...] = (),
) -> list[Disagreement]:
    names = ("error_type", "error_code", "error_message")
    answer = dict(zip(names, error, strict=True)) if error else {}
    entry = {
        "request": {
            "method": "POST",
            "url": "https://sandbox.plaid.com/link/token/create",
            "headers": [{"name": name, "value": "x"} for name in headers],
            "postData": {"text": body if isinstance(body, str) else json.dumps(body)},
        },
        "response": {"status": status, "content": {"text": json.dumps(answer)}},
    }
    path = folder / "a.har"
    path.write_text(json.dumps({"log": {"entries": [entry]}}))
    return verify(documents(Source("a.har", str(path), named=True)), Checker())


def test_a_refusal_of_a_clean_request_is_a_disagreement(tmp_path: Path) -> None:
    [found] = _verify(tmp_path, GOOD, 400, INVALID)
    assert found.verdict is Verdict.REFUSED
    assert (found.file, found.index, found.origin) == ("a.har", 0, "request of entry 1")
    assert not [v for v in found.violations if v.severity == "error"]


def test_an_error_on_a_request_that_was_taken_is_a_disagreement(tmp_path: Path) -> None:
    [found] = _verify(tmp_path, BAD, 200)
    assert found.verdict is Verdict.TAKEN
    assert [v.code for v in found.violations] == ["LC104"]
    assert (found.violations[0].line, found.pointer) == (1, "/log/entries/0/request/postData/text")


def test_an_accepted_body_that_is_not_json_is_a_disagreement(tmp_path: Path) -> None:
    [found] = _verify(tmp_path, '{"secret": "hunter2",}', 200)
    assert found.body is None
    assert "hunter2" not in "".join(to_text([found]))


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (GOOD, 200, None),
        (BAD, 400, INVALID),
        ("{", 400, INVALID),
        (GOOD, 401, INVALID),
        (GOOD, 429, ("RATE_LIMIT_EXCEEDED", "RATE_LIMIT", "slow down")),
        (GOOD, 500, ("API_ERROR", "INTERNAL_SERVER_ERROR", "oops")),
        (BAD, 500, None),
        (BAD, 302, None),
        (GOOD, 400, ("INVALID_INPUT", "INVALID_API_KEYS", "invalid client_id or secret provided")),
        (
            GOOD,
            400,
            (
                "INVALID_REQUEST",
                "INVALID_FIELD",
                "OAuth redirect URI must be configured in the developer dashboard. See x",
            ),
        ),
        (
            GOOD,
            400,
            (
                "INVALID_INPUT",
                "INVALID_PRODUCT",
                'client is not authorized to access the following products: ["auth"]',
            ),
        ),
        (GOOD, 400, ("INVALID_REQUEST", "INVALID_FIELD", "link_customization_name was not found")),
        (
            GOOD,
            400,
            (
                "INVALID_REQUEST",
                "MISSING_FIELDS",
                "the following required fields are missing: client_id, secret",
            ),
        ),
        (GOOD, 400, ("INVALID_INPUT", "INVALID_ACCESS_TOKEN", "could not find matching token")),
        (
            {**GOOD, "client_id": "<CLIENT_ID>"},
            400,
            (
                "INVALID_REQUEST",
                "INVALID_FIELD",
                "client_id must be a properly formatted, non-empty string",
            ),
        ),
    ],
)
def test_agreement_and_matters_of_the_account_are_none(
    tmp_path: Path, body: Any, status: int, error: tuple[str, str, str] | None
) -> None:
    assert _verify(tmp_path, body, status, error) == []


def test_a_token_of_a_wrong_form_is_a_matter_of_the_body(tmp_path: Path) -> None:
    message = "provided access token is in an invalid format. expected format: access-<x>-<y>"
    error = ("INVALID_INPUT", "INVALID_ACCESS_TOKEN", message)
    assert len(_verify(tmp_path, GOOD, 400, error)) == 1


def test_missing_credentials_count_if_the_headers_had_them(tmp_path: Path) -> None:
    error = (
        "INVALID_REQUEST",
        "MISSING_FIELDS",
        "the following required fields are missing: secret",
    )
    assert _verify(tmp_path, GOOD, 400, error, ("PLAID-CLIENT-ID", "PLAID-SECRET"))


SECRETS = {
    "client_id": "5f0a1b2c3d4e5f6a7b8c9d0e",
    "secret": "d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5",
    "access_token": "access-sandbox-7c69d345-fd46-461e-aa0c-4f3ea5a4dc8c",
    "Jane Doe": "Richard Roe",
}
PERSON = {
    "client_user_id": "jane-doe",
    "legal_name": "Jane Doe",
    "phone_number": "+14155550123",
    "email_address": "jane@example.com",
    "date_of_birth": "1990-01-31",
    "id_number": {"value": "123456789", "type": "us_ssn"},
    "ssn": "123-45-6789",
}


def _texts(value: Any) -> list[str]:
    """All texts of a value."""
    if isinstance(value, dict):
        return [text for entry in value.values() for text in _texts(entry)]
    return [value] if isinstance(value, str) else []


REFUSED = {**GOOD, "client_id": SECRETS["client_id"], "secret": SECRETS["secret"]}
TAKEN = {**GOOD, **SECRETS, "user": PERSON, "products": ["nonsense"]}


@pytest.mark.parametrize(("body", "status"), [(TAKEN, 200), (REFUSED, 400)])
def test_nothing_personal_is_shown(tmp_path: Path, body: dict[str, Any], status: int) -> None:
    shown = {"Wonderwallet", "en", "us_ssn"}
    others = ["other@example.com", "987654321"]
    hidden = [text for text in _texts(body) if text not in shown] + others
    assert len(hidden) >= 6
    message = f"{' '.join(hidden)} are wrong"
    found = _verify(tmp_path, body, status, ("INVALID_REQUEST", f"x {hidden[0]}", message))
    assert found
    for text in ("".join(to_text(found)), to_json(found)):
        assert [value for value in hidden if value in text] == []


def test_the_forms_are_stable(tmp_path: Path) -> None:
    found = _verify(tmp_path, GOOD, 400, INVALID)
    text = "".join(to_text(found))
    assert text == (
        "a.har: request of entry 1: Plaid refused the request, but linkcheck finds no error\n"
        '  plaid: 400 INVALID_REQUEST / INVALID_FIELD: "products is wrong"\n'
        + "".join(
            f"  linkcheck: {v.code} {v.severity} at {v.pointer}: {v.message}\n"
            for v in found[0].violations
        )
        + ("" if found[0].violations else "  linkcheck: no violations\n")
        + '  body: {"client_name": "Wonderwallet", "language": "en", "country_codes": ["US"], '
        '"products": ["auth"], "user": {"client_user_id": "***", "legal_name": "***"}}\n\n'
    )
    reported = json.loads(to_json(found))
    assert reported["version"] == 1
    [one] = reported["disagreements"]
    assert one["verdict"] == "refused-but-clean"
    assert one["plaid_error"]["error_code"] == "INVALID_FIELD"
    assert one["body"]["user"] == {"client_user_id": "***", "legal_name": "***"}
    assert list(one)[:4] == ["verdict", "file", "document_index", "origin"]
