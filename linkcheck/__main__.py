"""The command line: ``linkcheck`` or ``python -m linkcheck``."""

from __future__ import annotations

import gc
import os
import sys

_VERSION = frozenset({"--version", "-V", "-Vv", "-vV"})
_VERBOSE = frozenset({"--verbose", "-v", "-Vv", "-vV"})


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code.

    ``argv`` are the arguments without the program's name, those of the process if left out.
    """
    if argv is None:
        # Loading modules makes no cyclic garbage, and looking for some takes a while. It stays so:
        # to set it back would start a collection of everything.
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
    except KeyboardInterrupt:  # while the modules are loaded
        return 130


def script() -> None:
    """Run the command line in a process of its own, and leave that at once.

    To take down all that was loaded takes longer than to check a file. All output is written by
    now, and nothing waits for the end of the process but what measures or debugs it.
    """
    code = main()
    if sys.gettrace() is not None or sys.getprofile() is not None:
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):  # closed, or not to be written
        sys.exit(code)
    os._exit(code)


def _about() -> str:
    from linkcheck.cli.version import about

    return about()


def _say(text: str) -> int:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (AttributeError, OSError):  # closed, or not to be written
        from linkcheck.cli.run import say

        return say(text)
    return 0


if __name__ == "__main__":
    script()
