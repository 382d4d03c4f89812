"""Values of a request in Python code, as far as they can be known."""

from __future__ import annotations

import pytest

from linkcheck.sources.code import merge
from tests.sources.code import IMPORTS, UNKNOWN, members, see, sites

SEND = "client.link_token_create(body)"


@pytest.mark.parametrize(
    "code",
    [
        "body = {'client_name': 'A', 'products': ['auth']}",
        "name = 'A'\nbody = {'client_name': name, 'products': ['auth']}",
        "body = {}\nbody['client_name'] = 'A'\nbody['products'] = ['auth']",
        "body = dict(client_name='A', products=['auth'])",
        "body = dict({'client_name': 'A'}, products=['auth'])",
        "body = {'client_name': 'A'}\nbody.update(products=['auth'])",
        "body = {'client_name': 'A'}\nbody.update({'products': ['auth']})",
        "body = {'client_name': 'A'} | {'products': ['auth']}",
        "body = {'client_name': 'A'}\nbody |= {'products': ['auth']}",
        "base = {'client_name': 'A'}\nbody = {**base, 'products': ['auth']}",
        "base = {'client_name': 'B'}\nbody = {**base, 'client_name': 'A', 'products': ['auth']}",
        "body = {'client_name': 'A'}\nbody.setdefault('products', []).append('auth')",
        "body = {'client_name': 'A', 'products': []}\nbody['products'].append('auth')",
        "body = {'client_name': 'A', 'products': []}\nbody['products'] += ['auth']",
        "body = {'client_name': 'A', 'products': []}\nbody['products'].extend(['auth'])",
        "body = {'client_name': 'A', 'products': list(('auth',))}",
        "body = {'client_name': 'A', 'products': [*('auth',)]}",
        "body = {'client_name': 'A', 'products': 'auth'.split(',')}",
        "body = {'client_name': 'A', 'products': [p for p in ('auth',)]}",
        "body = {'client_name': 'A', 'products': list(map(lambda p: p, ['auth']))}",
        "body = {'client_name': f'{\"A\"}', 'products': ['au' + 'th']}",
        "body = {'client_name': ' A '.strip(), 'products': ['AUTH'.lower()]}",
        "first, second = 'A', ['auth']\nbody = {'client_name': first, 'products': second}",
        "body = other = {'client_name': 'A'}\nother['products'] = ['auth']",
        "body = {'client_name': 'A'}\nalias = body\nalias['products'] = ['auth']",
        "products = []\nfor p in ['auth']:\n    products.append(p)\n"
        "body = {'client_name': 'A', 'products': products}",
        "body = {'client_name': 'A', 'products': ['auth'], 'webhook': 1}\ndel body['webhook']",
        "body = {'client_name': 'A', 'products': ['auth'], 'webhook': 1}\nbody.pop('webhook')",
        "with open('x') as file:\n    body = {'client_name': 'A', 'products': ['auth']}",
        "if True:\n    body = {'client_name': 'A', 'products': ['auth']}",
        "body: dict = {'client_name': 'A', 'products': ['auth']}",
        "from typing import cast\nimport typing\n"
        "body = typing.cast(dict, {'client_name': 'A', 'products': ['auth']})",
        "import copy\nbody = copy.deepcopy({'client_name': 'A', 'products': ['auth']})",
        "body = {'client_name': 'A', 'products': ['auth']}\nprint(body)",
        "body = {'client_name': 'A' if True else 'B', 'products': ['auth']}",
        "body = {'client_name': None or 'A', 'products': ['auth']}",
    ],
)
def test_equal_ways_to_write_a_body(code: str) -> None:
    seen = see(f"{code}\n{SEND}")
    assert seen.members == {"/client_name": "A", "/products/0": "auth"}
    assert not seen.conditional
    assert not seen.open
    # The same in a function.
    inside = "\n".join(f"    {line}" for line in f"{code}\nreturn {SEND}".split("\n"))
    assert see(f"def token(client):\n{inside}") == seen


@pytest.mark.parametrize(
    "code",
    [
        "for name in names:\n    pass",
        "while name:\n    name = 'B'",
        "for x in xs:\n    name = x",
        "try:\n    name = load()\nexcept Exception:\n    pass",
        "try:\n    pass\nexcept Exception:\n    name = 'B'",
        "def rename():\n    global name\n    name = 'B'",
        "name += other",
        "name = load()",
        "name, other = load()",
        "import name",
    ],
)
def test_reassigned_variable_is_unknown(code: str) -> None:
    code = f"name = 'A'\n{code}\ndef token(client):\n    client.link_token_create({{'a': name}})"
    assert members(code) == {"/a": UNKNOWN}


def test_value_changed_by_another_function_is_unknown() -> None:
    code = """
        CONFIG = {"language": "en"}
        def change():
            CONFIG["language"] = load()
        def token(client):
            client.link_token_create({"language": CONFIG["language"], "products": ["auth"]})
    """
    assert members(code) == {"/language": UNKNOWN, "/products/0": "auth"}


def test_nonlocal_variable_is_unknown() -> None:
    code = """
        def outer(client):
            name = "A"
            def rename():
                nonlocal name
                name = "B"
            rename()
            client.link_token_create({"client_name": name})
    """
    assert members(code)["/client_name"] in (UNKNOWN, "B")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("enrich(body)", [""]),
        ("body.update(extra)", [""]),
        ("body[key] = 1", [""]),
        ("body = {**body, **extra}", [""]),
        ("for x in xs:\n    body['products'].append(x)", ["/products"]),
    ],
)
def test_open_containers(code: str, expected: list[str]) -> None:
    assert set(expected) <= set(see(f"body = {{'products': ['auth']}}\n{code}\n{SEND}").open)


