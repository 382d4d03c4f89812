"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from linkcheck.cli.exits import Unwritable


class State(NamedTuple):
    """What tells two states of a file apart without reading it."""

    device: int
    inode: int
    size: int
    modified: int

    @classmethod
    def of(cls, path: str) -> State | None:
        """The state of the file that a path leads to; None if there is none."""
        try:
            found = os.stat(path)  # noqa: PTH116
        except (OSError, ValueError):
            return None
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


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

    def close(self, *, kept: bool = False) -> None:
        """Write what is left; ``kept`` makes sure that it outlives a loss of power.

        Raises OSError.
        """
        try:
            self._file.flush()
            if kept:
                os.fsync(self._file.fileno())
        finally:
            with suppress(OSError):  # what flush could not write, close tries again
                self._file.close()


@contextmanager
def replacing(path: str, read: State | None = None) -> Iterator[NewFile]:
    """A file to write to that takes the place of ``path`` once the block ends without an error.

    Until then the old file stands; after an error nothing is left behind. A link stays a link, and
    a file keeps its owner, group, mode and, where Python sees them, access list and extended
    attributes: a file of which one cannot be kept stays as it is, and so does one with several hard
    links. What is no regular file, such as ``/dev/stdout``, is written directly. ``read`` is the
    state in which the old file was read: if it is another one by now, somebody else has changed it,
    and it stays so.
    Raises Unwritable.
    """
    from linkcheck.cli.interrupts import heeding

    try:
        target = os.path.realpath(path)
        old = _stat(target)
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(0, "it is read-only")
        if old is not None and stat.S_ISREG(old.st_mode) and old.st_nlink > 1:
            raise OSError(0, "its other hard links would keep the old content")
        is_direct = old is not None and not stat.S_ISREG(old.st_mode)
        written = target if is_direct else _beside(target)
    except (OSError, ValueError) as error:
        raise Unwritable(path, error) from None
    with heeding():
        try:
            file = _opened(path, written, old, is_direct=is_direct)
            try:
                yield file
            except BaseException:
                with suppress(OSError):
                    file.close()
                raise
            try:
                file.close(kept=not is_direct)
                if not is_direct:
                    if old is not None:
                        _dress(written, target)
                    if read is not None and read != State.of(target):
                        raise Unwritable(path, "it was changed meanwhile")
                    os.replace(written, target)  # noqa: PTH105
            except OSError as error:
                raise Unwritable(path, error) from None
        except BaseException:
            if not is_direct:
                with suppress(OSError):
                    os.unlink(written)  # noqa: PTH108
            raise


def _opened(path: str, written: str, old: os.stat_result | None, *, is_direct: bool) -> NewFile:
    flags = os.O_WRONLY if is_direct else os.O_WRONLY | os.O_CREAT | os.O_EXCL
    # A new file gets 0o666 less the umask, as any does; what replaces one is nobody else's to read
    # before it has the mode of the old.
    mode = 0o666 if old is None else 0o600
    try:
        return NewFile(path, os.open(written, flags | getattr(os, "O_BINARY", 0), mode))
    except OSError as error:
        raise Unwritable(path, error) from None


def _beside(target: str) -> str:
    """The name of a file in the same folder that nobody else has."""
    folder, name = os.path.split(target)
    # The name of the file may be as long as names can be.
    return os.path.join(folder, f".{name[:40]}.{os.urandom(8).hex()}.tmp")  # noqa: PTH118


def _dress(written: str, old: str) -> None:
    """Give a file the owner, group, mode, access list and extended attributes of another.

    Raises OSError if one of them cannot be kept.
    """
    wanted, attributes = os.stat(old), _attributes(old)  # noqa: PTH116
    if hasattr(os, "chown"):
        for owner, group in ((-1, wanted.st_gid), (wanted.st_uid, -1)):
            with suppress(OSError):  # only a member may give to a group, only root to an owner
                os.chown(written, owner, group)
    # A folder may have given the file a list of its own. Setting one changes the mode, as changing
    # the owner does, so that the mode comes last.
    given = _attributes(written)
    for name in given.keys() - attributes.keys():
        with suppress(OSError):
            os.removexattr(written, name)
    for name, value in attributes.items():
        if given.get(name) != value:
            with suppress(OSError):
                os.setxattr(written, name, value)
    os.chmod(written, stat.S_IMODE(wanted.st_mode))  # noqa: PTH101
    if hasattr(os, "chown") and _access(os.stat(written)) != _access(wanted):  # noqa: PTH116
        raise OSError(0, "its owner, group or mode cannot be kept")
    if _attributes(written) != attributes:
        raise OSError(0, "its access list or extended attributes cannot be kept")


def _access(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)


def _attributes(path: str) -> dict[str, bytes]:
    """The extended attributes of a file, the access list among them; none outside of Linux."""
    if not hasattr(os, "listxattr"):
        return {}
    try:
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}
    except OSError as error:
        if error.errno in (errno.ENOTSUP, errno.ENOSYS):  # the file system has none
            return {}
        raise


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        return None
