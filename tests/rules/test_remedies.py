"""What follows a remedy is no worse than before: advice never sends the reader in a circle."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import BASES, Document
from linkcheck.engine import catalog
from linkcheck.pointer import to_pointer
from linkcheck.rules.data.products import ARRAYS, PRODUCTS
from linkcheck.shapes.loader import describe, schema, walk
from linkcheck.shapes.replacements import suits
from tests.rules.examples import bodies, paths, with_value
from tests.rules.pair import words

LIVE_SECRET = "5f1c0de0f0a94c6fbd1d6a2c9a3b77"
CLIENT_ID = "5f1c0de0f0a94c6fbd1d6a2c"
LIVE_TOKEN = "access-production-9f1c0de0-f0a9-4c6f-bd1d-6a2c9a3b77aa"
MADE_UP_TOKEN = "access-production-00000000-0000-0000-0000-000000000000"

BOTH = {"client_id": CLIENT_ID, "secret": "0123456789abcdef0123456789abcd"}
ABOUT_CREDENTIALS = {"LC020", "LC021", "LC022", "LC023", "LC024"}

# What is wrong, a part of the remedy, and what a reader makes of it.
CREDENTIALS: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    ("LC020", {"client_id": CLIENT_ID}, "both in the headers", {}),
    ("LC021", {"client_id": CLIENT_ID, "secret": LIVE_SECRET}, "leave them out", {}),
    ("LC021", {"secret": LIVE_SECRET}, "leave them out", {}),
    ("LC021", {"access_token": LIVE_TOKEN}, MADE_UP_TOKEN, {"access_token": MADE_UP_TOKEN}),
    ("LC022", {"client_id": LIVE_SECRET, "secret": CLIENT_ID}, "leave both out", {}),
    ("LC022", {"client_id": CLIENT_ID, "secret": "${SECRET}"}, "both in the headers", {}),
    ("LC022", {**BOTH, "client_id": "${CLIENT_ID}"}, "Copy it", BOTH),
]


def check(body: dict[str, Any]) -> dict[str, str]:
    """The codes that are found in a create request, each with a message."""
    report = Checker(pedantic=True).check(json.loads(json.dumps(body)), Document.CREATE_REQUEST)
    return {v.code: words(v) for v in report.violations}


def places(body: dict[str, Any]) -> set[tuple[str, str]]:
    """Code and pointer of each error in a create request."""
    report = Checker().check(json.loads(json.dumps(body)), Document.CREATE_REQUEST)
    return {(v.code, v.pointer) for v in report.violations if v.severity == "error"}


@pytest.mark.parametrize(("code", "bad", "remedy", "good"), CREDENTIALS)
def test_remedies_for_credentials_lead_to_no_other(
    code: str, bad: dict[str, Any], remedy: str, good: dict[str, Any]
) -> None:
    base = BASES["update" if "access_token" in bad else "request"][1]
    assert remedy in check({**base, **bad})[code]
    assert ABOUT_CREDENTIALS.isdisjoint(check({**base, **good}))


# -- products in arrays --------------------------------------------------------------------------

ABOUT_ARRAYS = {"LC104", "LC113", "LC300", "LC301", "LC305", "LC309", "LC370", "LC542"}
"""The rules about the place of a product, and about the arrays that it is moved from."""
FLOW = {"auth": {"same_day_microdeposits_enabled": True}}
FILTERS = {"account_filters": {"credit": {"account_subtypes": ["all"]}}}
AROUND: list[tuple[str, dict[str, Any]]] = [
    ("request", {}),
    ("request", {"products": []}),
    ("request", {"products": ["auth"], **FLOW}),
    ("request", {"products": ["transactions"], **FLOW}),
    ("request", {"products": ["auth"], **FILTERS}),
    ("request", {"products": ["auth", "liabilities"], **FILTERS}),
    ("income", {}),
    ("cra", {}),
    ("cra", {"products": ["auth"]}),
    ("update", {}),
]
ORDER = re.compile(
    r"(?i)\b(?:move|put|keep|add)\b (it there|it|there|`[a-z_]+`)[^.]*?((?:,? ?(?:or )?`(?:"
    + "|".join(ARRAYS)
    + r")`)+)"
)


def moved(body: dict[str, Any], product: str, array: str) -> dict[str, Any]:
    """A body with a product in one array alone."""
    changed = {
        name: [p for p in value if p != product] if name in ARRAYS else value
        for name, value in body.items()
    }
    changed[array] = [*changed.get(array, ()), product]
    return {name: v for name, v in changed.items() if v or name not in ARRAYS[1:]}


def orders(message: str, product: str) -> list[tuple[str, str]]:
    """The products that a message wants moved, each with an array that it names for it."""
    found = []
    for match in ORDER.finditer(message):
        what = match[1].strip("`")
        if what not in PRODUCTS:  # the subject of the sentence, or of the one that says where
            named = [
                p for p in re.findall("`([a-z_]+)`", message[: match.start()]) if p in PRODUCTS
            ]
            named = named or [product]
            what = named[-1] if "there" in what else named[0]
        found += [(what, array) for array in re.findall("`([a-z_]+)`", match[2])]
    return found


def other_demands(base: str, code: str, product: str) -> set[str]:
    """What a product asks for wherever it is taken, which an entry that is refused hides."""
    demands = {"LC370"} if base == "update" and code == "LC104" else set()
    return demands if product == "cra_base_report" else demands | {"LC542"}


@pytest.mark.exhaustive
def test_a_product_is_never_sent_where_it_is_refused() -> None:
    offenders, tried = set(), 0
    for base, around in AROUND:
        for product in PRODUCTS:
            for array in ARRAYS:
                body = {**BASES[base][1], **around}
                body[array] = [*body.get(array, ()), product]
                before = places(body)
                report = Checker(pedantic=True).check(json.loads(json.dumps(body)))
                for violation in report.violations:
                    here, index = (*violation.pointer.split("/")[1:], "", "")[:2]
                    if here not in ARRAYS or not index.isdigit():
                        continue
                    subject = body[here][int(index)]
                    for what, target in orders(words(violation), subject):
                        if target == here and what == subject:
                            continue  # the message names the array that it is in
                        tried += 1
                        after = places(moved(body, what, target))
                        new = {code for code, _ in after} - {code for code, _ in before}
                        if new & ABOUT_ARRAYS - other_demands(base, violation.code, what):
                            offenders.add(
                                f"{base} {around} {product} in {array}: {violation.code} moves "
                                f"{what} to {target}: {sorted(new)}"
                            )
    assert tried > 200
    assert sorted(offenders) == []


def test_in_update_mode_consent_is_advised_for_those_that_can_be_consented_to() -> None:
    base = BASES["update"][1]
    for product, facts in PRODUCTS.items():
        found = check({**base, "products": [product]})
        if "LC370" in found:
            may = "additional_consented_products" in facts.arrays
            assert ("additional_consented_products" in found["LC370"]) == may, product
        for array in ("optional_products", "required_if_supported_products"):
            if array in facts.arrays:
                advice = check({**base, array: [product]})["LC373"]
                may = "additional_consented_products" in facts.arrays
                assert ("additional_consented_products" in advice) == may, product


def test_the_base_report_is_moved_if_it_is_there() -> None:
    base = BASES["cra"][1]
    elsewhere = {"products": ["auth"], "optional_products": ["cra_base_report"]}
    assert check({**base, **elsewhere})["LC542"].endswith("Move it to `products`.")
    assert check({**base, "products": ["cra_income_insights"]})["LC542"].endswith(
        "Add it to `products`."
    )
    assert "LC301" not in check({**base, "products": ["auth", "cra_base_report"]})


# -- what is left out ----------------------------------------------------------------------------

LEAVE_OUT = re.compile(r"(?i)\bleave (?:it|the (?:field|member|object)|this) out|\bremove it\b")


@pytest.mark.exhaustive
def test_nothing_is_to_be_left_out_whose_absence_is_an_error() -> None:
    """Each field of each example, as an empty string, null, and a value that was not set."""
    offenders, tried = set(), 0
    for body in bodies():
        if body.document is not Document.CREATE_REQUEST or body.is_bad:
            continue
        for path in paths(body.value):
            if not isinstance(path[-1], str):
                continue
            for odd in ("", None, "undefined", " "):
                changed = with_value(body.value, path, odd)
                report = body.checker.check(changed, body.document)
                for violation in report.violations:
                    if violation.pointer != to_pointer(path) or violation.missing:
                        continue
                    if not LEAVE_OUT.search(words(violation)) or violation.code == "LC020":
                        continue
                    tried += 1
                    left = body.checker.check(with_value(body.value, path, ...), body.document)
                    new = {v.code for v in left.errors} - {v.code for v in report.errors}
                    if new:
                        offenders.add(f"{to_pointer(path)}={odd!r}: {violation.code} makes {new}")
    assert tried > 50
    assert sorted(offenders) == []


EMPTY: list[tuple[str, dict[str, Any], str]] = [
    ("request", {"access_token": ""}, "Set it, or leave it out."),
    ("update", {"access_token": ""}, "Set it."),
    ("update", {"access_token": "", "products": []}, "Set it."),
    ("request", {"redirect_uri": ""}, "Set it, or leave it out."),
    ("request", {"client_name": ""}, "Set it."),
    ("request", {"webhook": ""}, "Set it, or leave it out."),
    ("cra", {"webhook": ""}, "Set it."),
    (
        "request",
        {
            "redirect_uri": "",
            "hosted_link": {"is_mobile_app": True, "completion_redirect_uri": "app://done"},
        },
        "Set it.",
    ),
]


@pytest.mark.parametrize(("base", "changes", "remedy"), EMPTY)
def test_the_remedy_for_an_empty_string(base: str, changes: dict[str, Any], remedy: str) -> None:
    report = Checker().check({**BASES[base][1], **changes})
    (violation,) = (v for v in report.violations if v.code == "LC105")
    assert words(violation).endswith(remedy)
    assert (violation.fix is None) == (remedy == "Set it.")


# -- a member in the wrong place -----------------------------------------------------------------

MISPLACED: list[tuple[dict[str, Any], str]] = [
    ({"account_filters": {"investments": {"account_subtypes": ["401k"]}}}, "Use `investment`."),
    (
        {"institution_data": {"name": "x"}},
        "Use `routing_number` or `institution_id`, or remove it.",
    ),
    ({"country": "US"}, "Use `country_codes`, an array."),
    ({"email": "jane@example.com"}, "Use `user.email_address`."),
    ({"phone": "+14155550123"}, "Use `user.phone_number`."),
    ({"name": "Jane"}, "Remove it."),
    ({"name": {"given_name": "Jane", "family_name": "Doe"}}, "Move it to `user`."),
    ({"transactions": {"start_date": "2025-01-01"}}, "Use `days_requested`, or remove it."),
    ({"street": "1 Main St"}, "Move it to `user.address`."),
    ({"client_user_id": "u-1"}, "Remove it."),
    ({"auth": {"webhook": "https://example.com/x"}}, "Move it to the top level of the request."),
    ({"type": "us_ssn"}, "Move it to `user.id_number`."),
    ({"type": "x"}, "Remove it."),
]


@pytest.mark.parametrize(("changes", "remedy"), MISPLACED, ids=str)
def test_where_a_misplaced_member_belongs(changes: dict[str, Any], remedy: str) -> None:
    assert check({**BASES["request"][1], **changes})["LC101"].endswith(remedy)


def test_a_misplaced_member_is_known_where_it_is_sent() -> None:
    """Each documented field with a value of its kind, put elsewhere, and then where advised."""
    tried = 0
    base = BASES["request"][1]
    for document_path, node in walk(schema(Document.CREATE_REQUEST), documented=True):
        name = document_path[-1]
        for value in ({}, [], "x", True, 5, *node.get("enum", ())[:1]):
            if name in base or value is None:
                continue
            message = check({**base, name: value}).get("LC101", "")
            for home in re.findall(r"`([a-z_.]+)`", message.partition(" Move it to ")[2]):
                below = (*home.split("."), name)
                tried += 1
                field = describe(Document.CREATE_REQUEST, below)
                assert field is not None, message
                assert suits(value, field), message
    assert tried > 50


# -- single remedies -----------------------------------------------------------------------------

SINGLE: list[tuple[str, dict[str, Any], str, str]] = [
    ("request", {"user": {"client_user_id": "u", "phone_number": "+0"}}, "LC227", "begins with 0"),
    ("request", {"user": {"client_user_id": "u", "phone_number": "+1"}}, "LC227", "few digits"),
    (
        "upload",
        {"identity": {"account_ids": ["x"]}},
        "LC702",
        "without `identity.is_document_upload`",
    ),
    (
        "upload",
        {"identity": {"is_document_upload": False, "account_ids": ["x"]}},
        "LC702",
        "Set `identity.is_document_upload` to `true`",
    ),
    (
        "request",
        {"account_filters": {"loan": {"account_subtypes": ["commercial line of credit"]}}},
        "LC119",
        "`commercial line of credit` in",
    ),
    ("update", {"access_token": "your access token"}, "LC023", "template marker"),
    ("income", {"user_token": None}, "LC236", "or the `user_id`"),
]


@pytest.mark.parametrize(("base", "changes", "code", "part"), SINGLE)
def test_a_single_remedy(base: str, changes: dict[str, Any], code: str, part: str) -> None:
    assert part in check({**BASES[base][1], **changes})[code]


def test_a_short_code_is_read_as_a_number_or_a_beginning() -> None:
    for short, meant in (("LC3", "LC003"), ("lc37", "LC370"), ("LC371", None)):
        if meant is None:
            assert catalog.find(short).code == short
            continue
        with pytest.raises(catalog.UnknownRuleError) as error:
            catalog.find(short)
        assert error.value.suggestion == meant
