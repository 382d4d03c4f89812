"""Write to the terminal, in color if it supports it."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import BinaryIO, TextIO

from linkcheck.cli.exits import Unwritable
from linkcheck.output.style import printable

STANDARD_OUTPUT = "standard output"
_CLOSED = "it is closed"


def use_color(choice: str, stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether to use colors in a stream.

    ``always`` and ``never`` take precedence, then a NO_COLOR that is not empty (no), then a
    FORCE_COLOR that is neither empty nor 0 (yes), then whether the stream is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def columns_of(stream: TextIO, environ: Mapping[str, str]) -> int:
    """Return the width of a stream: COLUMNS, else the width of the terminal; 0 if unknown."""
    columns = environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # not a terminal
        return 0


class _Closed(io.TextIOBase):
    """A replacement for a standard stream that was closed at the start (``>&-``)."""

    @property
    def buffer(self) -> BinaryIO:
        raise OSError(errno.EBADF, _CLOSED)

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, _CLOSED)


def prepare_streams() -> None:
    """Write characters that a stream cannot encode as escapes, instead of crashing.

    The file descriptors of closed streams are occupied, so that no other file gets them.
    """
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, _Closed())
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


_kept: TextIO | None = None


def keep_output() -> None:
    """Reserve standard output for ``write``; the output of plug-ins goes to standard error."""
    global _kept
    if not _is_kept():
        _kept, sys.stdout = sys.stdout, sys.stderr


def release_output() -> None:
    """Undo ``keep_output``."""
    global _kept
    if _kept is not None:
        kept, is_kept = _kept, _is_kept()
        _kept = None
        if is_kept:
            sys.stdout = kept


def standard_output() -> TextIO:
    """Return standard output, also while it is reserved."""
    return _kept if _kept is not None and _is_kept() else sys.stdout


def _is_kept() -> bool:
    """Return whether standard output is reserved and has not been replaced since."""
    return _kept is not None and sys.stdout is sys.stderr


def write(pieces: Iterable[str]) -> bool:
    """Write to standard output. Return False if the reader has closed it.

    Raises Unwritable if it cannot be written for another reason, such as a full disk.
    """
    try:
        for piece in pieces:
            standard_output().write(piece)
        standard_output().flush()
    except BrokenPipeError:
        _drop(standard_output())
        return False
    except OSError as error:
        _drop(standard_output())
        raise Unwritable(STANDARD_OUTPUT, error) from None
    return True


def is_one_place() -> bool:
    """Return whether standard output and standard error go to the same place."""
    try:
        places = [os.fstat(s.fileno()) for s in (standard_output(), sys.stderr)]
    except (OSError, ValueError):  # they are not files
        return False
    return os.path.samestat(*places)


def note(text: str) -> None:
    """Write one line to standard error."""
    show(f"linkcheck: {printable(text)}\n")


def note_error(error: Exception) -> None:
    """Write the message of an exception; a ConfigError has a line for each mistake."""
    for line in getattr(error, "lines", (str(error),)):
        note(line)


def show(text: str) -> None:
    """Write lines to standard error. Errors are ignored."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _drop(sys.stderr)


def _drop(stream: TextIO) -> None:
    """Discard further output: Python flushes at exit, and would fail again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def traceback_if_wanted() -> str:
    """Return the traceback of the current exception, without values, if LINKCHECK_DEBUG is 1."""
    error = sys.exception()
    if os.environ.get("LINKCHECK_DEBUG") != "1" or error is None:
        return ""
    from linkcheck.tracebacks import summary

    return "".join(f"{printable(line)}\n" for line in summary(error).split("\n")[:-1])
