"""Bodies of calls: which of them are checked, and in which form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def is_plain(headers: Mapping[str, str | bytes]) -> bool:
    """Return False if the headers of a body say that it is compressed or multipart.

    ``headers`` must be case-insensitive, as in all clients. Every other content type is checked, as
    Plaid accepts only JSON.
    """
    encoding, content = (_text(headers.get(n)) for n in ("Content-Encoding", "Content-Type"))
    return encoding in ("", "identity") and not content.startswith("multipart/")


def _text(value: str | bytes | None) -> str:
    """Return the value of a header in lower case; the values read here ignore case."""
    text = value.decode("latin-1") if isinstance(value, bytes) else value or ""
    return text.strip().lower()


def whole(body: Any) -> Any:
    """Return a body; if it is a buffer, such as a ``memoryview``, as bytes."""
    # isinstance would use `__class__` of the body, which may raise.
    buffer = None if issubclass(type(body), (dict, str, bytes)) else _bytes(body)
    return body if buffer is None else buffer


def sent_whole(body: Any) -> str | bytes | None:
    """Return the body of a client call if it is a string, bytes or a buffer, else None.

    Other bodies are streamed and cannot be read twice.
    """
    if isinstance(body, (str, bytes)):
        return body
    # A file with a buffer, such as a mmap, is sent from its current position.
    return None if hasattr(body, "read") else _bytes(body)


def _bytes(body: Any) -> bytes | None:
    try:
        return memoryview(body).tobytes()
    except TypeError:  # not a buffer
        return None


def object_of(body: Any) -> Mapping[str, Any] | None:
    """Return a body as a dict; None if it is not an object."""
    body = whole(body)
    if issubclass(type(body), (str, bytes)):
        try:
            body = json.loads(body)
        except (ValueError, RecursionError):  # the report on the request has the error
            return None
    return body if issubclass(type(body), dict) else None
