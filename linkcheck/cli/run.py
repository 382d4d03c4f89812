"""Running the command line: the way in, and what happens when something breaks."""

from __future__ import annotations

import os
from collections.abc import Sequence

from linkcheck.cli.exits import Exit
from linkcheck.cli.terminal import note, prepare_streams, show, traceback_if_wanted

CHECK = "check"
COMMANDS = (CHECK, "baseline", "completion", "explain", "init", "rule", "rules", "schema", "verify")


def run(arguments: Sequence[str]) -> int:
    """Run the command line with these arguments and return the exit code."""
    try:
        prepare_streams()
        return _run(arguments)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:
        show(traceback_if_wanted())
        # The text of the exception may hold a value of the document.
        note(f"internal error ({type(error).__name__}). Please report it.")
        return Exit.INTERNAL


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
