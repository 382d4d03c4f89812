"""Rules as relations between fields: one call defines one rule.

Most constraints say that a field is required, forbidden or without effect under a condition.
Each helper here defines one such relation. Besides its own arguments it takes those of
``linkcheck.rule.define`` (``source``, ``severity``, ``evidence``, ``covers`` ...). Fields are
dotted paths (``user.phone_number``), conditions are ``Condition`` values, and ``doc`` is the
documentation of the rule in the form that docs/writing-rules.md describes. Its first sentence is
the message of a finding, unless ``message`` is set, and ``Help:`` is the help.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from linkcheck.engine.docstring import message_of
from linkcheck.engine.finding import Severity
from linkcheck.engine.rule import (
    Check,
    Findings,
    Rule,
    at,
    define,
    feature_of,
    member,
    missing,
    removal,
)
from linkcheck.engine.view import View
from linkcheck.engine.wording import similar


class Condition(NamedTuple):
    """Something that is true of a document or not.

    It can be true only if one of the features in ``on`` is present; empty if none is needed.
    """

    test: Callable[[Any], bool]
    on: frozenset[str] = frozenset()

    def __call__(self, view: View) -> bool:
        return self.test(view)

    def __and__(self, other: Condition) -> Condition:
        return Condition(lambda v: self.test(v) and other.test(v), self.on or other.on)

    def __or__(self, other: Condition) -> Condition:
        on = self.on | other.on if self.on and other.on else frozenset[str]()
        return Condition(lambda v: self.test(v) or other.test(v), on)

    def __invert__(self) -> Condition:
        return Condition(lambda v: not self.test(v))


def present(field: str) -> Condition:
    """The field has a value other than null."""
    path = _path(field)
    return Condition(lambda v: v.has(*path), _feature(field))


def not_empty(field: str) -> Condition:
    """The field is an array with at least one entry."""
    path = _path(field)
    return Condition(lambda v: bool(v.items(*path)), _feature(field))


def is_true(field: str) -> Condition:
    """The field is ``true``."""
    path = _path(field)
    return Condition(lambda v: v.flag(*path), _feature(field))


def equals(field: str, value: Any) -> Condition:
    """The field has exactly this value."""
    path = _path(field)
    return Condition(lambda v: v.get(*path) == value, _feature(field))


def contains(field: str, value: str) -> Condition:
    """The array has this entry."""
    path = _path(field)
    return Condition(lambda v: value in v.items(*path), _feature(field))


def requires(
    code: str, name: str, field: str, *, when: Condition, doc: str, message: str = "", **facts: Any
) -> Rule:
    """``field`` must be present, and not be an empty string, when the condition is true.

    Reported at the nearest existing object on the way to the field, as its missing field.
    """
    path = _path(field)

    def check(view: View) -> Findings:
        if not view.is_filled(*path) and when(view):
            yield missing(*view.nearest_missing(path), message=message)

    return _define(code, name, check, doc, when.on, facts)


def requires_one_of(
    code: str,
    name: str,
    fields: Sequence[str],
    *,
    when: Condition,
    doc: str,
    message: str = "",
    **facts: Any,
) -> Rule:
    """At least one of the fields, all of one object, must be present when the condition is true.

    An empty string does not count.
    """
    paths = [_path(field) for field in fields]

    def check(view: View) -> Findings:
        if not any(view.is_filled(*path) for path in paths) and when(view):
            yield missing(*view.nearest_missing(paths[0]), message=message)

    return _define(code, name, check, doc, when.on, facts)


def forbids(
    code: str,
    name: str,
    field: str,
    *,
    when: Condition,
    doc: str,
    message: str = "",
    removable: bool = False,
    **facts: Any,
) -> Rule:
    """``field`` must not be present when the condition is true. Reported at the field.

    ``removable`` says that removing it is the only remedy, and adds an unsafe fix.
    """
    path = _path(field)
    fix = removal(*path) if removable else None

    def check(view: View) -> Findings:
        if view.has(*path) and when(view):
            yield member(*path, message=message, fix=fix)

    return _define(code, name, check, doc, _feature(field), facts)


def only_with(
    code: str,
    name: str,
    field: str,
    *,
    condition: Condition,
    doc: str,
    message: str = "",
    **facts: Any,
) -> Rule:
    """``field`` has an effect only when the condition is true. A warning by default."""
    facts.setdefault("severity", Severity.WARNING)
    return forbids(code, name, field, when=~condition, message=message, doc=doc, **facts)


def not_both(
    code: str, name: str, first: str, second: str, *, doc: str, message: str = "", **facts: Any
) -> Rule:
    """The two fields must not be used together. Reported at the second."""
    return forbids(code, name, second, when=present(first), message=message, doc=doc, **facts)


def flag_advice(
    code: str,
    name: str,
    field: str,
    *,
    when: Condition | None = None,
    doc: str,
    message: str = "",
    **facts: Any,
) -> Rule:
    """Advice about a flag that is ``true`` (and the condition is true). Reported at the value."""
    path = _path(field)

    def check(view: View) -> Findings:
        if view.flag(*path) and (when is None or when(view)):
            yield at(*path, message=message)

    return _define(code, name, check, doc, _feature(field), facts)


def bounded(
    code: str,
    name: str,
    field: str,
    *,
    low: int | None = None,
    high: int | None = None,
    when: Condition | None = None,
    doc: str,
    message: str = "",
    **facts: Any,
) -> Rule:
    """The integer at ``field`` must be within the bounds, inclusive.

    ``{value}``, ``{low}`` and ``{high}`` in the message are filled in.
    """
    path = _path(field)

    def check(view: View) -> Findings:
        value = view.integer(*path)
        if value is None:
            return
        outside = (low is not None and value < low) or (high is not None and value > high)
        if outside and (when is None or when(view)):
            yield at(*path, message=message.format(value=value, low=low, high=high))

    return _define(code, name, check, doc, _feature(field), facts)


def at_most_one(
    code: str, name: str, field: str, *, doc: str, message: str = "", **facts: Any
) -> Rule:
    """The array may have at most one entry. Each further one is reported at its place."""
    path = _path(field)

    def check(view: View) -> Findings:
        for index in range(1, len(view.items(*path))):
            yield at(*path, index, message=message)

    return _define(code, name, check, doc, _feature(field), facts)


def each_value(
    code: str,
    name: str,
    patterns: Sequence[str],
    *,
    wrong: Callable[[Any], bool],
    doc: str,
    message: str = "",
    key: bool = False,
    **facts: Any,
) -> Rule:
    """No value at one of the patterns may be ``wrong``. Each one is reported at its place.

    Patterns are those of ``View.each`` (``events[].event_id``). ``key`` says that the field is
    wrong, not its value.
    """

    def check(view: View) -> Findings:
        for pattern in patterns:
            for path, value in view.each(pattern):
                if wrong(value):
                    yield at(*path, message=message, key=key)

    return _define(code, name, check, doc, _roots(patterns), facts)


def known_values(
    code: str,
    name: str,
    patterns: Sequence[str],
    *,
    known: Collection[str],
    doc: str,
    message: str = "",
    **facts: Any,
) -> Rule:
    """Strings at the patterns should be known values, but the set may grow.

    A warning by default; an empty string counts as absent. The message ends with the most similar
    known value.
    """
    facts.setdefault("severity", Severity.WARNING)
    text = message or message_of(doc)

    def check(view: View) -> Findings:
        for pattern in patterns:
            for path, value in view.each(pattern):
                if isinstance(value, str) and value and value not in known:
                    yield at(*path, message=text + similar(value, known))

    return _define(code, name, check, doc, _roots(patterns), facts)


def _feature(field: str) -> frozenset[str]:
    """Return the feature without which a field has no value: see ``View.features``."""
    return frozenset({feature_of(field)})


def _path(field: str) -> tuple[str, ...]:
    return tuple(field.split("."))


def _roots(patterns: Sequence[str]) -> frozenset[str]:
    return frozenset(pattern.replace("[]", "").split(".")[0] for pattern in patterns)


def _define(
    code: str, name: str, check: Check, doc: str, on: frozenset[str], facts: dict[str, Any]
) -> Rule:
    facts.setdefault("area", _caller())
    facts.setdefault("on", tuple(sorted(on)))
    return define(code, name, check, doc, **facts)


def _caller() -> str:
    """Return the last part of the name of the module that calls a helper of this module."""
    frame = sys._getframe(1)
    while frame.f_globals["__name__"] == __name__ and frame.f_back is not None:
        frame = frame.f_back
    return str(frame.f_globals["__name__"]).rpartition(".")[2]
