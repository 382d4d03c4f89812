"""Webhooks as a server receives them: read, recognised and checked.

It does not tell whether a webhook is Plaid's: verify the ``Plaid-Verification`` header first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from linkcheck.checker import Checker
from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.exceptions import UnreadableWebhook
from linkcheck.report import Report
from linkcheck.shapes.conversion import as_text
from linkcheck.sources.decode import Decoded, SourceError, decode
from linkcheck.tracebacks import discreet

MAX_SIZE = 1_048_576
"""The longest body that is read unless told otherwise: bytes, or characters of a text."""

LINK = "LINK"
"""The ``webhook_type`` of Link's webhooks."""

_KINDS = tuple(kind for kind in Document if kind.row.webhook_code)


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook that was received.

    ``kind`` is that of the document, None if it is none of the three that Link sends and that are
    known here: webhooks of other products come to the same address. ``report`` is the result of
    the check, None without a kind. ``body`` is all of it; ``repr`` leaves it out.
    """

    kind: Document | None
    body: dict[str, Any] = field(repr=False)
    report: Report | None

    @property
    def is_link(self) -> bool:
        """True if it is one of the three webhooks of Link that are known here."""
        return self.kind is not None

    @property
    def type(self) -> str | None:
        """Its ``webhook_type``, such as ``LINK``; None if it has none, or one that is no text."""
        return self._text("webhook_type")

    @property
    def code(self) -> str | None:
        """Its ``webhook_code``, such as ``EVENTS``; None if it has none, or one that is no text."""
        return self._text("webhook_code")

    def _text(self, name: str) -> str | None:
        return _text(self.body, name)


@discreet
def parse_webhook(
    body: bytes | bytearray | str | Mapping[str, Any],
    *,
    checker: Checker | None = None,
    max_size: int = MAX_SIZE,
) -> Webhook:
    """Read the body of a webhook and check it if it is Link's.

    ``body`` is what was received, or the object that was decoded from it; ``checker`` replaces
    one without options. Checked leniently: members that nobody knows are no errors, and errors
    are only in the report.
    Raises UnreadableWebhook for a body that is longer than ``max_size`` bytes (of a text:
    characters), is not JSON, or is no object; nothing else on account of the body.
    """
    text = as_text(body)
    decoded = _decode(text, max_size) if text is not None else None
    value = decoded.value if decoded is not None else _members(body)
    if type(value) is not dict:
        raise UnreadableWebhook("The body is JSON, but no object, which every webhook is.")
    kind = _kind(value)
    if kind is None:
        return Webhook(None, value, None)
    checker = checker or _default()
    if decoded is not None:
        return Webhook(kind, value, checker.check_decoded(decoded, kind))
    return Webhook(kind, value, checker.check_value(value, kind))


def _members(body: Any) -> dict[str, Any]:
    """The members of an object that was decoded before, in a new dict."""
    kind = type(body)  # isinstance would ask the body, which may raise
    try:
        if issubclass(kind, dict):
            return {_plain_name(name): value for name, value in dict.items(body)}
        if issubclass(kind, Mapping):
            return dict(body)
    except KeyboardInterrupt:
        raise
    except BaseException:  # a class may raise anything
        raise UnreadableWebhook("The body cannot be read: its own Python code fails.") from None
    raise UnreadableWebhook("The body is neither text nor an object, which every webhook is.")


def _plain_name(name: Any) -> Any:
    return str.__str__(name) if issubclass(type(name), str) else name


def _decode(body: bytes | str, max_size: int) -> Decoded:
    if len(body) > max_size:
        unit = "characters" if isinstance(body, str) else "bytes"
        raise UnreadableWebhook(f"The body has {len(body):,} {unit}; {max_size:,} are allowed.")
    try:
        return decode(body)
    except SourceError as error:
        # Not as its cause: it holds the text.
        raise UnreadableWebhook(f"The body is not valid JSON: {error}") from None


def _kind(body: dict[str, Any]) -> Document | None:
    """What Link webhook it is: by its type, its code and, where the code is broken, its members."""
    named = _text(body, "webhook_type")
    if named is not None and named.upper() != LINK:
        return None
    kind = detect(body)
    return kind if kind in _KINDS else None


def _text(body: dict[str, Any], name: str) -> str | None:
    for key, value in body.items():  # a name of another class may raise when it is compared
        if issubclass(type(key), str) and str.__str__(key) == name:
            return str.__str__(value) if issubclass(type(value), str) else None
    return None


@cache
def _default() -> Checker:
    return Checker()
