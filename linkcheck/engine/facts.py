"""What the caller knows about a document that the document cannot show itself."""

from __future__ import annotations

from dataclasses import Field, fields
from functools import cached_property
from typing import Any, ClassVar


class Facts:
    """Base of an API's list of facts: a dataclass whose fields are None where not known.

    Rules that need an unknown fact are skipped.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @cached_property
    def facts(self) -> frozenset[str]:
        """``@name`` for each fact that is known."""
        return frozenset(
            f"@{fact.name}" for fact in fields(self) if getattr(self, fact.name) is not None
        )
