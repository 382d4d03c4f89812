"""The origins of values that Python code shows."""

from __future__ import annotations

import pytest

from linkcheck.engine.origins import Made, Origin, Origins
from tests.sources.code import IMPORTS, sites

_USER = ("user", "client_user_id")


def origins(code: str) -> Origins:
    """Return the origins in the only world of the only request in Python code."""
    (site,) = sites(code)
    (world,) = site.worlds
    return world.body.origins


def _made(expression: str, before: str = "", after: str = "") -> Made | None:
    body = f"{{'user': {{'client_user_id': {expression}}}}}"
    lines = [*before.split("\n"), f"client.link_token_create({body})", *after.split("\n")]
    code = "\n    ".join(["def token(client, user):", *lines])
    return origins(f"import datetime, os, random, time, uuid\n{code}").made(_USER)


@pytest.mark.parametrize(
    ("expression", "made"),
    [
        ("'user-1'", Made.LITERALS),
        ("'user' + '-1'", Made.LITERALS),
        ("f'user-{1}'", Made.LITERALS),
        ("'USER'.lower()", Made.LITERALS),
        ("str(time.time())", Made.CLOCK),
        ("f'user-{time.time()}'", Made.CLOCK),
        ("f'{user.id}-{time.time_ns()}'", Made.CLOCK),
        ("'user-' + str(int(time.time() * 1000))", Made.CLOCK),
        ("datetime.datetime.now().isoformat()", Made.CLOCK),
        ("datetime.datetime.now().strftime('%s')", Made.CLOCK),
        ("'user-{}'.format(datetime.date.today())", Made.CLOCK),
        ("str(uuid.uuid4())", Made.RANDOM),
        ("uuid.uuid4().hex", Made.RANDOM),
        ("str(uuid.uuid4())[:8]", Made.RANDOM),
        ("str(random.randint(1, 100))", Made.RANDOM),
        ("str(uuid.uuid5(uuid.NAMESPACE_DNS, user.email))", None),
        ("user.uuid", None),
        ("str(user.id)", None),
        ("new_user(uuid.uuid4())", None),
        ("random.choice(users)", None),
        ("os.environ['USER_ID']", None),
    ],
)
def test_what_a_value_is_made_from(expression: str, made: Made | None) -> None:
    assert _made(expression) is made
    assert _made("name", f"name = {expression}") is made
    assert _made("name()", f"name = lambda: {expression}") is made


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name = str(uuid.uuid4())\nsave(name)", ""),
        ("name = str(uuid.uuid4())", "save(name)"),
        ("name = str(uuid.uuid4())", "return {'id': name}"),
        ("name = user.id = str(uuid.uuid4())", ""),
        ("fresh = uuid.uuid4()\nsave(fresh)\nname = str(fresh)", ""),
    ],
)
def test_what_may_be_stored_is_not_made_for_each_request(before: str, after: str) -> None:
    assert _made("name", before, after) is None


def test_what_a_module_makes_once_is_not_made_for_each_request() -> None:
    body = "{'user': {'client_user_id': NAME}}"
    assert (
        origins(f"""
            import uuid
            NAME = str(uuid.uuid4())
            def token(client):
                client.link_token_create({body})
        """).made(_USER)
        is None
    )
    script = f"import uuid\nNAME = str(uuid.uuid4())\nclient.link_token_create({body})"
    assert origins(script).made(_USER) is Made.RANDOM


@pytest.mark.parametrize(
    ("entry", "constructor", "is_checked"),
    [
        ("'auth'", "", True),
        ("Products('auth')", "Products", True),
        ("Products(value='auth')", "Products", True),
        ("Products('auth').value", "", True),
        ("CountryCode('US')", "CountryCode", True),
    ],
)
def test_who_made_and_checked_a_value(entry: str, constructor: str, is_checked: bool) -> None:
    for build in (
        "LinkTokenCreateRequest(products=[{}])",
        "LinkTokenCreateRequest(**{{'products': [{}]}})",
        "LinkTokenCreateRequest(**dict(products=[{}]))",
    ):
        code = f"{IMPORTS}client.link_token_create({build.format(entry)})"
        found = origins(code).values["products", 0]
        assert found == Origin(Made.LITERALS, constructor, is_checked)


@pytest.mark.parametrize(
    ("steps", "is_checked"),
    [
        ("r = LinkTokenCreateRequest()\nr.products = ['auth']", True),
        ("r = LinkTokenCreateRequest()\nr['products'] = ['auth']", True),
        ("p = ['auth']\nr = LinkTokenCreateRequest(products=p)", True),
        ("p = []\np.append('auth')\nr = LinkTokenCreateRequest(products=p)", True),
        ("r = LinkTokenCreateRequest(products=[])\nr.products.append('auth')", False),
        ("p = []\nr = LinkTokenCreateRequest(products=p)\np.append('auth')", False),
        ("r = LinkTokenCreateRequest(products=['auth'], _check_type=False)", False),
        ("r = LinkTokenCreateRequest().to_dict()\nr['products'] = ['auth']", False),
        ("r = {'products': ['auth']}", False),
    ],
)
def test_when_types_are_checked(steps: str, is_checked: bool) -> None:
    found = origins(f"{IMPORTS}{steps}\nclient.link_token_create(r)")
    assert found.values["products", 0].is_checked is is_checked
    assert ("_check_type",) not in found.values


def test_own_classes_check_nothing() -> None:
    found = origins("""
        from models import LinkTokenCreateRequest
        client.link_token_create(LinkTokenCreateRequest(products=['auth']))
    """)
    assert found.values["products", 0] == Origin(Made.LITERALS)
