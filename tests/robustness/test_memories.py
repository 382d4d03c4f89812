"""What a checker has met before never changes a verdict.

A long-lived checker gives for each of 25,000 bodies what a fresh one gives, as a dict, as text, as
bytes and as a line of JSON Lines, and runs the same house rules: there is one for each feature that
can decide whether a rule applies, as ``on`` and as ``needs``.

A fresh checker is one that has forgotten everything, and with it every module: to make a new one
for each body would take hours. That this is the same is a test of its own. The fresh verdict is
that on the dict; where a text gets another one, it is compared with a fresh verdict on that text.
"""

from __future__ import annotations

import functools
import gc
import json
import sys
from collections.abc import Iterator
from copy import copy
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.context import Context
from linkcheck.documents import Document
from linkcheck.engine import catalog
from linkcheck.engine.rule import Rule
from linkcheck.report import Report
from linkcheck.rules.data.products import PRODUCTS
from linkcheck.rules.request import NO_PRODUCTS, NO_USER, REPEATED_PRODUCT, STARTING, UPDATES, USING
from linkcheck.shapes import COMPILED, REFERENCE
from linkcheck.shapes.loader import schema
from linkcheck.shapes.sanitizer import TEMPLATE_MARKS
from linkcheck.sources import quick
from linkcheck.sources.files import InputError, Passed, Source
from linkcheck.sources.json_lines import read_others
from linkcheck.violation import Evidence, Severity
from tests.robustness.bodies_alike import bodies

CHUNKS, SIZE = 20, 1250
BLOCK = 40
"""So many bodies in a row have the same house rules, where these are those on one feature."""
OPTIONS: list[dict[str, Any]] = [
    {},
    {"pedantic": True, "ignore": ["LC225", "LC323", "LC404", "LC651"]},
    {
        "environment": "production",
        "platform": "ios",
        "today": date(2026, 1, 1),
        "header_credentials": True,
        "enabled_products": [name for name in PRODUCTS if name != "employment"],
        "ignore": ["LC602", "LC642"],
        "approved_countries": ["US"],
        "redirect_uris": ["https://wonderwallet.com/oauth.html"],
        "database_auth": True,
    },
    {"severity": {"LC225": "off"}, "environment": "sandbox"},
]


# -- house rules on every feature -----------------------------------------------------------------


def features() -> list[str]:
    """Every feature that a view gives or a shipped rule asks for."""
    found = {UPDATES, NO_PRODUCTS, REPEATED_PRODUCT, NO_USER, TEMPLATE_MARKS}
    found |= {*USING.values(), *STARTING.values()}
    found |= {f"@{name}" for name in Context.__dataclass_fields__}
    for kind in Document:
        for name, node in schema(kind)["properties"].items():
            found.add(name)
            found.update(f"{name}.{below}" for below in node.get("properties", {}))
    for rule in catalog.rules():
        found |= rule.on | rule.needs
    return sorted(found)


class House:
    """House rules that note that they were run. They read the whole document and find nothing."""

    def __init__(self, chosen: list[str]) -> None:
        self.ran: list[str] = []
        self.rules = [
            self._rule(f"HOUSE{number:04}", name, word)
            for number, (name, word) in enumerate((n, w) for n in chosen for w in ("on", "needs"))
        ]

    def _rule(self, code: str, feature: str, word: str) -> Rule:
        def check(view: Any) -> None:
            self.ran.append(code)
            assert view.payload is not None

        none: frozenset[str] = frozenset()
        return Rule(
            code=code,
            name=code.lower(),
            severity=Severity.ERROR,
            evidence=Evidence.DOCUMENTED,
            check=check,
            doc="",
            sources=(),
            about=frozenset(Document),
            area="house",
            on=frozenset({feature}) if word == "on" else none,
            needs=frozenset({feature}) if word == "needs" else none,
        )

    def taken(self) -> list[str]:
        """The rules that ran since this was last asked."""
        ran, self.ran[:] = list(self.ran), []
        return ran


# -- forgetting -----------------------------------------------------------------------------------


def _caches() -> list[Any]:
    """Every function of linkcheck that remembers a bounded number of results."""
    return [
        one
        for one in gc.get_objects()
        # What other tests have made may raise when it is asked for its class.
        if type(one) is functools._lru_cache_wrapper
        and (one.__module__ or "").startswith("linkcheck")
    ]


