"""The table of products, and its agreement with the schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linkcheck.rules.data import products
from linkcheck.rules.data.products import PRODUCTS
from tests.offenders import each

COMMON = Path(__file__).parents[2] / "schemas" / "common"


def definition(file: str, name: str) -> dict[str, Any]:
    schema = json.loads((COMMON / f"{file}.schema.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = schema["$defs"][name]
    return found


def request_schema() -> dict[str, Any]:
    file = COMMON.parent / "link-token-create-request.schema.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("array", products.ARRAYS)
def test_values_of_each_array_equal_the_schema(array: products.Array) -> None:
    schema = definition("products", array.replace("_", "-"))
    assert set(products.ALLOWED[array]) == set(schema["items"]["enum"])


def test_countries_equal_the_schema() -> None:
    assert set(products.COUNTRY_CODES) == set(definition("countries", "country-code")["enum"])
    assert len(products.COUNTRY_CODES) == 20
    assert len(products.EUROPE) == 18


def test_option_objects_are_members_of_the_request() -> None:
    assert set(products.OBJECT_PRODUCTS) <= set(request_schema()["properties"])


def test_versions_equal_the_schema() -> None:
    text = json.dumps(request_schema()["properties"]["cra_options"])
    versions = [p.version for p in PRODUCTS.values() if p.version is not None]
    assert len(versions) == 4
    for version in versions:
        assert f'"{version.object}"' in text
        assert f'"{version.field}"' in text
        assert all(f'"{value}"' in text for value in version.values)


def test_groups() -> None:
    assert len(PRODUCTS) == 29
    assert len(products.CRA) == 9
    assert products.CRA[0] == products.CRA_BASE
    assert products.PROTECT == ("protect_linked_bank", "protect_transactions")
    assert set(products.CREDIT) == {
        "assets",
        "statements",
        "income_verification",
        *products.CRA,
    }
    assert {p.name for p in PRODUCTS.values() if p.alone} == {
        "identity_verification",
        "payment_initiation",
    }
    assert {p.name for p in PRODUCTS.values() if p.not_with_cra} == {
        "assets",
        "income_verification",
        "statements",
    }
    assert {p.name for p in PRODUCTS.values() if p.update_mode == "beta"} == {"auth", "identity"}


UNDOCUMENTED = set(definition("products", "product-name")["x-undocumented-values"])
"""Products that no array documents, but that the API description has."""


def test_undocumented_products_are_plaid_check_products() -> None:
    assert {name for name, product in PRODUCTS.items() if not product.arrays} == UNDOCUMENTED
    assert set(products.CRA) >= UNDOCUMENTED


def test_records_are_consistent() -> None:
    for name, product in PRODUCTS.items():
        assert product.name == name
        assert product.arrays or name in UNDOCUMENTED
        assert set(product.needs) <= set(PRODUCTS)
        assert product.required_object is None or product.required_object in product.objects
        assert product.countries is None or product.countries <= set(products.COUNTRY_CODES)
        if product.version is not None:
            assert product.version.object == product.cra_object


def test_option_objects_and_their_products() -> None:
    assert products.OBJECT_PRODUCTS["auth"] == ("auth", "transfer")
    assert products.OBJECT_PRODUCTS["cra_options"] == products.CRA
    assert products.OBJECT_PRODUCTS["investments_auth"] == ("investments_auth",)


@each(
    ("product", "countries"),
    [
        ("transfer", "US"),
        ("statements", "US"),
        ("income_verification", "US CA GB"),
        ("identity_verification", "US CA GB"),
        ("investments", "US CA"),
        ("investments_auth", "US CA"),
        ("liabilities", "US CA"),
        ("beacon", "US"),
        ("layer", "US"),
        *((name, "US") for name in products.CRA),
    ],
)
def test_countries_of_products(product: str, countries: str) -> None:
    assert PRODUCTS[product].countries == frozenset(countries.split())


@pytest.mark.parametrize("product", ["auth", "identity", "transactions", "assets", "signal"])
def test_products_that_no_page_limits(product: str) -> None:
    assert PRODUCTS[product].countries is None


def test_payment_initiation_is_for_europe() -> None:
    assert PRODUCTS["payment_initiation"].countries == products.EUROPE
    assert products.FLOW_COUNTRIES["payment_initiation.consent_id"] == {"GB"}
    assert products.FLOW_COUNTRIES["auth.database_insights_enabled"] == {"US", "CA"}


def test_multi_item_link() -> None:
    assert PRODUCTS["signal"].multi_item is False
    assert PRODUCTS["auth"].multi_item is True
    assert PRODUCTS["payment_initiation"].multi_item is None
