"""Bodies that the tests of the integrations send, with values planted that may not be shown."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from typing import Any

SANDBOX = "https://sandbox.plaid.com/link/token/create"
GET = "https://sandbox.plaid.com/link/token/get"
CLIENT_ID = "5e1f0c1be88a4e57b2d6aa01"
SECRET = "4f9d0c1be88a4e57b2d6"
CREDENTIALS = {"PLAID-CLIENT-ID": CLIENT_ID, "PLAID-SECRET": SECRET}

GOOD: dict[str, Any] = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "products": ["auth", "identity"],
    "user": {
        "client_user_id": "u-1001",
        "phone_number": "+14155550123",
        "legal_name": "Zaphodine Beeble",
    },
}
# `identity` stands twice: LC301. The planted values are in places where they are wrong as well.
BAD: dict[str, Any] = {
    **GOOD,
    "optional_products": ["identity"],
    "user": {
        "client_user_id": "zaphodine@example.com",
        "phone_number": "(415) 555-0123",
        "legal_name": 78051120,
    },
    "secret": SECRET,
}
RESPONSE: dict[str, Any] = {
    "link_token": "link-sandbox-33792986-2b9c-4b80-b1f2-518caaac6183",
    "expiration": "2026-12-01T00:00:00Z",
    "request_id": "WuhqTvdV4Vk7QNd",
}
BAD_RESPONSE: dict[str, Any] = {**RESPONSE, "link_token": 78051120}
HIDDEN = ("zaphodine", "555-0123", "5550123", "78051120", "4f9d0c1be88a", "5e1f0c1be88a")


def assert_nothing_leaks(texts: Iterable[str | BaseException]) -> None:
    """Fail if a planted value is in a text, or in what Python prints of an exception."""
    for text in texts:
        if isinstance(text, BaseException):
            text = f"{text} {text!r} {''.join(traceback.format_exception(text))}"
        for hidden in HIDDEN:
            assert hidden not in text.lower()
