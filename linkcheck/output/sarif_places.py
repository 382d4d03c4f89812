"""Positions of other places than a violation's own, and fixes as edits of the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from linkcheck.fixes.edits import edits
from linkcheck.fixes.patch import PatchError, apply
from linkcheck.output.results import Result
from linkcheck.pointer import Path, Span, tokens
from linkcheck.sources.lines import Lines
from linkcheck.sources.locate import locate
from linkcheck.violation import Fix

# The edits of a fix take a walk over the whole text. A document for which that would be more
# characters than this (about a second) gets no fixes.
_MOST_WALKED = 2_000_000
_WORD = re.compile(r'"(?:[^"\\]|\\.)*+"|[^\s{}\[\],:"]+')


class Places:
    """Where in the text of a result its values stand. All are looked up in one pass.

    Nothing is known of them where the text is not the JSON of the document itself, but a file
    that holds it, such as a recording, or another notation.
    """

    def __init__(self, result: Result) -> None:
        self._value = result.value
        self._text = result.text if _is_json_of(result) else ""
        self._lines = Lines(self._text)
        violations = result.violations
        walked = len(self._text) * sum(v.fix is not None for v in violations)
        self._has_edits = 0 < walked <= _MOST_WALKED
        pointers = {place.pointer for v in violations for place in v.related}
        paths = [path for path in map(self._path, sorted(pointers)) if path is not None]
        spans = locate(self._text, [(path, "value") for path in paths]) if self._text else []
        self._spans = dict(zip(paths, spans, strict=False))

    def span(self, pointer: str) -> Span | None:
        """The span of a value, or None if it is not known."""
        path = self._path(pointer)
        return None if path is None else self._spans.get(path)

    def edits(self, fix: Fix) -> list[tuple[Span, str]]:
        """The fix as stretches of text with what to put in their place; empty if it is not one.

        Nothing is put in but what the patch itself holds, so that it shows no more than that.
        """
        if not self._has_edits:
            return []
        try:
            found = edits(self._text, apply(self._value, fix.patch))
        except PatchError:
            return []
        known = {word for operation in fix.patch for word in _words(operation)}
        if any(word not in known for edit in found for word in _WORD.findall(edit.replacement)):
            return []
        return [(self._lines.span(edit.start, edit.end), edit.replacement) for edit in found]

    def _path(self, pointer: str) -> Path | None:
        """The path of a value in the document, or None if there is none at the pointer."""
        value = self._value
        path: list[str | int] = []
        for token in tokens(pointer):
            step = int(token) if isinstance(value, list) and token.isdecimal() else token
            try:
                value = value[step]
            except (LookupError, TypeError):
                return None
            path.append(step)
        return tuple(path)


def _is_json_of(result: Result) -> bool:
    """True if anything is to be looked up in the text, and the text is the JSON of the value."""
    if not any(v.related or v.fix for v in result.violations):
        return False
    try:
        return bool(json.loads(result.text) == result.value)
    except (ValueError, RecursionError):
        return False


def _words(operation: Mapping[str, Any]) -> Iterator[str]:
    """The strings, numbers and literals of a patch operation, as JSON writes them."""
    name = tokens(str(operation["path"]))[-1:]
    for value in (*name, operation.get("value")):
        for ascii_only in (True, False):
            yield from _WORD.findall(json.dumps(value, ensure_ascii=ascii_only))
