"""What is written below the message of a violation: help, fix, places, Plaid's answer, link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck.redaction import mask_pointer
from linkcheck.violation import PlaidError, Related, Violation

_ROOT = "the top level"
_CODE = re.compile(r"`[^`]+`")


def notes(violation: Violation, *, has_position: bool = False) -> Iterator[tuple[str, str]]:
    """Yield each note with its kind: help, fix, at, note or docs. Personal names are masked.

    With ``has_position``, the place includes line and column.
    """
    yield from _remedies(violation)
    if place := _place(violation, has_position=has_position):
        yield "at", place
    for related in violation.related:
        yield "note", f"see {_related_place(related)}: {related.text}"
    if violation.plaid_error:
        yield "note", f"Plaid answers {_answer(violation.plaid_error)}"
    if violation.docs:
        yield "docs", violation.docs


def lines(violation: Violation) -> Iterator[str]:
    """Yield the notes as lines, for formats that start with the message: help comes first, bare."""
    if violation.help:
        yield violation.help
    yield from (f"{name}: {text}" for name, text in notes(violation) if name != "help")


def with_help(violation: Violation) -> str:
    """Return the message and, after a line break, the help."""
    return f"{violation.message}\n{violation.help}" if violation.help else violation.message


def label_of(violation: Violation) -> str:
    """Return the label of a violation: its pointer, or the name of the missing field."""
    if violation.missing:
        return f"missing `{violation.missing}`"
    return mask_pointer(violation.pointer)


def _remedies(violation: Violation) -> Iterator[tuple[str, str]]:
    remedy, fix = violation.help, violation.fix
    is_unsafe = fix is not None and not fix.safe
    is_covered = fix is None or (remedy is not None and _is_in(fix.description, remedy))
    if remedy:
        yield "help", remedy + " (unsafe fix)" * (is_unsafe and is_covered)
    if fix and not is_covered:
        yield "fix", fix.description + " (unsafe)" * is_unsafe


def _is_in(description: str, remedy: str) -> bool:
    """Return whether a help says what the fix does: it is the only way, and names the same code."""
    return " or " not in remedy and {*_CODE.findall(description)} <= {*_CODE.findall(remedy)}


def _place(violation: Violation, *, has_position: bool) -> str:
    pointer = mask_pointer(violation.pointer)
    details = []
    if violation.missing:
        pointer = pointer or _ROOT
        details.append(label_of(violation))
    if has_position and violation.line is not None:
        details.append(f"line {violation.line}, column {violation.column}")
    if not pointer:
        return "".join(details)
    return f"{pointer} ({'; '.join(details)})" if details else pointer


def _related_place(place: Related) -> str:
    pointer = mask_pointer(place.pointer) or _ROOT
    if place.line is None:
        return f"{pointer} in {place.file}" if place.file else pointer
    if place.file:
        return f"{pointer} ({place.file}:{place.line}:{place.column})"
    return f"{pointer} (line {place.line})"


def _answer(answer: PlaidError) -> str:
    message = f'"{answer.error_message}"' if answer.error_message else ""
    return f"{answer.error_code or ''} {message}".strip() or "with an error"
