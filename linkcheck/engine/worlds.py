"""Things that hold in the worlds of a document: the forms that it has under certain conditions.

Source code that builds a document has one world for each outcome of its conditions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence

Conditions = Mapping[Hashable, Hashable]
"""The conditions of a world, as they turn out in it, by their identities."""


def occurrences(
    worlds: Sequence[Conditions], found: Sequence[Collection[Hashable]], *, is_complete: bool
) -> dict[Hashable, tuple[Hashable, ...] | None]:
    """Return what was found in the worlds, with the conditions under which it occurs.

    These are None for what occurs in every world. What depends on a single condition is returned
    with that; what depends on several at once is left out, and if the worlds are not complete, so
    is everything that depends on a condition. ``found`` has an entry for each world.
    """
    having: dict[Hashable, list[Conditions]] = {}
    for world, things in zip(worlds, found, strict=True):
        for thing in things:
            having.setdefault(thing, []).append(world)
    certain: dict[Hashable, tuple[Hashable, ...] | None] = {}
    for thing, some in having.items():
        if len(some) == len(worlds):
            certain[thing] = None
        elif is_complete and (branch := _branch(some, worlds)):
            certain[thing] = tuple(shared_conditions(branch, worlds))
    return certain


def _branch(some: Sequence[Conditions], every: Sequence[Conditions]) -> list[Conditions]:
    """Return the worlds of a branch that has none but these, the largest one; empty without any."""
    among, total = (Counter(c for world in part for c in world.items()) for part in (some, every))
    whole = [condition for condition, number in among.items() if number == total[condition]]
    if not whole:
        return []
    key, outcome = max(whole, key=among.__getitem__)
    return [world for world in some if key in world and world[key] == outcome]


def shared_conditions(some: Sequence[Conditions], every: Sequence[Conditions]) -> list[Hashable]:
    """Return the conditions that hold in some worlds, and not in every world."""
    return [
        condition
        for key, condition in some[0].items()
        if all(world.get(key) == condition for world in some)
        and not all(world.get(key) == condition for world in every)
    ]
