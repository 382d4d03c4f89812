"""The facts about a call that are not in the document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal, NamedTuple, TypedDict, get_args

from linkcheck.engine.facts import Facts

Environment = Literal["sandbox", "production"]
Platform = Literal["web", "ios", "android"]
ENVIRONMENTS: tuple[Environment, ...] = get_args(Environment)
PLATFORMS: tuple[Platform, ...] = get_args(Platform)


class Customization(NamedTuple):
    """The settings of a Link customization in the Plaid Dashboard; None if unknown."""

    language: str | None = None
    country_codes: frozenset[str] | None = None


class Fact(NamedTuple):
    """How the configuration, the command line and the rule documentation write a fact.

    ``form`` is ``choice`` (of ``choices``), ``flag``, ``day``, ``list`` (of ``noun``: a product, a
    country, or any string), ``customizations``, or ``document``, which a configuration cannot hold.
    """

    form: str
    doc: str
    example: str = ""
    choices: tuple[str, ...] = ()
    noun: str = ""
    nouns: str = ""


def _fact(form: str, doc: str, **more: Any) -> Any:
    is_hashable = form not in ("customizations", "document")
    return field(
        default=None,
        hash=None if is_hashable else False,
        repr=form != "document",
        metadata={"fact": Fact(form, doc, **more)},
    )


@dataclass(frozen=True)
class Context(Facts):
    """Facts from outside the document. Rules that need an unknown fact (None) are skipped.

    ``header_credentials`` says whether the call carries ``PLAID-CLIENT-ID`` and ``PLAID-SECRET``
    headers. ``request`` is the create request that a response answers.
    """

    environment: str | None = _fact(
        "choice",
        "The Plaid environment that the requests go to.",
        example='environment = "production"',
        choices=ENVIRONMENTS,
        noun="environment",
    )
    platform: str | None = _fact(
        "choice",
        "The platform that Link runs on.",
        example='platform = "web"',
        choices=PLATFORMS,
        noun="platform",
    )
    today: date | None = _fact(  # noqa: RUF009
        "day",
        "The date to use as today. If not set, rules about the current date are skipped.",
        example='today = "now"',
    )
    header_credentials: bool | None = _fact(
        "flag",
        "Whether requests carry the `PLAID-CLIENT-ID` and `PLAID-SECRET` headers.",
        example="header-credentials = true",
    )
    enabled_products: frozenset[str] | None = _fact(
        "list",
        "The products that are enabled for your Plaid account.",
        example='enabled-products = ["auth", "identity", "transactions"]',
        noun="product",
        nouns="products",
    )
    approved_countries: frozenset[str] | None = _fact(
        "list",
        "The countries that your Plaid account is approved for in Production.",
        example='approved-countries = ["US", "CA"]',
        noun="country",
        nouns="country codes",
    )
    redirect_uris: frozenset[str] | None = _fact(
        "list",
        "The allowed redirect URIs in the Dashboard. They may start with `https://*.`.",
        example='redirect-uris = ["https://example.com/oauth.html"]',
        noun="a URI",
        nouns="URIs",
    )
    android_package_names: frozenset[str] | None = _fact(
        "list",
        "The allowed Android package names in the Dashboard.",
        example='android-package-names = ["com.example.wallet"]',
        noun="a package name",
        nouns="package names",
    )
    database_auth: bool | None = _fact(
        "flag",
        "Whether Database Auth is enabled in the Dashboard.",
        example="database-auth = false",
    )
    customizations: Mapping[str, Customization] | None = _fact(
        "customizations",
        "The Link customizations in the Dashboard, by name. Any other name in a request is "
        "reported.",
        example='[customizations.default]\nlanguage = "en"\ncountry-codes = ["US"]',
    )
    request: Mapping[str, Any] | None = _fact(
        "document", "The create request that a response answers."
    )


class FactOptions(TypedDict, total=False):
    """The types of the facts that ``Checker`` takes: ``Context`` without ``request``."""

    environment: Environment | None
    platform: Platform | None
    today: date | None
    header_credentials: bool | None
    enabled_products: Iterable[str] | None
    approved_countries: Iterable[str] | None
    redirect_uris: Iterable[str] | None
    android_package_names: Iterable[str] | None
    database_auth: bool | None
    customizations: Mapping[str, Customization] | None


FACTS: dict[str, Fact] = {each.name: each.metadata["fact"] for each in fields(Context)}
"""The description of each fact, by the name of its field."""


def read(name: str, text: str) -> Any:
    """Return the value of a fact from its string in the documentation of a rule."""
    return _READERS[FACTS[name].form if name in FACTS else "choice"](text)


def to_facts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts as ``Context`` has them: lists as sets, which compare and hash."""
    return {name: _TAKEN.get(FACTS[name].form, _same)(v) for name, v in values.items()}


def _same(value: Any) -> Any:
    return value


def _customizations(text: str) -> dict[str, Customization]:
    return {
        name: Customization(
            language=facts.get("language"),
            country_codes=frozenset(facts["country_codes"]) if "country_codes" in facts else None,
        )
        for name, facts in json.loads(text).items()
    }


_TAKEN: dict[str, Callable[[Any], Any]] = {"list": frozenset, "customizations": dict}
_READERS: dict[str, Callable[[str], Any]] = {
    "choice": str,
    "flag": lambda text: text == "true",
    "day": date.fromisoformat,
    "list": str.split,
    "customizations": _customizations,
    "document": json.loads,
}
