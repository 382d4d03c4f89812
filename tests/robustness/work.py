"""Work counted in calls, of Python and of C: no busy machine disturbs, as it would a clock.

What a single search of a regular expression does is not seen: test_patterns.py attacks these.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


def calls(run: Callable[[], object]) -> int:
    """The number of calls and returns in one run."""
    count = 0

    def counting(*_: Any) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counting)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


def is_linear(small: int, middle: int, large: int) -> bool:
    """Whether work grows as the size does, which doubles twice.

    Twice the size is twice the growth; a square law would make it four times.
    """
    return large - middle <= 2.8 * (middle - small) + 200
