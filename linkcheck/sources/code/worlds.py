"""Worlds: runs of the code that differ in what its conditions turn out to be."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import partial
from typing import NamedTuple
from zlib import crc32

CAP = 256
"""At most this many worlds are run: eight independent conditions. Above, some are sampled."""

_SAMPLES = 48


class Condition(NamedTuple):
    """A condition as it is written at a branch, with what it is.

    ``outcome`` is that of the condition behind it, which can also be written as a negation.
    """

    text: str
    is_true: bool
    outcome: bool


Choice = Callable[[int, Hashable], bool]

Decisions = dict[Hashable, Condition]


class Oracle:
    """Decides what the conditions of one run are; equal conditions are decided alike."""

    def __init__(self, choose: Choice) -> None:
        self.decisions: Decisions = {}
        self.outcomes: list[bool] = []
        self._truth: dict[Hashable, bool] = {}
        self._choose = choose

    def assume(self, key: Hashable, outcome: bool) -> None:
        """Decide a condition that is still open, as the worlds where it is not do not matter."""
        self._truth.setdefault(key, outcome)

    def decide(self, key: Hashable, text: str, *, is_negated: bool = False) -> bool:
        """Return whether a condition holds. ``is_negated`` if ``text`` says the opposite."""
        if key not in self._truth:
            is_true = self._choose(len(self.outcomes), key)
            self.outcomes.append(is_true)
            self._truth[key] = is_true
            self.decisions[key] = Condition(text, is_true != is_negated, is_true)
        return self._truth[key]


def explore(run: Callable[[Oracle], None]) -> bool:
    """Run the code in each world, or in a sample of them; return whether those are all.

    The first is that in which all conditions hold.
    """
    script: list[bool] = []
    for _ in range(CAP):
        oracle = Oracle(_scripted(script))
        run(oracle)
        following = _next(oracle.outcomes)
        if following is None:
            return True
        script = following
    for choose in _sampled():
        run(Oracle(choose))
    return False


def _scripted(script: list[bool]) -> Choice:
    return lambda index, key: script[index] if index < len(script) else True


def _next(outcomes: list[bool]) -> list[bool] | None:
    while outcomes and not outcomes[-1]:
        outcomes = outcomes[:-1]
    return [*outcomes[:-1], False] if outcomes else None


def _sampled() -> Iterator[Choice]:
    yield lambda index, key: False
    for seed in range(_SAMPLES):
        yield partial(_at_random, seed)
        yield partial(_all_but, seed)
        yield partial(_only, seed)


def _at_random(seed: int, _: int, key: Hashable) -> bool:
    return bool(crc32(repr((seed, key)).encode()) & 1)


def _all_but(seed: int, index: int, _: Hashable) -> bool:
    return index != seed


def _only(seed: int, index: int, _: Hashable) -> bool:
    return index == seed
