"""Values of Python whose own code lies, raises or never ends: one report, in bounds."""

from __future__ import annotations

import array
import collections
import datetime
import decimal
import enum
import fractions
import types
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from linkcheck.documents import BASES
from tests.offenders import each
from tests.robustness.grow import CHECKERS

BODY = BASES["request"][1]


def _raise(*_: Any) -> Any:
    raise RuntimeError("hunter2")


class ClassRaises:
    __class__ = property(_raise)  # type: ignore[assignment]


class EverythingRaises:
    __getattribute__ = _raise


class ComparingRaises:
    __eq__ = __ne__ = __bool__ = __len__ = __repr__ = __str__ = _raise
    __hash__ = None  # type: ignore[assignment]


class TextRaises(str):
    encode = isascii = __len__ = __eq__ = __contains__ = __str__ = __repr__ = _raise
    __hash__ = str.__hash__


class IntegerRaises(int):
    __lt__ = __gt__ = __le__ = __neg__ = __eq__ = __str__ = _raise
    __hash__ = int.__hash__


class FloatRaises(float):
    __float__ = __eq__ = __repr__ = _raise
    __hash__ = float.__hash__


class NameRaises(type):
    __name__ = property(_raise)  # type: ignore[assignment]


class Nameless(metaclass=NameRaises):
    pass


class ToDictRaises:
    to_dict = property(_raise)


class Itself:
    def to_dict(self) -> Any:
        return self


class Another:
    def to_dict(self) -> Any:
        return Another()


class Within:
    def to_dict(self) -> Any:
        return {"a": Within(), "b": [Within()] * 3}


class Liar(dict[str, Any]):
    """Every way to read it shows something else."""

    def items(self) -> Any:
        return [("products", 5), (3, 4)]

    def keys(self) -> Any:
        return ["x"] * 5

    def values(self) -> Any:
        return [object()]

    def __getitem__(self, _: Any) -> Any:
        raise KeyError("hunter2")

    def get(self, *_: Any) -> Any:
        return object()

    def __contains__(self, _: Any) -> bool:
        return True


class NegativeLength(list[Any]):
    def __len__(self) -> int:
        return -1


class HugeLength(list[Any]):
    def __len__(self) -> int:
        return 2**40


class EndlessList(list[Any]):
    def __iter__(self) -> Iterator[Any]:
        while True:
            yield "auth"


class EndlessDict(dict[str, Any]):
    def items(self) -> Any:
        number = 0
        while True:
            number += 1
            yield f"x{number}", number

    def __iter__(self) -> Iterator[str]:
        while True:
            yield "x"


class Numeric:
    """As the scalars of numpy."""

    def __int__(self) -> int:
        return 1

    __index__ = __int__

    def __float__(self) -> float:
        return 1.0

    def item(self) -> int:
        return 1


def _cycle() -> Any:
    value: dict[str, Any] = {}
    value["a"] = [value]
    return value


HOSTILE: dict[str, Any] = {
    one.__name__: one
    for one in (
        *(ClassRaises, EverythingRaises, ComparingRaises, ToDictRaises),
        *(Itself, Another, Within, Numeric),
    )
}
HOSTILE = {name: make() for name, make in HOSTILE.items()} | {
    "Nameless": Nameless(),
    "TextRaises": TextRaises("auth"),
    "IntegerRaises": IntegerRaises(5),
    "FloatRaises": FloatRaises(5.0),
    "Liar": Liar(a=1),
    "NegativeLength": NegativeLength([1]),
    "HugeLength": HugeLength([1]),
    "EndlessList": EndlessList([1]),
    "EndlessDict": EndlessDict(a=1),
    "cycle": _cycle(),
    "huge": 10**5000,
    "minus huge": -(10**400),
    "Decimal": decimal.Decimal("1.5"),
    "signalling NaN": decimal.Decimal("sNaN"),
    "Fraction": fractions.Fraction(1, 3),
    "complex": 1j,
    "date": datetime.date(2025, 7, 1),
    "datetime": datetime.datetime(2025, 7, 1, tzinfo=datetime.UTC),
    "bytes": b"auth",
    "bytearray": bytearray(b"auth"),
    "memoryview": memoryview(b"{}"),
    "array": array.array("i", [1]),
    "set": {"auth"},
    "range": range(3),
    "generator": (i for i in ("auth",)),
    "function": len,
    "module": types,
    "mapping": types.MappingProxyType({"a": 1}),
    "OrderedDict": collections.OrderedDict(a=1),
    "defaultdict": collections.defaultdict(list, a=1),
    "UserDict": collections.UserDict(a=1),
    "deque": collections.deque(["auth"]),
    "namedtuple": collections.namedtuple("Pair", "a b")(1, 2),
    "enum": enum.Enum("Product", "auth")(1),
    "text enum": enum.StrEnum("Word", {"a": "auth"})("auth"),
    "UUID": uuid.UUID(int=5),
    "ellipsis": ...,
    "NotImplemented": NotImplemented,
}


class Model:
    def __init__(self, body: Any) -> None:
        self.body = body

    def to_dict(self) -> Any:
        return self.body


@pytest.fixture(autouse=True)
def _small_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for home in ("linkcheck.shapes.conversion", "linkcheck.shapes.sanitizer"):
        monkeypatch.setattr(f"{home}.MAX_VALUES", 2000)


@each("name", HOSTILE)
def test_it_is_reported_not_raised(name: str) -> None:
    value = HOSTILE[name]
    payloads: list[Any] = [
        value,
        (value,),
        {**BODY, "user": value},
        {**BODY, "products": value},
        {**BODY, "products": ["auth", value]},
        {**BODY, "user": {"client_user_id": value, "x": [{"y": value}]}},
    ]
    for payload in [*payloads, *map(Model, payloads)]:
        for kind in (None, "events-webhook"):
            report = CHECKERS[0].check(payload, kind)
            assert report.internal_errors == ()
            shown = f"{report}{report!r}{report.to_dict()}"
            assert "hunter2" not in shown
            report.fixed()
            report.fixed(unsafe=True)


def test_what_has_no_end_is_too_much() -> None:
    for name in ("cycle", "Within"):
        report = CHECKERS[0].check({**BODY, "user": HOSTILE[name]})
        assert [violation.code for violation in report] == ["LC005"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EndlessList", [1]),
        ("EndlessDict", {"a": 1}),
        ("HugeLength", [1]),
        ("NegativeLength", [1]),
        ("Liar", {"a": 1}),
        ("TextRaises", "auth"),
        ("IntegerRaises", 5),
        ("FloatRaises", 5.0),
    ],
)
def test_a_subclass_counts_as_the_value_below_it(name: str, value: Any) -> None:
    found = CHECKERS[0].check({**BODY, "user": HOSTILE[name]})
    assert found == CHECKERS[0].check({**BODY, "user": value})


@pytest.mark.parametrize("name", ["ClassRaises", "EverythingRaises", "ComparingRaises", "Nameless"])
def test_what_cannot_be_read_is_named(name: str) -> None:
    report = CHECKERS[0].check({**BODY, "user": HOSTILE[name]})
    assert [violation.code for violation in report] == ["LC008"]


def test_an_unreadable_request_does_not_crash() -> None:
    kind, body = BASES["create-response"]
    for name in ("ClassRaises", "Liar", "EndlessDict", "cycle", "TextRaises"):
        for request in (HOSTILE[name], {**BODY, "user": HOSTILE[name]}):
            report = CHECKERS[0].check(body, kind, request=request)
            assert "hunter2" not in f"{report}{report!r}"
