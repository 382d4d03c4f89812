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
    letter, from eight on in two; swapped letters count as one, and digits must be the same. Names
    that an API adds are seldom that similar to a known one. Where the known names themselves are,
    such as abbreviations, only case and separators may differ.
    """
    if len(word) > _LONGEST:
        return None
    names = tuple(known)
    squeezed = _by_squeezed(names)
    same = squeezed.get(_squeezed(word))
    if same is not None:
        return same
    near = _near(_squeezed(word), squeezed)
    return None if near is None or _are_crowded(names) else squeezed[near]


def _near(word: str, names: Iterable[str]) -> str | None:
    """Return the first name that differs in one letter, or in two if it is long; or None."""
    digits = [letter for letter in word if letter.isdigit()]
    for name in names:
        length = min(len(word), len(name))
        limit = 0 if length < _SHORTEST else 1 if length < _LONG else 2
        if not 0 < limit >= abs(len(word) - len(name)):
            continue
        has_same_digits = digits == [letter for letter in name if letter.isdigit()]
        if has_same_digits and _distance(word, name) <= limit:
            return name
    return None


@lru_cache(maxsize=256)
def _are_crowded(known: tuple[str, ...]) -> bool:
    """Return whether more than a tenth of the names are near misses of others."""
    names = tuple(_by_squeezed(known))
    near = [n for n in names if _near(n, (other for other in names if other != n)) is not None]
    return 10 * len(near) > len(names)


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
