"""The shipped examples: clean ones are clean, broken ones are found broken."""

from __future__ import annotations

from pathlib import Path

import pytest

import linkcheck
from linkcheck.checker import Checker
from linkcheck.sources.files import Source, SourceDocument, documents

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CLEAN = sorted((EXAMPLES / "clean").glob("*.json"))
BROKEN = sorted((EXAMPLES / "broken").glob("*.json"))


def test_there_are_examples() -> None:
    assert len(CLEAN) >= 10
    assert len(BROKEN) >= 8


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_clean_examples_report_nothing(path: Path) -> None:
    assert [(v.code, v.pointer) for v in linkcheck.check(path.read_bytes()).violations] == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_examples_are_not_ok(path: Path) -> None:
    assert not linkcheck.check(path.read_bytes()).ok


def test_files_of_requests_are_read() -> None:
    path = str(EXAMPLES / "broken" / "requests.http")
    found = [
        (v.code, v.line, v.column)
        for document in documents(Source(path, path, named=True))
        if isinstance(document, SourceDocument)
        for v in Checker().check_source(document).errors
    ]
    assert found == [("LC104", 13, 21), ("LC305", 30, 16)]


def test_ten_mistakes_are_ten_errors_in_the_order_of_the_source() -> None:
    report = linkcheck.check((EXAMPLES / "broken" / "ten-mistakes.json").read_bytes())
    assert [v.code for v in report.errors] == [
        "LC104",
        "LC104",
        "LC221",
        "LC228",
        "LC226",
        "LC104",
        "LC301",
        "LC409",
        "LC400",
        "LC109",
    ]
    places = [(v.line, v.column) for v in report.violations]
    assert places == sorted(places)
    assert all(v.message and v.pointer and v.docs.startswith("https://") for v in report)


@pytest.mark.parametrize("name", ["create_token.py", "create-token.ts", "create-token.js"])
def test_source_code_is_read_and_is_that_of_the_documentation(name: str) -> None:
    if not name.endswith(".py"):
        pytest.importorskip("tree_sitter_typescript")
    path = EXAMPLES / "code" / name
    (found,) = documents(Source(str(path), str(path), named=True))
    assert isinstance(found, SourceDocument)
    assert [v.code for v in Checker().check_source(found)] == ["LC104"]
    page = EXAMPLES.parent / "docs" / "source-code.md"
    assert f'title="{name}"\n{path.read_text(encoding="utf-8")}```' in page.read_text(
        encoding="utf-8"
    )
