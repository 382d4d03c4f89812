"""What code elsewhere in the file changes is not known; what it cannot change is."""

from __future__ import annotations

import pytest

from tests.sources.code import see

_TOKEN = "def token(client):\n    return client.link_token_create(BODY)"
_BODY = "BODY = {'client_name': 'A', 'products': ['auth']}"


@pytest.mark.parametrize(
    "other",
    [
        "def change():\n    BODY['client_name'] = 'B'",
        "def change():\n    del BODY['client_name']",
        "def change():\n    BODY['products'].append('identity')",
        "def change():\n    global BODY\n    BODY = load()",
        "def change():\n    body = BODY\n    body['client_name'] = 'B'",
        "def change():\n    body = BODY\n    same = body\n    same.update(client_name='B')",
        "def fill(body):\n    body['client_name'] = 'B'\ndef change():\n    fill(BODY)",
        "def fill(body):\n    body['client_name'] = 'B'\ndef change():\n    fill(body=BODY)",
        "def fill(body):\n    put(body)\ndef put(body):\n    body.update(client_name='B')\n"
        "def change():\n    fill(BODY)",
        "class Service:\n    def fill(self, body):\n        body.clear()\n"
        "    def change(self):\n        self.fill(BODY)",
    ],
)
def test_a_changed_object_of_the_module_is_not_known(other: str) -> None:
    assert see(f"{_BODY}\n{other}\n{_TOKEN}").members == {}


@pytest.mark.parametrize(
    "other",
    [
        "def use():\n    print(BODY['client_name'])",
        "def use():\n    body = BODY\n    body = {}\n    return body",
        "def use():\n    BODY = {}\n    BODY['client_name'] = 'B'",
        "def show(body):\n    return body['client_name']\ndef use():\n    show(BODY)",
        "def use():\n    for name in BODY:\n        print(name)",
        "def use(body):\n    body['client_name'] = 'B'",
    ],
)
def test_an_object_of_the_module_that_is_only_read_is_known(other: str) -> None:
    seen = see(f"{_BODY}\n{other}\n{_TOKEN}")
    assert seen.members == {"/client_name": "A", "/products/0": "auth"}


_CLASS = """
class Base:
{base}
class Link(Base):
{link}
    def token(self):
        return self.client.link_token_create({body})
"""


@pytest.mark.parametrize(
    ("base", "link", "body", "name"),
    [
        ("    name = 'A'", "    pass", "{'client_name': self.name}", "A"),
        ("    name = 'A'", "    name = 'B'", "{'client_name': self.name}", "?"),
        (
            "    def body(self):\n        return {'client_name': 'A'}",
            "    pass",
            "self.body()",
            "A",
        ),
        (
            "    def body(self):\n        return {'client_name': 'B'}",
            "    def body(self):\n        return {'client_name': 'A'}",
            "self.body()",
            "A",
        ),
        (
            "    def __init__(self, client):\n        self.name = 'A'",
            "    pass",
            "{'client_name': self.name}",
            "A",
        ),
        (
            "    def __init__(self, client):\n        self.name = 'A'",
            "    def rename(self):\n        self.name = 'B'",
            "{'client_name': self.name}",
            "?",
        ),
    ],
)
def test_inherited_members(base: str, link: str, body: str, name: str) -> None:
    seen = see(_CLASS.format(base=base, link=link, body=body))
    assert seen.members == {"/client_name": name}


def test_a_method_that_a_class_below_overrides_is_not_known() -> None:
    seen = see("""
        class Base:
            def body(self):
                return {'client_name': 'A'}
            def token(self):
                return self.client.link_token_create(self.body())
        class Middle(Base):
            pass
        class Link(Middle):
            def body(self):
                return {'client_name': 'B'}
    """)
    assert seen.members == {}


_POST = "import json, requests\nrequests.post('https://sandbox.plaid.com/link/token/create', {})"


@pytest.mark.parametrize(
    "arguments",
    [
        """data='{"client_name": "A", "products": ["auth"]}'""",
        """'{"client_name": "A", "products": ["auth"]}'""",
        """data='{"client_name": "A", ' + '"products": ["auth"]}'""",
        """json=json.loads('{"client_name": "A", "products": ["auth"]}')""",
        """data=json.dumps(json.loads('{"client_name": "A", "products": ["auth"]}'))""",
    ],
)
def test_bodies_as_json_text(arguments: str) -> None:
    seen = see(_POST.format(arguments))
    assert seen.members == {"/client_name": "A", "/products/0": "auth"}
    assert not seen.open


@pytest.mark.parametrize(
    "arguments",
    ["data='{'", "data='[1]'", "data='{\"client_name\": NaN}'", "data='text'", "data=text"],
)
def test_other_text_is_not_a_body(arguments: str) -> None:
    seen = see(_POST.format(arguments))
    assert seen.members == {}
    assert seen.open == [""]
