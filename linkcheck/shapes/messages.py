"""Shape errors to findings: one for each cause, in our own words, with what goes with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from linkcheck.engine.dedupe import LEAVE_OUT
from linkcheck.engine.finding import Fix, Related, Severity
from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.rule import RULES, Finding, Rule, plaid_error, removal, replacement
from linkcheck.pointer import Path, to_pointer, value_at
from linkcheck.shapes import formats, presence, replacements, rules
from linkcheck.shapes.disclosure import Api, dotted, is_shown_name, is_shown_number, shown_name
from linkcheck.shapes.engines import ShapeError
from linkcheck.shapes.loader import HIDDEN, Schema, descend, members, places, schema
from linkcheck.shapes.wording import (
    actual,
    either,
    expected,
    shown,
    some,
    types,
)
from linkcheck.suggestions import closest, entry_for

Found = tuple[Rule, Finding]

_FORMAT_WORDS = {
    "date": "a day of the calendar as YYYY-MM-DD",
    "date-time": "a date-time of RFC 3339, such as 2025-07-01T16:00:00Z",
    "url": "an absolute URL that begins with http:// or https://",
    "https-url": "an absolute URL that begins with https://",
}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the document: its value, its schema, and those of the object around it."""

    document: DocumentKind
    path: Path
    node: Schema
    value: Any
    parent: Schema
    root: Any
    hidden: bool
    is_text: bool
    """The document was read from JSON or YAML, so that the reader can write or omit quotes."""

    @property
    def api(self) -> Api:
        """The API that the document is of."""
        return type(self.document)

    @property
    def subject(self) -> str:
        """The place as the subject of a sentence."""
        return self.name(self.path)

    def name(self, path: Path) -> str:
        """Return a path as the subject of a sentence."""
        return f"`{self.dotted(path)}`" if path else "The document"

    def dotted(self, path: Path) -> str:
        """Return a path as messages write it; names that may not be shown are ``*``."""
        return dotted(self.api, path)

    @property
    def is_required(self) -> bool:
        return bool(self.path) and self.path[-1] in self.parent.get("required", ())


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


def _spot(document: DocumentKind, payload: Any, path: Path, is_text: bool = True) -> _Spot:
    node, value, parent = schema(document), payload, schema(document)
    hidden = False
    for step in path:
        parent = node
        node = node["items"] if isinstance(step, int) else node["properties"][step]
        value = value[step]
        hidden = hidden or HIDDEN in node
    return _Spot(document, path, node, value, parent, payload, hidden, is_text)


def _causes(keywords: set[str]) -> list[str]:
    """The keywords that stand for causes of their own: a wrong type or no text explains others."""
    for first in ("type", "minLength", "enum", "const"):
        if first in keywords:
            return [first]
    return sorted(keywords - {"uniqueItems"})


def _judged(spot: _Spot, rule: Rule, keyword: str, finding: Finding) -> Finding:
    """The finding with the severity that its field gives it, and the answer to an error."""
    severity = finding.severity or rule.severity
    own = spot.node.get("x-severity", {})
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


def _type(spot: _Spot) -> Iterator[Found]:
    subject, value = spot.subject, spot.value
    fix = None
    if value is None and spot.is_required:
        text = f"{subject} is null, but must be given. Set it to {expected(spot.node)}."
    elif value is None and "null" in spot.node.get("x-hints", {}):
        text = f"{subject} is null, but must be {expected(spot.node)}."
        text += f" {spot.node['x-hints']['null']}"
    elif value is None:
        what = "entry" if isinstance(spot.path[-1], int) else "member"
        text = f"{subject} is null, but must be {expected(spot.node)}."
        text += LEAVE_OUT[1] if what == "member" else " Leave the entry out."
        fix = _without(spot)
    else:
        remedy = _type_remedy(spot)
        wanted = expected(spot.node, example=not remedy)
        text = f"{subject} is {actual(value)}, but must be {wanted}.{remedy}"
        fix = _retyped(spot, wanted)
    yield rules.WRONG_TYPE, Finding(spot.path, text, fix=fix)


