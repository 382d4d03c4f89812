"""Check sources and yield their outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from linkcheck.checker import Checker
from linkcheck.cli.exits import Exit, Unwritable, WrongUsage
from linkcheck.cli.joiner import CleanDocument, Joiner
from linkcheck.cli.outcome import NEVER, Outcome, crash_note, crashed, unusable
from linkcheck.cli.settings import FAIL_ON, Settings
from linkcheck.documents import Document
from linkcheck.engine.catalog import UnknownRuleError
from linkcheck.engine.wording import one_line
from linkcheck.exceptions import ConfigError
from linkcheck.output.results import Result
from linkcheck.report import Report
from linkcheck.shapes import UNREADABLE_CODES
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
from linkcheck.violation import Severity

if TYPE_CHECKING:
    from linkcheck.config import Config
    from linkcheck.sources.json_lines import Part


@dataclass(slots=True)
class _Commented:
    """The documents of a file with suppression comments, and their reports.

    It ``is_complete`` if all documents of the file could be checked.
    """

    checked: list[tuple[SourceDocument, Report]] = field(default_factory=list)
    is_complete: bool = True


class SourceChecker:
    """Checks sources, each with its configuration."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._document = Document(settings.document) if settings.document else None
        self._resolver = settings.resolver()

    def check(self, source: Source, part: Part | None = None) -> Iterator[Outcome]:
        """Check the documents of a source, or of a part of a JSON Lines file.

        Consecutive clean documents have one outcome. Raises WrongUsage for an option with an
        unknown rule; errors of the source are outcomes.
        """
        if source.skipped:
            yield self._skipped(source, source.skipped, is_noted=self._settings.fix)
            return
        place = _place(source)
        try:
            config = self._resolver.config(place)
            if _is_left_out(source, place, config):
                yield Outcome(excluded=True)
                return
            if self._settings.skip_unknown:
                source = source._replace(named=False)
            checker = self._resolver.checker(place)
            while self._resolver.notes:
                yield Outcome(notes=(self._resolver.notes.pop(0),), is_of_run=True)
        except ConfigError as error:
            yield unusable(source.name, error)
            return
        except UnknownRuleError as error:
            raise WrongUsage(str(error)) from None
        limit = NEVER if config.fail_on == FAIL_ON[-1] else Severity(config.fail_on).rank
        try:
            if self._settings.fix or self._settings.diff:
                source = source.kept()
                yield from self._fixes(source, checker)
            joiner = Joiner()
            if is_lines(source.name):

                def passes(value: Any) -> Document | None:
                    is_silent = joiner.is_open and not self._settings.verbose
                    return checker.known_clean(value, self._document) if is_silent else None

                found = _lines(source, part, passes)
            else:
                found = documents(source)
            yield from joiner.join(self._documents(source, found, checker, limit))
        except InputError as error:
            yield unusable(source.name, error)
        except Exception as error:
            yield crashed(source.name, error)

    def load_rules(self, source: Source) -> None:
        """Load the plug-ins for a source that another process checks."""
        # The other process reports their errors.
        with suppress(ConfigError, UnknownRuleError):
            self._resolver.checker(_place(source))

    def _documents(
        self,
        source: Source,
        every: Iterable[SourceDocument | InputError | Passed],
        checker: Checker,
        limit: int,
    ) -> Iterator[Outcome | CleanDocument | Passed]:
        """Check documents. A source without any document to check is skipped."""
        reason: str | None = "no known document"
        is_wanted = source.named and not source.expanded
        commented = _Commented()
        for found in every:
            if isinstance(found, SomethingElse) and not is_wanted:
                reason = found.reason
            elif isinstance(found, InputError):
                reason = None
                commented.is_complete = False
                yield unusable(source.name, found)
            elif isinstance(found, Passed):
                yield found
            elif source.named or self._is_wanted(found):
                reason = None
                report = self._report(found, checker)
                if isinstance(report, Outcome):
                    commented.is_complete = False
                    yield report
                elif found.suppressions is not None:
                    commented.checked.append((found, report))
                else:
                    yield self._outcome(found, report, limit)
            else:
                commented.is_complete = False
                reason = reason and _why_skipped(found)
        yield from self._commented(commented, checker, limit)
        if reason is not None:
            if is_wanted:
                note = f"{source.name}: no Link request, response or webhook found"
                yield Outcome(file=source.name, exit=Exit.UNUSABLE, notes=(note,), skipped=True)
            else:
                yield self._skipped(source, reason)

    def _skipped(self, source: Source, reason: str, *, is_noted: bool = False) -> Outcome:
        """Return the outcome of a skipped source, with a note if one is wanted."""
        is_noted = self._settings.verbose or (is_noted and not self._settings.quiet)
        notes = (f"{source.name}: skipped: {reason}",) if is_noted else ()
        return Outcome(file=source.name, skipped=True, notes=notes)

    def _fixes(self, source: Source, checker: Checker) -> Iterator[Outcome]:
        """Fix a file, or show its fixes."""
        from linkcheck.cli.file_fixes import fixes_of

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
            yield unusable(source.name, error)
            return
        for number, fixes in enumerate(every):
            notes = tuple(fixes.notes("fixed" if settings.fix else "would fix"))
            yield Outcome(
                fixed=fixes.count,
                notes=() if settings.quiet else notes,
                diff=fixes.diff(headed=number == 0) if settings.diff else "",
            )

    def _report(self, found: SourceDocument, checker: Checker) -> Report | Outcome:
        """Return the report on a document; the outcome of a crash if there is none."""
        try:
            return checker.check_source(found, self._document)
        except Exception as error:
            return crashed(found.file, error)

    def _commented(
        self, commented: _Commented, checker: Checker, limit: int
    ) -> Iterator[Outcome | CleanDocument]:
        """Yield the outcomes of the documents of a file, and of its suppression comments."""
        checked = commented.checked
        if not checked:
            return
        try:
            reports = checker.check_comments(checked, is_complete=commented.is_complete)
        except Exception as error:
            yield crashed(checked[0][0].file, error)
            reports = [report for _, report in checked]
        for (found, _), report in zip(checked, reports, strict=True):
            yield self._outcome(found, report, limit)

    def _outcome(
        self, found: SourceDocument, report: Report, limit: int
    ) -> Outcome | CleanDocument:
        notes = list(self._notes(found, report))
        is_read = isinstance(found.content, Decoded)
        is_clean = not (report.violations or report.internal_errors or report.suppressed)
        if is_read and is_clean and not notes:
            return CleanDocument(found, report)
        code = Exit.OK
        unreadable = list(_unreadable(found, report))
        if unreadable:
            code = Exit.UNUSABLE
        if report.internal_errors:
            code = Exit.INTERNAL
            notes += [
                crash_note(found.file, c.error, c.subject, c.remedy) for c in report.internal_errors
            ]
        snippets = None
        if report.violations:
            from linkcheck.output.snippet import snippets_of

            snippets = snippets_of(found, report)
        result = Result.of(found, report, snippets)
        return Outcome(
            result, found.file, limit, code, tuple(notes), tuple(unreadable), upto=found.upto
        )

    def _is_wanted(self, found: SourceDocument) -> bool:
        return found.kind is not None and self._document in (None, found.kind)

    def _notes(self, found: SourceDocument, report: Report) -> Iterator[str]:
        is_guessed = self._document is None and found.kind is None
        if is_guessed and isinstance(found.content, Decoded) and not self._settings.quiet:
            yield (
                f"{_name(found)}: unrecognized document type, checked as {report.document}; "
                "use --document to set the type"
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
    """Return the path whose configuration applies; for standard input, its name."""
    return source.name if source.path == STDIN else source.path


def _why_skipped(found: SourceDocument) -> str:
    if not isinstance(found.content, Decoded):
        return "not JSON"
    return f"is a {found.kind}" if found.kind else "no known document"


def _unreadable(found: SourceDocument, report: Report) -> Iterator[str]:
    """Yield the place and the reason why a document cannot be read, if so."""
    if isinstance(found.content, SourceError):
        error = found.content
        yield f"{found.file}:{error.line}:{error.column}: {error}"
    elif report.violations:
        for violation in report.violations:
            if violation.code in UNREADABLE_CODES:
                place = f"{found.file}:{violation.line}:{violation.column}"
                yield f"{place}: {one_line(violation.message, violation.help)}"


def _lines(
    source: Source, part: Part | None, passes: Callable[[Any], Document | None]
) -> Iterator[SourceDocument | InputError | Passed]:
    from linkcheck.sources.json_lines import read_others

    return read_others(source, part, passes)


def check_all(sources: Iterable[Source | InputError], checker: SourceChecker) -> Iterator[Outcome]:
    """Check sources one after the other. Errors of a source do not stop the run."""
    for source in sources:
        if isinstance(source, InputError):
            yield unusable(source.name, source)
        else:
            yield from checker.check(source)
