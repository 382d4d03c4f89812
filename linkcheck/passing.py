"""Texts of which it is quickly told that there is nothing to say.

If the frame of a request was met before (``linkcheck.sources.frames``) and its user has the plain
form (``linkcheck.rules.plain_text``), only the rules that read the user can have something to say.
Where there is none of these, not even the user is decoded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from linkcheck.documents import Document
from linkcheck.sources import frames

if TYPE_CHECKING:
    from linkcheck.rules.plain_text import Members

# Compiling the pattern of a plain user takes as long as checking so many requests without it.
_PATIENCE = 50
_seen = 0

Likeness = tuple[int, bool, "Members"]
"""What plain requests share that pass, or do not pass, together.

The number is that of all that an application sends with each request; the other parts say whether
there is a ``user_id``, and which members the user has.
"""


def likeness(data: bytes | bytearray | str) -> Likeness | None:
    """What decides whether a create request passes; None for any other text. Never raises."""
    global _seen
    text = frames.short_text(data)
    if text is None:
        return None
    start = frames.start_of_user(text)
    if start < 0:
        return None
    if _seen < _PATIENCE:
        _seen += 1
        return None
    found = _plain_user()(text, start)
    if found is None:
        return None
    members, end = found
    around = frames.around(text, start, end)
    if around is None:
        return None
    frame, user_id = around
    known = frames.known(frame)
    if known is None or known.kind is not Document.CREATE_REQUEST:
        return None
    if user_id is not None and not _is_plain_user_id()(user_id):
        return None
    return known.number, user_id is not None, members


# An import takes its time also when it is done, and the rules need not be there at the start.
@cache
def _plain_user() -> Callable[[str, int], tuple[Members, int] | None]:
    from linkcheck.rules.plain_text import plain_user

    return plain_user


@cache
def _is_plain_user_id() -> Callable[[str], bool]:
    from linkcheck.rules.plain import is_plain_user_id

    return is_plain_user_id
