"""``linkcheck baseline`` and ``--baseline``: findings that are known and not told again."""

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
    """Write a baseline that knows all that is found now. Raises WrongUsage.

    Nothing is written if some input cannot be read, as its findings would be missing.
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
            note(f"{name}: not written, as not all could be checked")
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
    """A baseline that goes along with a run.

    Raises ConfigError if the file cannot be read. ``rules`` are the codes of the rules that run.
    """

    def __init__(self, file: str, rules: Collection[str]) -> None:
        self._file = file
        self._baseline = baseline_file.read(file)
        self._filter = Filter(self._baseline)
        self._rules = rules

    def hide(self, outcome: Outcome) -> Outcome:
        """What was found, without the findings that are known."""
        if outcome.exit > Exit.FINDINGS and outcome.file:
            self._filter.doubt(outcome.file)
        if outcome.result is None:
            return outcome
        return outcome._replace(result=self._filter.hide(outcome.result))

    def finish(self, *, prune: bool, quiet: bool) -> None:
        """Tell how many findings were hidden and what is stale, and remove that if it is wanted.

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
            note(_tell(self._file, stale, is_pruned=prune))


class NewBaseline:
    """A new baseline. It knows all that was found."""

    def __init__(self, file: str) -> None:
        self._file = file
        folder = os.path.dirname(os.path.abspath(file))  # noqa: PTH100, PTH120
        self._filter = Filter(Baseline(root=folder))

    def hide(self, outcome: Outcome) -> Outcome:
        """What was found, as if nothing had been found."""
        if outcome.result is not None:
            self._filter.hide(outcome.result)
        return outcome._replace(result=None)

    def finish(self, *, quiet: bool) -> None:
        """Write the baseline. Raises Unwritable."""
        _write(self._file, baseline_file.dump(self._filter.found))
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
