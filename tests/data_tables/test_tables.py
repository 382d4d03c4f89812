"""The other tables: numbers that the sources state, and agreement among each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from linkcheck.engine import catalog
from linkcheck.rules.data import accounts, errors, idv, link_events, responses
from linkcheck.rules.data.countries import ALPHA_2
from linkcheck.rules.data.id_types import ID_TYPES
from linkcheck.rules.data.products import COUNTRY_CODES, PRODUCTS
from linkcheck.violation import answer

SCHEMAS = Path(__file__).parents[2] / "schemas"


def test_idv_numbers() -> None:
    assert len(idv.COUNTRIES) == 209
    assert len(idv.POSTAL_CODE_NOT_ACCEPTED) == 31
    assert len(idv.REGION_REQUIRED) == 31
    assert len(idv.ID_NUMBER_REQUIRED) == 19
    assert len(idv.ID_NUMBER_OPTIONAL) == 8
    assert idv.ID_NUMBER_REQUIRED.isdisjoint(idv.ID_NUMBER_OPTIONAL)
    assert idv.COUNTRIES <= ALPHA_2
    assert idv.UNSUPPORTED_USER_COUNTRIES <= ALPHA_2
    assert idv.UNSUPPORTED_USER_COUNTRIES.isdisjoint(idv.COUNTRIES)


@pytest.mark.parametrize(
    ("country", "rule"),
    [
        ("US", ("required", "required", "optional")),
        ("GB", ("required", "not_accepted", "not_accepted")),
        ("HK", ("not_accepted", "required", "required")),
        ("AE", ("not_accepted", "required", "not_accepted")),
        ("AO", ("not_accepted", "not_accepted", "not_accepted")),
        ("BR", ("required", "required", "required")),
        ("ES", ("required", "required", "optional")),
        ("AQ", None),
        ("CU", None),
        ("us", None),
    ],
)
def test_address_rule(country: str, rule: tuple[str, str, str] | None) -> None:
    assert idv.address_rule(country) == rule


def test_contradictions_between_id_types_and_countries_are_all_listed() -> None:
    with_type = {row.country for row in ID_TYPES.values()}
    refused = idv.COUNTRIES - idv.ID_NUMBER_REQUIRED - idv.ID_NUMBER_OPTIONAL
    assert with_type & refused == idv.ID_TYPE_BUT_NOT_ACCEPTED
    assert idv.ID_NUMBER_REQUIRED - with_type == idv.ID_NUMBER_REQUIRED_BUT_NO_TYPE


def test_id_types() -> None:
    assert len(ID_TYPES) == 36
    assert [row.type for row in ID_TYPES.values() if not row.documented] == ["in_epic"]
    assert sum(row.check_module is not None for row in ID_TYPES.values()) == 22
    for row in ID_TYPES.values():
        assert row.country in ALPHA_2
        assert row.type.startswith(row.country.lower() + "_")
        assert re.fullmatch(row.pattern, row.example, re.ASCII)


def test_account_filters_equal_the_schema() -> None:
    text = (SCHEMAS / "common" / "account-filters.schema.json").read_text(encoding="utf-8")
    enums = [set(found) for found in _enums(json.loads(text))]
    for name, subtypes in accounts.SUBTYPES.items():
        assert any(set(subtypes) <= enum for enum in enums), name
    assert accounts.FILTER_TYPES == ("depository", "credit", "loan", "investment", "other")


def test_accounts() -> None:
    assert accounts.types_of("checking") == {"depository"}
    assert accounts.types_of("paypal") == {"depository", "credit"}
    assert accounts.types_of("line of credit") == {"loan", "investment"}
    assert accounts.types_of("prediction market") == {"investment"}
    assert accounts.types_of("charge card") == {"credit"}
    assert accounts.types_of("all") == frozenset()
    assert accounts.types_of("no such") == frozenset()
    assert accounts.SUBTYPES["investment"]["tfsa"] == "CA"
    assert accounts.SUBTYPES["depository"]["checking"] is None
    countries = {c for subtypes in accounts.SUBTYPES.values() for c in subtypes.values() if c}
    assert countries == {"US", "CA", "GB"} <= set(COUNTRY_CODES)


def test_product_accounts_name_known_products_and_subtypes() -> None:
    for product, types in accounts.PRODUCT_ACCOUNTS.items():
        assert product in PRODUCTS
        for name, subtypes in types.items():
            assert subtypes is None or subtypes <= set(accounts.SUBTYPES[name])


def test_link_events() -> None:
    assert len(link_events.STABLE_EVENTS) == 13
    assert len(link_events.EVENTS) == 50
    assert len(link_events.VIEWS) == 30
    assert len(link_events.EXIT_STATUSES) == 9
    for events in link_events.EMITTED_BY.values():
        assert events <= link_events.EVENTS
    assert set(link_events.EMITTED_BY) <= set(
        re.findall(r'"(\w+)":', (SCHEMAS / "common" / "link-event.schema.json").read_text("utf-8"))
    )


def test_response_values() -> None:
    assert len(responses.ERROR_TYPES) == 23
    assert responses.ERROR_TYPES.isdisjoint(responses.NEWER_ERROR_TYPES)
    assert len(responses.VERIFICATION_STATUSES) == 12
    assert responses.ERROR_TYPES_WITH_CAUSES <= responses.ERROR_TYPES
    assert set(PRODUCTS) >= responses.INITIAL_PRODUCTS


def test_error_codes() -> None:
    assert len(errors.ERROR_CODES) == 35
    assert set(errors.ERROR_TYPE.values()) == {"INVALID_REQUEST", "INVALID_INPUT", "USER_ERROR"}
    assert errors.ERROR_CODES["INVALID_USER_IDENTITY_DATA"].http == 403
    assert not any((row.message or "").endswith(("[", "\\")) for row in errors.ERROR_CODES.values())


def test_engine_knows_the_type_of_each_documented_code_it_names() -> None:
    answers = [reported for rule in catalog.rules() if (reported := answer(rule.plaid)) is not None]
    named = {
        reported.error_code: reported.error_type
        for reported in answers
        if reported.error_code in errors.ERROR_TYPE
    }
    assert named == {code: errors.ERROR_TYPE[code] for code in named}
    assert named


def _enums(schema: object) -> list[list[str]]:
    """Every list of values in a schema."""
    if isinstance(schema, dict):
        own = [schema["enum"]] if isinstance(schema.get("enum"), list) else []
        return own + [enum for value in schema.values() for enum in _enums(value)]
    if isinstance(schema, list):
        return [enum for value in schema for enum in _enums(value)]
    return []