def forget(checker: Checker, caches: list[Any]) -> None:
    """Forget all that was met before: the checker, the modules, and functions with a memory."""
    checker._memo = copy(checker._memo)
    quick._seen = 0
    for one in caches:
        one.cache_clear()


def _bounded(caches: list[Any]) -> list[Any]:
    # One without a bound is asked about names and kinds that are ours, such as a kind of document.
    return [one for one in caches if one.cache_parameters()["maxsize"] is not None]


def _state(checker: Checker, caches: list[Any]) -> dict[str, Any]:
    """The size of everything in linkcheck that can hold something, and the value of numbers."""
    found = {f"{one.__module__}.{one.__qualname__}": one.cache_info().currsize for one in caches}
    homes: dict[str, dict[str, Any]] = {
        name: vars(module) for name, module in sys.modules.items() if name.startswith("linkcheck")
    }
    memo = {} if checker._memo is None else vars(checker._memo)
    for home, members in [*homes.items(), ("checker", vars(checker)), ("memo", memo)]:
        for name, value in list(members.items()):
            if isinstance(value, (dict, list, set)) and not name.startswith("__"):
                sizes = (
                    [len(v) for v in value.values() if isinstance(v, (dict, list, set))]
                    if (isinstance(value, dict))
                    else []
                )
                found[f"{home}.{name}"] = (len(value), sizes)
            elif type(value) is int:
                found[f"{home}.{name}"] = value
    return found


@pytest.mark.exhaustive
def test_forgetting_leaves_nothing() -> None:
    checker, caches = Checker(pedantic=True), _caches()
    before = {id(one): one.cache_info().currsize for one in caches}  # of other tests
    states = []
    for seed in range(3):
        for body, is_json in bodies(Random(1000 + seed), 500):
            checker.check(body)
            if is_json:
                checker.check(json.dumps(body))
        caches = _caches()
        full = _state(checker, _bounded(caches))
        forget(checker, _bounded(caches))
        states.append(_state(checker, _bounded(caches)))
        assert sum(full[name] != value for name, value in states[-1].items()) > 5
        # Their keys are ours, so that there are few.
        assert max(one.cache_info().currsize - before.get(id(one), 0) for one in caches) < 400
    # The first run loads tables; from then on, nothing stays of what was met.
    assert states[1] == states[2]
    assert {n: v for n, v in states[2].items() if n.startswith("checker.")} == {
        n: v for n, v in _state(Checker(pedantic=True), []).items() if n.startswith("checker.")
    }


# -- long-lived and fresh -------------------------------------------------------------------------

Verdict = tuple[Any, ...]


def verdict(report: Report) -> Verdict:
    """Return the contents of a report except positions, which a dict does not have."""
    found = tuple((v.code, v.pointer, v.missing, v.severity, v.message) for v in report.violations)
    return report.document, found, report.internal_errors


