"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Unwritable(Exception):
    """A file that cannot be written. The text names it and says why."""

    def __init__(self, path: str, error: OSError | ValueError) -> None:
        reason = getattr(error, "strerror", None) or error
        super().__init__(f"{path}: cannot be written ({reason})")


class NewFile:
    """What is to stand in a file."""

    def __init__(self, path: str, descriptor: int) -> None:
        self._path = path
        self._file = open(descriptor, "wb")  # noqa: SIM115  (closed by `close`)

    def write(self, data: bytes) -> None:
        """Add to the file. Raises Unwritable."""
        try:
            self._file.write(data)
        except OSError as error:
            raise Unwritable(self._path, error) from None

    def close(self) -> None:
        """Write what is left. Raises OSError."""
        self._file.close()


@contextmanager
def replacing(path: str) -> Iterator[NewFile]:
    """A file to write to that takes the place of ``path`` once the block ends without an error.

    Until then the old file stands; after an error nothing is left behind. A link stays a link, and
    a file keeps its mode. What is no regular file, such as ``/dev/stdout``, is written directly.
    Raises Unwritable.
    """
    try:
        target = os.path.realpath(path)
        mode = _mode(target)
        is_direct = mode is not None and not stat.S_ISREG(mode)
        folder, name = os.path.split(target)
        written = target if is_direct else f"{folder}{os.sep}.{name}.{os.getpid()}.tmp"
        flags = os.O_WRONLY if is_direct else os.O_WRONLY | os.O_CREAT | os.O_EXCL
        # 0o666 less the umask, as for any new file.
        file = NewFile(path, os.open(written, flags | getattr(os, "O_BINARY", 0), 0o666))
    except (OSError, ValueError) as error:
        raise Unwritable(path, error) from None
    try:
        try:
            yield file
        except BaseException:
            with suppress(OSError):
                file.close()
            raise
        try:
            file.close()
            if not is_direct:
                if mode is not None:
                    os.chmod(written, stat.S_IMODE(mode))  # noqa: PTH101
                os.replace(written, target)  # noqa: PTH105
        except OSError as error:
            raise Unwritable(path, error) from None
    except BaseException:
        if not is_direct:
            with suppress(OSError):
                os.unlink(written)  # noqa: PTH108
        raise


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode  # noqa: PTH116
    except FileNotFoundError:
        return None
