"""Cases of the rules in linkcheck/rules/source_code.py."""

from __future__ import annotations

from typing import Any

from tests.rules.case import Case

IMPORTS = """\
import datetime, os, time, uuid
from plaid.model.country_code import CountryCode
from plaid.model.link_token_create_request import LinkTokenCreateRequest
from plaid.model.link_token_create_request_user import LinkTokenCreateRequestUser
from plaid.model.products import Products
"""
ID = "/user/client_user_id"
TOKEN = "access-production-9f1c0de0-f0a9-4c6f-bd1d-6a2c9a3b77aa"
SECRET = "5f1c0de0f0a94c6fbd1d6a2c9a3b77"


def _case(code: str, expression: str, *at: str, before: str = "", **options: Any) -> Case:
    """A case of a request that is an expression."""
    source = f"{IMPORTS}{before}\nclient.link_token_create({expression})"
    return Case(code, "request", at=list(at), source=source, **options)


def _model(arguments: str, *at: str, **options: Any) -> Case:
    return _case("LC260", f"LinkTokenCreateRequest({arguments}, **body)", *at, **options)


def _user(code: str, expression: str, *at: str, **options: Any) -> Case:
    return _case(code, f"{{**body, 'user': {{'client_user_id': {expression}}}}}", *at, **options)


CASES = [
    # LC260
    _model(
        "products=['auth'], country_codes=['US']",
        "/products/0",
        "/country_codes/0",
    ),
    _model("products=[Products('auth'), 'identity']", "/products/1"),
    _model(
        "optional_products=['auth']", "/optional_products/0", message="`Products`, not a string"
    ),
    _model("hosted_link={'delivery_method': 'sms'}", "/hosted_link/delivery_method"),
    _model("products=[name, str(name)]"),
    _model("products=['auth'], _check_type=False"),
    _model("products=[], language='en', client_name='A'"),
    _case("LC260", "{**body, 'products': ['auth']}"),
    _case(
        "LC260",
        "LinkTokenCreateRequest(products=['auth'])",
        before="from models import LinkTokenCreateRequest",
    ),
    # LC261
    _user("LC261", "'user-id'", ID),
    _user("LC261", "NAME", ID, before="NAME = 'user-' + '1'"),
    _user("LC261", "'user-id'", ID, context={"environment": "sandbox"}),
    _user("LC261", "'user-id'", ID, context={"environment": "production"}),
    _user("LC261", "user.id"),
    _user("LC261", "f'user-{user.id}'"),
    _user("LC261", "os.environ['USER_ID']"),
    _user("LC261", "'<user id>'"),
    _user("LC261", "'undefined'"),
    _user("LC261", "''"),
    _user("LC261", "None"),
    _user("LC261", "str(uuid.uuid4())"),
    # LC262
    _user("LC262", "str(uuid.uuid4())", ID),
    _user("LC262", "str(time.time())", ID),
    _user("LC262", "f'{user.name}-{datetime.datetime.now().isoformat()}'", ID),
    _user("LC262", "str(uuid.uuid4())", ID, context={"environment": "sandbox"}),
    _user("LC262", "name", before="name = str(uuid.uuid4())\nsave(name)"),
    _user("LC262", "user.uuid"),
    _user("LC262", "'user-id'"),
    # LC263
    _case("LC263", f"{{**body, 'secret': '{SECRET}'}}", "/secret"),
    _case("LC263", f"{{**body, 'access_token': '{TOKEN}'}}", "/access_token"),
    _case("LC263", f"{{**body, 'secret': secret, 'access_token': '{TOKEN}'}}", "/access_token"),
    _case("LC263", "{**body, 'secret': '<PLAID_SECRET>', 'client_id': '5f1c0de0f0a94c6fbd1d6a2c'}"),
    _case("LC263", "{**body, 'secret': 'your_secret'}"),
    _case("LC263", "{**body, 'secret': ''}"),
    _case("LC263", "{**body, 'secret': os.environ['PLAID_SECRET']}"),
    _case("LC263", "{**body, 'access_token': user.access_token}"),
    # LC021 leaves source code to LC263.
    _case("LC021", f"{{**body, 'secret': '{SECRET}', 'access_token': '{TOKEN}'}}"),
]
