"""The kinds of values that are relative to the folder of a configuration."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from linkcheck.config import sizes
from linkcheck.config.globs import Glob
from linkcheck.options.kinds import Place, Text


class Size(NamedTuple):
    """The size of a file."""

    words: str = sizes.WORDS

    def read(self, value: Any, place: Place) -> int:
        """Return the number of bytes."""
        size = sizes.parse_size(str(value)) if type(value) in (int, str) else None
        if size is None:
            raise place.error(f"`{place.name}` must be {self.words}")
        return size

    def schema(self) -> dict[str, Any]:
        """Return the schema of a positive integer or a string."""
        text = {"type": "string", "pattern": sizes.PATTERN}
        return {"anyOf": [{"type": "integer", "minimum": 1}, text]}


class FilePath(NamedTuple):
    """The path of a file, relative to the folder of the configuration."""

    words: str = "the path of a file"

    def read(self, value: Any, place: Place) -> Path:
        """Return the absolute path."""
        return _absolute(Text(self.words).read(value, place), place.folder, place)

    def schema(self) -> dict[str, Any]:
        """Return the schema of a string with at least one character."""
        return Text().schema()


class Pattern(NamedTuple):
    """A pattern for files, relative to the folder of the configuration."""

    words: str = "a file pattern"

    def read(self, value: Any, place: Place) -> Glob:
        """Return the pattern with its root."""
        return Glob(place.folder, Text(self.words).read(value, place))

    def schema(self) -> dict[str, Any]:
        """Return the schema of a string with at least one character."""
        return Text().schema()


class PlugIn(NamedTuple):
    """A Python file, a module or an entry point."""

    words: str = "a Python file, a module or an entry point"

    def read(self, value: Any, place: Place) -> str:
        """Return the absolute path of a file, or the name of anything else.

        Symbolic links to the folder are resolved first, so that all paths to it are one plug-in.
        """
        name = Text(self.words).read(value, place)
        if not name.endswith(".py"):
            return name
        return str(_absolute(name, Path(os.path.realpath(place.folder)), place))

    def schema(self) -> dict[str, Any]:
        """Return the schema of a string with at least one character."""
        return Text().schema()


def _absolute(name: str, folder: Path, place: Place) -> Path:
    try:
        path = Path(name).expanduser()
    except RuntimeError:
        raise place.error(f"`{place.name}` is in the home of an unknown user") from None
    return Path(os.path.normpath(folder / path))
