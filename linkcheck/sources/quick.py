"""JSON text to a value by orjson, where that is certain to give what ``json`` gives.

orjson is some five times faster, but it drops repeated members, turns integers of more than 64
bits into floats, and knows other limits. So its value is taken only for text in which none of this
can have happened; all other text is for ``json``. Nothing here raises.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

UNSURE = object()
"""Given instead of a value for text that needs ``json``."""

# Importing orjson takes as long as decoding a thousand documents without it.
_PATIENCE = 200
_seen = 0


def quick_value(text: str) -> Any:
    """The value of a JSON text, or ``UNSURE``."""
    global _seen
    if _seen < _PATIENCE:
        _seen += 1
        return UNSURE
    loads = _loads()
    return UNSURE if loads is None else certain_value(text, loads)


def certain_value(text: str, loads: Callable[[str], Any]) -> Any:
    """The value that ``loads`` of orjson gives, or ``UNSURE`` if ``json`` might give another."""
    # Without a backslash, '":' ends a member name, unless blanks stand before the colon.
    if "\\" in text or " :" in text or "\n:" in text or "\t:" in text or "\r:" in text:
        return UNSURE
    try:
        value = loads(text)
    except ValueError:
        return UNSURE
    members = 0
    level = [value]
    while level:
        deeper: list[Any] = []
        for container in level:
            kind = type(container)
            if kind is dict:
                members += len(container)
                deeper += container.values()
            elif kind is list:
                deeper += container
            elif kind is float:
                return UNSURE
        level = deeper
    return value if members == text.count('":') else UNSURE


@cache
def _loads() -> Callable[[str], Any] | None:
    try:
        import orjson
    except ImportError:
        return None
    loads: Callable[[str], Any] = orjson.loads
    return loads
