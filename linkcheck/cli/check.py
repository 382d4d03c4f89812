"""``linkcheck check``: sources, outcomes, baseline, outputs and fixes, exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from linkcheck.cli.collector import Collector, note_nothing
from linkcheck.cli.exits import Exit, Unwritable, WrongUsage
from linkcheck.cli.inputs import default_paths, refuse_overwriting, sources_of
from linkcheck.cli.outputs import Destination, Outputs, destinations
from linkcheck.cli.progress import Progress
from linkcheck.cli.settings import Settings
from linkcheck.cli.stream import outcomes
from linkcheck.cli.terminal import note_error, write
from linkcheck.engine.catalog import UnknownRuleError
from linkcheck.exceptions import ConfigError
from linkcheck.sources.files import STDIN, InputError, Source

if TYPE_CHECKING:
    from linkcheck.cli.baseline import OldBaseline


def check(paths: Sequence[str], settings: Settings) -> Exit:
    """Check the files that the paths stand for, write the results and return the exit code.

    Raises WrongUsage.
    """
    _refuse_contradictions(paths, settings)
    try:
        # What goes for the run as a whole is what the current folder says.
        config = settings.resolver().config(".")
        paths = paths or default_paths(config, settings)
        if settings.diff:
            return _diff(paths, settings)
        chosen = destinations(config.format, settings.output_file)
        baseline = _baseline(config.baseline, settings)
        sources = sources_of(paths, settings)
        beside = (*config.files, *([] if config.baseline is None else [config.baseline]))
        refuse_overwriting([t.file for t in chosen if t.file is not None], sources, beside)
        return _check(paths, sources, settings, chosen, baseline)
    except (ConfigError, Unwritable) as error:
        note_error(error)
        return Exit.UNUSABLE


def _refuse_contradictions(paths: Sequence[str], settings: Settings) -> None:
    if settings.unsafe_fixes and not (settings.fix or settings.diff):
        raise WrongUsage("--unsafe-fixes goes with --fix or --diff.")
    if settings.fix and settings.diff:
        raise WrongUsage("--fix writes the files and --diff does not: choose one.")
    if settings.fix and (STDIN in paths or (settings.stdin_filename and not paths)):
        raise WrongUsage("--fix cannot change standard input; --diff shows what would change.")
    if settings.no_config and settings.config is not None:
        raise WrongUsage("--config and --no-config exclude each other.")


def _baseline(file: str | os.PathLike[str] | None, settings: Settings) -> OldBaseline | None:
    """The baseline to use, if there is one. Raises ConfigError and WrongUsage."""
    if file is None:
        if settings.prune:
            raise WrongUsage("--prune goes with --baseline.")
        return None
    from linkcheck.cli.baseline import OldBaseline
    from linkcheck.output.paths import relative

    try:
        checker = settings.resolver().checker(".")
    except UnknownRuleError as error:
        raise WrongUsage(str(error)) from None
    return OldBaseline(relative(os.fspath(file)), frozenset(rule.code for rule in checker.rules))


def _check(
    paths: Sequence[str],
    sources: Sequence[Source | InputError],
    settings: Settings,
    chosen: Sequence[Destination],
    baseline: OldBaseline | None,
) -> Exit:
    outputs = Outputs(
        chosen,
        color=settings.color,
        summary=not settings.quiet,
        statistics=settings.statistics,
        unsafe_fixes=settings.unsafe_fixes,
    )
    collector = Collector(outputs, baseline)
    checked = False
    with outputs:
        progress = Progress(sources, wanted=not settings.quiet)
        with closing(outcomes(sources, settings)) as every:
            for outcome in every:
                if outcome.speaks:
                    progress.hide()
                collector.take(outcome)
                progress.tell(outputs.totals, outcome)
                checked |= outcome.result is not None
                if not outputs.wanted and not settings.fix:
                    break
        progress.hide()
        collector.close()
        is_wanted = not (collector.excluded or settings.skip_unknown or settings.quiet)
        if not checked and collector.exit is Exit.OK and is_wanted:
            note_nothing(paths, outputs.totals.skipped)
        if baseline is not None:
            baseline.finish(prune=settings.prune, quiet=settings.quiet)
        outputs.finish()
    return collector.exit


def _diff(paths: Sequence[str], settings: Settings) -> Exit:
    """Write what fixes would change; exit code 1 if they would change anything."""
    collector = Collector(Outputs(()))
    with closing(outcomes(sources_of(paths, settings), settings)) as every:
        for outcome in every:
            collector.take(outcome._replace(result=None))
            if outcome.diff and not write([outcome.diff]):
                break
    collector.close()
    return max(collector.exit, Exit.FINDINGS if collector.fixed else Exit.OK)
