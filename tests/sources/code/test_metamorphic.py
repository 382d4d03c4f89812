"""Equal programs are seen alike: what a literal becomes does not change what is known."""

from __future__ import annotations

import json
from ast import literal_eval
from collections.abc import Callable

import pytest

from tests.sources.code import UNKNOWN, Seen, see

_LEAVES = {
    "/client_name": "'Harbor'",
    "/language": "'en'",
    "/user/client_user_id": "'u1'",
    "/products/0": "'auth'",
    "/products/1": "'identity'",
    "/auth/sms_microdeposits_verification_enabled": "True",
}
_BODY = """\
{{"client_name": {0}, "language": {1}, "user": {{"client_user_id": {2}}}, "products": [{3}, {4}],
 "auth": {{"sms_microdeposits_verification_enabled": {5}}}}}"""
_SEND = """\
import os
CHOICE = load()
{before}
def token(client, flag):
{steps}
    return client.link_token_create({body})
"""

Change = Callable[[str], tuple[str, str, str]]
"""Takes a literal, and returns module code, steps of the function, and the expression."""

_CHANGES: dict[str, Change] = {
    "constant": lambda text: (f"VALUE = {text}", "", "VALUE"),
    "variable": lambda text: ("", f"value = {text}", "value"),
    "two variables": lambda text: (f"VALUE = {text}", "value = VALUE", "value"),
    "helper": lambda text: (f"def helper():\n    return {text}", "", "helper()"),
    "helper with an argument": lambda text: ("def helper(x):\n    return x", "", f"helper({text})"),
    "helper with a default": lambda text: (f"def helper(x={text}):\n    return x", "", "helper()"),
    "helper with a keyword": lambda text: ("def same(*, x):\n    return x", "", f"same(x={text})"),
    "lambda": lambda text: (f"helper = lambda: {text}", "", "helper()"),
    "equal arms": lambda text: ("", "", f"({text} if flag else {text})"),
    "equal branches": lambda text: (
        "",
        f"if flag:\n        value = {text}\n    else:\n        value = {text}",
        "value",
    ),
    "default of equal value": lambda text: (
        f"VALUE = {text}",
        "",
        f"(VALUE if CHOICE else {text})",
    ),
    "spread": lambda text: ("", "", f"{{**{{'a': {text}}}}}['a']"),
    "entry of a dict": lambda text: (f"VALUES = {{'a': {text}}}", "", "VALUES['a']"),
    "entry of a list": lambda text: (f"VALUES = [{text}]", "", "VALUES[0]"),
    "member of a class": lambda text: (f"class Values:\n    A = {text}", "", "Values.A"),
    "object": lambda text: (
        f"class Values:\n    def __init__(self):\n        self.a = {text}\nVALUES = Values()",
        "",
        "VALUES.a",
    ),
    "early exit": lambda text: (
        "",
        f"value = {text}\n    if not flag:\n        return None",
        "value",
    ),
    "with": lambda text: ("", f"with open('x') as f:\n        value = {text}", "value"),
    "try": lambda text: (
        "",
        f"try:\n        value = {text}\n    except Exception:\n        raise",
        "value",
    ),
    "reassigned": lambda text: ("", f"value = 'other'\n    value = {text}", "value"),
}


def _program(leaves: list[str], before: str = "", steps: str = "") -> str:
    body = _BODY.format(*leaves)
    return _SEND.format(before=before, steps=f"    {steps or 'pass'}", body=body)


_PLAIN = see(_program(list(_LEAVES.values())))


def test_plain_program() -> None:
    expected = {pointer: literal_eval(text) for pointer, text in _LEAVES.items()}
    assert Seen(expected, {}, []) == _PLAIN


@pytest.mark.parametrize("name", _CHANGES)
def test_change_of_a_literal(name: str) -> None:
    for index in range(len(_LEAVES)):
        leaves = list(_LEAVES.values())
        before, steps, leaves[index] = _CHANGES[name](leaves[index])
        assert see(_program(leaves, before, steps)) == _PLAIN, _program(leaves, before, steps)


@pytest.mark.parametrize(
    "expression", ["unknown", "load()", "CHOICE.x", "flag['x']", "other.a.b()"]
)
def test_unknown_value_changes_nothing_else(expression: str) -> None:
    for index, pointer in enumerate(_LEAVES):
        leaves = list(_LEAVES.values())
        leaves[index] = expression
        expected = {**_PLAIN.members, pointer: UNKNOWN}
        assert see(_program(leaves)) == Seen(expected, {}, [])


@pytest.mark.parametrize(
    "steps",
    [
        "body = {body}",
        "body = dict()\n    body.update({body})",
        "body = {{}}\n    body |= {body}",
        "body = {{**{body}}}",
        "body = dict(**{body})",
        "part = {body}\n    body = part | {{}}",
        "part = {body}\n    body = {{'language': 'fr', **part}}",
        "part = {body}\n    body = part.copy()\n    part['language'] = 'fr'",
        "body = {{'language': 'fr'}}\n    for part in [{body}]:\n        body.update(part)",
    ],
)
def test_change_of_the_body(steps: str) -> None:
    body = _BODY.format(*_LEAVES.values())
    code = _SEND.format(before="", steps="    " + steps.format(body=body), body="body")
    assert see(code).members == _PLAIN.members


def test_order_of_fields_does_not_matter() -> None:
    fields = json.loads(json.dumps({"client_name": "A", "language": "en", "products": ["auth"]}))
    forward = see(f"c.link_token_create({fields!r})")
    backward = see(f"c.link_token_create({dict(reversed(fields.items()))!r})")
    assert forward == backward
