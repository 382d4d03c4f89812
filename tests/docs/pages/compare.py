"""docs/compare.md uses the examples of the repository."""

from __future__ import annotations

from tests.docs.pages.readme import prepare

__all__ = ["prepare"]
