"""ABA routing numbers of US banks."""

from __future__ import annotations

_WEIGHTS = (3, 7, 1) * 3


def is_valid(number: str) -> bool:
    """Return whether a number has nine ASCII digits, not all zero, and a valid checksum.

    The weighted sum (3, 7, 1) must be a multiple of ten. Custom, as importing ``stdnum.us.rtn``
    takes milliseconds for one line of arithmetic.
    """
    if len(number) != 9 or not (number.isascii() and number.isdigit()):
        return False
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, number, strict=True))
    return total > 0 and total % 10 == 0
