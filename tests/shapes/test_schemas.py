"""The schema files: each against the table of documented fields, and all against each other."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

import linkcheck.schemas
from linkcheck.documents import Document
from linkcheck.output import problem
from linkcheck.shapes import loader
from linkcheck.shapes.formats import FORMATS
from linkcheck.shapes.rules import SURROUNDING_WHITE_SPACE
from tests.offenders import each
from tests.shapes.fields import Field, load

FIELDS = load()
ROOT = Path(linkcheck.schemas.__path__[0])
FILES = sorted(ROOT.rglob("*.json"))

ASSERTIONS = {
    *("type", "const", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum"),
    *("minItems", "maxItems", "uniqueItems", "required", "additionalProperties"),
    *("properties", "items"),
}
REMARKS = {"$schema", "$id", "$ref", "$defs", "title", "description", "default", "deprecated"}
ANNOTATIONS: dict[str, type | tuple[type, ...]] = {
    "x-add": str,
    "x-aliases": dict,
    "x-deprecated-by-rule": bool,
    "x-expects": str,
    "x-hints": dict,
    "x-instead": str,
    "x-legacy": bool,
    "x-line": (int, list),
    "x-newer-values": list,
    "x-noun": str,
    "x-nullable": bool,
    "x-excerpt": list,
    "x-open": bool,
    "x-plaid-error": dict,
    "x-replacements": dict,
    "x-rule": dict,
    "x-sensitive": str,
    "x-severity": dict,
    "x-since": str,
    "x-undocumented": bool,
    "x-undocumented-values": list,
    "x-unknown": str,
}
TYPES = {"[string]": "array", "[object]": "array"}
# What the newer descriptions add to the lists of the reference.
NEWER_VALUES = {"language": ("nb", "ht"), "user.id_number.type": ("in_epic",)}
# Answers where the API description says "required" and Plaid's own examples leave out members.
LEFT_OUT = ("link_sessions[].results.", "metadata.account_filters.")


def read(file: Path) -> dict[str, Any]:
    contents: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return contents


def nodes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and all schemas in it, as they are written."""
    yield schema
    for group in ("properties", "$defs"):
        for child in schema.get(group, {}).values():
            yield from nodes(child)
    if "items" in schema:
        yield from nodes(schema["items"])


NODES = [node for file in FILES for node in nodes(read(file))]


def test_no_skeleton_is_unfinished() -> None:
    """tools/api_drift.py writes them with TODO in the title and the description."""
    texts = [node.get(key, "") for node in NODES for key in ("title", "description")]
    assert [text for text in texts if "TODO" in text] == []


def described(field: Field) -> dict[str, Any]:
    schema = loader.describe(field.document, field.steps)
    assert schema is not None, "the field has no schema"
    return schema


def name(field: Field) -> str:
    return f"{field.document}:{field.path}"


def test_the_table_is_complete() -> None:
    assert len(FIELDS) == 355
    assert {field.document for field in FIELDS} == set(Document)


@each("field", FIELDS, ids=name)
def test_documented_field(field: Field) -> None:
    schema = described(field)
    kinds = {schema["type"]} if isinstance(schema["type"], str) else set(schema["type"])
    assert kinds - {"null"} == {TYPES.get(field.type, field.type)}
    if field.type.startswith("["):
        assert schema["items"]["type"] == field.type[1:-1]
    assert schema["title"]
    assert schema["description"].endswith(".")
    assert schema.get("deprecated", False) == field.deprecated
    lines = schema["x-line"]
    assert field.line in (lines if isinstance(lines, list) else [lines])
    for keyword, value in field.bounds.items():
        assert schema[keyword] == value, keyword
    assert not loader.is_hidden(schema)


@each("field", FIELDS, ids=name)
def test_null(field: Field) -> None:
    takes_null = "null" in described(field)["type"]
    if field.document.is_request:
        assert described(field).get("x-nullable", False) == field.nullable
        credential = field.path in ("client_id", "secret")
        assert takes_null == (field.nullable or not (field.required or credential))
    elif field.nullable:
        assert takes_null


@each("field", FIELDS, ids=name)
def test_required(field: Field) -> None:
    parent = loader.describe(field.document, field.steps[:-1])
    assert parent is not None
    demanded = field.steps[-1] in parent.get("required", ())
    lenient = not field.document.is_request and field.path.startswith(LEFT_OUT)
    assert demanded == (field.required and not lenient)


