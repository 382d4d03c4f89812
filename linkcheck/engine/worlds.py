"""Things that hold in the worlds of a document: the forms that it has under certain conditions.

Source code that builds a document has one world for each outcome of its conditions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

C = TypeVar("C", bound=Hashable)
T = TypeVar("T", bound=Hashable)

Conditions = Mapping[Hashable, C]
"""The conditions of a world, as they turn out in it, by their identities."""


def occurrences(
    worlds: Sequence[Conditions[C]], found: Sequence[Collection[T]], *, is_complete: bool
) -> dict[T, tuple[C, ...] | None]:
    """Return things that were found in the worlds, with the conditions under which they occur.

    These are None for a thing that occurs in every world. One that depends on a single condition
    is returned with that; one that depends on several at once is left out, and if the worlds are
    not complete, so is one that depends on any. ``found`` has an entry for each world.
    """
    having: dict[T, list[Conditions[C]]] = {}
    for world, things in zip(worlds, found, strict=True):
        for thing in things:
            having.setdefault(thing, []).append(world)
    certain: dict[T, tuple[C, ...] | None] = {}
    for thing, some in having.items():
        if len(some) == len(worlds):
            certain[thing] = None
        elif is_complete and (branch := _branch(some, worlds)):
            certain[thing] = tuple(_sufficient(branch, some, worlds))
    return certain


def _branch(some: Sequence[Conditions[C]], every: Sequence[Conditions[C]]) -> list[Conditions[C]]:
    """Return the worlds of a branch that has none but these, the largest one; empty without any."""
    among, total = (Counter(c for world in part for c in world.items()) for part in (some, every))
    whole = [condition for condition, number in among.items() if number == total[condition]]
    if not whole:
        return []
    key, outcome = max(whole, key=among.__getitem__)
    return [world for world in some if key in world and world[key] == outcome]


def _sufficient(
    branch: Sequence[Conditions[C]],
    some: Sequence[Conditions[C]],
    every: Sequence[Conditions[C]],
) -> list[C]:
    """Return conditions of a branch that only these worlds fulfill."""
    others = [world for world in every if world not in some]

    def is_sufficient(wanted: Conditions[C]) -> bool:
        # A world fulfills a condition that it does not come to.
        return all(
            any(world.get(key, outcome) != outcome for key, outcome in wanted.items())
            for world in others
        )

    shared = shared_conditions(branch, every)
    wanted = {key: outcome for key, outcome in branch[0].items() if outcome in shared}
    if not is_sufficient(wanted):
        wanted = dict(branch[0])
        for key in branch[0]:
            fewer = {other: outcome for other, outcome in wanted.items() if other != key}
            wanted = fewer if is_sufficient(fewer) else wanted
    return list(wanted.values())


def shared_conditions(some: Sequence[Conditions[C]], every: Sequence[Conditions[C]]) -> list[C]:
    """Return the conditions that hold in some worlds, and not in every world."""
    return [
        condition
        for key, condition in some[0].items()
        if all(world.get(key) == condition for world in some)
        and not all(world.get(key) == condition for world in every)
    ]
