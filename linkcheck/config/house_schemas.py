"""Custom JSON Schemas: each becomes one rule, whose messages linkcheck writes.

``$schema`` sets the dialect; the default is 2020-12. References may lead to other files or to the
schemas of linkcheck; nothing is fetched from the network. ``format`` is an annotation only.
``x-message`` in a schema replaces our message: a string, or a table of strings by keyword.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from linkcheck.config.errors import config_error
from linkcheck.config.lines import Mark
from linkcheck.config.plugins import refused
from linkcheck.config.schema_entry import HouseSchema
from linkcheck.config.schema_findings import NOTHING, findings
from linkcheck.documents import Document
from linkcheck.engine.rule import Findings, Rule
from linkcheck.engine.view import View
from linkcheck.exceptions import ConfigError
from linkcheck.shapes.loader import registry
from linkcheck.shapes.sanitizer import screen
from linkcheck.sources.regular_files import read_regular
from linkcheck.violation import Evidence, Severity

AREA = "house"


def rule_of(schema: HouseSchema) -> Rule:
    """Return the rule that reports violations of a schema.

    Raises ConfigError, with the schema file, if the file cannot be read, is not a valid schema or
    has an unresolvable reference, or if the code or name of the rule is not allowed.
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
    """The check of a schema. Its pickle holds the path; unpickling reads the file again."""

    def __init__(self, schema: HouseSchema, validator: Any) -> None:
        self._schema = schema
        self.schema_file = schema.path
        self._validator = validator
        self._drops_nulls = Document(schema.document).is_request

    def __call__(self, view: View) -> Findings:
        value = screen(view.payload).value
        return findings(self._validator, _without_nulls(value) if self._drops_nulls else value)

    def __reduce__(self) -> tuple[Callable[[HouseSchema], _Check], tuple[HouseSchema]]:
        return _check_of, (self._schema,)


def _check_of(schema: HouseSchema) -> _Check:
    return _Check(schema, _validator(schema.path, _read(schema.path)))


def _name(path: Path) -> str:
    stem = path.name.partition(".")[0]
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")


def _doc(contents: Any, file: str) -> str:
    title = contents.get("title") if isinstance(contents, dict) else None
    what = f"The document does not match the schema {file}"
    return f"{what}: {' '.join(title.split())}" if isinstance(title, str) else f"{what}."


def _read(path: Path) -> Any:
    try:
        contents = json.loads(read_regular(path, pipes=False))
    except OSError as error:
        raise ConfigError(str(path), None, f"cannot be read ({error.strerror})") from None
    except json.JSONDecodeError as error:
        mark = Mark(error.lineno, error.colno)
        raise config_error(path, mark, f"not valid JSON: {error.msg}") from None
    except (ValueError, RecursionError):
        raise ConfigError(str(path), None, "not valid JSON") from None
    if not isinstance(contents, (dict, bool)):
        raise ConfigError(str(path), None, "a JSON Schema must be an object")
    return contents


def _validator(path: Path, contents: Any) -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for
    from referencing import Registry
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012, specification_with

    draft = validator_for(contents, default=Draft202012Validator)
    try:
        draft.check_schema(contents)
    except SchemaError as error:
        where = "/".join(str(step) for step in error.absolute_path)
        place = f" at `{where}`" if where else ""
        raise ConfigError(str(path), None, f"not a valid JSON Schema{place}") from None
    dialect = specification_with(draft.META_SCHEMA["$schema"], default=DRAFT202012)
    resource = dialect.create_resource(_without_false(contents))
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
            message = (
                f"cannot resolve `$ref` to `{reference}`; it must lead to a local file or to a "
                "schema of linkcheck"
            )
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
    return Resource.from_contents(_without_false(_read(path)), default_specification=DRAFT202012)


def _without_false(node: Any) -> Any:
    """Return a schema with ``{"not": {}}`` for each property that is ``false``.

    They mean the same, but jsonschema does not report the place of a value that ``false`` rejects.
    """
    if isinstance(node, list):
        return [_without_false(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    made = {name: _without_false(entry) for name, entry in node.items()}
    for keyword in ("properties", "patternProperties"):
        if isinstance(made.get(keyword), dict):
            made[keyword] = {n: NOTHING if s is False else s for n, s in made[keyword].items()}
    return made


def _references(node: Any) -> Iterator[str]:
    """Yield the references of a schema, except those below a nested ``$id``."""
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
    """Return a value without the members that are null: in a request they count as absent."""
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_nulls(entry) for entry in value]
    return value
