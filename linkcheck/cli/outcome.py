"""What became of a document, or of a source without one."""

from __future__ import annotations

from typing import NamedTuple

from linkcheck.cli.exits import Exit
from linkcheck.cli.terminal import traceback_if_wanted
from linkcheck.exceptions import ConfigError
from linkcheck.output.results import Result
from linkcheck.sources.files import InputError, Source
from linkcheck.violation import Violation

NEVER = -1
"""The limit of a run that no violation fails."""


class Outcome(NamedTuple):
    """What became of a document, or of a source without one.

    ``result`` is None if nothing was checked. ``file`` is the name of the file. ``limit`` is the
    rank of the least severity that counts as a failure. ``notes`` are lines for standard error,
    ``repeated`` those that say what a violation of the result says as well, and ``trace`` is the
    traceback of a crash if these are wanted. ``exit`` tells of what is worse than violations.
    ``skipped`` means that the source holds no known document (an error if it was named),
    ``excluded`` that the configuration leaves it out. ``fixed`` counts fixes that were made, or
    would be made to give ``diff``. ``more`` is the number of documents of the same file that come
    right after this one and of which there is nothing to tell either. ``upto`` is the number of
    bytes of the file up to the end of the last of them, 0 if that is not known. ``is_of_run`` means
    that there are notes only, about the run as a whole.
    """

    result: Result | None = None
    file: str = ""
    limit: int = NEVER
    exit: Exit = Exit.OK
    notes: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    trace: str = ""
    skipped: bool = False
    excluded: bool = False
    fixed: int = 0
    diff: str = ""
    more: int = 0
    upto: int = 0
    is_of_run: bool = False

    @property
    def speaks(self) -> bool:
        """True if there is something to write at once."""
        found = self.result is not None and bool(self.result.violations)
        return found or bool(self.notes or self.trace)

    def fails(self, violation: Violation) -> bool:
        """True if a violation is severe enough for exit code 1."""
        return violation.severity.rank <= self.limit


def unusable(file: str, error: Exception) -> Outcome:
    """What to say of a file that cannot be read, or that has a wrong configuration."""
    notes = error.lines if isinstance(error, ConfigError) else (str(error),)
    return Outcome(file=file, exit=Exit.UNUSABLE, notes=notes)


def out_of_memory(file: str) -> Outcome:
    """What to say of a file that needs too much memory, whatever for."""
    return unusable(file, InputError(file, "takes more memory than there is"))


def crashed(file: str, error: Exception) -> Outcome:
    """What to say of an exception that is being handled. Its text may hold a value of the file."""
    if isinstance(error, MemoryError):
        return out_of_memory(file)
    note = crash_note(file, type(error).__name__, "linkcheck")
    return Outcome(file=file, exit=Exit.INTERNAL, notes=(note,), trace=traceback_if_wanted())


def died(source: Source) -> Outcome:
    """What to say where the process that checked a source has died."""
    note = (
        f"internal error: the process that checked {source.name} died, by lack of memory or a "
        "crash; all else was checked. Please report it."
    )
    return Outcome(file=source.name, exit=Exit.INTERNAL, notes=(note,))


def crash_note(file: str, error: str, what: str, remedy: str = "Please report it.") -> str:
    """The line that tells of a crash."""
    return f"internal error: {what} crashed on {file} ({error}); all else was checked. {remedy}"
