"""README.md shows the examples of the repository."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import ROOT


def prepare(_: pytest.MonkeyPatch, folder: Path) -> None:
    shutil.copytree(ROOT / "examples", folder / "examples")


def check(names: dict[str, Any]) -> None:
    [violation] = names["report"].errors
    assert (violation.code, violation.pointer) == ("LC301", "/optional_products/0")
