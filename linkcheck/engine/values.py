"""Values of the builtin types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def are_strings(values: Iterable[Any]) -> bool:
    """True if all values are plain strings, not of a subclass."""
    # No set of types: the class of a class may raise when it is hashed or compared.
    for value in values:  # noqa: SIM110  (this is faster)
        if type(value) is not str:
            return False
    return True


def copied(value: Any) -> Any:
    """Return a copy of a value made of the builtin types."""
    if type(value) is dict:
        return {name: copied(child) for name, child in value.items()}
    return [copied(child) for child in value] if type(value) is list else value
