"""docs/reports.md adds a handler to the logger, which is taken away again."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest


def prepare(monkeypatch: pytest.MonkeyPatch, folder: Path) -> dict[str, Any]:
    logger = logging.getLogger("linkcheck")
    monkeypatch.setattr(logger, "handlers", [*logger.handlers])
    return {}
