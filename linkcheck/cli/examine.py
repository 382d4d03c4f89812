"""Checking the documents of a source, and what there is to say about each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from linkcheck.checker import Checker
from linkcheck.cli.exits import Exit, WrongUsage
from linkcheck.cli.settings import FAIL_ON, Settings
from linkcheck.cli.terminal import traceback_if_wanted
from linkcheck.cli.writing import Unwritable
from linkcheck.documents import Document
from linkcheck.engine.catalog import UnknownRuleError
from linkcheck.exceptions import ConfigError
from linkcheck.output.results import Result
from linkcheck.report import Report
from linkcheck.sources.decode import Decoded, SourceError
from linkcheck.sources.files import (
    STDIN,
    InputError,
    Passed,
    SomethingElse,
    Source,
    SourceDocument,
    documents,
    is_lines,
)
from linkcheck.violation import Severity, Violation

if TYPE_CHECKING:
    from linkcheck.config import Config
    from linkcheck.sources.json_lines import Part

_NEVER = -1
_MOST_TOGETHER = 1000


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of a document, or of a source without one.

    ``result`` is None if nothing was checked. ``file`` is the name of the file. ``limit`` is the
    rank of the least severity that counts as a failure. ``notes`` are lines for standard error,
    ``repeated`` those that say what a violation of the result says as well, and ``trace`` is the
    traceback of a crash if these are wanted. ``exit`` tells of what is worse than violations.
    ``skipped`` means that the source holds no known document (an error if it was named),
    ``excluded`` that the configuration leaves it out. ``fixed`` counts fixes that were made, or
    would be made to give ``diff``. ``more`` is the number of documents of the same file that come
    right after this one and of which there is nothing to tell either. ``upto`` is the number of
    bytes of the file up to the end of the last of them, 0 if that is not known. ``is_of_run`` means
    that there are notes only, about the run as a whole.
    """

    result: Result | None = None
    file: str = ""
    limit: int = _NEVER
    exit: Exit = Exit.OK
    notes: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    trace: str = ""
    skipped: bool = False
    excluded: bool = False
    fixed: int = 0
    diff: str = ""
    more: int = 0
    upto: int = 0
    is_of_run: bool = False

    @property
    def speaks(self) -> bool:
        """True if there is something to write at once."""
        found = self.result is not None and bool(self.result.violations)
        return found or bool(self.notes or self.trace)

    def fails(self, violation: Violation) -> bool:
        """True if a violation is severe enough for exit code 1."""
        return violation.severity.rank <= self.limit


class _Clean(NamedTuple):
    """A document of which there is nothing to tell but that it was checked."""

    found: SourceDocument
    report: Report


