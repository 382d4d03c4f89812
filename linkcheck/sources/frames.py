"""JSON text whose frame was met before: only what it frames is decoded.

An application writes its requests alike, and a log holds thousands of them. Their frame is the text
without the values of ``user`` and ``user_id``. Once a request without fault had a frame, others
with the same frame differ from it by these values alone, so that the rest need not be decoded
again. No other member that may be secret or personal can be in a frame that is remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from linkcheck.documents import Document, detect

LONGEST = 8192
"""Characters, or bytes, of the longest text that is looked at."""
_ROOM = 2 * 1024 * 1024  # characters that are remembered; beyond, all are forgotten

Scan = Callable[[str, int], tuple[Any, int]]
"""Decodes the JSON value at a place of a text, and gives the place after it."""

_USER, _USER_ID = '"user":', '"user_id":'


@dataclass(slots=True)
class Known:
    """What all requests with one frame share: ``number`` stands for their recurring members.

    ``kind`` is what their member names show.
    """

    value: dict[str, Any]
    number: int
    kind: Document | None


@dataclass(slots=True)
class Framed:
    """A text in two parts: its frame, and the members that it frames. ``known`` if met before."""

    frame: str
    rest: dict[str, Any]
    known: Known | None

    def value(self, known: Known) -> dict[str, Any]:
        """The value of the text, to look at only: the framed members are those of the memory."""
        return known.value | self.rest


def short_text(data: bytes | bytearray | str) -> str | None:
    """The text, if it is to be looked at. Never raises."""
    # Whose class is another may raise whatever is done to it.
    if (type(data) is not str and type(data) is not bytes) or len(data) > LONGEST:
        return None
    try:
        return data if isinstance(data, str) else str(data, "utf-8")
    except UnicodeDecodeError:
        return None


def framed(text: str, scan: Scan) -> Framed | None:
    """A text in two parts, if it is written as most are. Never raises."""
    start = start_of_user(text)
    if start < 0:
        return None
    try:
        user, end = scan(text, start)
    except Exception:  # broken in any way: for the whole to say
        return None
    if type(user) is not dict:
        return None
    found = around(text, start, end)
    if found is None:
        return None
    frame, user_id = found
    rest: dict[str, Any] = {"user": user}
    if user_id is not None:
        rest["user_id"] = user_id
    return Framed(frame, rest, known(frame))


def start_of_user(text: str) -> int:
    """Where the value of the first ``user`` begins; -1 without one."""
    # No text within JSON holds `"user":`, since a quote in it has a backslash before it.
    start = text.find(_USER)
    if start < 0:
        return -1
    start += len(_USER)
    return start + (text[start : start + 1] == " ")


def around(text: str, start: int, end: int) -> tuple[str, str | None] | None:
    """The frame of a text whose ``user`` stands there, and ``user_id`` if it has one.

    None if ``user_id`` cannot be cut out.
    """
    first = text.find(_USER_ID)
    if first < 0:
        return f"{text[:start]}0{text[end:]}", None
    first = text.find('"', first + len(_USER_ID)) + 1
    last = text.find('"', first)
    user_id = text[first:last]
    is_apart = last <= start or end <= first
    if not (is_apart and user_id.replace("_", "").isalnum()):
        return None
    if last <= start:
        frame = f"{text[:first]}{text[last:start]}0{text[end:]}"
    else:
        frame = f"{text[:start]}0{text[end:first]}{text[last:]}"
    return frame, user_id


def known(frame: str) -> Known | None:
    """What requests with this frame share, if it was met before."""
    return _KNOWN.get(frame)


def learn(found: Framed, number: int, decode: Callable[[str], Any]) -> None:
    """Remember the frame of a request that has no fault, and no varying members but those framed.

    ``number`` stands for its recurring members. ``decode`` decodes a whole text.
    """
    global _taken
    value = decode(found.frame)
    # The members that are cut out must be those of the document, not of an object in it.
    if value.get("user") == 0 and value.get("user_id") == ("" if "user_id" in found.rest else None):
        _taken += len(found.frame)
        if _taken > _ROOM:
            forget()
            _taken = len(found.frame)
        _KNOWN[found.frame] = Known(value, number, detect(value))


def forget() -> None:
    """Forget all frames."""
    global _taken
    _taken = 0
    _KNOWN.clear()


_KNOWN: dict[str, Known] = {}
_taken = 0  # about so many characters; threads that learn at once may miscount
