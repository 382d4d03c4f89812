"""Masked lines of source code, for people.

Names, operators and the quotes of strings are shown. The content of a string is shown if it is the
value of a field and ``linkcheck.redaction`` shows it there, or if it is the name of a field or a
listed value. Short numbers are shown outside of sensitive fields, comments never.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from linkcheck.documents import Document
from linkcheck.output.masked_lines import MaskedLines
from linkcheck.pointer import Path, Span, value_at
from linkcheck.redaction import (
    fits,
    is_known_name,
    is_listed,
    is_shown_name,
    mask_text,
    mask_word,
)

if TYPE_CHECKING:
    from linkcheck.engine.suppression import Directive
    from linkcheck.sources.code import Site
    from linkcheck.sources.code.tokens import Token
    from linkcheck.sources.lines import Lines


class MaskedCode(MaskedLines):
    """The masked lines of source code with these tokens. ``sites`` are the requests in it."""

    def __init__(
        self,
        lines: Lines,
        tokens: Sequence[Token],
        sites: Sequence[Site],
        directives: Iterable[Directive] = (),
    ) -> None:
        self._tokens = tokens
        self._places = _Places(sites)
        super().__init__(lines, directives)

    def _add_pieces(self) -> None:
        for token in self._tokens:
            span = token.span
            if token.kind == "hidden" or span.line != span.end_line:
                self._hide(span)
                continue
            start = span.column - 1
            source = self.lines.part(span.line, start, span.end_column - 1)
            self._add(span.line, start, self._places.shown(token, source))


class _Places:
    """Where the values and the field names of requests are written."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self._values: dict[Span, set[tuple[Document, Path]]] = {}
        self._names: set[Span] = set()
        sensitive: set[Span] = set()
        for site in sites:
            for world in site.worlds:
                for path, place in world.body.places.items():
                    if place.key is not None:
                        self._names.add(place.key)
                    is_leaf = not isinstance(value_at(world.body.value, path), dict | list)
                    if place.value is not None and is_leaf:
                        self._values.setdefault(place.value, set()).add((site.document, path))
                        if mask_word(site.document, path, "0") != "0":
                            sensitive.add(place.value)
        self._sensitive = _joined(sensitive)

    def shown(self, token: Token, source: str) -> str:
        """Return what is shown for the source of a token."""
        if token.kind == "code":
            return source
        if token.kind == "number":
            return self._shown_number(token.span, source)
        return self._shown_string(token.literal or token.span, source)

    def _shown_number(self, span: Span, source: str) -> str:
        before = bisect(self._sensitive, span[:2], key=_start) - 1
        is_sensitive = before >= 0 and self._sensitive[before].encloses(span)
        is_shown = not is_sensitive and fits({}, source)
        return source if is_shown else "*" * len(source)

    def _shown_string(self, literal: Span, source: str) -> str:
        hidden = "*" * len(source)
        if "\\" in source:  # perhaps it has escapes
            return hidden
        if literal in self._values:
            shown = {mask_text(*place, source) for place in self._values[literal]}
            return shown.pop() if len(shown) == 1 else hidden
        is_name = literal in self._names and is_shown_name(source)
        return source if is_name or is_known_name(source) or is_listed(source) else hidden


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return sorted spans, with those that overlap joined."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span[:2] < found[-1][2:]:
            end = max(found[-1][2:], span[2:])
            found[-1] = Span(*found[-1][:2], *end)
        else:
            found.append(span)
    return found
