"""Load configuration files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from linkcheck.config.keys import BY_NAME, EXTEND, Key
from linkcheck.config.layers import over
from linkcheck.config.model import Config
from linkcheck.config.place import Place
from linkcheck.config.toml_file import TABLE, read_table, read_text, steps_to_table
from linkcheck.exceptions import ConfigError, raise_together
from linkcheck.options.kinds import unknown_name


def load(path: str | os.PathLike[str]) -> Config:
    """Return the configuration in a file, with those that it extends.

    Of a ``pyproject.toml``, only the table ``tool.linkcheck`` is read; any other file is read as a
    whole. Raises ConfigError for a file that cannot be read or is not
    valid TOML, unknown keys, wrong values, and files that extend one another in a cycle. Rule
    codes are checked when a checker is created, as plug-ins may add some.
    """
    return _load(Path(os.path.normpath(Path(path).absolute())), ())


def _load(path: Path, inner: tuple[Path, ...]) -> Config:
    text = read_text(path)
    table = read_table(path, text)
    if table is None:
        raise ConfigError(str(path), None, f"missing table `[{'.'.join(TABLE)}]`")
    place = Place(path, text, steps_to_table(path), [])
    values: dict[str, Any] = {}
    errors: list[ConfigError] = []
    for name, value in table.items():
        key = BY_NAME.get(name)
        if key is None:
            errors.append(place.below(name).error(unknown_name("key", name, tuple(BY_NAME))))
            continue
        try:
            values[key.attribute] = _value(key, value, place.below(name))
        except ConfigError as error:
            errors.append(error)
    base: Config | None
    try:
        base = _base(values.pop(EXTEND, None), place, (*inner, path))
    except ConfigError as error:
        base = None
        errors.append(error)
    inherited = base or Config()
    config = over(inherited, values, path)
    config = config.with_(files=(path, *inherited.files), notes=(*place.notes, *inherited.notes))
    # Plug-ins are not loaded here; without any, all rules are known.
    if errors and base and not config.plugins and "plugins" not in table:
        try:
            config.check_selectors()
        except ConfigError as error:
            errors.append(error)
    raise_together(errors)
    return config


def _value(key: Key, value: Any, place: Place) -> Any:
    try:
        return key.kind.read(value, place)
    except (ValueError, RuntimeError, OverflowError) as error:  # of paths, dates and the like
        raise place.error(f"invalid value for `{key.name}` ({type(error).__name__})") from None


def _base(path: Path | None, place: Place, chain: tuple[Path, ...]) -> Config:
    if path is None:
        return Config()
    at = place.below(EXTEND)
    if path in chain:
        cycle = [p.name for p in (*chain[chain.index(path) :], path)]
        raise at.error(f"configurations extend one another in a cycle: {' -> '.join(cycle)}")
    if not os.path.isfile(path):  # noqa: PTH113  (also False for a name that is too long)
        raise at.error(f"cannot extend `{os.path.relpath(path, place.folder)}`: no such file")
    return _load(path, chain)
