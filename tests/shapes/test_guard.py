"""Values that no schema engine may see: all get a diagnostic, none raises or is changed."""

from __future__ import annotations

import copy
import datetime
import decimal
import enum
from collections import OrderedDict
from typing import Any

import pytest

from linkcheck.documents import Document
from linkcheck.shapes import ENGINES, UNREADABLE, findings
from linkcheck.shapes.sanitizer import MAX_DEPTH, screen
from tests.offenders import each

D = Document.CREATE_REQUEST
BASE: dict[str, Any] = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "products": ["auth"],
}


class Product(str, enum.Enum):  # noqa: UP042  (StrEnum would hide the difference)
    AUTH = "auth"


class Text(str):
    pass


class Days(int):
    pass


class Rate(float):
    pass


class Level(enum.IntEnum):
    ONE = 1


def nested(depth: int, kind: str = "dict") -> Any:
    value: Any = 1
    for _ in range(depth):
        value = {"a": value} if kind == "dict" else [value]
    return value


def found(payload: Any, engine: str = "compiled") -> list[tuple[str, tuple[str | int, ...]]]:
    return [(rule.code, finding.path) for rule, finding in findings(D, payload, engine)]


BAD: list[tuple[str, Any, tuple[str | int, ...]]] = [
    ("LC003", {**BASE, "x": float("nan")}, ("x",)),
    ("LC003", {**BASE, "x": [1, float("inf")]}, ("x", 1)),
    ("LC003", {**BASE, "x": {"y": -float("inf")}}, ("x", "y")),
    ("LC003", {**BASE, "x": 10**400}, ("x",)),
    ("LC003", {**BASE, "x": -(10**5000)}, ("x",)),
    ("LC003", {**BASE, "x": Rate("nan")}, ("x",)),
    ("LC004", {**BASE, "client_name": "W\ud83d"}, ("client_name",)),
    ("LC004", {**BASE, "products": ["\udc00"]}, ("products", 0)),
    ("LC004", {**BASE, "client_name": Text("\ud800")}, ("client_name",)),
    ("LC004", {**BASE, "user": {"\ud800": 1}}, ("user",)),
    ("LC004", {**BASE, "\udfff": {"y": float("nan")}}, ()),
    ("LC007", {**BASE, 1: "x"}, ()),
    ("LC007", {**BASE, "user": {None: 1}}, ("user",)),
    ("LC007", {**BASE, "user": {("a",): 1}}, ("user",)),
    ("LC008", {**BASE, "client_name": b"W"}, ("client_name",)),
    ("LC008", {**BASE, "products": {"auth"}}, ("products",)),
    ("LC008", {**BASE, "x": [datetime.time(8)]}, ("x", 0)),
    ("LC008", {**BASE, "x": decimal.Decimal("NaN")}, ("x",)),
    ("LC008", {**BASE, "x": object()}, ("x",)),
    ("LC008", {**BASE, "x": 1j}, ("x",)),
    ("LC008", {**BASE, "x": BASE.keys()}, ("x",)),
    ("LC005", nested(MAX_DEPTH + 1), ()),
    ("LC005", nested(100_000, "list"), ()),
    ("LC005", {**BASE, "x": nested(100_000)}, ()),
    ("LC006", [], ()),
    ("LC006", (BASE,), ()),
    ("LC006", None, ()),
    ("LC006", True, ()),
    ("LC006", 1, ()),
    ("LC006", 1.5, ()),
    ("LC006", "{}", ()),
    ("LC008", b"{}", ()),
    ("LC003", float("nan"), ()),
    ("LC004", "\ud800", ()),
]


@pytest.mark.parametrize("engine", ENGINES)
@each(("code", "payload", "path"), BAD)
def test_unreadable(code: str, payload: Any, path: tuple[Any, ...], engine: str) -> None:
    assert found(payload, engine) == [(code, path)]


def test_unreadable_rules_have_an_area_of_their_own() -> None:
    for _, payload, _ in BAD:
        assert {rule.area for rule, _ in findings(D, payload)} == {UNREADABLE}


def test_all_places_are_named() -> None:
    payload = {"a": float("nan"), "b": ["\ud800", b"x"], 3: {"c": 10**999}}
    assert sorted(found(payload), key=str) == [
        ("LC003", ("a",)),
        ("LC004", ("b", 0)),
        ("LC007", ()),
        ("LC008", ("b", 1)),
    ]


def test_messages_name_the_type_and_no_value() -> None:
    messages = [f.message for _, f in findings(D, {"secret": b"hunter2", "x": {"\ud800pw": 1}})]
    assert "`bytes`" in messages[0]
    assert not any("hunter2" in message or "pw" in message for message in messages)


def test_a_value_that_holds_itself() -> None:
    loop: dict[str, Any] = dict(BASE)
    loop["user"] = loop
    assert found(loop) == [("LC005", ())]


def test_a_value_that_grows_by_sharing() -> None:
    value: Any = ["x"] * 10
    for _ in range(60):
        value = [value] * 10
    assert found({**BASE, "x": value}) == [("LC005", ())]


def test_the_deepest_nesting_that_is_read() -> None:
    assert screen(nested(MAX_DEPTH)).findings == ()
    assert found({**BASE, "x": nested(MAX_DEPTH - 1)}) == [("LC101", ("x",))]


@pytest.mark.parametrize("engine", ENGINES)
def test_tuples_and_subclasses_count_as_what_they_are_in_json(engine: str) -> None:
    payload = OrderedDict(
        {
            **BASE,
            Text("products"): (Product.AUTH, Text("transactions")),
            "transactions": OrderedDict(days_requested=Days(90)),
            "income_verification": {"stated_income_sources": ({"pay_annual": Rate(1.5)},)},
        }
    )
    assert found(payload, engine) == []
    payload["transactions"] = OrderedDict(days_requested=Days(731))
    payload["products"] = (Product.AUTH, Product.AUTH)
    payload["hosted_link"] = {"url_lifetime_seconds": Level.ONE}
    assert sorted(found(payload, engine)) == [
        ("LC106", ("transactions", "days_requested")),
        ("LC111", ("products", 1)),
    ]


def test_the_copy_is_made_of_plain_types() -> None:
    payload = {Text("a"): (Product.AUTH, Days(1), Rate(0.5), Level.ONE, True, None)}
    value = screen(payload).value
    assert value == {"a": ["auth", 1, 0.5, 1, True, None]}
    assert [type(entry) for entry in value["a"]] == [str, int, float, int, bool, type(None)]
    assert type(next(iter(value))) is str


def test_a_plain_value_is_not_copied() -> None:
    payload = copy.deepcopy(BASE)
    screened = screen(payload)
    assert screened.value is payload
    assert not screened.has_null
    assert screen({"a": [{"b": None}]}).has_null


def test_nothing_is_changed() -> None:
    for _, payload, _ in BAD:
        if isinstance(payload, dict) and len(payload) > 1:
            before = repr(payload)[:5000] if "x" not in payload else sorted(map(str, payload))
            findings(D, payload)
            after = repr(payload)[:5000] if "x" not in payload else sorted(map(str, payload))
            assert before == after
