"""Other names of values and members: the same fix, however they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from linkcheck.documents import Document
from linkcheck.rules.data.countries import ALPHA_3_TO_2
from linkcheck.rules.formats import countries
from linkcheck.shapes import replacements
from linkcheck.shapes.loader import schema
from linkcheck.suggestions import entry_for

REQUESTS = [kind for kind in Document if kind.is_request]


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from nodes(child)


def spellings(name: str) -> Iterator[str]:
    yield from (name, name.lower(), name.upper(), name.title(), name.capitalize(), f" {name} ")
    yield from (name.replace(" ", "_"), name.replace(" ", "-"), name.replace("_", " "))


@pytest.mark.parametrize("kind", REQUESTS)
def test_each_other_name_counts_in_any_case(kind: Document) -> None:
    tried = 0
    for node in nodes(schema(kind)):
        for table, is_safe in (("x-aliases", True), ("x-replacements", False)):
            for name, meant in node.get(table, {}).items():
                for spelling in spellings(name):
                    assert entry_for(node[table], spelling) == meant
                    if "enum" in node:
                        found = replacements.value(node, spelling)
                        assert found == (meant, is_safe), spelling
                tried += 1
    assert tried > 50 or kind is not Document.CREATE_REQUEST


def test_countries_have_the_same_names_everywhere() -> None:
    """Those of an address and those of ``country_codes``."""
    node = schema(Document.CREATE_REQUEST)["properties"]["country_codes"]["items"]
    known = dict(node["x-aliases"])
    assert {name: countries.meant(name) for name in known} == known
    names = (
        *countries.COMMON,
        *(code for code, two in ALPHA_3_TO_2.items() if two in node["enum"]),
    )
    for name in names:
        meant = countries.meant(name)
        if meant in node["enum"]:
            assert replacements.value(node, name) == (meant, True), name


def test_each_language_has_its_name() -> None:
    node = schema(Document.CREATE_REQUEST)["properties"]["language"]
    assert set(node["enum"]) - set(node["x-aliases"].values()) == {"no"}  # an older code of `nb`
