"""Values that a file leaves open: variables of templates and shells, and filtered secrets."""

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
# What recorders are told to put in place of a secret is often its name in capital letters.
_FILTERED = re.compile(r"[A-Z][A-Z_]{3,}")
_SECRETS = frozenset((name,) for name in SECRET_FIELDS)


def with_quotes(text: str, variables: Sequence[_Range]) -> tuple[Excerpt, list[_Range]]:
    """A body with quotes around the variables that are in no string, so that it can be JSON.

    ``variables`` are ranges of the text, in order. Gives them as ranges of the new text too.
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
    """True for what stands for a body, or for a part of it: ``{...}``, ``<body>``."""
    rest = _STRING.sub("", text)
    if "..." in rest or "…" in rest:
        return True
    return '"' not in text and (
        is_placeholder(text) or _FILTERED.fullmatch(text.strip()) is not None
    )


def leave_open(content: Decoded | SourceError) -> Decoded | SourceError:
    """A document with its placeholders among what is unknown.

    Recordings have secrets replaced by placeholders, and examples have them to be filled in, so
    that nothing can be said about such values.
    """
    if isinstance(content, SourceError):
        return content
    found = _placeholders(content.value)
    # What the reader says of a variable is more precise than what its name shows.
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
    """What is unknown of a JSON text with variables in these ranges.

    A range that begins with a quote is a variable that ``with_quotes`` has put there: it may be
    any value, and in an array also several.
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
    """What is unknown of a document, as it is found."""

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
