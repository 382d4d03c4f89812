"""ABA routing numbers of US banks."""

from __future__ import annotations

_WEIGHTS = (3, 7, 1) * 3


def is_valid(number: str) -> bool:
    """Nine ASCII digits whose weighted sum (3, 7, 1) is a multiple of ten, and not all zero.

    Own arithmetic rather than ``stdnum.us.rtn``: one line against an import of milliseconds.
    """
    if len(number) != 9 or not (number.isascii() and number.isdigit()):
        return False
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, number, strict=True))
    return total > 0 and total % 10 == 0
