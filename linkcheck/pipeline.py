"""The steps that every document goes through.

decode -> kind -> memo? -> shape -> rules -> dedupe -> order -> Report
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from itertools import islice
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Self

from linkcheck import fixes, shapes, sources, suppression
from linkcheck._exports import Deferred
from linkcheck.context import Context
from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.engine.dedupe import dedupe
from linkcheck.engine.finding import Finding
from linkcheck.engine.guarded import source_of
from linkcheck.engine.ordering import in_order, related_paths, target
from linkcheck.engine.origins import Origins
from linkcheck.engine.rule import Found
from linkcheck.engine.runner import InternalError, Run
from linkcheck.engine.selection import Selection
from linkcheck.engine.unknown import Unknowns
from linkcheck.engine.view import EVERYDAY, View
from linkcheck.fastpath import Memo
from linkcheck.report import Report
from linkcheck.rules.views import VIEWS
from linkcheck.shapes.conversion import plain
from linkcheck.shapes.sanitizer import screen
from linkcheck.tracebacks import discreet
from linkcheck.violation import Violation, to_violations

if TYPE_CHECKING:
    from linkcheck import sites
    from linkcheck.sources.content import Decoded
    from linkcheck.sources.model import SourceDocument
else:  # only source code has them
    sites = Deferred("linkcheck.sites")

_finding, _fix = itemgetter(1), attrgetter("fix")
_EVERYDAY = frozenset({EVERYDAY})
_REMEMBERED = (None, Document.CREATE_REQUEST)
"""The ``document`` arguments for which findings are memoized: none, or a create request."""


class Pipeline:
    """The steps from a document to its report, and their settings."""

    def __init__(
        self, context: Context, selection: Selection, engine: str, memo: Memo | None
    ) -> None:
        self.context = context
        self._selection = selection
        self._engine = engine
        self._memo = memo

    # Copies and pickles have the same facts and rules, but an empty memo.
    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_memo": copy(self._memo)}

    def knowing(self, facts: Mapping[str, Any]) -> Self:
        """Return a checker with additional facts, by their names in ``Context``.

        Facts of this checker take precedence.
        """
        checker = copy(self)  # with its own memo
        checker.context = self._context_with(facts)
        return checker

    def check_text(
        self,
        text: str | bytes,
        document: Document | None = None,
        *,
        request: Mapping[str, Any] | None = None,
    ) -> Report:
        """Do the same as ``check`` for a JSON string or bytes."""
        try:
            decoded = sources.decode.decode(text)
        except sources.decode.SourceError as error:
            return self.undecodable(error, document)
        return self.check_decoded(decoded, document, request=request)

    def check_value(
        self,
        value: Any,
        document: Document | None = None,
        *,
        request: Mapping[str, Any] | None = None,
    ) -> Report:
        """Do the same as ``check`` for a JSON value: a string is not decoded."""
        if type(value) is not dict:
            value = plain(value)
        kind, found, crashes, value = self._find(value, document, request)
        if not found:
            return Report(str(kind), (), tuple(crashes))
        violations = to_violations(in_order(value, found), kind)
        fixes.settle(violations, value, self, kind, request=request, is_callers=True)
        return Report(str(kind), violations, tuple(crashes))

    def check_decoded(
        self,
        decoded: Decoded,
        document: Document | None = None,
        *,
        request: Mapping[str, Any] | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> Report:
        """Do the same as ``check`` for a decoded document; the violations have positions.

        ``facts`` are facts of ``Context`` from the file of the document; those of the checker take
        precedence. Unknown values are not reported.
        """
        unknown = decoded.unknown
        kind, found, crashes, _ = self._find(
            decoded.value, document, request, facts, is_text=True, unknown=unknown
        )
        if not found and not decoded.duplicates:
            return Report(str(kind), (), tuple(crashes))
        pairs = in_order(decoded.value, found)
        targets = [target(finding) for _, finding in pairs]
        related = related_paths(decoded.value, pairs)
        targets += [(path, "value") for path in related.values()]
        spans = iter(decoded.locate(targets))
        own = list(islice(spans, len(pairs)))
        violations = to_violations(pairs, kind, own, dict(zip(related, spans, strict=True)))
        if decoded.duplicates:
            violations = self._with_duplicates(violations, decoded, kind)
        if unknown is not None:  # trying out a fix requires all values
            fixes.settle_none(violations)
        else:
            fixes.settle(violations, decoded.value, self, kind, request=request, facts=facts)
        return Report(str(kind), violations, tuple(crashes))

    def check_source(self, found: SourceDocument, document: Document | None = None) -> Report:
        """Do the same as ``check`` for a document of ``linkcheck.sources``, with its facts.

        ``document`` is its type, if the user set it; otherwise that of the file.
        """
        kind, content = document or found.kind, found.content
        if isinstance(content, Exception):
            return self.undecodable(content, kind)
        if found.code is not None:
            site = found.code
            report = sites.check_site(site, content, kind or site.document, self._find)
            return suppression.suppress(found, report)
        report = self.check_decoded(content, kind, request=found.request, facts=found.facts)
        every = report.violations
        if found.suppressions is not None:
            report = suppression.suppress(found, report)
        if not found.is_fixable or kind is None:  # do not fix a file whose type is guessed
            fixes.settle_none(every)
        elif found.yaml is not None:
            place, hidden = found.yaml, report.suppressed
            fixes.settle_yaml(
                every, content.value, self, kind, place, hidden, request=found.request
            )
        if every and found.names_schema:
            violations = tuple(v for v in report.violations if v.pointer != "/$schema")
            return Report(report.document, violations, report.internal_errors, report.suppressed)
        return report

    def check_comments(
        self, checked: Sequence[tuple[SourceDocument, Report]], *, is_complete: bool = True
    ) -> list[Report]:
        """Return the reports on a file with what is wrong with its comments.

        ``checked`` are its documents, each with its report. ``is_complete`` is False if it has
        further ones.
        """
        view = self.view if is_complete else None
        return suppression.with_comments(checked, self._selection, view)

    def undecodable(self, error: Any, kind: Document | None) -> Report:
        """Return the report on a document that cannot be decoded, from its ``SourceError``."""
        kind = kind or Document.CREATE_REQUEST
        # Regardless of the selected rules, as in _find: an unchecked document must not pass.
        finding = Finding((), error.message, help=error.help)
        return Report(
            str(kind), to_violations([(shapes.INVALID_JSON, finding)], kind, [error.span])
        )

    def known_clean(self, value: Any, document: Document | None = None) -> Document | None:
        """Return the type of a request if one like it is in the memo without violations.

        ``document`` is its type, if the user set it.
        """
        kind = document or detect(value)
        memo = self._memo if kind is Document.CREATE_REQUEST else None
        # The caller knows the type, and set it when such a request was checked.
        if memo is None or memo.recall(value, is_text=True, is_named=True)[1] != ():
            return None
        return kind

    @discreet
    def view(
        self,
        payload: Any,
        document: Document,
        *,
        request: Mapping[str, Any] | None = None,
        facts: Mapping[str, Any] | None = None,
        unknown: Unknowns | None = None,
        origins: Origins | None = None,
    ) -> View:
        """Return a readable document as its rules see it."""
        examined = shapes.examine(document, payload, self._engine, unknown=unknown)
        context = self._context_of(request, facts)
        view: View = VIEWS.get(document, View)(
            examined.value, context, examined.traits, examined.unknown, origins
        )
        return view

    def _find(
        self,
        value: Any,
        document: Document | None,
        request: Mapping[str, Any] | None,
        facts: Mapping[str, Any] | None = None,
        *,
        is_text: bool = False,
        unknown: Unknowns | None = None,
        origins: Origins | None = None,
    ) -> tuple[Document, list[Found], list[InternalError], Any]:
        """Return the kind of a document, the findings, the crashes of rules, and the value.

        The value is made of the builtin types.
        """
        shape: list[Found] = []
        is_alone = request is None and not facts
        is_known = unknown is None and origins is None
        is_usual = is_alone and is_known and document in _REMEMBERED
        memo = self._memo if is_usual else None
        key = None
        if memo is not None:
            is_named = document is not None
            key, remembered = memo.recall(value, is_text=is_text, is_named=is_named)
            if remembered is not None:
                return Document.CREATE_REQUEST, [*remembered], [], value
        kind = document or detect(value) or Document.CREATE_REQUEST
        view_class = VIEWS.get(kind, View)
        is_everyday = self._engine == shapes.COMPILED and is_known and view_class.is_everyday(value)
        if is_everyday:
            traits = _EVERYDAY
        else:
            examined = shapes.examine(kind, value, self._engine, is_text=is_text, unknown=unknown)
            shape, value = examined.findings, examined.value
            if (
                examined.is_unreadable
            ):  # regardless of the selected rules: an unchecked document must not pass
                return kind, examined.findings, [], value
            traits, unknown = examined.traits, examined.unknown
        context = self.context if is_alone else self._context_of(request, facts)
        view = view_class(value, context, traits, unknown, origins)
        rules = self._selection.shipped.rules(kind, view.features)
        run = Run(value)
        run.run(rules, view)
        if self._selection.has_foreign:
            run.run_foreign(self._selection.foreign.rules(kind, view.features), view.over)
        found = dedupe(value, shape, run.found) if shape or run.found else []
        if found:
            found = self._selection.wanted(found)
        is_kept = kind in _REMEMBERED and not run.crashes
        is_kept = is_kept and not any(map(_fix, map(_finding, found)))  # a fix may contain a value
        if memo is not None and key is not None and is_kept:
            memo.keep(key, value, tuple(found), is_everyday=is_everyday)
        return kind, found, run.crashes, value

    def _context_of(
        self, request: Mapping[str, Any] | None, facts: Mapping[str, Any] | None
    ) -> Context:
        """Return the context of a document with this request and these facts."""
        context = self._context_with(facts) if facts else self.context
        if request is not None:
            written, unknown = source_of(request)
            read = screen(written)
            readable = read.value if unknown is None else request
            # A request that cannot be read counts as unknown.
            context = replace(context, request=None if read.findings else readable)
        return context

    def _context_with(self, facts: Mapping[str, Any]) -> Context:
        context = self.context
        new = {name: fact for name, fact in facts.items() if getattr(context, name) is None}
        return replace(context, **new)

    def _with_duplicates(
        self, placed: tuple[Violation, ...], decoded: Decoded, kind: Document
    ) -> tuple[Violation, ...]:
        """Return violations with those for repeated names, which only the source shows."""
        for duplicate in decoded.duplicates:
            repeated = Finding(duplicate.path, duplicate.message, key=True)
            found = self._selection.wanted([(shapes.DUPLICATE_KEY, repeated)])
            placed += to_violations(found, kind, [duplicate.span] * len(found))
        return tuple(sorted(placed, key=lambda v: (v.line or 0, v.column or 0)))
