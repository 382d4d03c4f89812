"""Wrong options in Python raise where they are given, with the messages of the configuration."""

from __future__ import annotations

import inspect
import re
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import httpx
import plaid
import pytest
import requests

import linkcheck
import linkcheck.aiohttp
import linkcheck.httpx
import linkcheck.plaid
import linkcheck.requests
from linkcheck import Checker, Context, Customization, LinkcheckWarning
from linkcheck.context import FACTS, FactOptions
from linkcheck.integrations.preflight import Preflight, PreflightOptions
from linkcheck.options.arguments import CheckerOptions, EngineName, SeverityName
from linkcheck.options.facts import FACT_KINDS
from linkcheck.rules.data.products import PRODUCTS
from linkcheck.shapes import ENGINES
from linkcheck.suggestions import near_miss
from linkcheck.violation import Severity
from tests.offenders import each

BODY = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {"client_user_id": "u-1001"},
    "products": ["auth"],
}
MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"enviroment": "sandbox"}, "unknown option `enviroment`; did you mean `environment`?"),
    ({"request": {}}, "unknown option `request`; expected one of "),
    ({"environment": "prod"}, 'unknown environment `prod`; expected "sandbox" or "production"'),
    ({"environment": "Production"}, "did you mean `production`?"),
    ({"environment": 1}, '`environment` must be "sandbox" or "production", not `int`'),
    ({"platform": "ois"}, "unknown platform `ois`; did you mean `ios`?"),
    ({"redirect_uris": "https://x"}, "`redirect_uris` must be a list of URIs, not `str`"),
    ({"redirect_uris": b"https://x"}, "`redirect_uris` must be a list of URIs, not `bytes`"),
    ({"redirect_uris": {"https://x": 1}}, "must be a list of URIs, not `dict`"),
    ({"redirect_uris": [""]}, "empty string in `redirect_uris`"),
    (
        {"android_package_names": [1]},
        "`android_package_names[0]` must be a package name, not `int`",
    ),
    ({"enabled_products": "auth"}, "`enabled_products` must be a list of products, not `str`"),
    ({"enabled_products": ["auth", "auht"]}, "unknown product `auht`; did you mean `auth`?"),
    ({"enabled_products": ["Identity-Verification"]}, "did you mean `identity_verification`?"),
    ({"approved_countries": ["us"]}, "unknown country `us`; did you mean `US`?"),
    ({"approved_countries": ["ZZ"]}, "unknown country `ZZ`; expected "),
    ({"today": "2026-01-31"}, "`today` must be a `datetime.date`, not `str`"),
    (
        {"today": datetime(2026, 1, 31, tzinfo=UTC)},
        "`today` must be a `datetime.date`, not `datetime`",
    ),
    ({"database_auth": "no"}, "`database_auth` must be true or false, not `str`"),
    ({"customizations": ["default"]}, "`customizations` must be a mapping of names to"),
    ({"customizations": {"default": {}}}, "`default` must be a `Customization`, not `dict`"),
    ({"customizations": {"x": Customization("en", "US")}}, "`country_codes` must be a list of"),
    ({"customizations": {"x": Customization("en", ["us"])}}, "did you mean `US`?"),
    ({"select": "LC1"}, "`select` must be a list of rule codes, prefixes or names, not `str`"),
    ({"ignore": [1]}, "`ignore[0]` must be a `str`, not `int`"),
    ({"extend_select": "LC1"}, "`extend_select` must be a list of rule codes"),
    ({"select": ["product-in-to-arrays"]}, "Did you mean `product-in-two-arrays`?"),
    ({"severity": "error"}, "`severity` must be a mapping, not `str`"),
    ({"severity": {"LC1": "fatal"}}, "unknown severity 'fatal': use one of error, warning"),
    ({"pedantic": "yes"}, "`pedantic` must be true or false, not `str`"),
    ({"rules": ["LC301"]}, "`rules[0]` must be a `Rule`, not `str`"),
    ({"engine": "steam"}, "unknown engine 'steam': use one of compiled, reference"),
]
OF_GUARDS: list[tuple[dict[str, Any], str]] = [
    ({"on_violaton": "log"}, "unknown option `on_violaton`; did you mean `on_violation`?"),
    ({"on_violation": "rase"}, "unknown on_violation `rase`; did you mean `raise`?"),
    (
        {"on_violation": "warn"},
        "unknown on_violation `warn`; expected one of raise, log, a function",
    ),
    ({"on_violation": None}, '`on_violation` must be "raise", "log" or a function that takes'),
    ({"unknown": "eror"}, "unknown mode `eror`; did you mean `error`?"),
    ({"fail_on": "errors"}, "unknown severity `errors`; did you mean `error`?"),
    ({"responses": 1}, "`responses` must be true or false, not `int`"),
]
TAKERS: dict[str, Callable[..., object]] = {
    "Checker": Checker,
    "check": lambda **options: linkcheck.check(BODY, **options),
    "ensure": lambda **options: linkcheck.ensure(BODY, **options),
    "for_project": lambda **options: Checker.for_project("/", **options),
}
GUARDS: dict[str, Callable[..., object]] = {
    "Preflight": Preflight,
    "plaid": lambda **options: linkcheck.plaid.guard(plaid.ApiClient(), **options),
    "httpx": lambda **options: linkcheck.httpx.guard(httpx.Client(), **options),
    "requests": lambda **options: linkcheck.requests.guard(requests.Session(), **options),
    "aiohttp": linkcheck.aiohttp.middleware,
}


