"""Literals of JavaScript."""

from __future__ import annotations

from linkcheck.pointer import Span
from linkcheck.sources.code import tree

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_MAX_DIGITS = 300
_SOURCES = (
    *("node:", "npm:", "https://esm.sh/", "https://esm.run/", "https://cdn.skypack.dev/"),
    *("https://cdn.jsdelivr.net/npm/", "https://unpkg.com/"),
)
"""What is written before the name of a package."""


def undefined(span: Span) -> tree.Literal:
    """Return ``undefined``."""
    return tree.Literal(span, None, is_undefined=True)


def package_of(source: str) -> str:
    """Return the path of an imported module without where it comes from, and its version."""
    for start in _SOURCES:
        if source.startswith(start):
            source = source.removeprefix(start)
            first, *rest = source.partition("?")[0].split("/")
            return "/".join([first[:1] + first[1:].partition("@")[0], *rest])
    return source


def unescape(text: str) -> str:
    """Return the characters of an escape sequence."""
    code = text[1:]
    if code[:1] in ("u", "x") and len(code) > 1:
        return chr(int(code[1:].strip("{}"), 16))
    return _ESCAPES.get(code, code)


def join(parts: list[str]) -> str | None:
    """Return the string of its parts; None if it is not valid Unicode."""
    text = "".join(parts)
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def number(span: Span, text: str) -> tree.Expression:
    """Return a number."""
    text = text.replace("_", "").lower()
    try:
        if text[:2] in ("0x", "0o", "0b"):
            return tree.Literal(span, int(text, 0))
        if len(text) > _MAX_DIGITS or (text[:1] == "0" and text[1:].isdigit()):
            raise ValueError(text)
        value = float(text)
        is_whole = value.is_integer() and abs(value) < 2**53
        return tree.Literal(span, int(value) if is_whole else value)
    except (ValueError, OverflowError):  # also a BigInt, which no JSON has
        return tree.Opaque(span, (), "number")
