"""The pipeline of a run: sources in, outcomes out, with one process or several."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from linkcheck.cli.limits import limited_rules
from linkcheck.cli.outcome import Outcome
from linkcheck.cli.settings import Settings
from linkcheck.cli.source_checker import SourceChecker, check_all
from linkcheck.cli.workload import useful_jobs
from linkcheck.sources.files import InputError, Source


def outcomes(
    sources: Sequence[Source | InputError], settings: Settings
) -> Generator[Outcome, None, None]:
    """Yield the outcomes of the sources, in their order."""
    jobs = settings.jobs or useful_jobs(sources)
    if jobs == 1:
        with limited_rules():
            yield from check_all(sources, SourceChecker(settings))
    else:
        from linkcheck.cli.jobs import check_in_processes

        yield from check_in_processes(sources, settings, jobs)
