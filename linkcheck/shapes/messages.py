"""Shape errors to findings: one for each cause, in our own words, with what goes with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from linkcheck.engine.dedupe import LEAVE_OUT
from linkcheck.engine.finding import Fix, Related, Severity
from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.rule import RULES, Finding, Found, Rule, plaid_error, replacement
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
from linkcheck.suggestions import either, entry_for

_FORMAT_WORDS = {
    "date": "a day of the calendar as YYYY-MM-DD",
    "date-time": "a date-time of RFC 3339, such as 2025-07-01T16:00:00Z",
    "url": "an absolute URL that begins with http:// or https://",
    "https-url": "an absolute URL that begins with https://",
}


def findings(
    document: DocumentKind,
    payload: Any,
    errors: Iterable[ShapeError],
    sights: Iterable[presence.Sight],
    *,
    is_text: bool,
) -> list[Found]:
    """Return the findings behind the errors of an engine, and behind what it does not report.

    ``is_text`` says that the document was read from a file.
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
                found.append((rule, _judged(spot, rule, keyword, finding)))
    if repeating:
        wrong = {finding.path for _, finding in found if finding.missing is None}
        for path in repeating:
            spot = _spot(document, payload, path)
            for finding in _repeated(spot):
                if finding.path not in wrong:
                    rule = rules.REPEATED_ITEM
                    found.append((rule, _judged(spot, rule, "uniqueItems", finding)))
    for sight in sights:
        if sight.what != presence.FORMAT or sight.path not in keywords:
            spot = _spot(document, payload, sight.path)
            rule, finding = _SIGHTS[sight.what](spot)
            found.append((rule, _judged(spot, rule, sight.what, finding)))
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
    """The keywords that stand for causes of their own: a wrong type or no text explains others."""
    for first in ("type", "minLength", "enum", "const"):
        if first in keywords:
            return [first]
    return sorted(keywords - {"uniqueItems"})


def _judged(spot: Spot, rule: Rule, keyword: str, finding: Finding) -> Finding:
    """The finding with the severity that its field gives it, and the answer to an error."""
    severity = finding.severity or rule.severity
    own = spot.node.get("x-severity")
    if own:
        # The key `type/number` is for values that are numbers.
        is_number = isinstance(spot.value, (int, float)) and not isinstance(spot.value, bool)
        severity = Severity(own.get(f"{keyword}/number" if is_number else keyword, severity))
    if keyword in ("enum", "const") and not spot.document.is_request:
        # A new value may be sent at any time.
        severity = max(severity, Severity.WARNING, key=lambda one: one.rank)
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
    text, subject = shown(type(spot.document), value, node), spot.subject
    subject = f"{subject} is {text}" if text else f"The value of {subject}"
    if value in node.get("x-newer-values", ()):
        message = f"{subject}, which {spot.document.provider}'s client libraries list "
        message += "but its documentation does not."
        yield rules.NEWER_VALUE, Finding(spot.path, message)
        return
    if value in node.get("x-undocumented-values", ()):
        reason = (
            entry_for(node.get("x-hints", {}), value)
            or "Newer or hidden API descriptions have it. Use a documented value unless this one "
            "works for you."
        )
        message = f"{subject}, which the reference does not list here. {reason}"
        yield rules.UNDOCUMENTED_VALUE, Finding(spot.path, message)
        return
    noun = node.get("x-noun", "one of the allowed values")
    message = f"{subject}, which" if text else subject
    message += f" is not {noun} ({spot.document.snapshot})."
    meant = replacements.value(node, value)
    hint = entry_for(node.get("x-hints", {}), value)
    several = replacements.several(node, value) if isinstance(value, str) and not hint else []
    if several:
        message += f" It is {together(several)}. {_apart(spot, several)}"
        yield rules.UNKNOWN_VALUE, Finding(spot.path, message)
        return
    if hint:
        message += f" {hint}"
    if meant and (not hint or f"`{meant.value}`" not in hint):
        message += f" Did you mean `{meant.value}`?"
    elif not meant and not hint:
        message += _allowed(spot, [v for v in node["enum"] if isinstance(v, str)])
    fix = None
    if meant:
        fix = replacement(
            *spot.path,
            value=meant.value,
            description=f"Write `{meant.value}`",
            # What was answered is not for us to put right.
            safe=meant.safe and spot.document.is_request,
        )
    yield rules.UNKNOWN_VALUE, Finding(spot.path, message, fix=fix)


def _apart(spot: Spot, values: list[str]) -> str:
    if isinstance(spot.path[-1], int):
        return f"Write `{json.dumps(values)[1:-1]}`."
    return f"Write one of them: {either(f'`{value}`' for value in values)}."


def _allowed(spot: Spot, allowed: list[str]) -> str:
    if isinstance(spot.value, str):
        elsewhere = replacements.homes(schema(spot.document), spot.path, spot.value)
        if elsewhere:
            return f" It belongs in {either(f'`{spot.dotted(home)}`' for home in elsewhere)}."
    return f" Allowed: {some(_written(allowed))}."


def _written(values: list[str]) -> list[str]:
    """The values of a list, in quotes where they look like numbers."""
    return [f'"{value}"' if value.replace(".", "").isdigit() else value for value in values]


