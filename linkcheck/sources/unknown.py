"""Values that a file does not show: variables of templates and shells, and filtered secrets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from linkcheck.documents import SECRET_FIELDS
from linkcheck.engine.unknown import Unknown, Unknowns
from linkcheck.pointer import Path
from linkcheck.rules.formats.tokens import is_placeholder
from linkcheck.sources.content import Decoded, SourceError
from linkcheck.sources.excerpt import Builder, Excerpt
from linkcheck.sources.syntax import scan

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
_Range = tuple[int, int]
# Recorders are often configured to replace a secret with its name in capital letters.
_FILTERED = re.compile(r"[A-Z][A-Z_]{3,}")
_SECRETS = frozenset((name,) for name in SECRET_FIELDS)


def with_quotes(text: str, variables: Sequence[_Range]) -> tuple[Excerpt, list[_Range]]:
    """Return a body with quotes around the variables outside strings, so that it can be JSON.

    ``variables`` are ranges of the text, in order. Also returns their ranges in the new text.
    """
    strings = [found.span() for found in _STRING.finditer(text)]
    builder, at, ranges = Builder(0), 0, []
    for start, end in variables:
        builder.exact(text[at:start], at)
        first = builder.length
        if any(opening < start and end < closing for opening, closing in strings):
            builder.exact(text[start:end], start)
        else:
            builder.block(f'"{text[start:end]}"', start, end)
        ranges.append((first, builder.length))
        at = end
    builder.exact(text[at:], at)
    return builder.build(), ranges


def is_placeholder_body(text: str) -> bool:
    """True for a placeholder of a body, or of a part of it: ``{...}``, ``<body>``."""
    rest = _STRING.sub("", text)
    if "..." in rest or "…" in rest:
        return True
    return '"' not in text and (
        is_placeholder(text) or _FILTERED.fullmatch(text.strip()) is not None
    )


def leave_open(content: Decoded | SourceError) -> Decoded | SourceError:
    """Return a document with its placeholders as unknown values.

    Recordings have placeholders instead of secrets, and examples have placeholders to fill in, so
    such values cannot be judged.
    """
    if isinstance(content, SourceError):
        return content
    found = _placeholders(content.value)
    # The reader knows more about a variable than its name shows.
    if found is None:
        return content
    return content._replace(unknown=found | content.unknown if content.unknown else found)


def _placeholders(document: Any) -> Unknowns | None:
    found = _Found()
    waiting: list[tuple[Path, Any]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            if is_placeholder(value) or (path[-1:] in _SECRETS and _FILTERED.fullmatch(value)):
                found.values[path] = _A_STRING
        elif isinstance(value, dict):
            for name, entry in value.items():
                if is_placeholder(name):
                    found.add_name(path, name)
                waiting.append(((*path, name), entry))
        elif isinstance(value, list):
            waiting += [((*path, index), entry) for index, entry in enumerate(value)]
    return found.all


def unknowns_at(text: str, ranges: Sequence[_Range]) -> Unknowns | None:
    """Return the unknown parts of JSON text with variables in these ranges.

    A range that begins with a quote is a variable that ``with_quotes`` has quoted: it may be any
    value, and in an array several values.
    """
    found = _Found()
    steps: list[str | int] = []
    for kind, start, end in scan(text):
        if kind in ("}", "]"):
            steps.pop()
            continue
        inside = [first for first, last in ranges if start < last and first < end]
        if kind == "key":
            steps[-1] = scanstring(text, start + 1, True)[0]
            if inside:
                found.add_name(tuple(steps[:-1]), steps[-1])
        elif steps and isinstance(steps[-1], int):
            steps[-1] += 1
        if kind in ("{", "["):
            steps.append("" if kind == "{" else -1)
        elif inside and kind != "key":
            path = tuple(steps)
            if inside[0] > start:
                prefix = scanstring(text[: inside[0]] + '"', start + 1, False)[0]
                found.values[path] = Unknown(prefix, "string")
            else:
                found.values[path] = Unknown()
                if isinstance(path[-1], int):
                    found.open.add(path[:-1])
    return found.all


_A_STRING = Unknown(type="string")


class _Found:
    """Collects the unknown parts of a document."""

    def __init__(self) -> None:
        self.values: dict[Path, Unknown] = {}
        self.open: set[Path] = set()

    def add_name(self, path: Path, name: str | int) -> None:
        """Add a field whose name is unknown: it may be any field of its object."""
        self.values[*path, name] = Unknown(may_be_absent=True)
        self.open.add(path)

    @property
    def all(self) -> Unknowns | None:
        return Unknowns(self.values, self.open) if self.values else None
