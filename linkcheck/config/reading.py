"""Reading configuration files."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from linkcheck.config.errors import raise_together
from linkcheck.config.keys import BY_NAME, EXTEND, Key
from linkcheck.config.kinds import Place, unknown_key
from linkcheck.config.layers import over
from linkcheck.config.model import Config
from linkcheck.exceptions import ConfigError
from linkcheck.sources.opening import read_regular

PYPROJECT = "pyproject.toml"
_TABLE = ("tool", "linkcheck")
_MOST_BYTES = 1 << 20
_MOST_PARTS = 20
# tomllib takes the square of the parts of a dotted key, or of a header. What is in quotes may hold
# dots of its own; a string or comment ends where tomllib sees its end, or an error.
_QUOTED = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'''
    r"""|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"""
    r"""|"(?:[^"\\\n]++|\\.)*+"?|'[^'\n]*+'?|\#[^\n]*+""",
    re.DOTALL,
)
_MANY_PARTS = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_MOST_PARTS}}}[\w-]")
_TOML_PLACE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)$")


def load(path: str | os.PathLike[str]) -> Config:
    """The configuration in a file, with those that it extends.

    ``path`` is a ``pyproject.toml``, whose table ``tool.linkcheck`` counts, or any other file,
    which is read as a whole. Raises ConfigError for a file that cannot be read or is no TOML,
    unknown keys, wrong values, and files that extend one another in a circle. Codes of rules are
    judged when a checker is made, as plug-ins may add some.
    """
    return _load(Path(os.path.normpath(Path(path).absolute())), ())


def has_table(path: Path) -> bool:
    """True if a ``pyproject.toml`` has the table ``tool.linkcheck``. Raises ConfigError."""
    return _table(path, _text(path)) is not None


def _load(path: Path, inner: tuple[Path, ...]) -> Config:
    text = _text(path)
    table = _table(path, text)
    if table is None:
        raise ConfigError(str(path), None, f"it has no table [{'.'.join(_TABLE)}].")
    place = Place(path, text, _TABLE if _is_pyproject(path) else ())
    values: dict[str, Any] = {}
    errors: list[ConfigError] = []
    for name, value in table.items():
        key = BY_NAME.get(name)
        if key is None:
            errors.append(place.below(name).error(unknown_key(name, tuple(BY_NAME))))
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
    config = over(base or Config(), values, path)
    config = config.with_(files=(path, *(base.files if base else ())))
    # Without plug-ins, which are not loaded for this, all rules are known.
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
    except ConfigError:
        raise
    except (ValueError, RuntimeError, OverflowError) as error:  # of paths, dates and the like
        raise place.error(f"`{key.name}` cannot be used ({type(error).__name__}).") from None


def _base(path: Path | None, place: Place, chain: tuple[Path, ...]) -> Config:
    if path is None:
        return Config()
    at = place.below(EXTEND)
    if path in chain:
        circle = [p.name for p in (*chain[chain.index(path) :], path)]
        raise at.error(f"configurations extend one another in a circle: {' -> '.join(circle)}.")
    if not os.path.isfile(path):  # noqa: PTH113  (False, too, for a name that is too long)
        raise at.error(f"no file `{os.path.relpath(path, place.folder)}` to extend.")
    return _load(path, chain)


def _is_pyproject(path: Path) -> bool:
    return path.name == PYPROJECT


def line_of_key(path: Path, name: str) -> int | None:
    """The line of a top-level key of a configuration that was read before; None if it has none."""
    return Place(path, _text(path), _TABLE if _is_pyproject(path) else ()).below(name).line_of()


def _text(path: Path) -> str:
    try:
        data = read_regular(path)
    except OSError as error:
        raise ConfigError(str(path), None, f"cannot be read ({error.strerror}).") from None
    except ValueError:
        raise ConfigError(str(path), None, "is not a valid path.") from None
    if len(data) > _MOST_BYTES:
        raise ConfigError(str(path), None, f"is larger than {_MOST_BYTES >> 20} MiB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(str(path), None, "is no text in UTF-8.") from None


def _refuse_long_keys(path: Path, text: str) -> None:
    """Raise ConfigError for keys that would take tomllib long, in time linear in the text."""
    bare = _QUOTED.sub(lambda found: "x" + "\n" * found[0].count("\n"), text)
    found = _MANY_PARTS.search(bare)
    if found:
        line = bare.count("\n", 0, found.start()) + 1
        raise ConfigError(str(path), line, f"a key has more than {_MOST_PARTS} parts.")


def _table(path: Path, text: str) -> dict[str, Any] | None:
    _refuse_long_keys(path, text)
    try:
        table: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else len(text.splitlines()) or 1
        reason = _TOML_PLACE.sub("", str(error))
        raise ConfigError(str(path), line, f"is no TOML: {reason}.") from None
    except RecursionError:
        raise ConfigError(str(path), None, "is nested too deeply.") from None
    except ValueError:
        raise ConfigError(str(path), None, "has a number that is too large.") from None
    for name in _TABLE if _is_pyproject(path) else ():
        table = table.get(name) if isinstance(table, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(str(path), None, f"[{'.'.join(_TABLE)}] must be a table.")
    return table
