"""docs/servers.md asks Plaid, and Plaid answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


async def ask_plaid(body: dict[str, Any]) -> str:
    assert body["user"] == {"client_user_id": "u-1001"}
    return "link-sandbox-00000000-0000-4000-8000-000000000003"


def prepare(_: pytest.MonkeyPatch, folder: Path) -> dict[str, Any]:
    return {"ask_plaid": ask_plaid}
