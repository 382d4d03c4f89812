"""What is written below the message of a violation: help, fix, places, Plaid's answer, link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from linkcheck.redaction import mask_pointer
from linkcheck.violation import PlaidError, Related, Violation

_ROOT = "the top level"
_CODE = re.compile(r"`[^`]+`")


def notes(violation: Violation, *, has_position: bool = False) -> Iterator[tuple[str, str]]:
    """Yield each note with its kind: help, fix, at, note or docs. Personal names are masked.

    With ``has_position``, the place includes line and column.
    """
    is_code = violation.source_language is not None
    yield from _remedies(violation)
    if place := _place(violation, has_position=has_position):
        yield "at", place
    if condition := condition_of(violation):
        yield "note", f"only if {condition}"
    for related in violation.related:
        if not _is_evident(related, violation):
            yield "note", f"see {_related_place(related, is_code=is_code)}: {related.text}"
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
    """Return the message and, each after a line break, the help and the conditions."""
    parts = [violation.message, violation.help or ""]
    if condition := condition_of(violation):
        parts.append(f"Only if {condition}")
    return "\n".join(filter(None, parts))


def condition_of(violation: Violation) -> str:
    """Return the branches of source code that lead to a violation, in words; empty without any."""
    return in_words(violation.when or ())


def in_words(branches: Iterable[tuple[str, bool]]) -> str:
    """Return branches of source code in words, such as `` `isUpdate` is false``."""
    return " and ".join(f"`{text}` is {str(is_true).lower()}" for text, is_true in branches)


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


def _is_evident(place: Related, violation: Violation) -> bool:
    """Return whether a related place is the code around the violation."""
    inner, outer = violation.span, place.span
    if violation.source_language is None or inner is None or outer is None:
        return False
    return place.file is None and outer.encloses(inner)


def _related_place(place: Related, *, is_code: bool) -> str:
    pointer = mask_pointer(place.pointer) or _ROOT * (not is_code)
    if place.line is None:
        return f"{pointer} in {place.file}" if place.file else pointer
    at = f"{place.file}:{place.line}:{place.column}" if place.file else f"line {place.line}"
    return f"{pointer} ({at})" if pointer else at


def _answer(answer: PlaidError) -> str:
    message = f'"{answer.error_message}"' if answer.error_message else ""
    return f"{answer.error_code or ''} {message}".strip() or "with an error"
