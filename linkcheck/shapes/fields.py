"""Missing required fields, and unknown fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linkcheck.engine.finding import Finding, Fix, Severity
from linkcheck.engine.rule import Found
from linkcheck.engine.wording import either, quoted
from linkcheck.pointer import Path, to_pointer, value_at
from linkcheck.shapes import replacements, rules
from linkcheck.shapes.disclosure import is_shown_name
from linkcheck.shapes.loader import descend, members, places, schema
from linkcheck.shapes.wording import Spot
from linkcheck.suggestions import closest, entry_for


def required(spot: Spot) -> Iterator[Found]:
    """Yield the findings about missing required fields of an object."""
    unknown = _unknown_names(spot)
    meant = {_meant_member(spot, name) for name in unknown}
    if spot.value.keys() & spot.node.get("x-excerpt", ()) and not (
        spot.value.keys() & set(spot.node["required"])
    ):
        return  # an excerpt of a document, checked for what it contains
    for name in spot.node["required"]:
        if name in spot.value or name in meant:
            continue
        field = spot.node["properties"][name]
        message = f"Missing required field {spot.name((*spot.path, name))}"
        remedy = f"Add {field['x-add']}" if "x-add" in field else "Add it"
        yield rules.MISSING_FIELD, Finding(spot.path, message, missing=name, help=remedy)


def additional(spot: Spot) -> Iterator[Found]:
    """Yield the findings about unknown fields of an object."""
    tolerated = spot.node.get("x-unknown")
    for name in _unknown_names(spot):
        is_shown = is_shown_name(spot.api, name)
        message = f"Unknown field `{name}`" if is_shown else "Unknown field (name not shown)"
        message += f" in {spot.subject}" if spot.path else ""
        message += f" ({spot.document.provider} ignores it)" if tolerated else ""
        meant = _meant_member(spot, name)
        yield (
            rules.UNKNOWN_FIELD,
            Finding(
                (*spot.path, name),
                message,
                key=True,
                severity=Severity(tolerated) if tolerated else None,
                help=_member_remedy(spot, name, meant),
                fix=_renamed(spot, name, meant),
            ),
        )


def _renamed(spot: Spot, name: str, meant: str | None) -> Fix | None:
    if meant is None or not is_shown_name(spot.api, name):  # the patch names it
        return None
    here = to_pointer(spot.path)
    move = {"op": "move", "from": here + to_pointer((name,)), "path": here + to_pointer((meant,))}
    return Fix(f"Rename it to `{meant}`", (move,), safe=False)


def _member_remedy(spot: Spot, name: str, meant: str | None) -> str:
    hint = entry_for(spot.node.get("x-hints", {}), name)
    if hint:
        return str(hint)
    if meant:
        return f"Use `{meant}`"
    elsewhere = _homes(spot, name)
    if elsewhere:
        return f"Move it to {either(_parent_words(spot, home) for home in elsewhere)}"
    free = [known for known in _members(spot) if known not in spot.value]
    if 1 <= len(free) <= 8:
        return f"Use {either(quoted(free))}, or remove it"
    return "Remove it"


def _homes(spot: Spot, name: str) -> list[Path]:
    """Return the nearest known fields with the name of an unknown one that accept its value.

    Only absent fields above or below it count: a field with the same name in another branch is a
    different field.
    """
    fitting: list[Path] = []
    for dotted_path in places(spot.document).get(name, ()):
        home: Path = tuple(dotted_path.split("."))
        parent, shared = home[:-1], min(len(home) - 1, len(spot.path))
        if parent[:shared] != spot.path[:shared] or _is_given(spot.root, home):
            continue
        node = descend(schema(spot.document), home)  # None below an array
        if node is not None and replacements.suits(spot.value[name], node):
            fitting.append(home)
    nearest = min((abs(len(home) - 1 - len(spot.path)) for home in fitting), default=0)
    return [home for home in fitting if abs(len(home) - 1 - len(spot.path)) == nearest]


def _is_given(root: Any, path: Path) -> bool:
    try:
        return value_at(root, path) is not None
    except (LookupError, TypeError):
        return False


def _parent_words(spot: Spot, home: Path) -> str:
    return f"`{spot.dotted(home[:-1])}`" if len(home) > 1 else "the top level of the request"


def _unknown_names(spot: Spot) -> list[str]:
    if spot.node.get("additionalProperties") is not False:
        return []
    return [name for name in spot.value if name not in spot.node["properties"]]


def _meant_member(spot: Spot, name: str) -> str | None:
    """Return the known field that an unknown one was probably meant to be, if it is absent."""
    direct = entry_for(spot.node.get("x-replacements", {}), name)
    if direct:
        return None if direct in spot.value else str(direct)
    if _homes(spot, name):
        return None
    meant = closest(name, _members(spot))
    if meant is None or meant in spot.value:
        return None
    if name in places(spot.document):  # a known name elsewhere: only singular/plural is a typo
        node, is_near = spot.node["properties"][meant], abs(len(meant) - len(name)) < 2
        return meant if is_near and replacements.suits(spot.value[name], node) else None
    return meant


def _members(spot: Spot) -> tuple[str, ...]:
    return members(spot.document, tuple(step for step in spot.path if isinstance(step, str)))
