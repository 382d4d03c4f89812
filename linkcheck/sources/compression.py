"""Files compressed by gzip."""

from __future__ import annotations

from gzip import GzipFile
from io import BufferedReader, RawIOBase
from typing import IO, Any, cast

MOST_DECOMPRESSED = 64 << 20
"""The most bytes that any compressed file may decompress to."""
MOST_RATIO = 200
"""The most bytes beyond that for each compressed byte. Logs reach 20 to 50."""
_BUFFER = 1 << 17


def decompressed(file: IO[bytes]) -> IO[bytes]:
    """Return the content of a file compressed by gzip; closing it closes the file.

    Reading raises OSError, EOFError or zlib.error for a damaged file, and OSError for a file that
    decompresses to far too much.
    """
    compressed = _Counted(file)
    stream = GzipFile(fileobj=cast("IO[bytes]", compressed), mode="rb")
    return cast("IO[bytes]", BufferedReader(_Decompressed(stream, compressed), _BUFFER))


class _Counted:
    """A file that counts the bytes read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.count = 0
        self.close = file.close

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.count += len(data)
        return data


class _Decompressed(RawIOBase):
    """The output of a gzip stream, as long as it is in proportion to its input."""

    def __init__(self, stream: GzipFile, compressed: _Counted) -> None:
        self._stream, self._compressed = stream, compressed
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = self._stream.readinto(buffer)
        self._count += size
        if self._count > max(MOST_DECOMPRESSED, MOST_RATIO * self._compressed.count):
            raise OSError(
                0, f"decompresses to more than {MOST_RATIO} times its size; stopped reading"
            )
        return size

    def close(self) -> None:
        self._compressed.close()
        super().close()