class Comparison:
    """Two long-lived checkers, with and without house rules, and a fresh one."""

    def __init__(self, chunk: int, engine: str, tmp_path: Path) -> None:
        self.options: dict[str, Any] = {**OPTIONS[chunk % len(OPTIONS)], "engine": engine}
        self.without = Checker(**self.options)
        self.log = tmp_path / "log.jsonl"
        self.faults: list[str] = []
        self._caches = _bounded(_caches())

    def run(self, dice: Random, count: int, houses: list[list[str]]) -> None:
        """Compare verdicts on so many bodies, with house rules on some features after others."""
        given = list(bodies(dice, count))
        texts = [
            json.dumps(body, separators=(",", ":") if len(body) % 3 else None) if is_json else None
            for body, is_json in given
        ]
        forget(self.without, self._caches)
        size = count // len(houses)
        for number, chosen in enumerate(houses):
            block = slice(number * size, (number + 1) * size)
            self._use(House(chosen))
            # What the modules have met before stays known meanwhile.
            expected = [self._apart(body) for body, _ in given[block]]
            pairs = list(zip(texts[block], expected, strict=True))
            for (body, _), (text, wanted) in zip(given[block], pairs, strict=True):
                self._compare(self.with_rules, body, wanted)
                self._compare(self.without, body, wanted)
                if text is not None:
                    forms = [text, text.encode()]
                    dice.shuffle(forms)
                    self._compare(self.with_rules, forms[0], wanted)
                    self._compare(self.without, forms[1], wanted)
            self._compare_lines([pair for pair in pairs if pair[0] is not None])

    def _use(self, house: House) -> None:
        self.house = house
        self.fresh = Checker(**self.options, rules=house.rules)
        self.with_rules = Checker(**self.options, rules=house.rules)

    def _compare_lines(self, pairs: list[tuple[Any, Any]]) -> None:
        self.log.write_text("".join(f"{text}\n" for text, _ in pairs), encoding="utf-8")
        for checker in (self.with_rules, self.without):
            reports = list(self._lines(checker))
            assert len(reports) == len(pairs)
            for (text, wanted), (found, ran) in zip(pairs, reports, strict=True):
                self._judge(checker, text, wanted, found, ran)

    def _fresh(self, form: Any) -> tuple[Verdict, list[str]]:
        forget(self.fresh, self._caches)
        return verdict(self.fresh.check(form)), self.house.taken()

    def _compare(self, checker: Checker, form: Any, wanted: tuple[Verdict, list[str]]) -> None:
        found = checker.check(form)
        self._judge(checker, form, wanted, found, self.house.taken())

    def _judge(
        self,
        checker: Checker,
        form: Any,
        wanted: tuple[Verdict, list[str]],
        found: Report | None,
        ran: list[str],
    ) -> None:
        for _ in range(2):
            expected, rules = wanted
            is_clean = not expected[1] and not expected[2]
            right = is_clean if found is None else verdict(found) == expected
            if right and ran == (rules if checker is self.with_rules else []):
                return
            if type(form) not in (str, bytes):
                break
            wanted = self._apart(form)
        self.faults.append(f"{form!r:.2000}: {found}, {ran} instead of {wanted}")

    def _apart(self, form: Any) -> tuple[Verdict, list[str]]:
        """The fresh verdict; what was met before is put aside for so long."""
        quick_seen = quick._seen
        try:
            return self._fresh(form)
        finally:
            quick._seen = quick_seen

    def _lines(self, checker: Checker) -> Iterator[tuple[Report | None, list[str]]]:
        """The report on each line, as the command line reads them; None for those that pass."""
        source = Source(str(self.log), str(self.log), named=True)
        for found in read_others(source, None, checker.known_clean):
            assert not isinstance(found, InputError)
            if isinstance(found, Passed):
                yield from [(None, [])] * found.number
            else:
                yield checker.check_source(found), self.house.taken()


def houses(chunk: int) -> list[list[str]]:
    """The features with house rules, block for block.

    In one half of the chunks many at once, so that some rule has to run on every body; in the other
    half one at a time, so that nothing else keeps what was met from being used.
    """
    every = features()
    if chunk % 2 == 0:
        return [every[chunk // 2 % 5 :: 5]]
    # Those of what differs between two users come several times.
    every += [name for name in every if name.lstrip("~").startswith("user")] * 3
    Random(0).shuffle(every)
    blocks = SIZE // BLOCK
    first = chunk // 2 * blocks
    return [[every[number % len(every)]] for number in range(first, first + blocks)]


@pytest.mark.exhaustive
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_long_lived_checker_says_what_a_fresh_one_says(chunk: int, tmp_path: Path) -> None:
    # Each of the contexts comes in both halves.
    comparison = Comparison(chunk // 2, COMPILED, tmp_path)
    comparison.run(Random(chunk), SIZE, houses(chunk))
    assert comparison.faults[:5] == []


@pytest.mark.exhaustive
def test_the_reference_engine_as_well(tmp_path: Path) -> None:
    for number in range(4):
        comparison = Comparison(number, REFERENCE, tmp_path)
        comparison.run(Random(100 + number), 150, houses(2 * number))
        assert comparison.faults[:5] == []


def test_every_feature_has_its_rules_in_both_halves() -> None:
    for half in (0, 1):
        chosen = [n for chunk in range(half, CHUNKS, 2) for names in houses(chunk) for n in names]
        assert set(chosen) == set(features())
    asked = [rule.on | rule.needs for rule in House(features()).rules]
    assert sorted(name for names in asked for name in names) == sorted(features() * 2)
