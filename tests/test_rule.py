"""When a rule applies, why it does not, and what making one refuses."""

from __future__ import annotations

import re
from typing import Any

import pytest

from linkcheck.documents import Document
from linkcheck.engine import catalog
from linkcheck.engine.rule import (
    RULES,
    at,
    define,
    missing,
    plaid_error,
    removal,
    require_known_features,
    withdraw,
)
from linkcheck.violation import Evidence, PlaidError, answer


@pytest.mark.parametrize(
    ("on", "needs", "features", "why"),
    [
        ((), (), set(), ""),
        ("user", (), {"user"}, ""),
        (("user", "products"), (), {"products"}, ""),
        ("user", (), {"products"}, "needs `user`"),
        (("~user.address", "user"), (), set(), "needs `user` or `user.address`"),
        ((), ("@today", "+auth"), {"@today"}, "needs the product `auth`"),
        ((), ("@today", "+auth"), {"+auth"}, "needs `today` to be known"),
        (
            (),
            ("*update mode", "+products.auth"),
            set(),
            "needs update mode and `auth` in `products`",
        ),
        ("user", "@today", {"user"}, "needs `today` to be known"),
    ],
)
def test_when_a_rule_applies(
    on: str | tuple[str, ...], needs: str | tuple[str, ...], features: set[str], why: str
) -> None:
    rule = define("XX900", "made-up", lambda _: (), "", area="test", on=on, needs=needs)
    try:
        assert rule.why_not(features) == why
        assert rule.applies(features) == (not why)
    finally:
        withdraw("XX900")
    assert "XX900" not in RULES


def test_a_code_or_name_that_is_taken() -> None:
    define("XX900", "made-up", lambda _: (), "", area="test")
    try:
        with pytest.raises(ValueError, match="taken"):
            define("XX900", "other", lambda _: (), "", area="test")
        with pytest.raises(ValueError, match="taken"):
            define("XX901", "made-up", lambda _: (), "", area="test")
    finally:
        withdraw("XX900")
    define("XX901", "made-up", lambda _: (), "", area="test")
    withdraw("XX901")


def test_an_inferred_rule_is_never_an_error() -> None:
    with pytest.raises(ValueError, match="inferred"):
        define("XX900", "made-up", lambda _: (), "", area="test", evidence=Evidence.INFERRED)
    assert "XX900" not in RULES


@pytest.mark.parametrize(
    ("features", "reported"),
    [
        (
            {"on": "redirect_url"},
            "unknown feature `redirect_url` in `on`. Did you mean `redirect_uri`",
        ),
        ({"on": ("user", "user.phone")}, "`user.phone` in `on`"),
        ({"needs": "@enviroment"}, "`@enviroment` in `needs`. Did you mean `@environment`?"),
        ({"needs": "+auht"}, "`+auht` in `needs`. Did you mean `+auth`?"),
        ({"needs": "+products.signl"}, "Did you mean `+products.signal`?"),
        ({"on": "~user.adress"}, "Did you mean `~user.address`?"),
        ({"on": "*update-mode"}, "Did you mean `*update mode`?"),
        ({"on": "user", "unless": {"user": {"+atuh"}}}, "`+atuh` in `unless`"),
        ({"on": "link_sessions", "document": Document.EVENTS}, "`link_sessions` in `on`"),
        ({"on": "+auth", "document": Document.GET_REQUEST}, "`+auth` in `on`"),
    ],
)
def test_an_unknown_feature_is_refused(features: dict[str, Any], reported: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reported)) as caught:
        define("XX900", "made-up", lambda _: (), "", area="test", **features)
    assert str(caught.value).startswith("rule XX900 (made-up): unknown feature ")
    assert "XX900" not in RULES


def test_a_feature_may_be_known_to_one_kind_only() -> None:
    kinds = (Document.CREATE_REQUEST, Document.GET_REQUEST)
    define(
        "XX900",
        "made-up",
        lambda _: (),
        "",
        area="test",
        document=kinds,
        on=("+auth", "link_token"),
    )
    withdraw("XX900")


def test_shipped_rules_name_known_features() -> None:
    for rule in catalog.rules():
        require_known_features(rule)


def test_answers_of_plaid() -> None:
    assert plaid_error(None) is None
    assert plaid_error("?: no code") == PlaidError(None, None, "no code")
    assert plaid_error("INVALID_FIELD") == PlaidError(None, "INVALID_FIELD", None)
    reported = plaid_error("INVALID_ACCESS_TOKEN: a: b")
    assert answer(reported) == PlaidError("INVALID_INPUT", "INVALID_ACCESS_TOKEN", "a: b")
    assert answer(plaid_error("INVALID_FIELD")) == PlaidError("INVALID_REQUEST", "INVALID_FIELD")
    assert answer(plaid_error("?: no code")) == PlaidError(None, None, "no code")


def test_findings_and_fixes_at_a_place() -> None:
    found = missing("user", "name", message="Not there.")
    assert (found.path, found.missing, found.key) == (("user",), "name", False)
    assert at("user", message="Wrong.").missing is None
    assert removal("user", "name").patch == ({"op": "remove", "path": "/user/name"},)
    assert removal("user", "name").description == "Remove `name`"
    assert not removal("user").safe
