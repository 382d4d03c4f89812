"""Words and simple commands of a shell script."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from linkcheck.sources.excerpt import Builder, Excerpt


class Unclosed(Exception):
    """A quote, substitution or here-document without an end.

    ``offset`` is where it begins in the text, and ``commands`` are those it is a part of.
    """

    def __init__(self, offset: int, commands: list[Command]) -> None:
        super().__init__(offset)
        self.offset = offset
        self.commands = commands


@dataclass(slots=True)
class Word:
    """A word without its quotes. ``variables`` are the ranges that the shell expands."""

    excerpt: Excerpt
    variables: list[tuple[int, int]]

    @property
    def text(self) -> str:
        """The text of the word, with the names of variables."""
        return self.excerpt.text

    @property
    def is_variable(self) -> bool:
        """True if the shell expands the whole word."""
        return self.variables == [(0, len(self.text))]


@dataclass(slots=True)
class Extent:
    """The offsets at which a pipeline begins and ends, without its here-documents."""

    start: int = -1
    end: int = 0


@dataclass(slots=True)
class Command:
    """A simple command. ``start`` is the offset of its first word in the text.

    ``stdin`` is its here-document or here-string, and ``piped`` the command whose output it reads.
    """

    words: list[Word] = field(default_factory=list)
    start: int = 0
    stdin: Word | None = None
    piped: Command | None = None
    pipeline: Extent = field(default_factory=Extent)

    def __post_init__(self) -> None:
        if self.piped is not None:
            self.pipeline = self.piped.pipeline


class Draft:
    """A word that is being read."""

    __slots__ = ("builder", "is_quoted", "start", "variables")

    def __init__(self, start: int, outer: Excerpt | None) -> None:
        self.start = start
        self.builder = Builder(start, outer)
        self.variables: list[tuple[int, int]] = []
        self.is_quoted = False

    def variable(self, text: str, start: int, end: int) -> None:
        """Add a range of the text that the shell expands."""
        name = re.sub(r"\W+", "_", text[start : min(end, start + 40)]).strip("_")
        first = self.builder.length
        self.builder.block(f"${name}", start, end)
        self.variables.append((first, self.builder.length))

    def substituted(self, word: Word) -> None:
        """Add the text of a word without the line breaks at its end."""
        length, first = len(word.text.rstrip("\r\n")), self.builder.length
        self.builder.extend(word.excerpt, length)
        self.variables += [(first + a, first + b) for a, b in word.variables if b <= length]

    def build(self) -> Word:
        return Word(self.builder.build(), self.variables)
