"""Handle signals that end the run, other than Ctrl-C: ``kill``, a closed terminal."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP")  # Windows lacks the second


class Terminated(KeyboardInterrupt):
    """A signal to end this process. ``exit`` is its exit code."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit = 128 + number


@contextmanager
def raising_on_signals() -> Iterator[None]:
    """Raise Terminated on such a signal within the block, so that it cleans up as after Ctrl-C.

    Signals that are ignored, as with ``nohup``, or that have another handler, are not changed.
    """
    taken = []
    for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
        if signal.getsignal(number) is signal.SIG_DFL:
            try:
                signal.signal(number, _end)
            except ValueError:  # only the main thread may
                break
            taken.append(number)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _: FrameType | None) -> None:
    raise Terminated(number)
