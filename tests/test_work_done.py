"""How much work one check takes, counted, not timed: these numbers do not depend on the machine.

The bounds leave room for a few more rules. Whoever has to raise one should first see whether the
new rule can wait for a feature (``Rule.on``, ``Rule.needs``) that everyday requests do not have.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from copy import copy
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from benchmarks.payloads import BODIES, FULL, MINIMAL, TYPICAL, variants, without_phone
from linkcheck.checker import Checker
from linkcheck.cli.undecided import features_of
from linkcheck.documents import Document
from linkcheck.engine.plan import Plan
from linkcheck.engine.rule import Rule, define, withdraw
from linkcheck.engine.view import EVERYDAY
from linkcheck.rules.request import LinkRequest
from tests.shapes import NO_WHEEL

pytest.importorskip("jsonschema_rs", reason=NO_WHEEL)  # which takes a thousand calls

REQUEST = Document.CREATE_REQUEST
EXTRA = 100


def calls(work: Callable[[], object]) -> int:
    """The number of calls of Python functions, generators' resumptions among them."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def check_calls(checker: Checker, body: dict[str, Any]) -> int:
    for one in variants(body, 3):  # plans and caches are made once
        checker.check(one)
    return calls(lambda: checker.check(body))


def cold_calls(checker: Checker, body: dict[str, Any]) -> int:
    """The calls of a check of a request that was not met before."""
    checker.check(body)
    checker._memo = copy(checker._memo)
    return calls(lambda: checker.check(body))


def planned(checker: Checker, body: dict[str, Any]) -> list[str]:
    """The codes of the rules that run on a body."""
    features = LinkRequest(body, checker.context, frozenset({EVERYDAY})).features
    return [rule.code for rule in checker._selection.shipped.rules(REQUEST, features)]


@pytest.mark.parametrize("name", ["typical", "typical without phone", "minimal", "full"])
def test_everyday_bodies_are_valid(name: str) -> None:
    assert Checker().check(BODIES[name]).violations == ()


def test_few_rules_run_on_everyday_requests() -> None:
    checker = Checker()
    assert len(planned(checker, TYPICAL)) <= 4
    assert len(planned(checker, MINIMAL)) <= 1
    assert len(checker.rules) > 200


def test_mistakes_are_what_the_benchmark_says() -> None:
    assert len(Checker().check(BODIES["ten mistakes"]).violations) == 10


def test_a_check_takes_few_calls() -> None:
    checker = Checker()
    assert 10 < check_calls(checker, without_phone(TYPICAL)) <= 35
    assert check_calls(checker, MINIMAL) <= 28
    assert check_calls(checker, TYPICAL) <= 38
    assert check_calls(checker, FULL) <= 40
    assert cold_calls(checker, without_phone(TYPICAL)) <= 120
    assert cold_calls(checker, MINIMAL) <= 70


def test_rules_that_do_not_apply_cost_nothing() -> None:
    def never(_: object) -> None:
        raise AssertionError("this rule does not apply")

    plain = Checker()
    lacking = sorted(REQUEST.features() - {"@today"} - features_of(plain.view(TYPICAL, REQUEST)))
    before = check_calls(plain, TYPICAL), cold_calls(plain, TYPICAL)
    made: list[Rule] = [
        define(f"XX{n:03}", f"extra-{n}", never, "", area="test", on=on, needs="user")
        for n, on in zip(range(EXTRA), cycle(lacking), strict=False)
    ]
    try:
        checker = Checker()
        checker._selection.shipped = Plan((*checker.rules, *made))
        after = check_calls(checker, TYPICAL), cold_calls(checker, TYPICAL)
    finally:
        for rule in made:
            withdraw(rule.code)
    assert after == before


def test_a_check_of_an_everyday_request_imports_nothing_heavy() -> None:
    program = (
        "import sys, linkcheck\n"
        "from benchmarks.payloads import TYPICAL, without_phone\n"
        "assert linkcheck.check(without_phone(TYPICAL)).ok\n"
        "heavy = 'click difflib jsonschema phonenumbers pycountry referencing stdnum'\n"
        "heavy += ' rphonenumbers orjson yaml linkcheck.shapes.messages'\n"
        "heavy += ' linkcheck.redaction.json_line'\n"
        "print(*(name for name in heavy.split() if name in sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""
