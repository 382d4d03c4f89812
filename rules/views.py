"""The views of documents for rules, and the requests that a checker may remember."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import fields
from functools import cache

from linkcheck.context import Context
from linkcheck.documents import Document
from linkcheck.engine.origins import SOURCE_CODE
from linkcheck.engine.view import View
from linkcheck.fastpath import Memo
from linkcheck.rules.plain import (
    PERSONAL,
    READS_PERSONAL,
    personal_test,
    unusual_features,
)
from linkcheck.rules.request import FEATURES, LinkRequest
from linkcheck.shapes.loader import Schema, schema
from linkcheck.shapes.sanitizer import TEMPLATE_MARKS


def memo_for(codes: Set[str]) -> Memo | None:
    """Return a memo for a checker with these rules; None if one reads the values of the user."""
    return Memo(PERSONAL, personal_test) if READS_PERSONAL.isdisjoint(codes) else None


VIEWS: Mapping[Document, type[View]] = {Document.CREATE_REQUEST: LinkRequest}
"""The view for each kind of document; all others use ``View``."""


@cache
def features_of(kind: Document) -> frozenset[str]:
    """Return the possible features of a kind of document."""
    found = {f"@{fact.name}" for fact in fields(Context)} | {TEMPLATE_MARKS, SOURCE_CODE}
    for name, node in _properties(schema(kind)):
        found |= {name, *(f"{name}.{below}" for below, _ in _properties(node))}
    if kind is Document.CREATE_REQUEST:
        found |= FEATURES | unusual_features()
    return frozenset(found)


def _properties(node: Schema) -> list[tuple[str, Schema]]:
    return list(node.get("properties", {}).items())
