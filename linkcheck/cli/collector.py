"""Collect the outcomes of a run: notes, baseline, outputs, exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from linkcheck.cli.exits import Exit
from linkcheck.cli.outcome import Outcome, out_of_memory
from linkcheck.cli.outputs import Outputs
from linkcheck.cli.terminal import is_one_place, note, show
from linkcheck.output.results import plural


class OutcomeFilter(Protocol):
    """Removes known violations from outcomes."""

    def hide(self, outcome: Outcome, /) -> Outcome:
        """Return the outcome without known violations."""


class Collector:
    """Takes the outcomes of a run: writes notes, passes on results, collects the exit code."""

    def __init__(self, outputs: Outputs, baseline: OutcomeFilter | None = None) -> None:
        self.outputs = outputs
        self.exit = Exit.OK
        self.excluded = False
        self.fixed = 0
        self._baseline = baseline
        # A terminal that shows standard output does not need the same as a note.
        self._is_seen = baseline is None and outputs.shows_violations and is_one_place()
        self._noted: set[str] = set()
        self._file: str | None = None
        self._skipped: Outcome | None = None

    def take(self, outcome: Outcome) -> None:
        """Write the notes of an outcome, and pass on its result."""
        if outcome.is_of_run:
            self._note(outcome)
            return
        if self._skipped is not None and outcome.file != self._skipped.file:
            self._skip(self._skipped)
        self._skipped = None
        if outcome.skipped:
            # Another part of the same file may have a document.
            if outcome.file != self._file:
                self._skipped = outcome
            return
        self._file = outcome.file
        self._worsen(outcome.exit)
        self._note(outcome)
        self.excluded |= outcome.excluded
        self.fixed += outcome.fixed
        try:
            self._pass_on(outcome)
        except MemoryError:
            unread = out_of_memory(outcome.file)
            self._worsen(unread.exit)
            self._note(unread)

    def _pass_on(self, outcome: Outcome) -> None:
        if self._baseline is not None:
            outcome = self._baseline.hide(outcome)
        result = outcome.result
        if result is None:
            return
        if any(outcome.fails(violation) for violation in result.violations):
            self._worsen(Exit.FINDINGS)
        self.outputs.add(result)
        self.outputs.totals.documents += outcome.more

    def close(self) -> None:
        """Write the note that had to wait for the end of the run."""
        if self._skipped is not None:
            self._skip(self._skipped)
            self._skipped = None

    def _skip(self, outcome: Outcome) -> None:
        self._worsen(outcome.exit)
        self._note(outcome)
        self.outputs.totals.skipped += 1

    def _note(self, outcome: Outcome) -> None:
        repeated = () if self._is_seen and outcome.result else outcome.repeated
        for text in (*outcome.notes, *repeated):
            # A mistake in a configuration concerns each of its files; it is noted only once.
            if outcome.is_of_run or (outcome.exit is Exit.UNUSABLE and outcome.result is None):
                if text in self._noted:
                    continue
                self._noted.add(text)
            note(text)
        if outcome.trace:
            show(outcome.trace)

    def _worsen(self, code: Exit) -> None:
        self.exit = max(self.exit, code)


def note_nothing(paths: Sequence[str], skipped: int) -> None:
    """Note that there was nothing to check."""
    hint = f" ({plural(skipped, 'file')} skipped); name a file to check it anyway"
    note(f"no known documents found in {', '.join(paths)}{hint if skipped else ''}")
