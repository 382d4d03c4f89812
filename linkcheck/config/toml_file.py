"""Read the TOML table of a configuration file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from linkcheck.config.lines import Mark, mark_of
from linkcheck.exceptions import ConfigError
from linkcheck.sources.regular_files import read_regular

PYPROJECT = "pyproject.toml"
TABLE = ("tool", "linkcheck")
_MOST_BYTES = 1 << 20
_MOST_PARTS = 20
# The time of tomllib is quadratic in the parts of a dotted key or header. Quoted parts may contain
# dots; a string or comment ends where tomllib sees its end, or an error.
_QUOTED = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'''
    r"""|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"""
    r"""|"(?:[^"\\\n]++|\\.)*+"?|'[^'\n]*+'?|\#[^\n]*+""",
    re.DOTALL,
)
_MANY_PARTS = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_MOST_PARTS}}}[\w-]")
_TOML_PLACE = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")


def has_table(path: Path) -> bool:
    """Return whether a ``pyproject.toml`` has the table ``tool.linkcheck``. Raises ConfigError."""
    return read_table(path, read_text(path)) is not None


def mark_of_key(path: Path, name: str) -> Mark | None:
    """Return the place of a top-level key of a configuration; None if it is not set."""
    return mark_of(read_text(path), (*steps_to_table(path), name))


def steps_to_table(path: Path) -> tuple[str, ...]:
    """Return the keys that lead to our table in a file; none if the whole file is ours."""
    return TABLE if path.name == PYPROJECT else ()


def read_text(path: Path) -> str:
    """Return the content of a configuration file. Raises ConfigError."""
    try:
        data = read_regular(path)
    except OSError as error:
        raise ConfigError(str(path), None, f"cannot be read ({error.strerror})") from None
    except ValueError:
        raise ConfigError(str(path), None, "not a valid path") from None
    if len(data) > _MOST_BYTES:
        raise ConfigError(str(path), None, f"larger than {_MOST_BYTES >> 20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(str(path), None, "not valid UTF-8") from None


def read_table(path: Path, text: str) -> dict[str, Any] | None:
    """Return our table in the content of a file; None if there is none. Raises ConfigError."""
    _refuse_long_keys(path, text)
    try:
        table: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        lines = text.splitlines() or [""]
        mark = Mark(int(place[1]), int(place[2])) if place and place[1] else Mark(len(lines), 1)
        reason = _TOML_PLACE.sub("", str(error))
        raise ConfigError(
            str(path), mark.line, f"not valid TOML: {reason}", column=mark.column
        ) from None
    except RecursionError:
        raise ConfigError(str(path), None, "nested too deeply") from None
    except ValueError:
        raise ConfigError(str(path), None, "number too large") from None
    for name in steps_to_table(path):
        table = table.get(name) if isinstance(table, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(str(path), None, f"`{'.'.join(TABLE)}` must be a table")
    return table


def _refuse_long_keys(path: Path, text: str) -> None:
    """Raise ConfigError for keys that tomllib parses slowly, in time linear in the text."""
    bare = _QUOTED.sub(lambda found: "x" + "\n" * found[0].count("\n"), text)
    found = _MANY_PARTS.search(bare)
    if found:
        line = bare.count("\n", 0, found.start()) + 1
        raise ConfigError(str(path), line, f"key has more than {_MOST_PARTS} parts", column=1)
