"""No call gets out: connections are stubs."""

from __future__ import annotations

from pathlib import Path

import pytest
import urllib3

from tests.integrations.stubs import StubPool


def prepare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(urllib3, "PoolManager", lambda **_: StubPool())
