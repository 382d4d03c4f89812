"""The changes that fixes make to a file, as a unified diff for people.

The lines are masked like all output: the diff shows what changes, but no secret or personal value.
``patch`` therefore cannot apply it.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Protocol

from linkcheck.documents import Document
from linkcheck.output.style import printable
from linkcheck.pointer import Path
from linkcheck.redaction.json_line import Place, mask_line
from linkcheck.sources.decode import BOM
from linkcheck.sources.lines import Lines
from linkcheck.sources.syntax import scan

_CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file"


class Shown(Protocol):
    """The masked lines of a file, by index from 0; a list is enough."""

    def __getitem__(self, index: int, /) -> str:
        """Return a line without its line break."""


def diff(old: str, new: str, name: str, document: Document) -> str:
    """Return the unified diff of two JSON texts of a document type; empty if they are equal.

    ``name`` is the name of the file. All lines end with LF. A byte order mark is left out.
    """
    old, new = old.removeprefix(BOM), new.removeprefix(BOM)
    return unified(old, new, name, MaskedLines(old, document), MaskedLines(new, document))


def unified(old: str, new: str, name: str, old_shown: Shown, new_shown: Shown) -> str:
    """Return the unified diff of two texts; the lines shown are not those compared."""
    before, after = _lines(old), _lines(new)
    pieces = [f"--- {printable(name)}\n", f"+++ {printable(name)}\n"]
    matcher = SequenceMatcher(None, before, after)
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        _, old_start, _, new_start, _ = group[0]
        _, _, old_end, _, new_end = group[-1]
        spans = _span(old_start, old_end), _span(new_start, new_end)
        pieces.append(f"@@ -{spans[0]} +{spans[1]} @@\n")
        for kind, i, j, k, m in group:
            if kind == "equal":
                pieces += _marked(" ", before, old_shown, i, j)
            else:
                pieces += _marked("-", before, old_shown, i, j)
                pieces += _marked("+", after, new_shown, k, m)
    return "".join(pieces) if len(pieces) > 2 else ""


class MaskedLines:
    """The lines of a JSON text, masked on access."""

    def __init__(self, text: str, document: Document) -> None:
        self._lines = Lines(text)
        self._document = document
        self._places: dict[int, Place] = {}
        for offset, path in _places(text):
            line, column = self._lines.position(offset)
            self._places.setdefault(line, Place(column, path, document))

    def __getitem__(self, index: int, /) -> str:
        """Return a line by its index from 0, without its line break."""
        return mask_line(self._lines.line(index + 1), self._places.get(index + 1))


def _places(text: str) -> Iterator[tuple[int, Path]]:
    """Yield offset and path of every field name, and of every scalar entry of an array."""
    steps: list[str | int] = []  # the current position in each open container
    for kind, start, _ in scan(text):
        if kind == "key":
            steps[-1] = scanstring(text, start + 1, True)[0]
            yield start, tuple(steps)
            continue
        if kind in "}]":
            steps.pop()
            continue
        if steps and isinstance(steps[-1], int):
            steps[-1] += 1
            if kind == "scalar":
                yield start, tuple(steps)
        if kind != "scalar":
            steps.append("" if kind == "{" else -1)


def _lines(text: str) -> list[str]:
    """Return the lines of text with their line breaks."""
    starts = Lines(text).starts
    ends = [*starts[1:], len(text)]
    return [text[i:j] for i, j in zip(starts, ends, strict=True) if i < j]


def _marked(mark: str, lines: list[str], shown: Shown, start: int, end: int) -> Iterator[str]:
    for index in range(start, end):
        yield f"{mark}{shown[index]}\n"
        if not lines[index].endswith(("\n", "\r")):
            yield _NO_NEWLINE + "\n"


def _span(start: int, end: int) -> str:
    """Return a range of lines as in the header of a hunk."""
    if end - start == 1:
        return str(start + 1)
    return f"{start + (start != end)},{end - start}"