def _type_remedy(spot: _Spot) -> str:
    """How to write the value in a wanted type; nothing if the result would be wrong as well."""
    wanted, value = types(spot.node), spot.value
    if "array" in wanted and not isinstance(value, (list, dict)):
        return _array_remedy(spot.node, value)
    if isinstance(value, str) and "boolean" in wanted:
        return f" Write {'true or false' if spot.is_text else 'True or False'} without quotes."
    if isinstance(value, str) and {"integer", "number"} & set(wanted):
        number = replacements.retyped(value, spot.node, wanted)
        if number is not None and replacements.fits(number, spot.node):
            return " Write it without quotes." if spot.is_text else " Convert it with `int(...)`."
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and "string" in wanted and replacements.fits(str(value), spot.node):
        return " Write it in quotes." if spot.is_text else " Convert it with `str(...)`."
    return ""


def _array_remedy(node: Schema, value: Any) -> str:
    entries = node.get("items", {})
    if replacements.fits([value], node):
        return " Put it in brackets."
    if isinstance(value, str) and "enum" in entries:
        together = replacements.several(entries, value)
        if together:
            return f" It is {_together(together)}. Write `{json.dumps(together)}`."
        meant = replacements.value(entries, value)
        if meant:
            return f" Write `{json.dumps([meant.value])}`."
    return ""


def _together(values: list[str]) -> str:
    return "several values in one string" if len(values) > 1 else "an array in a string"


def _retyped(spot: _Spot, wanted: str) -> Fix | None:
    """The fix that writes the same value in the wanted type, if there is one."""
    if not spot.document.is_request or not spot.path:
        return None
    value = replacements.retyped(spot.value, spot.node, types(spot.node))
    if value is None:
        return None
    # A number may have lost its leading zeros, which matters where it identifies a person.
    safe = "x-sensitive" not in spot.node
    description = f"Write it as {wanted}"
    return replacement(*spot.path, value=value, description=description, safe=safe)


def _without(spot: _Spot, *, safe: bool = True) -> Fix | None:
    """The fix that leaves a member of a request out, if it may be left out."""
    if not spot.document.is_request or spot.is_required or not isinstance(spot.path[-1], str):
        return None
    return removal(*spot.path, safe=safe)


def _enum(spot: _Spot) -> Iterator[Found]:
    node, value = spot.node, spot.value
    subject, text = spot.subject, shown(type(spot.document), value, node)
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
    together = replacements.several(node, value) if isinstance(value, str) and not hint else []
    if together:
        message += f" It is {_together(together)}. {_apart(spot, together)}"
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


def _apart(spot: _Spot, values: list[str]) -> str:
    if isinstance(spot.path[-1], int):
        return f"Write `{json.dumps(values)[1:-1]}`."
    return f"Write one of them: {either(f'`{value}`' for value in values)}."


def _allowed(spot: _Spot, allowed: list[str]) -> str:
    if isinstance(spot.value, str):
        elsewhere = replacements.homes(schema(spot.document), spot.path, spot.value)
        if elsewhere:
            return f" It belongs in {either(f'`{spot.dotted(home)}`' for home in elsewhere)}."
    return f" Allowed: {some(_written(allowed))}."


def _written(values: list[str]) -> list[str]:
    """The values of a list, in quotes where they look like numbers."""
    return [f'"{value}"' if value.replace(".", "").isdigit() else value for value in values]


def _const(spot: _Spot) -> Iterator[Found]:
    wanted, hint = spot.node["const"], spot.node.get("x-hints", {}).get(spot.value, "")
    if "x-open" in spot.node and not hint:
        return
    message = f"{spot.subject} is not `{wanted}`, as it is in every document of this kind."
    message = f"{message} {hint}".rstrip()
    yield rules.UNKNOWN_VALUE, Finding(spot.path, message)


