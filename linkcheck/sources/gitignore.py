"""The files that ``.gitignore`` files exclude.

Custom, because the package for it, pathspec, takes 25 ms to import, as much as the whole check of a
file, and calling git requires git. Source: the pattern format in git's gitignore(5), which the
tests compare with. Git's own settings (``core.excludesFile``) are not read.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linkcheck.sources.globs import Matcher, OneOf, Token, Wild
from linkcheck.sources.regular_files import read_regular
from linkcheck.sources.repository import common_git_directory

_NAME = ".gitignore"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern in a file, for paths relative to the file's directory.

    ``is_name`` says that only the last name of a path counts.
    """

    matcher: Matcher
    is_name: bool
    is_negated: bool
    directories_only: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The patterns of a file in a directory, and the rules above it, which come second."""

    directory: str
    patterns: tuple[Pattern, ...]
    around: Rules | None

    def ignores(self, path: str, is_directory: bool) -> bool:
        """True if a path below the directory is excluded. The last pattern that matches decides."""
        full = os.path.abspath(path)  # noqa: PTH100
        rules: Rules | None = self
        while rules is not None:
            whole = _as_bytes(os.path.relpath(full, rules.directory).replace(os.sep, "/"))
            name = whole.rpartition("/")[2]
            for pattern in reversed(rules.patterns):
                if pattern.directories_only and not is_directory:
                    continue
                if pattern.matcher.fits(name if pattern.is_name else whole):
                    return not pattern.is_negated
            rules = rules.around
        return False


def above(root: Path, directory: Path) -> Rules | None:
    """Return the rules of a repository with this root that apply to a directory in it.

    A file in the directory itself is not read.
    """
    rules = _read(None, str(root), common_git_directory(root) / "info" / "exclude")
    for parent in reversed(directory.parents):
        if parent.is_relative_to(root):
            rules = with_file(rules, str(parent))
    return rules


def with_file(rules: Rules | None, directory: str) -> Rules | None:
    """Return rules with those of the file in a directory, if it exists.

    Like git, this does not follow a link.
    """
    file = Path(directory) / _NAME
    return rules if file.is_symlink() else _read(rules, directory, file)


def _read(rules: Rules | None, directory: str, file: Path) -> Rules | None:
    try:
        data = read_regular(file)
    except OSError:
        return rules
    lines = data.removeprefix(codecs.BOM_UTF8).decode("latin-1").split("\n")
    patterns = tuple(found for line in lines if (found := _pattern(line)))
    return Rules(os.path.abspath(directory), patterns, rules) if patterns else rules  # noqa: PTH100


def _as_bytes(path: str) -> str:
    """Return a path with a character for each byte, as git compares bytes."""
    return path if path.isascii() else os.fsencode(path).decode("latin-1")


def _pattern(line: str) -> Pattern | None:
    line = line.removesuffix("\r")
    text = line.rstrip(" ")
    if text != line and (len(text) - len(text.rstrip("\\"))) % 2:
        text += " "  # a backslash keeps the first of the trailing spaces
    if not text or text.startswith("#"):
        return None
    is_negated = text.startswith("!")
    text = text.removeprefix("!")
    directories_only = text.endswith("/")
    text = text.removesuffix("/")
    try:
        tokens = list(_tokens(text.removeprefix("/")))
    except _Never:
        return None
    return Pattern(Matcher(tokens), "/" not in text, is_negated, directories_only)


class _Never(Exception):
    """A pattern matches nothing."""


_SPECIAL = re.compile(r"[*?\[\\]")


def _tokens(pattern: str) -> Iterator[Token]:
    """Read a pattern like git's ``wildmatch``. Raises _Never."""
    special = _SPECIAL.search(pattern)
    # Git compares the part before separately, so `**` right after it is at the beginning.
    beginning = special.start() if special else len(pattern)
    classes = _Classes(pattern)
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "*":
            start = at
            while pattern.startswith("*", at):
                at += 1
            is_first = start == beginning or pattern[start - 1] == "/"
            if at - start < 2 or not is_first or pattern[at : at + 1] not in ("", "/"):
                yield Wild.NAME
            elif at == len(pattern):
                yield Wild.ANY
            else:
                at += 1
                yield Wild.FOLDERS
            continue
        at += 1
        if char == "?":
            yield OneOf()
        elif char == "[":
            one, at = classes.read(at)
            yield one
        elif char == "\\":
            yield _at(pattern, at)
            at += 1
        else:
            yield char


def _at(pattern: str, at: int) -> str:
    if at >= len(pattern):
        raise _Never
    return pattern[at]


class _Classes:
    """Reads the sets of characters in a pattern."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._bracket = -1  # the next closing one, searched for once

    def read(self, at: int) -> tuple[OneOf, int]:
        """Return the set whose first character is at an offset, and its end."""
        pattern = self._pattern
        is_negated = pattern[at : at + 1] in ("!", "^")
        at = first = at + is_negated
        ranges: list[tuple[str, str]] = []
        low = ""  # the character that a hyphen may follow
        while (char := _at(pattern, at)) != "]" or at == first:
            at += 1
            if char == "-" and low and pattern[at : at + 1] not in ("", "]"):
                at += pattern[at] == "\\"
                ranges.append((low, _at(pattern, at)))
                low = ""
                at += 1
                continue
            if char == "[" and pattern.startswith(":", at):
                name = self._named(at + 1)
                if name is not None:
                    ranges += _CLASSES[name]
                    low = ""
                    at += len(name) + 3
                    continue
            if char == "\\":
                char = _at(pattern, at)
                at += 1
            ranges.append((char, char))
            low = char
        return OneOf(tuple(ranges), is_negated), at + 1

    def _named(self, at: int) -> str | None:
        """Return the name in ``[:name:]``; None if this is none. Raises _Never if unknown."""
        if self._bracket < at:
            self._bracket = self._pattern.find("]", at)
            if self._bracket < 0:
                raise _Never
        name = self._pattern[at : self._bracket]
        if len(name) < 1 or not name.endswith(":"):
            return None
        if name[:-1] not in _CLASSES:
            raise _Never
        return name[:-1]


_CLASSES: dict[str, tuple[tuple[str, str], ...]] = {
    "alnum": (("0", "9"), ("A", "Z"), ("a", "z")),
    "alpha": (("A", "Z"), ("a", "z")),
    "blank": ((" ", " "), ("\t", "\t")),
    "cntrl": (("\0", "\x1f"), ("\x7f", "\x7f")),
    "digit": (("0", "9"),),
    "graph": (("!", "~"),),
    "lower": (("a", "z"),),
    "print": ((" ", "~"),),
    "punct": (("!", "/"), (":", "@"), ("[", "`"), ("{", "~")),
    "space": ((" ", " "), ("\t", "\n"), ("\r", "\r")),  # by git's own table
    "upper": (("A", "Z"),),
    "xdigit": (("0", "9"), ("A", "F"), ("a", "f")),
}
