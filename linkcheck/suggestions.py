"""Find the known name that was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

_CUTOFF = 0.75
_SHORTEST, _LONGEST = 3, 64
_LONG = 8


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that was probably meant, or None.

    A name that differs only in case, ``-``, ``_``, blanks or camelCase comes first, then the most
    similar one, if it is similar enough.
    """
    return _closest(word, tuple(known)) if len(word) <= _LONGEST else None


@lru_cache(maxsize=256)  # the same mistakes recur
def _closest(word: str, known: tuple[str, ...]) -> str | None:
    candidates = _folded(known)
    folded = fold(word)
    if folded in candidates:
        return candidates[folded]
    length = len(folded)
    if length < _SHORTEST:
        return None
    # Names that differ more in length cannot reach the cutoff; comparing them is expensive.
    rivals = [c for c in candidates if 3 * length <= 5 * len(c) and 3 * len(c) <= 5 * length]
    import difflib

    near = difflib.get_close_matches(folded, rivals, n=1, cutoff=_CUTOFF)
    return candidates[near[0]] if near else None


@lru_cache(maxsize=256)
def _folded(known: tuple[str, ...]) -> dict[str, str]:
    """Return the known names by their folded form; for the same form, the first name."""
    return {fold(word): word for word in reversed(known)}


def folds_to_one(word: str, known: tuple[str, ...]) -> bool:
    """Return whether a name differs from a known one only in case, separators or camelCase."""
    return fold(word) in _folded(known)


def near_miss(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that was certainly meant, or None.

    A name may differ in case and separators. From three letters on it may also differ in one
    letter, from eight on in two; swapped letters count as one. Names that Plaid adds are seldom
    that similar to a known one.
    """
    if len(word) > _LONGEST:
        return None
    squeezed = _squeezed(word)
    for name in known:
        other = _squeezed(name)
        limit = 0 if len(other) < _SHORTEST else 1 if len(other) < _LONG else 2
        if abs(len(squeezed) - len(other)) <= limit and _distance(squeezed, other) <= limit:
            return name
    return None


def _distance(word: str, other: str) -> int:
    """Return how many letters to insert, drop, replace or swap, for two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and word[i - 2] == wanted and letter == other[j - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def fold(word: str) -> str:
    """Return a name in snake case, regardless of its case, separators and camelCase."""
    if word.islower() and word.isascii() and word.isidentifier() and "__" not in word:
        return word.strip("_")
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word)
    return re.sub(r"[-_\s]+", "_", snake).strip("_").lower()


Entry = TypeVar("Entry")


def entry_for(table: Mapping[str, Entry], word: Any) -> Entry | None:
    """Return the entry of a table for a name, regardless of its case and separators."""
    if word in table:
        return table[word]
    if not isinstance(word, str) or len(word) > _LONGEST:
        return None
    name = _by_squeezed(tuple(table)).get(_squeezed(word)) if table else None
    return None if name is None else table[name]


@lru_cache(maxsize=256)
def _by_squeezed(known: tuple[str, ...]) -> dict[str, str]:
    """Return the names of a table by their squeezed form; for the same form, the first name."""
    return {_squeezed(name): name for name in reversed(known)}


def _squeezed(word: str) -> str:
    return fold(word).replace("_", "")
