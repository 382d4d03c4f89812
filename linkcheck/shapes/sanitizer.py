"""Checks that a value must pass before a schema engine may see it.

jsonschema-rs treats NaN and infinity as null, accepts integers of thousands of digits, raises on
lone surrogates and keys that are not strings, and crashes on very deep nesting. So these have rules
of their own here. Instances of subclasses of the JSON types and tuples count as strings, numbers,
arrays and objects; see ``linkcheck.shapes.conversion``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from linkcheck.engine.rule import Finding, Rule
from linkcheck.pointer import Path
from linkcheck.shapes import unreadable
from linkcheck.shapes.conversion import MAX_DEPTH, MAX_VALUES, Opaque, plain

_LARGEST = 2**1024  # the first integer that no JSON number of the usual 64 bits can hold
_MOST_FINDINGS = 1000


TEMPLATE_MARKS = "*marks of a template"
"""The feature (see ``View.features``) of a document with a string that may contain a template
marker or represent a value that was not set."""

# Every marker that ``is_placeholder`` of linkcheck.rules.formats.tokens recognizes contains one of
# these parts or begins with one of these signs or words.
_MARK_PARTS = ("{", "<", "$", "%", "/:", "=:")
MARK_SIGNS = "$%*.:"
MARK_WORDS = ("xxxx", "todo", "your", "enter", "insert", "paste", "put", "change", "replace")
NOT_SET = frozenset({"undefined", "null", "None", "NaN", "[object Object]"})
"""The string forms that languages give to a value that was not set."""
UNSET_WORDS = sorted(text.lower() for text in NOT_SET if text.isalpha())
"""Those that are words, in lower case."""
# The leading line feed makes the search fast.
_BEGINNINGS = re.compile(rf"\n(?:[{MARK_SIGNS}]|{'|'.join(MARK_WORDS)})").search
_UNSET = re.compile(rf"(?:\n|/)(?:{'|'.join(UNSET_WORDS)})(?:[\n/?#:]|\Z)|\[object").search

_ANY_CASE = {c: f"[{chr(c)}{chr(c).upper()}]" for c in range(ord("a"), ord("z") + 1)}
_MARKS = "|".join([f"[{MARK_SIGNS}]", *MARK_WORDS]).translate(_ANY_CASE)
_NOTHING_SET = "|".join(UNSET_WORDS).translate(_ANY_CASE)
_PARTS = "|".join(map(re.escape, _MARK_PARTS))
MARKED_STRING = rf"\n|{_PARTS}|^(?:{_MARKS})|(?:^|/)(?:{_NOTHING_SET})(?:[/?#:]|$)|\[[oO]"
"""A JSON Schema pattern that each string with the feature ``TEMPLATE_MARKS`` matches."""


class Screened(NamedTuple):
    """The outcome of ``screen``.

    ``value`` is the payload itself if it consists of plain dicts, lists, strings and numbers, and
    its copy by ``conversion.plain`` if not: it contains no objects of the caller's classes. If
    there are ``findings``, no engine may see it. ``has_null`` says that it contains a null.
    ``traits`` are features of the document for the rules.
    """

    value: Any
    has_null: bool
    findings: tuple[tuple[Rule, Finding], ...]
    traits: frozenset[str] = frozenset()


_MARKED = frozenset({TEMPLATE_MARKS})
_UNMARKED = frozenset[str]()
_NOTHING: tuple[tuple[Rule, Finding], ...] = ()


def screen(payload: Any) -> Screened:
    """Check a value of any kind, without raising or changing it.

    Reads at most ``MAX_VALUES`` values and ``MAX_DEPTH`` levels, also of values that contain
    themselves.
    """
    found = _sound(payload)
    if found is not None:
        return found
    value = plain(payload)
    findings = tuple(islice(_find(value), _MOST_FINDINGS))
    found = None if findings else _sound(value)
    return found or Screened(value, True, findings, _MARKED)


def _sound(value: Any) -> Screened | None:
    """Return the outcome for a sound value of plain types; None for any other value."""
    texts: list[str] = [""]
    names: list[str] = []
    is_plain, has_null = _scan(value, texts, names)
    if not is_plain:
        return None
    text = "\n".join(texts)
    if not (_is_encodable(text) and _is_encodable("".join(names))):
        return None
    return Screened(value, has_null, _NOTHING, _traits(text))


def _are_strings(values: Iterable[Any]) -> bool:
    """True if all values are plain strings, not of a subclass."""
    # No set of types: the class of a class may raise when it is hashed or compared.
    for value in values:  # noqa: SIM110  (this is faster)
        if type(value) is not str:
            return False
    return True


def _traits(text: str) -> frozenset[str]:
    """Return the features of the strings of a document. Each string follows a line feed."""
    lower = text.lower()
    if _BEGINNINGS(lower) is not None or _UNSET(lower) is not None:
        return _MARKED
    for part in _MARK_PARTS:
        if part in text:
            return _MARKED
    return _UNMARKED


def _scan(payload: Any, texts: list[str], names: list[str]) -> tuple[bool, bool]:
    """Return whether a value has plain types and sound numbers only, and whether it has a null.

    Adds the strings and keys to the lists, unchecked.
    """
    if type(payload) is not dict and type(payload) is not list:
        return _is_sound(payload), payload is None
    has_null = False
    room = MAX_VALUES
    level: list[Any] = [payload]
    for _ in range(MAX_DEPTH):
        if not level:
            break
        deeper: list[Any] = []
        for container in level:
            room -= len(container)
            if room < 0:
                return False, has_null
            if type(container) is dict:
                names += container
                container = container.values()
            for value in container:
                kind = type(value)
                if kind is str:
                    texts.append(value)
                elif kind is dict or kind is list:
                    deeper.append(value)
                elif value is None:
                    has_null = True
                elif kind is not bool and not _is_sound(value):
                    return False, has_null
        level = deeper
    return not level and _are_strings(names), has_null


def _is_sound(value: Any) -> bool:
    """True for a plain scalar that JSON can carry."""
    kind = type(value)
    if kind is int:
        return bool(-_LARGEST < value < _LARGEST)
    if kind is float:
        return bool(math.isfinite(value))
    if kind is str:
        return _is_encodable(value)
    return value is None or kind is bool


def _is_encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _find(plain_value: Any) -> Iterator[tuple[Rule, Finding]]:
    """Yield what is wrong with a value that ``plain`` returned."""
    level: list[tuple[Path, Any]] = [((), plain_value)]
    while level:
        deeper: list[tuple[Path, Any]] = []
        for path, value in level:
            yield from _faults(path, value)
            deeper += _children(path, value)
        level = deeper


def _children(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    if type(value) is dict:
        for name, child in value.items():
            if type(name) is str and _is_encodable(name):
                yield (*path, name), child
    elif type(value) is list:
        for index, child in enumerate(value):
            yield (*path, index), child


def _faults(path: Path, value: Any) -> Iterator[tuple[Rule, Finding]]:
    kind = type(value)
    if kind is dict:
        if not _are_strings(value):
            yield unreadable.NON_STRING_KEY, Finding(path)
        if not all(_is_encodable(name) for name in value if type(name) is str):
            yield (
                unreadable.LONE_SURROGATE,
                Finding(path, "A field name contains half of a surrogate pair"),
            )
    elif kind is str:
        if not _is_encodable(value):
            yield unreadable.LONE_SURROGATE, Finding(path)
    elif kind is int:
        if not -_LARGEST < value < _LARGEST:
            yield unreadable.NON_FINITE_NUMBER, Finding(path, _HUGE)
    elif kind is float:
        if not math.isfinite(value):
            yield unreadable.NON_FINITE_NUMBER, Finding(path)
    elif kind is Opaque and (value.too_deep or value.too_many):
        too_deep, too_many = Finding(()), Finding((), _TOO_MANY, help=_FEWER)
        yield unreadable.NESTING_TOO_DEEP, too_deep if value.too_deep else too_many
    elif kind is Opaque:
        message = f"JSON has no form for a Python object of type `{value.type_name}`"
        remedy = "Use the result of its `to_dict()`" if value.has_to_dict else None
        yield unreadable.NOT_A_JSON_VALUE, Finding(path, message, help=remedy)


_TOO_MANY = f"The document has more than {MAX_VALUES:,} values"
_FEWER = "Check one request at a time"
_HUGE = "The number is too large for a 64-bit float"
