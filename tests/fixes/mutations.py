"""The examples of all rules with random mistakes in them; the same seed gives the same bodies."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from tests.rules.examples import Body, bodies, paths, with_value

_ODD: tuple[Any, ...] = (1, 0, -1, True, False, None, "", [], {}, "true", "14", "null")


def mutated(count: int, seed: int) -> Iterator[tuple[Body, dict[str, Any]]]:
    """So many examples, each with what has become of its body."""
    chance = random.Random(seed)
    pool = list(bodies())
    for _ in range(count):
        example = chance.choice(pool)
        value = example.value
        for _ in range(chance.randint(1, 3)):
            value = _changed(chance, value, pool)
        yield example, value


def _changed(chance: random.Random, body: dict[str, Any], pool: list[Body]) -> dict[str, Any]:
    every = list(paths(body))
    if not every:
        return body
    path = chance.choice(every)
    value: Any = body
    for step in path:
        value = value[step]
    is_text = isinstance(value, str)
    match chance.randrange(12):
        case 0:
            return with_value(body, path, ...)
        case 1:
            return with_value(body, path, value if is_text else json.dumps(value))
        case 2:
            return with_value(body, path, chance.choice(_ODD))
        case 3 if is_text:
            return with_value(body, path, value.upper())
        case 4 if is_text:
            return with_value(body, path, value.capitalize())
        case 5 if is_text:
            return with_value(body, path, f" {value} ")
        case 6 if is_text and value:
            at = chance.randrange(len(value))
            return with_value(body, path, value[:at] + value[at + 1 :])
        case 7:
            return with_value(body, path, [value])
        case 8 if isinstance(value, list) and value:
            wanted = value[0] if chance.random() < 0.5 else [*value, chance.choice(value)]
            return with_value(body, path, wanted)
        case 9 if is_text and value.isdecimal():
            return with_value(body, path, int(value))
        case 10 if isinstance(path[-1], str) and path[-1]:
            return _renamed(chance, body, path[:-1], path[-1], value)
    other = chance.choice(pool).value
    name = chance.choice([*other, "language"])
    return {**body, name: other.get(name, "english")}


def _renamed(
    chance: random.Random, body: dict[str, Any], above: tuple[str | int, ...], old: str, value: Any
) -> dict[str, Any]:
    at = chance.randrange(len(old))
    new = chance.choice([old[:at] + old[at + 1 :], old.upper(), old.replace("_", "")])
    return with_value(with_value(body, (*above, old), ...), (*above, new), value)
