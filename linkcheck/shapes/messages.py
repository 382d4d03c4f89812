"""Convert shape errors to findings, one for each cause."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from linkcheck.engine.dedupe import LEAVE_OUT, SET, SET_OR_LEAVE_OUT
from linkcheck.engine.finding import Fix, Related, Severity
from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.rule import RULES, Finding, Found, Rule, plaid_error, replacement
from linkcheck.engine.wording import either, quoted
from linkcheck.pointer import Path, to_pointer
from linkcheck.shapes import formats, presence, replacements, rules
from linkcheck.shapes.disclosure import is_shown_name, is_shown_number
from linkcheck.shapes.engines import ShapeError
from linkcheck.shapes.fields import additional, required
from linkcheck.shapes.loader import HIDDEN, schema
from linkcheck.shapes.wording import (
    Spot,
    expected,
    shown,
    some,
    together,
    types,
    without,
)
from linkcheck.shapes.wrong_types import wrong_type
from linkcheck.suggestions import entry_for

_FORMATS = {
    "date": ("a valid date (YYYY-MM-DD)", "Write an existing date as YYYY-MM-DD"),
    "date-time": ("a valid date-time (RFC 3339)", "Write it like `2025-07-01T16:00:00Z`"),
    "url": ("a valid URL", "Use an absolute URL that begins with http:// or https://"),
    "https-url": ("a valid https URL", "Use an absolute URL that begins with https://"),
}
"""What a string of each format is, and how to write one."""


def findings(
    document: DocumentKind,
    payload: Any,
    errors: Iterable[ShapeError],
    issues: Iterable[presence.Issue],
    *,
    is_text: bool,
) -> list[Found]:
    """Return the findings for the errors of an engine, and for what no engine reports.

    ``is_text`` says that the document was read from JSON or YAML.
    """
    keywords: dict[Path, set[str]] = {}
    for error in errors:
        keywords.setdefault(error.path, set()).add(error.keyword)
    found: list[Found] = []
    repeating: list[Path] = []
    for path, broken in keywords.items():
        if "uniqueItems" in broken:
            repeating.append(path)
        spot = _spot(document, payload, path, is_text)
        for keyword in _causes(broken):
            for rule, finding in list(_HANDLERS[keyword](spot)):
                found.append((rule, _completed(spot, rule, keyword, finding)))
    if repeating:
        wrong = {finding.path for _, finding in found if finding.missing is None}
        for path in repeating:
            spot = _spot(document, payload, path)
            for finding in _repeated(spot):
                if finding.path not in wrong:
                    rule = rules.REPEATED_ITEM
                    found.append((rule, _completed(spot, rule, "uniqueItems", finding)))
    for issue in issues:
        if issue.what != presence.FORMAT or issue.path not in keywords:
            spot = _spot(document, payload, issue.path)
            rule, finding = _ISSUES[issue.what](spot)
            found.append((rule, _completed(spot, rule, issue.what, finding)))
    return found


def _spot(document: DocumentKind, payload: Any, path: Path, is_text: bool = True) -> Spot:
    node, value, parent = schema(document), payload, schema(document)
    hidden = False
    for step in path:
        parent = node
        node = node["items"] if isinstance(step, int) else node["properties"][step]
        value = value[step]
        hidden = hidden or HIDDEN in node
    return Spot(document, path, node, value, parent, payload, hidden, is_text)


def _causes(keywords: set[str]) -> list[str]:
    """Return the keywords to report: a wrong type or an empty string explains the others."""
    for first in ("type", "minLength", "enum", "const"):
        if first in keywords:
            return [first]
    return sorted(keywords - {"uniqueItems"})


def _completed(spot: Spot, rule: Rule, keyword: str, finding: Finding) -> Finding:
    """Return a finding with the severity for its field, and Plaid's answer to an error."""
    severity = finding.severity or rule.severity
    own = spot.node.get("x-severity")
    if own:
        # The key `type/number` is for values that are numbers.
        is_number = isinstance(spot.value, (int, float)) and not isinstance(spot.value, bool)
        severity = Severity(own.get(f"{keyword}/number" if is_number else keyword, severity))
    if keyword in ("enum", "const") and not spot.document.is_request:
        # The API may add values at any time.
        severity = max(severity, Severity.WARNING, key=lambda one: one.rank)
    elif not spot.document.is_request:
        finding.help = None  # the user cannot change an answer
    if spot.hidden and severity is Severity.ERROR:
        severity = Severity.WARNING
    if severity is not rule.severity:
        finding.severity = severity
    if severity is Severity.ERROR and spot.document.is_request:
        finding.plaid_error = plaid_error(_answer(spot, keyword, finding))
    return finding


