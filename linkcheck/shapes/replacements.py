"""What a value that a list does not have was probably meant to be, or where it belongs."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from linkcheck.shapes.loader import Schema, descend
from linkcheck.suggest import closest
from linkcheck.violation import Path

_REGIONAL = re.compile(r"([A-Za-z]{2})[-_].*", re.DOTALL)
_SEPARATOR = re.compile(r"[,;|\s]")


class Meant(NamedTuple):
    """A value that was probably meant.

    ``sure`` says that nothing else can have been meant, ``safe`` that it means the same.
    """

    value: str
    sure: bool
    safe: bool


def value(node: Schema, given: Any) -> Meant | None:
    """The value of a field's list that was probably meant with another value.

    Nothing is guessed by spelling where the schema has a hint about the value.
    """
    if not isinstance(given, str):
        return None
    if given in node.get("x-aliases", {}):
        return Meant(node["x-aliases"][given], sure=True, safe=True)
    if given in node.get("x-replacements", {}):
        return Meant(node["x-replacements"][given], sure=True, safe=False)
    allowed = [v for v in node["enum"] if isinstance(v, str)]
    same = [v for v in allowed if v.lower() == given.lower()]
    if len(same) == 1:
        return Meant(same[0], sure=True, safe=True)
    regional = _REGIONAL.fullmatch(given)
    if regional and all(len(v) == 2 for v in allowed):
        codes = [v for v in allowed if v.lower() == regional[1].lower()]
        return Meant(codes[0], sure=True, safe=False) if codes else None
    near = None if given in node.get("x-hints", {}) else closest(given, allowed)
    return Meant(near, sure=False, safe=False) if near else None


def several(given: str, allowed: list[str]) -> bool:
    """True if a text is two or more allowed values, separated by commas or blanks."""
    parts = [part for part in _SEPARATOR.split(given) if part]
    return len(parts) > 1 and all(part in allowed for part in parts)


def homes(root: Schema, path: Path, given: str) -> list[Path]:
    """The fields beside one on its path whose list has a value that its own list has not.

    For ``products`` that is another product array, for an account filter another filter.
    """
    found: list[Path] = []
    node = root
    for position, step in enumerate(path):
        if isinstance(step, int):
            node = node["items"]
            continue
        for name, sibling in node["properties"].items():
            target = descend(sibling, path[position + 1 :]) if name != step else None
            if target is not None and given in target.get("enum", ()):
                rest = path[position + 1 :]
                named = tuple(s for s in rest if isinstance(s, str))
                found.append((*path[:position], name, *named))
        node = node["properties"][step]
    return found
