"""Models, dataclasses and mappings count as the JSON that their encoders write."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import enum
import types
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pydantic
import pydantic.dataclasses
import pytest
from pydantic.alias_generators import to_camel

import linkcheck
from linkcheck.shapes.conversion import Opaque, plain
from tests.offenders import each

UUID = uuid.UUID(int=5)
DAY = datetime.date(2025, 7, 1)


class Product(enum.Enum):
    AUTH = "auth"
    SIGNAL = "signal"


class User(pydantic.BaseModel):
    client_user_id: str | uuid.UUID = pydantic.Field(serialization_alias="clientUserId")
    legal_name: str | None = None
    email_address: str | None = None


class Request(pydantic.BaseModel):
    client_name: str = "Wonderwallet"
    products: list[Product]
    day: datetime.date | None = None
    user: User | None = None


class Extended(pydantic.BaseModel, extra="allow"):
    known: int = 1


class Unserializable(pydantic.BaseModel, arbitrary_types_allowed=True):
    value: Any


@pydantic.dataclasses.dataclass
class Aliased:
    products: list[Product] = pydantic.Field(serialization_alias="optional_products")


@dataclasses.dataclass
class Dates:
    start_date: datetime.date
    end_date: datetime.date | None = None
    shared: dataclasses.InitVar[int] = 0
    kind = "statements"


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    products: tuple[Product, ...]
    statements: Dates
    user: User


@attrs.define
class Attrs:
    products: list[Product]
    _private: int = 1
    statements: Dates = attrs.field(factory=lambda: Dates(DAY))


class Fields(Mapping[str, Any]):
    """A mapping of no known class."""

    def __getitem__(self, name: str) -> Any:
        return {"products": [Product.AUTH]}[name]

    def __iter__(self) -> Iterator[str]:
        return iter(["products"])

    def __len__(self) -> int:
        return 1


class WithToDict(User):
    def to_dict(self) -> dict[str, Any]:
        return {"from": "to_dict"}


START = {"start_date": "2025-07-01", "end_date": None}
SAME: list[tuple[Any, Any]] = [
    # pydantic: by alias, in JSON mode, without what is not set, with None
    (Request(products=[Product.AUTH]), {"products": ["auth"]}),
    (Request(products=[], day=None), {"products": [], "day": None}),
    (Request(client_name="W", products=[]), {"client_name": "W", "products": []}),
    (
        Request(products=["auth"], day=DAY, user=User(client_user_id=UUID, legal_name=None)),
        {
            "products": ["auth"],
            "day": "2025-07-01",
            "user": {"clientUserId": str(UUID), "legal_name": None},
        },
    ),
    (Extended(other=[DAY]), {"other": ["2025-07-01"]}),
    (pydantic.RootModel[User](User(client_user_id="u")), {"clientUserId": "u"}),
    (pydantic.RootModel[list[Product]]([Product.AUTH]), ["auth"]),
    (Aliased([Product.AUTH]), {"optional_products": ["auth"]}),
    (WithToDict(client_user_id="u"), {"from": "to_dict"}),
    # dataclasses and attrs: every field, by its name
    (Dates(DAY), START),
    (
        Plain((Product.AUTH,), Dates(DAY), User(client_user_id="u")),
        {"products": ["auth"], "statements": START, "user": {"clientUserId": "u"}},
    ),
    (Attrs([Product.AUTH]), {"products": ["auth"], "_private": 1, "statements": START}),
    # mappings
    (Fields(), {"products": ["auth"]}),
    (types.MappingProxyType({"a": Fields()}), {"a": {"products": ["auth"]}}),
    (collections.ChainMap({"a": 1}, {"a": 2, "b": DAY}), {"b": "2025-07-01", "a": 1}),
    (collections.UserDict(user=User(client_user_id="u")), {"user": {"clientUserId": "u"}}),
    # single values, in a plain dict
    ({"products": [Product.AUTH, "signal"]}, {"products": ["auth", "signal"]}),
    ({"a": [DAY, {"b": datetime.datetime(2025, 7, 1, 8, tzinfo=datetime.UTC)}]},
     {"a": ["2025-07-01", {"b": "2025-07-01T08:00:00+00:00"}]}),
    ({"a": UUID}, {"a": str(UUID)}),
]  # fmt: skip


@each(("value", "expected"), SAME)
def test_the_json_of_a_value(value: Any, expected: Any) -> None:
    assert plain(value) == expected
    assert plain({"x": [value]}) == {"x": [expected]}


@each(
    ("value", "name"),
    [
        (Unserializable(value=object()), "Unserializable"),
        (object.__new__(Plain), "Plain"),  # without values
        (Dates, "type"),
        (enum.Enum("Odd", {"ONE": object()})["ONE"], "Odd"),
    ],
)
def test_what_has_no_form_in_json(value: Any, name: str) -> None:
    converted = plain([value])[0]
    assert (type(converted), converted.type_name) == (Opaque, name)


def test_a_dataclass_that_contains_itself_ends() -> None:
    dates = Dates(DAY)
    dates.end_date = dates  # type: ignore[assignment]
    assert plain(dates).too_deep


BODY: dict[str, Any] = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {"client_user_id": "u-1001"},
    "products": ["auth"],
}


class Model(pydantic.BaseModel, alias_generator=to_camel, populate_by_name=True):
    """Its JSON has names that Plaid does not know."""

    client_name: str
    country_codes: list[str]


def make(form: str, body: dict[str, Any]) -> Any:
    """Return a body as an object of a class with its fields."""
    if form == "pydantic":
        return pydantic.create_model("Body", **dict.fromkeys(body, (Any, ...)))(**body)
    if form == "attrs":
        return attrs.make_class("Body", list(body))(**body)
    if form == "dataclass":
        return dataclasses.make_dataclass("Body", list(body))(**body)
    return types.MappingProxyType(body)


@pytest.mark.parametrize("form", ["pydantic", "attrs", "dataclass", "mapping"])
def test_reports_are_those_of_the_dict(form: str) -> None:
    for changes in ({}, {"products": [Product.AUTH], "optional_products": [Product.AUTH]}):
        body = {**BODY, **changes}
        payload = make(form, body)
        report, checker = linkcheck.check(payload), linkcheck.Checker()
        assert report == linkcheck.check(plain(body)) == checker.check({**body})
        assert report.ok is not bool(changes)
        assert report.fixed() == linkcheck.check(plain(body)).fixed()
        if report.ok:
            assert linkcheck.ensure(payload) is payload


def test_pointers_are_those_of_the_json_that_is_sent() -> None:
    report = linkcheck.check({**BODY, "user": User(client_user_id="u-1001")})
    assert [(v.code, v.pointer) for v in report.errors] == [("LC101", "/user/clientUserId")]
    report = linkcheck.check(Model(client_name="W", country_codes=["US"]))
    assert {"/clientName", "/countryCodes"} <= {v.pointer for v in report.errors}
