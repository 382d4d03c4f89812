"""The public checks and their options."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from linkcheck import fixes, shapes, sources
from linkcheck._exports import Deferred
from linkcheck.context import FactOptions
from linkcheck.documents import Document
from linkcheck.engine.ordering import in_order
from linkcheck.engine.rule import Rule
from linkcheck.engine.selection import Selection
from linkcheck.exceptions import InvalidPayload
from linkcheck.options.arguments import (
    CheckerOptions,
    EngineName,
    SeverityOption,
    context_of,
    flag,
    mapping,
    rules_of,
    selectors,
    warn,
)
from linkcheck.pipeline import Pipeline
from linkcheck.report import Report, set_origin
from linkcheck.rules.views import memo_for
from linkcheck.shapes.conversion import as_text, plain
from linkcheck.shapes.engines import require_engine
from linkcheck.sources.content import Decoded
from linkcheck.tracebacks import conceal, discreet
from linkcheck.violation import to_violations

if TYPE_CHECKING:
    from linkcheck.fixes.engine import Fixed
    from linkcheck.shapes import additions

else:  # only guards have them, and only for a request with violations
    additions = Deferred("linkcheck.shapes.additions")

T = TypeVar("T")


class Checker(Pipeline):
    """A configured check. Thread-safe and reusable; never changes its input.

    It can be copied and pickled. Custom rules must be plug-ins or functions that can be imported by
    name; otherwise pickling raises TypeError, which names the rule.

    ``select``, ``extend_select`` and ``ignore`` take rule codes, prefixes and names; ``pedantic``
    adds the rules of severity ``info``. ``severity`` maps such selectors to ``error``,
    ``warning``, ``info`` or ``off``. ``rules`` are additional rules, such as those of a plug-in.
    ``engine`` is ``compiled`` (jsonschema-rs, the default) or ``reference`` (jsonschema).
    All other arguments are facts that are not in the document: the fields of ``Context`` except
    ``request``. Rules that need an unknown fact are skipped.
    Raises ValueError for a wrong option: an unknown one, a string instead of a list, an unknown
    environment, platform, country, product, engine, rule or severity, a rule whose code or name is
    taken. For a product that is unlike the known ones, a LinkcheckWarning is issued instead.
    """

    def __init__(
        self,
        *,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        pedantic: bool = False,
        extend_select: Iterable[str] | None = None,
        severity: Mapping[str, SeverityOption] | None = None,
        rules: Iterable[Rule] = (),
        engine: EngineName = "compiled",
        **facts: Unpack[FactOptions],
    ) -> None:
        require_engine(engine)
        selection = Selection(
            rules_of(rules),
            select=selectors("select", select),
            ignore=selectors("ignore", ignore),
            extend_select=selectors("extend_select", extend_select),
            pedantic=flag("pedantic", pedantic),
            severity=mapping("severity", severity),
        )
        is_memorable = engine == shapes.COMPILED and not selection.has_foreign
        memo = memo_for(selection.codes) if is_memorable else None
        super().__init__(context_of(facts), selection, engine, memo)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, in the order of their codes."""
        return self._selection.rules

    @classmethod
    def for_project(
        cls,
        path: str | os.PathLike[str] = ".",
        *,
        plugins: bool | None = None,
        **overrides: Unpack[CheckerOptions],
    ) -> Checker:
        """Return a checker with the configuration nearest to a file or folder, else the defaults.

        ``plugins`` says whether to load its plug-ins, which are code: True or False. By default
        they are loaded from the configuration at the root of the current repository (without a
        repository: in the current directory); plug-ins of another one raise ConfigError.
        ``overrides`` are arguments of ``Checker`` and override the configuration.
        Raises ``linkcheck.config.ConfigError``, and ValueError like ``Checker``.
        """
        # Imported lazily: a configuration creates checkers.
        resolver = import_module("linkcheck.config").Resolver(plugins=plugins)
        checker: Checker = resolver.config(path).checker(path, **overrides)
        for note in resolver.notes:
            warn(note)
        return checker

    def check(
        self,
        payload: Any,
        document: str | None = None,
        *,
        request: Mapping[str, Any] | None = None,
    ) -> Report:
        """Return a report of everything that is wrong with a document.

        ``payload`` is a dict or another mapping, a JSON string or bytes, a dataclass, or a model of
        plaid-python, pydantic or attrs; it may contain such objects. ``document`` is the document
        type; without it the type is detected, with a create request as the default. ``request`` is
        the create request that a response answers, if you have it. Raises ValueError for an unknown
        type; never because of the payload.
        """
        try:
            return self._check(payload, document, request)
        except BaseException as error:
            payload = request = None
            conceal(error)
            raise

    @discreet
    def check_known(
        self, payload: Any, document: Document, *, request: Mapping[str, Any] | None = None
    ) -> tuple[Report, list[str]]:
        """Return a report on what this release knows of a document, and what it does not know.

        The unknown fields and values, except near misses of known ones, are removed before the
        check: pointers are those of the reduced document, and there are no positions. Nothing
        follows from the absence of what was removed.
        """
        report = self.check(payload, document, request=request)
        if not report.violations:
            return report, []
        text = as_text(payload)
        try:
            decoded = Decoded("", plain(payload)) if text is None else sources.decode.decode(text)
        except sources.decode.SourceError:
            return report, []
        examined = shapes.examine(document, decoded.value, self._engine)
        unknown = [] if examined.is_unreadable else additions.additions(document, examined)
        if not unknown:
            return report, []
        value, unknowns = additions.reduced(document, examined.value, [one.path for one in unknown])
        kind, found, crashes, value = self._find(
            value, document, request, is_text=text is not None, unknown=unknowns
        )
        violations = to_violations(in_order(value, found), kind)
        if decoded.duplicates:
            violations = self._with_duplicates(violations, decoded, kind)
        fixes.settle(violations, value, self, kind, request=request)
        report = Report(str(kind), violations, tuple(crashes))
        set_origin(report, (self, value, request))
        return report, [one.text for one in unknown]

    def ensure(
        self,
        payload: T,
        document: str | None = None,
        *,
        request: Mapping[str, Any] | None = None,
    ) -> T:
        """Return ``payload`` as it is, or raise InvalidPayload if it has errors.

        The arguments are those of ``check``.
        """
        try:
            report = self._check(payload, document, request)
            if not report.ok:
                raise InvalidPayload(report)
        except BaseException as error:
            del payload, request
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
        result is a string for a string, with its layout kept, and a new dict for anything else.
        """
        kind = None if document is None else Document(document)
        text = as_text(payload)
        if text is not None:
            return fixes.fix_text(text, self, kind, request=request, unsafe=unsafe)
        return fixes.fix_value(payload, self, kind, request=request, unsafe=unsafe)

    # -- the pipeline ----------------------------------------------------------------------

    def _check(
        self, payload: Any, document: str | None, request: Mapping[str, Any] | None
    ) -> Report:
        kind = None if document is None else Document(document)
        text = None if type(payload) is dict else as_text(payload)
        if text is None:
            report = self.check_value(payload, kind, request=request)
        else:
            report = self.check_text(text, kind, request=request)
        set_origin(report, (self, payload, request))
        return report


_default: Checker | None = None


@discreet
def check(payload: Any, document: str | None = None, **options: Unpack[CheckerOptions]) -> Report:
    """Check one document. Options are those of ``Checker``; for many documents, use a checker."""
    return _checker(options).check(payload, document)


@discreet
def ensure(payload: T, document: str | None = None, **options: Unpack[CheckerOptions]) -> T:
    """Return ``payload`` as it is, or raise InvalidPayload if it has errors.

    Options are those of ``Checker``; for many documents, use ``Checker.ensure``.
    """
    return _checker(options).ensure(payload, document)


def _checker(options: CheckerOptions) -> Checker:
    global _default
    if options:
        return Checker(**options)
    if _default is None:
        _default = Checker()
    return _default
