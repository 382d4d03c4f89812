"""Write files atomically."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from linkcheck.cli.exits import Unwritable


class State(NamedTuple):
    """The metadata that shows whether a file has changed."""

    device: int
    inode: int
    size: int
    modified: int

    @classmethod
    def of(cls, path: str) -> State | None:
        """Return the state of the file at a path; None if there is none."""
        try:
            found = os.stat(path)  # noqa: PTH116
        except (OSError, ValueError):
            return None
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


class NewFile:
    """The new content of a file."""

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
        """Write what is left. With ``kept``, sync it to disk. Raises OSError."""
        try:
            self._file.flush()
            if kept:
                os.fsync(self._file.fileno())
        finally:
            with suppress(OSError):  # what flush could not write, close tries again
                self._file.close()


@contextmanager
def replacing(path: str, read: State | None = None) -> Iterator[NewFile]:
    """Yield a new file, which replaces ``path`` when the block ends without an error.

    After an error the old file is unchanged, and the new one is removed. A symbolic link stays a
    link. A file keeps its owner, group and mode and, where Python supports them, its access list
    and extended attributes. If one of these cannot be kept, or if the file has several hard links,
    it is not replaced. Anything but a regular file, such as ``/dev/stdout``, is written directly.
    ``read`` is the state in which the old file was read: if the file has changed since, it is not
    replaced. Raises Unwritable.
    """
    from linkcheck.cli.interrupts import raising_on_signals

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
    with raising_on_signals():
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
                        _copy_metadata(written, target)
                    if read is not None and read != State.of(target):
                        raise Unwritable(path, "it changed in the meantime")
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
    # A new file gets the usual 0o666 less the umask; a replacement is private until it gets the
    # mode of the old file.
    mode = 0o666 if old is None else 0o600
    try:
        return NewFile(path, os.open(written, flags | getattr(os, "O_BINARY", 0), mode))
    except OSError as error:
        raise Unwritable(path, error) from None


def _beside(target: str) -> str:
    """Return a unique file name in the same folder."""
    folder, name = os.path.split(target)
    # The name of the file may have the maximum length.
    return os.path.join(folder, f".{name[:40]}.{os.urandom(8).hex()}.tmp")  # noqa: PTH118


def _copy_metadata(written: str, old: str) -> None:
    """Give a file the owner, group, mode, access list and extended attributes of another.

    Raises OSError if one of them cannot be kept.
    """
    wanted, attributes = os.stat(old), _attributes(old)  # noqa: PTH116
    if hasattr(os, "chown"):
        for owner, group in ((-1, wanted.st_gid), (wanted.st_uid, -1)):
            with suppress(OSError):  # only a member may set the group, only root the owner
                os.chown(written, owner, group)
    # The folder may have given the file an access list. Setting a list or the owner changes the
    # mode, so the mode comes last.
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
    """Return the extended attributes of a file, with the access list; none outside of Linux."""
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
