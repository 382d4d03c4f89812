"""A memo of requests: an application sends the same one again, for another user."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from marshal import dumps
from types import ModuleType
from typing import Any

from linkcheck.engine.rule import Finding, Rule

_ROOM = 256

Found = tuple[tuple[Rule, Finding], ...]


class Memo:
    """What was found in documents with everyday users, by what decides it.

    An entry depends on all of a document but the values of its ``personal`` members, of which
    ``is_everyday`` shows that there is nothing to say; whoever selects a rule that reads them has
    no memo. No value is kept.
    """

    def __init__(self, personal: tuple[str, ...], is_everyday: Callable[[Any], bool]) -> None:
        self._personal = personal
        self._is_everyday = is_everyday
        self._found: dict[bytes, Found] = {}
        self._is_first = True

    def __reduce__(self) -> tuple[Any, ...]:
        """Begin a copy, or what is unpickled, without entries."""
        return Memo, (self._personal, self._is_everyday)

    def key(self, payload: Any, *, is_text: bool) -> bytes | None:
        """Return what decides the findings in a document with an everyday user; never raises.

        None for what is no plain JSON object, and for the first one, which may be the only one.
        ``is_text`` says that it was read from JSON or YAML, of which messages speak differently.
        """
        if self._is_first:
            self._is_first = False
            return None
        # A name of another class may be equal to one of ours, and raise or lie when it is compared.
        if type(payload) is not dict:
            return None
        for name in payload:
            if type(name) is not str:
                return None
        rest = payload.copy()
        names: list[Any] = []
        for name in self._personal:
            value = rest.pop(name, None)
            names.append([*value] if type(value) is dict else value is not None)
        try:
            # Different for different values and for different types, and for builtin types only.
            data = dumps((rest, names, is_text), 2)
        except KeyboardInterrupt:
            raise
        except BaseException:  # classes of a buffer may raise anything
            return None
        digest: bytes = _hashlib().blake2b(data, digest_size=16).digest()
        return digest

    def recall(self, key: bytes | None, payload: dict[str, Any]) -> Found | None:
        """Return what was found in documents with this key, if this one has an everyday user."""
        found = self._found.get(key) if key is not None else None
        return found if found is not None and self._has_everyday_user(payload) else None

    def keep(self, key: bytes, payload: dict[str, Any], found: Found, *, is_everyday: bool) -> None:
        """Keep what was found in a document, if it has an everyday user and no fix.

        An everyday document has one. A fix may hold a value. A full memo is emptied first.
        """
        if any(finding.fix is not None for _, finding in found):
            return
        if is_everyday or self._has_everyday_user(payload):
            if len(self._found) >= _ROOM:
                self._found = {}
            self._found[key] = found

    def _has_everyday_user(self, payload: dict[str, Any]) -> bool:
        return self._is_everyday({n: payload[n] for n in self._personal if n in payload})


@cache
def _hashlib() -> ModuleType:
    import hashlib  # takes some milliseconds, which one check alone does not pay

    return hashlib
