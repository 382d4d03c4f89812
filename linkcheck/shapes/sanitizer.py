"""What has to be right before a schema engine may see a value.

jsonschema-rs takes NaN and infinity for null, integers of thousands of digits for valid, raises on
lone surrogates and member names that are no strings, and crashes on very deep nesting. Such things
have diagnostics of their own here. Instances of subclasses of the JSON types and tuples count as
strings, numbers, arrays and objects; see ``linkcheck.shapes.conversion``.
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
"""The feature (see ``View.features``) of a document with text that may hold a template marker, or
stand for a value that was not set."""

# Every marker that ``is_placeholder`` of linkcheck.rules.formats.tokens knows holds one of these
# parts, or begins with one of these signs or words.
_MARK_PARTS = ("{", "<", "$", "%", "/:", "=:")
MARK_SIGNS = "$%*.:"
MARK_WORDS = ("xxxx", "todo", "your", "enter", "insert", "paste", "put", "change", "replace")
NOT_SET = frozenset({"undefined", "null", "None", "NaN", "[object Object]"})
"""What languages write for a value that was not set."""
UNSET_WORDS = sorted(text.lower() for text in NOT_SET if text.isalpha())
"""The words among these, in lower case."""
# The leading line feed makes the search fast.
_BEGINNINGS = re.compile(rf"\n(?:[{MARK_SIGNS}]|{'|'.join(MARK_WORDS)})").search
_UNSET = re.compile(rf"(?:\n|/)(?:{'|'.join(UNSET_WORDS)})(?:[\n/?#:]|\Z)|\[object").search

_ANY_CASE = {c: f"[{chr(c)}{chr(c).upper()}]" for c in range(ord("a"), ord("z") + 1)}
_MARKS = "|".join([f"[{MARK_SIGNS}]", *MARK_WORDS]).translate(_ANY_CASE)
_NOTHING_SET = "|".join(UNSET_WORDS).translate(_ANY_CASE)
_PARTS = "|".join(map(re.escape, _MARK_PARTS))
MARKED_STRING = rf"\n|{_PARTS}|^(?:{_MARKS})|(?:^|/)(?:{_NOTHING_SET})(?:[/?#:]|$)|\[[oO]"
"""A pattern, for a JSON Schema, that each string with the feature ``TEMPLATE_MARKS`` matches."""


class Screened(NamedTuple):
    """The outcome of ``screen``.

    ``value`` is the payload itself, or what ``conversion.plain`` makes of it if it
    holds anything but plain dicts, lists, strings and numbers: no object of a class of the caller
    is in it. If there are ``findings``, it must not be given to an engine.
    ``has_null`` says that there is a null somewhere. ``traits`` are features of the document that
    the look through it showed.
    """

    value: Any
    has_null: bool
    findings: tuple[tuple[Rule, Finding], ...]
    traits: frozenset[str] = frozenset()


_MARKED = frozenset({TEMPLATE_MARKS})
_UNMARKED = frozenset[str]()
_NOTHING: tuple[tuple[Rule, Finding], ...] = ()


def screen(payload: Any) -> Screened:
    """Look through a value of any kind; never raises, never changes it.

    Reads at most ``MAX_VALUES`` values and ``MAX_DEPTH`` levels, also of values that
    hold themselves.
    """
    found = _sound(payload)
    if found is not None:
        return found
    value = plain(payload)
    findings = tuple(islice(_find(value), _MOST_FINDINGS))
    found = None if findings else _sound(value)
    return found or Screened(value, True, findings, _MARKED)


def _sound(value: Any) -> Screened | None:
    """The outcome for a value made of the plain types with nothing wrong; None for any other."""
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
    """The features that all texts of a document, each after a line feed, show."""
    lower = text.lower()
    if _BEGINNINGS(lower) is not None or _UNSET(lower) is not None:
        return _MARKED
    for part in _MARK_PARTS:
        if part in text:
            return _MARKED
    return _UNMARKED


def _scan(payload: Any, texts: list[str], names: list[str]) -> tuple[bool, bool]:
    """Whether a value is made of the plain types only, and whether it holds a null.

    Numbers are sound if so. Texts and member names are added to the lists, yet to be judged.
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
    """What is wrong with a value that ``plain`` gave."""
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
            yield unreadable.NON_STRING_KEY, Finding(path, _KEY)
        if not all(_is_encodable(name) for name in value if type(name) is str):
            yield unreadable.LONE_SURROGATE, Finding(path, _SURROGATE_NAME)
    elif kind is str:
        if not _is_encodable(value):
            yield unreadable.LONE_SURROGATE, Finding(path, _SURROGATE)
    elif kind is int:
        if not -_LARGEST < value < _LARGEST:
            yield unreadable.NON_FINITE_NUMBER, Finding(path, _HUGE)
    elif kind is float:
        if not math.isfinite(value):
            yield unreadable.NON_FINITE_NUMBER, Finding(path, _NOT_FINITE)
    elif kind is Opaque and (value.too_deep or value.too_many):
        yield unreadable.NESTING_TOO_DEEP, Finding((), _TOO_DEEP if value.too_deep else _TOO_MANY)
    elif kind is Opaque:
        text = _NO_DICT if value.has_to_dict else _NO_JSON
        yield unreadable.NOT_A_JSON_VALUE, Finding(path, text.format(value.type_name))


_TOO_DEEP = (
    f"The document is nested more than {MAX_DEPTH} levels deep, or holds itself. No document of "
    "the Link endpoints needs more than ten levels."
)
_TOO_MANY = f"The document holds more than {MAX_VALUES:,} values, too many to look through."
_KEY = "A member name here is not a string. JSON has only strings for names."
_SURROGATE = (
    "The text holds half of a surrogate pair, which UTF-8 cannot carry. It was probably cut in "
    "the middle of a character."
)
_SURROGATE_NAME = "A member name here holds half of a surrogate pair, which UTF-8 cannot carry."
_HUGE = "The number is too large for a JSON number of 64 bits. Most readers take it for infinity."
_NOT_FINITE = "The value is NaN or an infinity. JSON has no such numbers; send null or no member."
_NO_JSON = "A Python object of the type `{}` is no JSON value. Turn it into a string or a number."
_NO_DICT = "A Python object of the type `{}` is no JSON value. Put what `to_dict()` gives here."
