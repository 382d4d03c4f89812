"""Colours of a terminal."""

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
    """Puts colours around text, or leaves it as it is."""

    __slots__ = ("_color",)

    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, name: str) -> str:
        """The text in a colour: bold, red, yellow, blue, cyan or green."""
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self._color and text else text

    def severity(self, text: str, severity: Severity) -> str:
        """The text in the colour of a severity."""
        return self(text, _SEVERITIES[severity])


COMMAND = re.compile(r"##(?=(?:vso)?\[)")
"""What begins a command to GitHub's and Azure's runners of pipelines, anywhere in a line."""


def printable(text: str) -> str:
    """The text fit for a terminal, or the log of a pipeline.

    Control characters and the like, and what runners would take for commands, become escapes.
    """
    if "##" in text:
        text = COMMAND.sub(r"\\x23#", text)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def printable_file(name: str) -> str:
    """The name of a file at the beginning of a line, as ``printable``.

    ``::`` would begin a command to GitHub's runner there.
    """
    return printable(f"./{name}" if name.lstrip().startswith("::") else name)
