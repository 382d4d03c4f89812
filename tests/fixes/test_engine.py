"""Which fixes are applied: those that do good, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linkcheck.checker import Checker
from linkcheck.documents import BASES, Document
from linkcheck.fixes.engine import fix_value
from linkcheck.fixes.patch import apply
from linkcheck.report import Report
from linkcheck.violation import Evidence, Fix, Severity, Violation

BASE = BASES["request"][1]
CHECKER = Checker()


def fixed(changes: dict[str, Any], *, unsafe: bool = False, checker: Checker = CHECKER) -> Any:
    return fix_value({**BASE, **changes}, checker, unsafe=unsafe)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """The reports of all checks of a value, as they are made."""
    made: list[Report] = []
    check = Checker.check_value

    def counted(*args: Any, **options: Any) -> Report:
        made.append(check(*args, **options))
        return made[-1]

    monkeypatch.setattr(Checker, "check_value", counted)
    return made


def test_unsafe_fixes_are_applied_on_demand_only() -> None:
    both = {"products": ["Auth"], "webhok": "https://example.com/hook"}
    assert fixed(both).value == {**BASE, "products": ["auth"], "webhok": both["webhok"]}
    assert fixed(both, unsafe=True).value == {
        **BASE,
        "products": ["auth"],
        "webhook": both["webhok"],
    }


def test_a_fix_that_would_bring_another_violation_is_left_out() -> None:
    result = fixed({"products": [], "access_token": "", "language": "EN"})
    assert result.value["access_token"] == ""  # without it, `products` may not be empty
    assert result.value["language"] == "en"
    assert {v.code for v in result.left} == {"LC105"}


def test_what_a_fix_uncovers_is_fixed_as_well() -> None:
    result = fixed({"products": ["Auth", "auth", "AUTH"]})
    assert result.value == {**BASE, "products": ["auth"]}
    assert result.left == ()


def test_many_fixes_in_one_array_hit_their_entries() -> None:
    products = ["auth", "Identity", "auth", "auth", "Transactions", "identity", "auth"]
    assert fixed({"products": products}).value["products"] == ["auth", "identity", "transactions"]


def test_a_thousand_fixes_take_few_checks(checks: list[Report]) -> None:
    assert fixed({"products": ["auth"] * 500 + ["Auth"] * 500}).value["products"] == ["auth"]
    assert len(checks) < 10


def test_the_value_is_not_changed_and_not_shared() -> None:
    value = {**BASE, "products": ["auth", "auth"], "user": {"client_user_id": "u-1001"}}
    before = json.dumps(value)
    result = fix_value(value, CHECKER).value
    assert json.dumps(value) == before
    assert result["user"] == value["user"]
    assert result["user"] is not value["user"]


def test_tuples_count_as_arrays() -> None:
    assert fixed({"products": ("auth", "auth")}).value["products"] == ["auth"]


@pytest.mark.parametrize("value", [None, 1, "text", [], ["auth"], float("nan"), {1: 2}, object()])
def test_anything_but_a_document_is_returned_unchanged(value: Any) -> None:
    result = fix_value(value, CHECKER, unsafe=True)
    assert result.value is value or result.value == value
    assert result.applied == ()


def test_what_is_nested_without_end_comes_back() -> None:
    value: dict[str, Any] = dict(BASE)
    value["user"] = value
    result = fix_value(value, CHECKER)
    assert result.value is value
    assert [v.code for v in result.left] == ["LC005"]


def test_the_kind_of_document_stays_what_it_was() -> None:
    value = {"link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176", "secret": ""}
    result = fix_value(value, CHECKER, Document.GET_REQUEST, unsafe=True)
    assert result.value == {"link_token": value["link_token"]}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"products": ["Statements"]}, {"LC104"}),  # which then lacks its options
        ({"language": 1}, {"LC103"}),
        ({"products": ["transactions"], "transactions": {"days_requested": "1000"}}, {"LC103"}),
        ({"institution_data": {"routing_number": "123"}}, {"LC435"}),
        ({"country_codes": ["GB"], "auth": {"same_day_microdeposits_enabled": True}}, {"LC600"}),
    ],
)
def test_what_no_fix_puts_right_shows_none(changes: dict[str, Any], codes: set[str]) -> None:
    value = {**BASE, **changes}
    found = CHECKER.check(value).violations
    assert codes <= {v.code for v in found}
    assert not any(v.fix for v in found)
    assert fixed(changes, unsafe=True).value == value


def test_a_fix_may_turn_an_error_into_a_warning() -> None:
    changes = {"products": ["transactions"], "transactions": {"days_requested": "14"}}
    (found,) = CHECKER.check({**BASE, **changes}).violations
    assert (found.code, found.severity) == ("LC103", "error")
    assert found.fix is not None
    result = fixed(changes)
    assert result.value["transactions"] == {"days_requested": 14}
    assert {v.severity for v in result.left} == {Severity.WARNING}


def test_the_webhook_of_a_document_upload_stays() -> None:
    kind, update = BASES["update"]
    value = {
        **update,
        "webhook": "https://example.com/hook",
        "identity": {"is_document_upload": "true", "account_ids": ["x" * 37]},
    }
    result = fix_value(value, CHECKER, kind, unsafe=True)
    assert result.value["webhook"] == "https://example.com/hook"
    assert result.value["identity"]["is_document_upload"] is True


def test_what_a_fix_brings_up_is_a_part_of_it() -> None:
    """Whoever applies the patch gets what ``--fix --unsafe-fixes`` gives."""
    value = {k: v for k, v in BASE.items() if k != "products"} | {"prodcts": ["Auth"]}
    (found,) = CHECKER.check(value, "link-token-create-request").violations
    assert found.fix is not None
    wanted = fix_value(value, CHECKER, Document.CREATE_REQUEST, unsafe=True).value
    assert apply(value, found.fix.patch) == wanted
    assert CHECKER.check(wanted).violations == ()


def test_only_the_fix_that_is_applied_is_shown_in_one_array() -> None:
    found = CHECKER.check({**BASE, "products": ["Auth", "Statements", "auth"]}).violations
    assert {(v.pointer, v.fix is not None) for v in found} == {
        ("/products/0", True),
        ("/products/1", False),
    }


def test_the_same_product_twice_in_another_case_stays_alone() -> None:
    kind, idv = BASES["idv"]
    value = {**idv, "products": ["identity_verification", " identity_verification "]}
    assert [v.code for v in CHECKER.check_value(value, kind) if v.severity is Severity.ERROR] == [
        "LC104"
    ]
    assert fix_value(value, CHECKER, kind).value["products"] == ["identity_verification"]


def test_a_check_itself_looks_for_no_fixes(checks: list[Report]) -> None:
    value = {**BASE, "language": "EN"}
    report = CHECKER.check(value)
    assert not report.ok
    assert len(report.violations) == 1
    assert len(checks) == 1
    value["language"] = "en"  # what was checked counts, not what has become of it
    assert all(v.fix for v in report)
    assert len(checks) == 2


# -- patches of house rules, which may be anything ------------------------------------------------


class Fake:
    """A checker whose violations a function makes."""

    def __init__(self, check: Callable[[Any], list[Violation]]) -> None:
        self._check = check
        self.calls = 0

    def check_value(self, value: Any, document: Any, *, request: Any = None) -> Report:
        self.calls += 1
        return Report("link-token-create-request", tuple(self._check(value)))


def violation(code: str, pointer: str, *patch: dict[str, Any]) -> Violation:
    fix = Fix("Mend it", patch) if patch else None
    return Violation(
        code, code.lower(), Severity.ERROR, "Wrong.", pointer, "link-token-create-request", "",
        Evidence.DOCUMENTED, fix=fix,
    )  # fmt: skip


def run(value: Any, check: Callable[[Any], list[Violation]]) -> tuple[Any, int]:
    fake = Fake(check)
    return fix_value(value, fake).value, fake.calls  # type: ignore[arg-type]


BROKEN: list[dict[str, Any]] = [
    {"op": "remove", "path": "/nowhere/at/all"},
    {"op": "remove", "path": "no pointer"},
    {"op": "shuffle", "path": "/a"},
    {"op": "remove"},
    {"path": "/a"},
]


@pytest.mark.parametrize("operation", BROKEN, ids=str)
def test_a_patch_that_does_not_fit_is_left_out(operation: dict[str, Any]) -> None:
    def check(value: Any) -> list[Violation]:
        good = [violation("X2", "/b", {"op": "remove", "path": "/b"})] if "b" in value else []
        return [violation("X1", "/a", operation), *good]

    assert run({"a": 1, "b": 2}, check)[0] == {"a": 1}


def test_a_patch_that_leaves_its_violation_is_left_out() -> None:
    def check(value: Any) -> list[Violation]:
        return [violation("X1", "/a", {"op": "add", "path": "/n", "value": 1})]

    assert run({"a": 1}, check)[0] == {"a": 1}


def test_fixes_that_undo_each_other_come_to_an_end() -> None:
    def check(value: Any) -> list[Violation]:
        other = 1 - value["a"]
        return [violation(f"X{value['a']}", "/a", {"op": "replace", "path": "/a", "value": other})]

    value, calls = run({"a": 0}, check)
    assert value == {"a": 0}
    assert calls < 20


def test_of_many_fixes_the_bad_ones_are_found() -> None:
    bad = {"m3", "m17", "m18", "m40"}

    def check(value: Any) -> list[Violation]:
        here = [violation("X1", f"/{n}", {"op": "remove", "path": f"/{n}"}) for n in value]
        return here + [violation("X2", "", *()) for n in bad - value.keys()]

    value, calls = run({f"m{i}": i for i in range(60)}, check)
    assert set(value) == bad
    assert calls < 100


def test_useless_fixes_come_to_an_end() -> None:
    def check(value: Any) -> list[Violation]:
        return [
            violation(f"X{i}", f"/m{i}", {"op": "replace", "path": f"/m{i}", "value": 0})
            for i in range(5000)
        ]

    assert run({f"m{i}": 1 for i in range(5000)}, check)[1] < 50


def test_overlapping_fixes_are_applied_one_after_the_other() -> None:
    def check(value: Any) -> list[Violation]:
        found = []
        for name in value:
            if "x" in value[name]:
                place = f"/{name}/x"
                found.append(violation("X1", place, {"op": "remove", "path": place}))
        if "a" in value:
            renamed = {"op": "move", "from": "/a", "path": "/b"}
            found.append(violation("X2", "/a", renamed))
        return found

    assert run({"a": {"x": 1, "y": 2}}, check)[0] == {"b": {"y": 2}}


# -- any body --------------------------------------------------------------------------------------

_TEXTS = st.sampled_from(
    ["", " ", "auth", "Auth", "identity", "us", "US", "UK", "en", "EN", "https://e.com/a?b#c", "x",
     "+1 415 555 0123", "4155550123", "123-45-6780", "true", "90", "CA", "cra_base_reports"]
)  # fmt: skip
_ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-1, 800), _TEXTS),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=4,
)
_NAMES = st.sampled_from(
    ["products", "optional_products", "country_codes", "language", "redirect_uri", "webhook",
     "access_token", "user_id", "link_customization_name", "webhok", "auth", "update", "product"]
)  # fmt: skip
_USER = st.dictionaries(
    st.sampled_from(["client_user_id", "phone_number", "email_address", "legal_name", "phone"]),
    _ANY,
    max_size=3,
)


def _counts(violations: Iterable[Violation]) -> tuple[int, ...]:
    """How many violations have each severity, the worst first."""
    ranks = [violation.severity.rank for violation in violations]
    return tuple(ranks.count(severity.rank) for severity in Severity)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_NAMES, _ANY, max_size=5), _USER, st.booleans(), st.booleans())
@example({}, {"client_user_id": 0, "legal_name": 0}, True, False)  # equal once they are strings
@example({"country_codes": "US"}, {}, False, True)  # the country calls for `redirect_uri`
@example({"redirect_uri": ""}, {}, False, True)
def test_any_body(
    changes: dict[str, Any], user: dict[str, Any], unsafe: bool, pedantic: bool
) -> None:
    checker = Checker(pedantic=pedantic)
    value = {**BASE, **changes, "user": {**BASE["user"], **user}}
    before = checker.check(value, "link-token-create-request")
    result = fix_value(value, checker, Document.CREATE_REQUEST, unsafe=unsafe)
    assert result.applied == () or _counts(result.left) < _counts(before.violations)
    # What is right now may be judged further, but less severely than what was fixed.
    known = {(v.code, v.missing) for v in before}
    new = [v.severity.rank for v in result.left if (v.code, v.missing) not in known]
    fixed = [v.severity.rank for v in result.applied]
    assert not new or min(new) > min(fixed)
    again = fix_value(result.value, checker, Document.CREATE_REQUEST, unsafe=unsafe)
    assert again.applied == ()
