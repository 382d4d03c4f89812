"""docs/inputs.md has a recording."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT


def prepare(_: pytest.MonkeyPatch, folder: Path) -> None:
    [recording, *_] = sorted((ROOT / "tests/data/containers").glob("*.har"))
    shutil.copy(recording, folder / "calls.har")
