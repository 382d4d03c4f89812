"""Sort findings in the order of the document, and return their places."""

from __future__ import annotations

from typing import Any

from linkcheck.engine.finding import Finding
from linkcheck.engine.rule import Found
from linkcheck.pointer import Path, Target, path_to


def in_order(value: Any, found: list[Found]) -> list[Found]:
    """Return findings in the order of their places in the document."""
    if len(found) < 2:
        return found
    indexes: dict[int, dict[Any, int]] = {}
    return sorted(found, key=lambda pair: (_place(value, pair[1], indexes), pair[0].code))


def _place(value: Any, finding: Finding, indexes: dict[int, dict[Any, int]]) -> tuple[int, ...]:
    """Return the place of a finding in the document: the index of each step among its siblings.

    ``indexes`` caches those of the fields of each object on the way, by the object's ``id``:
    counting them for each finding would take quadratic time.
    """
    place = []
    for step in finding.path:
        if isinstance(value, dict) and step in value:
            known = indexes.get(id(value))
            if known is None:
                known = indexes[id(value)] = {name: i for i, name in enumerate(value)}
            place.append(known[step])
            value = value[step]
        elif isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value):
            place.append(step)
            value = value[step]
        else:
            break
    return tuple(place)


def target(finding: Finding) -> Target:
    """Return what the span of a finding covers; see ``linkcheck.sources.locate``."""
    if finding.missing is not None:
        return finding.path, "object-start"
    return finding.path, "key" if finding.key else "value"


def related_paths(value: Any, found: list[Found]) -> dict[str, Path]:
    """Return the paths of the related places of findings, by their pointers."""
    paths = {}
    for _, finding in found:
        for place in finding.related:
            path = path_to(value, place.pointer)
            if path is not None:
                paths[place.pointer] = path
    return paths
