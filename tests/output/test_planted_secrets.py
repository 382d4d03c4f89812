"""Secrets planted in every sensitive field, under unknown names and in rubbish: none comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import repeat
from pprint import pformat
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.cli.explanation import explain
from linkcheck.documents import Document
from linkcheck.output import FORMATS, renderer
from linkcheck.output.masked_lines import ShownLines
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.snippet import snippets_of
from linkcheck.output.statistics import render as render_statistics
from linkcheck.shapes.loader import schema
from linkcheck.sources.decode import Decoded, SourceError, decode
from linkcheck.sources.files import Source, SourceDocument, documents
from tests.offenders import each
from tests.robustness.planting import SECRETS, bodies, leaks, planted

LAYOUTS = ["block", "flow", "json", "quoted", "HAR"]


@pytest.fixture(scope="module")
def checker() -> Checker:
    from datetime import date

    return Checker(environment="production", platform="ios", today=date(2026, 1, 1), pedantic=True)


@pytest.mark.exhaustive
@each("kind", list(Document))
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_in_any_output(checker: Checker, kind: Document, secret: str) -> None:
    value, hidden = SECRETS[secret]
    body = planted(schema(kind), repeat(value))
    assert hidden in json.dumps(body).lower()
    for layout in (None, 0, 2):
        text = json.dumps(body, indent=layout)
        for written in _outputs(checker, text, kind):
            assert hidden not in written.lower()


@pytest.mark.exhaustive
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_of_a_broken_text_is_in_any_output(checker: Checker, secret: str) -> None:
    value, hidden = SECRETS[secret]
    text = json.dumps(planted(schema(Document.CREATE_REQUEST), repeat(value)), indent=1)
    cuts = range(1, len(text), max(len(text) // 60, 1))
    broken = [text[:cut] for cut in cuts] + [
        text.replace('"', "'"),
        text.replace(",", ""),
        text[1:],
    ]
    for variant in broken:
        for written in _outputs(checker, variant, Document.CREATE_REQUEST):
            assert hidden not in written.lower()


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", list(Document))
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_secret_of_another_format_is_in_any_output(
    checker: Checker, kind: Document, layout: str
) -> None:
    some = list(bodies(kind))[LAYOUTS.index(layout) :: len(LAYOUTS)]
    assert len(some) > 2
    for body in some:
        found = next(_documents(*_laid_out(body, layout)))
        report = checker.check_source(found, kind)
        result = Result.of(found, report, snippets_of(found, report))
        for name in FORMATS:
            assert leaks("".join(renderer(name)(Results((result,)), Options()))) == []
        assert isinstance(found.content, Decoded)
        assert found.content.lines is not None
        shown = ShownLines(found.content.lines, [(found.content, kind)])
        lines = "\n".join(shown[i] for i in range(found.text.count("\n") + 1))
        assert leaks(lines) == []
        assert next(iter(body)) in lines


@pytest.mark.exhaustive
@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("name", ["a.py", "a.ts", "a.ipynb"])
def test_no_secret_of_source_code_is_in_any_output(
    checker: Checker, name: str, secret: str
) -> None:
    value, hidden = SECRETS[secret]
    data = _code(name, planted(schema(Document.CREATE_REQUEST), repeat(value)), value)
    [found] = _documents(name, data)
    report = checker.check_source(found)
    assert len(report.violations) > 20
    is_checked = secret != "lone surrogate"  # which no rule may see
    assert any(violation.when for violation in report.violations) or not is_checked
    result = Result.of(found, report, snippets_of(found, report))
    for form in FORMATS:
        assert hidden not in "".join(renderer(form)(Results((result,)), Options())).lower()


def _code(name: str, body: Any, value: Any) -> bytes:
    """Source code that sends a body, and compares a value."""
    tested = "ZAPHODINE BEEBLE" if isinstance(value, dict | list) else value
    if name == "a.ts":
        lines = [f"const body: any = {json.dumps(body, indent=1)} // {tested!r}"]
        lines += [f"if (mode === {json.dumps(tested)}) body.products = 7"]
        return "\n".join([*lines, "client.linkTokenCreate(body)"]).encode()
    lines = [f"body = {pformat(body)}  # {tested!r}"]
    lines += [f"if mode == {tested!r}:", "    body['products'] = 7"]
    code = "\n".join([*lines, "client.link_token_create(body)"])
    if name == "a.py":
        return code.encode()
    cells = [{"cell_type": "code", "source": code.splitlines(keepends=True)}]
    return json.dumps({"cells": cells}, indent=1).encode()


def _documents(name: str, data: bytes) -> Iterator[SourceDocument]:
    for found in documents(Source(name, name, named=True, data=data)):
        assert isinstance(found, SourceDocument)
        yield found


def _laid_out(body: Any, layout: str) -> tuple[str, bytes]:
    """A file of another format with a body in it: its name and its content."""
    import yaml

    if layout == "HAR":
        call = {
            "request": {
                "method": "POST",
                "url": "https://sandbox.plaid.com/link/token/create",
                "postData": {"text": json.dumps(body, indent=1)},
            },
            "response": {"status": 0},
        }
        return "a.har", json.dumps({"log": {"entries": [call]}}).encode()
    if layout == "json":
        return "a.yaml", json.dumps(body, indent=1).encode()
    text = json.dumps(body)
    styles: dict[str, Any] = {
        "block": {"default_flow_style": False},
        "flow": {"default_flow_style": True, "width": 50},
        "quoted": {"default_style": "'", "default_flow_style": False},
    }
    written = yaml.safe_dump(json.loads(text), sort_keys=False, **styles[layout])
    return "a.yaml", written.encode()


def _outputs(checker: Checker, text: str, kind: Document) -> Iterator[str]:
    try:
        decoded = decode(text)
    except SourceError as error:
        result = Result.about("body.json", 0, checker.undecodable(error, kind), error.text)
    else:
        report = checker.check_decoded(decoded, kind)
        result = Result.about("body.json", 0, report, decoded.text, decoded.value)
        yield str([e.to_dict() for e in explain(decoded.value, checker, kind)])
        yield str(report.internal_errors)
    results = Results((result,))
    for name in FORMATS:
        yield "".join(renderer(name)(results, Options(color=True)))
    yield "".join(render_statistics(results, Options()))
