"""Lines of YAML source."""

from __future__ import annotations

import re

from linkcheck.fixes.yaml_values import Unfixable

_LINE_END = re.compile(r"[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?=[\r\n]|\Z)")


def begins_line(text: str, offset: int) -> bool:
    """Return whether only spaces precede an offset on its line."""
    return not text[line_start(text, offset) : offset].strip(" ")


def line_start(text: str, offset: int) -> int:
    """Return the start of the line of an offset."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """Return the end of a line that has only a comment after an offset."""
    found = _LINE_END.match(text, offset)
    if found is None:
        raise Unfixable("the line continues after the value")
    return found.end()


def before_break(text: str, start: int) -> int:
    """Return the start of the line break that ends at an offset."""
    if text.endswith("\r\n", 0, start):
        return start - 2
    return max(start - 1, 0)
