"""What the caller tells about a document that the document cannot show itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Any

ENVIRONMENTS = ("sandbox", "production")
PLATFORMS = ("web", "ios", "android")


@dataclass(frozen=True, slots=True)
class Customization:
    """The settings of a Link customization in the Plaid Dashboard; None where not told."""

    language: str | None = None
    country_codes: frozenset[str] | None = None


@dataclass(frozen=True)
class Context:
    """Facts from outside the document. Whatever is None is unknown, and rules that need it rest.

    ``header_credentials`` says whether the call carries ``PLAID-CLIENT-ID`` and ``PLAID-SECRET``
    headers. ``request`` is the create request that a response answers.
    """

    environment: str | None = None
    platform: str | None = None
    today: date | None = None
    header_credentials: bool | None = None
    enabled_products: frozenset[str] | None = None
    approved_countries: frozenset[str] | None = None
    redirect_uris: frozenset[str] | None = None
    android_package_names: frozenset[str] | None = None
    database_auth: bool | None = None
    customizations: Mapping[str, Customization] | None = field(default=None, hash=False)
    request: Mapping[str, Any] | None = field(default=None, hash=False, repr=False)

    @cached_property
    def facts(self) -> frozenset[str]:
        """``@name`` for each fact that was told."""
        return frozenset(
            f"@{fact.name}" for fact in fields(self) if getattr(self, fact.name) is not None
        )
