"""Patterns for files."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.config.globs import Glob

CASES = [
    # pattern, what it fits, what it does not fit
    ("*.json", ["a.json", "x/y/a.json"], ["a.jsonl", "a.yaml"]),
    ("fixtures", ["fixtures", "fixtures/a.json", "x/fixtures/y/a.json"], ["fixtures.json", "afix"]),
    ("fixtures/", ["fixtures/a.json", "x/fixtures/a.json"], ["a.json"]),
    ("legacy/*.json", ["legacy/a.json"], ["legacy/x/a.json", "x/legacy/a.json", "a.json"]),
    ("legacy/*", ["legacy/a.json", "legacy/x/a.json"], ["legacy", "a.json"]),
    ("legacy/**", ["legacy/a.json", "legacy/x/y/a.json"], ["legacy", "x/legacy/a.json"]),
    ("legacy/**/*.json", ["legacy/a.json", "legacy/x/y/a.json"], ["a.json"]),
    ("**/b/*.json", ["b/a.json", "x/y/b/a.json"], ["xb/a.json"]),
    ("./a/b.json", ["a/b.json"], ["x/a/b.json"]),
    ("a?.json", ["ab.json"], ["a.json", "abc.json", "a/.json"]),
    ("a/[xy].json", ["a/x.json", "a/y.json"], ["a/z.json"]),
    ("a/[!xy].json", ["a/z.json"], ["a/x.json"]),
    ("a/[!x]b", ["a/^b", "a/Xb"], ["a/xb", "a/b"]),
    ("a/[.json", ["a/[.json"], ["a/x.json"]),
    ("a.(b)+", ["a.(b)+"], ["a.bb", "aXb"]),
]


@pytest.mark.parametrize(("pattern", "fits", "others"), CASES, ids=[case[0] for case in CASES])
def test_what_a_pattern_fits(
    tmp_path: Path, pattern: str, fits: list[str], others: list[str]
) -> None:
    glob = Glob(tmp_path, pattern)
    assert [name for name in fits if not glob.matches(tmp_path / name)] == []
    assert [name for name in others if glob.matches(tmp_path / name)] == []


def test_files_outside_of_the_folder_never_fit(tmp_path: Path) -> None:
    glob = Glob(tmp_path / "a", "*.json")
    assert glob.matches(tmp_path / "a" / "x.json")
    assert not glob.matches(tmp_path / "x.json")
    assert not glob.matches(tmp_path / "b" / "x.json")


def test_relative_names_are_taken_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Glob(tmp_path, "a/*.json").matches("a/x.json")
    assert Glob(tmp_path, "a/*.json").matches("./b/../a/x.json")
