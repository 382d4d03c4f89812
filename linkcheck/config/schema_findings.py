"""From the errors of jsonschema to findings in our own words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from linkcheck.engine.rule import Finding
from linkcheck.pointer import Path as Steps
from linkcheck.redaction import dotted, shown_name
from linkcheck.shapes.wording import actual
from linkcheck.suggestions import either

NOTHING: dict[str, Any] = {"not": {}}
"""The schema that nothing fits, as ``house_schemas`` writes ``false``."""
_MOST_ALLOWED = 8
_MOST_SHOWN = 40


def findings(validator: Any, value: Any) -> Iterator[Finding]:
    """The findings for the errors of a value, each once."""
    said: set[tuple[Steps, str | None, bool]] = set()
    for error in validator.iter_errors(value):
        for finding in _of(error):
            cause = (finding.path, finding.missing, finding.key)
            if cause not in said:
                said.add(cause)
                yield finding


def _of(error: Any) -> Iterator[Finding]:
    path: Steps = tuple(error.absolute_path)
    keyword = str(error.validator)
    for finding in _MEMBERS.get(keyword, _at)(error, path):
        own = _own_message(error.schema, keyword)
        if own:
            finding.message = own
        yield finding


def _own_message(schema: Any, keyword: str) -> str | None:
    own = schema.get("x-message") if isinstance(schema, dict) else None
    own = own.get(keyword) if isinstance(own, dict) else own
    return own if isinstance(own, str) else None


def _at(error: Any, path: Steps) -> Iterator[Finding]:
    keyword = str(error.validator)
    text = _TEXTS.get(keyword, _other)(error)
    yield Finding(path, f"{_place(path)} {text}")


def _required(error: Any, path: Steps) -> Iterator[Finding]:
    for name in error.validator_value:
        if name not in error.instance:
            yield Finding(path, f"{_place(path)} lacks `{name}`. Add it.", missing=name)


def _dependent_required(error: Any, path: Steps) -> Iterator[Finding]:
    for name, needed in error.validator_value.items():
        for other in needed if name in error.instance else ():
            if other not in error.instance:
                text = f"{_place(path)} lacks `{other}`, which `{name}` needs. Add it."
                yield Finding(path, text, missing=other)


def _additional(error: Any, path: Steps) -> Iterator[Finding]:
    known = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    for name in error.instance:
        if name not in known and not any(re.search(pattern, name) for pattern in patterns):
            text = f"{shown_name(name)} may not stand in {_place(path).lower()}. Leave it out."
            yield Finding((*path, name), text, key=True)


def _not(error: Any, path: Steps) -> Iterator[Finding]:
    if path and error.schema == NOTHING:
        yield Finding(path, f"{_place(path)} may not be given. Leave it out.", key=True)
    else:
        yield Finding(path, f"{_place(path)} is what the schema rules out.")


_MEMBERS: dict[str, Callable[[Any, Steps], Iterator[Finding]]] = {
    "required": _required,
    "dependentRequired": _dependent_required,
    "additionalProperties": _additional,
    "not": _not,
}


def _type(error: Any) -> str:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else wanted
    words = {"object": "an object", "array": "an array", "integer": "an integer", "null": "null"}
    expected = either(
        words.get(name, "true or false" if name == "boolean" else f"a {name}") for name in names
    )
    return f"is {actual(error.instance)}, but must be {expected}."


def _enum(error: Any) -> str:
    allowed = [json.dumps(value, ensure_ascii=False) for value in error.validator_value]
    if len(allowed) > _MOST_ALLOWED or any(len(text) > _MOST_SHOWN for text in allowed):
        return f"is none of the {len(allowed)} values that the schema allows."
    return f"must be {either(f'`{text}`' for text in allowed)}."


def _const(error: Any) -> str:
    wanted = json.dumps(error.validator_value, ensure_ascii=False)
    short = len(wanted) <= _MOST_SHOWN
    return f"must be `{wanted}`." if short else "is not the value that the schema wants."


def _bound(words: str) -> Callable[[Any], str]:
    return lambda error: words.format(error.validator_value)


def _other(error: Any) -> str:
    return f"breaks `{error.validator}` of the schema."


_TEXTS: dict[str, Callable[[Any], str]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minimum": _bound("must be {} or more."),
    "maximum": _bound("must be {} or less."),
    "exclusiveMinimum": _bound("must be more than {}."),
    "exclusiveMaximum": _bound("must be less than {}."),
    "multipleOf": _bound("must be a multiple of {}."),
    "minLength": _bound("must have {} characters or more."),
    "maxLength": _bound("must have {} characters at most."),
    "pattern": _bound("does not match `{}`."),
    "minItems": _bound("must have {} entries or more."),
    "maxItems": _bound("must have {} entries at most."),
    "minProperties": _bound("must have {} members or more."),
    "maxProperties": _bound("must have {} members at most."),
    "uniqueItems": _bound("has an entry twice."),
    "contains": _bound("lacks an entry of the kind that the schema asks for."),
    "anyOf": _bound("fits none of the alternatives of the schema."),
    "oneOf": _bound("must fit exactly one of the alternatives of the schema."),
}


def _place(path: Steps) -> str:
    """A path as the subject of a sentence. Names that may be personal are not shown."""
    return f"`{dotted(path)}`" if path else "The document"
