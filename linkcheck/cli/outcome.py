"""The outcome of checking a document, or a source without one."""

from __future__ import annotations

from typing import NamedTuple

from linkcheck.cli.exits import Exit
from linkcheck.cli.terminal import traceback_if_wanted
from linkcheck.exceptions import ConfigError
from linkcheck.output.results import Result
from linkcheck.sources.files import InputError, Source
from linkcheck.violation import Violation

NEVER = -1
"""The limit of a run that never fails."""


class Outcome(NamedTuple):
    """The outcome of checking a document, or a source without one.

    ``result`` is None if nothing was checked. ``file`` is the name of the file. ``limit`` is the
    rank of the lowest severity that counts as a failure. ``notes`` are lines for standard error,
    ``repeated`` those that only repeat a violation of the result. ``trace`` is the traceback of a
    crash, if wanted. ``exit`` is the exit code of anything worse than violations. ``skipped`` means
    that the source has no known document (an error if the user named it), ``excluded`` that the
    configuration excludes it. ``fixed`` counts the fixes that were applied or are in ``diff``.
    ``more`` is the number of clean documents of the same file that follow this one. ``upto`` is the
    number of bytes of the file up to the end of the last of them, 0 if unknown. ``is_of_run`` means
    that there are only notes, about the whole run.
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
    def has_output(self) -> bool:
        """Whether there is something to write at once."""
        found = self.result is not None and bool(self.result.violations)
        return found or bool(self.notes or self.trace)

    def fails(self, violation: Violation) -> bool:
        """Return whether a violation is severe enough for exit code 1."""
        return violation.severity.rank <= self.limit


def unusable(file: str, error: Exception) -> Outcome:
    """Return the outcome of a file that cannot be read, or that has a wrong configuration."""
    notes = error.lines if isinstance(error, ConfigError) else (str(error),)
    return Outcome(file=file, exit=Exit.UNUSABLE, notes=notes)


def out_of_memory(file: str) -> Outcome:
    """Return the outcome of a file that needs too much memory."""
    return unusable(file, InputError(file, "not enough memory"))


def crashed(file: str, error: Exception) -> Outcome:
    """Return the outcome of an exception, without its text, which may have a value of the file."""
    if isinstance(error, MemoryError):
        return out_of_memory(file)
    note = crash_note(file, type(error).__name__, "linkcheck")
    return Outcome(file=file, exit=Exit.INTERNAL, notes=(note,), trace=traceback_if_wanted())


def died(source: Source) -> Outcome:
    """Return the outcome of a source whose process has died."""
    note = (
        f"internal error: the process that checked {source.name} crashed or ran out of memory; "
        "everything else was checked. Please report it."
    )
    return Outcome(file=source.name, exit=Exit.INTERNAL, notes=(note,))


def crash_note(file: str, error: str, what: str, remedy: str = "Please report it.") -> str:
    """Return the note about a crash."""
    checked = "everything else was checked"
    return f"internal error: {what} crashed on {file} ({error}); {checked}. {remedy}"
