"""The results of a run, which the formats write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcheck.engine.runner import InternalError
from linkcheck.pointer import Path, Span, tokens
from linkcheck.sources.model import SourceDocument
from linkcheck.violation import Checked, Severity, Violation, by_severity

if TYPE_CHECKING:
    from linkcheck.output.snippet import Snippet


class Result(NamedTuple):
    """The result of checking one document.

    ``file`` is the name to show and ``position`` the index of the document in its file, from 0.
    ``text`` is the source that the positions of the violations refer to, and ``value`` its decoded
    value, None if it cannot be decoded. Both are optional if there are no violations.
    ``first_line`` is the line number in the file of the first line of the text. ``origin``
    describes where in the file the document is; it is empty if it is the whole file. ``snippets``
    are the marked lines by the spans of violations; they are given if ``text`` is not the JSON text
    of ``value``. For a request in source code, ``unknown_values`` is the number of values that are
    not known. ``continues`` means that an earlier result is about the same document. ``suppressed``
    are violations that comments of the file suppress.
    """

    file: str
    position: int
    document: str
    violations: tuple[Violation, ...] = ()
    internal_errors: tuple[InternalError, ...] = ()
    text: str = ""
    value: Any = None
    first_line: int = 1
    origin: str = ""
    snippets: Mapping[Span, Snippet] | None = None
    unknown_values: int | None = None
    continues: bool = False
    suppressed: tuple[Violation, ...] = ()

    def __repr__(self) -> str:  # without the source, which may be secret
        return f"Result({self.file!r}, {self.position}, {self.document!r}, {self.violations!r})"

    @classmethod
    def of(
        cls,
        found: SourceDocument,
        report: Checked,
        snippets: Mapping[Span, Snippet] | None = None,
    ) -> Result:
        """Return the result for a document of a file, without the source if it is clean.

        ``snippets`` come from ``linkcheck.output.snippet.snippets_of``.
        """
        if found.code is not None:
            return cls.about(
                found.file,
                found.position,
                report,
                origin=found.origin,
                snippets=snippets or {},
                unknown_values=found.unknown_values,
            )
        if not report.violations:
            return cls.about(found.file, found.position, report, origin=found.origin)
        return cls.about(
            found.file,
            found.position,
            report,
            text=found.text,
            value=found.value,
            first_line=found.content.first_line,
            origin=found.origin,
            snippets=snippets,
        )

    @classmethod
    def about(
        cls,
        file: str,
        position: int,
        report: Checked,
        text: str = "",
        value: Any = None,
        **source: Any,
    ) -> Result:
        """Return the result for a document; ``source`` holds further fields about its text."""
        found, crashes = report.violations, report.internal_errors
        source["suppressed"] = report.suppressed
        return cls(file, position, report.document, found, crashes, text, value, **source)

    def path(self, violation: Violation) -> Path:
        """Return the path in the document of what the span of a violation covers.

        The path ends at the last value that exists, as in ``linkcheck.sources.locate``. It is
        complete for a field name, which may be in an object that a later duplicate replaces.
        """
        path: list[str | int] = []
        value = self.value
        for token in tokens(violation.pointer):
            step = int(token) if isinstance(value, list) and token.isdecimal() else token
            try:
                value = value[step]
            except (LookupError, TypeError):
                if not violation.on_key:
                    break
                value = None
            path.append(step)
        return tuple(path)


class Totals:
    """The counts of a run: documents, files, files with violations, violations by severity.

    ``skipped`` counts files without a known document, ``safe_fixes`` and ``unsafe_fixes`` the
    violations that can be fixed, ``requests_in_code`` and ``unknown_values`` the requests in source
    code and the values in them that are not known. Results are added one by one, file by file, so
    that a run need not keep them.
    """

    def __init__(self, documents: int = 0, files: int = 0, skipped: int = 0) -> None:
        self.documents = documents
        self.files = files
        self.bad_files = 0
        self.skipped = skipped
        self.severities: dict[Severity, int] = {}
        self.safe_fixes = 0
        self.unsafe_fixes = 0
        self.requests_in_code = 0
        self.unknown_values = 0
        self._file: str | None = None
        self._is_bad = False

    def add(self, result: Result) -> None:
        """Add a result to the counts."""
        if not result.continues:
            self.documents += 1
            self.requests_in_code += result.unknown_values is not None
            self.unknown_values += result.unknown_values or 0
        if result.file != self._file:
            self.files += 1
            self._file, self._is_bad = result.file, False
        if not result.violations:
            return
        if not self._is_bad:
            self.bad_files += 1
            self._is_bad = True
        for violation in result.violations:
            self.severities[violation.severity] = self.severities.get(violation.severity, 0) + 1
            fix = violation.fix
            self.safe_fixes += fix is not None and fix.safe
            self.unsafe_fixes += fix is not None and not fix.safe


class Results:
    """All results of a run.

    ``skipped`` counts files without a known document. ``totals`` are the counts of the whole run
    if ``results`` leave out documents without violations, as in a run over many documents; None if
    the results are complete.
    """

    def __init__(
        self, results: tuple[Result, ...] = (), skipped: int = 0, totals: Totals | None = None
    ) -> None:
        self.results = results
        self.skipped = skipped
        self.totals = totals

    @property
    def documents(self) -> int:
        """The number of documents that were checked."""
        return self.counts().documents

    @property
    def files(self) -> int:
        """The number of files that the documents came from."""
        return self.counts().files

    @property
    def violations(self) -> list[Violation]:
        """The violations of all documents."""
        return [v for result in self.results for v in result.violations]

    def count(self, severity: Severity) -> int:
        """Return the number of violations of a severity."""
        return self.counts().severities.get(severity, 0)

    def counts(self) -> Totals:
        """Return the counts of the whole run."""
        if self.totals is not None:
            return self.totals
        totals = Totals(skipped=self.skipped)
        for result in self.results:
            totals.add(result)
        return totals


class Options(NamedTuple):
    """How to write: with or without colors, with or without a summary at the end.

    Source lines are cut to ``columns``, unless that is 0. ``encoding`` is the encoding of the
    output stream. With ``unsafe_fixes``, unsafe fixes are marked like safe ones.
    """

    color: bool = False
    summary: bool = True
    unsafe_fixes: bool = False
    columns: int = 0
    encoding: str = "utf-8"


def summary(results: Results) -> str:
    """Return the summary of a run, such as ``Found 2 errors in 1 file (3 files checked).``"""
    totals = results.counts()
    if not totals.documents:
        return "Nothing was checked."
    rest = _skipped(totals.skipped) + _in_code(totals)
    if not totals.severities:
        checked = f"{plural(totals.documents, 'document')} in {plural(totals.files, 'file')}"
        return f"All checks passed! ({checked}{rest})"
    return (
        f"Found {by_severity(totals.severities)} in {plural(totals.bad_files, 'file')} "
        f"({plural(totals.files, 'file')} checked{rest})."
    )


def is_fixed(violation: Violation, *, unsafe: bool) -> bool:
    """Return whether ``--fix`` fixes a violation; with ``unsafe``, also ``--unsafe-fixes``."""
    return violation.fix is not None and (unsafe or violation.fix.safe)


def fixable(results: Results, options: Options) -> str:
    """Return the line that says what ``--fix`` would fix, or an empty string if nothing."""
    totals = results.counts()
    safe, unsafe = totals.safe_fixes, totals.unsafe_fixes
    if options.unsafe_fixes:
        number = safe + unsafe
        return f"[*] {number} fixable with --fix --unsafe-fixes." if number else ""
    if not safe:
        return f"{unsafe} fixable with --fix --unsafe-fixes." if unsafe else ""
    more = f" ({unsafe} more with --unsafe-fixes)" if unsafe else ""
    return f"[*] {safe} fixable with --fix{more}."


def plural(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _in_code(totals: Totals) -> str:
    if not totals.requests_in_code:
        return ""
    requests = plural(totals.requests_in_code, "request")
    return f"; in code: {requests}, {plural(totals.unknown_values, 'value')} unknown"


def _skipped(number: int) -> str:
    return f", {number} skipped" if number else ""
