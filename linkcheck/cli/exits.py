"""The exit codes, the same for every command and format, and errors that lead to them."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the exit code says. Of several that fit, the greatest counts."""

    OK = 0
    FINDINGS = 1
    UNUSABLE = 2  # wrong usage, or input that cannot be read
    INTERNAL = 3
    INTERRUPTED = 130


class WrongUsage(Exception):
    """The command line asks for something that does not exist. The text says what."""

    def __str__(self) -> str:
        text = super().__str__()
        return text[:1].upper() + text[1:]


class Unwritable(Exception):
    """A file that cannot be written. The text names it and says why."""

    def __init__(self, path: str, error: OSError | ValueError | str) -> None:
        reason = getattr(error, "strerror", None) or error
        super().__init__(f"{path}: cannot be written ({reason})")
