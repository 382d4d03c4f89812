"""Values of a wrong type."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from linkcheck.engine.dedupe import LEAVE_OUT
from linkcheck.engine.finding import Finding, Fix, replacement
from linkcheck.engine.rule import Found
from linkcheck.shapes import replacements, rules
from linkcheck.shapes.loader import Schema
from linkcheck.shapes.wording import Spot, actual, expected, together, types, without


def wrong_type(spot: Spot) -> Iterator[Found]:
    """Yield the finding about a value of a wrong type."""
    subject, value = spot.subject, spot.value
    fix = None
    if value is None and spot.is_required:
        text = f"{subject} is null, but must be given. Set it to {expected(spot.node)}."
    elif value is None and "null" in spot.node.get("x-hints", {}):
        text = f"{subject} is null, but must be {expected(spot.node)}."
        text += f" {spot.node['x-hints']['null']}"
    elif value is None:
        what = "entry" if isinstance(spot.path[-1], int) else "member"
        text = f"{subject} is null, but must be {expected(spot.node)}."
        text += LEAVE_OUT[1] if what == "member" else " Leave the entry out."
        fix = without(spot)
    else:
        remedy = _type_remedy(spot)
        wanted = expected(spot.node, example=not remedy)
        text = f"{subject} is {actual(value)}, but must be {wanted}.{remedy}"
        fix = _retyped(spot, wanted)
    yield rules.WRONG_TYPE, Finding(spot.path, text, fix=fix)


def _type_remedy(spot: Spot) -> str:
    """How to write the value in a wanted type; nothing if the result would be wrong as well."""
    wanted, value = types(spot.node), spot.value
    if "array" in wanted and not isinstance(value, (list, dict)):
        return _array_remedy(spot.node, value)
    if isinstance(value, str) and "boolean" in wanted:
        return f" Write {'true or false' if spot.is_text else 'True or False'} without quotes."
    if isinstance(value, str) and {"integer", "number"} & set(wanted):
        number = replacements.retyped(value, spot.node, wanted)
        if number is not None and replacements.fits(number, spot.node):
            return " Write it without quotes." if spot.is_text else " Convert it with `int(...)`."
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and "string" in wanted and replacements.fits(str(value), spot.node):
        return " Write it in quotes." if spot.is_text else " Convert it with `str(...)`."
    return ""


def _array_remedy(node: Schema, value: Any) -> str:
    entries = node.get("items", {})
    if replacements.fits([value], node):
        return " Put it in brackets."
    if isinstance(value, str) and "enum" in entries:
        several = replacements.several(entries, value)
        if several:
            return f" It is {together(several)}. Write `{json.dumps(several)}`."
        meant = replacements.value(entries, value)
        if meant:
            return f" Write `{json.dumps([meant.value])}`."
    return ""


def _retyped(spot: Spot, wanted: str) -> Fix | None:
    """The fix that writes the same value in the wanted type, if there is one."""
    if not spot.document.is_request or not spot.path:
        return None
    value = replacements.retyped(spot.value, spot.node, types(spot.node))
    if value is None:
        return None
    # A number may have lost its leading zeros, which matters where it identifies a person.
    safe = "x-sensitive" not in spot.node
    description = f"Write it as {wanted}"
    return replacement(*spot.path, value=value, description=description, safe=safe)
