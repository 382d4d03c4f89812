"""Suggest the intended value for an unknown one, or the field that it belongs in."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple

from linkcheck.pointer import Path
from linkcheck.shapes.formats import FORMATS
from linkcheck.shapes.loader import Schema, descend
from linkcheck.suggestions import closest, entry_for, folds_to_one

_REGIONAL = re.compile(r"([A-Za-z]{2})[-_].*", re.DOTALL)
_PLAIN_LITERAL = re.compile(r"true|false|-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")
_TYPE_NAMES = {bool: {"boolean"}, int: {"integer", "number"}, float: {"number"}}
_SEPARATORS = r",;|/+&"
_SEVERAL = re.compile(rf"[{_SEPARATORS}\s]|\[")
_LONGEST = 1000  # enough for all products
_AROUND = " \t\r\n[](){}\"'`"  # allowed around a value, besides separators


class Meant(NamedTuple):
    """The probably intended value. ``safe`` says that no other can have been intended."""

    value: str
    safe: bool


def value(node: Schema, given: Any) -> Meant | None:
    """Return the allowed value of a field that was probably intended.

    Spelling is not considered if the schema has a hint about the value.
    """
    if not isinstance(given, str):
        return None
    meant = explained(node, given)
    if meant is not None:
        return meant
    allowed = _allowed(tuple(node["enum"]))
    is_regional = allowed.are_codes and _REGIONAL.fullmatch(given)
    if is_regional or entry_for(node.get("x-hints", {}), given) is not None:
        return None
    near = closest(given, allowed.texts)
    return Meant(near, safe=False) if near else None


def explained(node: Schema, given: str) -> Meant | None:
    """Return the allowed value that a string is by its aliases, its case or its region."""
    for names, is_safe in (("x-aliases", True), ("x-replacements", False)):
        named = entry_for(node.get(names, {}), given)
        if named is not None:
            return Meant(named, safe=is_safe)
    allowed = _allowed(tuple(node["enum"]))
    same = allowed.in_small_letters.get(given.strip().lower(), ())
    if len(same) == 1:
        return Meant(same[0], safe=True)
    regional = _REGIONAL.fullmatch(given) if allowed.are_codes else None
    codes = allowed.in_small_letters.get(regional[1].lower(), ()) if regional else ()
    return Meant(codes[0], safe=False) if codes else None


class _Allowed(NamedTuple):
    """The strings in a list of values, also by their lower-case form."""

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
    """Convert a value to one of the JSON types allowed at a node; None if that is not possible.

    Numbers and booleans lose their quotes, whole numbers get quotes, and a single value becomes an
    array if the array lists it: any other may be secret. If there is a list of values, the number
    must be one of them, and may then have a fraction.
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


def several(node: Schema, given: str) -> list[str]:
    """Return the allowed values of a field in a string of several; empty for any other string.

    The values, in any case, have separators between them, or the string is a JSON array. A space
    separates values only if no allowed value contains one.
    """
    if not _SEVERAL.search(given):
        return []
    allowed = tuple(value for value in node["enum"] if isinstance(value, str))
    if len(given) > _LONGEST or _listed(node, given) or folds_to_one(given, allowed):
        return []  # one value that contains spaces
    has_separator = any(sign in given for sign in _SEPARATORS)
    blank = "" if any(" " in value for value in allowed) else r"\s"
    parts = [part.strip(_AROUND) for part in re.split(f"[{_SEPARATORS}{blank}]", given)]
    parts = [part for part in parts if part]
    if len(parts) < 2 and not given.lstrip().startswith("["):
        return []
    found: list[str] = []
    is_sure = False
    for part in parts:
        one = _listed(node, part)
        is_sure = is_sure or one is not None
        if one is None and has_separator:
            meant = value(node, part)
            one = meant.value if meant else None
        if one is None:
            return []
        found.append(one)
    return list(dict.fromkeys(found)) if is_sure else []


def _listed(node: Schema, given: str) -> str | None:
    """Return the allowed value of a field that a string is, in any case, or by another name."""
    lower = given.lower()
    same = _allowed(tuple(node["enum"])).in_small_letters.get(lower)
    if same:
        return given if given in same else same[0]
    for name, meant in node.get("x-aliases", {}).items():
        if name.lower() == lower:
            return str(meant)
    is_known = any(given in node.get(m, ()) for m in ("x-undocumented-values", "x-newer-values"))
    return given if is_known else None


def fits(given: Any, node: Schema) -> bool:
    """True if a scalar, or an array of scalars, matches the schema of a field."""
    wanted = node.get("type", ())
    kinds = _types(given)
    if kinds.isdisjoint((wanted,) if isinstance(wanted, str) else wanted):
        return False
    if "enum" in node:
        return given in node["enum"]
    if isinstance(given, list):
        most = node.get("maxItems", len(given))
        return node.get("minItems", 0) <= len(given) <= most and all(
            fits(entry, node.get("items", {})) for entry in given
        )
    if isinstance(given, str):
        form = FORMATS.get(node.get("format", ""))
        return (
            node.get("minLength", 0) <= len(given) <= node.get("maxLength", len(given))
            and re.search(node.get("pattern", ""), given) is not None
            and (form is None or form(given))
        )
    if isinstance(given, bool) or given is None:
        return True
    return bool(node.get("minimum", given) <= given <= node.get("maximum", given))


def suits(given: Any, node: Schema) -> bool:
    """True if a field accepts values of this kind: by its type, allowed values and fields."""
    wanted = node.get("type", ())
    kinds = {"object"} if isinstance(given, dict) else _types(given)
    if kinds.isdisjoint((wanted,) if isinstance(wanted, str) else wanted):
        return False
    if isinstance(given, dict):
        known = node.get("properties", {})
        return all(name in known and suits(child, known[name]) for name, child in given.items())
    if isinstance(given, list):
        return all(suits(entry, node.get("items", {})) for entry in given)
    return "enum" not in node or given in node["enum"]


def _types(given: Any) -> set[str]:
    if given is None:
        return {"null"}
    return {str: {"string"}, list: {"array"}, **_TYPE_NAMES}.get(type(given), set())


def homes(root: Schema, path: Path, given: str) -> list[Path]:
    """Return the siblings of a field that allow a value which the field itself does not.

    For ``products`` that is another product array, for an account filter another filter. Values
    outside arrays, such as versions, belong only to their field.
    """
    found: list[Path] = []
    if not isinstance(path[-1], int):
        return found
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
