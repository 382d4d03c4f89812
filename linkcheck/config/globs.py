"""Patterns for files, each relative to the folder of the configuration that it stands in."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern such as ``legacy/**/*.json``, and the absolute folder that it is relative to.

    ``*`` and ``?`` stay within one step of a path, ``**`` crosses steps, ``[...]`` is a set of
    characters. A pattern without a slash is for names at any depth. A pattern that fits a folder
    fits all that is in it.
    """

    root: Path
    pattern: str

    def matches(self, file: str | os.PathLike[str]) -> bool:
        """True if the pattern fits a file, or a folder around it below the root."""
        path = os.path.relpath(file, self.root).replace(os.sep, "/")
        if path.startswith("../"):
            return False
        steps = path.split("/")
        wanted = _compiled(self.pattern)
        if "/" not in self.pattern.rstrip("/"):
            return any(wanted.fullmatch(step) for step in steps)
        return any(wanted.fullmatch("/".join(steps[: n + 1])) for n in range(len(steps)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    wanted = pattern.removeprefix("./").strip("/")
    return re.compile("".join(_translated(part) for part in _PARTS.findall(wanted)), re.DOTALL)


_PARTS = re.compile(r"\*\*/|/\*\*$|\*\*|\*|\?|\[!?\]?[^\]/]*\]|.", re.DOTALL)
_WILD = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _translated(part: str) -> str:
    if part in _WILD:
        return _WILD[part]
    if part.startswith("[") and len(part) > 1:
        inside = part[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        inside = "^/" + inside[1:] if inside.startswith("!") else inside
        return f"[{inside}]"
    return re.escape(part)
