"""What is remembered of requests changes no verdict, and holds nothing that is not to be kept."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from benchmarks.payloads import BODIES, FULL, TYPICAL, variants
from linkcheck import shapes
from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.shapes import recurring
from linkcheck.shapes.loader import schema, walk
from linkcheck.violation import Violation
from tests.rules.test_plain import bodies

REQUEST = Document.CREATE_REQUEST


@pytest.fixture(autouse=True)
def _nothing_met_before() -> None:
    recurring.forget()


def is_known(body: Any) -> bool:
    found = recurring.parts(REQUEST, body)
    return found is not None and found.known is not None


class Text(str):
    """A text that is no plain ``str``."""


class Members(dict[str, Any]):
    """An object that is no plain ``dict``."""


def itself() -> dict[str, Any]:
    found: dict[str, Any] = {"client_user_id": "u-1"}
    found["name"] = found
    return found


USERS: list[Any] = [
    {"client_user_id": "u-1\ud800"},
    {"client_user_id": "u-1", "legal_name": None},
    {"client_user_id": "{{ user }}"},
    {"client_user_id": "your_user_id"},
    {"client_user_id": Text("u-1")},
    {"client_user_id": ("u-1",)},
    Members(client_user_id="u-1"),
    {"client_user_id": float("nan")},
    {"client_user_id": 10**400},
    {"client_user_id": "u-1", 7: "u-1"},
    {"client_user_id": "u-1", Text("legal_name"): "Jane Doe"},
    {"client_user_id": "u-1", "\ud800": "x"},
    {"client_user_id": "u-1", "date_of_birth": "1990-02-30"},
    {"client_user_id": "u-1", "ssn": "123-45-6789"},
    {"client_user_id": "u-1", "user_id": object()},
    itself(),
    [],
    None,
    "u-1",
]


def odd_bodies() -> Iterator[dict[str, Any]]:
    yield from ({**TYPICAL, "user": user} for user in USERS)
    for name, value in {
        "client_id": "your client id",
        "secret": None,
        "user_id": "usr_1",
        "access_token": "access-sandbox-1",
        "update": {"user": True},
        "products": ("auth", "transactions"),
        "webhook": Text("https://wonderwallet.com/plaid/webhook"),
        "transactions": {"days_requested": 180.0},
        "language": "xx",
    }.items():
        yield {**TYPICAL, name: value}
        yield {**FULL, name: value}


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"pedantic": True, "environment": "production", "today": date(2026, 11, 22)},
        {"ignore": ["LC2"], "severity": {"LC225": "error"}},
    ],
)
def test_memory_changes_no_report(options: dict[str, Any]) -> None:
    learnt, quick = Checker(**options), 0
    everything = [*bodies(), *odd_bodies(), *variants(FULL, 20)]
    for body in [*BODIES.values(), *everything, *everything[:500]]:
        quick += is_known(body)
        found: list[Violation] = list(learnt.check(body, REQUEST))
        met = {name: dict(known) for name, known in recurring._KNOWN.items()}
        recurring.forget()
        assert list(Checker(**options).check(body, REQUEST)) == found, body
        for name, known in met.items():
            recurring._KNOWN[name].update(known)
    assert quick > 500


def test_a_request_is_known_by_its_recurring_members() -> None:
    first, second = variants(TYPICAL, 2)
    assert not is_known(first)
    shapes.examine(REQUEST, first)
    assert is_known(second)
    assert is_known({**second, "user_id": "usr_1", "secret": "x"})
    assert not is_known({**second, "language": "fr"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("transactions", {"days_requested": 180.0}),
        ("transactions", {"days_requested": True}),
        ("products", ("auth", "transactions")),
        ("webhook", Text(TYPICAL["webhook"])),
        ("transactions", Members(days_requested=180)),
        ("client_name", float("nan")),
    ],
)
def test_equal_values_of_other_types_are_not_known(name: str, value: Any) -> None:
    shapes.examine(REQUEST, TYPICAL)
    other = {**TYPICAL, name: value}
    for _ in range(2):
        assert not is_known(other)
        shapes.examine(REQUEST, {**other, "user": {"client_user_id": Text("u-1")}})


@pytest.mark.parametrize(
    "change",
    [
        {"language": "xx"},
        {"webhook": None},
        {"client_name": "{{ name }}"},
        {"unknown": 1},
        {"user": {"client_user_id": ""}},
    ],
)
def test_nothing_is_learnt_of_a_request_with_a_fault(change: dict[str, Any]) -> None:
    shapes.examine(REQUEST, {**TYPICAL, **change})
    assert not is_known({**TYPICAL, **change})
    assert not is_known(TYPICAL)


def test_nothing_personal_or_secret_is_remembered() -> None:
    names = schema(REQUEST)["properties"].keys() - recurring._varying(REQUEST)
    assert {"products", "client_name", "webhook"} <= names
    assert names.isdisjoint({"user", "user_id", "secret", "access_token", "income_verification"})
    for path, node in walk(schema(REQUEST)):
        assert "x-sensitive" not in node or path[0] not in names
    shapes.examine(REQUEST, {**TYPICAL, "client_id": "5f1c0a", "secret": "hush"})
    remembered = b"".join(recurring._KNOWN[REQUEST])
    assert b"Wonderwallet" in remembered
    for value in ("u-1001", "Jane", "4155550123", "Harrison", "hush", "5f1c0a"):
        assert value.encode() not in remembered


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recurring._ROOM <= 1 << 23
    monkeypatch.setattr(recurring, "_ROOM", 20_000)
    most = 0
    for index in range(200):
        body = {**TYPICAL, "client_name": f"Wallet {index}"}
        shapes.examine(REQUEST, body)
        assert is_known(body)
        most = max(most, sum(map(len, recurring._KNOWN[REQUEST])))
    assert 19_000 < most <= 20_000
    long = {**TYPICAL, "redirect_uri": "https://example.com/" + "a" * recurring.LONGEST}
    assert not shapes.examine(REQUEST, long).findings
    assert not is_known(long)


def test_a_list_that_is_shared_many_times_over_takes_no_time() -> None:
    shared: list[Any] = ["auth"]
    for _ in range(100):
        shared = [shared, shared]
    assert not is_known({**TYPICAL, "products": shared})


def test_answers_are_not_remembered() -> None:
    answer = {"link_token": "link-sandbox-1", "expiration": "x", "request_id": "y"}
    assert recurring.parts(Document.CREATE_RESPONSE, answer) is None
    assert recurring.parts(REQUEST, [TYPICAL]) is None


def test_the_document_is_not_changed() -> None:
    body = copy.deepcopy(TYPICAL)
    for _ in range(3):
        shapes.examine(REQUEST, body)
    assert body == TYPICAL
    assert list(body) == list(TYPICAL)