def _required(spot: _Spot) -> Iterator[Found]:
    unknown = _unknown_names(spot)
    meant = {_meant_member(spot, name) for name in unknown}
    if spot.value.keys() & spot.node.get("x-excerpt", ()) and not (
        spot.value.keys() & set(spot.node["required"])
    ):
        return  # cut out of a whole document, and judged for what it holds
    for name in spot.node["required"]:
        if name in spot.value or name in meant:
            continue
        field = spot.node["properties"][name]
        where = f"{spot.subject} lacks" if spot.path else f"The {_what(spot.document)} lacks"
        message = f"{where} `{name}`, which must be there."
        if spot.document.is_request:
            message += f" Add it: {_lower(field['description'])}"
        yield rules.MISSING_FIELD, Finding(spot.path, message, missing=name)


def _additional(spot: _Spot) -> Iterator[Found]:
    tolerated = spot.node.get("x-unknown")
    where = f"`{spot.dotted(spot.path)}`" if spot.path else f"the {_what(spot.document)}"
    for name in _unknown_names(spot):
        message = f"{shown_name(spot.api, name)} is no field of {where}."
        message += f" {spot.document.provider} ignores it." if tolerated else ""
        message += _member_remedy(spot, name)
        yield (
            rules.UNKNOWN_FIELD,
            Finding(
                (*spot.path, name),
                message,
                key=True,
                severity=Severity(tolerated) if tolerated else None,
                fix=_renamed(spot, name),
            ),
        )


def _renamed(spot: _Spot, name: str) -> Fix | None:
    meant = _meant_member(spot, name)
    if meant is None or not is_shown_name(spot.api, name):  # the patch names it
        return None
    here = to_pointer(spot.path)
    move = {"op": "move", "from": here + to_pointer((name,)), "path": here + to_pointer((meant,))}
    return Fix(f"Rename it `{meant}`", (move,), safe=False)


def _member_remedy(spot: _Spot, name: str) -> str:
    hint = entry_for(spot.node.get("x-hints", {}), name)
    if hint:
        return f" {hint}"
    meant = _meant_member(spot, name)
    if meant:
        return f" Did you mean `{meant}`?"
    elsewhere = _homes(spot, name)
    if elsewhere:
        return f" It belongs in {either(_parent_words(spot, home) for home in elsewhere)}."
    known = _members(spot)
    if len(known) <= 8:
        return f" It has {some(known)}."
    return " Leave it out."


def _homes(spot: _Spot, name: str) -> list[Path]:
    """The nearest fields of the name of an unknown member that take a value such as its own.

    Only what lies above or below it counts, and is not there yet: a field of the same name in
    another branch is another field.
    """
    fitting: list[Path] = []
    for dotted_path in places(spot.document).get(name, ()):
        home: Path = tuple(dotted_path.split("."))
        parent, shared = home[:-1], min(len(home) - 1, len(spot.path))
        if parent[:shared] != spot.path[:shared] or _is_given(spot.root, home):
            continue
        node = descend(schema(spot.document), home)  # None below an array
        if node is not None and replacements.suits(spot.value[name], node):
            fitting.append(home)
    nearest = min((abs(len(home) - 1 - len(spot.path)) for home in fitting), default=0)
    return [home for home in fitting if abs(len(home) - 1 - len(spot.path)) == nearest]


def _is_given(root: Any, path: Path) -> bool:
    try:
        return value_at(root, path) is not None
    except (LookupError, TypeError):
        return False


def _parent_words(spot: _Spot, home: Path) -> str:
    return f"`{spot.dotted(home[:-1])}`" if len(home) > 1 else "the top level of the request"


def _min_length(spot: _Spot) -> Iterator[Found]:
    message = f"{spot.subject} is empty.{_unset_remedy(spot)}"
    yield rules.EMPTY_STRING, Finding(spot.path, message, fix=_without(spot))


def _unset_remedy(spot: _Spot) -> str:
    return " Set it." if spot.is_required else LEAVE_OUT[0]


def _max_length(spot: _Spot) -> Iterator[Found]:
    most = spot.node["maxLength"]
    message = f"{spot.subject} has {len(spot.value)} characters, but may have {most} at most."
    yield rules.TOO_LONG, Finding(spot.path, message)