@each("name", {**TAKERS, **GUARDS})
@each("mistake", MISTAKES)
def test_wrong_options_raise(name: str, mistake: tuple[dict[str, Any], str]) -> None:
    options, message = mistake
    with pytest.raises(ValueError, match=re.escape(message)):
        {**TAKERS, **GUARDS}[name](**options)


@each("name", GUARDS)
@each("mistake", OF_GUARDS)
def test_wrong_options_of_guards_raise(name: str, mistake: tuple[dict[str, Any], str]) -> None:
    options, message = mistake
    with pytest.raises(ValueError, match=re.escape(message)):
        GUARDS[name](**options)


def test_an_unknown_option_is_also_a_type_error_as_python_raises_it() -> None:
    with pytest.raises(TypeError, match="enviroment"):
        linkcheck.check(BODY, enviroment="sandbox")  # type: ignore[call-arg]


@pytest.mark.parametrize("take", TAKERS.values(), ids=TAKERS)
def test_a_new_product_is_taken_with_a_warning(take: Callable[..., object]) -> None:
    with pytest.warns(LinkcheckWarning, match=r"^unknown product `quantum_ledger`; ") as caught:
        take(enabled_products=["auth", "quantum_ledger"])
    assert [warning.filename for warning in caught] == [__file__]


def test_values_are_read_as_the_facts_of_the_context() -> None:
    class Code(str):
        """Hashes otherwise than the string, like the members of a StrEnum."""

        __slots__ = ()

        def __hash__(self) -> int:
            return 1

    checker = Checker(
        environment="production",
        platform=None,
        today=date(2026, 1, 31),
        enabled_products=(Code(product) for product in ["auth"]),
        redirect_uris=(),
        customizations={"default": Customization("en", {"US": 1}.keys())},  # type: ignore[arg-type]
        database_auth=False,
    )
    assert checker.context == Context(
        environment="production",
        today=date(2026, 1, 31),
        enabled_products=frozenset({"auth"}),
        redirect_uris=frozenset(),
        customizations={"default": Customization("en", frozenset({"US"}))},
        database_auth=False,
    )


def test_the_types_name_the_options() -> None:
    assert set(FactOptions.__annotations__) == set(FACT_KINDS) == set(FACTS) - {"request"}
    for taker, options, more in (
        (Checker, CheckerOptions, set(FACT_KINDS)),
        (Preflight, PreflightOptions, set(CheckerOptions.__optional_keys__)),
    ):
        assert options.__optional_keys__ == _keywords(taker) | more
    assert get_args(EngineName) == ENGINES
    assert get_args(SeverityName) == tuple(Severity)


def _keywords(of: Callable[..., object]) -> set[str]:
    parameters = inspect.signature(of).parameters.values()
    return {p.name for p in parameters if p.kind is not inspect.Parameter.VAR_KEYWORD}


# -- the configuration ---------------------------------------------------------------------


def test_a_new_product_in_a_configuration(tmp_path: Path) -> None:
    """It is noted with its place once, and the rules treat it as enabled."""
    from linkcheck.config import Resolver

    (tmp_path / "base.toml").write_text('enabled-products = [\n  "quantum_ledger",\n]\n')
    file = tmp_path / "linkcheck.toml"
    file.write_text('extend = "base.toml"\n')
    text = f"{tmp_path / 'base.toml'}:2:3: unknown product `quantum_ledger`; check its spelling"
    resolver = Resolver()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        checker = resolver.checker(tmp_path)
    assert [note.startswith(text) for note in resolver.notes] == [True]
    assert checker.context == Context(enabled_products=frozenset({"quantum_ledger"}))
    options: list[dict[str, Any]] = [{"platform": "ios"}, {"enabled_products": None}]
    with pytest.warns(LinkcheckWarning) as caught:
        again, other = (Checker.for_project(tmp_path, **given) for given in options)
    notes = [(str(w.message).startswith(text), w.filename) for w in caught]
    assert notes == [(True, __file__)] * 2
    assert again.context == Context(platform="ios", enabled_products=frozenset({"quantum_ledger"}))
    assert other.context == Context()


# -- near misses ---------------------------------------------------------------------------

NEAR = {
    "auht": "auth",
    "aut": "auth",
    "AUTH": "auth",
    "signl": "signal",
    "paymentInitiation": "payment_initiation",
    "payment_initation": "payment_initiation",
    "identty_verificaton": "identity_verification",
}
FAR = ("", "x", "out", "authorize", "quantum_ledger", "transaction_enrichment", "a" * 1000)


def test_near_misses() -> None:
    assert {word: near_miss(word, PRODUCTS) for word in NEAR} == NEAR
    assert {word: near_miss(word, PRODUCTS) for word in FAR} == dict.fromkeys(FAR)


def test_no_known_product_is_a_near_miss_of_another() -> None:
    """A product that Plaid adds is as unlike the known ones as these are unlike each other."""
    hits = {one: near_miss(one, [p for p in PRODUCTS if p != one]) for one in PRODUCTS}
    assert {one: hit for one, hit in hits.items() if hit is not None} == {}
