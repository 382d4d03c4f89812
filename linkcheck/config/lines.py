"""Find the line and column of a key in TOML source, which tomllib does not report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_HEADER = re.compile(r"""\s*(\[\[?)((?:[^\]"'#]|"[^"]*"|'[^']*')++)\]\]?\s*(?:#.*)?""")
_ENTRY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[^=\s]+)*+)\s*=""")
_STEP = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")

_LONGEST = 200  # the time of a search grows with the length of the word times that of the source

Steps = tuple[str | int, ...]


class Mark(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


def mark_of(text: str, path: Steps, word: str | None = None) -> Mark | None:
    """Return the place of the key at a path, or else of its nearest parent that is found.

    The index in an array of tables is a step of a path. With ``word``, return the first place from
    that key on where the word is in quotes, if there is one. None if no key on the path is found.
    """
    best: Mark | None = None
    depth = -1
    for mark, steps in _keys(text):
        shared = min(len(path), len(steps))
        if path[:shared] == steps[:shared] and shared > depth:
            best, depth = mark, shared
    if best is None:
        return None
    return (_quoted(text, word, best.line) if word is not None else None) or best


def mark_naming(text: str, word: str) -> Mark | None:
    """Return the first place where a word is a key, or else in quotes; None if there is none."""
    for mark, steps in _keys(text):
        if steps[-1:] == (word,):
            return mark
    return _quoted(text, word, 1)


def _quoted(text: str, word: str, first: int) -> Mark | None:
    if len(word) > _LONGEST:
        return None
    wanted = re.compile(rf"""(["'])(?:[^"']*[^"'\w-])?{re.escape(word)}(?:[^"'\w-][^"']*)?\1""")
    for line, content in _lines(text):
        if line >= first and (found := wanted.search(content)):
            return Mark(line, found.start() + 1)
    return None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not comments, with their numbers."""
    for line, content in enumerate(text.split("\n"), 1):
        if not content.lstrip().startswith("#"):
            yield line, content


def _keys(text: str) -> Iterator[tuple[Mark, Steps]]:
    table: Steps = ()
    seen: Counter[Steps] = Counter()
    for line, content in _lines(text):
        header = _HEADER.fullmatch(content)
        if header:
            table = _steps(header[2])
            if header[1] == "[[":
                seen[table] += 1
                table = (*table, seen[table] - 1)
            yield Mark(line, header.start(1) + 1), table
            continue
        entry = _ENTRY.match(content)
        if entry:
            yield Mark(line, entry.start(1) + 1), (*table, *_steps(entry[1]))


def _steps(written: str) -> Steps:
    return tuple(step.strip("\"'") for step in _STEP.findall(written))
