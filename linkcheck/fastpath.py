"""Memoize the findings of requests: applications send the same request for many users."""

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
    """The findings in documents with everyday users, by the properties that decide them.

    The key is the whole document except the values of its ``personal`` members. A test, made by
    ``make_test``, shows that no rule reports these; a checker with a rule that reads them has no
    memo. No value is kept.
    """

    def __init__(self, personal: tuple[str, ...], make_test: Callable[[], Test]) -> None:
        self._personal = personal
        self._make_test = make_test
        self._is_everyday: Test | None = None
        self._found: dict[bytes, Found] = {}
        self._is_first = True

    def __reduce__(self) -> tuple[Any, ...]:
        """Start copies and unpickled memos without entries."""
        return Memo, (self._personal, self._make_test)

    def recall(
        self, payload: Any, *, is_text: bool, is_named: bool
    ) -> tuple[bytes | None, Found | None]:
        """Return the key of a document, and the findings in an equal one.

        Both are None for anything but a plain JSON object, and for the first document, which may be
        the only one. The findings are also None without an everyday user. ``is_text`` means that it
        was read from JSON or YAML, which changes messages. ``is_named`` means that its type was
        given, not detected. Never raises.
        """
        if self._is_everyday is None:
            if self._is_first:
                self._is_first = False
                return None, None
            self._is_everyday = self._make_test()
        # A name of another class may raise or return a wrong result when compared.
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
                # An everyday value is a dict, or a scalar whose value does not matter.
                rest[name] = [*value] if type(value) is dict else None
        if not (personal or is_named):  # probably of another type, and large
            return None, None
        try:
            # Distinguishes values and types, and accepts only builtin types.
            data = dumps((rest, is_text, is_named), 2)
        except KeyboardInterrupt:
            raise
        except BaseException:  # a buffer class may raise anything
            return None, None
        key: bytes = _sha256()(data).digest()
        found = self._found.get(key)
        return key, found if found is not None and self._is_everyday(personal) else None

    def keep(self, key: bytes, payload: dict[str, Any], found: Found, *, is_everyday: bool) -> None:
        """Keep the findings of a document with an everyday user. None of them may have a fix.

        A full memo is emptied first.
        """
        personal = {name: payload[name] for name in self._personal if name in payload}
        if is_everyday or (self._is_everyday is not None and self._is_everyday(personal)):
            if len(self._found) >= _ROOM:
                self._found = {}
            self._found[key] = found


@cache
def _sha256() -> Callable[[bytes], Any]:
    from hashlib import sha256  # takes a few milliseconds, which do not pay off for a single check

    return sha256
