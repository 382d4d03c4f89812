"""Which configuration counts for a file: the nearest one, going up from its folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linkcheck.checker import Checker
    from linkcheck.config.model import Config

# Of two in one folder, the first counts.
FILE_NAMES = ("linkcheck.toml", "pyproject.toml")


def find(start: str | os.PathLike[str] = ".") -> Path | None:
    """The configuration file that counts for a folder, or for a file in it; None if there is none.

    Looks for ``linkcheck.toml`` and for a ``pyproject.toml`` with the table ``tool.linkcheck`` in
    the folder and in all folders above. Raises ConfigError if a ``pyproject.toml`` that names
    linkcheck is broken.
    """
    folder = _folder(start)
    while True:
        found = _in(folder)
        if found is not None or folder.parent == folder:
            return found
        folder = folder.parent


def _folder(path: str | os.PathLike[str]) -> Path:
    absolute = _absolute(path)
    return absolute if absolute.is_dir() else absolute.parent


def _absolute(path: str | os.PathLike[str]) -> Path:
    return Path(os.path.normpath(Path(path).absolute()))


def _in(folder: Path) -> Path | None:
    for name in FILE_NAMES:
        path = folder / name
        if os.path.isfile(path) and (  # noqa: PTH113  (False, too, for what we may not look at)
            name == FILE_NAMES[0] or _has_table(path)
        ):
            return path
    return None


def _has_table(path: Path) -> bool:
    # Most say nothing of linkcheck: do not load tomllib for them, nor care whether they are broken.
    try:
        if b"linkcheck" not in path.read_bytes():
            return False
    except OSError as error:
        from linkcheck.config.errors import ConfigError

        raise ConfigError(str(path), None, f"cannot be read ({error.strerror}).") from None
    from linkcheck.config.reading import has_table

    return has_table(path)


class Resolver:
    """The configurations and checkers of the files of a run; each is found and made once.

    ``options`` go over every configuration, see ``linkcheck.config.merge``. ``file`` is the one
    configuration for all files; ``isolated`` means that no configuration counts at all.
    All methods raise ConfigError for what is wrong in a configuration.
    """

    def __init__(
        self,
        options: Mapping[str, Any] | None = None,
        *,
        file: str | os.PathLike[str] | None = None,
        isolated: bool = False,
    ) -> None:
        self._options = options or {}
        self._file = _absolute(file) if file is not None else None
        self._isolated = isolated
        self._files: dict[Path, Path | None] = {}
        self._configs: dict[Path | None, Config] = {}
        self._checkers: dict[tuple[Path | None, tuple[str, ...]], Checker] = {}

    def find(self, path: str | os.PathLike[str] = ".") -> Path | None:
        """The configuration file that counts for a file or folder; None if there is none."""
        if self._isolated:
            return None
        if self._file is not None:
            return self._file
        return self._nearest(_folder(path))

    def _nearest(self, folder: Path) -> Path | None:
        if folder not in self._files:
            found = _in(folder)
            if found is None and folder.parent != folder:
                found = self._nearest(folder.parent)
            self._files[folder] = found
        return self._files[folder]

    def config(self, path: str | os.PathLike[str] = ".") -> Config:
        """The configuration of a file or folder, with the options over it."""
        found = self.find(path)
        if found not in self._configs:
            from linkcheck.config.model import Config

            config = Config()
            if found is not None:
                from linkcheck.config.reading import load

                config = load(found)
            if self._options:
                from linkcheck.config.layers import merge

                config = merge(config, self._options)
            if found is not None:
                config.check_selectors()
            self._configs[found] = config
        return self._configs[found]

    def checker(self, path: str | os.PathLike[str] = ".") -> Checker:
        """The checker for a file: one for all files of the same rules and facts."""
        config = self.config(path)
        key = (self.find(path), config.ignored_in(path))
        if key not in self._checkers:
            self._checkers[key] = config.checker(path)
        return self._checkers[key]
