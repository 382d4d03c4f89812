"""Fixes that are applied together: which, in which order, and what tells two of them apart."""

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
    """What stays of a violation from one check to the next: its rule and its place."""
    return violation.code, violation.pointer


class Identity(NamedTuple):
    """What stays of a violation when other entries of an array come or go."""

    code: str
    rank: int
    pointer: str
    missing: str | None


def identity_of(violation: Violation) -> Identity:
    """A violation without the indexes of arrays."""
    pointer = _INDEX.sub("/*", violation.pointer)
    return Identity(violation.code, violation.severity.rank, pointer, violation.missing)


def count(violations: Iterable[Violation]) -> Counter[Identity]:
    """How often each violation was found, whatever the entry of an array."""
    return Counter(map(identity_of, violations))


def change_of(violation: Violation) -> Hashable:
    """What stays of a violation and its fix when other entries of an array come or go."""
    operations = [
        tuple(
            (name, _INDEX.sub("/*", str(member)) if name in ("path", "from") else repr(member))
            for name, member in sorted(operation.items())
        )
        for operation in patch_of(violation)
    ]
    return identity_of(violation), tuple(operations)


def turn_of(violation: Violation) -> tuple[bool, bool, int]:
    """When a fix is tried: only those of one turn go together, and False comes before True.

    What is left out cannot be brought back, so that comes last: by then, a value of the wrong type
    or a misspelled name no longer makes it look useless.
    """
    fix = proposed_fix(violation)
    is_loss = any(operation.get("op") == "remove" for operation in patch_of(violation))
    return fix is None or not fix.safe, is_loss, violation.severity.rank


def compatible(value: Any, violations: Sequence[Violation]) -> list[Violation]:
    """The first violation, with all others of its turn whose fixes can be applied with it.

    Those are fixes of one operation, at places of which none lies in another. A fix of several
    operations is applied alone.
    """
    first, *others = violations
    if len(patch_of(first)) != 1:
        return [first]
    turn = turn_of(first)
    others = [v for v in others if len(patch_of(v)) == 1 and turn_of(v) == turn]
    chosen: list[Violation] = []
    taken: set[Path] = set()  # the places of the chosen fixes
    around: set[Path] = set()  # these and all that they lie in
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
    """From back to front, so that no index is out of date when its turn comes."""
    return sorted(violations, key=lambda v: places_of(value, v), reverse=True)


def patch_of(violation: Violation) -> Sequence[dict[str, Any]]:
    """The operations of the fix of a violation; none without a fix."""
    fix = proposed_fix(violation)
    return fix.patch if fix else ()


def places_of(value: Any, violation: Violation) -> list[Path]:
    """What a patch of one operation changes; empty if it does not fit the value."""
    try:
        return [
            resolve(value, operation[key])
            for operation in patch_of(violation)
            for key in ("path", "from")
            if key in operation
        ]
    except (LookupError, TypeError, ValueError):
        return []
