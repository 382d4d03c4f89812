"""A memo of everyday requests: an application sends the same request again, for another user."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from marshal import dumps
from types import ModuleType
from typing import Any

from linkcheck.models import are_strings
from linkcheck.rule import Finding, Rule

_ROOM = 256

Found = tuple[tuple[Rule, Finding], ...]


class Memo:
    """What was found in everyday documents, by what decides it.

    An entry depends on all of a document but the values below its ``personal`` members, which are
    everyday ones too; whoever selects a rule that reads these has no memo. No value is kept.
    ``is_everyday`` is the test of the personal members alone.
    """

    def __init__(self, personal: tuple[str, ...], is_everyday: Callable[[Any], bool]) -> None:
        self._personal = personal
        self._is_everyday = is_everyday
        self._found: dict[bytes, Found] = {}
        self._is_first = True

    def __reduce__(self) -> tuple[Any, ...]:
        """Begin a copy, or what is unpickled, without entries."""
        return Memo, (self._personal, self._is_everyday)

    def key(self, payload: Any) -> bytes | None:
        """Return what decides the findings in a document, if it is an everyday one; never raises.

        None for what is no plain JSON object, and for the first one, which may be the only one.
        """
        if self._is_first:
            self._is_first = False
            return None
        # A name of another class may be equal to one of ours, and raise or lie when it is compared.
        if type(payload) is not dict or not are_strings(payload):
            return None
        rest = payload.copy()
        names: list[Any] = []
        for name in self._personal:
            value = rest.pop(name, None)
            names.append([*value] if type(value) is dict else value is not None)
        try:
            # Different for different values and for different types, and for builtin types only.
            data = dumps((rest, names), 2)
        except KeyboardInterrupt:
            raise
        except BaseException:  # classes of a buffer may raise anything
            return None
        digest: bytes = _hashlib().blake2b(data, digest_size=16).digest()
        return digest

    def recall(self, key: bytes | None, payload: dict[str, Any]) -> Found | None:
        """Return what was found in everyday documents with this key, if this is one of them."""
        found = self._found.get(key) if key is not None else None
        if found is None:
            return None
        personal = {name: payload[name] for name in self._personal if name in payload}
        return found if self._is_everyday(personal) else None

    def keep(self, key: bytes, found: Found) -> None:
        """Keep what was found in an everyday document. A full memo is emptied first."""
        if len(self._found) >= _ROOM:
            self._found = {}
        self._found[key] = found


@cache
def _hashlib() -> ModuleType:
    import hashlib  # takes some milliseconds, which one check alone does not pay

    return hashlib
