"""``linkcheck rule`` and ``linkcheck rules``: show the documentation of rules."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from linkcheck.cli.exits import Exit, WrongUsage
from linkcheck.cli.settings import Settings
from linkcheck.cli.terminal import note_error, write
from linkcheck.engine import catalog
from linkcheck.engine.catalog import UnknownRuleError
from linkcheck.engine.rule import Rule
from linkcheck.engine.ruledoc import parse
from linkcheck.exceptions import ConfigError
from linkcheck.suggestions import closest
from linkcheck.violation import answer

_WIDTH = 88


def show(selector: str, form: str, settings: Settings) -> Exit:
    """Write the documentation of a rule, by code or name. Raises WrongUsage."""
    try:
        rule = _find(selector, settings)
    except UnknownRuleError as error:
        raise WrongUsage(str(error)) from None
    except ConfigError as error:
        note_error(error)
        return Exit.UNUSABLE
    if form == "json":
        write([json.dumps(to_dict(rule), indent=2), "\n"])
    else:
        write("\n".join(_page(rule)) + "\n")
    return Exit.OK


def _find(selector: str, settings: Settings) -> Rule:
    """Return a rule. The configuration is read only if no shipped rule matches."""
    try:
        return catalog.find(selector)
    except UnknownRuleError:
        return catalog.find(selector, _custom_rules(settings))


def _custom_rules(settings: Settings) -> tuple[Rule, ...]:
    resolver = settings.resolver()
    found = resolver.config(".").rules
    settings.write_notes(resolver)
    return found


def show_all(form: str, area: str | None, severity: str | None, settings: Settings) -> Exit:
    """Write a table of rules, filtered by area and severity. Raises WrongUsage."""
    try:
        every = (*catalog.rules(), *_custom_rules(settings))
    except ConfigError as error:
        note_error(error)
        return Exit.UNUSABLE
    chosen = [
        rule for rule in every if area in (None, rule.area) and severity in (None, rule.severity)
    ]
    if area is not None and not chosen:
        _require_area(area, every)
    if form == "json":
        write([json.dumps([to_dict(rule) for rule in chosen], indent=2), "\n"])
    else:
        write(_table(chosen))
    return Exit.OK


def to_dict(rule: Rule) -> dict[str, Any]:
    """Return a rule and its documentation as JSON values."""
    doc, error = parse(rule), answer(rule.plaid)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "evidence": str(rule.evidence),
        "area": rule.area,
        "documents": sorted(rule.documents),
        "what": doc.what,
        "help": doc.help,
        "why": doc.why,
        "bad": [example.text if example.is_python else example.body for example in doc.bad],
        "good": [example.text if example.is_python else example.body for example in doc.good],
        "note": doc.note,
        "context": sorted(doc.context),
        "sources": list(doc.sources),
        "covers": list(rule.covers),
        "plaid_error": error.to_dict() if error else None,
    }


def _require_area(area: str, rules: Sequence[Rule]) -> None:
    areas = sorted({rule.area for rule in rules})
    if area in areas:
        return
    near = closest(area, areas)
    hint = f"did you mean `{near}`?" if near else f"use one of {', '.join(areas)}."
    raise WrongUsage(f"unknown area `{area}`; {hint}")


def _table(rules: Sequence[Rule]) -> Iterator[str]:
    width = max((len(rule.name) for rule in rules), default=0)
    for rule in rules:
        yield f"{rule.code}  {rule.severity:<7}  {rule.name:<{width}}  {parse(rule).what}\n"
    yield f"{len(rules)} rules. Run `linkcheck rule CODE` for details.\n"


def _page(rule: Rule) -> Iterator[str]:
    doc = parse(rule)
    yield f"{rule.code} {rule.name}"
    yield f"{rule.severity}, {rule.evidence}, area {rule.area}"
    yield ""
    yield _wrapped(doc.what)
    for title, text in (("Help", doc.help), ("Why", doc.why), ("Note", doc.note)):
        if text:
            yield ""
            yield _wrapped(f"{title}: {text}")
    yield ""
    yield _wrapped(f"Applies to: {', '.join(sorted(rule.documents))}")
    if rule.plaid:
        code = rule.plaid.error_code or "an error"
        message = f': "{rule.plaid.error_message}"' if rule.plaid.error_message else ""
        yield _wrapped(f"Plaid answers {code}{message}")
    if doc.context:
        yield _wrapped(f"Requires: {', '.join(sorted(doc.context))}")
    for title, examples in (("Bad", doc.bad), ("Good", doc.good)):
        for example in examples:
            yield ""
            yield f"{title}:"
            yield textwrap.indent(example.text, "    ")
    if doc.sources:
        yield ""
        yield "Sources:"
        yield from (f"  {source}" for source in doc.sources)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
