"""Values of the builtin types."""

from __future__ import annotations

from typing import Any


def copied(value: Any) -> Any:
    """Return a copy of a value made of the builtin types."""
    if type(value) is dict:
        return {n: v if type(v) is str else copied(v) for n, v in value.items()}
    return [copied(child) for child in value] if type(value) is list else value
