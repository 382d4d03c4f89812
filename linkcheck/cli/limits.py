"""Limit the time of a plug-in rule for one document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from linkcheck.engine import runner

SECONDS = 5.0
"""A thousand times the time of the slowest shipped rule for a document of one megabyte."""
_AGAIN = 0.5


@contextmanager
def limited_rules() -> Iterator[None]:
    """Stop plug-in rules that exceed the limit within the block.

    Works only in the main thread of systems with timers.
    """
    before = runner.time_limit
    runner.time_limit = _limit
    try:
        yield
    finally:
        runner.time_limit = before


@contextmanager
def _limit() -> Iterator[None]:
    import signal

    try:
        before = signal.signal(signal.SIGALRM, _stop)
    except (AttributeError, ValueError):  # no timers; not the main thread
        yield
        return
    # The timer repeats, as some rules catch every exception.
    signal.setitimer(signal.ITIMER_REAL, SECONDS, _AGAIN)
    try:
        yield
    finally:
        with suppress(runner.TooLong):  # the timer may fire right now
            signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_: int, __: FrameType | None) -> None:
    raise runner.TooLong
