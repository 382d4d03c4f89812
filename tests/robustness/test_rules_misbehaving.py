"""Custom rules that misbehave are contained and named, and all other findings are kept."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import BASES
from linkcheck.engine.rule import RULES, Finding, at, define, missing, withdraw
from linkcheck.engine.runner import MOST_FINDINGS
from linkcheck.report import Report
from linkcheck.violation import Fix, Related

BODY = {**BASES["request"][1], "optional_products": ["auth"], "language": "xx"}
OWN = [(v.code, v.pointer) for v in Checker().check(BODY)]
Check = Callable[[Any], Any]
Run = Callable[..., Report]


@pytest.fixture
def run() -> Iterator[Run]:
    """Checks the body with rules made of functions, with the codes HX900, HX901 and so on."""
    codes = []

    def with_rules(*checks: Check, body: Any = BODY) -> Report:
        for number, check in enumerate(checks):
            codes.append(f"HX{900 + number}")
            define(codes[-1], f"house-{number}", check, "A rule.", source="products", area="test")
        return Checker(rules=[RULES[code] for code in codes]).check(body)

    yield with_rules
    for code in codes:
        withdraw(code)


def _kept(report: Report) -> list[str]:
    """That the shipped rules have found all that they find; gives what the others found."""
    found = [(v.code, v.pointer) for v in report]
    assert [pair for pair in found if pair[0].startswith("LC")] == OWN
    return [code for code, _ in found if code.startswith("HX")]


def _raising(error: BaseException) -> Check:
    def check(_: Any) -> Any:
        yield at("products", message="Found before.")
        raise error

    return check


@pytest.mark.parametrize(
    "error",
    [ValueError("hunter2"), RecursionError(), MemoryError(), SystemExit(0), AssertionError()],
)
def test_a_rule_that_raises(run: Run, error: BaseException) -> None:
    report = run(_raising(error), lambda _: [at("client_name", message="Found.")])
    assert sorted(_kept(report)) == ["HX900", "HX901"]
    (reported,) = report.internal_errors
    assert reported.rule == "HX900"
    assert reported.error.startswith(type(error).__name__)
    assert "hunter2" not in str(report.to_dict())


def test_an_interrupt_is_not_held_up(run: Run) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(_raising(KeyboardInterrupt()))


def _given(**changes: Any) -> Finding:
    finding = at("products", message="Found.")
    for name, value in changes.items():
        setattr(finding, name, value)
    return finding


RUBBISH: dict[str, Any] = {
    "number": 5,
    "text": "hunter2",
    "none": [None],
    "class": [Finding],
    "tuple": [("products", "Found.")],
    "message": [_given(message=b"hunter2")],
    "no message": [_given(message=None)],
    "list for path": [_given(path=["products"])],
    "pointer for path": [_given(path="/products")],
    "no such member": [at("hunter2", message="Found.")],
    "no such entry": [at("products", 7, message="Found.")],
    "entry from the end": [at("products", -1, message="Found.")],
    "below a text": [at("language", "hunter2", message="Found.")],
    "step of another type": [_given(path=(None,))],
    "unhashable step": [_given(path=({},))],
    "missing in a text": [missing("language", "hunter2", message="Found.")],
    "missing number": [_given(missing=5)],
    "severity": [_given(severity="hunter2")],
    "fix": [_given(fix={"op": "remove"})],
    "patch": [_given(fix=Fix("Fix it", ("hunter2",)))],  # type: ignore[arg-type]
    "patch without place": [_given(fix=Fix("Fix it", ({"op": "remove"},)))],
    "related": [_given(related=("hunter2",))],
    "related place": [_given(related=(Related("hunter2", "see there"),))],
    "answer": [_given(plaid_error="hunter2")],
}


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_a_rule_that_gives_rubbish(run: Run, rubbish: str) -> None:
    report = run(lambda _: RUBBISH[rubbish], lambda _: [at("client_name", message="Found.")])
    assert _kept(report) == ["HX901"]
    (reported,) = report.internal_errors
    assert reported.rule == "HX900"
    assert "hunter2" not in f"{report} {report!r} {report.to_dict()}"


def test_findings_before_rubbish_are_kept(run: Run) -> None:
    report = run(lambda _: [at("client_name", message="Found."), 5])
    assert _kept(report) == ["HX900"]
    assert [e.rule for e in report.internal_errors] == ["HX900"]


def test_a_rule_that_never_stops_giving(run: Run) -> None:
    def endless(_: Any) -> Any:
        while True:
            yield at("products", message="Found.")

    report = run(endless, lambda _: [at("client_name", message="Found.")])
    assert sorted(_kept(report)) == ["HX900"] * MOST_FINDINGS + ["HX901"]
    (reported,) = report.internal_errors
    assert (reported.rule, "1,000" in reported.error) == ("HX900", True)


def test_a_large_document_may_have_more_findings(run: Run) -> None:
    def each(request: Any) -> Any:
        for index in range(len(request.items("products"))):
            yield at("products", index, message="Found.")

    body = {**BODY, "products": [f"p{i}" for i in range(3 * MOST_FINDINGS)]}
    report = run(each, body=body)
    assert report.internal_errors == ()


def _clear(request: Any) -> None:
    request.payload.clear()


def _replace(request: Any) -> None:
    request.payload["products"].append("hunter2")


def _rebind(request: Any) -> None:
    request.payload = {}


@pytest.mark.parametrize("mutate", [_clear, _replace])
def test_a_rule_that_changes_the_document(run: Run, mutate: Check) -> None:
    body = copy.deepcopy(BODY)
    report = run(
        mutate, lambda r: [at("client_name", message="Found.")] if r.payload else [], body=body
    )
    assert body == BODY
    assert _kept(report) == ["HX901"]
    (reported,) = report.internal_errors
    assert (reported.rule, "changed" in reported.error) == ("HX900", True)


def test_a_rule_that_changes_its_view(run: Run) -> None:
    report = run(_rebind, lambda r: [at("client_name", message="Found.")] if r.payload else [])
    assert _kept(report) == ["HX901"]
    assert report.internal_errors == ()


def test_a_rule_that_gives_nothing(run: Run) -> None:
    report = run(lambda _: None, lambda _: [], lambda _: iter(()))
    assert _kept(report) == []
    assert report.internal_errors == ()