def test_unknown_spread_may_replace_what_is_before_it() -> None:
    code = "client.link_token_create({'client_name': 'A', **extra, 'language': 'en'})"
    assert see(code).members == {"/client_name": UNKNOWN, "/language": "en"}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("f'App {x}'", {"unknown": True, "prefix": "App ", "type": "string"}),
        ("'App ' + x", {"unknown": True, "prefix": "App ", "type": "string"}),
        ("str(x)", {"unknown": True, "type": "string"}),
        ("x", {"unknown": True}),
        ("x.y", {"unknown": True}),
        ("x > 1", {"unknown": True, "type": "boolean"}),
        ("os.environ['X']", {"unknown": True, "type": "string"}),
        ("os.getenv('X')", {"unknown": True, "type": "string"}),
        ("None", {"value": None}),
        ("-1", {"value": -1}),
        ("1.5", {"value": 1.5}),
        ("True", {"value": True}),
        ("{}", {"value": {}}),
        ("[]", {"value": []}),
        ("[x for x in xs]", {"unknown": True, "type": "array"}),
    ],
)
def test_what_is_known_of_a_value(expression: str, expected: dict[str, object]) -> None:
    (site,) = sites(f"import os\nclient.link_token_create({{'a': {expression}}})")
    assert merge(site).members == {"/a": expected}


def test_models_and_enums() -> None:
    code = IMPORTS + (
        "client.link_token_create(LinkTokenCreateRequest(\n"
        "    client_name='A', products=[Products('auth')], country_codes=[CountryCode(c)],\n"
        "    user=LinkTokenCreateRequestUser(client_user_id=uid), **{'language': 'en'}))"
    )
    assert see(code) == (
        {
            "/client_name": "A",
            "/products/0": "auth",
            "/country_codes/0": UNKNOWN,
            "/user/client_user_id": UNKNOWN,
            "/language": "en",
        },
        {},
        [],
    )


@pytest.mark.parametrize("way", ["request.webhook = 'W'", "request['webhook'] = 'W'"])
def test_setters_of_models(way: str) -> None:
    code = f"{IMPORTS}request = LinkTokenCreateRequest(client_name='A')\n{way}\n"
    assert members(code + "client.link_token_create(request)") == {
        "/client_name": "A",
        "/webhook": "W",
    }


def test_own_enum() -> None:
    code = """
        class Language(str, Enum):
            ENGLISH = "en"
        client.link_token_create({"language": Language.ENGLISH, "a": Language.ENGLISH.value})
    """
    assert members(code) == {"/language": "en", "/a": "en"}


def test_helpers_return_the_body() -> None:
    code = """
        def base(name, *, language="en"):
            return {"client_name": name, "language": language}
        def add(body):
            body["products"] = ["auth"]
        def token(client):
            body = base("A")
            add(body)
            return client.link_token_create(body)
    """
    assert members(code) == {"/client_name": "A", "/language": "en", "/products/0": "auth"}


def test_objects_of_own_classes() -> None:
    code = """
        class Service:
            NAME = "A"
            def __init__(self, client):
                self.client = client
                self.countries = ["US"]
            def body(self):
                return {"client_name": self.NAME, "country_codes": self.countries}
            def token(self):
                return self.client.link_token_create(self.body())
    """
    assert members(code) == {"/client_name": "A", "/country_codes/0": "US"}


def test_member_set_elsewhere_is_unknown() -> None:
    code = """
        class Service:
            NAME = "A"
            def rename(self, name):
                self.NAME = name
            def token(self, client):
                return client.link_token_create({"client_name": self.NAME, "a": self.other})
            @property
            def other(self):
                return "x"
    """
    assert members(code) == {"/client_name": UNKNOWN, "/a": UNKNOWN}


def test_parameters_are_unknown() -> None:
    code = """
        def token(client, name="A", *names, language="en", **rest):
            client.link_token_create({"client_name": name, "language": language})
    """
    assert members(code) == {"/client_name": UNKNOWN, "/language": UNKNOWN}


def test_recursive_helper_is_unknown() -> None:
    code = """
        def body(n):
            return body(n - 1)
        client.link_token_create({"a": body(3)})
    """
    assert members(code) == {"/a": UNKNOWN}


def test_object_that_holds_itself() -> None:
    assert members(f"body = {{'x': 1}}\nbody['self'] = body\n{SEND}") == {
        "/x": 1,
        "/self": UNKNOWN,
    }


@pytest.mark.parametrize("test", ["", " if v", " if v is not None"])
def test_fields_without_a_value_are_dropped(test: str) -> None:
    code = f"body = {{'a': 1, 'b': x}}\nbody = {{k: v for k, v in body.items(){test}}}\n{SEND}"
    seen = see(code)
    assert seen.members == {"/a": 1, "/b": UNKNOWN}
    assert seen.conditional == ({"/b": []} if test else {})
    assert not seen.open


def test_other_comprehension_is_open() -> None:
    assert see(f"body = {{k: f(v) for k, v in fields.items()}}\n{SEND}").open == [""]


def test_constructed_request_that_unknown_code_sends() -> None:
    code = IMPORTS + "send(LinkTokenCreateRequest(client_name='A'))"
    assert see(code) == ({"/client_name": "A"}, {}, [])
    code = IMPORTS + "r = LinkTokenCreateRequest(client_name='A')\nfill(r)\nr.language = 'en'"
    assert see(code) == ({"/client_name": "A", "/language": "en"}, {}, [""])
