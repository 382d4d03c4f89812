"""The JSON values of YAML scalars."""

from __future__ import annotations

from typing import Any

MAX_DIGITS = 3500
"""The most characters of an integer, as the time to read it grows with their square.

Python converts the decimal form of that many hexadecimal digits.
"""
TAG = "tag:yaml.org,2002:"


class TooManyDigits(Exception):
    """An integer that is too long to read. The text is its number of characters."""


def plain_value(text: str) -> Any:
    """Return the value of a plain scalar; dates are strings, unreadable values None."""
    try:
        return scalars()(text, None, True)
    except TooManyDigits:
        return None


def is_plain_text(text: str) -> bool:
    """True if a plain scalar is a string for every loader, and not a date either."""
    from yaml import SafeLoader

    resolvers = SafeLoader.yaml_implicit_resolvers
    return not any(
        pattern.match(text)
        for _, pattern in [*resolvers.get(text[:1], []), *resolvers.get(None, [])]
    )


def scalars() -> Any:
    """Return a function from the text, tag and plainness of a scalar to its JSON value."""
    from yaml import SafeLoader, ScalarNode
    from yaml.constructor import SafeConstructor

    resolvers = SafeLoader.yaml_implicit_resolvers
    constructor = SafeConstructor()
    made: dict[str, Any] = {
        TAG + "null": lambda node: None,
        TAG + "bool": constructor.construct_yaml_bool,
        TAG + "int": constructor.construct_yaml_int,
        TAG + "float": constructor.construct_yaml_float,
    }

    def value(text: str, tag: str | None, plain: bool) -> Any:
        if tag is None and plain:
            for candidate, pattern in [*resolvers.get(text[:1], []), *resolvers.get(None, [])]:
                if pattern.match(text):
                    tag = candidate
                    break
        make = made.get(tag or "")
        if make is None:
            return text
        if len(text) > MAX_DIGITS and (tag == TAG + "int" or ":" in text):
            raise TooManyDigits(len(text))
        try:
            return make(ScalarNode(tag or "", text))
        except (ValueError, KeyError, LookupError, OverflowError):
            return text  # a tag that does not match, or a number that Python cannot read

    return value
