"""What a value that a list does not have was probably meant to be, or where it belongs."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple

from linkcheck.shapes.loader import Schema, descend
from linkcheck.suggest import closest, entry_for
from linkcheck.violation import Path

_REGIONAL = re.compile(r"([A-Za-z]{2})[-_].*", re.DOTALL)
_PLAIN_LITERAL = re.compile(r"true|false|-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")
_TYPE_NAMES = {bool: {"boolean"}, int: {"integer", "number"}, float: {"number"}}
_SEPARATOR = re.compile(r"[,;|\s]")


class Meant(NamedTuple):
    """A value that was probably meant. ``safe`` says that nothing else can have been meant."""

    value: str
    safe: bool


def value(node: Schema, given: Any) -> Meant | None:
    """The value of a field's list that was probably meant with another value.

    Nothing is guessed by spelling where the schema has a hint about the value.
    """
    if not isinstance(given, str):
        return None
    for names, is_safe in (("x-aliases", True), ("x-replacements", False)):
        named = entry_for(node.get(names, {}), given)
        if named is not None:
            return Meant(named, safe=is_safe)
    allowed = _allowed(tuple(node["enum"]))
    same = allowed.in_small_letters.get(given.strip().lower(), ())
    if len(same) == 1:
        return Meant(same[0], safe=True)
    regional = _REGIONAL.fullmatch(given) if allowed.are_codes else None
    if regional:
        codes = allowed.in_small_letters.get(regional[1].lower(), ())
        return Meant(codes[0], safe=False) if codes else None
    is_explained = entry_for(node.get("x-hints", {}), given) is not None
    near = None if is_explained else closest(given, allowed.texts)
    return Meant(near, safe=False) if near else None


class _Allowed(NamedTuple):
    """The texts of a list of values, also by their form in small letters."""

    texts: tuple[str, ...]
    in_small_letters: dict[str, tuple[str, ...]]
    are_codes: bool


@lru_cache(maxsize=256)
def _allowed(values: tuple[Any, ...]) -> _Allowed:
    texts = tuple(value for value in values if isinstance(value, str))
    found: dict[str, tuple[str, ...]] = {}
    for one in texts:
        found[one.lower()] = (*found.get(one.lower(), ()), one)
    return _Allowed(texts, found, all(len(text) == 2 for text in texts))


def retyped(given: Any, node: Schema, wanted: Collection[str]) -> Any:
    """The same value as one of the JSON types wanted at a node; None if it has no other form.

    Numbers and booleans lose their quotes, whole numbers get some, and a single value becomes an
    array if it is one of those that the array lists: any other may be something secret. Where
    there is a list of values, the number is one of them, which then may have a fraction.
    """
    if isinstance(given, str) and _PLAIN_LITERAL.fullmatch(given.strip().lower()):
        value = json.loads(given.strip().lower())
        if not _TYPE_NAMES[type(value)].isdisjoint(wanted):
            return value
    if isinstance(given, (int, float)) and not isinstance(given, bool) and "string" in wanted:
        text = f"{given:.15g}" if isinstance(given, float) else str(given)
        if text in node["enum"] if "enum" in node else isinstance(given, int):
            return text
    is_listed = isinstance(given, str) and given in node.get("items", {}).get("enum", ())
    return [given] if is_listed else None


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
