"""docs/configuration.md has a folder of payloads below its configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def prepare(_: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "payloads").mkdir()


def check(names: dict[str, Any]) -> None:
    assert names["config"].environment == "production"
