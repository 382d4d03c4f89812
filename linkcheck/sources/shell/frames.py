"""The open constructs while a shell script is read, and the words that are being read."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from linkcheck.sources.excerpt import Excerpt
from linkcheck.sources.shell.words import Command, Draft, Unclosed

BREAK = re.compile(r"\r\n?|\n")
_DEEPEST_TEXT = 16  # nested here-documents whose text is read


class Mode(Enum):
    """The construct that a frame reads."""

    LIST = 0
    QUOTES = 1
    BRACES = 2
    SUM = 3
    BODY = 4


class Here(NamedTuple):
    """A here-document whose body follows."""

    command: Command
    start: int
    end: str
    has_tabs: bool
    is_literal: bool


@dataclass(slots=True)
class Frame:
    """An open construct: a list of commands, double quotes, ``${``, ``((``, a here-document.

    ``fills`` says that its result is a part of a word, and ``draft`` is the word that its own text
    is a part of. It extends to ``limit`` at most.
    """

    mode: Mode
    start: int
    limit: int
    fills: bool = False
    in_quotes: bool = False
    draft: Draft | None = None
    # For a list of commands. For each open `case`: is it in a pattern?
    is_code: bool = True
    command: Command = field(default_factory=Command)
    last: Command | None = None
    count: int = 0
    target: str = ""
    cases: list[bool] = field(default_factory=list)
    pending: int = 0
    bodies: list[Here] = field(default_factory=list)
    # For a sum, the number of open brackets; for braces, whether single quotes quote.
    depth: int = 0
    is_literal: bool = False
    here: Here | None = None


class Reader(ABC):
    """Reads text, with a stack of the constructs that are open at the current place."""

    def __init__(self, text: str, outer: Excerpt | None = None) -> None:
        self.text = text
        self.outer = outer
        self._at = 0
        self._base = Frame(Mode.LIST, 0, len(text))
        self._stack = [self._base]
        self._found: list[Command] = []
        self.comments: dict[int, int] = {}
        """The ends of the comments that were read, by their offsets."""
        self._pending: list[Here] = []
        self._is_done = False

    @abstractmethod
    def commands(self) -> Iterator[Command | Unclosed]:
        """Yield all commands, and what is never closed; reading goes on in the line after that."""

    def next_line(self, at: int) -> int:
        """Return the offset of the line after the one at an offset."""
        found = BREAK.search(self.text, at)
        return found.end() if found else len(self.text)

    def _abandon(self, offset: int) -> None:
        """Skip the rest of the here-document in which something is not closed, or raise."""
        commands = [frame.command for frame in self._stack]
        while self._stack and self._stack[-1].mode is not Mode.BODY:
            self._stack.pop()
        if not self._stack:
            self._base.bodies.clear()
            self._base.cases.clear()
            raise Unclosed(offset, commands)
        body = self._stack[-1]
        if body.draft:
            body.draft.variable(self.text, offset, body.limit)
        self._at = body.limit

    def _push(self, mode: Mode, width: int, *, fills: bool = False, is_code: bool = True) -> Frame:
        """Open what begins here with this many characters."""
        below = self._stack[-1]
        frame = Frame(mode, self._at, below.limit, fills, is_code=is_code)
        frame.pending = len(self._pending)
        if fills or mode is Mode.QUOTES:
            self._draft(below)
        self._stack.append(frame)
        self._at += width
        return frame

    def _pop(self, width: int) -> None:
        """Close what ends here with this many characters."""
        frame = self._stack.pop()
        self._at += width
        draft = self._stack[-1].draft
        if not frame.fills or draft is None:
            return
        text = frame.last.stdin if frame.count == 1 and frame.last else None
        if text and _is_cat(frame.last) and len(self._stack) < _DEEPEST_TEXT:
            draft.substituted(text)
        else:
            draft.variable(self.text, frame.start, self._at)

    def _draft(self, frame: Frame) -> Draft | None:
        """Return the word that the text of a frame is a part of."""
        if frame.draft is None and frame.mode is Mode.LIST:
            frame.draft = Draft(self._at, self.outer)
        return frame.draft

    def _exact(self, frame: Frame, end: int, start: int | None = None) -> None:
        """Take the text up to an offset as it is."""
        start = self._at if start is None else start
        draft = self._draft(frame)
        if draft:
            draft.builder.exact(self.text[start:end], start)
        self._at = end

    def _plain(self, frame: Frame, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text, self._at, frame.limit)
        if found:
            self._exact(frame, found.end())
        return found is not None

    def _match(self, pattern: re.Pattern[str], frame: Frame) -> int:
        found = pattern.match(self.text, self._at, frame.limit)
        return found.end() if found else self._at


def _is_cat(command: Command | None) -> bool:
    return command is not None and [word.text for word in command.words] in (["cat"], ["cat", "-"])
