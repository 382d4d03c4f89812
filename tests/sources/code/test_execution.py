"""What is seen of random programs agrees with what they send when they are run."""

from __future__ import annotations

import random
from typing import Any

from linkcheck.sources.code import Site
from tests.sources.code import sites
from tests.sources.code.programs import Parts, agrees, steps_of

_VALUES = (
    "'x'",
    "'y'",
    "1",
    "None",
    "['p']",
    "{'k': 'v'}",
    "a",
    "b",
    "name",
    "f'{a}!'",
    "helper(a)",
)
_TESTS = (
    "a",
    "b",
    "not a",
    "a is None",
    "b is not None",
    "a == 'x'",
    "a and b",
    "a or not b",
    "name",
)
_STEPS = (
    "name = {value}",
    "name = {value} or {value}",
    "name = {value} if {test} else {value}",
    "body['{key}'] = {value}",
    "body.update({key}={value})",
    "body = {{**body, '{key}': {value}}}",
    "body |= {{'{key}': {value}}}",
    "body = dict(body, {key}={value})",
    "body.setdefault('{key}', {value})",
    "body.pop('{key}', None)",
    "items.append({value})",
    "items = items + [{value}]",
    "items = [{value} for _ in ('1', '2')]",
    "body['items'] = items",
    "other = body",
    "other['{key}'] = {value}",
    "fill(body, {value})",
    "name = body.get('{key}', {value})",
    "for step in ['1', '2']:\n    body['{key}'] = step",
    "for step in many:\n    body['{key}'] = {value}",
    "for step in many:\n    items.append({value})",
    "try:\n    body['{key}'] = {value}\nexcept ValueError:\n    body['{key}'] = None",
    "if {test}:\n    return",
    "body.setdefault('n', {{}})['{key}'] = {value}",
    "part = body.get('n')\nif part:\n    part['{key}'] = {value}",
    "for step in many:\n    if {test}:\n        break\n    name = {value}",
    "for step in ['1', '2']:\n    if {test}:\n        continue\n    items.append(step)",
    "if (got := {value}):\n    body['{key}'] = got",
    "try:\n    if {test}:\n        raise KeyError\n    name = {value}\nexcept KeyError:\n    a = 1",
    "name = f'{{name}}z'",
    "items.extend([{value}, {value}])",
    "items.pop()",
    "items[0] = {value}",
    "items += [{value}]",
    "name, items = {value}, [{value}]",
    "body = body.copy()",
    "del body['first']",
    "while many:\n    many = []\n    body['{key}'] = {value}",
    "name = (lambda x: x)({value})",
    "assert {test}",
    "body = {{k: v for k, v in body.items() if v is not None}}",
)
_START = """\
GLOBAL = {{'g': 'G'}}
def helper(x, y='d'):
    if x == 'x':
        return 'X'
    return y
def fill(body, x):
    body['filled'] = x
    if x:
        body['more'] = 'm'
def send(client, a, b, many):
    body = {{'first': 'F', **GLOBAL}}
    other = {{}}
    items = []
    name = 'n'
{steps}
    client.link_token_create(body)
"""


def _branch(test: str, then: list[str], otherwise: list[str]) -> list[str]:
    lines = [f"if {test}:", *(f"    {line}" for line in then)]
    return [*lines, "else:", *(f"    {line}" for line in otherwise)] if otherwise else lines


_PARTS = Parts(_STEPS, _VALUES, _TESTS, _branch)


class _Client:
    sent: Any = None

    def link_token_create(self, body: Any) -> None:
        self.sent = body


def test_random_programs() -> None:
    chance = random.Random(19)
    runs = 0
    for _ in range(400):
        steps = "\n".join(f"    {line}" for line in steps_of(_PARTS, chance))
        code = _START.format(steps=steps)
        names: dict[str, Any] = {}
        exec(code, names)
        found: tuple[Site, ...] = sites(code)
        for a in ("x", "z", None):
            for b in ("y", None):  # an empty value counts as None
                client = _Client()
                try:
                    names["send"](client, a, b, ["m"] * chance.randint(0, 2))
                except Exception:
                    continue  # such as an update of what is not a dict
                if client.sent is not None:
                    runs += 1
                    assert any(agrees(world, client.sent) for world in found[0].worlds), code
    assert runs > 500
