"""Reading files that stand beside documents: configurations, baselines, ``.gitignore`` files."""

from __future__ import annotations

import os
import stat

SHELL_PIPES = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""Pipes of the shell's ``<(...)`` and the like: they have a writer, so reading them ends."""


def read_regular(path: str | os.PathLike[str]) -> bytes:
    """The content of a file. Raises OSError, also for what one might wait for without end.

    That is a named pipe, a socket or a device, unless the shell gave it or it is ``/dev/null``.
    """
    name = os.fspath(path)
    if not name.startswith((*SHELL_PIPES, os.devnull)):
        mode = os.stat(name).st_mode  # noqa: PTH116
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # reading a folder fails by itself
            raise OSError(0, "it is not a regular file")
    with open(name, "rb") as file:  # noqa: PTH123
        return file.read()
