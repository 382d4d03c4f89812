"""Checking a document: shapes, then rules, then one ordered report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cache, partial
from types import ModuleType
from typing import TYPE_CHECKING, Any

from linkcheck import catalogue, shapes
from linkcheck.context import ENVIRONMENTS, PLATFORMS, Context, Customization
from linkcheck.documents import Document, detect
from linkcheck.folding import has_fix, is_advice, one_per_cause, unexplained
from linkcheck.models import plain
from linkcheck.placing import in_order, target, to_violation
from linkcheck.plan import Plan
from linkcheck.pointer import value_at
from linkcheck.report import InternalError, InvalidPayload, Report, remember
from linkcheck.rule import Finding, Rule
from linkcheck.rules import memo_for, view_of
from linkcheck.running import Run
from linkcheck.shapes.guard import copied, screen
from linkcheck.tracebacks import conceal, discreet
from linkcheck.view import EVERYDAY, is_below
from linkcheck.violation import FixesToApply, Severity, Violation, settle_fixes

if TYPE_CHECKING:
    from linkcheck.fixes.engine import Fixed
    from linkcheck.sources.decode import Decoded
    from linkcheck.sources.files import SourceDocument
    from linkcheck.sources.yaml_tree import YamlTree
    from linkcheck.view import View
    from linkcheck.violation import Fix, FixKey, Path

_EVERYDAY = frozenset({EVERYDAY})


class Checker:
    """A configured check: thread-safe, reusable, never changes what it is given.

    It can be copied and pickled; rules of others must be plug-ins or functions that can be imported
    by name, else pickling raises TypeError, which names the rule.

    ``select``, ``extend_select`` and ``ignore`` take codes, prefixes and names of rules;
    ``pedantic`` adds the advice. ``severity`` maps such selectors to ``error``, ``warning``,
    ``info`` or ``off``, which all findings of these rules get instead of their own severity.
    ``rules`` are further rules, such as those of a plug-in. ``engine`` is ``compiled``
    (jsonschema-rs, the default) or ``reference`` (jsonschema).
    All other arguments are facts that a document cannot show (see ``Context``); rules that need
    one rest until it is told.
    Raises ValueError for an unknown environment, platform, engine, rule or severity, and for
    further rules whose code or name is taken.
    """

    def __init__(
        self,
        *,
        environment: str | None = None,
        platform: str | None = None,
        today: date | None = None,
        header_credentials: bool | None = None,
        enabled_products: Iterable[str] | None = None,
        approved_countries: Iterable[str] | None = None,
        redirect_uris: Iterable[str] | None = None,
        android_package_names: Iterable[str] | None = None,
        database_auth: bool | None = None,
        customizations: Mapping[str, Customization] | None = None,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        pedantic: bool = False,
        extend_select: Iterable[str] | None = None,
        severity: Mapping[str, str] | None = None,
        rules: Iterable[Rule] = (),
        engine: str = shapes.COMPILED,
    ) -> None:
        _one_of("environment", environment, ENVIRONMENTS)
        _one_of("platform", platform, PLATFORMS)
        _one_of("engine", engine, shapes.ENGINES)
        self.context = Context(
            environment=environment,
            platform=platform,
            today=today,
            header_credentials=header_credentials,
            enabled_products=_set(enabled_products),
            approved_countries=_set(approved_countries),
            redirect_uris=_set(redirect_uris),
            android_package_names=_set(android_package_names),
            database_auth=database_auth,
            customizations=dict(customizations) if customizations is not None else None,
        )
        rules = tuple(rules)
        every = catalogue.with_extra(rules)
        extended = _list(extend_select) or ()
        severities = catalogue.severities(severity or {}, every)
        self.rules = catalogue.choose(
            _list(select),
            _list(ignore),
            pedantic,
            extend=extended,
            severity=severities,
            among=every,
        )
        self._codes = frozenset(rule.code for rule in self.rules)
        others = {rule.code for rule in rules}
        self._shipped = Plan(rule for rule in self.rules if rule.code not in others)
        self._foreign = Plan(rule for rule in self.rules if rule.code in others)
        self._has_foreign = not self._codes.isdisjoint(others)
        self._severities = {c: Severity(w) for c, w in severities.items() if w != catalogue.OFF}
        # The rules whose findings count even if they are mere advice.
        self._advised = (
            self._codes if pedantic or select is not None else catalogue.expand(extended, every)
        )
        self._engine = engine
        is_memorable = engine == shapes.COMPILED and not self._has_foreign
        self._memo = memo_for(self._codes) if is_memorable else None

    # Copies and pickles know the same facts and rules, but remember nothing.
    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_memo": copy(self._memo)}

    @classmethod
    def for_project(
        cls, path: str | os.PathLike[str] = ".", *, plugins: bool | None = None, **overrides: Any
    ) -> Checker:
        """A checker with the configuration nearest to a file or folder; without one, the defaults.

        ``plugins`` says whether the plug-ins that it names, which are code, are loaded: True or
        False. By default they are if it is the configuration at the root of the repository that
        holds the current directory (without a repository: in the current directory), else
        ConfigError is raised.
        ``overrides`` are arguments of ``Checker`` and replace what the configuration says.
        Raises ``linkcheck.config.ConfigError``, and ValueError as ``Checker`` does.
        """
        from linkcheck.config import Resolver

        return Resolver(plugins=plugins).config(path).checker(path, **overrides)

    def knowing(self, facts: Mapping[str, Any]) -> Checker:
        """A checker that also knows facts: members of ``Context`` by name.

        What this one was told wins over them.
        """
        checker = copy(self)  # with a memo of its own
        checker.context = self._context_with(facts)
        return checker

    def check(
        self,
        payload: Any,
        document: str | None = None,
        *,
        request: Mapping[str, Any] | None = None,
    ) -> Report:
        """Everything that is wrong with a document.

        ``payload`` is a dict, JSON text or bytes, or an object with ``to_dict()``; a dict may hold
        such objects. ``document`` names its kind; without it the kind is detected, and is a create
        request where nothing else fits. ``request`` is the create request that a response answers,
        if it is at hand. Raises ValueError for an unknown kind; never anything on account of the
        payload.
        """
        try:
            return self._check(payload, document, request)
        except BaseException as error:
            payload = request = None
            conceal(error)
            raise

    def _check(
        self, payload: Any, document: str | None, request: Mapping[str, Any] | None
    ) -> Report:
        kind = Document(document) if document is not None else None
        text = as_text(payload)
        if text is not None:
            report = self._check_text(text, kind, request)
        else:
            report = self.check_value(payload, kind, request=request)
        remember(report, self, payload, request)
        return report

    def ensure(
        self,
        payload: Any,
        document: str | None = None,
        *,
        request: Mapping[str, Any] | None = None,
    ) -> Any:
        """Give back ``payload`` as it is, or raise InvalidPayload if it has errors.

        The arguments are those of ``check``.
        """
        try:
            report = self._check(payload, document, request)
            if not report.ok:
                raise InvalidPayload(report)
        except BaseException as error:
            payload = request = None
            conceal(error)
            raise
        return payload

    @discreet
    def fix(
        self,
        payload: Any,
        document: str | None = None,
        *,
        request: Mapping[str, Any] | None = None,
        unsafe: bool = False,
    ) -> Fixed:
        """Apply the safe fixes to a document, with ``unsafe`` all fixes.

        The arguments are those of ``check``. The payload is not changed; the ``value`` of the
        result is text for text, with its layout kept, and a new dict for anything else.
        """
        from linkcheck.fixes.engine import fix_value
        from linkcheck.fixes.text import fix_text

        kind = Document(document) if document is not None else None
        text = as_text(payload)
        if text is not None:
            return fix_text(text, self, kind, request=request, unsafe=unsafe)
        return fix_value(payload, self, kind, request=request, unsafe=unsafe)

    def check_value(
        self,
        value: Any,
        document: Document | None = None,
        *,
        request: Mapping[str, Any] | None = None,
    ) -> Report:
        """As ``check``, for a JSON value: a text is a text, not a document to decode."""
        if type(value) is not dict:
            value = plain(value)
        kind = document or detect(value) or Document.CREATE_REQUEST
        found, crashes, value = self._find(value, kind, request)
        if not found:
            return Report(kind.value, (), crashes)
        violations = tuple([to_violation(*pair, kind) for pair in in_order(value, found)])
        if has_fix(found):  # the caller may change the value before somebody looks at the fixes
            self._settle(violations, copied(value), kind, request)
        return Report(kind.value, violations, crashes)

    def check_decoded(
        self,
        decoded: Decoded,
        document: Document | None = None,
        *,
        request: Mapping[str, Any] | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> Report:
        """As ``check``, for text that was decoded before; the violations have positions.

        ``facts`` are members of ``Context`` that the text's file shows; what the checker was told
        wins over them. Nothing is said about values that the file leaves open.
        """
        value = decoded.value
        kind = document or decoded.kind or Document.CREATE_REQUEST
        found, crashes, _ = self._find(value, kind, request, facts, is_text=True)
        if decoded.unknown:
            found = [pair for pair in found if not is_below(pair[1].path, decoded.unknown)]
        if not found and not decoded.duplicates:
            return Report(kind.value, (), crashes)
        violations = tuple(self._located(decoded, kind, found))
        if has_fix(found):
            self._settle(violations, value, kind, request, facts)
        return Report(kind.value, violations, crashes)

    def check_source(self, found: SourceDocument, document: Document | None = None) -> Report:
        """As ``check``, for a document of a file (``linkcheck.sources``), with what the file shows.

        ``document`` is its kind, if the user tells; else it is that of the file.
        """
        kind, content = document or found.kind, found.content
        if isinstance(content, Exception):
            return self.undecodable(content, kind)
        report = self.check_decoded(content, kind, request=found.request, facts=found.facts)
        if not found.is_fixable or kind is None:  # a guessed kind is no ground to change a file
            settle_fixes(report.violations, FixesToApply(dict))
        elif found.yaml is not None:
            self._settle(report.violations, content.value, kind, found.request, yaml=found.yaml)
        if report.violations and found.names_schema:
            kept = tuple(v for v in report.violations if v.pointer != "/$schema")
            return Report(report.document, kept, report.internal_errors)
        return report

    def is_known_clean(self, value: Any, document: Document | None = None) -> bool:
        """True if a request like this one was met, and nothing was found. Of any other, nothing.

        ``document`` is its kind, if the user tells.
        """
        kind = document or detect(value)
        memo = self._memo if kind is Document.CREATE_REQUEST else None
        return memo is not None and memo.recall(memo.key(value, is_text=True), value) == ()

    @discreet
    def features(self, payload: Any, document: Document) -> frozenset[str]:
        """What of a readable document decides which rules can apply; see ``Rule.on``.

        For this purpose each member counts as unusual (``~user.address``): that a value has the
        plainest form only spares the rules about it from looking.
        """
        examined = shapes.examine(document, payload, self._engine)
        unknown = _wrong_types(examined.value, examined.findings)
        view = self._view(examined.value, document, None, examined.traits, unknown=unknown)
        found = view.features
        return frozenset(found | {f"~{name}" for name in found})

    # -- finding ---------------------------------------------------------------------------

    def _check_text(
        self,
        text: str | bytes,
        kind: Document | None,
        request: Mapping[str, Any] | None,
    ) -> Report:
        decoding = _decoding()
        try:
            decoded = decoding.decode(text)
        except decoding.SourceError as error:
            return self.undecodable(error, kind)
        return self.check_decoded(decoded, kind, request=request)

    def _find(
        self,
        value: Any,
        kind: Document,
        request: Mapping[str, Any] | None,
        facts: Mapping[str, Any] | None = None,
        *,
        is_text: bool = False,
    ) -> tuple[list[tuple[Rule, Finding]], tuple[InternalError, ...], Any]:
        """What is found, rules that crashed, and the value made of the builtin types."""
        shape: list[tuple[Rule, Finding]] = []
        key = None
        memo = (
            self._memo
            if request is None and not facts and kind is Document.CREATE_REQUEST
            else None
        )
        if memo is not None:
            key = memo.key(value, is_text=is_text)
            known = memo.recall(key, value)
            if known is not None:
                return [*known], (), value
        if self._engine == shapes.COMPILED and view_of(kind).is_everyday(value):
            view = self._view(value, kind, request, _EVERYDAY, facts)
        else:
            shape, value, traits = shapes.examine(kind, value, self._engine, is_text=is_text)
            if shape:
                unreadable = [pair for pair in shape if pair[0].area == shapes.UNREADABLE]
                if unreadable:  # whatever is chosen: that nothing could be checked is no finding
                    return unreadable, (), value
            view = self._view(value, kind, request, traits, facts, _wrong_types(value, shape))
        run = self._run_rules(view, kind)
        found = run.found
        unfit = {f.path for rule, f in found if rule.explains} if found else ()
        if unfit:
            shape, found = unexplained(shape, unfit), unexplained(found, unfit)
        if shape:
            found = one_per_cause(value, shape, found)
        if found:
            found = self._wanted(found)
        if memo is not None and key is not None and not run.crashes:
            memo.keep(key, value, tuple(found))
        return found, tuple(run.crashes), value

    def _view(
        self,
        value: Any,
        kind: Document,
        request: Mapping[str, Any] | None,
        traits: frozenset[str],
        facts: Mapping[str, Any] | None = None,
        unknown: frozenset[Path] = frozenset(),
    ) -> View:
        context = self._context_with(facts) if facts else self.context
        if request is not None:
            read = screen(request)
            # Of a request that cannot be read, nothing is known.
            context = replace(context, request=None if read.findings else read.value)
        return view_of(kind)(value, context, traits, unknown)

    def _context_with(self, facts: Mapping[str, Any]) -> Context:
        context = self.context
        new = {name: fact for name, fact in facts.items() if getattr(context, name) is None}
        return replace(context, **new)

    def _run_rules(self, view: View, kind: Document) -> Run:
        run = Run(view.payload)
        run.run(self._shipped.rules(kind, view.features), view)
        if self._has_foreign:
            run.run_foreign(self._foreign.rules(kind, view.features), view.over)
        return run

    def _wanted(self, found: Iterable[tuple[Rule, Finding]]) -> list[tuple[Rule, Finding]]:
        wanted = []
        for rule, finding in found:
            if rule.code not in self._codes:
                continue
            if rule.code in self._severities:
                finding = replace(finding, severity=self._severities[rule.code])
            if rule.code in self._advised or not is_advice(rule, finding):
                wanted.append((rule, finding))
        return wanted

    # -- positions -------------------------------------------------------------------------

    def _located(
        self, decoded: Decoded, kind: Document, found: list[tuple[Rule, Finding]]
    ) -> list[Violation]:
        """The violations behind findings, with positions, and those of repeated members."""
        pairs = in_order(decoded.value, found)
        spans = decoded.locate([target(finding) for _, finding in pairs])
        placed = [to_violation(*pair, kind, s) for pair, s in zip(pairs, spans, strict=True)]
        for duplicate in decoded.duplicates:
            repeated = Finding(duplicate.path, duplicate.message, key=True)
            for rule, finding in self._wanted([(shapes.DUPLICATE_KEY, repeated)]):
                placed.append(to_violation(rule, finding, kind, duplicate.span))
        if decoded.duplicates:
            placed.sort(key=lambda v: (v.line or 0, v.column or 0))
        return placed

    def _settle(
        self,
        violations: tuple[Violation, ...],
        value: Any,
        kind: Document,
        request: Mapping[str, Any] | None,
        facts: Mapping[str, Any] | None = None,
        yaml: tuple[YamlTree, Path] | None = None,
    ) -> None:
        """Let the violations of a value show only fixes that are applied.

        ``yaml`` is the tree that holds the value, with its path, if the text is YAML.
        """

        @discreet
        def find() -> Mapping[FixKey, Fix]:
            from linkcheck.fixes.engine import applied_fixes

            writable = None
            if yaml is not None:
                from linkcheck.fixes.yaml_text import is_writable

                writable = partial(is_writable, *yaml)
            checker = self.knowing(facts) if facts else self
            return applied_fixes(
                value, violations, checker, kind, request=request, writable=writable
            )

        settle_fixes(violations, FixesToApply(find))

    def undecodable(self, error: Any, kind: Document | None) -> Report:
        """The report on a text that cannot be decoded; ``error`` is a ``SourceError``."""
        kind = kind or Document.CREATE_REQUEST
        # Whatever rules are chosen, as in _find: that nothing could be checked is no finding.
        finding = Finding((), error.message)
        violation = to_violation(shapes.INVALID_JSON, finding, kind, error.span)
        return Report(str(kind), (violation,))


@discreet
def check(payload: Any, document: str | None = None, **options: Any) -> Report:
    """Check one document. Options are those of ``Checker``; a checker is faster for many."""
    return _checker(options).check(payload, document)


@discreet
def ensure(payload: Any, document: str | None = None, **options: Any) -> Any:
    """Give back ``payload`` as it is, or raise InvalidPayload if it has errors.

    Options are those of ``Checker``; a checker's own ``ensure`` is faster for many.
    """
    return _checker(options).ensure(payload, document)


_default: Checker | None = None


def _checker(options: dict[str, Any]) -> Checker:
    global _default
    if options:
        return Checker(**options)
    if _default is None:
        _default = Checker()
    return _default


def _wrong_types(value: Any, shape: list[tuple[Rule, Finding]]) -> frozenset[Path]:
    """The paths of values from which no rule may conclude anything: those of a wrong type.

    ``null`` in a required field counts as absent, as everywhere.
    """
    return frozenset(
        finding.path
        for rule, finding in shape
        if rule is shapes.WRONG_TYPE and value_at(value, finding.path) is not None
    )


def as_text(payload: Any) -> str | bytes | None:
    """A payload that is JSON text, as one of the builtin types; None for any other."""
    kind = type(payload)  # isinstance would ask the payload, which may raise
    if issubclass(kind, str):
        return str.__str__(payload)
    if issubclass(kind, bytes):
        return bytes.__getitem__(payload, slice(None))
    if issubclass(kind, bytearray):
        return bytes(bytearray.__getitem__(payload, slice(None)))
    return None


@cache
def _decoding() -> ModuleType:
    """The module that decodes JSON text. An import takes its time also when it is done."""
    import linkcheck.sources.decode

    return linkcheck.sources.decode


def _one_of(what: str, value: str | None, known: Iterable[str]) -> None:
    if value is not None and value not in known:
        raise ValueError(f"unknown {what} {value!r}: use one of {', '.join(known)}")


def _set(values: Iterable[str] | None) -> frozenset[str] | None:
    return frozenset(values) if values is not None else None


def _list(values: Iterable[str] | None) -> list[str] | None:
    if values is None:
        return None
    return [values] if isinstance(values, str) else list(values)
