"""A slow and obvious reader of JSON positions, to compare the fast one with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from linkcheck.pointer import Path, Span

BLANKS = " \t\r\n"


@dataclass
class Place:
    """Offsets of a value and, for members, of the name."""

    start: int
    end: int
    key: tuple[int, int] | None = None


@dataclass
class Reader:
    """Reads a text character by character and notes the place of every path, the last winning."""

    text: str
    at: int = 0
    places: dict[Path, Place] = field(default_factory=dict)

    def blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in BLANKS:
            self.at += 1

    def string(self) -> str:
        start = self.at
        self.at += 1
        while self.text[self.at] != '"':
            self.at += 2 if self.text[self.at] == "\\" else 1
        self.at += 1
        value: str = json.loads(self.text[start : self.at])
        return value

    def value(self, path: Path, key: tuple[int, int] | None = None) -> None:
        # A later duplicate replaces all that the earlier one held.
        for known in [p for p in self.places if p[: len(path)] == path]:
            del self.places[known]
        self.blanks()
        start = self.at
        char = self.text[start]
        if char == "{":
            self.members(path)
        elif char == "[":
            self.entries(path)
        elif char == '"':
            self.string()
        else:
            while self.at < len(self.text) and self.text[self.at] not in BLANKS + ",]}":
                self.at += 1
        self.places[path] = Place(start, self.at, key)

    def members(self, path: Path) -> None:
        self.at += 1
        while True:
            self.blanks()
            if self.text[self.at] == "}":
                break
            if self.text[self.at] == ",":
                self.at += 1
                self.blanks()
            start = self.at
            name = self.string()
            key = (start, self.at)
            self.blanks()
            self.at += 1
            self.value((*path, name), key)
        self.at += 1

    def entries(self, path: Path) -> None:
        self.at += 1
        index = 0
        while True:
            self.blanks()
            if self.text[self.at] == "]":
                break
            if self.text[self.at] == ",":
                self.at += 1
            self.value((*path, index))
            index += 1
        self.at += 1


def places(text: str) -> dict[Path, Place]:
    """The place of every path of a JSON text."""
    reader = Reader(text)
    reader.value(())
    return reader.places


def span(text: str, start: int, end: int) -> Span:
    """The span of two offsets, counted line by line."""
    return Span(*_position(text, start), *_position(text, end))


def _position(text: str, offset: int) -> tuple[int, int]:
    line = column = 1
    index = 0
    while index < offset:
        is_break = text[index] == "\n" or (
            text[index] == "\r" and text[index + 1 : index + 2] != "\n"
        )
        line, column = (line + 1, 1) if is_break else (line, column + 1)
        index += 1
    return line, column
