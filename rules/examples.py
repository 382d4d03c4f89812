"""The complete bodies that the examples of the rules are laid over.

An example in a rule's docstring is a fragment such as ``cra without webhook {"user_id": null}``:
the name of a base (``request`` if left out), the members to leave out, and the members that
replace those of the base. The bodies are made up.
"""

from __future__ import annotations

from typing import Any

_UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
_REQUEST: dict[str, Any] = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {"client_user_id": "u-1001"},
    "products": ["auth"],
}
_LINK_TOKEN = "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"
_PUBLIC_TOKEN = f"public-sandbox-{_UUID}"
_SESSION = "356dbb28-7f98-44d1-8e6d-0cec580f3171"
_EVENT = {
    "event_name": "OPEN",
    "event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
    "timestamp": "2025-07-01T12:00:00Z",
    "event_metadata": {"request_id": "Nnclj9HntPMu5dm"},
}


def _request(**changes: Any) -> tuple[str, dict[str, Any]]:
    body = {**_REQUEST, **changes}
    return "link-token-create-request", {k: v for k, v in body.items() if v is not ...}


def _webhook(code: str, **members: Any) -> dict[str, Any]:
    return {
        "webhook_type": "LINK",
        "webhook_code": code,
        "link_session_id": _SESSION,
        "link_token": _LINK_TOKEN,
        **members,
        "environment": "sandbox",
    }


BODIES: dict[str, tuple[str, dict[str, Any]]] = {
    "request": _request(),
    "cra": _request(
        products=["cra_base_report"],
        user_id="usr_9nSp2KuZ2x4JDw",
        webhook="https://example.com/plaid/webhook",
        consumer_report_permissible_purpose="EXTENSION_OF_CREDIT",
        cra_options={"days_requested": 365},
    ),
    "income": _request(
        products=["income_verification"],
        user_token=f"user-sandbox-{_UUID}",
        webhook="https://example.com/plaid/webhook",
        income_verification={
            "income_source_types": ["bank"],
            "bank_income": {"days_requested": 120},
        },
    ),
    "payroll": _request(
        products=["income_verification"],
        user_token=f"user-sandbox-{_UUID}",
        webhook="https://example.com/plaid/webhook",
        income_verification={"income_source_types": ["payroll"]},
    ),
    "idv": _request(
        products=["identity_verification"],
        identity_verification={"template_id": "idvtmp_4FrXJvfQU3zGUR"},
    ),
    "payment": _request(
        products=["payment_initiation"],
        country_codes=["GB"],
        payment_initiation={"payment_id": f"payment-id-sandbox-{_UUID}"},
    ),
    "statements": _request(
        products=["statements"],
        statements={"start_date": "2025-01-01", "end_date": "2025-06-30"},
    ),
    "update": _request(products=..., access_token=f"access-sandbox-{_UUID}"),
    "upload": _request(
        products=["identity"],
        access_token=f"access-sandbox-{_UUID}",
        webhook="https://example.com/plaid/webhook",
        identity={
            "is_document_upload": True,
            "account_ids": ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"],
        },
    ),
    "get-request": ("link-token-get-request", {"link_token": _LINK_TOKEN}),
    "create-response": (
        "link-token-create-response",
        {
            "link_token": _LINK_TOKEN,
            "expiration": "2025-07-01T16:00:00Z",
            "request_id": "XQVgFigpGHXkb0b",
        },
    ),
    "get-response": (
        "link-token-get-response",
        {
            "link_token": _LINK_TOKEN,
            "created_at": "2025-07-01T12:00:00Z",
            "expiration": "2025-07-01T16:00:00Z",
            "link_sessions": [
                {
                    "link_session_id": _SESSION,
                    "started_at": "2025-07-01T12:00:10.522196741Z",
                    "finished_at": "2025-07-01T12:03:05.330312653Z",
                    "results": {
                        "item_add_results": [
                            {
                                "public_token": _PUBLIC_TOKEN,
                                "accounts": [
                                    {
                                        "id": "DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX",
                                        "name": "Plaid Checking",
                                        "mask": "0000",
                                        "type": "depository",
                                        "subtype": "checking",
                                        "verification_status": None,
                                    }
                                ],
                                "institution": {"name": "Test Bank", "institution_id": "ins_1"},
                            }
                        ]
                    },
                }
            ],
            "metadata": {
                "client_name": "Wonderwallet",
                "country_codes": ["US"],
                "initial_products": ["auth"],
                "language": "en",
                "redirect_uri": None,
                "webhook": "https://example.com/plaid/webhook",
            },
            "request_id": "Pxpgzy0Wjvn99mY",
        },
    ),
    "item-add-result": (
        "item-add-result-webhook",
        _webhook("ITEM_ADD_RESULT", public_token=_PUBLIC_TOKEN),
    ),
    "events": ("events-webhook", _webhook("EVENTS", events=[_EVENT])),
    "session-finished": (
        "session-finished-webhook",
        _webhook("SESSION_FINISHED", status="SUCCESS", public_tokens=[_PUBLIC_TOKEN]),
    ),
}
"""Base bodies by name, each with the name of its kind of document."""
