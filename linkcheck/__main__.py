"""The command line: ``linkcheck`` or ``python -m linkcheck``."""

from __future__ import annotations

import gc
import os
import sys

_VERSION = frozenset({"--version", "-V", "-Vv", "-vV"})
_VERBOSE = frozenset({"--verbose", "-v", "-Vv", "-vV"})


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code.

    ``argv`` are the arguments without the program name; defaults to those of the process.
    """
    if argv is None:
        # Loading modules creates no cyclic garbage, so searching for it wastes time. The threshold
        # is not restored, as that would start a full collection.
        gc.set_threshold(50_000)
    arguments = sys.argv[1:] if argv is None else argv
    if arguments and arguments[0] in _VERSION:
        if not _VERBOSE.isdisjoint(arguments):
            return _say(_about())
        from linkcheck._version import __version__

        return _say(f"linkcheck {__version__}\n")
    if arguments and arguments[0] in _VERBOSE and not _VERSION.isdisjoint(arguments[:2]):
        return _say(_about())
    try:
        from linkcheck.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:  # during the imports
        return 130


def script() -> None:
    """Run the command line as a process, and exit without cleanup.

    Unloading the modules takes longer than checking a file. By now all output is written; only
    profilers and debuggers need a regular exit.
    """
    code = main()
    if sys.gettrace() is not None or sys.getprofile() is not None:
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):  # closed or not writable
        sys.exit(code)
    os._exit(code)


def _about() -> str:
    from linkcheck.cli.version import about

    return about()


def _say(text: str) -> int:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (AttributeError, OSError):  # closed or not writable
        from linkcheck.cli.run import say

        return say(text)
    return 0


if __name__ == "__main__":
    script()
