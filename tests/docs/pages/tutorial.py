"""docs/tutorial.md commits to a repository of its own."""

from __future__ import annotations

from pathlib import Path

import pytest


def prepare(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "A reader")
    for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "reader@example.com")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(folder.parent / "pre-commit"))