@each("field", [f for f in FIELDS if f.values], ids=name)
def test_values(field: Field) -> None:
    schema = described(field)
    values = {*field.values} - {"null"}
    listed = schema.get("items", schema)
    if "const" in listed:
        assert values == {listed["const"]}
    elif field.document.is_request:
        newer = set(NEWER_VALUES.get(field.path, ()))
        assert newer.isdisjoint(values)
        assert {v for v in listed["enum"] if v is not None} == values | newer
    else:  # sets are open in answers, and where they are not they may be larger
        assert values <= set(listed.get("enum", values))


def test_no_field_but_the_documented_and_marked_ones() -> None:
    documented = {(field.document, field.path.replace("[]", "")) for field in FIELDS}
    stray = []
    for document in Document:
        hidden: tuple[str, ...] = ()
        for path, node in loader.walk(loader.schema(document)):
            dotted = ".".join(path)
            if loader.is_hidden(node) or "x-since" in node:
                assert (document, dotted) not in documented
                hidden = (*hidden, dotted)
            elif (document, dotted) not in documented:
                stray += [dotted] if not dotted.startswith(tuple(f"{h}." for h in hidden)) else []
    assert stray == []


def test_lines_belong_to_fields_of_that_name() -> None:
    lines = {field.line: str(field.steps[-1]) for field in FIELDS}
    for document in Document:
        for path, node in loader.walk(loader.schema(document)):
            given = node.get("x-line", [])
            for line in given if isinstance(given, list) else [given]:
                assert lines[line] == path[-1]


def test_fields_that_the_reference_does_not_have() -> None:
    root = loader.schema(Document.CREATE_REQUEST)
    hidden = [path for path, node in loader.walk(root) if loader.is_hidden(node)]
    below = [p for p, _ in loader.walk(root) if any(p[: len(h)] == h for h in hidden)]
    assert len(below) - len([("deposit_switch",)]) == 49
    newer = {
        (document, ".".join(path))
        for document in Document
        for path, node in loader.walk(loader.schema(document))
        if "x-since" in node
    }
    request, answer = Document.CREATE_REQUEST, Document.GET_RESPONSE
    session = "link_sessions"
    assert newer == {
        (request, "institution_data.institution_id"),
        (request, "cra_options.base_report.home_lending_report_options"),
        (request, "cra_report_parameter"),
        (answer, "metadata.institution_data.institution_id"),
        (answer, f"{session}.on_success.metadata.session_group_id"),
        (answer, f"{session}.results.document_income_results.num_i20s_uploaded"),
        (Document.EVENTS, "environment"),
    }


# -- the files ---------------------------------------------------------------------------------


@each("file", FILES, ids=lambda file: file.stem)
def test_file_keeps_the_metaschema(file: Path) -> None:
    Draft202012Validator.check_schema(read(file))


