"""What a text that is no JSON was meant to be."""

from __future__ import annotations

import re
from typing import Any

from linkcheck.detection import detect
from linkcheck.documents import Document

# A string, which ends on its line at the latest, and the one after its colon; or a bracket.
_STRING = r'"(?P<{}>(?:[^"\\\n]|\\.)*+)"?+'
_PIECE = re.compile(
    rf"{_STRING.format('text')}(?P<colon>\s*+:\s*+(?:{_STRING.format('value')})?)?"
    r"|(?P<bracket>[{}\[\]])"
)
_TEMPLATE_MARKS = ("{{", "{%", "<%")


def kind_of_broken(text: str) -> Document | None:
    """The kind of document that a broken text would be, judged by its top-level member names.

    None if it looks like none, or like a template from which JSON is only to be made.
    """
    if not text.lstrip().startswith("{") or any(mark in text for mark in _TEMPLATE_MARKS):
        return None
    depth = 0
    members: dict[str, Any] = {}
    for piece in _PIECE.finditer(text):
        bracket = piece["bracket"]
        if bracket:
            depth += 1 if bracket in "{[" else -1
        elif depth == 1 and piece["colon"]:
            members[piece["text"]] = piece["value"]
    return detect(members)
