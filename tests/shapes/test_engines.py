"""Both engines name the same places and keywords, over thousands of spoilt bodies."""

from __future__ import annotations

import copy
import json
import random
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from linkcheck.documents import Document
from linkcheck.shapes import findings
from linkcheck.shapes.engines import (
    COMPILED,
    ENGINES,
    REFERENCE,
    CompiledEngine,
    ReferenceEngine,
    ShapeError,
    engine_for,
)
from linkcheck.shapes.sanitizer import screen
from tests.offenders import each
from tests.shapes import NO_WHEEL
from tests.shapes.bodies import BODIES

pytest.importorskip("jsonschema_rs", reason=NO_WHEEL)

MUTANTS = 2400
NAMES = ["client_name", "foo", "user", "Products", "", "a/b~c", "0", "days_requested", "größe"]
VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 1.0, 90.0, 90.5, 731, 732, 1e300, 2**53 + 1, 10**30, -(10**30)),
    *("", " ", "auth", "Auth", "US", " US", "US\n", "US\u00a0", "\ufeffUS", "US\x85", "US\x1f"),
    *("\u2028", "en", "3", "4.1", "all", "checking", "2025-01-01", "x" * 101, "😀" * 81),
    *([], [[]], {}, ["auth"], ["auth", "auth"], [1, 1.0], [True, 1], [0, False], [None]),
    *([{}, {}], [{"a": 1}, {"a": 1.0}], {"account_subtypes": []}, {"days_requested": 5}),
    *({"client_user_id": ""}, "LINK", "EVENTS", "SUCCESS"),
]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Each container with each of its keys or indexes."""
    found: list[tuple[Any, Any]] = []
    children: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        found.append((value, key))
        if isinstance(child, (dict, list)):
            found += places(child)
    return found


def spoil(body: Any, dice: random.Random) -> None:
    """Change one place of a body."""
    container, key = dice.choice(places(body) or [(body, "x")])
    what = dice.randrange(6)
    if what <= 2:
        container[key] = copy.deepcopy(dice.choice(VALUES))
    elif what == 3 and key in (container if isinstance(container, dict) else ()):
        del container[key]
    elif isinstance(container, list) and dice.randrange(2):
        container.clear()
    elif isinstance(container, list):
        container.append(copy.deepcopy(dice.choice([*VALUES, container[key]])))
    else:
        container[dice.choice(NAMES)] = copy.deepcopy(dice.choice(VALUES))


def mutants() -> Iterator[tuple[Document, Any]]:
    dice = random.Random(20260610)
    for number in range(MUTANTS):
        # Every second one is a request: most of the knowledge is there.
        document, body = BODIES[0] if number % 2 else dice.choice(BODIES)
        body = copy.deepcopy(body)
        for _ in range(dice.choice((1, 1, 2, 3, 8))):
            spoil(body, dice)
        yield document, body


@pytest.mark.exhaustive
def test_engines_agree_on_mutants() -> None:
    invalid = 0
    keywords: set[str] = set()
    for document, body in mutants():
        compiled, reference = (engine_for(document, name) for name in ENGINES)
        expected = set(reference.errors(body))
        shown = json.dumps(body, ensure_ascii=True)[:2000]
        assert set(compiled.errors(body)) == expected, shown
        assert compiled.is_valid(body) == (not expected), shown
        invalid += bool(expected)
        keywords |= {error.keyword for error in expected}
    assert invalid > MUTANTS // 2
    assert keywords >= {
        *("type", "enum", "const", "required", "additionalProperties", "minLength", "maxLength"),
        *("pattern", "minimum", "maximum", "uniqueItems", "minItems"),
    }


def test_findings_agree_on_mutants() -> None:
    for number, (document, body) in enumerate(mutants()):
        if number % 8 == 0:
            first, second = (
                sorted((r.code, str(f)) for r, f in findings(document, body, engine))
                for engine in ENGINES
            )
            assert first == second


@pytest.mark.exhaustive
def test_mutants_neither_raise_nor_change_nor_show_secrets() -> None:
    for document, body in mutants():
        before = copy.deepcopy(body)
        for _, finding in findings(document, body):
            for secret in ("the-secret", "+12125550142", "ann@example.com", "123121234"):
                assert secret not in f"{finding.message} {finding.help}"
            assert not f"{finding.message}".endswith(".")
        assert body == before


@each(("document", "body"), BODIES)
@each("name", ENGINES)
def test_good_bodies(name: str, document: Document, body: dict[str, Any]) -> None:
    assert engine_for(document, name).is_valid(body)
    assert engine_for(document, name).errors(body) == []


def test_engine_by_name() -> None:
    assert isinstance(engine_for(Document.EVENTS, COMPILED), CompiledEngine)
    assert isinstance(engine_for(Document.EVENTS, REFERENCE), ReferenceEngine)
    with pytest.raises(ValueError, match="unknown engine 'python'"):
        engine_for(Document.EVENTS, "python")


def test_without_a_wheel_the_reference_engine_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    monkeypatch.delitem(sys.modules, "linkcheck.shapes.engines")
    engine_for.cache_clear()
    try:
        assert isinstance(engine_for(Document.EVENTS), ReferenceEngine)
    finally:
        engine_for.cache_clear()


@pytest.mark.parametrize("name", ENGINES)
def test_one_error_for_each_place_and_keyword(name: str) -> None:
    body = {"country_codes": [], "user": {"a": 1, "b": 2}, "products": ["x", "x"]}
    assert sorted(engine_for(Document.CREATE_REQUEST, name).errors(body)) == [
        ShapeError((), "required"),
        ShapeError(("country_codes",), "minItems"),
        ShapeError(("products",), "uniqueItems"),
        ShapeError(("products", 0), "enum"),
        ShapeError(("products", 1), "enum"),
        ShapeError(("user",), "additionalProperties"),
        ShapeError(("user",), "required"),
    ]


def test_the_guard_lets_the_mutants_pass() -> None:
    for _, body in mutants():
        assert screen(body).findings == ()