@each("file", FILES, ids=lambda file: file.stem)
def test_file_is_named_by_its_id_and_formatted(file: Path) -> None:
    contents = read(file)
    relative = file.relative_to(ROOT).as_posix()
    assert contents["$id"] == loader.BASE + relative
    assert contents["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    text = file.read_text(encoding="utf-8")
    assert text.endswith("}\n")
    for line in text.splitlines():
        assert (len(line) - len(line.lstrip(" "))) % 2 == 0
        assert line == line.rstrip()


def test_names_are_urns_and_no_address_of_a_domain_that_is_not_ours() -> None:
    root = Path(linkcheck.__file__).parent
    others = [root / "config" / "linkcheck.schema.json", root / "output" / "results.schema.json"]
    names = [problem.TYPE, *(read(file)["$id"] for file in others)]
    for file in FILES:
        names += re.findall(r'"\$(?:id|ref)": "([^#][^"]*)"', file.read_text(encoding="utf-8"))
    assert len(names) > 60
    assert [name for name in names if not re.match(r"urn:linkcheck:[a-z]+:[^:]+$", name)] == []
    sources = [p for p in root.rglob("*") if p.suffix in (".py", ".json", ".css", ".js")]
    invented = re.compile(r"https?://[\w.-]*linkcheck[\w-]*\.")
    assert [str(p) for p in sources if invented.search(p.read_text(encoding="utf-8"))] == []


def test_each_document_has_a_file() -> None:
    names = {file.name for file in FILES if file.parent == ROOT}
    assert names == {f"{document}{loader.SUFFIX}" for document in Document}


@each("node", NODES, ids=lambda node: node.get("title", "entry"))
def test_keywords_are_known(node: dict[str, Any]) -> None:
    known = ASSERTIONS | REMARKS | ANNOTATIONS.keys() | {"format"}
    assert node.keys() <= known
    for keyword, kind in ANNOTATIONS.items():
        if keyword in node:
            assert isinstance(node[keyword], kind), keyword
    assert node.get("x-sensitive", "token") in ("secret", "token", "personal")
    assert node.get("x-unknown", "warning") == "warning"
    assert set(node.get("x-severity", {}).values()) <= {"warning", "info"}
    assert set(node.get("x-severity", {})) <= ASSERTIONS | {"format", "type/number"}
    assert node.get("format", "date") in {*FORMATS, "double"}


@each("node", [n for n in NODES if "$ref" in n])
def test_nothing_beside_a_reference_changes_its_target(node: dict[str, Any]) -> None:
    resolver = loader.registry(Document.schema_folder()).resolver()
    reference = node["$ref"]
    if not reference.startswith("#"):
        target = resolver.lookup(reference).contents
        assert not (node.keys() & target.keys() & ASSERTIONS)
        assert "properties" not in node


def test_references_are_resolved_offline() -> None:
    for file in FILES:
        contents = read(file)
        resolver = loader.registry(Document.schema_folder()).resolver(base_uri=contents["$id"])
        for node in nodes(contents):
            if "$ref" in node:
                assert isinstance(resolver.lookup(node["$ref"]).contents, dict)


def test_definitions_are_used() -> None:
    defined = {
        f"{contents['$id']}#/$defs/{key}"
        for contents in map(read, FILES)
        for key in contents.get("$defs", {})
    }
    used = set()
    for contents in map(read, FILES):
        for node in nodes(contents):
            reference = node.get("$ref", "")
            used.add(contents["$id"] + reference if reference.startswith("#") else reference)
    assert defined - used == set()


def test_each_list_of_values_is_written_once() -> None:
    lists = Counter(
        tuple(sorted(str(v) for v in node["enum"]))
        for file in FILES
        for node in nodes(read(file))
        if "enum" in node
    )
    assert [values for values, times in lists.items() if times > 1] == []


@each("node", [n for n in NODES if "enum" in n])
def test_hints_are_about_values_outside_the_list(node: dict[str, Any]) -> None:
    listed = set(node["enum"])
    for keyword in ("x-aliases", "x-replacements", "x-undocumented-values", "x-newer-values"):
        assert not listed & set(node.get(keyword, ()))
    for keyword in ("x-aliases", "x-replacements"):
        assert set(node.get(keyword, {}).values()) <= listed
    assert len(node["enum"]) == len(listed)


def test_replacements_of_members_exist() -> None:
    for document in Document:
        for path, node in loader.walk(loader.schema(document)):
            if "properties" in node:
                for name, meant in node.get("x-replacements", {}).items():
                    assert name not in node["properties"], path
                    assert meant in node["properties"], path


def test_requests_are_closed_and_answers_open() -> None:
    for document in Document:
        root = loader.schema(document)
        objects = [root, *(n for _, n in loader.walk(root)), *_entries(root)]
        closed = {n.get("additionalProperties") for n in objects if "properties" in n}
        assert closed == ({False} if document.is_request else {None})


def test_arrays_of_requests_have_no_repeated_entries() -> None:
    for document in Document:
        if document.is_request:
            for path, node in loader.walk(loader.schema(document)):
                if "items" in node:
                    assert node["uniqueItems"] is True, path


def test_rules_named_by_schemas_exist() -> None:
    assert SURROUNDING_WHITE_SPACE.code == "LC110"
    named = {
        code
        for file in FILES
        for node in nodes(read(file))
        for code in node.get("x-rule", {}).values()
    }
    assert named == {"LC110", "LC116"}


def _entries(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for _, child in loader.walk(node):
        if "items" in child:
            yield child["items"]
