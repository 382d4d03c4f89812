"""Which fixes to apply, and in which order.

A fix counts only if the check of the result confirms it: its violation is gone, and there is none
that was not there before. So each step leaves fewer violations, and fixing twice changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from linkcheck.documents import Document, detect
from linkcheck.fixes.patch import PatchError, apply, resolve
from linkcheck.shapes.guard import copied, screen
from linkcheck.violation import Path, Violation

if TYPE_CHECKING:
    from linkcheck.checker import Checker

Check = Callable[[Any], Sequence[Violation]]

# A body that needs more checks than this was made to be slow; what is left stays reported.
_MOST_CHECKS = 300
# So many fixes, one after the other, that turn out to be none are enough.
_MOST_FAILURES = 20
# A fix may uncover other violations (`Auth` beside `auth` becomes a repeated product). Their own
# fixes are tried this many times before it is given up.
_MOST_FOLLOWERS = 3
_INDEX = re.compile(r"/[0-9]+(?=/|\Z)")


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing gave.

    ``value`` is the document afterwards. ``applied`` holds the violations whose fixes were applied,
    in that order, with the pointers of that time. ``left`` holds the violations of ``value``,
    without positions; ``unwritten`` those of them whose fixes the text cannot take.
    """

    value: Any = field(repr=False)
    applied: tuple[Violation, ...]
    left: tuple[Violation, ...]
    unwritten: tuple[Violation, ...] = ()


def fix_value(
    value: Any,
    checker: Checker,
    document: Document | None = None,
    *,
    request: Any = None,
    unsafe: bool = False,
    writable: Callable[[Any], bool] | None = None,
) -> Fixed:
    """A JSON value with all safe fixes applied, with ``unsafe`` all fixes.

    ``value`` is not changed: the result is a copy. The other arguments are those of
    ``Checker.check_value``, and ``writable`` tells whether the text can be made to hold a value:
    fixes that lead to another value are not applied. Raises nothing on account of the value; one
    that cannot be read is given back itself.
    """
    screened = screen(value)
    if screened.findings:
        return Fixed(value, (), checker.check_value(value, document, request=request).violations)
    copy = copied(screened.value)
    kind = document or detect(copy) or Document.CREATE_REQUEST

    def check(changed: Any) -> Sequence[Violation]:
        return checker.check_value(changed, kind, request=request).violations

    return _Fixer(check, unsafe, writable or _always).fix(copy)


def _always(_: Any) -> bool:
    return True


class _Fixer:
    """Applies fixes to one document."""

    def __init__(self, check: Check, unsafe: bool, writable: Callable[[Any], bool]) -> None:
        self._check = check
        self._unsafe = unsafe
        self._writable = writable
        self._unwritten: set[tuple[str, str]] = set()
        self._checks = 0

    def fix(self, value: Any) -> Fixed:
        """Apply fixes until none is left that does good."""
        state = Fixed(value, (), tuple(self._check(value)))
        # The last pass changes nothing. A second run would begin with the very same pass.
        while (better := self._pass(state)) is not state:
            state = better
        lost = tuple(v for v in state.left if _name(v) in self._unwritten)
        return replace(state, unwritten=lost)

    def _pass(self, state: Fixed) -> Fixed:
        """Apply what can be applied, the largest batches first; the state itself if nothing."""
        waiting = self._fixable(state.left)
        refused: set[tuple[str, str]] = set()
        size, failures = len(waiting), 0
        while waiting and failures < _MOST_FAILURES and self._checks < _MOST_CHECKS:
            batch = _compatible(state.value, waiting)[:size]
            better = self._better(state, batch)
            if better is not None:
                state = better
                waiting = self._fixable(state.left)
                size, failures = 2 * size, 0
            else:
                failures += 1
                if len(batch) == 1:
                    refused.add(_name(batch[0]))
                # The harm is in one of them: look for it in the first half.
                size = max(len(batch) // 2, 1)
            waiting = [v for v in waiting if _name(v) not in refused]
        return state

    def _better(self, state: Fixed, batch: Sequence[Violation]) -> Fixed | None:
        """The state after the fixes of a batch and those that follow, None if that does harm."""
        allowed = _count(state.left)
        allowed.subtract(_count(batch))
        for _ in range(_MOST_FOLLOWERS + 1):
            try:
                value = _apply(state.value, batch)
            except PatchError:  # of a house rule: ours fit, which the tests make sure of
                return None
            if not self._writable(value):
                if len(batch) == 1:
                    self._unwritten.add(_name(batch[0]))
                return None
            self._checks += 1
            state = Fixed(value, (*state.applied, *batch), tuple(self._check(value)))
            excess = _count(state.left) - allowed
            if not excess:
                return state
            if not excess.keys().isdisjoint(map(_identity, batch)):
                return None
            followers = [v for v in self._fixable(state.left) if _identity(v) in excess]
            if not followers:
                return None
            batch = _compatible(value, followers)
        return None

    def _fixable(self, violations: Iterable[Violation]) -> list[Violation]:
        return [v for v in violations if v.fix and (v.fix.safe or self._unsafe)]


def _name(violation: Violation) -> tuple[str, str]:
    return violation.code, violation.pointer


def _identity(violation: Violation) -> tuple[object, ...]:
    """What stays of a violation when other entries of an array come or go."""
    pointer = _INDEX.sub("/*", violation.pointer)
    return violation.code, violation.severity, pointer, violation.missing


def _count(violations: Iterable[Violation]) -> Counter[tuple[object, ...]]:
    return Counter(map(_identity, violations))


def _compatible(value: Any, violations: Sequence[Violation]) -> list[Violation]:
    """The first violation, with all others whose fixes can be applied in one go with it.

    Those are fixes of one operation, at places of which none lies in another. A fix of several
    operations is applied alone.
    """
    first, *others = violations
    if len(_patch(first)) != 1:
        return [first]
    chosen: list[Violation] = []
    taken: set[Path] = set()  # the places of the chosen fixes
    around: set[Path] = set()  # these and all that they lie in
    for violation in (first, *(v for v in others if len(_patch(v)) == 1)):
        places = _places(value, violation)
        prefixes = {place[:length] for place in places for length in range(len(place) + 1)}
        if taken.isdisjoint(prefixes) and around.isdisjoint(places):
            chosen.append(violation)
            taken.update(places)
            around.update(prefixes)
    return chosen


def _apply(value: Any, violations: Sequence[Violation]) -> Any:
    """Apply the fixes of a compatible set. Raises PatchError."""
    # From back to front, so that no index is out of date when its turn comes.
    for violation in sorted(violations, key=lambda v: _places(value, v), reverse=True):
        value = apply(value, _patch(violation))
    return value


def _patch(violation: Violation) -> Sequence[dict[str, Any]]:
    return violation.fix.patch if violation.fix else ()


def _places(value: Any, violation: Violation) -> list[Path]:
    """What a patch of one operation changes; empty if it does not fit the value."""
    try:
        return [
            resolve(value, operation[key])
            for operation in _patch(violation)
            for key in ("path", "from")
            if key in operation
        ]
    except (LookupError, TypeError, ValueError):
        return []
