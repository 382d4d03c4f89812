"""Random programs, and whether what is seen of them agrees with what they send."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from linkcheck.sources.code import World


class Parts(NamedTuple):
    """What the programs of a language are made of.

    Steps have places for ``{value}``, ``{test}`` and ``{key}``. ``branch`` makes the lines of a
    branch of a test, the lines under it, and those that run otherwise.
    """

    steps: Sequence[str]
    values: Sequence[str]
    tests: Sequence[str]
    branch: Callable[[str, list[str], list[str]], list[str]]


def steps_of(parts: Parts, chance: random.Random, depth: int = 0) -> list[str]:
    """Return the lines of a random program."""
    lines: list[str] = []
    for _ in range(chance.randint(1, 6 - 2 * depth)):
        if depth < 2 and chance.random() < 0.3:
            then = steps_of(parts, chance, depth + 1)
            otherwise = steps_of(parts, chance, depth + 1) if chance.random() < 0.5 else []
            lines += parts.branch(chance.choice(parts.tests), then, otherwise)
            continue
        step = chance.choice(parts.steps)
        while "{value}" in step:
            step = step.replace("{value}", _braced(chance.choice(parts.values)), 1)
        while "{test}" in step:
            step = step.replace("{test}", _braced(chance.choice(parts.tests)), 1)
        lines += step.format(key=chance.choice("uvw")).split("\n")
    return lines


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def agrees(world: World, sent: Any, *, is_null_absent: bool = False) -> bool:
    """Return whether a world may send a body. ``is_null_absent`` if an unknown null may be."""
    unknown = world.body.unknown

    def may_lack(path: tuple[str | int, ...]) -> bool:
        known = unknown.values.get(path)
        return known is not None and (known.may_be_absent or (is_null_absent and known.may_be_null))

    def fits(path: tuple[str | int, ...], seen: Any, value: Any) -> bool:
        if path in unknown.values and not isinstance(seen, dict | list):
            known = unknown.values[path]
            return known.type != "string" or value is None or str(value).startswith(known.prefix)
        if isinstance(seen, dict) and isinstance(value, dict):
            missing = seen.keys() - value.keys()
            return (
                all(may_lack((*path, key)) for key in missing)
                and (path in unknown.open or value.keys() <= seen.keys())
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
