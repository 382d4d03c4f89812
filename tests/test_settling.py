"""A rule is left out only if nothing that it reads can change between two requests."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from benchmarks.payloads import TYPICAL, variants, without_phone
from linkcheck.checker import Checker
from linkcheck.context import Context
from linkcheck.rule import RULES, at, define, withdraw
from linkcheck.rules.request import LinkRequest
from linkcheck.settling import Watched, run_watched
from linkcheck.shapes import recurring

VARYING = {"user": 0, "secret": 0}.keys()


def watched(*checks: Callable[[Any], object]) -> Watched:
    """What is seen of rules XX000, XX001 ..."""
    rules = []
    for i, check in enumerate(checks):
        reader = partial(_read, check)
        rules.append(define(f"XX{i:03}", f"reader-{i}", reader, "", area="test"))
    try:
        return run_watched(rules, LinkRequest(TYPICAL, Context()), VARYING)
    finally:
        for rule in rules:
            withdraw(rule.code)


def _read(check: Callable[[Any], object], view: Any) -> tuple[()]:
    check(view)
    return ()


def reads_varying(check: Callable[[Any], object]) -> bool:
    return bool(watched(check).readers)


@pytest.mark.parametrize(
    "check",
    [
        lambda r: r.text("user", "phone_number"),
        lambda r: r.has("user"),
        lambda r: r.obj("user"),
        lambda r: r.payload["user"],
        lambda r: dict(r.payload),
        lambda r: {**r.payload},
        lambda r: r.payload | {},
        lambda r: r.payload.copy(),
        lambda r: list(r.payload.values()),
        lambda r: list(r.payload.items()),
        lambda r: r.payload == {},
        lambda r: list(r.each("user.address")),
        lambda r: [r.payload[name] for name in r.payload],
    ],
)
def test_reading_a_varying_member_is_noted(check: Callable[[Any], object]) -> None:
    assert reads_varying(check)


@pytest.mark.parametrize(
    "check",
    [
        lambda r: r.text("webhook"),
        lambda r: r.features,
        lambda r: r.uses("auth") and r.initial("auth") and r.countries,
        lambda r: r.updates or r.environment,
        lambda r: "user" in r.payload and list(r.payload),
        lambda r: r.has("secret"),  # which is not there
        lambda r: r.context,
    ],
)
def test_reading_all_else_is_not(check: Callable[[Any], object]) -> None:
    assert not reads_varying(check)


def test_what_one_rule_read_is_not_held_against_the_next() -> None:
    found = watched(
        lambda r: r.countries,
        lambda r: r.obj("user"),
        lambda r: r.countries,
        lambda r: "user" in r.features,
        lambda r: r.features and r.obj("user"),
        lambda r: r.uses("auth"),
    )
    assert (found.readers, found.askers) == ({"XX001", "XX004"}, {"XX003", "XX004"})
    assert found.run.crashes == []


def test_a_rule_that_asks_for_features_is_asked_again_where_they_differ() -> None:
    recurring.forget()
    made = define(
        "LC990", "asks", lambda r: [at("webhook", message="Phone.")]
        if "user.phone_number" in r.features else (), "", area="test",
    )  # fmt: skip
    try:
        checker = Checker()
        checker.rules = (*checker.rules, made)
        checker._codes |= {made.code}
        without = variants(without_phone(TYPICAL), 5)
        assert not any(checker.check(body) for body in without)
        for body in variants(TYPICAL, 3):
            assert [v.code for v in checker.check(body)] == ["LC990"]
        assert not any(checker.check(body) for body in without)
    finally:
        withdraw(made.code)


def test_settled_rules_do_not_run_again() -> None:
    recurring.forget()
    checker, runs = Checker(), []
    made = [
        define("LC990", "steady", lambda r: runs.append(r.text("webhook")), "", area="test"),
        define("LC991", "user", lambda r: runs.append(r.obj("user")["client_user_id"]), "",
               area="test"),
        define("LC992", "loud", lambda r: [at("webhook", message=r.text("webhook"))], "",
               area="test"),
    ]  # fmt: skip
    try:
        checker.rules = (*checker.rules, *made)
        checker._codes |= {rule.code for rule in made}
        bodies = variants(TYPICAL, 6)
        for body in bodies[:3]:
            checker.check(body)
        runs.clear()
        reports = [checker.check(body) for body in bodies[3:]]
    finally:
        for rule in made:
            withdraw(rule.code)
    assert runs == [body["user"]["client_user_id"] for body in bodies[3:]]
    assert [[v.code for v in report] for report in reports] == [["LC992"]] * 3
    assert "LC990" not in RULES


def test_rules_of_others_run_each_time() -> None:
    recurring.forget()
    runs: list[object] = []
    rule = define("XX002", "house", lambda r: runs.append(r.text("webhook")), "", area="test")
    try:
        checker = Checker(rules=[rule])
        for body in variants(TYPICAL, 5):
            assert checker.check(body).violations == ()
    finally:
        withdraw(rule.code)
    assert len(runs) == 5


def test_what_is_settled_for_one_context_is_not_for_another() -> None:
    recurring.forget()
    checker = Checker()
    bodies = [{**body, "transactions": {"days_requested": 14}} for body in variants(TYPICAL, 6)]
    sandbox = checker.knowing({"environment": "sandbox"})
    for body in bodies:
        assert sandbox.check(body).violations == ()
        assert [v.code for v in checker.check(body)] == ["LC690"]
