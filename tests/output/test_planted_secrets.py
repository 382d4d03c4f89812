"""Secrets planted in every sensitive field, under unknown names and in rubbish: none comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.explain import explain
from linkcheck.output import FORMATS, renderer
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.statistics import render as render_statistics
from linkcheck.shapes.loader import Schema, schema
from linkcheck.shown import ShownLines
from linkcheck.sources.decode import Decoded, SourceError, decode
from linkcheck.sources.files import Source, SourceDocument, documents

# What to plant, and the part of it that may be in no output.
SECRETS: dict[str, tuple[Any, str]] = {
    "word": ("Zaphodine", "zaphodine"),
    "phone": ("+14155550123", "4155550123"),
    "loose phone": ("(415) 555-0123", "555-0123"),
    "e-mail": ("zaphodine@example.com", "zaphodine"),
    "name": ("Zaphodine Q. Beeble", "zaphodine"),
    "name in blanks": ("  Zaphodine ", "zaphodine"),
    "ID number": ("078-05-1120", "05-1120"),
    "date": ("1985-07-04", "07-04"),
    "broken date": ("04.07.1985", "07.1985"),
    "token": ("access-sandbox-5e1f-zaphodine", "zaphodine"),
    "live token": ("access-production-5e1f-zaphodine", "zaphodine"),
    "hexadecimal": ("4f9d0c1be88a4e57b2d6aa", "4f9d0c1be88a"),
    "number": (781051120, "781051120"),
    "fraction": (78105.1120, "78105.112"),
    "entry": (["Zaphodine"], "zaphodine"),
    "object": ({"language": "zaphodine", "zap": {"products": ["zaphodine"]}}, "zaphodine"),
    "name of a member": ({"zaphodine@example.com": {"zaphodine@example.com": 1}}, "zaphodine"),
    "escaped": ('Zaphodine\n\t\x1b[31m"\\\u202e', "zaphodine"),
    "lone surrogate": ("Zaphodine\ud800", "zaphodine"),
}


@pytest.fixture(scope="module")
def checker() -> Checker:
    from datetime import date

    return Checker(environment="production", platform="ios", today=date(2026, 1, 1), pedantic=True)


@pytest.mark.parametrize("kind", list(Document))
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_in_any_output(checker: Checker, kind: Document, secret: str) -> None:
    value, hidden = SECRETS[secret]
    body = _planted(schema(kind), value)
    assert hidden in json.dumps(body).lower()
    for layout in (None, 0, 2):
        text = json.dumps(body, indent=layout)
        for written in _outputs(checker, text, kind):
            assert hidden not in written.lower()


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_of_a_broken_text_is_in_any_output(checker: Checker, secret: str) -> None:
    value, hidden = SECRETS[secret]
    text = json.dumps(_planted(schema(Document.CREATE_REQUEST), value), indent=1)
    cuts = range(1, len(text), max(len(text) // 60, 1))
    broken = [text[:cut] for cut in cuts] + [
        text.replace('"', "'"),
        text.replace(",", ""),
        text[1:],
    ]
    for variant in broken:
        for written in _outputs(checker, variant, Document.CREATE_REQUEST):
            assert hidden not in written.lower()


@pytest.mark.parametrize("kind", [Document.CREATE_REQUEST, Document.CREATE_RESPONSE])
@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("layout", ["block", "flow", "json", "quoted", "HAR"])
def test_no_secret_of_another_format_is_in_any_output(
    checker: Checker, kind: Document, secret: str, layout: str
) -> None:
    value, hidden = SECRETS[secret]
    body = _planted(schema(kind), value)
    name, text = _laid_out(body, layout)
    found = list(documents(Source(name, name, named=True, data=text)))
    assert found
    assert all(isinstance(d, SourceDocument) for d in found)
    for document in found:
        assert isinstance(document, SourceDocument)
        report = checker.check_source(document, kind)
        results = Results((Result.of(document, report),))
        written = "".join(
            "".join(renderer(form)(results, Options())) for form in ("text", "html", "sarif")
        )
        assert hidden not in written.lower()
    body_of = found[0]
    assert isinstance(body_of, SourceDocument)
    assert isinstance(body_of.content, Decoded)
    assert body_of.content.lines is not None
    shown = ShownLines(body_of.content.lines, [(body_of.content, kind)])
    lines = "\n".join(shown[i] for i in range(body_of.text.count("\n") + 1))
    assert hidden not in lines.lower()
    assert "language" in lines


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
        return "a.yaml", json.dumps(body, indent=1).replace("\\ud800", "x").encode()
    text = json.dumps(body).replace("\\ud800", "x")
    styles: dict[str, Any] = {
        "block": {"default_flow_style": False},
        "flow": {"default_flow_style": True, "width": 50},
        "quoted": {"default_style": "'", "default_flow_style": False},
    }
    written = yaml.safe_dump(json.loads(text), sort_keys=False, **styles[layout])
    return "a.yaml", written.encode()


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_in_place_of_a_container_is_in_any_output(checker: Checker, secret: str) -> None:
    value, hidden = SECRETS[secret]
    if isinstance(value, (dict, list)):  # a container where one belongs is the case above
        value = json.dumps(value)
    fields = schema(Document.CREATE_REQUEST)["properties"]
    containers = {
        name: _in_place(node, value) for name, node in fields.items() if not _is_scalar(node)
    }
    assert len(containers) > 20
    text = json.dumps({**containers, "language": "en"}, indent=2)
    for written in _outputs(checker, text, Document.CREATE_REQUEST):
        assert hidden not in written.lower()


def _in_place(node: Schema, value: Any) -> Any:
    """The value in place of the innermost containers of a field."""
    inner = {
        name: _in_place(child, value)
        for name, child in node.get("properties", {}).items()
        if not _is_scalar(child)
    }
    return inner or value


def _is_scalar(node: Schema) -> bool:
    return "properties" not in node and "items" not in node


def _planted(node: Schema, value: Any) -> Any:
    """A body with the value in every sensitive field and in an unknown member of every object."""
    if "x-sensitive" in node:
        return value
    if "properties" in node:
        members = {name: _planted(child, value) for name, child in node["properties"].items()}
        return {**members, "zz_unknown": value, "zz-nested": {"language": [value]}}
    if "items" in node:
        return (
            [_planted(node["items"], value), value]
            if "x-sensitive" in node["items"]
            else [_planted(node["items"], value)]
        )
    return _harmless(node)


def _harmless(node: Schema) -> Any:
    kinds = node.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if "enum" in node:
        return node["enum"][0]
    return {"boolean": True, "integer": 3, "number": 1.5}.get(kind, "x")


def _outputs(checker: Checker, text: str, kind: Document) -> Iterator[str]:
    try:
        decoded = decode(text)
    except SourceError as error:
        result = Result("body.json", 0, checker.undecodable(error, kind), error.text)
    else:
        report = checker.check_decoded(decoded, kind)
        result = Result("body.json", 0, report, decoded.text, decoded.value)
        yield str([e.to_dict() for e in explain(decoded.value, checker, kind)])
        yield str(report.internal_errors)
    results = Results((result,))
    for name in FORMATS:
        yield "".join(renderer(name)(results, Options(color=True)))
    yield "".join(render_statistics(results, Options()))
