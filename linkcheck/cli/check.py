"""``linkcheck check`` and ``linkcheck baseline``: check files and write what was found."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from linkcheck.cli.examine import Examined, Examiner, examine_all, out_of_memory
from linkcheck.cli.exits import Exit, WrongUsage
from linkcheck.cli.limits import limited_rules
from linkcheck.cli.outputs import Outputs, Target, targets
from linkcheck.cli.progress import Progress
from linkcheck.cli.settings import Settings
from linkcheck.cli.terminal import is_one_place, note, note_error, show, write
from linkcheck.cli.writing import Unwritable
from linkcheck.engine.catalog import UnknownRuleError
from linkcheck.exceptions import ConfigError
from linkcheck.output.results import plural
from linkcheck.sources.files import STDIN, InputError, Source, discover, documents
from linkcheck.sources.opening import identity

if TYPE_CHECKING:
    from pathlib import Path

    from linkcheck.cli.known import Known, Learnt
    from linkcheck.config import Config


class Run:
    """A run over the files of the command line; passes on results, collects the exit code."""

    def __init__(self, outputs: Outputs, known: Known | Learnt | None = None) -> None:
        self.outputs = outputs
        self.exit = Exit.OK
        self.excluded = False
        self.fixed = 0
        self._known = known
        # What standard output shows is not shown once more in the same place.
        self._is_seen = known is None and outputs.shows_violations and is_one_place()
        self._told: set[str] = set()
        self._file: str | None = None
        self._skipped: Examined | None = None

    def take(self, examined: Examined) -> None:
        """Tell what there is to tell, and pass on the result."""
        if examined.is_of_run:
            self._tell(examined)
            return
        if self._skipped is not None and examined.file != self._skipped.file:
            self._skip(self._skipped)
        self._skipped = None
        if examined.skipped:
            # Of a file in parts another one may hold a document.
            if examined.file != self._file:
                self._skipped = examined
            return
        self._file = examined.file
        self._worsen(examined.exit)
        self._tell(examined)
        self.excluded |= examined.excluded
        self.fixed += examined.fixed
        try:
            self._pass_on(examined)
        except MemoryError:
            unread = out_of_memory(examined.file)
            self._worsen(unread.exit)
            self._tell(unread)

    def _pass_on(self, examined: Examined) -> None:
        if self._known is not None:
            examined = self._known.hide(examined)
        result = examined.result
        if result is None:
            return
        if any(examined.fails(violation) for violation in result.violations):
            self._worsen(Exit.FINDINGS)
        self.outputs.add(result)
        self.outputs.totals.documents += examined.more

    def close(self) -> None:
        """Tell what could not be told before all was examined."""
        if self._skipped is not None:
            self._skip(self._skipped)
            self._skipped = None

    def _skip(self, examined: Examined) -> None:
        self._worsen(examined.exit)
        self._tell(examined)
        self.outputs.totals.skipped += 1

    def _tell(self, examined: Examined) -> None:
        repeated = () if self._is_seen and examined.result else examined.repeated
        for text in (*examined.notes, *repeated):
            # What is wrong with a configuration is wrong for each of its files: once is enough.
            if examined.is_of_run or (examined.exit is Exit.UNUSABLE and examined.result is None):
                if text in self._told:
                    continue
                self._told.add(text)
            note(text)
        if examined.trace:
            show(examined.trace)

    def _worsen(self, code: Exit) -> None:
        self.exit = max(self.exit, code)


def check(paths: Sequence[str], settings: Settings) -> Exit:
    """Check the files that the paths stand for, write the results and return the exit code.

    Raises WrongUsage.
    """
    _refuse_contradictions(paths, settings)
    try:
        # What goes for the run as a whole is what the current folder says.
        config = settings.resolver().config(".")
        paths = paths or _default_paths(config, settings)
        if settings.diff:
            return _diff(paths, settings)
        chosen = targets(config.format, settings.output_file)
        known = _known(config.baseline, settings)
        sources = _sources(paths, settings)
        beside = (*config.files, *([] if config.baseline is None else [config.baseline]))
        _refuse_overwriting([t.file for t in chosen if t.file is not None], sources, beside)
        return _check(paths, sources, settings, chosen, known)
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


def _default_paths(config: Config, settings: Settings) -> Sequence[str]:
    """What to check if no paths are given."""
    if settings.stdin_filename:
        return [STDIN]
    return [_from_here(path) for path in config.paths] or ["."]


def _from_here(path: Path) -> str:
    """The path as one would write it here."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive of Windows
        return str(path)


def _known(file: str | os.PathLike[str] | None, settings: Settings) -> Known | None:
    """The baseline to use, if there is one. Raises ConfigError and WrongUsage."""
    if file is None:
        if settings.prune:
            raise WrongUsage("--prune goes with --baseline.")
        return None
    from linkcheck.cli.known import Known
    from linkcheck.output.paths import relative

    try:
        checker = settings.resolver().checker(".")
    except UnknownRuleError as error:
        raise WrongUsage(str(error)) from None
    return Known(relative(os.fspath(file)), frozenset(rule.code for rule in checker.rules))


