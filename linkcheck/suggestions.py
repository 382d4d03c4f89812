"""Did you mean ...?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

_CUTOFF = 0.75
_SHORTEST, _LONGEST = 3, 64


def either(words: Iterable[str]) -> str:
    """Words joined by commas and a last "or"."""
    *head, last = words
    return f"{', '.join(head)} or {last}" if head else last


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None.

    Case, ``-``, ``_`` and blanks, and camelCase are looked through first; then the nearest in
    spelling counts, if it is near enough not to mislead.
    """
    return _closest(word, tuple(known)) if len(word) <= _LONGEST else None


@lru_cache(maxsize=256)  # the same mistake comes again and again
def _closest(word: str, known: tuple[str, ...]) -> str | None:
    candidates = _folded(known)
    folded = fold(word)
    if folded in candidates:
        return candidates[folded]
    length = len(folded)
    if length < _SHORTEST:
        return None
    # Words that differ more in length cannot reach the cutoff; looking is what costs.
    rivals = [c for c in candidates if 3 * length <= 5 * len(c) and 3 * len(c) <= 5 * length]
    import difflib

    near = difflib.get_close_matches(folded, rivals, n=1, cutoff=_CUTOFF)
    return candidates[near[0]] if near else None


@lru_cache(maxsize=256)
def _folded(known: tuple[str, ...]) -> dict[str, str]:
    """The known words by their folded form; of two with the same form, the first."""
    return {fold(word): word for word in reversed(known)}


def folds_to_one(word: str, known: tuple[str, ...]) -> bool:
    """True if a word is a known one but for case, the signs between words, and camelCase."""
    return fold(word) in _folded(known)


def fold(word: str) -> str:
    """A word without what is looked through first: case, signs between words, camelCase."""
    if word.islower() and word.isascii() and word.isidentifier() and "__" not in word:
        return word.strip("_")
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word)
    return re.sub(r"[-_\s]+", "_", snake).strip("_").lower()


Entry = TypeVar("Entry")


def entry_for(table: Mapping[str, Entry], word: Any) -> Entry | None:
    """The entry of a table for a word, whatever its case and the signs between its parts."""
    if word in table:
        return table[word]
    if not isinstance(word, str) or len(word) > _LONGEST:
        return None
    name = _by_squeezed(tuple(table)).get(_squeezed(word)) if table else None
    return None if name is None else table[name]


@lru_cache(maxsize=256)
def _by_squeezed(known: tuple[str, ...]) -> dict[str, str]:
    """The names of a table by their squeezed form; of two with the same form, the first."""
    return {_squeezed(name): name for name in reversed(known)}


def _squeezed(word: str) -> str:
    return fold(word).replace("_", "")
