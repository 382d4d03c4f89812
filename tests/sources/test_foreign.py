"""Objects that are recognizably something else than a document of Link."""

from __future__ import annotations

from typing import Any

import pytest

from linkcheck.detection import detect
from linkcheck.documents import BASES, Document
from linkcheck.sources.foreign import description
from tests.offenders import each

ANSWER = {"error_type": "INVALID_REQUEST", "error_code": "INVALID_FIELD", "request_id": "x"}
KNOWN: list[tuple[str, dict[str, Any]]] = [
    ("a Plaid error without its request", ANSWER),
    ("a Plaid error without its request", {"error": ANSWER}),
    (
        "a Plaid error without its request",
        {"message": "x", "response": {"status": 400, "data": ANSWER}},
    ),
    ("a client's error object", {"name": "AxiosError", "message": "Request failed", "status": 400}),
    ("a client's error object", {"name": "TypeError", "message": "x is undefined", "stack": "..."}),
    ("a client's error object", {"isAxiosError": True, "message": "x"}),
    (
        "a client's error object",
        {"status": 400, "reason": "Bad Request", "headers": {}, "body": "{}"},
    ),
    ("a webhook", {"webhook_type": "ITEM", "webhook_code": "ERROR", "item_id": "x"}),
    ("a webhook", {"webhook_type": "ITEM", "webhook_code": "ERROR", "error": {"display": 1}}),
    ("an API client's collection", {"_type": "export", "__export_format": 4, "resources": []}),
    ("an API client's collection", {"type": "collection.insomnia.rest/5.0", "collection": []}),
    ("an API client's collection", {"name": "Plaid", "items": [], "brunoConfig": {}}),
    ("an API client's collection", {"v": 2, "name": "Plaid", "folders": [], "requests": []}),
    ("an API client's collection", {"clientName": "Thunder Client", "collectionName": "Plaid"}),
    (
        "a Postman environment",
        {"name": "x", "values": [], "_postman_variable_scope": "environment"},
    ),
    ("an OpenAPI description", {"openapi": "3.0.0", "paths": {}}),
]


@each(("what", "value"), KNOWN)
def test_what_is_recognized(what: str, value: dict[str, Any]) -> None:
    assert detect(value) is None
    assert (description(value) or "").startswith(what)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"colour": "red"},
        {"name": "some-package", "version": "1.0.0"},
        {"error": "invalid_grant"},
        {"name": "Error", "code": 1},
        {"status": "ok", "reason": "none", "body": 1},
        {"clientName": "Wonderwallet", "lang": "en"},
        [],
        "text",
        None,
    ],
)
def test_what_is_not(value: Any) -> None:
    assert description(value) is None


def test_no_request_or_answer_is_taken_for_something_else() -> None:
    bodies = [body for _, body in BASES.values() if "webhook_code" not in body]
    assert len(bodies) > 3
    assert [body for body in bodies if description(body)] == []


OTHERS: list[dict[str, Any]] = [
    {"products": [{"id": 1, "name": "Shoe"}]},
    {"products": ["shoes"], "user": {"id": 1, "name": "Jo"}},
    {"user": {"id": 1}},
    {"user": "User", "products": "Products", "language": "Language"},
    {"language": "en", "user_id": 7},
    {"access_token": "eyJhbGciOi", "user": {"id": 1}, "expires_in": 3600},
    # Bodies for other endpoints of Plaid.
    {"client_id": "x", "secret": "y", "access_token": "access-sandbox-1"},
    {"query": "chase", "products": ["auth"], "country_codes": ["US"]},
]


@pytest.mark.parametrize("value", OTHERS)
def test_names_that_others_use_make_no_create_request(value: dict[str, Any]) -> None:
    assert detect(value) is None


@pytest.mark.parametrize(
    "value",
    [
        {"client_name": "Wonderwallet"},
        {"products": ["auth"]},
        {"products": ["Identity-Verification"], "language": "en"},
        {"user": {"client_user_id": "u-1"}},
        {"user": {"clientUserId": "u-1"}, "language": "en"},
        {"access_token": "access-sandbox-1", "language": "en"},
        {"countryCodes": ["US"], "language": "en", "user": {}},
        {"country_codes": ["US"], "language": "en"},
        {"products": 1, "user_id": "x", "hosted_link": {}},
    ],
)
def test_a_sign_of_plaid_makes_one(value: dict[str, Any]) -> None:
    assert detect(value) is Document.CREATE_REQUEST
