"""Whatever the bytes: a report with positions, or one violation that says why there is none."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.documents import BASES
from linkcheck.report import Report
from tests.offenders import each
from tests.robustness.grow import BOUNDED, CHECKERS

CHECKER = CHECKERS[0]
TEXT = json.dumps(BASES["request"][1], indent=1)
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
SPLINTERS = (
    *(b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\x00", b"\xff", b"\\ud800", b"null"),
    *(b"1e999", b"NaN", b"\n", b"\xe2\x80\xa8", b'"user":1,"user":2,', b"\xef\xbb\xbf", b"//"),
)


def _hold(data: bytes | str) -> Report:
    report = CHECKER.check(data)
    assert report.internal_errors == ()
    assert all(v.line is not None and v.column is not None for v in report)
    assert [v.code for v in report].count("LC001") <= 1
    json.dumps(report.to_dict())
    str(report)
    return report


@BOUNDED
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes_and_texts(data: bytes | str) -> None:
    _hold(data)


@pytest.mark.exhaustive
@settings(BOUNDED, max_examples=1500)
@given(st.sampled_from(sorted(BASES)), st.integers(0, 2**32))
def test_damaged_documents(base: str, seed: int) -> None:
    dice = Random(seed)
    data = bytearray(json.dumps(BASES[base][1], indent=dice.choice((None, 1))).encode())
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        at = dice.randrange(len(data) + 1)
        what = dice.randrange(4)
        if what == 0:
            data[at : at + 1] = bytes([dice.randrange(256)])
        elif what == 1:
            del data[at : at + dice.randrange(1, 5)]
        elif what == 2:
            data[at:at] = dice.choice(SPLINTERS)
        else:
            data[at:at] = data[at // 2 : at // 2 + dice.randrange(30)]
    _hold(bytes(data))
    _hold(bytes(data).decode("utf-8", "surrogateescape"))


def test_documents_that_are_cut_off() -> None:
    data = TEXT.encode()
    for end in range(len(data)):
        assert "LC001" in {v.code for v in _hold(data[:end])}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_other_encodings_are_named(encoding: str) -> None:
    (violation,) = _hold(TEXT.encode(encoding))
    assert violation.code == "LC001"
    assert encoding[:6].upper() in violation.message


def test_a_byte_order_mark_is_allowed() -> None:
    assert _hold(TEXT.encode("utf-8-sig")) == _hold(TEXT)


@each(
    ("data", "codes"),
    [
        (b"", ["LC001"]),
        (b"\xef\xbb\xbf", ["LC001"]),
        (b"\x00" * 100, ["LC001"]),
        (b'{"language":"\xed\xa0\x80"}', ["LC001"]),
        (b'{"language":NaN}', ["LC001"]),
        (b'{"language":-Infinity}', ["LC001"]),
        (b'{"language":' + b"9" * 5000 + b"}", ["LC001"]),
        (b'{"language":1e400}', ["LC003"]),
        (b'{"language":' + b"9" * 400 + b"}", ["LC003"]),
        (b'{"language":"\\ud800"}', ["LC004"]),
        (b'{"\\ud800":1}', ["LC004"]),
        (b"[" * 100_000, ["LC001"]),
        (b'{"a":' * 100_000, ["LC001"]),
        (b"[" * 100_000 + b"]" * 100_000, ["LC001"]),
        (b'{"a":' * 300 + b"1" + b"}" * 300, ["LC005"]),
        (b"null", ["LC006"]),
        (b'"text"', ["LC006"]),
        (b"{}{}", ["LC001"]),
        (b'{"a":1,"a":2}}', ["LC001"]),
        (b"{}\x00", ["LC001"]),
    ],
)
def test_bytes_that_cannot_be_judged(data: bytes, codes: list[str]) -> None:
    assert [v.code for v in _hold(data)] == codes


def test_every_repeated_member_is_reported_at_its_place() -> None:
    text = '{"user": {"a": 1, "a": 2},\n "user": {"a": 1,\n "\\u0061": 3}}'
    found = [v for v in _hold(text) if v.code == "LC002"]
    assert [(v.pointer, v.line, v.column) for v in found] == [
        ("/user/a", 1, 19),
        ("/user", 2, 2),
        ("/user/a", 3, 2),
    ]
