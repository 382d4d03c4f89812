"""What ``.gitignore`` files leave out.

Written here because the one package for it, pathspec, takes 25 ms to import, as much as the whole
check of a file, and a call of git needs git. Source: the pattern format in git's gitignore(5),
with which the tests compare. Git's own settings (``core.excludesFile``) are not read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linkcheck.reading import read_regular

_NAME = ".gitignore"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line of a file. ``regex`` is for paths relative to the file's directory."""

    regex: re.Pattern[str]
    is_negated: bool
    directories_only: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The patterns of a file in a directory, and the rules around it, which come second."""

    directory: str
    patterns: tuple[Pattern, ...]
    around: Rules | None

    def ignores(self, path: str, is_directory: bool) -> bool:
        """True if a path below the directory is left out. The last pattern that fits decides."""
        full = os.path.abspath(path)  # noqa: PTH100
        rules: Rules | None = self
        while rules is not None:
            name = os.path.relpath(full, rules.directory).replace(os.sep, "/")
            for pattern in reversed(rules.patterns):
                if pattern.directories_only and not is_directory:
                    continue
                if pattern.regex.fullmatch(name):
                    return not pattern.is_negated
            rules = rules.around
        return False


def above(root: Path, directory: Path) -> Rules | None:
    """The rules of a repository with this root that hold for a directory in it.

    Those of a file in the directory itself are not among them.
    """
    rules = _read(None, str(root), root / ".git" / "info" / "exclude")
    for parent in reversed(directory.parents):
        if parent.is_relative_to(root):
            rules = with_file(rules, str(parent))
    return rules


def with_file(rules: Rules | None, directory: str) -> Rules | None:
    """The rules with those of the file in a directory, if there is one."""
    return _read(rules, directory, Path(directory) / _NAME)


def _read(rules: Rules | None, directory: str, file: Path) -> Rules | None:
    try:
        lines = read_regular(file).decode("utf-8-sig", "replace").split("\n")
    except OSError:
        return rules
    patterns = tuple(found for line in lines if (found := _pattern(line)))
    return Rules(os.path.abspath(directory), patterns, rules) if patterns else rules  # noqa: PTH100


def _pattern(line: str) -> Pattern | None:
    line = line.removesuffix("\r")
    text = line.rstrip(" ")
    if text != line and (len(text) - len(text.rstrip("\\"))) % 2:
        text += " "  # a backslash keeps the first of the blanks at the end
    if not text or text.startswith("#"):
        return None
    is_negated = text.startswith("!")
    text = text.removeprefix("!")
    directories_only = text.endswith("/")
    text = text.removesuffix("/")
    if not text:
        return None
    prefix = "" if "/" in text else "(?:.*/)?"
    try:
        regex = re.compile(prefix + "".join(_translated(text.removeprefix("/"))), re.S)
    except re.error:
        return None
    return Pattern(regex, is_negated, directories_only)


_PIECE = re.compile(
    r"(?P<start>^\*{2,}/)|(?P<middle>/\*{2,}(?=/))+(?P<slash>/)|(?P<end>/\*{2,}$)"
    r"|(?P<stars>\*+)|(?P<one>\?)"
    r"|\[(?P<not>[!^]?)(?P<set>\]?(?:\[:\w+:\]|\\.|[^\]\\])*)\]|\\(?P<escaped>.)|(?P<other>.)",
    re.S,
)


def _translated(pattern: str) -> Iterator[str]:
    """The pieces of a regular expression for a pattern."""
    for found in _PIECE.finditer(pattern):
        kind = found.lastgroup
        if kind == "start":
            yield "(?:.*/)?"
        elif kind == "slash":
            yield "/(?:.*/)?"
        elif kind == "end":
            yield "/.+"
        elif kind == "stars":
            yield "[^/]*"
        elif kind == "one":
            yield "[^/]"
        elif kind == "set":
            yield f"(?!/)[{'^' if found['not'] else ''}{_set(found['set'])}]"
        else:
            yield re.escape(found[kind or "other"])


def _set(text: str) -> str:
    """The inside of a bracket expression for ``re``."""
    text = re.sub(r"\[:(\w+):\]", lambda found: _CLASSES.get(found[1], ""), text)
    return re.sub(r"(?<!\\)[\[\]&~|^]", r"\\\g<0>", text)


_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "digit": "0-9",
    "lower": "a-z",
    "space": r"\s",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
