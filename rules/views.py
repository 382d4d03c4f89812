"""How the rules see documents, and which requests a checker may remember."""

from __future__ import annotations

from collections.abc import Set

from linkcheck.documents import Document
from linkcheck.engine.view import View
from linkcheck.fastpath import Memo
from linkcheck.rules.plain import PERSONAL, READS_PERSONAL, is_everyday_personal
from linkcheck.rules.request import LinkRequest


def memo_for(codes: Set[str]) -> Memo | None:
    """Return a memo for a checker with these rules; None if one reads the values of the user."""
    return Memo(PERSONAL, is_everyday_personal) if READS_PERSONAL.isdisjoint(codes) else None


def view_of(document: Document) -> type[View]:
    """Return the kind of view that the rules for a document read."""
    return LinkRequest if document is Document.CREATE_REQUEST else View
