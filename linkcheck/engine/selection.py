"""The rules that a checker runs, and the findings that count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from linkcheck.engine import catalog
from linkcheck.engine.catalog import RuleName
from linkcheck.engine.finding import Severity
from linkcheck.engine.plan import Plan
from linkcheck.engine.rule import Found, Rule


class Selection:
    """The chosen rules, with their severities.

    ``rules`` are all of them, in the order of their codes; ``shipped`` and ``foreign`` are the
    plans of linkcheck's own rules and of custom rules. The arguments are those of ``Checker``;
    ``extra`` are the custom rules.
    Raises UnknownRuleError, RuleClashError, and ValueError for an unknown severity.
    """

    def __init__(
        self,
        extra: Collection[Rule],
        *,
        select: Collection[str] | None,
        ignore: Collection[str] | None,
        extend_select: Collection[str] | None,
        pedantic: bool,
        severity: Mapping[str, str],
    ) -> None:
        every = catalog.with_extra(extra)
        extended = extend_select or ()
        severities = catalog.severities(severity, every)
        self.rules = catalog.choose(
            select,
            ignore,
            pedantic,
            extend=extended,
            severity=severities,
            among=every,
        )
        self.codes = frozenset(rule.code for rule in self.rules)
        # Without the rules: those that are not chosen need not be picklable.
        self._extra = tuple(RuleName(rule.code, rule.name) for rule in extra)
        foreign = {rule.code for rule in extra}
        self.shipped = Plan(rule for rule in self.rules if rule.code not in foreign)
        self.foreign = Plan(rule for rule in self.rules if rule.code in foreign)
        self.has_foreign = not self.codes.isdisjoint(foreign)
        self._severities = {c: Severity(w) for c, w in severities.items() if w != catalog.OFF}
        # The rules whose findings count even if they are only advice.
        self._advised = (
            self.codes if pedantic or select is not None else catalog.expand(extended, every)
        )

    def codes_of(self, selector: str) -> frozenset[str]:
        """Return the codes of all rules, chosen or not, that a selector matches.

        Raises UnknownRuleError.
        """
        return catalog.expand((selector,), (*catalog.rules(), *self._extra))

    def wanted(self, found: Iterable[Found]) -> list[Found]:
        """Return the findings that count, with the severities that were set."""
        wanted = []
        for rule, finding in found:
            if rule.code not in self.codes:
                continue
            if rule.code in self._severities:
                finding = replace(finding, severity=self._severities[rule.code])
            is_advice = (finding.severity or rule.severity) is Severity.INFO
            if rule.code in self._advised or not is_advice:
                wanted.append((rule, finding))
        return wanted