# -- one handler for each keyword ------------------------------------------------------------------


def _enum(spot: Spot) -> Iterator[Found]:
    node, value = spot.node, spot.value
    meant = replacements.value(node, value)
    hint = entry_for(node.get("x-hints", {}), value)
    text = shown(spot.api, value, node)
    named = f"{node.get('x-noun', 'value')} {text}" if text else node.get("x-noun", "value")
    if value in node.get("x-newer-values", ()):
        message = f"{text or 'The value'} in {spot.subject} is in {spot.document.provider}'s "
        message += "client libraries but not in its documentation"
        remedy = "Check that it works for your account"
        yield rules.NEWER_VALUE, Finding(spot.path, message, help=remedy)
        return
    if value in node.get("x-undocumented-values", ()):
        message = f"Undocumented {named} in {spot.subject}"
        remedy = hint or "Use a documented value unless this one works for you"
        yield rules.UNDOCUMENTED_VALUE, Finding(spot.path, message, help=remedy)
        return
    several = replacements.several(node, value) if isinstance(value, str) and not hint else []
    if several:
        message = f"{spot.subject} holds {together(several)}"
        yield rules.UNKNOWN_VALUE, Finding(spot.path, message, help=_split_remedy(spot, several))
        return
    homes = [] if hint or meant else _homes(spot)
    message = f"Unknown {named} in {spot.subject}"
    if homes and text:
        message = f"{text} is not allowed in {spot.name(spot.path[:-1])}"
    fix = None
    if meant:
        fix = replacement(
            *spot.path,
            value=meant.value,
            description=f"Use `{meant.value}`",
            # linkcheck does not correct answers.
            safe=meant.safe and spot.document.is_request,
        )
    remedy = _enum_remedy(spot, hint, meant, homes)
    yield rules.UNKNOWN_VALUE, Finding(spot.path, message, help=remedy, fix=fix)


def _enum_remedy(
    spot: Spot, hint: str | None, meant: replacements.Meant | None, homes: list[Path]
) -> str:
    if not spot.document.is_request:
        new = f"{spot.document.provider} has added it since the {spot.document.snapshot}"
        return hint or f"Check whether {f'it should be `{meant.value}`' if meant else new}"
    if hint:
        return hint
    if meant:
        return f"Use `{meant.value}`"
    if homes:
        return f"Move it to {either(spot.name(home) for home in homes)}"
    allowed = _written([v for v in spot.node["enum"] if isinstance(v, str)])
    return f"Use {'one of ' if len(allowed) > 1 else ''}{some(allowed)}"


def _homes(spot: Spot) -> list[Path]:
    """Return the arrays that allow a value which its own array does not allow."""
    if not isinstance(spot.value, str):
        return []
    return replacements.homes(schema(spot.document), spot.path, spot.value)


def _split_remedy(spot: Spot, values: list[str]) -> str:
    if isinstance(spot.path[-1], int):
        return f"Write `{json.dumps(values)[1:-1]}`"
    return f"Use {either(quoted(values))}"


def _written(values: list[str]) -> list[str]:
    """Return values, in quotes where they look like numbers."""
    return [f'"{value}"' if value.replace(".", "").isdigit() else value for value in values]


