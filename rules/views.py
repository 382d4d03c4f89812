"""How the rules see documents, and which requests a checker may remember."""

from __future__ import annotations

from collections.abc import Mapping, Set

from linkcheck.documents import Document
from linkcheck.engine.view import View
from linkcheck.fastpath import Memo
from linkcheck.rules.plain import PERSONAL, READS_PERSONAL, is_everyday_personal
from linkcheck.rules.request import LinkRequest


def memo_for(codes: Set[str]) -> Memo | None:
    """Return a memo for a checker with these rules; None if one reads the values of the user."""
    return Memo(PERSONAL, is_everyday_personal) if READS_PERSONAL.isdisjoint(codes) else None


VIEWS: Mapping[Document, type[View]] = {Document.CREATE_REQUEST: LinkRequest}
"""How the rules for a kind of document read it; all others by a ``View``."""
