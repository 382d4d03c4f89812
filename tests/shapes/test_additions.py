"""Fields and values that this release does not know, and the report without them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from linkcheck import Checker, Report
from linkcheck.documents import BASES, Document
from linkcheck.shapes.additions import known_values
from linkcheck.shapes.loader import schema, walk
from linkcheck.suggestions import near_miss
from tools import count_unknown

BODY: dict[str, Any] = BASES["request"][1]
KIND = Document.CREATE_REQUEST
CRA = {
    **BODY,
    "products": ["quantum_ledger"],
    "consumer_report_permissible_purpose": "ACCOUNT_REVIEW_CREDIT",
}

# What is added to BODY, and how the log describes it; an empty description for a mistake.
TABLE: list[tuple[dict[str, Any], list[str]]] = [
    ({"quantum_mode": True}, ["unknown field `quantum_mode`"]),
    ({"user": {**BODY["user"], "quantum_id": 1}}, ["unknown field `quantum_id` in `user`"]),
    ({"hosted_link": {"quantum_mode": 1}}, ["unknown field `quantum_mode` in `hosted_link`"]),
    ({"jo@mail.example": 1}, ["unknown field (not shown)"]),
    (
        {"products": ["auth", "quantum_ledger", "dark_matter"]},
        [
            "unknown product `quantum_ledger` in `products`",
            "unknown product `dark_matter` in `products`",
        ],
    ),
    ({"products": ["quantum_ledger"]}, ["unknown product `quantum_ledger` in `products`"]),
    ({"country_codes": ["ZZ"]}, ["unknown country `ZZ` in `country_codes`"]),
    ({"language": "xx"}, ["unknown language `xx` in `language`"]),
    ({"products": ["Jo 415-555-0123 x"]}, ["unknown product (not shown) in `products`"]),
    ({"webhok": "https://example.com/hook"}, []),
    ({"loading-sample": True}, []),
    ({"days_requested": 90}, []),
    ({"public_key": "x"}, []),
    ({"products": ["auht"]}, []),
    ({"products": ["balance"]}, []),
    ({"products": ["auth,identity"]}, []),
    ({"required_if_supported_products": ["assets"]}, []),
    ({"country_codes": ["UK"]}, []),
    ({"language": "en-US"}, []),
]


@pytest.mark.parametrize(("change", "texts"), TABLE)
def test_what_counts_as_an_addition(change: dict[str, Any], texts: list[str]) -> None:
    body = {**BODY, **change}
    before = copy.deepcopy(body)
    report, found = Checker().check_known(body, KIND)
    assert found == texts
    assert report.ok is bool(texts)
    assert body == before
    assert bool(Checker().check(body).errors) or "hosted_link" in change


def _summary(report: Report) -> list[tuple[str, str, str | None]]:
    return [(v.code, v.pointer, v.missing) for v in report.violations]


def _is_usual(body: dict[str, Any]) -> bool:
    return all(
        body.get(name) and type(body[name]) is list for name in ("products", "country_codes")
    )


def _with(change: Callable[[dict[str, Any]], object]) -> Iterator[tuple[Report, Report]]:
    """Yield the reports on each example of the rules, as it is and with an addition."""
    for case in count_unknown.cases():
        body = copy.deepcopy(case.body)
        if case.document is KIND and _is_usual(body):
            change(body)
            checker = Checker(**case.options)
            yield (
                checker.check_known(case.body, KIND)[0],
                checker.check_known(body, KIND)[0],
            )


ADDITIONS: dict[str, tuple[Callable[[dict[str, Any]], object], float]] = {
    "a field": (lambda body: body.update(quantum_mode=True), 1),
    # Some rules ask for any product of a group, to which a new one may belong.
    "a product": (lambda body: body["products"].insert(0, "quantum_ledger"), 0.95),
    "a country": (lambda body: body["country_codes"].append("ZZ"), 0.95),
}


@pytest.mark.parametrize("what", ADDITIONS)
def test_the_report_is_that_of_the_body_without_it(what: str) -> None:
    change, least = ADDITIONS[what]
    equal, more = 0, list[Any]()
    pairs = list(_with(change))
    for without, found in pairs:
        assert not found.internal_errors
        equal += _summary(found) == _summary(without)
        more += [one for one in _summary(found) if one not in _summary(without)]
    assert not more
    assert equal >= least * len(pairs) > 500


def test_nothing_is_said_about_the_absence_of_what_was_removed() -> None:
    for body in (CRA, {**CRA, "products": ["transactions", "quantum_ledger"]}):
        assert _summary(Checker().check_known(body, KIND)[0]) == []
    for text in ('{"products": ["quantum_ledger"]}', b'{"products": ["quantum_ledger"]}'):
        report, _ = Checker().check_known(text, KIND)
        missing = {v.missing for v in report.violations}
        assert missing == {"client_name", "language", "country_codes", "user"}


def test_what_a_known_product_requires_is_still_required() -> None:
    body = {**BODY, "products": ["quantum_ledger", "signal"]}
    assert _summary(Checker().check_known(body, KIND)[0]) == [("LC305", "/products/0", None)]


def test_repeated_fields_of_a_text_are_still_reported() -> None:
    report, _ = Checker().check_known(
        '{"quantum_mode": 1, "language": "en", "language": "en"}', KIND
    )
    assert "LC002" in {v.code for v in report.violations}


def test_few_known_names_are_near_misses_of_others() -> None:
    """An addition is as unlike the known names as these are unlike each other."""
    lists = set[tuple[str, ...]]()
    for document in Document:
        root = schema(document)
        for node in (root, *(node for _, node in walk(root))):
            for one in (node, node.get("items", {})):
                lists |= {tuple(one.get("properties", ())), tuple(known_values(one))}
    hits = [
        (name, near)
        for names in lists
        for name in names
        if (near := near_miss(name, [other for other in names if other != name])) is not None
    ]
    assert len(hits) <= 0.02 * sum(map(len, lists)), hits
