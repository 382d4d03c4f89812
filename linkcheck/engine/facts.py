"""Facts about a document that only the caller knows."""

from __future__ import annotations

from dataclasses import Field, fields
from functools import cached_property
from typing import Any, ClassVar


class Facts:
    """Base of an API's facts: a dataclass whose fields are None if unknown.

    Rules that need an unknown fact are skipped.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @cached_property
    def facts(self) -> frozenset[str]:
        """Return ``@name`` for each known fact."""
        return frozenset(
            f"@{fact.name}" for fact in fields(self) if getattr(self, fact.name) is not None
        )
