"""Map the characters of a YAML scalar to the characters of its value.

Each style of YAML folds white space and line breaks and drops indentation in a different way. All
other characters are unchanged, apart from escapes. So words are matched one by one, and white space
is matched with the white space between the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck.sources.excerpt import Builder, Excerpt, Whole

_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:[ \t]|#[^\r\n]*|\r\n?|\n)+)*")
_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n?|\n)?")
_WORDS = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+")
_SINGLE = re.compile(r"''|[ \t\r\n]+|[^ \t\r\n']+")
_DOUBLE = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?:\r\n?|\n)[ \t]*|.)"
    r"|[ \t\r\n]+|[^ \t\r\n\\]+"
)
_ESCAPES = {
    "0": "\0",
    "a": "\x07",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_FLOW = {"": _WORDS, "'": _SINGLE, '"': _DOUBLE}
_BREAK = re.compile(r"\r\n?|\n")
_BLANKS = " \t\r\n"

_Atom = tuple[str | None, int, int]
"""A piece of the source: the text it represents (None: white space), start and end."""


def content_start(text: str, start: int) -> int:
    """Return where a value begins whose anchor and tag begin at ``start``."""
    found = _PROPERTIES.match(text, start)
    return found.end() if found else start


def scalar_excerpt(text: str, start: int, end: int, style: str, value: str) -> Excerpt:
    """Return the excerpt for the value of a scalar.

    ``style`` is the quote or the sign of a block, empty for a plain scalar. If the source does not
    match the value word by word, only the place of the whole scalar is known.
    """
    return _align(text, _atoms(text, start, end, style), value, start) or Whole(start, end)


def _atoms(text: str, start: int, end: int, style: str) -> Iterator[_Atom]:
    if style in ("|", ">"):
        header = _HEADER.match(text, start, end)
        for found in _WORDS.finditer(text, header.end() if header else start, end):
            word = found.group()
            yield (None if word[0] in _BLANKS else word), found.start(), found.end()
        return
    if style:
        start, end = start + 1, end - 1
    for found in _FLOW[style].finditer(text, start, end):
        yield _flow_text(found.group(), style), found.start(), found.end()


def _flow_text(word: str, style: str) -> str:
    """Return the text that a piece of a plain or quoted scalar represents."""
    if word[0] in _BLANKS:
        breaks = len(_BREAK.findall(word))
        return word if not breaks else "\n" * (breaks - 1) or " "
    if style == "'":
        return "'" if word == "''" else word
    if style != '"' or word[0] != "\\":
        return word
    if word[1] in "\r\n":
        return ""  # an escaped line break
    return chr(int(word[2:], 16)) if len(word) > 2 else _ESCAPES.get(word[1], word[1])


def _align(text: str, atoms: Iterator[_Atom], value: str, start: int) -> Excerpt | None:
    """Return the excerpt of a value from its atoms; None if they do not match it."""
    builder, at, last = Builder(start), 0, start
    for word, first, last in atoms:
        if word is None:
            end = at
            while end < len(value) and value[end] in _BLANKS:
                end += 1
            word = value[at:end]
        elif not value.startswith(word, at):
            return None
        if word == text[first:last]:
            builder.exact(word, first)
        else:
            builder.block(word, first, last)
        at += len(word)
    if value[at:].strip(_BLANKS):
        return None
    builder.block(value[at:], last, last)  # the line break that ends a block
    return builder.build()
