"""docs/house-rules.md goes through the example of the repository."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from linkcheck.rule import RULES
from tests.docs.blocks import ROOT


def prepare(_: pytest.MonkeyPatch, folder: Path) -> None:
    shutil.copytree(ROOT / "examples", folder / "examples")


def check(names: dict[str, Any]) -> None:
    names["test_examples"]()
    source = (ROOT / "examples/house-rules/acme_rules.py").read_text(encoding="utf-8")
    for code in ("ACME001", "ACME002"):
        assert f'"{code}"' in source
        assert RULES[code].name in source.replace("_", "-")