def _range(spot: _Spot) -> Iterator[Found]:
    low, high = spot.node.get("minimum"), spot.node.get("maximum")
    if low is not None and high is not None:
        bounds = f"must be {low} to {high}"
    else:
        bounds = f"must be {high} or less" if low is None else f"must be {low} or more"
    is_shown = "x-sensitive" not in spot.node and is_shown_number(spot.value)
    value = f" is {spot.value:.12g}, but" if is_shown else ""
    yield rules.OUT_OF_RANGE, Finding(spot.path, f"{spot.subject}{value} {bounds}.")


def _min_items(spot: _Spot) -> Iterator[Found]:
    least = spot.node["minItems"]
    message = f"{spot.subject} has {len(spot.value)} entries, but must have {least} or more."
    yield rules.TOO_FEW_ITEMS, Finding(spot.path, message)


def _max_items(spot: _Spot) -> Iterator[Found]:
    most = spot.node["maxItems"]
    message = f"{spot.subject} has {len(spot.value)} entries, but may have {most} at most."
    yield rules.TOO_MANY_ITEMS, Finding(spot.path, message)


def _pattern(spot: _Spot) -> Iterator[Found]:
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


def _repeated(spot: _Spot) -> Iterator[Finding]:
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


_HANDLERS: dict[str, Callable[[_Spot], Iterator[Found]]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "required": _required,
    "additionalProperties": _additional,
    "minLength": _min_length,
    "maxLength": _max_length,
    "minimum": _range,
    "maximum": _range,
    "minItems": _min_items,
    "maxItems": _max_items,
    "pattern": _pattern,
}


# -- one handler for each kind of sight ------------------------------------------------------------


def _format(spot: _Spot) -> Found:
    name = spot.node["format"]
    words = _FORMAT_WORDS[name]
    if name in ("url", "https-url"):
        words = formats.URL_FAULTS.get(formats.url_fault(spot.value) or "form", words)
    return rules.WRONG_FORMAT, Finding(spot.path, f"{spot.subject} is not {words}.")


def _presence(spot: _Spot) -> Found:
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
    fix = _without(spot, safe=False) if is_over else None
    return rule, Finding(spot.path, f"{subject} {text} {remedy}".strip(), key=True, fix=fix)


def _null(spot: _Spot) -> Found:
    provider = spot.document.provider
    message = f"{spot.subject} is null, which {provider} takes as not set. Leave the member out."
    return rules.NULL_NOT_SET, Finding(spot.path, message, fix=_without(spot))


_SIGHTS: dict[str, Callable[[_Spot], Found]] = {
    presence.FORMAT: _format,
    presence.PRESENCE: _presence,
    presence.NULL: _null,
}


# -- what would be answered ------------------------------------------------------------------------


def _answer(spot: _Spot, keyword: str, finding: Finding) -> str | None:
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


# -- member names ----------------------------------------------------------------------------------


def _unknown_names(spot: _Spot) -> list[str]:
    if spot.node.get("additionalProperties") is not False:
        return []
    return [name for name in spot.value if name not in spot.node["properties"]]


def _meant_member(spot: _Spot, name: str) -> str | None:
    """The known member that an unknown one was probably meant for, if it is not there itself."""
    direct = entry_for(spot.node.get("x-replacements", {}), name)
    if direct:
        return None if direct in spot.value else str(direct)
    if _homes(spot, name):
        return None
    meant = closest(name, _members(spot))
    if meant is None or meant in spot.value:
        return None
    if name in places(spot.document):  # a name in its own right: only another number is a slip
        node, is_near = spot.node["properties"][meant], abs(len(meant) - len(name)) < 2
        return meant if is_near and replacements.suits(spot.value[name], node) else None
    return meant


def _members(spot: _Spot) -> tuple[str, ...]:
    return members(spot.document, tuple(step for step in spot.path if isinstance(step, str)))


def _what(document: DocumentKind) -> str:
    return "request" if document.is_request else "document"


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
