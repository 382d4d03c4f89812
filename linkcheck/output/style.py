"""Terminal colors and escapes."""

from __future__ import annotations

import re

from linkcheck.violation import Severity

_CODES = {
    "bold": "1",
    "red": "1;31",
    "yellow": "1;33",
    "blue": "1;34",
    "cyan": "36",
    "green": "1;32",
}
_SEVERITIES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


class Style:
    """Colors text, or leaves it unchanged."""

    __slots__ = ("_color",)

    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, name: str) -> str:
        """Return the text in a style: bold, red, yellow, blue, cyan or green."""
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self._color and text else text

    def severity(self, text: str, severity: Severity) -> str:
        """Return the text in the color of a severity."""
        return self(text, _SEVERITIES[severity])


# Patterns stay text until `re` compiles and caches them at first use: this keeps the start short.
_COMMAND = r"##(?=\w*\[)"
"""The start of a command to the runners of GitHub, Azure and TeamCity, anywhere in a line."""
_JSON_COMMAND = rf"#(?={_COMMAND[1:]})|:(?=:)"


def printable(text: str) -> str:
    """Return text that is safe for a terminal and for the log of a CI pipeline.

    Control characters, and what runners would take for commands, become escapes.
    """
    if "##" in text:
        text = re.sub(_COMMAND, r"\\x23#", text)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def printable_file(name: str) -> str:
    """Return a ``printable`` file name for the start of a line.

    There, ``::`` would begin a command to GitHub's runner.
    """
    return printable(f"./{name}" if name.lstrip().startswith("::") else name)


def printable_json(text: str) -> str:
    """Return JSON text that is ``printable``. JSON escapes keep its strings unchanged.

    Two colons may begin a command in a log, but cannot begin a line of JSON; they are escaped for
    programs that extract strings.
    """
    text = re.sub(_JSON_COMMAND, lambda found: f"\\u{ord(found.group()):04x}", text)
    if text.isascii():  # control characters are escaped already
        return text
    import json

    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
