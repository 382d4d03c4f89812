"""What is known of a value, and what of it is lost when a change is not followed."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from linkcheck.sources.code.values import (
    UNKNOWN,
    ArrayValue,
    ClassValue,
    Hidden,
    JsonText,
    ObjectValue,
    Reference,
    anything,
)

NOT_COMPUTED = anything()._replace(is_fixed=True)
"""A value that follows from what is known, but was not computed."""

_MAX_DEPTH = 6


class Undecided(Exception):
    """A condition is fixed, but it was not computed which of its blocks runs."""


def is_free(value: Any, pure: Container[str] = (), depth: int = 0) -> bool:
    """Return whether a value, or a part of it, does not follow from what is known.

    ``pure`` are modules and functions whose results follow from their arguments.
    """
    if isinstance(value, Hidden):
        return not value.is_fixed
    if isinstance(value, Reference):
        return value.path.partition(".")[0] not in pure
    if depth > _MAX_DEPTH:
        return True
    if isinstance(value, JsonText):
        return is_free(value.value, pure, depth)
    if isinstance(value, ArrayValue):
        return value.is_open or any(is_free(item, pure, depth + 1) for item in value.items)
    if isinstance(value, ObjectValue):
        return value.is_open or any(
            not field.is_certain or is_free(field.value, pure, depth + 1)
            for field in value.fields.values()
        )
    return False


def spoil(values: Iterable[Any]) -> None:
    """Forget all that is in values, as it may have been changed in any way."""
    waiting, seen = list(values), set()
    for value in waiting:  # also what is added meanwhile
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, ObjectValue):
            waiting += [field.value for field in value.fields.values()]
            value.forget(None, is_removed=True)
            value.is_open = True
        elif isinstance(value, ArrayValue):
            waiting += value.items
            value.items, value.is_open = [], True
        elif isinstance(value, ClassValue) and value.state is not None:
            waiting += value.state.values()
            value.state.update(dict.fromkeys(value.state, UNKNOWN))
