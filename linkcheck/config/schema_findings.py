"""Turn the errors of jsonschema into findings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from linkcheck.engine.rule import Finding
from linkcheck.engine.wording import either, quoted
from linkcheck.pointer import Path as Steps
from linkcheck.redaction import dotted, shown_name
from linkcheck.shapes.wording import actual

NOTHING: dict[str, Any] = {"not": {}}
"""The schema that nothing matches, as ``house_schemas`` writes ``false``."""
_REMOVE = "Remove it"
_MOST_ALLOWED = 8
_MOST_SHOWN = 40


def findings(validator: Any, value: Any) -> Iterator[Finding]:
    """Yield the findings for the errors of a value, without duplicates."""
    seen: set[tuple[Steps, str | None, bool]] = set()
    for error in validator.iter_errors(value):
        for finding in _of(error):
            cause = (finding.path, finding.missing, finding.key)
            if cause not in seen:
                seen.add(cause)
                yield finding


def _of(error: Any) -> Iterator[Finding]:
    path: Steps = tuple(error.absolute_path)
    keyword = str(error.validator)
    for finding in _FINDINGS.get(keyword, _at)(error, path):
        own = _own_message(error.schema, keyword)
        if own:
            finding.message, finding.help = own, None
        yield finding


def _own_message(schema: Any, keyword: str) -> str | None:
    own = schema.get("x-message") if isinstance(schema, dict) else None
    own = own.get(keyword) if isinstance(own, dict) else own
    return own if isinstance(own, str) else None


def _at(error: Any, path: Steps) -> Iterator[Finding]:
    text = _TEXTS.get(str(error.validator), _other)(error)
    yield Finding(path, f"{_place(path)} {text}")


def _required(error: Any, path: Steps) -> Iterator[Finding]:
    for name in error.validator_value:
        if name not in error.instance:
            yield _missing(path, name, "the schema")


def _dependent_required(error: Any, path: Steps) -> Iterator[Finding]:
    for name, needed in error.validator_value.items():
        for other in needed if name in error.instance else ():
            if other not in error.instance:
                yield _missing(path, other, f"`{name}`")


def _missing(path: Steps, name: str, requirer: str) -> Finding:
    field = f"{dotted(path)}.{name}" if path else name
    message = f"Missing `{field}`, which {requirer} requires"
    return Finding(path, message, missing=name, help=f"Add `{field}`")


def _additional(error: Any, path: Steps) -> Iterator[Finding]:
    known = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    for name in error.instance:
        if name not in known and not any(re.search(pattern, name) for pattern in patterns):
            text = f"{shown_name(name)} is not allowed in {_place(path, 'the document')}"
            yield Finding((*path, name), text, key=True, help=_REMOVE)


def _not(error: Any, path: Steps) -> Iterator[Finding]:
    if path and error.schema == NOTHING:
        yield Finding(path, f"{_place(path)} is not allowed", key=True, help=_REMOVE)
    else:
        yield Finding(path, f"{_place(path)} matches `not` of the schema")


def _enum(error: Any, path: Steps) -> Iterator[Finding]:
    allowed = [json.dumps(value, ensure_ascii=False) for value in error.validator_value]
    remedy = either(quoted(allowed))
    if len(allowed) > _MOST_ALLOWED or any(len(text) > _MOST_SHOWN for text in allowed):
        remedy = f"one of the {len(allowed)} values in the schema"
    message = f"Unknown value in {_place(path, 'the document')}"
    yield Finding(path, message, help=f"Use {remedy}")


_FINDINGS: dict[str, Callable[[Any, Steps], Iterator[Finding]]] = {
    "required": _required,
    "dependentRequired": _dependent_required,
    "additionalProperties": _additional,
    "not": _not,
    "enum": _enum,
}
"""The keywords whose findings are not just a sentence about the value."""


def _type(error: Any) -> str:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else wanted
    words = {"object": "an object", "array": "an array", "integer": "an integer", "null": "null"}
    expected = either(
        words.get(name, "true or false" if name == "boolean" else f"a {name}") for name in names
    )
    return f"must be {expected}, not {actual(error.instance)}"


def _const(error: Any) -> str:
    wanted = json.dumps(error.validator_value, ensure_ascii=False)
    short = len(wanted) <= _MOST_SHOWN
    return f"must be `{wanted}`" if short else "is not the value that the schema requires"


def _bound(words: str) -> Callable[[Any], str]:
    return lambda error: words.format(error.validator_value)


def _size(words: str, one: str, many: str) -> Callable[[Any], str]:
    def text(error: Any) -> str:
        size = error.validator_value
        return f"must have {words} {size} {one if size == 1 else many}"

    return text


def _other(error: Any) -> str:
    return f"violates `{error.validator}` of the schema"


_TEXTS: dict[str, Callable[[Any], str]] = {
    "type": _type,
    "const": _const,
    "minimum": _bound("must be at least {}"),
    "maximum": _bound("must be at most {}"),
    "exclusiveMinimum": _bound("must be more than {}"),
    "exclusiveMaximum": _bound("must be less than {}"),
    "multipleOf": _bound("must be a multiple of {}"),
    "minLength": _size("at least", "character", "characters"),
    "maxLength": _size("at most", "character", "characters"),
    "pattern": _bound("does not match `{}`"),
    "minItems": _size("at least", "entry", "entries"),
    "maxItems": _size("at most", "entry", "entries"),
    "minProperties": _size("at least", "field", "fields"),
    "maxProperties": _size("at most", "field", "fields"),
    "uniqueItems": _bound("has duplicate entries"),
    "contains": _bound("has no entry that matches `contains` of the schema"),
    "anyOf": _bound("matches no alternative in `anyOf` of the schema"),
    "oneOf": _bound("must match exactly one alternative in `oneOf` of the schema"),
}


def _place(path: Steps, top: str = "The document") -> str:
    """Return a path in words, without names that may be personal."""
    return f"`{dotted(path)}`" if path else top