def _const(spot: Spot) -> Iterator[Found]:
    hint = spot.node.get("x-hints", {}).get(spot.value)
    if "x-open" in spot.node and not hint:
        return
    message = f"{spot.subject} must be `{spot.node['const']}`"
    yield rules.UNKNOWN_VALUE, Finding(spot.path, message, help=hint)


def _min_length(spot: Spot) -> Iterator[Found]:
    message = f"{spot.subject} is empty"
    remedy = _unset_remedy(spot)
    yield rules.EMPTY_STRING, Finding(spot.path, message, help=remedy, fix=without(spot))


def _unset_remedy(spot: Spot) -> str:
    return SET if spot.is_required else SET_OR_LEAVE_OUT


def _max_length(spot: Spot) -> Iterator[Found]:
    most = spot.node["maxLength"]
    message = f"{spot.subject} must be at most {most} characters long, but has {len(spot.value)}"
    yield rules.TOO_LONG, Finding(spot.path, message, help=f"Shorten it to {most} characters")


def _range(spot: Spot) -> Iterator[Found]:
    low, high = spot.node.get("minimum"), spot.node.get("maximum")
    if low is not None and high is not None:
        bounds = f"between {low} and {high}"
    else:
        bounds = f"at most {high}" if low is None else f"at least {low}"
    is_shown = "x-sensitive" not in spot.node and is_shown_number(spot.value)
    value = f" is {spot.value:.12g} but" if is_shown else ""
    is_low = low is not None and spot.value < low
    remedy = f"Use {low} or more" if is_low else f"Use {high} or less"
    message = f"{spot.subject}{value} must be {bounds}"
    yield rules.OUT_OF_RANGE, Finding(spot.path, message, help=remedy)


def _min_items(spot: Spot) -> Iterator[Found]:
    least = spot.node["minItems"]
    message = f"{spot.subject} must have at least {_entries(least)}, but has {len(spot.value)}"
    lacking = least - len(spot.value)
    remedy = "Add an entry" if lacking == 1 else f"Add {lacking} entries"
    yield rules.TOO_FEW_ITEMS, Finding(spot.path, message, help=remedy)


def _max_items(spot: Spot) -> Iterator[Found]:
    most = spot.node["maxItems"]
    message = f"{spot.subject} must have at most {_entries(most)}, but has {len(spot.value)}"
    remedy = f"Keep {_entries(most)}"
    yield rules.TOO_MANY_ITEMS, Finding(spot.path, message, help=remedy)


