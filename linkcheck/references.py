"""Where Plaid's documentation says what a rule enforces: addresses of fields and pages."""

from __future__ import annotations

from functools import cache, lru_cache

from linkcheck.documents import Document
from linkcheck.violation import Path

REFERENCE = "https://plaid.com/docs/api/link/"

# The anchor of a document's section, and whether its fields have anchors of their own below it.
_ANCHORS: dict[Document, tuple[str, bool]] = {
    Document.CREATE_REQUEST: ("link-token-create-request", True),
    Document.CREATE_RESPONSE: ("link-token-create-response", True),
    Document.GET_REQUEST: ("link-token-get-request", True),
    Document.GET_RESPONSE: ("link-token-get-response", True),
    Document.ITEM_ADD_RESULT: ("item_add_result", False),
    Document.EVENTS: ("events", False),
    Document.SESSION_FINISHED: ("session_finished", False),
}


def is_page(source: str) -> bool:
    """True if a source of a rule is an address, not a field of the reference."""
    return source.startswith("https://")


def field_url(document: Document, path: Path) -> str:
    """The address of a field in the Link endpoints reference; array indexes do not count."""
    return _field_url(document, *(step for step in path if isinstance(step, str)))


@lru_cache(maxsize=1024)
def _field_url(document: Document, *names: str) -> str:
    anchor, has_fields = _ANCHORS[document]
    if has_fields:
        anchor = "-".join([anchor, *(name.replace("_", "-") for name in names)])
    return f"{REFERENCE}#{anchor}"


@cache
def source_url(source: str, document: Document) -> str:
    """The address behind a source of a rule: the page itself, or the field's place."""
    if is_page(source):
        return source
    return field_url(document, tuple(source.replace("[]", "").split(".")) if source else ())


def source_text(source: str, document: Document) -> str:
    """A source of a rule in words."""
    if is_page(source):
        return source
    field = f"`{source}`" if source else f"`{document}`"
    return f"Link endpoints reference, {field}: {source_url(source, document)}"
