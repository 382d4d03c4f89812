"""Conditions as they may be shown: without strings and numbers that may be secret or personal."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from linkcheck.redaction import (
    fits,
    is_known_name,
    is_listed,
    is_plain_word,
    is_shown_name,
    mask_url,
)
from linkcheck.sources.code.sites import Site
from linkcheck.sources.code.tokens import Token


def with_masked_conditions(site: Site, tokens: Callable[[str], list[Token]]) -> Site:
    """Return a site with the texts of its conditions masked. ``tokens`` returns those of code."""

    @cache
    def masked(text: str) -> str:
        return mask_condition(text, tokens(text))

    return site._replace(
        worlds=tuple(
            world._replace(
                conditions={
                    key: condition._replace(text=masked(condition.text))
                    for key, condition in world.conditions.items()
                }
            )
            for world in site.worlds
        )
    )


def mask_condition(text: str, tokens: list[Token]) -> str:
    """Return a condition in one line with ``*`` for what may not be shown.

    A string is shown if it is a list of known names, listed values and plain words, such as a mode,
    the name of an environment variable, or a harmless URL.
    """
    shown = [" " if char == " " else "*" for char in text]
    for token in tokens:
        if token.span.line != token.span.end_line:
            continue
        start, stop = token.span.column - 1, token.span.end_column - 1
        source = text[start:stop]
        if (
            token.kind == "code"
            or (token.kind == "number" and fits({}, source))
            or (token.kind == "string" and _is_shown(source))
        ):
            shown[start:stop] = source
    return "".join(shown)


def _is_shown(text: str) -> bool:
    is_variable = text == text.upper() and is_shown_name(text)
    is_url = "://" in text and mask_url(text) == text
    return is_variable or is_url or all(map(_is_harmless, text.split(",")))


def _is_harmless(entry: str) -> bool:
    word = entry.strip(" ")
    return is_known_name(word) or is_listed(word) or is_plain_word(word)
