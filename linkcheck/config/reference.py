"""The table of keys as a JSON Schema and as documentation."""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import Any

from linkcheck.config.keys import KEYS, Key
from linkcheck.config.model import Config
from linkcheck.shapes.loader import BASE, SUFFIX

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> str:
    """Return the JSON Schema of ``linkcheck.toml`` and ``[tool.linkcheck]``."""
    schema = {
        "$schema": DIALECT,
        "$id": f"{BASE}configuration{SUFFIX}",
        "title": "linkcheck configuration",
        "type": "object",
        "properties": {key.name: _property(key) for key in KEYS},
        "additionalProperties": False,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _property(key: Key) -> dict[str, Any]:
    made = {"description": plain(key.doc), **key.kind.schema()}
    value = _default(key)
    if isinstance(value, (str, bool, int)):
        made["default"] = value
    return made


def markdown() -> str:
    """Return the reference of all keys for the documentation, by group."""
    lines: list[str] = []
    for group, keys in _groups():
        lines += [f"### {group}", ""]
        for key in keys:
            lines += [
                f"#### `{key.name}`",
                "",
                key.doc,
                "",
                f"- Type: {key.kind.words}",
                f"- Default: {_default_words(key)}",
                f"- Merging: {key.merge.value}",
                "",
                "```toml",
                key.example,
                "```",
                "",
            ]
    return "\n".join(lines)


def _groups() -> list[tuple[str, list[Key]]]:
    return [(group, list(keys)) for group, keys in groupby(KEYS, lambda key: key.group)]


def _default(key: Key) -> Any:
    """Return the default of a key in ``Config``; None for ``extend``."""
    return getattr(Config(), key.attribute, None)


def _default_words(key: Key) -> str:
    value = _default(key)
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int):
        return f"`{value}`"
    if isinstance(value, str):
        return f'`"{value}"`'
    return "not set" if value is None else "empty"


def plain(text: str) -> str:
    """Return Markdown without links and backticks."""
    return re.sub(r"\[([^][]*)\]\([^()]*\)", r"docs: \1", text).replace("`", "")
