"""JSON Schemas of the house: each becomes one rule, with messages in our own words.

The dialect is that of ``$schema``, 2020-12 without one. References may lead to other files near
the schema, or to the schemas of linkcheck; nothing is fetched from the network. ``format`` only
annotates. Where a schema has ``x-message``, a text or a table of texts by keyword, that is said in
place of our words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from linkcheck.config.keys import HouseSchema
from linkcheck.config.plugins import refused
from linkcheck.documents import Document
from linkcheck.engine.rule import Finding, Findings, Rule
from linkcheck.engine.view import View
from linkcheck.exceptions import ConfigError
from linkcheck.pointer import Path as Steps
from linkcheck.redaction import dotted, shown_name
from linkcheck.shapes.sanitizer import screen
from linkcheck.shapes.wording import actual, either
from linkcheck.sources.opening import read_regular
from linkcheck.violation import Evidence, Severity

AREA = "house"
_NOTHING: dict[str, Any] = {"not": {}}
_MOST_ALLOWED = 8
_MOST_SHOWN = 40


def rule_of(schema: HouseSchema) -> Rule:
    """The rule that reports what breaks a schema.

    Raises ConfigError, naming the schema file, where it cannot be read, is no schema, refers to
    what does not exist, or where its code or name cannot be used.
    """
    name = schema.name or _name(schema.path)
    refusal = refused(schema.code, name)
    if refusal:
        raise ConfigError(str(schema.path), None, refusal)
    contents = _read(schema.path)
    return Rule(
        code=schema.code,
        name=name,
        severity=Severity(schema.severity),
        evidence=Evidence.DOCUMENTED,
        check=_Check(schema, _validator(schema.path, contents)),
        doc=_doc(contents, schema.path.name),
        sources=(),
        about=frozenset({Document(schema.document)}),
        area=AREA,
    )


class _Check:
    """The check of a schema. Its pickle names the file, which is read again."""

    def __init__(self, schema: HouseSchema, validator: Any) -> None:
        self._schema = schema
        self.schema_file = schema.path
        self._validator = validator
        self._drops_nulls = Document(schema.document).is_request

    def __call__(self, view: View) -> Findings:
        value = screen(view.payload).value
        return _findings(self._validator, _without_nulls(value) if self._drops_nulls else value)

    def __reduce__(self) -> tuple[Callable[[HouseSchema], _Check], tuple[HouseSchema]]:
        return _check_of, (self._schema,)


def _check_of(schema: HouseSchema) -> _Check:
    return _Check(schema, _validator(schema.path, _read(schema.path)))


def _name(path: Path) -> str:
    stem = path.name.partition(".")[0]
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")


def _doc(contents: Any, file: str) -> str:
    title = contents.get("title") if isinstance(contents, dict) else None
    what = f"The document breaks the house schema {file}"
    return f"{what}: {' '.join(title.split())}" if isinstance(title, str) else f"{what}."


# -- reading the schema ----------------------------------------------------------------------------


def _read(path: Path) -> Any:
    try:
        contents = json.loads(read_regular(path, pipes=False))
    except OSError as error:
        raise ConfigError(
            str(path), None, f"the schema cannot be read ({error.strerror})."
        ) from None
    except json.JSONDecodeError as error:
        raise ConfigError(str(path), error.lineno, f"the schema is no JSON: {error.msg}.") from None
    except (ValueError, RecursionError):
        raise ConfigError(str(path), None, "the schema is no JSON.") from None
    if not isinstance(contents, (dict, bool)):
        raise ConfigError(str(path), None, "the schema must be an object.")
    return contents


def _validator(path: Path, contents: Any) -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for
    from referencing import Registry
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012, specification_with

    from linkcheck.shapes.loader import registry

    draft = validator_for(contents, default=Draft202012Validator)
    try:
        draft.check_schema(contents)
    except SchemaError as error:
        where = "/".join(str(step) for step in error.absolute_path) or "top"
        raise ConfigError(str(path), None, f"is no valid JSON Schema at `{where}`.") from None
    dialect = specification_with(draft.META_SCHEMA["$schema"], default=DRAFT202012)
    resource = dialect.create_resource(_spelt_out(contents))
    home = path.as_uri()
    known: Registry[Any] = Registry(retrieve=_retrieve)  # type: ignore[call-arg]
    known = known.combine(registry(Document.schema_folder())).with_resource(home, resource)
    base = resource.id() or home
    known = known.with_resource(base, resource).crawl()
    resolver = known.resolver(base)
    for reference in _references(contents):
        try:
            resolver.lookup(reference)
        except Unresolvable:
            message = f"`{reference}` leads nowhere: only files and linkcheck's schemas are read."
            raise ConfigError(str(path), None, message) from None
    return draft({"$ref": base}, registry=known)


def _retrieve(uri: str) -> Any:
    from referencing import Resource
    from referencing.exceptions import NoSuchResource
    from referencing.jsonschema import DRAFT202012

    parts = urlsplit(uri)
    path = Path(unquote(parts.path))
    if parts.scheme != "file" or not path.is_file():
        raise NoSuchResource(uri)
    return Resource.from_contents(_spelt_out(_read(path)), default_specification=DRAFT202012)


def _spelt_out(node: Any) -> Any:
    """A schema with ``{"not": {}}`` for each property that is ``false``.

    They mean the same, but jsonschema does not tell the place of what breaks a ``false``.
    """
    if isinstance(node, list):
        return [_spelt_out(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    made = {name: _spelt_out(entry) for name, entry in node.items()}
    for keyword in ("properties", "patternProperties"):
        if isinstance(made.get(keyword), dict):
            made[keyword] = {n: _NOTHING if s is False else s for n, s in made[keyword].items()}
    return made


def _references(node: Any) -> Iterator[str]:
    """All references of a schema, but those below an ``$id`` of their own."""
    if isinstance(node, list):
        for entry in node:
            yield from _references(entry)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for name, entry in node.items():
            if name not in ("const", "enum", "examples", "default") and not (
                isinstance(entry, dict) and "$id" in entry
            ):
                yield from _references(entry)


def _without_nulls(value: Any) -> Any:
    """A value without the members that are null: in a request they are not set."""
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_nulls(entry) for entry in value]
    return value


# -- from errors to findings -----------------------------------------------------------------------


def _findings(validator: Any, value: Any) -> Iterator[Finding]:
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
    if path and error.schema == _NOTHING:
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
