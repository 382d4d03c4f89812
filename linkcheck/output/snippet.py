"""The masked source line of a violation, with a mark under the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from linkcheck.documents import Document
from linkcheck.engine.suppression import Directive
from linkcheck.output.masked_code import MaskedCode
from linkcheck.output.masked_lines import MaskedLines, ShownLines
from linkcheck.pointer import Path, Span
from linkcheck.redaction.json_line import Place, mask_line
from linkcheck.sources import code
from linkcheck.sources.content import Decoded
from linkcheck.sources.lines import Lines
from linkcheck.sources.model import SourceDocument
from linkcheck.violation import Checked, Violation


class Snippet(NamedTuple):
    """A masked part of a source line around a place, which is from ``start`` to ``stop``.

    ``is_cut`` says whether text before and after the part is left out.
    """

    text: str
    start: int
    stop: int
    is_cut: tuple[bool, bool]

    def marked(self, columns: int = 0, encoding: str = "utf-8") -> tuple[str, str]:
        """Return the line, and the mark to write below it.

        The line takes at most ``columns`` of a terminal; 0 means no limit. Characters that the
        encoding lacks are written as the escapes that the stream would write.
        """
        chars = [_encoded(char, encoding) for char in self.text]
        ellipsis = _ELLIPSIS if _encoded(_ELLIPSIS, encoding) == _ELLIPSIS else "..."
        first, last = 0, len(chars)
        if columns:
            widths = [*map(_width, chars), 1]  # the place may be the end of the line
            room = columns - len(ellipsis) * sum(self.is_cut)
            if sum(widths) > room:
                first, last = _fitting(widths, self.start, columns - 2 * len(ellipsis))
        before = ellipsis if first or self.is_cut[0] else ""
        after = ellipsis if last < len(chars) or self.is_cut[1] else ""
        space = _width(before + "".join(chars[first : self.start]))
        width = _width("".join(chars[self.start : min(self.stop, last)]))
        return f"{before}{''.join(chars[first:last])}{after}", " " * space + "^" * max(width, 1)


_WIDTH = 100
_MARGIN = 0.3
_ELLIPSIS = "…"


class Snippets:
    """Masked lines of one source text, which begins with line ``first`` of its file.

    Each line is masked once, however many marks it gets. If the text is not a JSON document,
    ``shown`` has its masked lines, or ``made`` has the snippets by span.
    """

    def __init__(
        self,
        text: str,
        first: int = 1,
        *,
        shown: MaskedLines | None = None,
        made: Mapping[Span, Snippet] | None = None,
    ) -> None:
        self._lines = shown.lines if shown else Lines(text, first)
        self._masked: dict[int, str] = {}
        self._shown = shown
        self._made = made

    def show(self, violation: Violation, path: Path | None) -> Snippet | None:
        """Return the source line of a violation around its place, or None if there is none.

        ``path`` is the path of the violation in the document, None if the document is broken. Long
        lines are cut on both sides. A value of several lines is marked to the end of its first.
        """
        span = violation.span
        if span is None:
            return None
        if self._made is not None:
            return self._made.get(span)
        line = self._lines.line(span.line)
        if not line.strip():
            return None
        end = span.end_column if span.end_line == span.line else len(line) + 1
        start, stop = span.column - 1, max(end - 1, span.column)
        first, last = _cut(len(line), start)
        if self._shown is not None:
            shown = self._shown.part(span.line, first, last)
        else:
            shown = self._line(span.line, _place(violation, path))[first:last]
        stop = min(stop - first, len(shown))
        return Snippet(shown, start - first, stop, (first > 0, last < len(line)))

    def _line(self, number: int, place: Place | None) -> str:
        if number not in self._masked:
            self._masked[number] = mask_line(self._lines.line(number), place)
        return self._masked[number]


def _place(violation: Violation, path: Path | None) -> Place | None:
    if path is None or violation.column is None:
        return None
    return Place(violation.column, path, Document(violation.document))


def _cut(length: int, start: int) -> tuple[int, int]:
    """Return the part of a line to show, at most _WIDTH characters, for a place at ``start``."""
    if length <= _WIDTH:
        return 0, length
    first = max(min(start - int(_WIDTH * _MARGIN), length - _WIDTH), 0)
    return first, first + _WIDTH


def _fitting(widths: list[int], start: int, columns: int) -> tuple[int, int]:
    """Return the part of a line to show in ``columns``, for a place at ``start``."""
    first = last = start
    left, margin = columns, int(columns * _MARGIN)
    while first and widths[first - 1] <= margin:  # as much of what comes before as fits
        first -= 1
        margin -= widths[first]
        left -= widths[first]
    while last < len(widths) and widths[last] <= left:
        left -= widths[last]
        last += 1
    while first and last == len(widths) and widths[first - 1] <= left:
        first -= 1
        left -= widths[first]
    return first, last


def _encoded(char: str, encoding: str) -> str:
    """Return a character as a stream of this encoding writes it."""
    return char if char.isascii() else char.encode(encoding, "backslashreplace").decode(encoding)


def _width(text: str) -> int:
    """Return the number of terminal columns that a string takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if _takes_none(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _takes_none(char: str) -> bool:
    """Return whether a character is drawn over or into the one before it."""
    is_inner_jamo = "\u1160" <= char <= "\u11ff"
    return is_inner_jamo or unicodedata.category(char) in ("Mn", "Me", "Cf")


def snippets_of(found: SourceDocument, report: Checked) -> Mapping[Span, Snippet] | None:
    """Return the snippets of a document's violations by span, or None if its text is JSON."""
    content = found.content
    if isinstance(content, Exception) or content.lines is None:
        return None
    wanted = {v.line for v in report.violations if v.line}
    directives: list[Directive] = []
    if found.suppressions is not None:
        for line in wanted:
            directives += found.suppressions.directives.on(line).directives
    shown = _masked(found, content, content.lines, Document(report.document), wanted, directives)
    snippets = Snippets(content.text, content.first_line, shown=shown)
    made = ((v.span, snippets.show(v, None)) for v in report.violations)
    return {span: snippet for span, snippet in made if span and snippet}


def _masked(
    found: SourceDocument,
    content: Decoded,
    lines: Lines,
    kind: Document,
    wanted: Iterable[int],
    directives: list[Directive],
) -> MaskedLines:
    """Return the masked lines of a document; of source code, only the wanted ones are masked."""
    if found.code is None:
        return ShownLines(lines, [(content, kind)], directives)
    by_line = code.tokens_by_line(found.file, content.text)
    tokens = dict.fromkeys(token for line in wanted for token in by_line.get(line, ()))
    return MaskedCode(lines, list(tokens), [found.code], directives)
