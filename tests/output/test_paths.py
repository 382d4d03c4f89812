"""Names of files in the formats for machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.output import paths


def test_names_relative_to_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.relative("./a/../b.json") == "b.json"
    assert paths.relative(str(tmp_path / "a" / "b.json"), "a") == "b.json"
    assert paths.relative("/elsewhere/b.json") == "/elsewhere/b.json"
    assert paths.relative("<stdin>") == "<stdin>"


def test_names_relative_to_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    assert paths.in_project("b.json") == "a/b.json"
    assert paths.in_project("<stdin>") == "<stdin>"
