"""Decode JSON by orjson if the result is certain to equal that of ``json``.

orjson is about five times faster, but it drops repeated fields, turns integers of more than 64 bits
into floats, and has other limits. So its value is used only for text in which none of this can
happen; ``json`` decodes all other text. Nothing here raises.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

UNSURE = object()
"""Returned instead of a value for text that needs ``json``."""

Loads = Callable[[bytes], Any]
Dumps = Callable[[Any], bytes]

# Importing orjson takes as long as decoding a thousand documents without it.
_PATIENCE = 200
_seen = 0

_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"000000000")
_LONG = b"0" * 19  # as many digits as the first integer that may exceed 64 bits


def quick_value(data: bytes | str) -> Any:
    """Return the value of JSON text, in UTF-8 if it is bytes, or ``UNSURE``."""
    global _seen
    if _seen < _PATIENCE:
        _seen += 1
        return UNSURE
    orjson = _orjson()
    if orjson is None:
        return UNSURE
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")  # orjson rejects surrogates
    return certain_value(data, *orjson)


def certain_value(data: bytes, loads: Loads, dumps: Dumps) -> Any:
    """Return the value by ``loads`` of orjson, or ``UNSURE`` if that of ``json`` might differ.

    If no string contains a quote, the JSON text has as many quotes as the output of orjson's
    ``dumps``, unless a field was dropped: each has a name, and so two quotes.
    """
    if b"\\" in data and (b'\\"' in data or b"\\u0022" in data):
        return UNSURE
    if _LONG in data.translate(_DIGITS_ALIKE):
        return UNSURE
    try:
        value = loads(data)
        written = dumps(value)
    except (ValueError, TypeError):  # broken, or nested too deep for orjson
        return UNSURE
    return value if data.count(b'"') == written.count(b'"') else UNSURE


@cache
def _orjson() -> tuple[Loads, Dumps] | None:
    try:
        import orjson
    except ImportError:
        return None
    return orjson.loads, orjson.dumps
