"""Show the progress of a long run on one line of the terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

from linkcheck.cli.outcome import Outcome
from linkcheck.cli.terminal import show
from linkcheck.output.results import Totals, plural
from linkcheck.sources.files import STDIN, InputError, Source, is_compressed

_FIRST = 1.0  # seconds before the line appears
_EVERY = 0.1
_WIDTH = 24


class Progress:
    """A progress line on standard error, shown only if a run takes long.

    It has a bar for the bytes of all files, or for the number of files if a size is unknown, then
    the number of checked documents, and their number per second.
    """

    def __init__(self, sources: Sequence[Source | InputError], *, wanted: bool) -> None:
        self._is_wanted = wanted and sys.stderr.isatty()
        self._is_shown = False
        if not self._is_wanted:
            return
        import click  # not needed without a terminal

        self._started = time.monotonic()
        self._next = self._started + _FIRST
        self._files = len(sources)
        self._sizes = {s.name: _size(s) for s in sources}
        self._counts_bytes = None not in self._sizes.values()
        self._bar = click.progressbar(
            length=sum(filter(None, self._sizes.values())) if self._counts_bytes else self._files,
            width=_WIDTH,
            fill_char="#",
            empty_char=".",
            bar_template="[%(bar)s] %(info)s",
            info_sep=", ",
            file=sys.stderr,
        )
        self._file = ""
        self._before = self._upto = 0

    def update(self, totals: Totals, last: Outcome) -> None:
        """Update the line if it is time to. ``last`` is the outcome that was checked last."""
        if not self._is_wanted:
            return
        if last.file and last.file != self._file:
            self._before += self._sizes.get(self._file) or 0
            self._file, self._upto = last.file, 0
        self._upto = last.upto or self._upto
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _EVERY
        self._is_shown = True
        show(f"\r\x1b[K{self._line(totals, now - self._started)}")

    def hide(self) -> None:
        """Hide the line, so that others can be written."""
        if self._is_shown:
            show("\r\x1b[K")
            self._is_shown = False

    def _line(self, totals: Totals, seconds: float) -> str:
        """Return the line that click would write; only ``show`` handles closed streams."""
        files = min(totals.files + totals.skipped, self._files)
        counts = [
            f"{files}/{self._files} files" if self._files > 1 else "",
            plural(totals.documents, "document"),
            f"{totals.documents / seconds:,.0f}/s" if seconds else "",
        ]
        line = ", ".join(filter(None, counts))
        if self._files <= 1 and not self._counts_bytes:
            return line
        done = self._before + self._upto if self._counts_bytes else files
        self._bar.make_step(done - self._bar.pos)
        return f"{self._bar.format_progress_line()}, {line}"


def _size(source: Source | InputError) -> int | None:
    """Return the size of a file in bytes; None if the number of bytes to read is unknown."""
    if isinstance(source, InputError):
        return 0
    try:
        return None if _is_unsized(source) else os.stat(source.path).st_size  # noqa: PTH116
    except (OSError, ValueError):
        return 0


def _is_unsized(source: Source) -> bool:
    return source.path == STDIN or is_compressed(source.name)
