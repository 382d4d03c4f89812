"""A reader who does exactly what a message says gets a body that checks clean.

The pairs are in tests/rules/remedies; docs/writing-rules.md shows how to add one. Readers cannot
change what Plaid sends, so messages about it must not ask for that.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import tests.rules.remedies
from linkcheck.checker import Checker
from linkcheck.documents import BASES, Document
from linkcheck.engine import catalog
from linkcheck.engine.rule import Rule
from linkcheck.engine.ruledoc import parse
from linkcheck.fixes.engine import fix_value
from linkcheck.fixes.patch import apply
from linkcheck.rules.data.products import ARRAYS, PRODUCTS
from linkcheck.shapes.loader import schema
from linkcheck.sources.causes import CAUSES
from linkcheck.violation import Severity, Violation
from tests.rules.code import check_example
from tests.rules.pair import NO_REQUEST, Pair, words
from tests.rules.test_cases import CASES

pytestmark = pytest.mark.exhaustive

PAIRS: list[Pair] = [
    pair
    for module in pkgutil.iter_modules(tests.rules.remedies.__path__)
    for pair in importlib.import_module(f"tests.rules.remedies.{module.name}").PAIRS
]


def is_of_requests(rule: Rule) -> bool:
    """True for a rule about what the reader sends, and so can change."""
    return any(document.is_request for document in rule.documents)


def checked(body: Any, pair: Pair, **options: Any) -> tuple[Violation, ...]:
    example = replace(pair.example, body=body)
    report = check_example(Checker(**pair.options | options), example)
    assert report.internal_errors == ()
    return report.violations


def reported(pair: Pair) -> list[Violation]:
    """Return the rule's violations of the bad body."""
    found = checked(pair.example.body, pair, pedantic=True)
    return [violation for violation in found if violation.code == pair.code]


def followed(pair: Pair) -> list[Violation]:
    """Return the rule's violations of the bad body with the words that the pair follows."""
    return [violation for violation in reported(pair) if pair.follow in words(violation)]


def left(pair: Pair) -> str:
    """What is still wrong after the message was followed; empty if nothing is."""
    if pair.then == NO_REQUEST:
        forbids = pair.follow.startswith(("Do not ", "Call "))
        return "" if forbids else "the message does not say to make no request"
    is_advice = all(v.severity is Severity.INFO for v in followed(pair))
    if not pair.then and not pair.facts:
        return "" if is_advice else "nothing is changed"
    found = checked(pair.followed(), pair, pedantic=is_advice, **pair.facts)
    wrong = [v for v in found if v.severity is not Severity.INFO or v.code == pair.code]
    return "; ".join(f"{v.code} {v.pointer} {words(v)}" for v in wrong)


def name(pair: Pair) -> str:
    return f"{pair.code} {pair.bad!r}, {pair.follow!r}"


# -- the pairs -------------------------------------------------------------------------------------


def test_each_bad_body_gives_the_message_that_is_followed() -> None:
    assert [name(pair) for pair in PAIRS if not followed(pair)] == []


def test_the_body_checks_clean_after_the_message_was_followed() -> None:
    assert [f"{name(pair)}: {wrong}" for pair in PAIRS if (wrong := left(pair))] == []


def test_a_fix_does_what_the_message_says() -> None:
    """One of the pairs of a bad body equals what the fix does, unless a pair says why not."""
    bodies: dict[tuple[str, int | str], list[Pair]] = defaultdict(list)
    for pair in PAIRS:
        if pair.then != NO_REQUEST and isinstance(pair.example.body, dict):
            bodies[pair.code, pair.bad].append(pair)
    offenders, tried = [], 0
    for pairs in bodies.values():
        one = pairs[0]
        if not any(violation.fix for violation in reported(one)):
            continue
        checker = Checker(pedantic=True, select=[one.code], **one.options)
        fixed = fix_value(one.example.body, checker, one.example.document, unsafe=True)
        is_same = fixed.value in [pair.followed() for pair in pairs]
        is_excused = any(pair.fix for pair in pairs)
        tried += 1
        if is_same == is_excused:
            offenders.append(f"{name(one)}: {fixed.value}")
    assert offenders == []
    assert tried > 50


# -- that there are enough -------------------------------------------------------------------------


def test_each_rule_of_requests_has_a_pair() -> None:
    covered = {pair.code for pair in PAIRS}
    rules = {rule.code for rule in catalog.rules() if is_of_requests(rule)}
    assert sorted(rules - covered) == []
    assert sorted(covered - rules) == []


def test_each_alternative_has_a_pair() -> None:
    """`X, or Y` is two remedies, unless the words that one pair follows hold both."""
    wordings: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    messages: dict[tuple[str, str], str] = {}
    for pair in PAIRS:
        for violation in followed(pair):
            key = pair.code, wording(words(violation))
            wordings[key].append(pair)
            messages[key] = words(violation)
    offenders = []
    for key, pairs in wordings.items():
        rest = messages[key].partition(". ")[2]
        for pair in pairs:
            rest = rest.replace(pair.follow, "")
        if rest.count(", or ") >= len({pair.follow for pair in pairs}):
            offenders.append(f"{key[0]}: {messages[key]}")
    assert offenders == []


def wording(message: str) -> str:
    """A message without its names and numbers."""
    message = re.sub(r"Add it: .*", "Add it: ...", message)
    return re.sub(r"\d+", "0", re.sub(r"`[^`]*`", "`...`", message))


def known_bodies() -> Iterator[tuple[str, Document, dict[str, Any], dict[str, Any]]]:
    """Code, document, body and context of all cases and bad examples."""
    for case in CASES:
        yield case.code, *case.body(), case.context
    for rule in catalog.rules():
        doc = parse(rule)
        for example in doc.bad:
            if isinstance(example.body, dict) and not example.is_python:
                yield rule.code, example.document, example.body, doc.context


