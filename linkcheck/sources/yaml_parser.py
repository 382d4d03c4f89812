"""YAML files as trees of JSON values with their places.

This module composes the events of PyYAML instead of its composer and constructor. So nothing in a
file is ever executed or instantiated, whatever its tags say; nesting and aliases are bounded before
they cost anything; and each scalar keeps its place. Plain scalars have the same values as in
PyYAML's safe loader (YAML 1.1, like Ruby's), but dates stay strings, as in JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from linkcheck.sources.content import SourceError
from linkcheck.sources.lines import Lines
from linkcheck.sources.yaml_composer import MAX_DEPTH, Composer, too_deep
from linkcheck.sources.yaml_scalars import scalars
from linkcheck.sources.yaml_tree import YamlTree

MAX_TAGS = 100
"""The most ``%TAG`` lines before a document: libyaml compares each with all others."""


class YamlMissing(Exception):
    """PyYAML is not installed."""


def read(text: str) -> Iterator[YamlTree]:
    """Yield the documents of YAML text. Raises SourceError for invalid YAML, and YamlMissing."""
    try:
        import yaml
    except ImportError:
        raise YamlMissing from None
    lines = Lines(text)
    _refuse_many_tags(text, lines)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # libyaml reads UTF-8, which has no surrogates.
        events = yaml.parse(text.encode("utf-8", "replace"), Loader=loader)
        composer = Composer(lines, scalars())
        for event in events:
            root = composer.take(type(event).__name__, event)
            if root is not None:
                yield YamlTree(lines, root, tuple(composer.duplicates))
                composer = Composer(lines, composer.scalars)
    except SourceError:
        raise
    except (yaml.YAMLError, ValueError) as error:  # such as that of a directive's version
        broken = _broken(text, lines, error)
        # libyaml has a limit of its own, and may reach it before it yields the first level.
        _refuse_deep(text[: broken.offset], lines, loader)
        raise broken from None


def _refuse_deep(start: str, lines: Lines, loader: Any) -> None:
    """Raise SourceError if the beginning of a file, truncated anywhere, is nested too deep."""
    import yaml

    depth = 0
    with suppress(yaml.YAMLError):
        for event in yaml.parse(start.encode("utf-8", "replace"), Loader=loader):
            mark: Any = event.start_mark
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise too_deep(lines, mark.index)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1


_LINE = re.compile(r"(?:\A\ufeff?|[\r\n\x85\u2028\u2029])(%TAG[ \t]|---)")


def _refuse_many_tags(text: str, lines: Lines) -> None:
    count = 0
    for found in _LINE.finditer(text) if text.count("%TAG") > MAX_TAGS else ():
        count = 0 if found[1] == "---" else count + 1
        if count > MAX_TAGS:
            message = f"The document has more than {MAX_TAGS} `%TAG` directives"
            raise SourceError(message, "Remove them", text, found.start(1), lines)


def _broken(text: str, lines: Lines, error: Any) -> SourceError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    # Without a mark, a character is not allowed; its position is in bytes.
    read = text.encode("utf-8", "replace")[: getattr(error, "position", 0)]
    offset = mark.index if mark else len(read.decode("utf-8", "ignore"))
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "broken"
    problem = _QUOTED.sub(_without_words, _FOUND.sub("", problem))
    message = f"Invalid YAML: {' '.join(problem.split())}{_context(error, offset, lines)}"
    remedy = "Look for a tab, a missing quote or colon or wrong indentation here or just above"
    return SourceError(message, remedy, text, offset, lines)


# libyaml quotes punctuation only; the pure Python parser quotes parts of the text, too.
_FOUND = re.compile(r", but (?:found|got) .*", re.DOTALL)
_QUOTED = re.compile(r""" ?(?:'([^']+)'|"([^"]+)")""")
_SIGN = re.compile(r"[^\w\s]|\\t| |<document start>")


def _without_words(quoted: re.Match[str]) -> str:
    return quoted[0] if _SIGN.fullmatch(quoted[1] or quoted[2]) else ""


def _context(error: Any, offset: int, lines: Lines) -> str:
    """Return what was being parsed, and where it begins if on another line than the error."""
    context = getattr(error, "context", None)
    mark = getattr(error, "context_mark", None)
    if not context:
        return ""
    line, here = (lines.position(at)[0] for at in (mark.index if mark else offset, offset))
    return f" {context}" if line == here else f" {context} that begins on line {line}"
