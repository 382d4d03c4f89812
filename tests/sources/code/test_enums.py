"""Members of the SDK's enums are the values of the API that their names say."""

from __future__ import annotations

import pytest

from linkcheck.documents import Document
from linkcheck.pointer import Path
from linkcheck.sources.code.enums import named_value, value_of
from tests.sources.code import UNKNOWN, members


@pytest.mark.parametrize(
    ("member", "path", "value"),
    [
        ("plaid.Products.Auth", ("products", 0), "auth"),
        ("plaid.Products.TRANSACTIONS", ("products", 0), "transactions"),
        ("plaid.Products.AUTH.value", ("products", 0), "auth"),
        ("plaid.PRODUCTS_AUTH", ("products", 0), "auth"),
        ("plaid.Products.CraBaseReport", ("products", 0), "cra_base_report"),
        ("plaid.PRODUCTS_CRA_BASE_REPORT", ("products", 0), "cra_base_report"),
        ("plaid.Products.Transactions", ("optional_products", 3), "transactions"),
        ("plaid.PRODUCTS_TRANSACTIONS", ("optional_products", 0), "transactions"),
        ("plaid.CountryCode.Us", ("country_codes", 0), "US"),
        ("plaid.COUNTRYCODE_US", ("country_codes", 0), "US"),
        ("plaid.model.country_code.CountryCode.GB", ("country_codes", 0), "GB"),
        (
            "plaid.DepositoryAccountSubtype.Checking",
            ("account_filters", "depository", "account_subtypes", 0),
            "checking",
        ),
        (
            "plaid.DEPOSITORYACCOUNTSUBTYPE_CHECKING",
            ("account_filters", "depository", "account_subtypes", 0),
            "checking",
        ),
        ("plaid.Products.Nothing", ("products", 0), None),
        ("plaid.STATES_AUTH", ("products", 0), None),
        ("plaid.Products.Auth", ("client_name",), None),
        ("plaid.Products.Auth", ("products",), None),
        ("plaid.CountryCode.Us", ("products", 0), None),
        ("models.Products.Auth", ("products", 0), None),
        ("plaid.Products.Auth", (), None),
    ],
)
def test_value_of_a_member(member: str, path: Path, value: str | None) -> None:
    assert value_of(Document.CREATE_REQUEST, path, member) == value


def test_members_in_code() -> None:
    body = "{'products': [Products.AUTH, Products.NOTHING, Own.AUTH], 'client_name': Products.AUTH}"
    imports = "from plaid.model.products import Products\nfrom models import Own"
    assert members(f"{imports}\nclient.link_token_create({body})") == {
        "/products/0": "auth",
        "/products/1": UNKNOWN,
        "/products/2": UNKNOWN,
        "/client_name": UNKNOWN,
    }


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("plaid.Products.Auth", "auth"),
        ("plaid.Products.CraBaseReport", "cra_base_report"),
        ("plaid.Products.NotListed", "not_listed"),
        ("plaid.CountryCode.Us", "US"),
        ("plaid.Products.AUTH", None),
        ("plaid.Products.auth", None),
        ("plaid.DepositoryAccountSubtype.CashManagement", None),
        ("plaid.Products", None),
        ("Auth", None),
    ],
)
def test_value_that_a_name_shows(member: str, value: str | None) -> None:
    assert named_value(member) == value
