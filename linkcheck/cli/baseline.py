"""``linkcheck baseline`` and ``--baseline``: record known violations and hide them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import closing

from linkcheck.cli import baseline_file
from linkcheck.cli.atomic_files import replacing
from linkcheck.cli.baseline_file import FILE_NAME, Baseline, Filter, Stale
from linkcheck.cli.collector import Collector, note_nothing
from linkcheck.cli.exits import Exit, Unwritable
from linkcheck.cli.inputs import default_paths, refuse_overwriting, sources_of
from linkcheck.cli.outcome import Outcome
from linkcheck.cli.outputs import Outputs
from linkcheck.cli.settings import Settings
from linkcheck.cli.stream import outcomes
from linkcheck.cli.terminal import note, note_error
from linkcheck.exceptions import ConfigError
from linkcheck.output.paths import relative
from linkcheck.output.results import plural


def baseline(paths: Sequence[str], settings: Settings, file: str | None) -> Exit:
    """Write a baseline of the current violations. Raises WrongUsage.

    Nothing is written if some input cannot be read, as its violations would be missing.
    """
    checked = False
    try:
        config = settings.resolver().config(".")
        paths = paths or default_paths(config, settings)
        name = file or relative(str(config.baseline or FILE_NAME))
        new = NewBaseline(name)
        collector = Collector(Outputs(()), new)
        sources = sources_of(paths, settings)
        refuse_overwriting([name], sources, config.files)
        with closing(outcomes(sources, settings)) as every:
            for outcome in every:
                collector.take(outcome)
                checked |= outcome.result is not None
        collector.close()
        if collector.exit is not Exit.OK:
            note(f"{name}: not written, as some input could not be checked")
            return collector.exit
        if not checked:
            note_nothing(paths, collector.outputs.totals.skipped)
            return Exit.UNUSABLE
        new.finish(quiet=settings.quiet)
    except (ConfigError, Unwritable) as error:
        note_error(error)
        return Exit.UNUSABLE
    return Exit.OK


class OldBaseline:
    """The baseline that a run uses.

    Raises ConfigError if the file cannot be read. ``rules`` are the codes of the rules that run.
    """

    def __init__(self, file: str, rules: Collection[str]) -> None:
        self._file = file
        self._baseline = baseline_file.read(file)
        self._filter = Filter(self._baseline)
        self._rules = rules

    def hide(self, outcome: Outcome) -> Outcome:
        """Return an outcome without its known violations."""
        if outcome.exit > Exit.FINDINGS and outcome.file:
            self._filter.mark_partial(outcome.file)
        if outcome.result is None:
            return outcome
        return outcome._replace(result=self._filter.hide(outcome.result))

    def finish(self, *, prune: bool, quiet: bool) -> None:
        """Note how many violations were hidden and which entries are stale. Prune these if asked.

        Raises Unwritable.
        """
        stale = self._filter.stale(self._rules)
        if stale and prune:
            _write(self._file, baseline_file.prune(self._baseline, stale))
        if quiet:
            return
        if self._filter.hidden:
            note(f"{plural(self._filter.hidden, 'known violation')} hidden by {self._file}")
        if stale:
            note(_stale_note(self._file, stale, is_pruned=prune))


class NewBaseline:
    """A new baseline, with all violations of a run."""

    def __init__(self, file: str) -> None:
        self._file = file
        folder = os.path.dirname(os.path.abspath(file))  # noqa: PTH100, PTH120
        self._filter = Filter(Baseline(root=folder))

    def hide(self, outcome: Outcome) -> Outcome:
        """Record the violations of an outcome, and return it without a result."""
        if outcome.result is not None:
            self._filter.hide(outcome.result)
        return outcome._replace(result=None)

    def finish(self, *, quiet: bool) -> None:
        """Write the baseline. Raises Unwritable."""
        _write(self._file, baseline_file.dump(self._filter.found))
        if not quiet:
            number = plural(self._filter.found.total(), "violation")
            note(f"{self._file}: recorded {number}; use --baseline {self._file} to hide them")


def _stale_note(file: str, stale: Sequence[Stale], *, is_pruned: bool) -> str:
    """Return the note about known violations that no longer occur."""
    gone: Counter[str] = Counter()
    for one in stale:
        gone[f"{one.entry.code} in {one.entry.file}"] += one.known - one.found
    listed = ", ".join(f"{name} ({n} times)" if n > 1 else name for name, n in gone.items())
    number = plural(gone.total(), "known violation")
    if is_pruned:
        return f"{file}: removed {number} no longer found: {listed}"
    return f"{file}: {number} no longer found: {listed}; --prune removes them"


def _write(file: str, text: str) -> None:
    with replacing(file) as new:
        new.write(text.encode())
