"""Things that hold in the worlds of a document: the forms that it has under certain conditions.

Source code that builds a document has one world for each outcome of its conditions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar


class Condition(Protocol):
    """A condition in a world. Its ``outcome`` does not depend on how the condition is written."""

    @property
    def outcome(self) -> bool:
        """Whether the condition holds."""


C = TypeVar("C", bound=Condition)
T = TypeVar("T", bound=Hashable)

Conditions = Mapping[Hashable, C]
"""The conditions that are tested in a world, by their identities."""


def occurrences(
    worlds: Sequence[Conditions[C]], found: Sequence[Collection[T]], *, is_complete: bool
) -> dict[T, tuple[C, ...] | None]:
    """Return things that were found in the worlds, with the conditions under which they occur.

    These are None for a thing that occurs in every world. A thing that occurs wherever a condition
    has a certain outcome is returned with that, and with what it takes to get there; one that takes
    several outcomes at once is left out. If the worlds are not complete, so is one that depends on
    any. ``found`` has an entry for each world.
    """
    having: dict[T, list[int]] = {}
    for index, things in enumerate(found):
        for thing in things:
            having.setdefault(thing, []).append(index)
    certain: dict[T, tuple[C, ...] | None] = {}
    for thing, indexes in having.items():
        some = [worlds[index] for index in indexes]
        if len(some) == len(worlds):
            certain[thing] = None
        elif is_complete and (branch := _branch(some, worlds)):
            others = [world for index, world in enumerate(worlds) if index not in set(indexes)]
            certain[thing] = tuple(_sufficient(branch, worlds, others))
    return certain


def _outcomes(worlds: Sequence[Conditions[C]]) -> Iterator[tuple[Hashable, bool]]:
    return ((key, condition.outcome) for world in worlds for key, condition in world.items())


def _branch(some: Sequence[Conditions[C]], every: Sequence[Conditions[C]]) -> list[Conditions[C]]:
    """Return the worlds of a branch that has none but these, the largest one; empty without any."""
    among, total = Counter(_outcomes(some)), Counter(_outcomes(every))
    whole = [outcome for outcome, number in among.items() if number == total[outcome]]
    if not whole:
        return []
    key, is_true = max(whole, key=among.__getitem__)
    return [world for world in some if key in world and world[key].outcome is is_true]


def _sufficient(
    branch: Sequence[Conditions[C]],
    every: Sequence[Conditions[C]],
    others: Sequence[Conditions[C]],
) -> list[C]:
    """Return conditions of a branch that no other world can fulfill."""
    first = branch[0]
    wanted = shared_conditions(branch, every)
    if _can_hold(wanted, others):
        wanted = dict(first)
        for key in first:
            fewer = {other: condition for other, condition in wanted.items() if other != key}
            wanted = wanted if _can_hold(fewer, others) else fewer
    return list(wanted.values())


def _can_hold(wanted: Conditions[C], worlds: Sequence[Conditions[C]]) -> bool:
    """Return whether conditions can hold in one of the worlds. What it does not test can be so."""
    return any(
        all(key not in world or world[key].outcome is c.outcome for key, c in wanted.items())
        for world in worlds
    )


def shared_conditions(
    some: Sequence[Conditions[C]], every: Sequence[Conditions[C]]
) -> dict[Hashable, C]:
    """Return the conditions that hold in some worlds, and not in every world."""
    shared, whole = Counter(_outcomes(some)), Counter(_outcomes(every))
    return {
        key: condition
        for key, condition in some[0].items()
        if shared[key, condition.outcome] == len(some)
        and whole[key, condition.outcome] < len(every)
    }
