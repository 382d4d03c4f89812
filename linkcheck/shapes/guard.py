"""What has to be right before a schema engine may see a value.

jsonschema-rs takes NaN and infinity for null, integers of thousands of digits for valid, raises on
lone surrogates and member names that are no strings, and crashes on very deep nesting. Such things
have diagnostics of their own here. Instances of subclasses of the JSON types and tuples count as
what they are written as in JSON: strings, numbers, arrays, objects.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from linkcheck.rule import Finding, Rule
from linkcheck.shapes import rules
from linkcheck.violation import Path

MAX_DEPTH = 200
MAX_VALUES = 1_000_000
_LARGEST = 2**1024  # the first integer that no JSON number of the usual 64 bits can hold
_MOST_FINDINGS = 1000


TEMPLATE_MARKS = "*marks of a template"
"""The feature (see ``View.features``) of a document with text that may hold a template marker, or
stand for a value that was not set."""

# Every marker that ``is_placeholder`` of linkcheck.rules.formats.tokens knows holds a brace or an
# angle bracket, or begins with one of these signs or words.
MARK_SIGNS = "$%*."
MARK_WORDS = ("xxxx", "todo", "your", "enter", "insert", "put", "change", "replace")
UNSET_WORDS = ("undefined", "null", "none", "nan")
"""What languages write for a value that was not set, in lower case."""
# The leading line feed makes the search fast.
_BEGINNINGS = re.compile(rf"\n(?:[{MARK_SIGNS}]|{'|'.join(MARK_WORDS)})").search
_UNSET = re.compile(rf"(?:\n|/)(?:{'|'.join(UNSET_WORDS)})(?:[\n/?#:]|\Z)|\[object").search


class Screened(NamedTuple):
    """The outcome of ``screen``.

    ``value`` is the payload itself, or a copy of plain dicts, lists, strings and numbers if it
    holds anything else. If there are ``findings``, it must not be given to an engine.
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


def screen(payload: Any, room: int = MAX_VALUES) -> Screened:
    """Look through a value of any kind; never raises, never changes it.

    Reads at most ``room`` values and ``MAX_DEPTH`` levels, also of values that hold
    themselves.
    """
    texts: list[str] = [""]
    names: list[str] = []
    plain, has_null = _scan(payload, texts, names, room)
    if plain:
        text = "\n".join(texts)
        if _is_encodable(text) and _is_encodable("".join(names)):
            return Screened(payload, has_null, _NOTHING, _traits(text))
    try:
        findings = tuple(_find(payload, room))
        if findings:
            return Screened(payload, has_null, findings)
        return Screened(copied(payload), True, (), _MARKED)
    except Exception as error:  # raised by a class of the payload, so that anything is possible
        message = _UNREAD.format(type(error).__name__)
        return Screened(payload, has_null, ((rules.NOT_A_JSON_VALUE, Finding((), message)),))


def is_clean(texts: str) -> bool:
    """True if nothing is to be said of texts, each after a line feed: neither fault nor trait."""
    return _is_encodable(texts) and not _traits(texts)


def _traits(text: str) -> frozenset[str]:
    """The features that all texts of a document, each after a line feed, show."""
    lower = text.lower()
    if "{" in text or "<" in text or _BEGINNINGS(lower) is not None or _UNSET(lower) is not None:
        return _MARKED
    return _UNMARKED


_STRINGS = frozenset({str})


def _scan(payload: Any, texts: list[str], names: list[str], room: int) -> tuple[bool, bool]:
    """Whether a value is made of the plain types only, and whether it holds a null.

    Numbers are sound if so. Texts and member names are added to the lists, yet to be judged.
    """
    if type(payload) not in (dict, list):
        return _is_sound(payload), payload is None
    has_null = False
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
    return not level and _STRINGS.issuperset(map(type, names)), has_null


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


def _find(payload: Any, room: int) -> Iterator[tuple[Rule, Finding]]:
    level: list[tuple[Path, Any]] = [((), payload)]
    reported = 0
    depth = 0
    while level and reported < _MOST_FINDINGS:
        deeper: list[tuple[Path, Any]] = []
        for path, value in level:
            for found in _faults(path, value):
                reported += 1
                yield found
            if isinstance(value, (dict, list, tuple)):
                children = list(islice(_children(path, value), room + 1))  # some have no end
                room -= max(len(value), len(children))
                if room < 0:
                    yield rules.NESTING_TOO_DEEP, Finding((), _TOO_MANY)
                    return
                deeper += children
        level = deeper
        depth += any(isinstance(value, (dict, list, tuple)) for _, value in level)
        if depth >= MAX_DEPTH:
            yield rules.NESTING_TOO_DEEP, Finding((), _TOO_DEEP)
            return


def _children(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for name, child in value.items():
            if isinstance(name, str) and _is_encodable(name):
                yield (*path, str.__str__(name)), child
    else:
        for index, child in enumerate(value):
            yield (*path, index), child


def _faults(path: Path, value: Any) -> Iterator[tuple[Rule, Finding]]:
    if isinstance(value, dict):
        names = list(islice(value, MAX_VALUES))
        if not all(isinstance(name, str) for name in names):
            yield rules.NON_STRING_KEY, Finding(path, _KEY)
        if not all(_is_encodable(name) for name in names if isinstance(name, str)):
            yield rules.LONE_SURROGATE, Finding(path, _SURROGATE_NAME)
    elif isinstance(value, str):
        if not _is_encodable(value):
            yield rules.LONE_SURROGATE, Finding(path, _SURROGATE)
    elif isinstance(value, int):
        if not -_LARGEST < value < _LARGEST:
            yield rules.NON_FINITE_NUMBER, Finding(path, _HUGE)
    elif isinstance(value, float):
        if not math.isfinite(value):
            yield rules.NON_FINITE_NUMBER, Finding(path, _NOT_FINITE)
    elif value is not None and not isinstance(value, (list, tuple)):
        text = _NO_DICT if hasattr(type(value), "to_dict") else _NO_JSON
        yield rules.NOT_A_JSON_VALUE, Finding(path, text.format(type(value).__name__))


def copied(value: Any) -> Any:
    """A copy made of the plain types of a value that ``screen`` found nothing wrong with."""
    if isinstance(value, dict):
        return {str.__str__(name): copied(child) for name, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [copied(child) for child in value]
    if isinstance(value, str):
        return str.__str__(value)
    if value is None or isinstance(value, bool):
        return value
    return int.__int__(value) if isinstance(value, int) else float.__float__(value)


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
_UNREAD = (
    "The document cannot be read: its own Python code raises `{}`. Give plain dicts, lists and "
    "strings."
)
