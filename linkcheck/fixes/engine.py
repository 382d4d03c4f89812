"""Select the fixes to apply, and their order.

A fix is kept only if a check of the result confirms it: its violation is gone, and every new
violation is less severe. So an error may become a warning, but nothing becomes an error; each step
leaves fewer errors, or as many errors and fewer warnings, and fixing twice changes nothing.
``fix_value`` applies the fixes, and ``applied_fixes`` finds them without applying them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol, Self

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.engine.values import copied
from linkcheck.fixes.batch import (
    Identity,
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
    """A checker, which checks a fixed value again."""

    def check_value(
        self, value: Any, document: Document | None = None, *, request: Any = None
    ) -> Checked:
        """Return the violations of a JSON value."""

    def undecodable(self, error: Any, kind: Document | None) -> Checked:
        """Return the violation of a document that cannot be decoded."""

    def knowing(self, facts: Mapping[str, Any]) -> Self:
        """Return a checker with additional facts."""


Check = Callable[[Any], Sequence[Violation]]


class Scope(NamedTuple):
    """What may be fixed.

    ``writable`` says whether a value can be written to the source: fixes that lead to other values
    are not applied. Neither are those of violations that are ``suppressed``.
    """

    writable: Callable[[Any], bool] | None = None
    suppressed: frozenset[Identity] = frozenset()


ANYTHING = Scope()

# Only a malicious body needs more checks; the remaining violations are not fixed.
_MOST_CHECKS = 300
# The maximum number of violations in all checks together: finding thousands repeatedly is slow.
_MOST_FOUND = 50_000
# The maximum number of consecutive fixes that fail.
_MOST_FAILURES = 20
# A fix may uncover violations as severe as its own (a renamed `cra_base_reports` becomes a repeated
# product). Their fixes are tried this many times before the fix is dropped.
_MOST_FOLLOWERS = 3


@dataclass(frozen=True, slots=True)
class Fixed:
    """The result of fixing.

    ``value`` is the fixed document. ``applied`` has the violations whose fixes were applied, in
    that order, with their pointers at that time. ``left`` has the violations of ``value``, without
    positions; ``unwritten`` are those whose fixes cannot be written to the source.
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
    scope: Scope = ANYTHING,
) -> Fixed:
    """Apply the safe fixes to a JSON value, with ``unsafe`` all fixes.

    ``value`` is not changed: the result is a copy. The other arguments are those of
    ``Checker.check_value``. Never raises because of the value; an unreadable one is returned as is.
    """
    screened = screen(value)
    if screened.findings:
        return Fixed(value, (), checker.check_value(value, document, request=request).violations)
    copy = copied(screened.value)
    kind = document or detect(copy) or Document.CREATE_REQUEST
    fixer = _Fixer(_check_of(checker, kind, request), scope)
    fixed = fixer.run(fixer.start(copy), unsafe=False)
    if unsafe:
        fixed = fixer.run(fixed, unsafe=True)
    lost = tuple(replace(v, fix=proposed_fix(v)) for v in fixed.left if fixer.is_unwritten(v))
    settle(fixed.left, copied(fixed.value), checker, kind, request=request, scope=scope)
    return replace(fixed, unwritten=lost)


def settle(
    found: tuple[Violation, ...],
    value: Any,
    checker: ValueChecker,
    document: Document,
    *,
    request: Any = None,
    facts: Mapping[str, Any] | None = None,
    scope: Scope = ANYTHING,
    is_callers: bool = False,
) -> None:
    """Drop the fixes of violations in a value that would not be applied.

    ``facts`` are the additional facts of the check. ``is_callers`` means that the caller owns the
    value and may change it before the fixes are read. The other arguments are those of
    ``fix_value``.
    """
    if not any(map(proposed_fix, found)):
        return
    if is_callers:
        value = copied(value)

    def find() -> dict[FixKey, Fix]:
        knowing = checker.knowing(facts) if facts else checker
        return applied_fixes(value, found, knowing, document, request=request, scope=scope)

    settle_fixes(found, FixesToApply(find))


def settle_none(found: tuple[Violation, ...]) -> None:
    """Drop the fixes of violations."""
    settle_fixes(found, FixesToApply(dict))


def applied_fixes(
    value: Any,
    found: Iterable[Violation],
    checker: ValueChecker,
    document: Document,
    *,
    request: Any = None,
    scope: Scope = ANYTHING,
) -> dict[FixKey, Fix]:
    """Return the fixes that ``fix_value`` applies, by the violations ``found`` in the value.

    Those that need ``unsafe`` are marked as unsafe. The other arguments are those of ``fix_value``.
    """
    fixer = _Fixer(_check_of(checker, document, request), scope)
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

    def __init__(self, check: Check, scope: Scope) -> None:
        self._check = check
        self._is_unsafe = False
        self._scope = scope
        self._unwritten: set[tuple[str, str]] = set()
        self._refused: set[tuple[str, str]] = set()
        self._whole: dict[Hashable, tuple[dict[str, Any], ...]] = {}
        self._checks = self._found = 0

    def start(self, value: Any) -> Fixed:
        """Return the state before any fix."""
        return Fixed(value, (), self._checked(value))

    def run(self, state: Fixed, *, unsafe: bool) -> Fixed:
        """Apply fixes until none of the remaining ones helps."""
        self._is_unsafe = unsafe
        while True:
            before = state
            state, is_done = self._pass(state)
            if is_done or state is before:
                return state
            self._refused.clear()

    def is_unwritten(self, violation: Violation) -> bool:
        """Return whether the fix of a violation cannot be written to the source."""
        return name_of(violation) in self._unwritten

    def whole(self, violation: Violation, fix: Fix) -> tuple[dict[str, Any], ...]:
        """Return the patch of an applied fix, including the fixes that followed it."""
        return self._whole.get(change_of(violation), fix.patch)

    def _pass(self, state: Fixed) -> tuple[Fixed, bool]:
        """Apply fixes, the largest batches first. Return True if nothing is left to try.

        Fixes that were refused before another one was applied must be tried again.
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
                # One of them does harm: search the first half.
                size = max(len(batch) // 2, 1)
            waiting = self._waiting(state.left)
        return state, is_done

    def _better(self, state: Fixed, batch: Sequence[Violation]) -> Fixed | None:
        """Return the state after the fixes of a batch; None if they do harm.

        A fix that is applied alone may be followed by others, which become a part of it.
        """
        first, *others = batch
        rank = first.severity.rank  # all of them have the same
        steps: list[dict[str, Any]] = []
        allowed = count(state.left)
        allowed.subtract(count(batch))
        for _ in range(_MOST_FOLLOWERS + 1):
            try:
                value = apply_batch(state.value, batch)
            except PatchError:  # only of custom rules: tests ensure that ours apply
                return None
            if self._scope.writable is not None and not self._scope.writable(value):
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
        """Return the violations whose fixes are wanted, in the order to try them."""
        found = []
        for violation in violations:
            fix = proposed_fix(violation)
            is_wanted = fix is not None and (fix.safe or self._is_unsafe)
            if is_wanted and identity_of(violation) not in self._scope.suppressed:
                found.append(violation)
        return sorted(found, key=turn_of)
