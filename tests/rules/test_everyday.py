"""What is claimed of everyday requests: they hold nothing to report, and users are all the same."""

from __future__ import annotations

import copy
import random
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from benchmarks.payloads import BODIES
from linkcheck.context import Context
from linkcheck.documents import Document
from linkcheck.engine import catalog
from linkcheck.engine.view import EVERYDAY
from linkcheck.rules.plain import (
    PERSONAL,
    READS_PERSONAL,
    is_everyday,
    personal_test,
    unusual,
)
from linkcheck.rules.request import LinkRequest
from linkcheck.shapes import presence, sanitizer
from linkcheck.shapes.engines import ENGINES, engine_for
from tests.robustness.bodies_alike import bodies as bodies_alike
from tests.rules.test_plain import ADDRESSES, bodies
from tests.shapes import NO_WHEEL

pytest.importorskip("jsonschema_rs", reason=NO_WHEEL)  # without which nothing is everyday

REQUEST = Document.CREATE_REQUEST


class Name(str):
    __slots__ = ()


class Code(StrEnum):
    US = "US"


TEXTS: list[Any] = [
    "u-1001", "Jane Doe", "usr_9nSp2KuZ2x4JDw", "US", "CA", "94103", "a", "\u0142a", "\ud800",
    "{x}", "<x>", "your_name", "TODO", "xxxx", "%x%", "*", "", None, 1, 1.5, float("nan"), 10**400,
    True, ["a"], {"a": "b"}, {"\ud800": "a"}, {1: "a"}, Name("u-1001"), Code.US, Decimal(1), b"a",
    "a\nTODO", "x/undefined", "[object Object]", "\u0130nsert", "undefined", ("US",), "100%",
    "a$b", "x/:y", "a=:b", "Paste it", ":x", 2**60,
    OrderedDict(a="b"), {Name("a"): "b"}, {"US"}, date(2026, 1, 1), "a\x00b", "\u212aelvin",
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of everything in a value."""
    if isinstance(value, dict):
        children: Iterable[tuple[Any, Any]] = value.items()
    else:
        children = enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        yield (*path, step)
        yield from places(child, (*path, step))


def odd_bodies() -> Iterator[dict[str, Any]]:
    """Everyday bodies with something else in one place, as a value or as a name."""
    dice = random.Random(11)
    clean = [body for name, body in BODIES.items() if name != "ten mistakes"]
    for body in clean:
        for path in places(body):
            for text in TEXTS:
                yield changed(body, path, text)
            if isinstance(path[-1], str):
                yield changed(body, (*path[:-1], Name(path[-1])), 1)
    for body, _ in bodies_alike(dice, 3000):
        yield body
    yield from bodies()


def changed(body: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    found = copy.deepcopy(body)
    parent: Any = found
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return found


def test_an_everyday_request_has_nothing_to_report_in_its_shape() -> None:
    everyday = 0
    for body in odd_bodies():
        if not is_everyday(body):
            continue
        everyday += 1
        screened = sanitizer.screen(body)
        assert screened.value is body
        assert (screened.findings, screened.has_null, screened.traits) == ((), False, frozenset())
        assert all(engine_for(REQUEST, name).is_valid(body) for name in ENGINES)
        assert not presence.issues(REQUEST, body)
        assert unusual(body) == []
        assert personal_test()({name: body[name] for name in PERSONAL if name in body})
    assert everyday > 500


def test_everyday_members_of_a_user_make_no_request_less_everyday() -> None:
    rest = {name: value for name, value in BODIES["typical"].items() if name not in PERSONAL}
    tried = 0
    for body in odd_bodies():
        if isinstance(body, dict):
            personal = {name: body[name] for name in PERSONAL if name in body}
            if personal_test()(personal) and "user" in personal:
                tried += 1
                assert is_everyday({**rest, **personal})
    assert tried > 500


@pytest.mark.parametrize("name", ["typical", "typical without phone", "minimal"])
def test_what_applications_send_is_everyday(name: str) -> None:
    assert is_everyday(BODIES[name])


USERS: list[dict[str, Any]] = [
    {"client_user_id": "u-1001", "legal_name": "Jane Doe", "email_address": "jane@example.com",
     "phone_number": "+14155550123", "address": ADDRESSES[0]},
    {"client_user_id": "77", "legal_name": "M", "email_address": "x-y@plaid.co",
     "phone_number": "+33612345678", "address": ADDRESSES[1]},
    {"client_user_id": "7-a7", "legal_name": "Max", "email_address": "m.m@mail.example.org",
     "phone_number": "+14155550199", "address": ADDRESSES[2]},
    {"client_user_id": "a", "legal_name": "J B", "email_address": "b@example.com",
     "phone_number": "+14155550110", "address": {"street": "1 Vej", "city": "Aarhus",
     "postal_code": "8000", "country": "DK"}},
]  # fmt: skip


@pytest.mark.exhaustive
def test_no_rule_but_the_named_ones_reads_the_values_of_an_everyday_user() -> None:
    rules = [r for r in catalog.rules() if REQUEST in r.documents and not r.shape]
    assert all(is_everyday({**BODIES["minimal"], "user": user}) for user in USERS)
    readers = set()
    contexts = [Context(), Context(environment="sandbox"), Context(environment="production")]
    dice = random.Random(3)
    for body in bodies():
        names = dice.sample(sorted(USERS[0]), dice.randrange(1, 6))
        if not isinstance(body, dict):
            continue
        context = dice.choice(contexts)
        views = [
            LinkRequest(
                {
                    **body,
                    "user": {name: user[name] for name in names},
                    **({"user_id": f"usr_{number}"} if "user_id" in body else {}),
                },
                context,
                frozenset({EVERYDAY}),
            )
            for number, user in enumerate(USERS)
        ]
        for rule in rules:
            if rule.applies(views[0].features):
                results = {str(list(rule.check(view) or ())) for view in views}
                if len(results) > 1:
                    readers.add(rule.code)
    assert readers == READS_PERSONAL