def _check(
    paths: Sequence[str],
    sources: Sequence[Source | InputError],
    settings: Settings,
    chosen: Sequence[Target],
    known: Known | None,
) -> Exit:
    outputs = Outputs(
        chosen,
        color=settings.color,
        summary=not settings.quiet,
        statistics=settings.statistics,
        unsafe_fixes=settings.unsafe_fixes,
    )
    run = Run(outputs, known)
    checked = False
    with outputs:
        progress = Progress(sources, wanted=not settings.quiet)
        with closing(_examined(sources, settings)) as every:
            for examined in every:
                if examined.speaks:
                    progress.hide()
                run.take(examined)
                progress.tell(outputs.totals, examined)
                checked |= examined.result is not None
                if not outputs.wanted and not settings.fix:
                    break
        progress.hide()
        run.close()
        is_wanted = not (run.excluded or settings.skip_unknown or settings.quiet)
        if not checked and run.exit is Exit.OK and is_wanted:
            _note_nothing(paths, outputs.totals.skipped)
        if known is not None:
            known.finish(prune=settings.prune, quiet=settings.quiet)
        outputs.finish()
    return run.exit


def _note_nothing(paths: Sequence[str], skipped: int) -> None:
    """Note that a search found nothing to check."""
    hint = f" ({plural(skipped, 'file')} skipped); name a file to check it anyway"
    note(f"no known document found in {', '.join(paths)}{hint if skipped else ''}")


def _diff(paths: Sequence[str], settings: Settings) -> Exit:
    """Write what fixes would change; exit code 1 if they would change anything."""
    run = Run(Outputs(()))
    with closing(_examined(_sources(paths, settings), settings)) as every:
        for examined in every:
            run.take(replace(examined, result=None))
            if examined.diff and not write([examined.diff]):
                break
    run.close()
    return max(run.exit, Exit.FINDINGS if run.fixed else Exit.OK)


def baseline(paths: Sequence[str], settings: Settings, file: str | None) -> Exit:
    """Write a baseline that knows all that is found now. Raises WrongUsage.

    Nothing is written if some input cannot be read, as its findings would be missing.
    """
    from linkcheck.cli.baseline_file import FILE_NAME
    from linkcheck.cli.known import Learnt
    from linkcheck.output.paths import relative

    checked = False
    try:
        config = settings.resolver().config(".")
        paths = paths or _default_paths(config, settings)
        name = file or relative(str(config.baseline or FILE_NAME))
        learnt = Learnt(name)
        run = Run(Outputs(()), learnt)
        sources = _sources(paths, settings)
        _refuse_overwriting([name], sources, config.files)
        with closing(_examined(sources, settings)) as every:
            for examined in every:
                run.take(examined)
                checked |= examined.result is not None
        run.close()
        if run.exit is not Exit.OK:
            note(f"{name}: not written, as not all could be checked")
            return run.exit
        if not checked:
            _note_nothing(paths, run.outputs.totals.skipped)
            return Exit.UNUSABLE
        learnt.finish(quiet=settings.quiet)
    except (ConfigError, Unwritable) as error:
        note_error(error)
        return Exit.UNUSABLE
    return Exit.OK


def _refuse_overwriting(
    written: Sequence[str],
    sources: Sequence[Source | InputError],
    beside: Sequence[str | os.PathLike[str]],
) -> None:
    """Raise WrongUsage if a file to write is an input of the run, by whatever name.

    ``beside`` are files that are read beside the sources. What a search finds counts only if it
    holds a document: the report of an earlier run does not.
    """
    names = {found: name for name in written if (found := identity(name)) is not None}
    if not names:
        return
    read = [identity(file) for file in beside]
    for source in sources:
        if isinstance(source, Source) and not source.skipped:
            found = _identity_of(source)
            if found in names and (source.named or _holds_document(source)):
                read.append(found)
    for found in read:
        if found in names:
            raise WrongUsage(
                f"the output would overwrite the input {names[found]}; write to another file."
            )


def _identity_of(source: Source) -> tuple[int, int] | None:
    if source.path != STDIN:
        return identity(source.path)
    try:
        return identity(sys.stdin.fileno())
    except (OSError, ValueError):  # it is closed, or no file
        return None


def _holds_document(source: Source) -> bool:
    try:
        return any(getattr(found, "kind", None) is not None for found in documents(source))
    except InputError:
        return False


def _sources(paths: Sequence[str], settings: Settings) -> list[Source | InputError]:
    return list(discover(paths, settings.exclude, settings.stdin_filename))


def _examined(
    sources: Sequence[Source | InputError], settings: Settings
) -> Generator[Examined, None, None]:
    """What became of the documents of the sources, in their order."""
    jobs = settings.jobs
    if jobs is None:
        from linkcheck.cli.jobs import useful_jobs

        jobs = useful_jobs(sources)
    if jobs == 1:
        with limited_rules():
            yield from examine_all(sources, Examiner(settings))
    else:
        from linkcheck.cli.jobs import examine_in_processes

        yield from examine_in_processes(sources, settings, jobs)
