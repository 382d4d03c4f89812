"""The command line: ``linkcheck`` or ``python -m linkcheck``."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code.

    ``argv`` are the arguments without the program's name, those of the process if left out.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if arguments and arguments[0] in ("--version", "-V"):
        from linkcheck._version import __version__

        sys.stdout.write(f"linkcheck {__version__}\n")
        return 0
    from linkcheck.cli.run import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