def _const(spot: Spot) -> Iterator[Found]:
    wanted, hint = spot.node["const"], spot.node.get("x-hints", {}).get(spot.value, "")
    if "x-open" in spot.node and not hint:
        return
    message = f"{spot.subject} is not `{wanted}`, as it is in every document of this kind."
    message = f"{message} {hint}".rstrip()
    yield rules.UNKNOWN_VALUE, Finding(spot.path, message)


def _min_length(spot: Spot) -> Iterator[Found]:
    message = f"{spot.subject} is empty.{_unset_remedy(spot)}"
    yield rules.EMPTY_STRING, Finding(spot.path, message, fix=without(spot))


def _unset_remedy(spot: Spot) -> str:
    return " Set it." if spot.is_required else LEAVE_OUT[0]


def _max_length(spot: Spot) -> Iterator[Found]:
    most = spot.node["maxLength"]
    message = f"{spot.subject} has {len(spot.value)} characters, but may have {most} at most."
    yield rules.TOO_LONG, Finding(spot.path, message)


def _range(spot: Spot) -> Iterator[Found]:
    low, high = spot.node.get("minimum"), spot.node.get("maximum")
    if low is not None and high is not None:
        bounds = f"must be {low} to {high}"
    else:
        bounds = f"must be {high} or less" if low is None else f"must be {low} or more"
    is_shown = "x-sensitive" not in spot.node and is_shown_number(spot.value)
    value = f" is {spot.value:.12g}, but" if is_shown else ""
    yield rules.OUT_OF_RANGE, Finding(spot.path, f"{spot.subject}{value} {bounds}.")


def _min_items(spot: Spot) -> Iterator[Found]:
    least = spot.node["minItems"]
    message = f"{spot.subject} has {len(spot.value)} entries, but must have {least} or more."
    yield rules.TOO_FEW_ITEMS, Finding(spot.path, message)


def _max_items(spot: Spot) -> Iterator[Found]:
    most = spot.node["maxItems"]
    message = f"{spot.subject} has {len(spot.value)} entries, but may have {most} at most."
    yield rules.TOO_MANY_ITEMS, Finding(spot.path, message)


def _pattern(spot: Spot) -> Iterator[Found]:
    rule = RULES[spot.node.get("x-rule", {}).get("pattern", rules.WRONG_FORMAT.code)]
    subject = spot.subject
    texts = {
        rules.SURROUNDING_WHITE_SPACE: f"{subject} begins or ends with white space. Remove it."
        if spot.value.strip()
        else f"{subject} is only white space.{_unset_remedy(spot)}",
        rules.BLANK_STRING: f"{subject} is blank. It needs at least one other character.",
    }
    message = texts.get(rule) or f"{subject} is not {expected(spot.node)}."
    fix = None
    if rule is rules.SURROUNDING_WHITE_SPACE and spot.value.strip():
        fix = replacement(
            *spot.path,
            value=spot.value.strip(),
            description="Remove the white space around it",
            safe=False,
        )
    yield rule, Finding(spot.path, message, fix=fix)


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
            f"{spot.name(path)} repeats {spot.name(first)}. Remove one of the two.",
            related=(Related(to_pointer(first), "the first of the two"),),
            fix=Fix("Remove the repeated entry", ({"op": "remove", "path": to_pointer(path)},)),
        )


def _identity(value: Any) -> Any:
    """A hashable stand-in that is equal for values that are equal in JSON."""
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


# -- one handler for each kind of sight ------------------------------------------------------------


def _format(spot: Spot) -> Found:
    name = spot.node["format"]
    words = _FORMAT_WORDS[name]
    if name in ("url", "https-url"):
        words = formats.URL_FAULTS.get(formats.url_fault(spot.value) or "form", words)
    return rules.WRONG_FORMAT, Finding(spot.path, f"{spot.subject} is not {words}.")


def _presence(spot: Spot) -> Found:
    node, subject, provider = spot.node, spot.subject, spot.document.provider
    if node.get("deprecated"):
        rule, text = rules.DEPRECATED_FIELD, "is deprecated."
    elif node.get("x-legacy"):
        rule, text = rules.DEPRECATED_FIELD, "is a legacy field."
    else:
        rule, text = rules.UNDOCUMENTED_FIELD, f"is not in {provider}'s documentation."
    remedy = node.get("x-instead", f"Leave it out unless {provider} told you to send it.")
    # A remedy that names a field takes more than to leave this one out, and a legacy field works.
    is_over = node.get("deprecated") and "`" not in remedy
    fix = without(spot, safe=False) if is_over else None
    return rule, Finding(spot.path, f"{subject} {text} {remedy}".strip(), key=True, fix=fix)


def _null(spot: Spot) -> Found:
    provider = spot.document.provider
    message = f"{spot.subject} is null, which {provider} takes as not set. Leave the member out."
    return rules.NULL_NOT_SET, Finding(spot.path, message, fix=without(spot))


_SIGHTS: dict[str, Callable[[Spot], Found]] = {
    presence.FORMAT: _format,
    presence.PRESENCE: _presence,
    presence.NULL: _null,
}


# -- what would be answered ------------------------------------------------------------------------


def _answer(spot: Spot, keyword: str, finding: Finding) -> str | None:
    """The answer in the form of ``linkcheck.engine.rule.plaid_error``, where a source shows it."""
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
    """An answer that names a field at its end; without one, its code alone."""
    if answer is None or field is not None:
        return answer and f"{answer}{field}"
    return answer.partition(":")[0]