class Examiner:
    """Checks sources, each as the configuration that counts for it says."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._document = Document(settings.document) if settings.document else None
        self._resolver = settings.resolver()

    def examine(self, source: Source, part: Part | None = None) -> Iterator[Examined]:
        """Check the documents of a source, or of a part of one in JSON Lines.

        Those of which there is nothing to tell come together, all others one by one.
        Raises WrongUsage for an option that names no rule, and nothing on account of the source.
        """
        if source.skipped:
            yield self._skipped(source, source.skipped, is_noted=self._settings.fix)
            return
        place = _place(source)
        try:
            config = self._resolver.config(place)
            if _is_left_out(source, place, config):
                yield Examined(excluded=True)
                return
            if self._settings.skip_unknown:
                source = replace(source, named=False)
            checker = self._resolver.checker(place)
            while self._resolver.notes:
                yield Examined(notes=(self._resolver.notes.pop(0),), is_of_run=True)
        except ConfigError as error:
            yield _unusable(source.name, error)
            return
        except UnknownRuleError as error:
            raise WrongUsage(str(error)) from None
        limit = _NEVER if config.fail_on == FAIL_ON[-1] else Severity(config.fail_on).rank
        try:
            if self._settings.fix or self._settings.diff:
                source = source.kept()
                yield from self._fixes(source, checker)
            together = _Together()
            if is_lines(source.name):

                def passes(decoded: Decoded) -> bool:
                    is_silent = together.is_open and not self._settings.verbose
                    return is_silent and checker.is_known_clean(decoded.value, self._document)

                found = _lines(source, part, passes)
            else:
                found = documents(source)
            yield from together.join(self._documents(source, found, checker, limit))
        except InputError as error:
            yield _unusable(source.name, error)
        except Exception as error:
            yield _crashed(source.name, error)

    def load_rules(self, source: Source) -> None:
        """Make the rules of plug-ins known to this process, if another one checks the source."""
        # What is wrong with them is told by the one that checks.
        with suppress(ConfigError, UnknownRuleError):
            self._resolver.checker(_place(source))

    def _documents(
        self,
        source: Source,
        every: Iterable[SourceDocument | InputError | Passed],
        checker: Checker,
        limit: int,
    ) -> Iterator[Examined | _Clean | Passed]:
        """Check documents. If none is one to check, the source counts as skipped."""
        reason: str | None = "no known document"
        is_wanted = source.named and not source.expanded
        for found in every:
            if isinstance(found, SomethingElse) and not is_wanted:
                reason = found.reason
            elif isinstance(found, InputError):
                reason = None
                yield _unusable(source.name, found)
            elif isinstance(found, Passed):
                yield found
            elif source.named or self._is_wanted(found):
                reason = None
                yield self._document_of(found, checker, limit)
            elif reason is not None:
                reason = _why_skipped(found)
        if reason is not None:
            if is_wanted:
                note = f"{source.name}: holds no request, response or webhook of Link"
                yield Examined(file=source.name, exit=Exit.UNUSABLE, notes=(note,), skipped=True)
            else:
                yield self._skipped(source, reason)

    def _skipped(self, source: Source, reason: str, *, is_noted: bool = False) -> Examined:
        """Return what becomes of a source that is skipped, with a note if one is wanted."""
        is_noted = self._settings.verbose or (is_noted and not self._settings.quiet)
        notes = (f"{source.name}: skipped, {reason}",) if is_noted else ()
        return Examined(file=source.name, skipped=True, notes=notes)

    def _fixes(self, source: Source, checker: Checker) -> Iterator[Examined]:
        """Fix a file, or tell what would be fixed."""
        from linkcheck.cli.fixing import fixes_of

        settings = self._settings
        try:
            every = fixes_of(
                source,
                checker,
                self._document,
                unsafe=settings.unsafe_fixes,
                write=settings.fix,
            )
        except Unwritable as error:
            yield _unusable(source.name, error)
            return
        for number, fixes in enumerate(every):
            notes = tuple(fixes.notes("fixed" if settings.fix else "would fix"))
            yield Examined(
                fixed=fixes.count,
                notes=() if settings.quiet else notes,
                diff=fixes.diff(headed=number == 0) if settings.diff else "",
            )

    def _document_of(
        self, found: SourceDocument, checker: Checker, limit: int
    ) -> Examined | _Clean:
        try:
            report = checker.check_source(found, self._document)
        except Exception as error:
            return _crashed(found.file, error)
        notes = list(self._notes(found, report))
        is_read = isinstance(found.content, Decoded)
        if is_read and not (notes or report.violations or report.internal_errors):
            return _Clean(found, report)
        code = Exit.OK
        unreadable = list(_unreadable(found, report))
        if unreadable:
            code = Exit.UNUSABLE
        if report.internal_errors:
            code = Exit.INTERNAL
            notes += [
                _crash(found.file, c.error, c.subject, c.remedy) for c in report.internal_errors
            ]
        result = Result.of(found, report)
        return Examined(
            result, found.file, limit, code, tuple(notes), tuple(unreadable), upto=found.upto
        )

    def _is_wanted(self, found: SourceDocument) -> bool:
        return found.kind is not None and self._document in (None, found.kind)

    def _notes(self, found: SourceDocument, report: Report) -> Iterator[str]:
        is_guessed = self._document is None and found.kind is None
        if is_guessed and isinstance(found.content, Decoded) and not self._settings.quiet:
            yield (
                f"{_name(found)}: looks like none of the known documents, checked as "
                f"{report.document}; --document tells the kind"
            )
        elif self._settings.verbose:
            yield f"{_name(found)}: checked as {report.document}"


def _is_left_out(source: Source, place: str, config: Config) -> bool:
    if config.force_exclude:
        return config.is_excluded(place)
    return not source.named and config.is_excluded(place, source.start)


def _name(found: SourceDocument) -> str:
    return f"{found.file}, {found.origin}" if found.origin else found.file


def _place(source: Source) -> str:
    """Where the source is, for its configuration; standard input is where its name says."""
    return source.name if source.path == STDIN else source.path


def _why_skipped(found: SourceDocument) -> str:
    if not isinstance(found.content, Decoded):
        return "not JSON"
    return f"is a {found.kind}" if found.kind else "no known document"


def _unreadable(found: SourceDocument, report: Report) -> Iterator[str]:
    """File, place and reason, for a document that cannot be read as one; else nothing."""
    if isinstance(found.content, SourceError):
        error = found.content
        yield f"{found.file}:{error.line}:{error.column}: {error.message}"
    elif report.violations:
        codes = _unreadable_codes()
        for violation in report.violations:
            if violation.code in codes:
                place = f"{found.file}:{violation.line}:{violation.column}"
                yield f"{place}: {violation.message}"


@cache
def _unreadable_codes() -> frozenset[str]:
    from linkcheck.engine import catalog
    from linkcheck.shapes import UNREADABLE

    return frozenset(rule.code for rule in catalog.rules() if rule.area == UNREADABLE)


def _unusable(file: str, error: Exception) -> Examined:
    notes = error.lines if isinstance(error, ConfigError) else (str(error),)
    return Examined(file=file, exit=Exit.UNUSABLE, notes=notes)


def out_of_memory(file: str) -> Examined:
    """What to say of a file that needs too much memory, whatever for."""
    return _unusable(file, InputError(file, "takes more memory than there is"))


def _crashed(file: str, error: Exception) -> Examined:
    """What to say of an exception that is being handled. Its text may hold a value of the file."""
    if isinstance(error, MemoryError):
        return out_of_memory(file)
    note = _crash(file, type(error).__name__, "linkcheck")
    return Examined(file=file, exit=Exit.INTERNAL, notes=(note,), trace=traceback_if_wanted())


def died(source: Source) -> Examined:
    """What to say where the process that checked a source has died."""
    note = (
        f"internal error: the process that checked {source.name} died, by lack of memory or a "
        "crash; all else was checked. Please report it."
    )
    return Examined(file=source.name, exit=Exit.INTERNAL, notes=(note,))


def _crash(file: str, error: str, what: str, remedy: str = "Please report it.") -> str:
    return f"internal error: {what} crashed on {file} ({error}); all else was checked. {remedy}"


def _lines(
    source: Source, part: Part | None, passes: Callable[[Decoded], bool]
) -> Iterator[SourceDocument | InputError | Passed]:
    from linkcheck.sources.json_lines import read_others

    return read_others(source, part, passes)


class _Together:
    """Joins clean documents that follow one another. While some are joined, ``is_open``."""

    def __init__(self) -> None:
        self._first: Examined | None = None
        self._more = self._upto = 0

    @property
    def is_open(self) -> bool:
        """True if one more clean document would only be counted."""
        return self._first is not None

    def join(self, every: Iterable[Examined | _Clean | Passed]) -> Iterator[Examined]:
        """The same, with clean documents that follow one another as one."""
        for one in every:
            if not isinstance(one, Examined):
                self._take(one)
                if self._more < _MOST_TOGETHER:
                    continue
            yield from self._joined()
            if isinstance(one, Examined):
                yield one
        yield from self._joined()

    def _take(self, one: _Clean | Passed) -> None:
        if isinstance(one, _Clean):
            self._upto = one.found.upto
            if self._first is None:
                self._first, self._more = Examined(Result.of(*one), one.found.file), 0
            else:
                self._more += 1
        else:
            self._upto = one.upto
            self._more += one.count

    def _joined(self) -> Iterator[Examined]:
        if self._first is not None:
            yield replace(self._first, more=self._more, upto=self._upto)
            self._first, self._more = None, 0


def examine_all(sources: Iterable[Source | InputError], examiner: Examiner) -> Iterator[Examined]:
    """Check sources one after the other. What cannot be read is told, the others are checked."""
    for source in sources:
        if isinstance(source, InputError):
            yield _unusable(source.name, source)
        else:
            yield from examiner.examine(source)
