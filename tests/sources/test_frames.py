"""A text whose frame was met before decodes to what it decodes to as a whole, or is not framed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from benchmarks.logs import lines
from benchmarks.payloads import FULL, MINIMAL, TYPICAL, variants
from linkcheck.__main__ import main
from linkcheck.checker import Checker
from linkcheck.shapes import recurring
from linkcheck.sources import frames
from linkcheck.sources.decode import Decoded, SourceError, decode
from linkcheck.sources.files import Passed, Source, SourceDocument
from linkcheck.sources.json_lines import read_lines, read_others


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


def test_lines_that_pass_are_counted(tmp_path: Path) -> None:
    teach(TYPICAL)
    known, other = json.dumps(TYPICAL), json.dumps(MINIMAL)
    log = tmp_path / "log.jsonl"
    rows = [other, *[known] * 300, "", "{", known, known, other, known]
    log.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    source = Source(str(log), str(log), named=True)
    ends = list(accumulate(len(row) + 1 for row in rows))
    found = list(read_others(source, None, lambda _: True))
    told = [one if isinstance(one, Passed) else one.origin for one in found]  # type: ignore[union-attr]
    assert told == [
        "line 1",
        Passed(256, ends[256]),
        Passed(44, ends[300]),
        "line 303",
        Passed(2, ends[304]),
        "line 306",
        Passed(1, ends[306]),
    ]
    whole = {one.origin: one for one in read_lines(source) if isinstance(one, SourceDocument)}
    for one in found:
        if isinstance(one, SourceDocument) and isinstance(one.content, Decoded):
            assert one == whole[one.origin]
    assert [one.index for one in found if isinstance(one, SourceDocument)] == [0, 301, 304]
    assert list(read_others(source, None, lambda _: False)) != found


OPTIONS = [
    [],
    ["--verbose"],
    ["--document", "link-token-create-request"],
    ["--document", "link-token-get-request"],
    ["--select", "ALL"],
    ["--select", "LC1"],
    ["--environment", "production"],
]


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
@pytest.mark.parametrize("form", ["text", "json"])
def test_lines_that_pass_change_no_output(
    form: str,
    options: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"".join([*lines(300), b"{\n", *lines(300), b"[]\n", *lines(300)]))
    command = ["check", "--no-config", "--jobs", "1", "--format", form, *options, str(log)]
    passed = []
    check = Checker.passes

    def passes(checker: Checker, framed: frames.Framed) -> bool:
        passed.append(check(checker, framed))
        return passed[-1]

    def output() -> tuple[int, str, str]:
        frames.forget()
        return (main(command), *capfd.readouterr())

    monkeypatch.setattr(Checker, "passes", lambda *_: False)
    expected = output()
    monkeypatch.setattr(Checker, "passes", passes)
    assert output() == expected
    quick = not {"--verbose", "ALL", "link-token-get-request"} & set(options)
    assert any(passed) == quick
