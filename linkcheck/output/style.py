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


COMMAND = re.compile(r"##(?=\w*\[)")
"""What begins a command to the runners of GitHub, Azure and TeamCity, anywhere in a line."""
_JSON_COMMAND = re.compile(rf"#(?={COMMAND.pattern[1:]})|:(?=:)")


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


def printable_json(text: str) -> str:
    """JSON text as ``printable``. The escapes are those of JSON, so that its strings stay the same.

    Two colons, with which a line of a log may begin a command, cannot begin one of JSON; they are
    escaped for what takes strings out of it.
    """
    text = _JSON_COMMAND.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    if text.isascii():  # then control characters are escapes already
        return text
    import json

    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
