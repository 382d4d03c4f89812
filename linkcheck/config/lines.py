"""Where in a TOML text a key stands. tomllib does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_HEADER = re.compile(r"""\s*(\[\[?)((?:[^\]"'#]|"[^"]*"|'[^']*')++)\]\]?\s*(?:#.*)?""")
_ENTRY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[^=\s]+)*+)\s*=""")
_STEP = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")

_LONGEST = 200  # looking for a word takes as long as the text and the word are long, multiplied

Steps = tuple[str | int, ...]


def line_of(text: str, path: Steps, word: str | None = None) -> int | None:
    """The line (from 1) of the key at a path, or of the nearest one around it that has a line.

    Entries of arrays of tables count as steps, from 0. With ``word``, the first line from there
    on that has this text in quotes, as a word of its own, if there is one. None where nothing on
    the path is found.
    """
    best: tuple[int, int] | None = None
    for line, steps in _keys(text):
        if path[: len(steps)] == steps and (best is None or len(steps) > best[0]):
            best = (len(steps), line)
    if best is None:
        return None
    return (_quoted(text, word, best[1]) if word is not None else None) or best[1]


def line_naming(text: str, word: str) -> int | None:
    """The first line that has a text as a key or in quotes; None if there is none."""
    for line, steps in _keys(text):
        if steps[-1:] == (word,):
            return line
    return _quoted(text, word, 1)


def _quoted(text: str, word: str, first: int) -> int | None:
    if len(word) > _LONGEST:
        return None
    wanted = re.compile(rf"""(["'])(?:[^"']*[^"'\w-])?{re.escape(word)}(?:[^"'\w-][^"']*)?\1""")
    for line, content in _lines(text):
        if line >= first and wanted.search(content):
            return line
    return None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are no comments, with their numbers."""
    for line, content in enumerate(text.split("\n"), 1):
        if not content.lstrip().startswith("#"):
            yield line, content


def _keys(text: str) -> Iterator[tuple[int, Steps]]:
    table: Steps = ()
    seen: Counter[Steps] = Counter()
    for line, content in _lines(text):
        header = _HEADER.fullmatch(content)
        if header:
            table = _steps(header[2])
            if header[1] == "[[":
                seen[table] += 1
                table = (*table, seen[table] - 1)
            yield line, table
            continue
        entry = _ENTRY.match(content)
        if entry:
            yield line, (*table, *_steps(entry[1]))


def _steps(written: str) -> Steps:
    return tuple(step.strip("\"'") for step in _STEP.findall(written))
