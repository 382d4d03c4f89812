"""``linkcheck baseline`` and ``--baseline``: findings that are known and not told again."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from linkcheck.cli import baseline_file as baseline
from linkcheck.cli.baseline_file import Baseline, Filter, Stale
from linkcheck.cli.examine import Examined
from linkcheck.cli.exits import Exit
from linkcheck.cli.terminal import note
from linkcheck.cli.writing import replacing
from linkcheck.output.results import plural


class Known:
    """A baseline that goes along with a run.

    Raises ConfigError if the file cannot be read. ``rules`` are the codes of the rules that run.
    """

    def __init__(self, file: str, rules: Collection[str]) -> None:
        self._file = file
        self._baseline = baseline.read(file)
        self._filter = Filter(self._baseline)
        self._rules = rules

    def hide(self, examined: Examined) -> Examined:
        """What was examined, without the findings that are known."""
        if examined.exit > Exit.FINDINGS and examined.file:
            self._filter.doubt(examined.file)
        if examined.result is None:
            return examined
        return replace(examined, result=self._filter.hide(examined.result))

    def finish(self, *, prune: bool, quiet: bool) -> None:
        """Tell how many findings were hidden and what is stale, and remove that if it is wanted.

        Raises Unwritable.
        """
        stale = self._filter.stale(self._rules)
        if stale and prune:
            _write(self._file, baseline.prune(self._baseline, stale))
        if quiet:
            return
        if self._filter.hidden:
            note(f"{plural(self._filter.hidden, 'known violation')} hidden by {self._file}")
        if stale:
            note(_tell(self._file, stale, is_pruned=prune))


class Learnt:
    """A new baseline. It knows all that was found."""

    def __init__(self, file: str) -> None:
        self._file = file
        folder = os.path.dirname(os.path.abspath(file))  # noqa: PTH100, PTH120
        self._filter = Filter(Baseline(root=folder))

    def hide(self, examined: Examined) -> Examined:
        """What was examined, as if nothing had been found."""
        if examined.result is not None:
            self._filter.hide(examined.result)
        return replace(examined, result=None)

    def finish(self, *, quiet: bool) -> None:
        """Write the baseline. Raises Unwritable."""
        _write(self._file, baseline.dump(self._filter.found))
        if not quiet:
            number = plural(self._filter.found.total(), "violation")
            note(f"{self._file}: {number} noted, which --baseline {self._file} hides")


def _tell(file: str, stale: Sequence[Stale], *, is_pruned: bool) -> str:
    """What to say of findings that a baseline knows, but that are gone."""
    gone: Counter[str] = Counter()
    for one in stale:
        gone[f"{one.entry.code} in {one.entry.file}"] += one.known - one.found
    listed = ", ".join(f"{name} ({n} times)" if n > 1 else name for name, n in gone.items())
    number = plural(gone.total(), "known violation")
    if is_pruned:
        return f"{file}: forgot {number} no longer found: {listed}"
    return f"{file}: {number} no longer found: {listed}; --prune forgets them"


def _write(file: str, text: str) -> None:
    with replacing(file) as new:
        new.write(text.encode())
