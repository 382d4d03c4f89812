"""Writing to the terminal, and whether in colours."""

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


def columns_of(stream: TextIO, environ: Mapping[str, str]) -> int:
    """How many columns a stream has: as COLUMNS says, else those of the terminal; 0 if unknown."""
    told = environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # it is no terminal
        return 0


class _Closed(io.TextIOBase):
    """In place of a standard stream that was closed before we began (``>&-``)."""

    @property
    def buffer(self) -> BinaryIO:
        raise OSError(errno.EBADF, _CLOSED)

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, _CLOSED)


def prepare_streams() -> None:
    """Let characters that a stream cannot encode come out as escapes, not as a crash.

    Streams that are closed get their numbers taken, so that no file that is opened later does.
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
    """Keep standard output for ``write``: what plug-ins print goes to standard error now."""
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
    """Standard output."""
    return _kept if _kept is not None and _is_kept() else sys.stdout


def _is_kept() -> bool:
    """True unless somebody else has given this process another standard output since."""
    return _kept is not None and sys.stdout is sys.stderr


def write(pieces: Iterable[str]) -> bool:
    """Write to standard output. If nobody reads it any more, stop without a word and say False.

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
    """True if standard output and standard error go to the same place, such as a terminal."""
    try:
        places = [os.fstat(s.fileno()) for s in (standard_output(), sys.stderr)]
    except (OSError, ValueError):  # they are no files
        return False
    return os.path.samestat(*places)


def note(text: str) -> None:
    """Write one line to standard error."""
    show(f"linkcheck: {printable(text)}\n")


def note_error(error: Exception) -> None:
    """Note an exception: a wrong configuration has a line for each of its mistakes."""
    for line in getattr(error, "lines", (str(error),)):
        note(line)


def show(text: str) -> None:
    """Write text of several lines to standard error. Where it cannot be written, nobody is told."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _drop(sys.stderr)


def _drop(stream: TextIO) -> None:
    """Let what is left to write go nowhere: Python flushes at exit, and would fail once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def traceback_if_wanted() -> str:
    """The traceback of the exception at hand if LINKCHECK_DEBUG is 1, else nothing.

    It holds no values.
    """
    error = sys.exception()
    if os.environ.get("LINKCHECK_DEBUG") != "1" or error is None:
        return ""
    from linkcheck.tracebacks import summary

    return "".join(f"{printable(line)}\n" for line in summary(error).split("\n")[:-1])
