"""Signals in the processes that tests start."""

from __future__ import annotations

import signal


def heed() -> None:
    """Be stopped by what stops a program: tests under nohup or in the background ignore it."""
    for one in (signal.SIGINT, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)
