"""Fields that an object lacks, and fields that it should not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linkcheck.engine.finding import Finding, Fix, Severity
from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.rule import Found
from linkcheck.pointer import Path, to_pointer, value_at
from linkcheck.shapes import replacements, rules
from linkcheck.shapes.disclosure import is_shown_name, shown_name
from linkcheck.shapes.loader import descend, members, places, schema
from linkcheck.shapes.wording import Spot, some
from linkcheck.suggestions import closest, either, entry_for


def required(spot: Spot) -> Iterator[Found]:
    """Yield the findings about fields that an object lacks."""
    unknown = _unknown_names(spot)
    meant = {_meant_member(spot, name) for name in unknown}
    if spot.value.keys() & spot.node.get("x-excerpt", ()) and not (
        spot.value.keys() & set(spot.node["required"])
    ):
        return  # cut out of a whole document, and judged for what it holds
    for name in spot.node["required"]:
        if name in spot.value or name in meant:
            continue
        field = spot.node["properties"][name]
        where = f"{spot.subject} lacks" if spot.path else f"The {_what(spot.document)} lacks"
        message = f"{where} `{name}`, which must be there."
        if spot.document.is_request:
            message += f" Add it: {_lower(field['description'])}"
        yield rules.MISSING_FIELD, Finding(spot.path, message, missing=name)


def additional(spot: Spot) -> Iterator[Found]:
    """Yield the findings about unknown fields of an object."""
    tolerated = spot.node.get("x-unknown")
    where = f"`{spot.dotted(spot.path)}`" if spot.path else f"the {_what(spot.document)}"
    for name in _unknown_names(spot):
        message = f"{shown_name(spot.api, name)} is no field of {where}."
        message += f" {spot.document.provider} ignores it." if tolerated else ""
        meant = _meant_member(spot, name)
        message += _member_remedy(spot, name, meant)
        yield (
            rules.UNKNOWN_FIELD,
            Finding(
                (*spot.path, name),
                message,
                key=True,
                severity=Severity(tolerated) if tolerated else None,
                fix=_renamed(spot, name, meant),
            ),
        )


def _renamed(spot: Spot, name: str, meant: str | None) -> Fix | None:
    if meant is None or not is_shown_name(spot.api, name):  # the patch names it
        return None
    here = to_pointer(spot.path)
    move = {"op": "move", "from": here + to_pointer((name,)), "path": here + to_pointer((meant,))}
    return Fix(f"Rename it `{meant}`", (move,), safe=False)


def _member_remedy(spot: Spot, name: str, meant: str | None) -> str:
    hint = entry_for(spot.node.get("x-hints", {}), name)
    if hint:
        return f" {hint}"
    if meant:
        return f" Did you mean `{meant}`?"
    elsewhere = _homes(spot, name)
    if elsewhere:
        return f" It belongs in {either(_parent_words(spot, home) for home in elsewhere)}."
    known = _members(spot)
    if len(known) <= 8:
        return f" It has {some(known)}."
    return " Leave it out."


def _homes(spot: Spot, name: str) -> list[Path]:
    """The nearest fields of the name of an unknown member that take a value such as its own.

    Only what lies above or below it counts, and is not there yet: a field of the same name in
    another branch is another field.
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
    """The known member that an unknown one was probably meant for, if it is not there itself."""
    direct = entry_for(spot.node.get("x-replacements", {}), name)
    if direct:
        return None if direct in spot.value else str(direct)
    if _homes(spot, name):
        return None
    meant = closest(name, _members(spot))
    if meant is None or meant in spot.value:
        return None
    if name in places(spot.document):  # a name in its own right: only another number is a slip
        node, is_near = spot.node["properties"][meant], abs(len(meant) - len(name)) < 2
        return meant if is_near and replacements.suits(spot.value[name], node) else None
    return meant


def _members(spot: Spot) -> tuple[str, ...]:
    return members(spot.document, tuple(step for step in spot.path if isinstance(step, str)))


def _what(document: DocumentKind) -> str:
    return "request" if document.is_request else "document"


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
