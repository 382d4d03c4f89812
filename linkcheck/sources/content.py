"""The content of a document: its value with places, or why it cannot be decoded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcheck import sources
from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.engine.unknown import Unknowns
from linkcheck.pointer import Path, Span, value_at
from linkcheck.sources.lines import Lines, spans

if TYPE_CHECKING:
    from linkcheck.pointer import Target
    from linkcheck.sources.excerpt import Embedded

    Places = Lines | Embedded
    """What turns offsets of a document into lines and columns of its file."""


Locator = Callable[[Sequence["Target"]], list[Span]]
"""Gives the span of each target, as ``linkcheck.sources.locate.locate`` does for JSON text."""


class SourceError(ValueError):
    """An input that cannot be decoded.

    ``message`` says what is wrong and then, in ``hint``, how to repair it; it shows no values.
    ``line`` and ``column`` count from 1, in code points without a byte order mark. ``text`` is the
    text of the file as far as it could be decoded, from line ``first_line`` on. ``span`` covers one
    character. ``offset`` counts from 0 in the document; ``places`` says where that is in the file,
    if the document is not the whole of it.
    """

    def __init__(
        self, what: str, hint: str, text: str = "", offset: int = 0, places: Places | None = None
    ) -> None:
        places = places or Lines(text)
        self.message = f"{what} {hint}".strip()
        self.hint = hint
        self.text = places.text
        self.first_line = places.first
        self.offset = offset
        self.line, self.column = places.position(offset)
        super().__init__(self.message)

    @property
    def span(self) -> Span:
        """The place, one character wide."""
        return Span(self.line, self.column, self.line, self.column + 1)


class EmptyDocument(SourceError):
    """An input that holds nothing but white space."""


class Duplicate(NamedTuple):
    """A member whose name its object holds before. ``span`` is that of the later name."""

    path: Path
    message: str
    span: Span


class Decoded(NamedTuple):
    """A decoded document: its file's text without a byte order mark, its value, repeated members.

    ``text`` begins with line ``first_line`` of the file. ``locator`` finds places in it where the
    text is not the JSON text of the value; then ``lines`` are those of the text. ``unknown`` says
    what the file leaves open, such as the variables of a template; the value holds their markers.
    The value is nobody else's.
    """

    text: str
    value: Any
    duplicates: tuple[Duplicate, ...] = ()
    first_line: int = 1
    locator: Locator | None = None
    lines: Lines | None = None
    unknown: Unknowns | None = None

    def __repr__(self) -> str:  # without the text and the value, which may be secret
        return f"Decoded({self.duplicates!r}, first_line={self.first_line})"

    @property
    def kind(self) -> Document | None:
        """The kind of the document, as ``linkcheck.detection.detect`` gives it."""
        return detect(self.value)

    def locate(self, targets: Sequence[Target]) -> list[Span]:
        """The span of each target, in the order of the targets; see ``linkcheck.sources.locate``.

        Lines are those of the file.
        """
        if self.locator is not None:
            return self.locator(targets)
        sure = not self.duplicates and all(
            _leads_somewhere(path, self.value) for path, _ in targets
        )
        ranges = sources.locate.offsets(self.text, targets, sure=sure)
        return spans(self.text, ranges, self.first_line)


def _leads_somewhere(path: Path, value: Any) -> bool:
    try:
        value_at(value, path)
    except (LookupError, TypeError):
        return False
    return True
