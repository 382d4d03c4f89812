"""Values of a wrong type."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from linkcheck.engine.dedupe import LEAVE_OUT, SET
from linkcheck.engine.finding import Finding, Fix, replacement
from linkcheck.engine.rule import Found
from linkcheck.shapes import replacements, rules
from linkcheck.shapes.loader import Schema
from linkcheck.shapes.wording import Spot, actual, expected, types, without


def wrong_type(spot: Spot) -> Iterator[Found]:
    """Yield the finding about a value of a wrong type."""
    remedy: str | None
    if spot.value is None:
        remedy, fix = _null_remedy(spot)
        wanted = expected(spot.node)
    else:
        remedy = _type_remedy(spot)
        wanted = expected(spot.node, example=remedy is None)
        fix = _retyped(spot, wanted)
    is_fraction = isinstance(spot.value, float) and "integer" in types(spot.node)
    given = "a fraction" if is_fraction else actual(spot.value)
    message = f"{spot.subject} must be {wanted}, not {given}"
    yield rules.WRONG_TYPE, Finding(spot.path, message, help=remedy, fix=fix)


def _null_remedy(spot: Spot) -> tuple[str, Fix | None]:
    if spot.is_required:
        return SET, None
    hint = spot.node.get("x-hints", {}).get("null")
    if hint:
        return hint, None
    return "Remove the entry" if isinstance(spot.path[-1], int) else LEAVE_OUT, without(spot)


def _type_remedy(spot: Spot) -> str | None:
    """Return how to write the value as a wanted type; None if the result would be wrong too."""
    wanted, value = types(spot.node), spot.value
    if "array" in wanted and not isinstance(value, (list, dict)):
        return _array_remedy(spot.node, value)
    if isinstance(value, str) and "boolean" in wanted:
        return f"Write {'true or false' if spot.is_text else 'True or False'} without quotes"
    if isinstance(value, str) and {"integer", "number"} & set(wanted):
        number = replacements.retyped(value, spot.node, wanted)
        if number is not None and replacements.fits(number, spot.node):
            return "Write it without quotes" if spot.is_text else "Convert it with `int(...)`"
    if isinstance(value, float) and "integer" in wanted:
        return "Use a whole number"
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and "string" in wanted and replacements.fits(str(value), spot.node):
        return "Write it in quotes" if spot.is_text else "Convert it with `str(...)`"
    return None


def _array_remedy(node: Schema, value: Any) -> str | None:
    entries = node.get("items", {})
    if replacements.fits([value], node):
        return "Wrap it in brackets"
    if isinstance(value, str) and "enum" in entries:
        several = replacements.several(entries, value)
        if several:
            return f"Write `{json.dumps(several)}`"
        meant = replacements.value(entries, value)
        if meant:
            return f"Write `{json.dumps([meant.value])}`"
    return None


def _retyped(spot: Spot, wanted: str) -> Fix | None:
    """Return the fix that writes the same value as the wanted type, if there is one."""
    if not spot.document.is_request or not spot.path:
        return None
    value = replacements.retyped(spot.value, spot.node, types(spot.node))
    if value is None:
        return None
    # A number may have lost its leading zeros, which matters where it identifies a person.
    safe = "x-sensitive" not in spot.node
    description = f"Write it as {wanted}"
    return replacement(*spot.path, value=value, description=description, safe=safe)
