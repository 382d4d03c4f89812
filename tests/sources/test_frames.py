"""A text whose frame was met before decodes to what it decodes to as a whole, or is not framed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.logs import lines
from benchmarks.payloads import FULL, MINIMAL, TYPICAL, variants
from linkcheck.checker import Checker
from linkcheck.shapes import recurring
from linkcheck.sources import frames
from linkcheck.sources.decode import SourceError, decode


@pytest.fixture(autouse=True)
def _nothing_met_before() -> Iterator[None]:
    frames.forget()
    recurring.forget()
    yield
    frames.forget()


def whole(text: str) -> Any:
    """What a text decodes to where no frame is known."""
    known = dict(frames._KNOWN)
    frames.forget()
    try:
        return decode(text)
    except SourceError as error:
        return str(error)
    finally:
        frames._KNOWN.update(known)


def teach(*bodies: Any) -> Checker:
    """A checker that has met these bodies, and now knows their frames."""
    checker = Checker()
    for body in bodies:
        for _ in range(3):
            checker.check(json.dumps(body))
    assert len(frames._KNOWN) == len(bodies)
    return checker


def is_known(text: str) -> bool:
    found = decode(text).framed
    return found is not None and found.known is not None


USERS = [
    '{"client_user_id": "u-1"}', '{"client_user_id":"u-\\u0031"}', "{}", "[]", "null", '"u-1"', "0",
    '{"client_user_id": "u-1", "client_user_id": "u-2"}', '{"a": {"user": {"b": 1}}}',
    '{"client_user_id": "u-1"', '{"client_user_id": NaN}', '{"user_id": "usr_1"}', '{"\\"": "}"}',
    '{"client_user_id": "\\ud800"}', '{"a": ' + "1" * 5000 + "}", "{" * 3, '{"a": ' * 2000,
    '{"client_user_id": "u-1"} ', '{"client_user_id": "u-1"}}', '{"client_user_id": "u-1"}, "b": 1',
]  # fmt: skip
IDS = [
    '"usr_1"', '"usr_a"', '""', "null", "1", '"a\\"b"', '"a\\\\"', '"a\tb"', '"usr_1", "x": "y"',
    '["usr_1"]', '"usr_1" ', '"usr-1"', '"{x}"', "usr_1", '"',
]  # fmt: skip


def texts(body: dict[str, Any]) -> Iterator[str]:
    text = json.dumps(body)
    user, user_id = json.dumps(body["user"]), json.dumps(body.get("user_id"))
    yield text
    yield " " + text + "\n"
    yield "\ufeff" + text
    yield text.replace(": ", ":")
    yield json.dumps(body, indent=2)
    yield from (text.replace(user, other) for other in USERS)
    yield from (text.replace(user_id, other) for other in IDS)
    yield from (text.replace(user_id, a).replace(user, b) for a in IDS for b in USERS)
    yield text.replace("{", '{"user": {"client_user_id": "u-1"}, ', 1)
    yield text.replace('"user": ', '"x": "\\"user\\": {", "user": ')
    yield text.replace('"user": ', '"update": {"user": {}}, "user": ')
    yield text.replace('"user": ', '"user" : ')
    yield text.replace('"user_id": ', '"x": {"user_id": "usr_1"}, "user_id": ')


FIRST = {"user_id": FULL["user_id"], **FULL}


@pytest.mark.parametrize("body", [MINIMAL, TYPICAL, FULL, FIRST])
def test_texts_decode_as_a_whole(body: dict[str, Any]) -> None:
    teach(MINIMAL, TYPICAL, FULL, FIRST)
    known = 0
    for text in texts(body):
        try:
            found: Any = decode(text)
        except SourceError as error:
            found = str(error)
        assert found == whole(text), text
        if not isinstance(found, str):
            known += found.framed is not None and found.framed.known is not None
            assert list(found.value) == list(whole(text).value)
    assert known > 3


def test_logs_get_the_same_reports() -> None:
    every = list(lines(1500))
    reference = Checker()
    expected = []
    for line in every:
        frames.forget()
        expected.append(list(reference.check(line)))
    frames.forget()
    checker, known = Checker(), 0
    for _ in range(3):
        for line, report in zip(every, expected, strict=True):
            known += is_known(line.decode())
            assert list(checker.check(line)) == report, line
    assert known > 1500
    assert sum(map(bool, expected)) > 10


def test_only_requests_without_fault_are_remembered() -> None:
    checker = Checker()
    for change in (
        {"client_id": "5f1c0a"},
        {"secret": "hush"},
        {"access_token": "access-sandbox-af1a0311-da53-4636-b754-dd15cc058176"},
        {"webhok": "https://example.com"},
        {"language": "xx"},
        {"update": {"user": True}},
    ):
        for one in variants({**TYPICAL, **change}, 4):
            checker.check(json.dumps(one))
    assert not frames._KNOWN


def test_nothing_personal_is_remembered() -> None:
    teach(TYPICAL, FULL)
    remembered = repr(frames._KNOWN)
    assert "Wonderwallet" in remembered
    for value in ("u-1001", "Jane", "4155550123", "Harrison", "usr_9nSp2KuZ2x4JDw"):
        assert value not in remembered


def test_what_is_shared_is_not_changed() -> None:
    checker = teach(TYPICAL)
    before = repr(frames._KNOWN)
    text = json.dumps({**TYPICAL, "user": {"client_user_id": "u-2", "phone_number": "x"}})
    assert is_known(text)
    report = checker.check(text)
    assert [v.pointer for v in report] == ["/user/phone_number"]
    report.fixed(unsafe=True)
    checker.fix(text, unsafe=True)
    assert repr(frames._KNOWN) == before


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_ROOM", 20_000)
    checker, most = Checker(), 0
    for index in range(100):
        for _ in range(3):
            checker.check(json.dumps({**TYPICAL, "client_name": f"Wallet {index}"}))
        most = max(most, sum(map(len, frames._KNOWN)))
    assert 15_000 < most <= 20_000
    long = json.dumps({**TYPICAL, "redirect_uri": "https://example.com/" + "a" * frames.LONGEST})
    assert decode(long).framed is None
