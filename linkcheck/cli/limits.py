"""A bound on the time that a rule of a plug-in may take for one document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from linkcheck.engine import runner

SECONDS = 5.0
"""A thousand times what the slowest of our rules takes for a document of a megabyte."""
_AGAIN = 0.5


@contextmanager
def limited_rules() -> Iterator[None]:
    """Within the block a rule of a plug-in that takes longer is stopped.

    Only where the system has timers, and in the main thread, which alone hears them.
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
    # Again and again: some rules catch everything.
    signal.setitimer(signal.ITIMER_REAL, SECONDS, _AGAIN)
    try:
        yield
    finally:
        with suppress(runner.TooLong):  # it may come just now
            signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_: int, __: FrameType | None) -> None:
    raise runner.TooLong
