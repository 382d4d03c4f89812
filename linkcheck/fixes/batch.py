"""Select, order and identify the fixes that are applied together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, NamedTuple

from linkcheck.fixes.patch import apply, resolve
from linkcheck.pointer import Path
from linkcheck.violation import Violation, proposed_fix

_INDEX = re.compile(r"/[0-9]+(?=/|\Z)")


def name_of(violation: Violation) -> tuple[str, str]:
    """Return what identifies a violation in a later check: its rule and its place."""
    return violation.code, violation.pointer


class Identity(NamedTuple):
    """What identifies a violation when other entries of an array are added or removed."""

    code: str
    rank: int
    pointer: str
    missing: str | None


def identity_of(violation: Violation) -> Identity:
    """Return a violation without array indexes."""
    pointer = _INDEX.sub("/*", violation.pointer)
    return Identity(violation.code, violation.severity.rank, pointer, violation.missing)


def count(violations: Iterable[Violation]) -> Counter[Identity]:
    """Count the violations, regardless of array indexes."""
    return Counter(map(identity_of, violations))


def change_of(violation: Violation) -> Hashable:
    """Return what identifies a violation and its fix when other entries are added or removed."""
    operations = [
        tuple(
            (name, _INDEX.sub("/*", str(member)) if name in ("path", "from") else repr(member))
            for name, member in sorted(operation.items())
        )
        for operation in patch_of(violation)
    ]
    return identity_of(violation), tuple(operations)


def turn_of(violation: Violation) -> tuple[bool, bool, int]:
    """Return the turn of a fix: only fixes of the same turn are batched, False before True.

    Removals come last, as they cannot be undone: by then, no wrong type or misspelled name makes a
    field look useless.
    """
    fix = proposed_fix(violation)
    is_loss = any(operation.get("op") == "remove" for operation in patch_of(violation))
    return fix is None or not fix.safe, is_loss, violation.severity.rank


def compatible(value: Any, violations: Sequence[Violation]) -> list[Violation]:
    """Return the first violation, and all others of its turn whose fixes can be applied with it.

    These have one operation each, and none of their places contains another. A fix of several
    operations is applied alone.
    """
    first, *others = violations
    if len(patch_of(first)) != 1:
        return [first]
    turn = turn_of(first)
    others = [v for v in others if len(patch_of(v)) == 1 and turn_of(v) == turn]
    chosen: list[Violation] = []
    taken: set[Path] = set()  # the places of the chosen fixes
    around: set[Path] = set()  # these places and their parents
    for violation in (first, *others):
        places = places_of(value, violation)
        prefixes = {place[:length] for place in places for length in range(len(place) + 1)}
        if taken.isdisjoint(prefixes) and around.isdisjoint(places):
            chosen.append(violation)
            taken.update(places)
            around.update(prefixes)
    return chosen


def apply_batch(value: Any, violations: Sequence[Violation]) -> Any:
    """Apply the fixes of a compatible set. Raises PatchError."""
    for violation in in_order(value, violations):
        value = apply(value, patch_of(violation))
    return value


def in_order(value: Any, violations: Sequence[Violation]) -> list[Violation]:
    """Return the violations from back to front, so that no index becomes outdated."""
    return sorted(violations, key=lambda v: places_of(value, v), reverse=True)


def patch_of(violation: Violation) -> Sequence[dict[str, Any]]:
    """Return the operations of the fix of a violation; none without a fix."""
    fix = proposed_fix(violation)
    return fix.patch if fix else ()


def places_of(value: Any, violation: Violation) -> list[Path]:
    """Return the places that a patch of one operation changes; none if it does not apply."""
    try:
        return [
            resolve(value, operation[key])
            for operation in patch_of(violation)
            for key in ("path", "from")
            if key in operation
        ]
    except (LookupError, TypeError, ValueError):
        return []
