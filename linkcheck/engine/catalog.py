"""All rules: load them, look them up, and select them by code, prefix or name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import NamedTuple

from linkcheck.engine.finding import Severity
from linkcheck.engine.kinds import served_rules
from linkcheck.engine.rule import LOOKUPS, PREFIX, RULES, Rule
from linkcheck.suggestions import closest

ALL = "ALL"
OFF = "off"
_LONGEST_SHOWN = 80


class UnknownRuleError(ValueError):
    """A selector that matches no rule: ``selector``. ``suggestion`` is the nearest one that does.

    An empty selector matches none, and an empty ``select`` would run none.
    """

    def __init__(self, selector: str, suggestion: str | None = None) -> None:
        self.selector = selector
        self.suggestion = suggestion
        super().__init__(_unknown(selector, suggestion))

    def __reduce__(self) -> tuple[type[UnknownRuleError], tuple[str, str | None]]:
        return type(self), (self.selector, self.suggestion)


def _unknown(selector: str, suggestion: str | None) -> str:
    if not selector:
        return f"empty rule selector: use the code, prefix or name of a rule, or `{ALL}`."
    shown = selector if len(selector) <= _LONGEST_SHOWN else f"{selector[:_LONGEST_SHOWN]}..."
    if not shown.isprintable():
        shown = ascii(shown)[1:-1]
    hint = f" Did you mean `{suggestion}`?" if suggestion else ""
    return f"unknown rule `{shown}`.{hint}"


class RuleName(NamedTuple):
    """The code and the name of a rule."""

    code: str
    name: str


class RuleClashError(ValueError):
    """Two rules with the same code or name. ``code`` is the code of the second."""

    def __init__(self, rule: Rule) -> None:
        self.code = rule.code
        super().__init__(f"rule {rule.code} ({rule.name}): code or name is taken.")


@cache
def rules() -> tuple[Rule, ...]:
    """Return every shipped rule, in the order of the codes."""
    import_module(served_rules()).load()
    found = tuple(RULES[code] for code in sorted(RULES) if code.startswith(PREFIX))
    LOOKUPS.update((rule.code, (_shipped, (rule.code,))) for rule in found)
    return found


def _shipped(code: str) -> Rule:
    rules()
    return RULES[code]


def with_extra(extra: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the shipped rules and others. Raises RuleClashError for a code or name in use."""
    every = (*rules(), *extra)
    if len(every) > len(rules()):
        taken: set[str] = set()
        for rule in every:
            if not taken.isdisjoint((rule.code, rule.name)):
                raise RuleClashError(rule)
            taken |= {rule.code, rule.name}
    return every


def find(selector: str, extra: Sequence[Rule] = ()) -> Rule:
    """Return the rule with a code or name, in any case. Raises UnknownRuleError without one."""
    wanted = selector.lower()
    for rule in (*rules(), *extra):
        if wanted in (rule.code.lower(), rule.name):
            return rule
    raise UnknownRuleError(selector, _nearest(selector, (*rules(), *extra)))


def expand(
    selectors: Iterable[str], among: Sequence[Rule | RuleName] | None = None
) -> frozenset[str]:
    """Return the codes of all rules that selectors (codes, prefixes, names, ``ALL``) match.

    An entry may contain several selectors, separated by commas. ``among`` are the rules to search,
    by default the shipped ones. Raises UnknownRuleError, for an empty selector too.
    """
    known: Sequence[Rule | RuleName] = rules() if among is None else among
    codes: set[str] = set()
    # Each once, in any case: a long list takes no more time than the number of rules allows.
    every = (part.strip() for entry in selectors for part in entry.split(","))
    for wanted, selector in {selector.upper(): selector for selector in every}.items():
        if not selector:
            raise UnknownRuleError("")
        found = {rule.code for rule in known if matches(wanted, rule.code, rule.name)}
        if not found:
            raise UnknownRuleError(selector, _nearest(selector, known))
        codes |= found
    return frozenset(codes)


def matches(wanted: str, code: str, name: str) -> bool:
    """Return whether a selector in upper case matches the rule with this code and name."""
    return wanted == ALL or code.startswith(wanted) or name.upper() == wanted


def severities(table: Mapping[str, str], among: Sequence[Rule]) -> dict[str, str]:
    """Return the severity, or ``off``, of each rule that the selectors of a table match, by code.

    A code or name wins over a prefix, a long prefix over a short one, and any over ``ALL``.
    Raises UnknownRuleError for a selector, ValueError for a severity that does not exist.
    """
    exact = {name for rule in among for name in (rule.code.lower(), rule.name)}
    found: dict[str, str] = {}
    for selector in sorted(table, key=lambda s: (s.lower() in exact, s.upper() != ALL, len(s))):
        word = table[selector]
        if word not in (OFF, *Severity):
            known = ", ".join((*Severity, OFF))
            raise ValueError(f"unknown severity {word!r}: use one of {known}")
        found |= dict.fromkeys(expand((selector,), among), word)
    return found


def choose(
    select: Iterable[str] | None,
    ignore: Iterable[str] | None,
    pedantic: bool,
    *,
    extend: Iterable[str] = (),
    severity: Mapping[str, str] | None = None,
    among: Sequence[Rule] | None = None,
) -> tuple[Rule, ...]:
    """Return the rules to run from ``among``, by default the shipped ones.

    Without ``select``, these are all except the advice, which ``pedantic`` adds. ``extend`` adds
    further rules. ``severity`` contains other severities by code, as ``severities`` returns them.
    Raises UnknownRuleError, also if ``select`` and ``extend`` are both empty: no rule would run.
    """
    known = rules() if among is None else among
    changed = severity or {}
    if select is not None:
        wanted = expand(select, known)
        if not wanted and not expand(extend, known):
            raise UnknownRuleError("")
    else:
        wanted = frozenset(
            r.code for r in known if pedantic or changed.get(r.code, r.severity) != Severity.INFO
        )
    wanted |= expand(extend, known)
    dropped = expand(ignore or (), known)
    return tuple(
        r
        for r in known
        if r.code in wanted and r.code not in dropped and changed.get(r.code) != OFF
    )


def _nearest(selector: str, known: Sequence[Rule | RuleName]) -> str | None:
    names = [r.name for r in known]
    codes = [r.code for r in known]
    code = selector.upper()
    if code.startswith(PREFIX) and code[len(PREFIX) :].isdecimal():
        # `LC3` is LC003 without its zeros; `LC37` is the beginning of a code.
        padded = f"{PREFIX}{code[len(PREFIX) :]:0>3}"
        near = padded if padded in codes else next((c for c in codes if c.startswith(code)), None)
        if near is not None:
            return near
    return closest(code, codes) or closest(selector.lower(), names)
