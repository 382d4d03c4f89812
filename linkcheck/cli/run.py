"""The entry point of the command line, and its handling of errors."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from linkcheck.cli.commands import CHECK, COMMANDS
from linkcheck.cli.exits import Exit, Unwritable
from linkcheck.cli.terminal import (
    note,
    prepare_streams,
    release_output,
    show,
    traceback_if_wanted,
    write,
)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code."""
    return _guarded(lambda: _run(arguments))


def say(text: str) -> int:
    """Write a string to standard output and return the exit code."""

    def command() -> int:
        write([text])
        return Exit.OK

    return _guarded(command)


def _guarded(command: Callable[[], int]) -> int:
    """Return the exit code of a command, also if it raises an exception."""
    try:
        prepare_streams()
        return command()
    except KeyboardInterrupt as stop:
        return getattr(stop, "exit", Exit.INTERRUPTED)  # a signal has its own
    except Exception as error:
        show(traceback_if_wanted())
        reason = _outer_cause(error)
        if reason:
            note(reason)
            return Exit.UNUSABLE
        # The message of the exception may contain a value of the document.
        note(f"internal error ({type(error).__name__}). Please report it.")
        return Exit.INTERNAL
    finally:
        release_output()


def _outer_cause(error: Exception) -> str:
    """Return the reason of an exception that the system caused; empty for others."""
    if isinstance(error, Unwritable):
        return str(error)
    if isinstance(error, MemoryError):
        return "not enough memory"
    if not isinstance(error, OSError):
        return ""
    if not _has_directory():
        return "the current directory no longer exists"
    reason = error.strerror or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason


def _has_directory() -> bool:
    try:
        os.getcwd()  # noqa: PTH109
    except OSError:
        return False
    return True


def _run(arguments: Sequence[str]) -> int:
    paths = _plain_paths(arguments)
    if paths:
        # The most common case, as in a pre-commit hook. Loading click takes a quarter of its time.
        from linkcheck.cli.check import check
        from linkcheck.cli.settings import Settings

        return check(paths, Settings())
    from linkcheck.cli.dispatch import dispatch

    return dispatch(arguments)


def _plain_paths(arguments: Sequence[str]) -> Sequence[str]:
    """Return the paths if the arguments are only existing paths to check, else nothing."""
    is_short = bool(arguments) and arguments[0] not in COMMANDS
    paths = arguments if is_short else arguments[1:] if arguments[:1] == [CHECK] else ()
    if any(path.startswith("-") and path != "-" for path in paths):
        return ()
    return paths if all(path == "-" or os.path.lexists(path) for path in paths) else ()
