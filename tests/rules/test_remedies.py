"""What follows a remedy is no worse than before: advice never sends the reader in a circle."""

from __future__ import annotations

import json
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.rules.examples import BASES

LIVE_SECRET = "5f1c0de0f0a94c6fbd1d6a2c9a3b77"
CLIENT_ID = "5f1c0de0f0a94c6fbd1d6a2c"
LIVE_TOKEN = "access-production-9f1c0de0-f0a9-4c6f-bd1d-6a2c9a3b77aa"
MADE_UP_TOKEN = "access-production-00000000-0000-0000-0000-000000000000"

BOTH = {"client_id": CLIENT_ID, "secret": "0123456789abcdef0123456789abcd"}
ABOUT_CREDENTIALS = {"LC020", "LC021", "LC022", "LC023", "LC024"}

# What is wrong, a part of the remedy, and what a reader makes of it.
CREDENTIALS: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    ("LC020", {"client_id": CLIENT_ID}, "both in the headers", {}),
    ("LC021", {"client_id": CLIENT_ID, "secret": LIVE_SECRET}, "leave them out", {}),
    ("LC021", {"secret": LIVE_SECRET}, "leave them out", {}),
    ("LC021", {"access_token": LIVE_TOKEN}, MADE_UP_TOKEN, {"access_token": MADE_UP_TOKEN}),
    ("LC022", {"client_id": LIVE_SECRET, "secret": CLIENT_ID}, "leave both out", {}),
    ("LC022", {"client_id": CLIENT_ID, "secret": "${SECRET}"}, "both in the headers", {}),
    ("LC022", {**BOTH, "client_id": "${CLIENT_ID}"}, "Copy it", BOTH),
]


def check(body: dict[str, Any]) -> dict[str, str]:
    """The codes that are found in a create request, each with a message."""
    report = Checker(pedantic=True).check(json.loads(json.dumps(body)), Document.CREATE_REQUEST)
    return {v.code: v.message for v in report.violations}


@pytest.mark.parametrize(("code", "bad", "remedy", "good"), CREDENTIALS)
def test_remedies_for_credentials_lead_to_no_other(
    code: str, bad: dict[str, Any], remedy: str, good: dict[str, Any]
) -> None:
    base = BASES["update" if "access_token" in bad else "request"][1]
    assert remedy in check({**base, **bad})[code]
    assert ABOUT_CREDENTIALS.isdisjoint(check({**base, **good}))
