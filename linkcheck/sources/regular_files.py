"""Opening regular files without blocking on pipes and devices."""

from __future__ import annotations

import os
import re
import stat
from typing import IO

# Text, so that it is compiled at first use: this keeps the start short.
_PIPE = r"/dev/stdin|(?:/dev/fd|/proc/self/fd)/[0-9]+"
_OF_THE_KERNEL = ("/proc/", "/sys/")


def is_shell_pipe(path: str) -> bool:
    """True if a path is a pipe of the shell: it has a writer, so reading it ends."""
    return re.fullmatch(_PIPE, path) is not None


def open_regular(path: str) -> IO[bytes]:
    """Open a regular file, or a pipe of the shell. Raises OSError.

    Some kernel files, such as ``/proc/kmsg``, look regular but block; reading them returns what is
    available.
    """
    if is_shell_pipe(path):
        return open(path, "rb")  # noqa: PTH123
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115  (given to the caller)
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(0, "not a regular file")
    return file


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def read_opened(file: IO[bytes]) -> bytes:
    """Return the rest of an open file. Raises OSError, also if it would block."""
    data: bytes | None = file.read()
    if data is None:
        raise OSError(0, "nothing to read")
    return data


def read_regular(path: str | os.PathLike[str], *, pipes: bool = True) -> bytes:
    """Return the content of a file other than documents, such as configuration. Raises OSError.

    A link may lead anywhere except to kernel files. ``pipes`` allows pipes of the shell, as for
    files that the command line names.
    """
    name = os.fspath(path)
    if name == os.devnull:
        return b""
    if is_shell_pipe(name):
        if not pipes:
            raise OSError(0, "is a pipe")
    elif os.path.realpath(name).startswith(_OF_THE_KERNEL):
        raise OSError(0, "is a kernel file")
    with open_regular(name) as file:
        return read_opened(file)


def identity(file: str | os.PathLike[str] | int) -> tuple[int, int] | None:
    """Return what all names of a regular file have in common; None for anything else."""
    try:
        found = os.stat(file)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None
