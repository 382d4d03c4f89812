"""Writing to the terminal, and whether in colours."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TextIO

from linkcheck.output.style import printable


def use_color(choice: str, stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether to write colours to a stream.

    ``always`` and ``never`` win; else a NO_COLOR that is not empty says no, a FORCE_COLOR that
    is neither empty nor 0 says yes, and without them a terminal decides.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def prepare_streams() -> None:
    """Let characters that a stream cannot encode come out as escapes, not as a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def write(pieces: Iterable[str]) -> bool:
    """Write to standard output. If nobody reads it any more, stop without a word and say False."""
    try:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at exit; let that go nowhere.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def note(text: str) -> None:
    """Write one line to standard error."""
    with suppress(BrokenPipeError):
        sys.stderr.write(f"linkcheck: {printable(text)}\n")


def show(text: str) -> None:
    """Write text of several lines to standard error."""
    with suppress(BrokenPipeError):
        sys.stderr.write(text)


def traceback_if_wanted() -> str:
    """The traceback of the exception at hand if LINKCHECK_DEBUG is 1, else nothing."""
    if os.environ.get("LINKCHECK_DEBUG") != "1" or sys.exc_info()[0] is None:
        return ""
    import traceback

    return traceback.format_exc()
