"""A checker that was copied, deep-copied or pickled gives the same verdicts, in any process."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.config import plugins
from linkcheck.context import Customization
from linkcheck.documents import BASES
from linkcheck.engine import catalog
from linkcheck.engine.rule import RULES, Rule, at, define, withdraw
from linkcheck.engine.view import View
from linkcheck.report import Report

BODY = BASES["request"][1]
BODIES: list[Any] = [
    *(body for _, body in BASES.values()),
    {**BODY, "client_name": "Test", "products": ["auth", "bogus"]},
    {**BODY, "webhook": "http://example.com", "user": {"client_user_id": "jo@example.com"}},
]
OPTIONS: list[dict[str, Any]] = [
    {},
    {"pedantic": True, "engine": "reference", "severity": {"LC404": "error", "LC225": "off"}},
    {
        "environment": "production",
        "today": date(2026, 1, 1),
        "enabled_products": ["auth"],
        "redirect_uris": [],
        "customizations": {"default": Customization("en", frozenset({"US"}))},
        "select": ["LC1", "LC3"],
        "ignore": ["LC104"],
    },
]
PLUGIN = '''
from linkcheck.engine.relations import requires
from linkcheck.engine.rule import at, rule

@rule("ACME1", "no-test-names", on="client_name")
def no_test_names(request):
    """`client_name` is a test.

    Why: Ours is not.
    Bad: {"client_name": "Test"}
    Good: {"client_name": "Acme"}
    """
    if request.text("client_name") == "Test":
        yield at("client_name", message="`client_name` is a test")

@rule("ACME2", "no-lambda", on="client_name")
def _(request):
    """`client_name` is here, in a function that its name does not lead to."""
    yield at("client_name", message="`client_name` is here")

_ = None
'''
SCHEMA = '{"properties": {"client_name": {"const": "Acme"}}}'


def by_name(view: View) -> Any:
    """`client_name` is short."""
    return [at("client_name", message="Short.")] if len(view.text("client_name") or "") < 5 else []


@pytest.fixture
def rule_of() -> Iterator[Callable[[Any], Rule]]:
    made = []

    def make(check: Any) -> Rule:
        made.append(define("XX001", "short", check, "`client_name` is short.", area="test"))
        return made[-1]

    yield make
    for one in made:
        withdraw(one.code)


def reports(checker: Checker) -> list[Report]:
    return [checker.check(body) for body in BODIES]


def in_each_way(checker: Checker) -> Iterator[Checker]:
    yield copy.copy(checker)
    yield copy.deepcopy(checker)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        yield pickle.loads(pickle.dumps(checker, protocol))


def hold(checker: Checker) -> None:
    expected = reports(checker)
    assert any(report.violations for report in expected)
    for other in in_each_way(checker):
        assert reports(other) == expected
        assert [rule.code for rule in other.rules] == [rule.code for rule in checker.rules]
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            assert pool.submit(reports, checker).result() == expected


@pytest.mark.parametrize("options", OPTIONS)
def test_checkers(options: dict[str, Any]) -> None:
    hold(Checker(**options))


def test_what_was_met_is_not_copied() -> None:
    checker = Checker(pedantic=True)
    checker.check({})
    new = pickle.dumps(checker)
    for _ in range(3):
        reports(checker)
    assert pickle.dumps(checker) == new
    assert len(new) < 50_000
    assert b"u-1001" not in new
    for other in in_each_way(checker):
        assert not (other._memo and other._memo._found)
        assert all(RULES[rule.code] is rule for rule in other.rules)


def test_facts_stay_known() -> None:
    checker = Checker().knowing({"environment": "production"})
    for other in in_each_way(checker):
        assert other.context == checker.context


def test_rules_of_a_plug_in(tmp_path: Path) -> None:
    path = tmp_path / "acme_plugin.py"
    path.write_text(PLUGIN, encoding="utf-8")
    rules = plugins.load(str(path))
    try:
        checker = Checker(rules=rules)
        assert {"ACME1", "ACME2"} <= {v.code for report in reports(checker) for v in report}
        hold(checker)
    finally:
        for rule in rules:
            withdraw(rule.code)


def test_a_plug_in_that_changed(tmp_path: Path) -> None:
    path = tmp_path / "acme_plugin.py"
    path.write_text(PLUGIN, encoding="utf-8")
    rules = plugins.load(str(path))
    try:
        pickled = pickle.dumps(rules[0])
        plugins._loaded[str(path)] = rules[1:]
        with pytest.raises(plugins.PluginError, match="no longer defines the rule ACME1"):
            pickle.loads(pickled)
    finally:
        for rule in rules:
            withdraw(rule.code)


def test_house_schemas(tmp_path: Path) -> None:
    (tmp_path / "acme.schema.json").write_text(SCHEMA, encoding="utf-8")
    config = tmp_path / "linkcheck.toml"
    config.write_text(
        '[[schemas]]\npath = "acme.schema.json"\ncode = "ACME9"\n'
        'document = "link-token-create-request"\n',
        encoding="utf-8",
    )
    checker = Checker.for_project(tmp_path)
    assert "ACME9" in {v.code for report in reports(checker) for v in report}
    hold(checker)


def test_rules_whose_function_has_a_name(rule_of: Callable[[Any], Rule]) -> None:
    checker = Checker(rules=[rule_of(by_name)])
    assert "XX001" in {v.code for report in reports(checker) for v in report}
    hold(checker)


def test_rules_whose_function_has_none(rule_of: Callable[[Any], Rule]) -> None:
    rule = rule_of(lambda _: ())
    checker = Checker(rules=[rule])
    with pytest.raises(TypeError) as error:
        pickle.dumps(checker)
    assert str(error.value) == (
        "rule XX001 (short) cannot be pickled: its function cannot be imported by name. Define it "
        "at the top level of a module, or load it as a plug-in."
    )
    assert error.value.__cause__ is None
    for other in (copy.copy(checker), copy.deepcopy(checker)):
        assert reports(other) == reports(checker)
    # Where it is not chosen, it is not needed.
    pickle.dumps(Checker(rules=[rule], ignore=["XX001"]))


def test_rules_alone_and_in_containers() -> None:
    for rule in catalog.rules():
        assert pickle.loads(pickle.dumps(rule)) is rule
        assert copy.deepcopy({"x": [rule]})["x"][0] is rule
