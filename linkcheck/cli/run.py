"""Running the command line: the way in, and what happens when something breaks."""

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
    """Run the command line with these arguments and return the exit code."""
    return _guarded(lambda: _run(arguments))


def say(text: str) -> int:
    """Write a text to standard output and return the exit code."""

    def command() -> int:
        write([text])
        return Exit.OK

    return _guarded(command)


def _guarded(command: Callable[[], int]) -> int:
    """The exit code of a command, whatever becomes of it."""
    try:
        prepare_streams()
        return command()
    except KeyboardInterrupt as stop:
        return getattr(stop, "exit", Exit.INTERRUPTED)  # a signal may tell more
    except Exception as error:
        show(traceback_if_wanted())
        reason = _outer_cause(error)
        if reason:
            note(reason)
            return Exit.UNUSABLE
        # The text of the exception may hold a value of the document.
        note(f"internal error ({type(error).__name__}). Please report it.")
        return Exit.INTERNAL
    finally:
        release_output()


def _outer_cause(error: Exception) -> str:
    """What to tell of an exception that is the system's fault and not ours; empty for others."""
    if isinstance(error, Unwritable):
        return str(error)
    if isinstance(error, MemoryError):
        return "this takes more memory than there is"
    if not isinstance(error, OSError):
        return ""
    if not _has_directory():
        return "the current directory does not exist any more"
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
        # Most runs, such as those of a pre-commit hook: click would be a quarter of their time.
        from linkcheck.cli.check import check
        from linkcheck.cli.settings import Settings

        return check(paths, Settings())
    from linkcheck.cli.app import dispatch

    return dispatch(arguments)


def _plain_paths(arguments: Sequence[str]) -> Sequence[str]:
    """The paths, if the arguments are a check of paths that exist, without options; else none."""
    is_short = bool(arguments) and arguments[0] not in COMMANDS
    paths = arguments if is_short else arguments[1:] if arguments[:1] == [CHECK] else ()
    if any(path.startswith("-") and path != "-" for path in paths):
        return ()
    return paths if all(path == "-" or os.path.lexists(path) for path in paths) else ()
