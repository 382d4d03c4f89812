"""What rules may read of a document that is not known as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from linkcheck.engine.facts import Facts
from linkcheck.engine.finding import Finding, at
from linkcheck.engine.rule import Evidence, Rule, Severity
from linkcheck.engine.runner import Run
from linkcheck.engine.unknown import Unknown, Unknowns, UnknownValue, with_mistyped
from linkcheck.engine.view import View
from linkcheck.pointer import Path


@dataclass(frozen=True)
class Nothing(Facts):
    """No facts."""


WRITTEN = Unknown("pre-", "string")
NULLABLE = Unknown(may_be_null=True)
CONDITIONAL = Unknown(may_be_absent=True)
RAISES = "raises"
BODY = {
    "name": "known",
    "text": "pre-$X",
    "maybe": "$X",
    "extra": "$X",
    "list": ["a", "$X", "c"],
    "open": ["a"],
    "more": ["a", "$X"],
    "object": {"a": 1, "b": "$X"},
    "spread": {"a": 1},
    "plain": [{"a": "b"}],
}
UNKNOWN = Unknowns(
    {
        ("text",): WRITTEN,
        ("maybe",): NULLABLE,
        ("extra",): CONDITIONAL,
        ("list", 1): WRITTEN,
        ("more", 1): CONDITIONAL,
        ("object", "b"): WRITTEN,
    },
    {("open",), ("spread",)},
)


def view(unknown: Unknowns | None = UNKNOWN) -> View:
    return View(BODY, Nothing(), unknown=unknown)


READS: list[tuple[Callable[[View], Any], Any]] = [
    (lambda v: v.text("name"), "known"),
    (lambda v: v.text("absent"), None),
    (lambda v: v.text("text"), RAISES),
    (lambda v: v.payload["text"], RAISES),
    (lambda v: v.payload.get("text"), RAISES),
    (lambda v: v.get("text", "below"), RAISES),
    # Presence.
    (lambda v: v.has("text") and v.is_filled("text") and v.given("text"), True),
    (lambda v: v.has("list", 1) and v.has("object", "b"), True),
    (lambda v: v.has("maybe"), RAISES),
    (lambda v: v.is_filled("maybe"), RAISES),
    (lambda v: v.given("maybe"), True),
    (lambda v: v.given("extra"), RAISES),
    (lambda v: "extra" in v.payload, RAISES),
    (lambda v: v.has("absent"), False),
    # Arrays.
    (lambda v: bool(v.items("list")), True),
    (lambda v: len(v.items("list")), 3),
    (lambda v: "c" in v.items("list"), True),
    (lambda v: "d" in v.items("list"), RAISES),
    (lambda v: v.get("list", 0), "a"),
    (lambda v: v.items("list")[2], "c"),
    (lambda v: v.items("list")[1], RAISES),
    (lambda v: v.items("list")[-1], RAISES),
    (lambda v: v.items("list") == ["a"], False),
    (lambda v: v.items("list") != ["a", "b", "c"], RAISES),
    (lambda v: next(iter(v.items("list"))), "a"),
    (lambda v: set(v.items("list")), RAISES),
    (lambda v: [*v.items("list")], RAISES),
    (lambda v: v.items("list").count("a"), RAISES),
    (lambda v: "a" in v.items("open"), True),
    (lambda v: len(v.items("open")), RAISES),
    (lambda v: v.get("open", 1), RAISES),
    (lambda v: v.items("open") == [], False),
    (lambda v: v.items("open") == ["a", "b"], RAISES),
    (lambda v: bool(v.texts("open")), True),
    (lambda v: len(v.items("more")), RAISES),
    (lambda v: v.items("more") == ["a"], RAISES),
    (lambda v: v.get("plain", 0, "a"), "b"),
    # Objects.
    (lambda v: v.get("object", "a"), 1),
    (lambda v: len(v.obj("object") or ()), 2),
    (lambda v: list(v.obj("object") or ()), ["a", "b"]),
    (lambda v: list((v.obj("object") or {}).items()), RAISES),
    (lambda v: dict(v.obj("object") or {}), RAISES),
    (lambda v: {**(v.obj("object") or {})}, RAISES),
    (lambda v: v.obj("object") == {}, RAISES),
    (lambda v: (v.obj("object") or {}).keys().isdisjoint({"c"}), True),
    (lambda v: v.get("spread", "a"), 1),
    (lambda v: v.get("spread", "b"), RAISES),
    (lambda v: bool(v.obj("spread")), True),
    (lambda v: list(v.obj("spread") or ()), RAISES),
    (lambda v: (v.obj("spread") or {}).keys().isdisjoint({"a"}), False),
    (lambda v: (v.obj("spread") or {}).keys().isdisjoint({"b"}), RAISES),
    (lambda v: len(v.obj("spread") or ()), RAISES),
    # Only what is known is listed.
    (lambda v: [p for p, _ in v.each("list[]")], [("list", 0), ("list", 2)]),
    (lambda v: [p for p, _ in v.each("object")], []),
    (lambda v: [p for p, _ in v.each("plain[].a")], [("plain", 0, "a")]),
    (
        lambda v: [".".join(map(str, p)) for p, _ in v.strings()],
        ["name", "list.0", "list.2", "open.0", "more.0", "plain.0.a"],
    ),
]


def test_what_is_known_can_be_read_and_nothing_else() -> None:
    wrong = []
    for number, (read, expected) in enumerate(READS):
        try:
            found = read(view())
        except UnknownValue:
            found = RAISES
        if found != expected:
            wrong.append(f"{number}: expected {expected!r}, found {found!r}")
    assert wrong == []


def test_nothing_is_copied_or_guarded_where_all_is_known() -> None:
    assert view(None).payload is BODY
    assert view().payload["plain"] is BODY["plain"]
    assert BODY["text"] == "pre-$X"


def test_strings_come_before_what_is_not_known() -> None:
    texts = iter(view().texts("list"))
    assert [next(texts), next(texts)] == [(0, "a"), (2, "c")]
    with pytest.raises(UnknownValue):
        next(texts)


def test_a_value_of_a_wrong_type_is_text_all_the_same() -> None:
    seen = View({"a": "x"}, Nothing(), unknown=with_mistyped(None, [("a",)]))
    assert [*seen.strings()] == [(("a",), "x")]
    for read in (lambda: seen.has("a"), lambda: seen.given("b"), lambda: seen.get()):
        with pytest.raises(UnknownValue):
            read()
    assert seen.has("b") is False


def test_features_are_what_is_certain() -> None:
    features = view().features
    assert {"name", "text", "list", "object.b", "spread.a"} <= features
    assert features.isdisjoint({"maybe", "extra"})


def test_what_a_rule_found_before_counts() -> None:
    def reads(v: View) -> Iterator[Finding]:
        yield at("name", message="First.")
        v.get("text")
        yield at("name", message="Second.")

    rule = Rule(
        code="XX900",
        name="reads",
        severity=Severity.ERROR,
        evidence=Evidence.DOCUMENTED,
        check=reads,
        doc="",
        sources=(),
        about=frozenset(),
        area="test",
    )
    run = Run(BODY)
    run.run([rule], view())
    run.run_foreign([rule], view().over)
    assert [finding.message for _, finding in run.found] == ["First.", "First."]
    assert not run.crashes


@pytest.mark.parametrize(
    ("path", "key", "is_absence", "is_silent"),
    [
        (("name",), False, False, False),
        (("text",), False, False, True),
        (("text",), True, False, False),
        (("text", "below"), True, False, True),
        (("extra",), True, False, True),
        (("spread",), False, False, False),
        (("spread",), False, True, True),
        ((), False, True, False),
    ],
)
def test_what_the_shape_check_may_say(
    path: Path, key: bool, is_absence: bool, is_silent: bool
) -> None:
    assert UNKNOWN.silences(path, key=key, is_absence=is_absence) is is_silent


@pytest.mark.parametrize(
    ("path", "key", "is_silent"),
    [
        (("maybe",), True, True),
        (("text",), True, False),
        (("name",), True, False),
        (("text", "below"), True, True),
    ],
)
def test_what_is_wrong_only_unless_it_is_null(path: Path, key: bool, is_silent: bool) -> None:
    found = UNKNOWN.silences(path, key=key, is_absence=False, is_null_allowed=True)
    assert found is is_silent
    assert UNKNOWN.silences(("maybe",), key=True, is_absence=False) is False
