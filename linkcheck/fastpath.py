"""A memo of requests: an application sends the same one again, for another user."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from marshal import dumps
from typing import Any

from linkcheck.engine.rule import Finding, Rule

_ROOM = 4096

Found = tuple[tuple[Rule, Finding], ...]
Test = Callable[[Any], bool]


class Memo:
    """What was found in documents with everyday users, by what decides it.

    An entry depends on all of a document but the values of its ``personal`` members, of which a
    test, made by ``make_test``, shows that there is nothing to say; whoever selects a rule that
    reads them has no memo. No value is kept.
    """

    def __init__(self, personal: tuple[str, ...], make_test: Callable[[], Test]) -> None:
        self._personal = personal
        self._make_test = make_test
        self._is_everyday: Test | None = None
        self._found: dict[bytes, Found] = {}
        self._is_first = True

    def __reduce__(self) -> tuple[Any, ...]:
        """Begin a copy, or what is unpickled, without entries."""
        return Memo, (self._personal, self._make_test)

    def recall(
        self, payload: Any, *, is_text: bool, is_named: bool
    ) -> tuple[bytes | None, Found | None]:
        """Return what decides the findings in a document, and what was found in one like it.

        Both are None for anything but a plain JSON object, and for the first document, which may be
        the only one; the findings also without an everyday user. ``is_text``: it was read from JSON
        or YAML, which messages describe differently. ``is_named``: its kind was given, not
        detected. Never raises.
        """
        if self._is_everyday is None:
            if self._is_first:
                self._is_first = False
                return None, None
            self._is_everyday = self._make_test()
        # A name of another class may be equal to one of ours, and raise or lie when it is compared.
        if type(payload) is not dict:
            return None, None
        for name in payload:
            if type(name) is not str:
                return None, None
        rest = payload.copy()
        personal: dict[str, Any] = {}
        for name in self._personal:
            if name in rest:
                personal[name] = value = rest[name]
                # An everyday value is a dict, or counts by being there.
                rest[name] = [*value] if type(value) is dict else None
        if not (personal or is_named):  # probably of another kind, and large
            return None, None
        try:
            # Different for different values and for different types, and for builtin types only.
            data = dumps((rest, is_text, is_named), 2)
        except KeyboardInterrupt:
            raise
        except BaseException:  # classes of a buffer may raise anything
            return None, None
        key: bytes = _sha256()(data).digest()
        found = self._found.get(key)
        return key, found if found is not None and self._is_everyday(personal) else None

    def keep(self, key: bytes, payload: dict[str, Any], found: Found, *, is_everyday: bool) -> None:
        """Keep what was found in a document, if it has an everyday user and no fix.

        An everyday document has one. A fix may hold a value. A full memo is emptied first.
        """
        if any(finding.fix is not None for _, finding in found):
            return
        personal = {name: payload[name] for name in self._personal if name in payload}
        if is_everyday or (self._is_everyday is not None and self._is_everyday(personal)):
            if len(self._found) >= _ROOM:
                self._found = {}
            self._found[key] = found


@cache
def _sha256() -> Callable[[bytes], Any]:
    from hashlib import sha256  # takes some milliseconds, which one check alone does not pay

    return sha256
