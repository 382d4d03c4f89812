"""The benchmark runs; what it measures is not judged here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import linkcheck
from benchmarks import bulk, guards, logs, run, source_code, table
from linkcheck.sources.code import read


@pytest.mark.matrix
def test_all_tables_are_made(capsys: pytest.CaptureFixture[str]) -> None:
    run.main(["--rounds", "1", "--milliseconds", "0.1", "--program-rounds", "1"])
    text = capsys.readouterr().out
    for title in ("## One body, from a dict", "## From JSON bytes", "## Programs, one file"):
        assert title in text
    assert "| linkcheck | " in text
    assert "| jsonschema | " in text
    assert "| linkcheck --version | " in text
    assert "1.00x" in text


def test_logs_hold_what_they_say() -> None:
    found = list(logs.lines(2000))
    assert found == list(logs.lines(2000))
    bodies = [json.loads(line) for line in found]
    assert 0.7 < sum("phone_number" in body["user"] for body in bodies) / 2000 < 0.8
    checker = linkcheck.Checker()
    assert 0.01 < sum(bool(checker.check(body).violations) for body in bodies) / 2000 < 0.03


def test_a_log_is_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    every = bulk.commands
    monkeypatch.setattr(
        bulk,
        "commands",
        lambda folder: {k: v for k, v in every(folder).items() if k.startswith("without extras")},
    )
    bulk.main(["--lines", "50", "--rounds", "1"])
    text = capsys.readouterr().out
    assert "| without extras, --jobs 1 | " in text
    assert "| without extras, --jobs 2 | " in text


def test_source_code_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    source_code.main(["--rounds", "1", "--milliseconds", "0.1"])
    text = capsys.readouterr().out
    for title, source in source_code.FILES.items():
        assert f"| {title} | " in text
        file = read("a.py", source.encode())
        assert file.problem is None
        assert len(file.sites) == source.count("link_token_create(")


@pytest.mark.matrix
def test_guards_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    for module in ("plaid", "httpx", "requests", "aiohttp"):
        pytest.importorskip(module)
    guards.main(["--rounds", "1"])
    text = capsys.readouterr().out
    for client in guards.CLIENTS:
        assert f"| {client} | " in text


def test_a_section_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(table.README.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(table, "README", readme)
    before = readme.read_text(encoding="utf-8")
    for name in ("run", "bulk", "guards", "source_code"):
        table.write_section(name, f"the text of {name}\n")
        table.write_section(name, f"the new text of {name}\n")
    after = readme.read_text(encoding="utf-8")
    assert after.partition("<!--")[0] == before.partition("<!--")[0]
    for name in ("run", "bulk", "guards", "source_code"):
        assert f"the new text of {name}" in after
        assert f"the text of {name}" not in after
    with pytest.raises(ValueError, match="no section other"):
        table.write_section("other", "")
