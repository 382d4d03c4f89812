"""Check sources and yield their outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from linkcheck.checker import Checker
from linkcheck.cli.exclusions import is_left_out, is_too_large, place_of
from linkcheck.cli.exits import Exit, Unwritable, WrongUsage
from linkcheck.cli.joiner import CleanDocument, Joiner
from linkcheck.cli.outcome import NEVER, Outcome, crash_note, crashed, unusable
from linkcheck.cli.settings import FAIL_ON, Settings
from linkcheck.cli.together import Together
from linkcheck.documents import Document
from linkcheck.engine.catalog import UnknownRuleError
from linkcheck.engine.wording import one_line
from linkcheck.exceptions import ConfigError
from linkcheck.output.results import Result, plural
from linkcheck.report import Report
from linkcheck.shapes import UNREADABLE_CODES
from linkcheck.sources.decode import Decoded, SourceError
from linkcheck.sources.files import (
    BrokenCode,
    InputError,
    MissingExtra,
    Passed,
    SomethingElse,
    Source,
    SourceDocument,
    documents,
    is_code,
    is_lines,
)
from linkcheck.violation import Severity, proposed_fix

if TYPE_CHECKING:
    from linkcheck.sources.json_lines import Part


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
        place = place_of(source)
        try:
            config = self._resolver.config(place)
            if is_left_out(source, place, config):
                yield Outcome(excluded=True)
                return
            if is_too_large(source, config):
                reason = f"larger than {config.max_file_size:,} bytes (max-file-size)"
                yield self._skipped(source, reason)
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
            self._resolver.checker(place_of(source))

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
        together = Together()
        for found in every:
            if isinstance(found, BrokenCode) and not is_wanted:
                reason = None
                notes = () if self._settings.quiet else (f"{found.place}: skipped: {found.reason}",)
                yield Outcome(file=source.name, notes=notes, skipped=True)
            elif isinstance(found, MissingExtra) and not is_wanted:
                note = f"some source code was skipped; to check it, run {found.remedy}"
                yield Outcome(notes=() if self._settings.quiet else (note,), is_of_run=True)
                reason = "the extra for this language is not installed"
            elif isinstance(found, SomethingElse) and not is_wanted:
                reason = found.reason
            elif isinstance(found, InputError):
                reason = None
                together.is_complete = False
                yield unusable(source.name, found)
            elif isinstance(found, Passed):
                yield found
            elif source.named or self._is_wanted(found):
                reason = None
                report = self._report(found, checker)
                if isinstance(report, Outcome):
                    together.is_complete = False
                    yield report
                elif found.code is not None or found.suppressions is not None:
                    together.checked.append((found, report))
                else:
                    yield self._outcome(found, report, limit)
            else:
                together.is_complete = False
                reason = reason and _why_skipped(found)
        for found, report, continues in together.reports(checker):
            outcome = self._outcome(found, report, limit)
            if continues and isinstance(outcome, Outcome) and outcome.result is not None:
                outcome = outcome._replace(result=outcome.result._replace(continues=True))
            yield outcome
        if reason is not None:
            if is_wanted:
                note = f"{source.name}: no Link request, response or webhook found"
                yield Outcome(file=source.name, exit=Exit.UNUSABLE, notes=(note,), skipped=True)
            else:
                outcome = self._skipped(source, reason)
                # Most source files have no request.
                yield outcome._replace(skipped=not is_code(source.name))

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

    def _outcome(
        self, found: SourceDocument, report: Report, limit: int
    ) -> Outcome | CleanDocument:
        """Return the outcome of a document with this report, unless it is clean."""
        outcome = self._outcome_of(found, report, limit)
        is_read = isinstance(found.content, Decoded)
        is_clean = not (report.violations or report.internal_errors or report.suppressed)
        if is_read and is_clean and found.code is None and not outcome.notes:
            return CleanDocument(found, report)
        return outcome

    def _outcome_of(self, found: SourceDocument, report: Report, limit: int) -> Outcome:
        """Return the outcome of a document with this report."""
        notes = [*self._notes(found, report), *self._unfixed(found, report)]
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

    def _unfixed(self, found: SourceDocument, report: Report) -> Iterator[str]:
        """Yield the note that fixes of a request in source code are not applied."""
        is_asked = (self._settings.fix or self._settings.diff) and not self._settings.quiet
        if found.code is not None and is_asked:
            number = sum(proposed_fix(violation) is not None for violation in report.violations)
            if number:
                count = plural(number, "violation")
                yield f"{_name(found)}: fixes are not applied to source code ({count})"

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


def _name(found: SourceDocument) -> str:
    return f"{found.file}, {found.origin}" if found.origin else found.file


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
