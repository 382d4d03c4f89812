"""How far a long run has come, on one line of the terminal."""

from __future__ import annotations

import sys
import time

from linkcheck.cli.terminal import show
from linkcheck.output.results import Totals, plural

_FIRST = 1.0  # seconds before the line appears
_EVERY = 0.1
_WIDTH = 24


class Progress:
    """A line on standard error that is there only while a run takes long."""

    def __init__(self, files: int, *, wanted: bool) -> None:
        self._files = files
        self._is_wanted = wanted and sys.stderr.isatty()
        self._next = time.monotonic() + _FIRST
        self._is_shown = False

    def tell(self, totals: Totals) -> None:
        """Show how much is done, if it is time to."""
        if not self._is_wanted or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY
        self._is_shown = True
        show(f"\r\x1b[K{self._line(totals)}")

    def hide(self) -> None:
        """Make place for other lines."""
        if self._is_shown:
            show("\r\x1b[K")
            self._is_shown = False

    def _line(self, totals: Totals) -> str:
        done = min(totals.files + totals.skipped, self._files)
        documents = plural(totals.documents, "document")
        if self._files == 1:
            return f"{documents} checked"
        filled = _WIDTH * done // self._files
        return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{self._files} files, {documents}"
