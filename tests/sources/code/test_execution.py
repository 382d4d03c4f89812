"""What is seen of random programs agrees with what they send when they are run."""

from __future__ import annotations

import random
from typing import Any

from linkcheck.sources.code import Site, World
from tests.sources.code import sites

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


def _steps(chance: random.Random, depth: int = 0) -> list[str]:
    lines: list[str] = []
    for _ in range(chance.randint(1, 6 - 2 * depth)):
        if depth < 2 and chance.random() < 0.3:
            lines.append(f"if {chance.choice(_TESTS)}:")
            lines += [f"    {line}" for line in _steps(chance, depth + 1)]
            if chance.random() < 0.5:
                lines.append("else:")
                lines += [f"    {line}" for line in _steps(chance, depth + 1)]
            continue
        step = chance.choice(_STEPS)
        while "{value}" in step:
            step = step.replace("{value}", _braced(chance.choice(_VALUES)), 1)
        while "{test}" in step:
            step = step.replace("{test}", chance.choice(_TESTS), 1)
        lines += step.format(key=chance.choice("uvw")).split("\n")
    return lines


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _agrees(world: World, sent: Any) -> bool:
    unknown = world.body.unknown

    def fits(path: tuple[str | int, ...], seen: Any, value: Any) -> bool:
        if path in unknown.values and not isinstance(seen, dict | list):
            known = unknown.values[path]
            return known.type != "string" or value is None or str(value).startswith(known.prefix)
        if isinstance(seen, dict) and isinstance(value, dict):
            missing = seen.keys() - value.keys()
            return (
                all(unknown.values[*path, key].may_be_absent for key in missing)
                if all((*path, key) in unknown.values for key in missing)
                else False
            ) and (
                (path in unknown.open or value.keys() <= seen.keys())
                and all(fits((*path, key), seen[key], value[key]) for key in seen.keys() - missing)
            )
        if isinstance(seen, list) and isinstance(value, list):
            is_open = path in unknown.open
            return (len(seen) <= len(value) if is_open else len(seen) == len(value)) and all(
                fits((*path, index), *pair)
                for index, pair in enumerate(zip(seen, value, strict=False))
            )
        return type(seen) is type(value) and bool(seen == value)

    return fits((), world.body.value, sent)


class _Client:
    sent: Any = None

    def link_token_create(self, body: Any) -> None:
        self.sent = body


def test_random_programs() -> None:
    chance = random.Random(19)
    runs = 0
    for _ in range(400):
        steps = "\n".join(f"    {line}" for line in _steps(chance))
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
                    assert any(_agrees(world, client.sent) for world in found[0].worlds), code
    assert runs > 500
