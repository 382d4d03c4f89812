"""One violation for each cause, where both the shapes and the rules report it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from linkcheck.engine.finding import Finding, Severity
from linkcheck.engine.rule import Found, Rule
from linkcheck.pointer import Path, is_below, tokens, value_at

SET = "Set it"
LEAVE_OUT = "Leave it out"
SET_OR_LEAVE_OUT = "Set it, or leave it out"


def dedupe(value: Any, shape: list[Found], found: list[Found]) -> list[Found]:
    """Return the findings of the shapes and the rules, one for each cause."""
    unfit = {finding.path for rule, finding in found if rule.explains}
    if unfit:
        shape, found = unexplained(shape, unfit), unexplained(found, unfit)
    if not (shape and found):
        return shape or found
    return one_per_cause(value, shape, found)


def one_per_cause(value: Any, shape: list[Found], found: list[Found]) -> list[Found]:
    """Return the findings of the shapes and the rules, without duplicates.

    A wrong shape hides the findings of rules at or below it, and those about a missing field which
    is present with a wrong value or under a wrong name. An error of a rule hides warnings about the
    shape of the same value, and so does a missing field that is an empty string.
    """
    broken = {f.path for r, f in shape if f.missing is None and _is_error(r, f)}
    lacking = {member_path(f) for _, f in shape if f.missing is not None}
    lacking |= {(*f.path[:-1], name) for _, f in shape if (name := _right_name(f)) is not None}
    kept = []
    for path in broken:
        if value_at(value, path) is not None:
            lacking.add(path)
    for rule, finding in found:
        is_lacking = finding.missing is not None and member_path(finding) in lacking
        if not is_lacking and not is_below(finding.path, broken):
            kept.append((rule, finding))
    wrong = {member_path(f) for r, f in kept if _is_error(r, f)}
    needed = {
        member_path(f)
        for r, f in found
        if f.missing is not None and (f.severity or r.severity) is not Severity.INFO
    }
    return [
        *(
            (rule, _needed(finding) if finding.path in needed else finding)
            for rule, finding in shape
            if finding.path not in wrong or finding.missing is not None or _is_error(rule, finding)
        ),
        *kept,
    ]


def _needed(finding: Finding) -> Finding:
    """Return a finding about a field that a rule requires, without the remedy to leave it out."""
    if finding.help in (LEAVE_OUT, SET_OR_LEAVE_OUT):
        return replace(finding, help=SET, fix=None)
    return finding


def unexplained(found: list[Found], places: Collection[Path]) -> list[Found]:
    """Return findings without further ones about a value that one of them explains (``Rule``)."""
    return [
        (rule, finding)
        for rule, finding in found
        if rule.explains or finding.key or member_path(finding) not in places
    ]


def member_path(finding: Finding) -> Path:
    """Return the path of the field that a finding is about, whether it exists or not."""
    return finding.path if finding.missing is None else (*finding.path, finding.missing)


def _right_name(finding: Finding) -> str | None:
    """Return the new name of a field that a fix renames."""
    if finding.fix is None or finding.fix.patch[0]["op"] != "move":
        return None
    return tokens(finding.fix.patch[0]["path"])[-1]


def _is_error(rule: Rule, finding: Finding) -> bool:
    return (finding.severity or rule.severity) is Severity.ERROR
