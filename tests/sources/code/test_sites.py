"""Which calls are requests, and where they are."""

from __future__ import annotations

import pytest

from linkcheck.documents import Document
from tests.sources.code import IMPORTS, UNKNOWN, see_site, sites


@pytest.mark.parametrize(
    "code",
    [
        "client.link_token_create({'x': 1})",
        "self.client.link_token_create({'x': 1})",
        "client.link_token_create(link_token_create_request={'x': 1})",
        "import plaid\nclient.LinkToken.create({'x': 1})",
        "async def f():\n    await asyncio.to_thread(client.link_token_create, {'x': 1})",
        "requests.post('https://sandbox.plaid.com/link/token/create', json={'x': 1})",
        "requests.post(BASE + '/link/token/create', json={'x': 1})",
        "requests.post(f'{BASE}/link/token/create', {'x': 1})",
        "requests.post(url=f'https://{ENV}.plaid.com/link/token/create', json={'x': 1})",
        "import json\nurl = BASE + '/link/token/create'\n"
        "requests.post(url, data=json.dumps({'x': 1}))",
        "import json\nrequests.request('POST', BASE + '/link/token/create',"
        " data=json.dumps({'x': 1}).encode())",
        "import json\nimport urllib.request\n"
        "urllib.request.Request(BASE + '/link/token/create', data=json.dumps({'x': 1}).encode())",
        "c = httpx.Client(base_url='https://production.plaid.com')\n"
        "c.post('/link/token/create', json={'x': 1})",
        "def post(path, body):\n    return requests.post(BASE + path, json=body)\n"
        "post('/link/token/create', {'x': 1})",
        "from plaid.model.link_token_create_request import LinkTokenCreateRequest as R\n"
        "request = R(x=1)",
        "from plaid.models import *\nrequest = LinkTokenCreateRequest(x=1)",
        "import plaid\nrequest = plaid.models.LinkTokenCreateRequest(x=1)",
        "def f():\n    def g():\n        client.link_token_create({'x': 1})\n    return g",
        "try:\n    pass\nexcept Error:\n    client.link_token_create({'x': 1})",
        "while True:\n    client.link_token_create({'x': 1})",
    ],
)
def test_a_site(code: str) -> None:
    (site,) = sites(code)
    assert (site.language, site.document) == ("python", Document.CREATE_REQUEST)
    assert see_site(site).members == {"/x": 1}


@pytest.mark.parametrize(
    "code",
    [
        "class LinkTokenCreateRequest(BaseModel):\n    x: int\nLinkTokenCreateRequest(x=1)",
        "from app.models import LinkTokenCreateRequest\nLinkTokenCreateRequest(x=1)",
        "link_token_create({'x': 1})",
        "class S:\n    def link_token_create(self, x):\n        return x\n"
        "    def f(self):\n        self.link_token_create({'x': 1})",
        "client.LinkToken.create({'x': 1})",  # the SDK is not imported
        "requests.post('/link/token/create', json={'x': 1})",
        "requests.post('http://localhost:5000/link/token/create', json={'x': 1})",
        "requests.post('https://api.example.com/plaid/link/token/create', json={'x': 1})",
        "requests.post(f'{BASE}/api/link/token/create', json={'x': 1})",
        "c = httpx.Client(base_url='https://api.example.com')\n"
        "c.post('/link/token/create', json={'x': 1})",
        "requests.get('https://sandbox.plaid.com/link/token/create')",
        "mock.link_token_create.assert_called_once_with({'x': 1})",
        "mock.link_token_create.return_value = {'x': 1}",
        "client.link_token_create()",
        "app.route('/link/token/create')",
        "x = 'client.link_token_create({})'",
    ],
)
def test_no_site(code: str) -> None:
    assert sites(code) == ()


def test_request_of_the_other_endpoint() -> None:
    (site,) = sites("client.link_token_get({'link_token': token})")
    assert site.document is Document.GET_REQUEST
    assert see_site(site).members == {"/link_token": UNKNOWN}


def test_constructor_that_a_call_takes_is_no_site() -> None:
    code = """
        def build():
            request = LinkTokenCreateRequest(x=1)
            return request
        def token(client):
            return client.link_token_create(build())
    """
    (site,) = sites(IMPORTS + "\n".join(line[8:] for line in code.split("\n")))
    assert site.span.line == 11
    assert see_site(site).members == {"/x": 1}


def test_each_call_is_a_site() -> None:
    code = "body = {'x': 1}\nclient.link_token_create(body)\nclient.link_token_create(body)"
    assert [site.span.line for site in sites(code)] == [2, 3]


def test_call_in_dead_code_is_a_site() -> None:
    code = "if False:\n    client.link_token_create({'x': 1})"
    (site,) = sites(code)
    assert see_site(site).open == [""]


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("requests.post('https://sandbox.plaid.com{}', json={'x': 1})", {"environment": "sandbox"}),
        (
            "requests.post(BASE + '{}', json={'x': 1},"
            " headers={'PLAID-CLIENT-ID': a, 'Plaid-Secret': b})",
            {"header_credentials": True},
        ),
        ("requests.post(BASE + '{}', json={'x': 1})", {}),
    ],
)
def test_facts(code: str, facts: dict[str, object]) -> None:
    (site,) = sites(code.replace("{}", "/link/token/create"))
    assert [dict(world.facts) for world in site.worlds] == [facts]


def test_places() -> None:
    code = "x = '日本'; c.link_token_create({'client_name': 'é', 'products': [\n  'ü']})"
    (site,) = sites(code)
    assert (site.span.line, site.span.column) == (1, 11)
    places = site.worlds[0].body.places
    key, value = places["client_name",]
    assert (key and key.column, value and value.column) == (32, 47)
    assert places["products", 0].value == (2, 3, 2, 6)
    assert places[()].value == (1, 31, 2, 8)


def test_place_of_a_value_is_where_its_literal_is_written() -> None:
    (site,) = sites("NAME = 'A'\nbody = dict(a=NAME)\nclient.link_token_create(body)")
    key, value = site.worlds[0].body.places["a",]
    assert (key, value) == ((2, 13, 2, 14), (1, 8, 1, 11))
