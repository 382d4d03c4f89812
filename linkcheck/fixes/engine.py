"""Which fixes to apply, and in which order.

A fix counts only if the check of the result confirms it: its violation is gone, and every violation
that was not there before is less severe. So an error may become a warning, but nothing becomes an
error; each step leaves fewer errors, or as many and fewer warnings, and fixing twice changes
nothing. ``fix_value`` applies the fixes, and ``applied_fixes`` says beforehand which those are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, Self

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.engine.values import copied
from linkcheck.fixes.batch import (
    apply_batch,
    change_of,
    compatible,
    count,
    identity_of,
    in_order,
    name_of,
    patch_of,
    turn_of,
)
from linkcheck.fixes.patch import PatchError
from linkcheck.shapes.sanitizer import screen
from linkcheck.violation import (
    Checked,
    Fix,
    FixesToApply,
    FixKey,
    Violation,
    fix_key,
    proposed_fix,
    settle_fixes,
)


class ValueChecker(Protocol):
    """What checks a fixed value again: a checker."""

    def check_value(
        self, value: Any, document: Document | None = None, *, request: Any = None
    ) -> Checked:
        """Return what is wrong with a JSON value."""

    def undecodable(self, error: Any, kind: Document | None) -> Checked:
        """Return what is wrong with a text that cannot be decoded."""

    def knowing(self, facts: Mapping[str, Any]) -> Self:
        """Return a checker that also knows facts."""


Check = Callable[[Any], Sequence[Violation]]
Writable = Callable[[Any], bool]

# A body that needs more checks than this was made to be slow; what is left stays reported.
_MOST_CHECKS = 300
# So many violations may all checks together find: it takes long to find thousands time and again.
_MOST_FOUND = 50_000
# So many fixes, one after the other, that turn out to be none are enough.
_MOST_FAILURES = 20
# A fix may uncover violations as severe as its own (`cra_base_reports` is renamed, which is then a
# repeated product). Their own fixes are tried this many times before it is given up.
_MOST_FOLLOWERS = 3


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
    checker: ValueChecker,
    document: Document | None = None,
    *,
    request: Any = None,
    unsafe: bool = False,
    writable: Writable | None = None,
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
    fixer = _Fixer(_check_of(checker, kind, request), writable)
    fixed = fixer.run(fixer.start(copy), unsafe=False)
    if unsafe:
        fixed = fixer.run(fixed, unsafe=True)
    lost = tuple(replace(v, fix=proposed_fix(v)) for v in fixed.left if fixer.is_unwritten(v))
    settle(fixed.left, copied(fixed.value), checker, kind, request=request, writable=writable)
    return replace(fixed, unwritten=lost)


def settle(
    found: tuple[Violation, ...],
    value: Any,
    checker: ValueChecker,
    document: Document,
    *,
    request: Any = None,
    facts: Mapping[str, Any] | None = None,
    writable: Writable | None = None,
    is_callers: bool = False,
) -> None:
    """Let the violations that were found in a value show only fixes that are applied.

    ``facts`` are what the checker knew besides. ``is_callers`` says that the value is not ours, and
    so may change before somebody looks at the fixes. The other arguments are those of
    ``fix_value``.
    """
    if not any(map(proposed_fix, found)):
        return
    if is_callers:
        value = copied(value)

    def find() -> dict[FixKey, Fix]:
        knowing = checker.knowing(facts) if facts else checker
        return applied_fixes(value, found, knowing, document, request=request, writable=writable)

    settle_fixes(found, FixesToApply(find))


def settle_none(found: tuple[Violation, ...]) -> None:
    """Let violations show no fix."""
    settle_fixes(found, FixesToApply(dict))


def applied_fixes(
    value: Any,
    found: Iterable[Violation],
    checker: ValueChecker,
    document: Document,
    *,
    request: Any = None,
    writable: Writable | None = None,
) -> dict[FixKey, Fix]:
    """The fixes that ``fix_value`` applies, by the violations that were ``found`` in the value.

    Those that it applies with ``unsafe`` only are unsafe. The other arguments are those of
    ``fix_value``.
    """
    fixer = _Fixer(_check_of(checker, document, request), writable)
    start = Fixed(value, (), tuple(found))
    safely = fixer.run(start, unsafe=False)
    fully = fixer.run(safely, unsafe=True)
    applied = Counter(map(change_of, safely.applied))
    unsafely = Counter(map(change_of, fully.applied[len(safely.applied) :]))
    fixes: dict[FixKey, Fix] = {}
    for violation in start.left:
        fix, change = proposed_fix(violation), change_of(violation)
        if fix is None:
            continue
        for done, is_safe in ((applied, fix.safe), (unsafely, False)):
            if done[change]:
                done[change] -= 1
                whole = fixer.whole(violation, fix)
                fixes[fix_key(violation)] = replace(fix, patch=whole, safe=is_safe)
                break
    return fixes


def _check_of(checker: ValueChecker, document: Document, request: Any) -> Check:
    def check(value: Any) -> Sequence[Violation]:
        found = checker.check_value(value, document, request=request).violations
        settle_fixes(found, None)
        return found

    return check


class _Fixer:
    """Applies fixes to one document."""

    def __init__(self, check: Check, writable: Writable | None) -> None:
        self._check = check
        self._is_unsafe = False
        self._writable = writable
        self._unwritten: set[tuple[str, str]] = set()
        self._refused: set[tuple[str, str]] = set()
        self._whole: dict[Hashable, tuple[dict[str, Any], ...]] = {}
        self._checks = self._found = 0

    def start(self, value: Any) -> Fixed:
        """The document as it is."""
        return Fixed(value, (), self._checked(value))

    def run(self, state: Fixed, *, unsafe: bool) -> Fixed:
        """Apply fixes until none is left that does good."""
        self._is_unsafe = unsafe
        while True:
            before = state
            state, is_done = self._pass(state)
            if is_done or state is before:
                return state
            self._refused.clear()

    def is_unwritten(self, violation: Violation) -> bool:
        """True if the text cannot take the fix of a violation."""
        return name_of(violation) in self._unwritten

    def whole(self, violation: Violation, fix: Fix) -> tuple[dict[str, Any], ...]:
        """The patch of a fix that was applied, with those that followed."""
        return self._whole.get(change_of(violation), fix.patch)

    def _pass(self, state: Fixed) -> tuple[Fixed, bool]:
        """Apply what can be applied, the largest batches first; True if nothing is left to try.

        What was refused before something else was applied is to be tried once more.
        """
        waiting = self._waiting(state.left)
        is_done = True
        size, failures = len(waiting), 0
        while waiting:
            is_over = self._checks >= _MOST_CHECKS or self._found >= _MOST_FOUND
            if is_over or failures >= _MOST_FAILURES:
                return state, is_over
            batch = compatible(state.value, waiting)[:size]
            better = self._better(state, batch)
            if better is not None:
                state = better
                is_done = is_done and not self._refused
                size, failures = 2 * size, 0
            else:
                failures += 1
                if len(batch) == 1:
                    self._refused.add(name_of(batch[0]))
                # The harm is in one of them: look for it in the first half.
                size = max(len(batch) // 2, 1)
            waiting = self._waiting(state.left)
        return state, is_done

    def _better(self, state: Fixed, batch: Sequence[Violation]) -> Fixed | None:
        """The state after the fixes of a batch, None if that does harm.

        A fix that is applied alone may be followed by others, which then are a part of it.
        """
        first, *others = batch
        rank = first.severity.rank  # that of all of them
        steps: list[dict[str, Any]] = []
        allowed = count(state.left)
        allowed.subtract(count(batch))
        for _ in range(_MOST_FOLLOWERS + 1):
            try:
                value = apply_batch(state.value, batch)
            except PatchError:  # of a house rule: ours fit, which the tests make sure of
                return None
            if self._writable is not None and not self._writable(value):
                if len(batch) == 1:
                    self._unwritten.add(name_of(batch[0]))
                return None
            state = Fixed(value, (*state.applied, *batch), self._checked(value))
            excess = {one for one in count(state.left) - allowed if one.rank <= rank}
            steps += (operation for violation in batch for operation in patch_of(violation))
            if not excess:
                if not others:
                    self._whole[change_of(first)] = tuple(steps)
                return state
            if others or not excess.isdisjoint(map(identity_of, batch)):
                return None
            followers = [v for v in self._fixable(state.left) if identity_of(v) in excess]
            if not followers:
                return None
            batch = in_order(value, compatible(value, followers))
        return None

    def _checked(self, value: Any) -> tuple[Violation, ...]:
        found = tuple(self._check(value))
        self._checks += 1
        self._found += len(found)
        return found

    def _waiting(self, violations: Iterable[Violation]) -> list[Violation]:
        return [v for v in self._fixable(violations) if name_of(v) not in self._refused]

    def _fixable(self, violations: Iterable[Violation]) -> list[Violation]:
        """The violations whose fixes are wanted, in the order in which these are to be tried."""
        found = []
        for violation in violations:
            fix = proposed_fix(violation)
            if fix is not None and (fix.safe or self._is_unsafe):
                found.append(violation)
        return sorted(found, key=turn_of)
