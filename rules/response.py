"""What the rules for responses and webhooks share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from linkcheck.documents import Document
from linkcheck.engine.guarded import source_of
from linkcheck.engine.view import View
from linkcheck.pointer import Path
from linkcheck.rules.formats.dates import Moment
from linkcheck.rules.formats.tokens import TokenKind, is_placeholder, parse
from linkcheck.rules.request import LinkRequest

WEBHOOKS = (Document.ITEM_ADD_RESULT, Document.EVENTS, Document.SESSION_FINISHED)
ANSWERS = (Document.CREATE_RESPONSE, Document.GET_RESPONSE, *WEBHOOKS)
"""Everything that comes from Plaid."""

GET = Document.GET_RESPONSE
SESSIONS = "link_sessions[]"
ON_SUCCESS = f"{SESSIONS}.on_success"
EXITS = (f"{SESSIONS}.exit", f"{SESSIONS}.on_exit")
RESULTS = f"{SESSIONS}.results"
ITEM_PUBLIC_TOKENS = f"{RESULTS}.item_add_results[].public_token"
PUBLIC_TOKENS = (
    ITEM_PUBLIC_TOKENS,
    "link_sessions[].on_success.public_token",
    "public_token",
    "public_tokens[]",
)
"""The fields with public tokens: the first two of a get response, the others of webhooks."""

_EPOCH = date(1970, 1, 1)
_FIRST_TIME_ZONE = timedelta(hours=14)  # the day begins first in UTC+14


def objects(view: View, *patterns: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Path and value of the objects that the patterns name."""
    for pattern in patterns:
        for path, value in view.each(pattern):
            if isinstance(value, dict):
                yield path, value


def request_of(view: View) -> LinkRequest | None:
    """The create request that a response answers, if it is known."""
    request, unknown = source_of(view.context.request)
    if not isinstance(request, Mapping):
        return None
    return LinkRequest(dict(request), view.context, unknown=unknown)


def sent(view: View, field: str) -> str | None:
    """The string in a field of the request that a response answers, if the request is known."""
    request = request_of(view)
    return None if request is None else request.text(field)


def has_passed(moment: Moment, today: date) -> bool:
    """True if a moment is before ``today`` in every time zone."""
    return moment.seconds < (today - _EPOCH - _FIRST_TIME_ZONE).total_seconds()


def is_not(kind: TokenKind) -> Callable[[Any], bool]:
    """True for strings that are not a token or ID of the kind; template markers pass."""

    def check(value: Any) -> bool:
        if not isinstance(value, str) or is_placeholder(value):
            return False
        token = parse(value)
        return token is None or token.kind != kind or not token.well_formed

    return check
