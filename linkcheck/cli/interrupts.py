"""Requests to end the run that are no Ctrl-C: ``kill``, a closed terminal."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP")  # Windows lacks the second


class Terminated(KeyboardInterrupt):
    """Somebody asked this process to end. ``exit`` is the exit code that says so."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit = 128 + number


@contextmanager
def heeding() -> Iterator[None]:
    """Within the block such requests raise Terminated, so that it cleans up as after Ctrl-C.

    Who ignores them, as ``nohup`` does, or has a use of his own for them, is left in peace.
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
