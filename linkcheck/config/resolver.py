"""Find the configuration of a file: the nearest one, going up from its folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkcheck._exports import Deferred
from linkcheck.checker import Checker
from linkcheck.config.errors import config_error
from linkcheck.config.model import Config
from linkcheck.exceptions import ConfigError
from linkcheck.sources.regular_files import read_regular
from linkcheck.sources.repository import root_of

# A run without a configuration does not need these.
if TYPE_CHECKING:
    from linkcheck.config import layers, loader, toml_file
else:
    layers = Deferred("linkcheck.config.layers")
    loader = Deferred("linkcheck.config.loader")
    toml_file = Deferred("linkcheck.config.toml_file")

# If a folder has both, the first is used.
FILE_NAMES = ("linkcheck.toml", "pyproject.toml")


def find(start: str | os.PathLike[str] = ".") -> Path | None:
    """Return the configuration file of a folder, or of a file in it; None if there is none.

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
        # Both are also False for a path without permission.
        if name == FILE_NAMES[0]:
            # Also a broken link: it was meant for us, so it is reported instead of skipped.
            if os.path.lexists(path):
                return path
        elif os.path.isfile(path) and _has_table(path):  # noqa: PTH113
            return path
    return None


def _has_table(path: Path) -> bool:
    # Most do not mention linkcheck: do not load tomllib for them, and ignore broken ones.
    try:
        if b"linkcheck" not in read_regular(path):
            return False
    except OSError as error:
        raise ConfigError(str(path), None, f"cannot be read ({error.strerror})") from None
    return toml_file.has_table(path)


def _place(file: Path) -> tuple[Path, str]:
    """Return what identifies a configuration: its resolved folder, and its name."""
    return Path(os.path.realpath(file.parent)), file.name


def _untrusted(file: Path) -> ConfigError:
    return config_error(
        file,
        toml_file.mark_of_key(file, "plugins"),
        "plug-ins are loaded only from the configuration at the root of the current repository, "
        "or from `--config`; if you trust this file, pass it with `--config` (in Python: "
        "`plugins=True`), or skip plug-ins with `--no-plugins`",
    )


class Resolver:
    """Find the configurations and create the checkers of the files of a run, each once.

    ``options`` override every configuration, see ``linkcheck.config.merge``. ``file`` is the one
    configuration for all files; ``isolated`` ignores all configurations.

    ``plugins`` says which plug-ins are loaded: by default those of ``file``, or else of the
    configuration at the root of the current repository (without a repository: in the current
    folder), with the files it extends; plug-ins in any other configuration are an error. True
    trusts every configuration. With False no plug-ins are loaded, and ``notes`` lists the
    selectors that are ignored as a result.

    All methods raise ConfigError for mistakes in a configuration.
    """

    def __init__(
        self,
        options: Mapping[str, Any] | None = None,
        *,
        file: str | os.PathLike[str] | None = None,
        isolated: bool = False,
        plugins: bool | None = None,
    ) -> None:
        self.notes: list[str] = []
        self._plugins = plugins
        self._options = options or {}
        self._file = _absolute(file) if file is not None else None
        self._isolated = isolated
        self._files: dict[Path, Path | None] = {}
        self._configs: dict[Path | None, Config] = {}
        self._checkers: dict[tuple[Path | None, tuple[str, ...]], Checker] = {}

    def find(self, path: str | os.PathLike[str] = ".") -> Path | None:
        """Return the configuration file of a file or folder; None if there is none."""
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
        """Return the configuration of a file or folder, overridden by the options."""
        found = self.find(path)
        if found not in self._configs:
            config = Config()
            if found is not None:
                config = self._trusted(loader.load(found))
                config.check_selectors()
                self.notes += config.notes
            if self._options:
                config = layers.merge(config, self._options)
            self._configs[found] = config
        return self._configs[found]

    def _trusted(self, config: Config) -> Config:
        """Return a configuration whose plug-ins may be loaded. Raises ConfigError."""
        if not config.plugins or self._plugins:
            return config
        if self._plugins is False:
            config, notes = config.without_plugins()
            self.notes += notes
            return config
        for file in config.sources["plugins"]:
            if file is not None and _place(file) not in self._trusted_places:
                raise _untrusted(file)
        return config

    @cached_property
    def _trusted_places(self) -> frozenset[tuple[Path, str]]:
        """The configuration files whose plug-ins are loaded."""
        here = Path.cwd()
        found = self._file or _in(root_of(here) or here)
        if found is None:
            return frozenset()
        return frozenset(map(_place, loader.load(found).files))

    def checker(self, path: str | os.PathLike[str] = ".") -> Checker:
        """Return the checker for a file. Files with the same rules and facts share one."""
        config = self.config(path)
        key = (self.find(path), config.ignored_in(path))
        if key not in self._checkers:
            self._checkers[key] = config.checker(path)
        return self._checkers[key]
