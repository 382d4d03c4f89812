"""How far a long run has come, on one line of the terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

from linkcheck.cli.outcome import Outcome
from linkcheck.cli.terminal import show
from linkcheck.output.results import Totals, plural
from linkcheck.sources.files import STDIN, InputError, Source, is_packed

_FIRST = 1.0  # seconds before the line appears
_EVERY = 0.1
_WIDTH = 24


class Progress:
    """A line on standard error that is there only while a run takes long.

    It tells the share of the bytes that are checked, the documents, how many a second, and the time
    that is left at this pace; where sizes are not known, the share of the files.
    """

    def __init__(self, sources: Sequence[Source | InputError], *, wanted: bool) -> None:
        self._is_wanted = wanted and sys.stderr.isatty()
        self._started = time.monotonic()
        self._next = self._started + _FIRST
        self._is_shown = False
        self._files = len(sources)
        self._sizes = {s.name: _size(s) for s in sources} if self._is_wanted else {}
        self._file = ""
        self._before = self._upto = 0

    def tell(self, totals: Totals, examined: Outcome) -> None:
        """Show how much is done, if it is time to. ``examined`` is the last that was checked."""
        if not self._is_wanted:
            return
        if examined.file and examined.file != self._file:
            self._before += self._sizes.get(self._file) or 0
            self._file, self._upto = examined.file, 0
        self._upto = examined.upto or self._upto
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _EVERY
        self._is_shown = True
        show(f"\r\x1b[K{self._line(totals, now - self._started)}")

    def hide(self) -> None:
        """Make place for other lines."""
        if self._is_shown:
            show("\r\x1b[K")
            self._is_shown = False

    def _line(self, totals: Totals, seconds: float) -> str:
        documents = plural(totals.documents, "document")
        rate = f"{totals.documents / seconds:,.0f}/s" if seconds else ""
        words = [documents, rate]
        done, every = min(totals.files + totals.skipped, self._files), self._files
        if every > 1:
            words.insert(0, f"{done}/{every} files")
        if None not in self._sizes.values():
            done, every = self._before + self._upto, sum(filter(None, self._sizes.values()))
            if done:
                words.append(f"{_clock(seconds * max(every - done, 0) / done)} left")
        elif every == 1:
            return ", ".join(filter(None, words))
        filled = min(_WIDTH * done // every, _WIDTH) if every else 0
        return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {', '.join(filter(None, words))}"


def _size(source: Source | InputError) -> int | None:
    """The size of a file in bytes; None where what is read is not that much."""
    if isinstance(source, InputError):
        return 0
    try:
        return None if _is_unsized(source) else os.stat(source.path).st_size  # noqa: PTH116
    except (OSError, ValueError):
        return 0


def _is_unsized(source: Source) -> bool:
    return source.path == STDIN or is_packed(source.name)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
