"""LC260 reports what the real plaid-python refuses with ApiTypeError, and nothing that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import plaid
import pytest
from plaid.api import plaid_api
from plaid.exceptions import ApiTypeError
from plaid.model.link_token_create_request import LinkTokenCreateRequest
from plaid.model_utils import ModelNormal, ModelSimple

from linkcheck.checker import Checker
from linkcheck.rules.data.plaid_python import ENUMS
from tests.rules.code import check_code

IMPORTS = """\
from plaid.model.country_code import CountryCode
from plaid.model.depository_account_subtype import DepositoryAccountSubtype
from plaid.model.depository_account_subtypes import DepositoryAccountSubtypes
from plaid.model.depository_filter import DepositoryFilter
from plaid.model.hosted_link_delivery_method import HostedLinkDeliveryMethod
from plaid.model.link_token_account_filters import LinkTokenAccountFilters
from plaid.model.link_token_create_hosted_link import LinkTokenCreateHostedLink
from plaid.model.link_token_create_request import LinkTokenCreateRequest
from plaid.model.link_token_create_request_user import LinkTokenCreateRequestUser
from plaid.model.products import Products
import plaid.model.products
BASE = dict(client_name="A", language="en", country_codes=[CountryCode("US")])
"""
MODEL = "LinkTokenCreateRequest(**BASE, {})"
PLAIN = "{{**BASE, 'country_codes': ['US'], {}}}"

TAKEN = [
    MODEL.format("products=[Products('auth')]"),
    MODEL.format("products=[Products(value='auth')]"),
    MODEL.format("products=[plaid.model.products.Products('auth')]"),
    MODEL.format("products=[Products(p) for p in ('auth', 'identity')]"),
    MODEL.format("products=list(map(Products, ['auth']))"),
    MODEL.format("products=[]"),
    MODEL.format("products=None"),
    MODEL.format("products=['auth'], _check_type=False"),
    MODEL.format("**{'products': [Products('auth')]}"),
    MODEL.format("**dict(products=[Products('auth')])"),
    MODEL.format("user=LinkTokenCreateRequestUser(client_user_id='u')"),
    MODEL.format("user={'client_user_id': 'u'}"),
    MODEL.format("user=dict(client_user_id='u')"),
    MODEL.format("hosted_link={'delivery_method': HostedLinkDeliveryMethod('sms')}"),
    MODEL.format(
        "hosted_link=LinkTokenCreateHostedLink(completion_redirect_uri='https://a.example')"
    ),
    MODEL.format(
        "account_filters=LinkTokenAccountFilters(depository=DepositoryFilter("
        "account_subtypes=DepositoryAccountSubtypes([DepositoryAccountSubtype('checking')])))"
    ),
    MODEL.format("access_token='access-sandbox-1', redirect_uri='https://a.example'"),
    PLAIN.format("'products': ['auth']"),
    PLAIN.format("'user': {'client_user_id': 'u'}"),
    PLAIN.format("'hosted_link': {'delivery_method': 'sms'}"),
    PLAIN.format("'products': [Products('auth')]"),
    "LinkTokenCreateRequest('A', 'en', [CountryCode('US')])",
]
REFUSED = [
    MODEL.format("products=['auth']"),
    MODEL.format("products=[Products('auth'), 'identity']"),
    MODEL.format("products=[Products('auth').value]"),
    MODEL.format("products=[p for p in ('auth', 'identity')]"),
    MODEL.format("optional_products=['auth']"),
    MODEL.format("required_if_supported_products=['auth']"),
    MODEL.format("additional_consented_products=['auth']"),
    MODEL.format("**{'products': ['auth']}"),
    MODEL.format("**dict(products=['auth'])"),
    MODEL.format("products='auth,identity'.split(',')"),
    MODEL.format("hosted_link={'delivery_method': 'sms'}"),
    MODEL.format("hosted_link=LinkTokenCreateHostedLink(delivery_method='sms')"),
    MODEL.format(
        "account_filters=LinkTokenAccountFilters(depository=DepositoryFilter("
        "account_subtypes=DepositoryAccountSubtypes(['checking'])))"
    ),
    MODEL.format("account_filters={'depository': {'account_subtypes': ['checking']}}"),
    "LinkTokenCreateRequest(client_name='A', language='en', country_codes=['US'])",
    "LinkTokenCreateRequest(**{**BASE, 'country_codes': ['US']})",
    PLAIN.format("'hosted_link': LinkTokenCreateHostedLink(delivery_method='sms')"),
]
STEPS = [
    ("r = {}\nr.products = ['auth']", True),
    ("r = {}\nr['products'] = ['auth']", True),
    ("r = {}\nr.products = [Products('auth')]", False),
    ("p = []\nr = {}\np.append('auth')", False),
    ("r = {}\nr.products.append('auth')", False),
    ("r = {}.to_dict()\nr['products'] = ['auth']", False),
    ("p = ['auth']\nr = LinkTokenCreateRequest(**BASE, products=p)", True),
]
_EMPTY = MODEL.format("products=[]")
_WITH_P = MODEL.format("products=p")
PROGRAMS = [
    *((f"client.link_token_create({expression})", False) for expression in TAKEN),
    *((f"client.link_token_create({expression})", True) for expression in REFUSED),
    *(
        (
            steps.replace("{}", _WITH_P if steps.startswith("p = []") else _EMPTY)
            + "\nclient.link_token_create(r)",
            is_refused,
        )
        for steps, is_refused in STEPS
    ),
]


def is_refused(program: str) -> bool:
    """Return whether plaid-python raises ApiTypeError when a program is run."""
    api_client = plaid.ApiClient(plaid.Configuration(host="http://127.0.0.1:9"))
    api_client.call_api = lambda *_, **__: None  # nothing is sent
    try:
        exec(f"{IMPORTS}{program}", {"client": plaid_api.PlaidApi(api_client)})
    except ApiTypeError:
        return True
    return False


@pytest.mark.parametrize(("program", "refused"), PROGRAMS)
def test_verdict_of_the_package_and_of_the_rule(program: str, refused: bool) -> None:
    assert is_refused(program) is refused
    report = check_code(Checker(select=["LC260"]), f"{IMPORTS}{program}")
    assert bool(report.violations) is refused


def enum_classes(types: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield path and class of each enum in the type of a field of plaid-python."""
    if isinstance(types, tuple | list):
        entry = f"{path}[]" if isinstance(types, list) else path
        for part in types:
            yield from enum_classes(part, entry)
    elif isinstance(types, type) and issubclass(types, ModelSimple):
        value = types.openapi_types["value"]
        if value == (str,):
            yield path, types.__name__
        else:
            yield from enum_classes(value, path)
    elif isinstance(types, type) and issubclass(types, ModelNormal):
        for name, part in types.openapi_types.items():
            field = types.attribute_map[name]
            yield from enum_classes(part, f"{path}.{field}" if path else field)


def test_the_table_agrees_with_the_package() -> None:
    assert ENUMS.items() <= set(enum_classes(LinkTokenCreateRequest, ""))
