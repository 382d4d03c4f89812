"""The content of containers after fixes: which old entries are kept, and which are new.

It does not depend on the format, so JSON and YAML share it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Slot:
    """An entry of a container after fixes: an old entry, or a new one if ``index`` is None."""

    index: int | None
    name: str | None
    value: Any
    old: Any = None


def member_slots(names: Sequence[str], old: dict[str, Any], new: dict[str, Any]) -> list[Slot]:
    """Return the old members that are kept, in their order, and the new ones.

    A new member replaces a removed one if the same number of kept members precede both. If a name
    is repeated, only the last member counts; all are kept or removed together.
    """
    times = Counter(names)
    last = {name: index for index, name in enumerate(names)}
    gaps: dict[int, list[str]] = {}
    stayed = 0
    for name in new:
        stayed += name in old
        if name not in old:
            gaps.setdefault(stayed, []).append(name)
    slots: list[Slot] = []
    stayed, seen = 0, set()
    for index, name in enumerate(names):
        if name in new:
            is_first, is_last = name not in seen, last[name] == index
            value = new[name] if is_last else None
            slots.append(Slot(index, name, value, old[name] if is_last else None))
            stayed += is_first
            seen.add(name)
        elif gaps.get(stayed) and times[name] == 1:
            taken = gaps[stayed].pop(0)
            slots.append(Slot(index, taken, new[taken], old[name]))
    left = {name for gap in gaps.values() for name in gap}
    return [*slots, *(Slot(None, name, new[name]) for name in new if name in left)]


def item_slots(old: list[Any], new: list[Any]) -> list[Slot]:
    """Return the old entries that are kept, unchanged or changed, and the new ones, in order."""
    places = _embedding(old, new)
    if places is not None:
        return [Slot(i, None, old[i], old[i]) for i in places]
    gone = _embedding(new, old)
    if gone is not None:
        back = {place: index for index, place in enumerate(gone)}
        return [Slot(back.get(i), None, entry, entry) for i, entry in enumerate(new)]
    return [
        Slot(i, None, entry, old[i]) if i < len(old) else Slot(None, None, entry)
        for i, entry in enumerate(new)
    ]


def _embedding(whole: list[Any], part: list[Any]) -> list[int] | None:
    """Return the indexes of the entries of ``part`` in ``whole``, in this order, or None."""
    places: list[int] = []
    for index, entry in enumerate(whole):
        if len(places) < len(part) and same(entry, part[len(places)]):
            places.append(index)
    return places if len(places) == len(part) else None


def same(one: Any, other: Any) -> bool:
    """Return whether two values have the same JSON, except for layout and order of members."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
