"""Documents for property tests: any JSON value, bodies grown from the schemas, spoilt real ones."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from linkcheck.checker import Checker
from linkcheck.context import Customization
from linkcheck.documents import BASES, Document
from linkcheck.shapes.loader import Schema, schema

TEXTS = (
    *("", " ", "a", "US", "us", "en", "auth", "Auth", "transactions", "checking"),
    *("null", "0", "-1"),
    *("+14155550123", "415-555-0123", "jo@example.com", "jo@", "078-05-1120", "94103", "AB1 2CD"),
    *("2025-01-01", "2025-02-30", "0000-00-00", "9999-12-31", "2025-07-01T12:00:00Z"),
    *("0001-01-01T00:00:00+23:59", "access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"),
    *("access-production-x", "user-sandbox-1", "usr_1", "idvtmp_x", "ins_1", "com.a.b"),
    *("https://example.com/a?b=c#d", "https://[::1", "https://", "https://a:99999999/", "a://b"),
    *("https://a:b@c", "https://xn--/", "http://localhost:3000", "{{x}}", "${X}", "<x>", "%zz"),
    *("\x00", "\u202e", "é" * 5, "😀", "x" * 200, "\u0661\u0662\u0663", "\u00b2", "~", "a/b~c"),
)
NUMBERS = (0, 1, -1, 3, 90, 90.0, 90.5, 365, 731, 1e300, -0.0, 2**53 + 1, 2**64, 10**30, 5e-324)

# What a test may ask of hypothesis: always the same examples, no clock, no files.
BOUNDED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=300,
    suppress_health_check=list(HealthCheck),
)

CHECKERS: tuple[Checker, ...] = (
    Checker(pedantic=True),
    Checker(
        pedantic=True,
        environment="production",
        platform="ios",
        today=date(2025, 7, 1),
        header_credentials=True,
        enabled_products=["auth"],
        approved_countries=["US"],
        redirect_uris=["https://example.com/a"],
        android_package_names=["com.a.b"],
        database_auth=True,
        customizations={"default": Customization("en", frozenset({"US"}))},
    ),
    Checker(
        pedantic=True,
        environment="sandbox",
        platform="android",
        today=date.min,
        header_credentials=False,
        enabled_products=[],
        approved_countries=[],
        redirect_uris=[],
        android_package_names=[],
        database_auth=False,
        customizations={},
    ),
    Checker(pedantic=True, environment="sandbox", platform="web", today=date.max),
)
"""A checker without facts, and others with all facts, in several ways."""


def any_json() -> st.SearchStrategy[Any]:
    """Any value of JSON, with known names and values among the others."""
    names = st.sampled_from(sorted(schema(Document.CREATE_REQUEST)["properties"])) | st.text()
    scalars = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(exclude_categories=["Cs"]))
        | st.sampled_from(TEXTS)
    )
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6),
        max_leaves=20,
    )


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, Any]:
    """A kind of document with a body grown from its schema or a spoilt example of the rules."""
    dice = Random(draw(st.integers(0, 2**32)))
    if draw(st.booleans()):
        kind = draw(st.sampled_from(list(Document)))
        return kind, grown(schema(kind), dice, dice.choice((0.05, 0.2, 0.6, 1.0)))
    kind, body = BASES[draw(st.sampled_from(sorted(BASES)))]
    return kind, spoilt(body, dice)


def grown(node: Schema, dice: Random, share: float) -> Any:
    """A value that mostly fits a schema and has about this share of the optional members."""
    kinds = node.get("type", "string")
    kind = kinds if isinstance(kinds, str) else dice.choice(kinds)
    if dice.random() < 0.04:
        return rubbish(dice)
    if "const" in node:
        return node["const"]
    if "enum" in node and dice.random() < 0.95:
        return dice.choice(node["enum"])
    if kind == "object":
        members = {
            name: grown(child, dice, share)
            for name, child in node.get("properties", {}).items()
            if name in node.get("required", ()) or dice.random() < share
        }
        if dice.random() < 0.1:
            members[dice.choice(TEXTS)] = rubbish(dice)
        return members
    if kind == "array":
        return [grown(node.get("items", {}), dice, share) for _ in range(dice.randrange(4))]
    if kind == "boolean":
        return dice.random() < 0.5
    if kind == "null":
        return None
    return dice.choice(TEXTS if kind == "string" else NUMBERS)


def rubbish(dice: Random, depth: int = 0) -> Any:
    """A small value of any type."""
    what = dice.randrange(8 if depth < 3 else 6)
    if what < 3:
        return dice.choice(TEXTS)
    if what < 5:
        return dice.choice(NUMBERS)
    if what == 5:
        return dice.choice((None, True, False))
    if what == 6:
        return [rubbish(dice, depth + 1) for _ in range(dice.randrange(4))]
    names = (*TEXTS, "user", "products", "name", "id")
    return {dice.choice(names): rubbish(dice, depth + 1) for _ in range(dice.randrange(4))}


def spoilt(body: Any, dice: Random) -> Any:
    """A copy of a body with one or a few places changed."""
    body = copy.deepcopy(body)
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        container, key = dice.choice(list(places(body)) or [(body, "x")])
        what = dice.randrange(6)
        if what <= 2:
            container[key] = rubbish(dice)
        elif what == 3 and container:
            del container[key]
        elif isinstance(container, list):
            container.append(rubbish(dice))
        else:
            container[dice.choice((*TEXTS, "user", "webhook", "zz"))] = rubbish(dice)
    return body


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each container with each of its keys or indexes."""
    children: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in list(children):
        yield value, key
        if isinstance(child, (dict, list)):
            yield from places(child)


def resolved(value: Any, pointer: str) -> Any:
    """The value at a JSON Pointer (RFC 6901), read here without the code under test."""
    for token in pointer.split("/")[1:]:
        step = token.replace("~1", "/").replace("~0", "~")
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value
