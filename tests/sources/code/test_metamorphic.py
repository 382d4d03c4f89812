"""Equal programs are seen alike: what a literal becomes does not change what is known."""

from __future__ import annotations

import ast
import json
from ast import literal_eval
from collections.abc import Callable

import pytest

from tests.sources.code import UNKNOWN, Seen, see, see_site, sites

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
    "inherited member": lambda text: (
        f"class Base:\n    A = {text}\nclass Values(Base):\n    pass",
        "",
        "Values.A",
    ),
    "inherited method": lambda text: (
        f"class Base:\n    def a(self):\n        return {text}\nclass Values(Base):\n    pass\n"
        "VALUES = Values()",
        "",
        "VALUES.a()",
    ),
    "JSON text": lambda text: (
        "import json",
        f"values = json.loads({json.dumps({'a': literal_eval(text)})!r})",
        "values['a']",
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


def test_two_changes_of_literals() -> None:
    """Constructs do not disturb each other."""
    names = list(_CHANGES)
    for number, name in enumerate(names):
        leaves = list(_LEAVES.values())
        first, second = _CHANGES[name], _CHANGES[names[(number + 7) % len(names)]]
        before, steps, leaves[0] = first(leaves[0])
        more_before, more_steps, leaves[2] = second(leaves[2])
        # Their names differ in one program.
        more_before, more_steps, leaves[2] = (
            text.replace("value", "other").replace("VALUE", "OTHER").replace("Value", "Other")
            for text in (more_before, more_steps, leaves[2].replace("helper", "second"))
        )
        more_before = more_before.replace("helper", "second").replace("Base", "Root")
        more_steps = more_steps.replace("helper", "second")
        code = _program(leaves, f"{before}\n{more_before}", f"{steps}\n    {more_steps}".strip())
        assert see(code) == _PLAIN, code


class _Replacing(ast.NodeTransformer):
    """Replaces one of the expressions that are read in a program by an unknown one."""

    def __init__(self, index: int) -> None:
        self.left = index

    def generic_visit(self, node: ast.AST) -> ast.AST:
        is_read = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        if isinstance(node, ast.expr) and is_read:
            self.left -= 1
            if self.left == -1:
                return ast.copy_location(ast.parse("unknown.value()").body[0].value, node)  # type: ignore[attr-defined]
        return super().generic_visit(node)


@pytest.mark.parametrize("name", _CHANGES)
def test_an_unknown_expression_makes_nothing_known_wrong(name: str) -> None:
    leaves = list(_LEAVES.values())
    before, steps, leaves[2] = _CHANGES[name](leaves[2])
    code = _program(leaves, before, steps)
    count = sum(isinstance(node, ast.expr) for node in ast.walk(ast.parse(code)))
    tried = 0
    for index in range(count):
        changed = ast.unparse(ast.fix_missing_locations(_Replacing(index).visit(ast.parse(code))))
        for site in sites(changed):
            tried += 1
            for pointer, value in see_site(site).members.items():
                known = {value} if not isinstance(value, tuple) else set(value)
                assert known <= {UNKNOWN, _PLAIN.members.get(pointer)}, changed
    assert tried > 10


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
