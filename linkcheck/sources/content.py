"""The content of a document: its value with places, or why it cannot be decoded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcheck import sources
from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.engine.unknown import Unknowns
from linkcheck.engine.wording import one_line
from linkcheck.pointer import Path, Span, value_at
from linkcheck.sources.lines import Lines, spans

if TYPE_CHECKING:
    from linkcheck.pointer import Target
    from linkcheck.sources.excerpt import Embedded

    Places = Lines | Embedded
    """Converts offsets in a document to lines and columns of its file."""


Locator = Callable[[Sequence["Target"]], list[Span]]
"""Returns the span of each target, as ``linkcheck.sources.locate.locate`` does for JSON text."""


class SourceError(ValueError):
    """An input that cannot be decoded.

    ``message`` says what is wrong, ``help`` how to fix it; neither shows any values. ``line`` and
    ``column`` count from 1, in code points without a byte order mark. ``text`` is the text of the
    file as far as it could be decoded, from line ``first_line`` on. ``span`` covers one character.
    ``offset`` counts from 0 in the document; ``places`` maps it to the file if the document is only
    a part of that.
    """

    def __init__(
        self,
        message: str,
        remedy: str | None,
        text: str = "",
        offset: int = 0,
        places: Places | None = None,
    ) -> None:
        places = places or Lines(text)
        self.message = message
        self.help = remedy
        self.text = places.text
        self.first_line = places.first
        self.offset = offset
        self.line, self.column = places.position(offset)
        super().__init__(one_line(message, remedy))

    @property
    def span(self) -> Span:
        """The place, one character wide."""
        return Span(self.line, self.column, self.line, self.column + 1)


class EmptyDocument(SourceError):
    """An input that is empty or only white space."""


class Duplicate(NamedTuple):
    """A repeated field of an object. ``span`` is that of the later name."""

    path: Path
    message: str
    span: Span


class Decoded(NamedTuple):
    """A decoded document: its file's text without a byte order mark, its value, repeated fields.

    ``text`` begins with line ``first_line`` of the file. If it is not the JSON text of the value,
    ``locator`` finds places in it, and ``lines`` are its lines. ``unknown`` says what the file
    leaves open, such as the variables of a template, for which the value has markers. The value is
    not shared with anything else.
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
        """The kind of the document, as ``linkcheck.detection.detect`` returns it."""
        return detect(self.value)

    def locate(self, targets: Sequence[Target]) -> list[Span]:
        """Return the span of each target in the file; see ``linkcheck.sources.locate``."""
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
