"""What an application sends in each of its requests is judged once.

A backend fills in the user and sends all else unchanged. So the recurring members of a request
without fault are remembered, as bytes that are the same for the same values and types only, and of
the next request that has them only the rest is looked at. Members that may be secret or personal,
or that belong to one session, never count as recurring; ``schemas/`` says which these are
(``x-sensitive``, ``x-varies``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import count
from marshal import dumps as _dumps
from typing import Any

from linkcheck.documents import Document
from linkcheck.models import are_strings
from linkcheck.shapes.loader import Schema, schema

LONGEST = 8192
"""No more bytes than this are remembered of a request, so that these hold fewer values."""
_ROOM = 4 * 1024 * 1024  # bytes that are remembered; beyond, all are forgotten and learnt anew


@dataclass(slots=True)
class Parts:
    """A request in two parts: the bytes of the recurring members, and the ``rest``.

    ``known`` is a number that only requests with equal recurring members share, in which there is
    no fault, no null and no mark of a template; None if they were not met before.
    """

    document: Document
    bytes: bytes
    rest: dict[str, Any]
    known: int | None


def parts(document: Document, payload: Any) -> Parts | None:
    """A request in two parts; None for what is no request, or no plain dict. Never raises.

    All names at the top are plain strings, and if the recurring members are known, everything in
    them is plain: of ``rest`` alone it remains to be seen.
    """
    known = _KNOWN.get(document)
    # A name of another class may be equal to one of ours, and raise or lie when it is compared.
    if known is None or type(payload) is not dict or not are_strings(payload):
        return None
    recurring = payload.copy()
    rest = {name: recurring.pop(name) for name in _varying(document).intersection(payload)}
    try:
        data = _dumps(recurring)
    except KeyboardInterrupt:
        raise
    except BaseException:  # what marshal does not take; classes of a buffer may raise anything
        return None
    return Parts(document, data, rest, known.get(data))


def learn(found: Parts) -> None:
    """Remember the recurring members of a request without fault, null and mark of a template."""
    if len(found.bytes) <= LONGEST:
        global _taken
        _taken += len(found.bytes)
        if _taken > _ROOM:
            forget()
            _taken = len(found.bytes)
        _KNOWN[found.document][found.bytes] = next(_numbers)


def forget() -> None:
    """Forget all requests."""
    global _taken
    _taken = 0
    for known in _KNOWN.values():
        known.clear()


_KNOWN: dict[Document, dict[bytes, int]] = {Document.CREATE_REQUEST: {}}
_numbers = count()
_taken = 0  # about so many bytes; threads that learn at once may miscount


@cache
def _varying(document: Document) -> frozenset[str]:
    properties = schema(document)["properties"]
    return frozenset(name for name, node in properties.items() if _varies(node))


def _varies(node: Schema) -> bool:
    below = [*node.get("properties", {}).values(), *([node["items"]] if "items" in node else [])]
    return "x-sensitive" in node or "x-varies" in node or any(map(_varies, below))
