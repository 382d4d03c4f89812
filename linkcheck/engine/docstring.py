"""The parts of a rule's docstring. Two of them are the default message and help of its findings.

The first paragraph says what the rule checks. Then follow, each at the start of a line, ``Help:``,
``Why:``, ``Bad:`` and ``Good:`` (both may be repeated), and where needed ``Note:`` and
``Context:``. Lines that do not begin with one of these words continue the line before.
"""

from __future__ import annotations

import re
from functools import cache

SUMMARY = "Summary"
HEADS = ("Help", "Why", "Bad", "Good", "Note", "Context")
_NO_DOCSTRING = "See the documentation of this rule"  # `python -OO` drops docstrings
_SENTENCE = r"\.\s+(?=[A-Z`])"


@cache
def split(doc: str) -> dict[str, list[str]]:
    """Return the entries under each heading of a docstring, each on one line."""
    parts: dict[str, list[str]] = {SUMMARY: [], **{head: [] for head in HEADS}}
    head = SUMMARY
    for line in map(str.strip, doc.splitlines()):
        first, colon, rest = line.partition(":")
        if colon and first in HEADS:
            head = first
            parts[head].append(rest.strip())
        elif line and parts[head]:
            parts[head][-1] += f" {line}"
        elif line:
            parts[head].append(line)
    return parts


@cache
def texts_of(doc: str) -> tuple[str, str | None]:
    """Return message and help of a docstring."""
    return message_of(doc), help_of(doc)


def message_of(doc: str) -> str:
    """Return what is wrong: the first sentence of a docstring, without its period."""
    summary = "".join(split(doc)[SUMMARY])
    return re.split(_SENTENCE, summary, maxsplit=1)[0].removesuffix(".") or _NO_DOCSTRING


def help_of(doc: str) -> str | None:
    """Return the remedy under ``Help:`` without its period; None if there is none."""
    remedy = " ".join(split(doc)["Help"])
    return remedy.removesuffix(".") or None
