"""docs/writing-rules.md shows rules as they stand in rules/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from linkcheck.engine import catalog, rule


def prepare(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    catalog.rules()
    # The rules of the page are made into tables of their own, as their codes are taken.
    monkeypatch.setattr(rule, "RULES", {})
    monkeypatch.setattr(rule, "_NAMES", set())


def check(_: dict[str, Any]) -> None:
    shipped = {rule.code: rule for rule in catalog.rules()}
    assert len(rule.RULES) == 3
    for code, shown in rule.RULES.items():
        assert (shown.name, shown.doc) == (shipped[code].name, shipped[code].doc)
