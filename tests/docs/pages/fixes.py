"""docs/fixes.md fixes what it says."""

from __future__ import annotations

from typing import Any


def check(names: dict[str, Any]) -> None:
    assert '"GB"' in names["report"].fixed()
