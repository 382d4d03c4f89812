"""One view of a site from all of its worlds, as ``linkcheck extract`` prints it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from linkcheck.engine.unknown import Unknown
from linkcheck.engine.worlds import Conditions, shared_conditions
from linkcheck.pointer import Path, to_pointer
from linkcheck.sources.code.sites import Site, World
from linkcheck.sources.code.worlds import Condition


class Merged(NamedTuple):
    """The leaves of a request by JSON Pointer, those that only some worlds have, what is open."""

    members: dict[str, dict[str, Any]]
    conditional: dict[str, list[dict[str, Any]]]
    open: list[str]


def merge(site: Site) -> Merged:
    """Return what a site sends."""
    members: dict[str, list[dict[str, Any]]] = {}
    having: dict[str, list[Conditions[Condition]]] = {}
    every = [world.conditions for world in site.worlds]
    is_open: dict[str, None] = {}
    doubtful: set[str] = set()
    for world in site.worlds:
        unknown = world.body.unknown
        is_open.update(dict.fromkeys(map(to_pointer, sorted(unknown.open, key=str))))
        for path, leaf in _leaves(world):
            pointer = to_pointer(path)
            values = members.setdefault(pointer, [])
            _add(values, leaf)
            having.setdefault(pointer, []).append(world.conditions)
            if any(
                unknown.values.get(path[:length], Unknown()).may_be_absent
                for length in range(len(path) + 1)
            ):
                doubtful.add(pointer)
    if len(members) > 1:
        members.pop("", None)  # that it is empty in some worlds shows in the conditions
    return Merged(
        {
            pointer: values[0] if len(values) == 1 else {"one_of": values}
            for pointer, values in members.items()
        },
        {
            pointer: [
                {"condition": condition.text, "is": condition.is_true}
                for condition in shared_conditions(some, every).values()
            ]
            for pointer, some in having.items()
            if pointer in members and (len(some) < len(every) or pointer in doubtful)
        },
        list(is_open),
    )


def _add(values: list[dict[str, Any]], leaf: dict[str, Any]) -> None:
    """Add a leaf to those of other worlds; what is not known of it counts once."""
    if repr(leaf) in map(repr, values):  # not ``in``: ``True`` equals ``1``
        return
    for index, other in enumerate(values):
        if "unknown" in leaf and "unknown" in other:
            values[index] = {"unknown": True}
            return
    values.append(leaf)


def _leaves(world: World) -> Iterable[tuple[Path, dict[str, Any]]]:
    unknown = world.body.unknown
    waiting: list[tuple[Path, Any]] = [((), world.body.value)]
    while waiting:
        path, value = waiting.pop()
        known = unknown.values.get(path)
        if known is not None and not isinstance(value, dict | list):
            yield path, _unknown(known)
        elif isinstance(value, dict) and (value or path in unknown.open):
            waiting += [((*path, name), entry) for name, entry in reversed(value.items())]
        elif isinstance(value, list) and (value or path in unknown.open):
            waiting += reversed([((*path, index), entry) for index, entry in enumerate(value)])
        else:
            yield path, {"value": value}


def _unknown(known: Unknown) -> dict[str, Any]:
    found: dict[str, Any] = {"unknown": True}
    if known.prefix:
        found["prefix"] = known.prefix
    if known.type:
        found["type"] = known.type
    return found
