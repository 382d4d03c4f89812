"""The benchmark runs; what it measures is not judged here."""

from __future__ import annotations

import pytest

from benchmarks import run


def test_all_tables_are_made(capsys: pytest.CaptureFixture[str]) -> None:
    run.main(["--rounds", "1", "--milliseconds", "0.1", "--program-rounds", "1"])
    text = capsys.readouterr().out
    for title in ("## One body, from a dict", "## From JSON bytes", "## Programs, one file"):
        assert title in text
    assert "| linkcheck | " in text
    assert "| jsonschema | " in text
    assert "| linkcheck --version | " in text
    assert "1.00x" in text