def spoken(of_requests: bool) -> Iterator[tuple[Rule, str]]:
    """The messages about the known bodies, each with its rule."""
    for code, document, body, context in known_bodies():
        if document.is_request is of_requests:
            options = dict(context)
            request = options.pop("request", None)
            report = Checker(pedantic=True, **options).check(body, document, request=request)
            for violation in report.violations:
                if violation.code == code:
                    yield catalog.find(code), words(violation)


def test_each_remedy_has_a_pair() -> None:
    """For the shape check the whole message counts, for rules what follows its first sentence."""
    covered = {(p.code, remedy(p.code, words(v))) for p in PAIRS for v in followed(p)}
    wanted = {
        (rule.code, remedy(rule.code, message))
        for rule, message in spoken(of_requests=True)
        if is_of_requests(rule)
    }
    assert sorted(wanted - covered) == []


def remedy(code: str, message: str) -> str:
    last = message if catalog.find(code).shape else message.partition(". ")[2]
    return wording(last or message)


def test_each_hint_of_the_schemas_has_a_pair() -> None:
    kinds = (document for document in Document if document.is_request)
    hints = {hint for document in kinds for hint in _hints(schema(document))}
    texts = [words(violation) for pair in PAIRS for violation in followed(pair)]
    assert len(hints) > 50
    assert sorted(hint for hint in hints if not any(hint in text for text in texts)) == []


def _hints(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node.get("x-hints", {}).values()
        if "x-instead" in node and not node.get("x-deprecated-by-rule"):
            yield node["x-instead"]
        for child in (*node.get("properties", {}).values(), node.get("items")):
            yield from _hints(child)


def test_each_cause_of_broken_json_has_a_pair() -> None:
    texts = [words(violation) for pair in PAIRS for violation in followed(pair)]
    lacking = [c.help for c in CAUSES if not any(c.help in text for text in texts)]
    assert lacking == []


# -- remedies of many bodies -----------------------------------------------------------------------

_REMOVE = re.compile(
    r"[Rr]emove (?:it|the (?:field|filters|flag|object))\b"
    r"|[Ll]eave (?:it|the (?:array|field|member|object)) out\b"
)


def test_no_message_removes_a_member_that_another_then_asks_for() -> None:
    offenders, tried = set(), 0
    for _, document, body, context in known_bodies():
        if not document.is_request:
            continue
        before = Checker(pedantic=True, **context).check(body, document).violations
        known = {(found.code, found.pointer, found.missing) for found in before}
        for violation in before:
            parent, _, name = violation.pointer.rpartition("/")
            if violation.missing is not None or not _REMOVE.search(words(violation)):
                continue
            tried += 1
            rest = apply(body, [{"op": "remove", "path": violation.pointer}])
            for after in Checker(**context).check(rest, document).violations:
                is_new = (after.code, parent, name) not in known
                is_asked_for = (after.pointer, after.missing) == (parent, name)
                if is_new and is_asked_for and after.severity is not Severity.INFO:
                    offenders.add(f"{violation.code} at {violation.pointer}, then {after.code}")
    assert sorted(offenders) == []
    assert tried > 300


_MOVE = re.compile(r"(?:[Mm]ove|[Pp]ut|[Bb]elongs in|stand in|recommends)\b[^.;]*")


def test_no_message_sends_a_product_where_it_is_refused() -> None:
    fields = schema(Document.CREATE_REQUEST)["properties"]
    listed = {array: set(fields[array]["items"]["enum"]) for array in ARRAYS}
    offenders, tried = set(), 0
    for body in product_bodies():
        for violation in Checker(pedantic=True, environment="production").check(body).violations:
            moves = _MOVE.findall(words(violation).partition(". ")[2])
            named = set(re.findall(r"`(\w*products)`", " ".join(moves)))
            array = violation.pointer[1:]
            about = [word for word in re.findall(r"`(\w+)`", words(violation)) if word in PRODUCTS]
            products = body[array] if array in ARRAYS else about[:1]
            for target in named & set(ARRAYS):
                tried += 1
                offenders |= {
                    f"{violation.code} sends `{product}` to `{target}`"
                    for product in products
                    if product in PRODUCTS and product not in listed[target]
                }
    assert sorted(offenders) == []
    assert tried > 100


def product_bodies() -> Iterator[dict[str, Any]]:
    """Every product in every array, alone and beside others, in several kinds of session."""
    flow = {"auth": {"same_day_microdeposits_enabled": True}}
    for product in PRODUCTS:
        for array in ARRAYS:
            for others in ([], ["auth"], ["transactions"], ["income_verification"]):
                entries = [*others, product] if array == "products" else [product]
                arrays: dict[str, Any] = {"products": others, array: entries}
                yield {**BASES["request"][1], **arrays}
                yield {**BASES["request"][1], **arrays, **flow}
                yield {**BASES["update"][1], **arrays}


# -- what Plaid sends ------------------------------------------------------------------------------

_CHANGES = re.compile(
    r"(?:[.:;] |, or |, and |^)(?:add|correct|leave|move|put|remove|rename|replace|send|set|swap"
    r"|turn|write)\b",
    re.IGNORECASE,
)


def test_no_message_asks_to_change_what_plaid_sends() -> None:
    offenders, tried = set(), 0
    for rule, message in spoken(of_requests=False):
        tried += 1
        if _CHANGES.search(message):
            offenders.add(f"{rule.code}: {message}")
    assert sorted(offenders) == []
    assert tried > 100
