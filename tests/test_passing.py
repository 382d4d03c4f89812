"""Texts that pass without being decoded are those about which there is nothing to say."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from benchmarks.logs import lines
from benchmarks.payloads import FULL, MINIMAL, TYPICAL, variants
from linkcheck import passing
from linkcheck.__main__ import main
from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.rule import at, define, withdraw
from linkcheck.shapes import recurring
from linkcheck.sources import frames
from linkcheck.sources.decode import Decoded
from linkcheck.sources.files import Passed, Source, SourceDocument
from linkcheck.sources.json_lines import read_lines, read_others
from tests.sources.test_frames import FIRST, texts


def forget() -> None:
    frames.forget()
    recurring.forget()


@pytest.fixture(autouse=True)
def _nothing_met_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(passing, "_PATIENCE", 0)
    forget()
    yield
    forget()


def teach(checker: Checker, *bodies: dict[str, Any]) -> None:
    for body in bodies:
        for one in variants(body, 4):
            checker.check(json.dumps(one))


BODIES = [MINIMAL, TYPICAL, FULL, FIRST]


def test_requests_like_those_before_pass() -> None:
    checker = Checker()
    for body in BODIES:
        assert not checker.passes(json.dumps(body))
    teach(checker, *BODIES)
    for body in BODIES:
        for one in variants(body, 30):
            assert checker.passes(json.dumps(one))
            assert checker.passes(json.dumps(one).encode())
            assert list(checker.check(json.dumps(one))) == []


def test_nothing_passes_that_has_a_fault() -> None:
    checker = Checker()
    teach(checker, *BODIES)
    draw = random.Random(11)
    passed = faults = 0
    for body in BODIES:
        every = list(texts(body))
        text = json.dumps(body)
        for _ in range(3000):
            at, other = draw.randrange(len(text)), draw.randrange(len(text))
            cut = text[other : other + draw.randrange(12)]
            every.append(text[:at] + cut + text[at + draw.choice([0, 0, 1, 2]) :])
        for one in every:
            if checker.passes(one):
                passed += 1
                assert list(Checker().check(json.loads(one), "link-token-create-request")) == []
            else:
                faults += 1
    assert passed > 500
    assert faults > 5000


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", "", "\ud800", b'{"user": ', '{"user": {"client_user_id": "u"}}', b"\x00" * 9000],
)
def test_any_text_is_answered(data: bytes | str) -> None:
    checker = Checker()
    teach(checker, TYPICAL)
    assert not checker.passes(data)


def test_what_the_user_asked_for_counts() -> None:
    checker = Checker()
    teach(checker, TYPICAL)
    text = json.dumps(TYPICAL)
    assert checker.passes(text)
    assert checker.check(text, "link-token-get-request").violations
    assert checker.check(text, "link-token-create-request").document == Document.CREATE_REQUEST
    # The context of another checker is another.
    production = Checker(environment="production", redirect_uris=["https://example.com/"])
    teach(production, TYPICAL)
    assert not production.passes(text)
    assert [v.pointer for v in production.check(text)] == ["/redirect_uri"]
    assert not checker.knowing({"redirect_uris": frozenset()}).passes(text)


def test_rules_that_read_the_user_look_at_each() -> None:
    rule = define(
        "XX001",
        "no-jane",
        lambda r: [at("user", message="Jane.")] if "Jane" in r.text("user", "legal_name") else [],
        "",
        area="test",
    )
    try:
        checker = Checker(rules=[rule])
        teach(checker, TYPICAL)
        named = json.dumps(TYPICAL).replace("Jane Doe", "Omar Doe")
        assert not checker.passes(named)
        assert [v.code for v in checker.check(json.dumps(TYPICAL))] == ["XX001"]
        assert list(checker.check(named)) == []
    finally:
        withdraw("XX001")


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkcheck.checker._PLANS_KEPT", 10)
    checker = Checker()
    for index in range(40):
        body = {**TYPICAL, "client_name": f"Wallet {index}"}
        teach(checker, body)
        assert checker.passes(json.dumps(body))
        for kept in (checker._passing, checker._settled, checker._silent):
            assert len(kept) <= 10


def test_lines_that_pass_are_counted(tmp_path: Path) -> None:
    known, other = json.dumps(TYPICAL), json.dumps(MINIMAL)
    log = tmp_path / "log.jsonl"
    rows = [other, *[known] * 300, "", "{", known, known, other, known]
    log.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    source = Source(str(log), str(log), named=True)
    ends = list(accumulate(len(row) + 1 for row in rows))
    found = list(read_others(source, None, lambda line: line == known.encode()))
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

    def passes(checker: Checker, data: bytes | str, document: Document | None) -> bool:
        passed.append(check(checker, data, document))
        return passed[-1]

    def output() -> tuple[int, str, str]:
        forget()
        return (main(command), *capfd.readouterr())

    monkeypatch.setattr(Checker, "passes", lambda *_: False)
    expected = output()
    monkeypatch.setattr(Checker, "passes", passes)
    assert output() == expected
    quick = not {"--verbose", "ALL", "link-token-get-request"} & set(options)
    assert any(passed) == quick