def _entries(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _pattern(spot: Spot) -> Iterator[Found]:
    rule = RULES[spot.node.get("x-rule", {}).get("pattern", rules.WRONG_FORMAT.code)]
    if rule is rules.SURROUNDING_WHITE_SPACE and spot.value.strip():
        message = f"{spot.subject} begins or ends with white space"
        remedy = "Remove the white space around it"
        value = spot.value.strip()
        fix = replacement(*spot.path, value=value, description=remedy, safe=False)
        yield rule, Finding(spot.path, message, help=remedy, fix=fix)
    elif rule in (rules.SURROUNDING_WHITE_SPACE, rules.BLANK_STRING):
        message = f"{spot.subject} is only white space"
        yield rule, Finding(spot.path, message, help=_unset_remedy(spot))
    else:
        yield rule, Finding(spot.path, f"{spot.subject} must be {expected(spot.node)}")


def _repeated(spot: Spot) -> Iterator[Finding]:
    seen: dict[Any, int] = {}
    for index, entry in enumerate(spot.value):
        key = _identity(entry)
        if key not in seen:
            seen[key] = index
            continue
        path = (*spot.path, index)
        first = (*spot.path, seen[key])
        yield Finding(
            path,
            f"{spot.name(path)} repeats {spot.name(first)}",
            help="Remove one of them",
            related=(Related(to_pointer(first), "the first of the two"),),
            fix=Fix("Remove the repeated entry", ({"op": "remove", "path": to_pointer(path)},)),
        )


def _identity(value: Any) -> Any:
    """Return a hashable key that is equal for values that are equal in JSON."""
    if isinstance(value, dict):
        return frozenset((name, _identity(child)) for name, child in value.items())
    if isinstance(value, list):
        return tuple(map(_identity, value))
    return (isinstance(value, bool), value)


_HANDLERS: dict[str, Callable[[Spot], Iterator[Found]]] = {
    "type": wrong_type,
    "enum": _enum,
    "const": _const,
    "required": required,
    "additionalProperties": additional,
    "minLength": _min_length,
    "maxLength": _max_length,
    "minimum": _range,
    "maximum": _range,
    "minItems": _min_items,
    "maxItems": _max_items,
    "pattern": _pattern,
}


# -- what no engine reports ------------------------------------------------------------------------


def _format(spot: Spot) -> Found:
    name = spot.node["format"]
    words, remedy = _FORMATS[name]
    if name in ("url", "https-url"):
        fault = formats.url_fault(spot.value) or "form"
        words = formats.URL_FAULTS.get(fault, words)
        remedy = formats.URL_REMEDIES.get(fault, remedy)
    return rules.WRONG_FORMAT, Finding(spot.path, f"{spot.subject} is not {words}", help=remedy)


def _presence(spot: Spot) -> Found:
    node, subject, provider = spot.node, spot.subject, spot.document.provider
    if node.get("deprecated"):
        rule, text = rules.DEPRECATED_FIELD, "is deprecated"
    elif node.get("x-legacy"):
        rule, text = rules.DEPRECATED_FIELD, "is a legacy field"
    else:
        rule, text = rules.UNDOCUMENTED_FIELD, f"is not in {provider}'s documentation"
    remedy = node.get("x-instead", f"Remove it unless {provider} asked you to send it")
    # A remedy that names another field needs more than a removal, and a legacy field works.
    is_over = node.get("deprecated") and "`" not in remedy
    fix = without(spot, safe=False) if is_over else None
    return rule, Finding(spot.path, f"{subject} {text}", key=True, help=remedy, fix=fix)


def _null(spot: Spot) -> Found:
    provider = spot.document.provider
    message = f"{spot.subject} is null, which {provider} treats as not set"
    return rules.NULL_NOT_SET, Finding(spot.path, message, help=LEAVE_OUT, fix=without(spot))


_ISSUES: dict[str, Callable[[Spot], Found]] = {
    presence.FORMAT: _format,
    presence.PRESENCE: _presence,
    presence.NULL: _null,
}


# -- Plaid's answer --------------------------------------------------------------------------------


def _answer(spot: Spot, keyword: str, finding: Finding) -> str | None:
    """Return the answer as ``linkcheck.engine.rule.plaid_error`` takes it, if a source shows it."""
    own, answers = spot.node.get("x-plaid-error", {}), spot.document.answers
    if keyword == "additionalProperties":
        name = str(finding.path[-1])
        if f"{keyword}/{name}" in own:
            return str(own[f"{keyword}/{name}"])
        is_named = is_shown_name(spot.api, name) and all(isinstance(s, str) for s in finding.path)
        return _naming(answers.get("unknown"), spot.dotted(finding.path) if is_named else None)
    if keyword in own:
        return str(own[keyword])
    if keyword == "required":
        return _naming(answers.get("missing"), None if spot.path else finding.missing)
    if keyword != "type":
        return None
    if spot.value is None and spot.is_required:
        return _naming(answers.get("missing"), None)
    is_object = isinstance(spot.value, dict) and "string" in types(spot.node)
    return answers.get("object" if is_object else "type")


def _naming(answer: str | None, field: str | None) -> str | None:
    """Return an answer with the field that it ends in; without a field, its code alone."""
    if answer is None or field is not None:
        return answer and f"{answer}{field}"
    return answer.partition(":")[0]
