"""Fixes as edits of the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from linkcheck.fixes.edits import edits
from linkcheck.fixes.patch import PatchError, apply
from linkcheck.output.results import Result
from linkcheck.pointer import Span, tokens
from linkcheck.sources.lines import Lines
from linkcheck.violation import Fix

# Computing the edits of a fix takes a walk over the whole text. If the walks of a document add up
# to more characters than this (about a second), it gets no fixes.
_MOST_WALKED = 2_000_000
_WORD = re.compile(r'"(?:[^"\\]|\\.)*+"|[^\s{}\[\],:"]+')


class Edits:
    """The edits that fixes make in the text of a result.

    There are none if the text is not the JSON of the document itself, but a recording, YAML etc.
    """

    def __init__(self, result: Result) -> None:
        self._value = result.value
        self._text = result.text
        self._lines = Lines(result.text)
        walked = len(result.text) * sum(v.fix is not None for v in result.violations)
        self._has_edits = 0 < walked <= _MOST_WALKED and _is_json_of(result)

    def of(self, fix: Fix) -> list[tuple[Span, str]]:
        """Return the spans that a fix replaces, each with its new text; empty if there are none.

        The new text holds only what the patch holds, so it shows nothing that the patch does not.
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


def _is_json_of(result: Result) -> bool:
    try:
        return bool(json.loads(result.text) == result.value)
    except (ValueError, RecursionError):
        return False


def _words(operation: Mapping[str, Any]) -> Iterator[str]:
    """Yield the strings, numbers and literals of a patch operation, as JSON writes them."""
    name = tokens(str(operation["path"]))[-1:]
    for value in (*name, operation.get("value")):
        for ascii_only in (True, False):
            yield from _WORD.findall(json.dumps(value, ensure_ascii=ascii_only))
