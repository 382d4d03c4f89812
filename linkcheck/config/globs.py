"""File patterns, each relative to the folder of its configuration."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linkcheck.sources.globs import Matcher, Wild, plain_tokens


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern such as ``legacy/**/*.json``, and the absolute folder that it is relative to.

    ``*`` and ``?`` match within one path segment, ``**`` matches across segments, ``[...]`` is a
    set of characters. A pattern without a slash matches names at any depth. A pattern that matches
    a folder matches everything in it.
    """

    root: Path
    pattern: str

    def matches(self, file: str | os.PathLike[str], start: str = "") -> bool:
        """Return whether the pattern matches a file, or one of its parent folders below the root.

        With ``start``, a parent folder of the file, only the folders below it are considered.
        """
        path = os.path.relpath(file, self.root).replace(os.sep, "/")
        if path.startswith("../"):
            return False
        if not start:
            return _matcher(self.pattern).fits(path)
        names = path.split("/")
        searched = os.path.relpath(start, self.root).replace(os.sep, "/")
        is_below = searched != "." and not searched.startswith("..")
        first = len(searched.split("/")) + 1 if is_below else 1
        matcher = _matcher(self.pattern, below=False)
        return any(matcher.fits("/".join(names[:n])) for n in range(first, len(names) + 1))


@cache
def _matcher(pattern: str, *, below: bool = True) -> Matcher:
    tokens = list(plain_tokens(pattern.removeprefix("./").strip("/")))
    if "/" not in pattern.rstrip("/"):
        # It matches a name at any depth, so no wildcard in it may cross folders.
        tokens = [Wild.FOLDERS, *(Wild.NAME if isinstance(t, Wild) else t for t in tokens)]
    return Matcher(tokens, below=below)
