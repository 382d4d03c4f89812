"""Read the description of Plaid's API as OpenAPI schemas, from a file or from plaid-python.

The models of plaid-python are read as source, so that no code of that package runs. Both readers
return the same form. Custom, because no library turns generated Python models back into schemas.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Node = dict[str, Any]


class UnreadableApi(Exception):
    """The API description cannot be read. The message has the file and the reason."""


@dataclass(frozen=True)
class Api:
    """A description of the API.

    ``source`` is the kind of what was read, ``release`` that of plaid-python, ``version`` that of
    the API, and ``component`` returns a schema by its name.
    """

    source: str
    release: str
    version: str
    component: Callable[[str], Node]


@dataclass(frozen=True)
class Field:
    """The facts of the description about one place of a document.

    The places of a schema that several fields share have its ``shape`` in common (the name of the
    schema), and those of a field that several documents share its ``origin``.
    """

    origin: str
    shape: str
    text_origin: str
    types: frozenset[str]
    nullable: bool
    required: bool
    values: frozenset[str]
    bounds: frozenset[str]
    text: str


# --- Places below a model -----------------------------------------------------------------------

_BOUNDS = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "minItems", "maxItems", "pattern", "default",
)  # fmt: skip
_ENUMS = ("enum", "x-enum", "x-extensible-enum")


def fields(api: Api, model: str) -> dict[str, Field]:
    """Return every place below a model, such as ``.user.name`` or ``.products[]``."""
    return dict(_walk(api, "", {"$ref": model}, model, False, ()))


def _walk(
    api: Api, path: str, node: Node, origin: str, required: bool, above: tuple[str, ...]
) -> Iterator[tuple[str, Field]]:
    whole = _whole(api, node)
    name = _referenced(node)
    if name in above:  # a schema that contains itself
        return
    shape = name or origin
    yield path, _field(whole, node, origin, shape, required)
    above = (*above, name) if name else above
    for member, child in whole.get("properties", {}).items():
        must = member in whole.get("required", ())
        yield from _walk(api, f"{path}.{member}", child, f"{shape}.{member}", must, above)
    if "items" in whole:
        yield from _walk(api, f"{path}[]", whole["items"], f"{shape}[]", False, above)


def _field(whole: Node, node: Node, origin: str, shape: str, required: bool) -> Field:
    values = [v for keyword in _ENUMS for v in whole.get(keyword, ())]
    types = _types(whole)
    return Field(
        origin=origin,
        shape=shape,
        text_origin=origin if node.get("description") else shape,
        types=types - {"null"} or frozenset({"any"}),
        nullable=bool(whole.get("nullable")) or "null" in types or None in values,
        required=required,
        # The generator of plaid-python writes null among the values of a list as a string.
        values=frozenset(str(v) for v in values if v is not None) - {"null"},
        bounds=frozenset(f"{k}={_plain(whole[k])}" for k in _BOUNDS if whole.get(k) is not None),
        text=str(whole.get("description") or ""),
    )


def _types(node: Node) -> frozenset[str]:
    given = node.get("type", ())
    kinds = {given} if isinstance(given, str) else set(given)
    if not kinds and "properties" in node:
        kinds = {"object"}
    format_ = node.get("format")
    if "string" in kinds and format_ in ("date", "date-time"):
        kinds = kinds - {"string"} | {f"string:{format_}"}
    return frozenset(kinds)


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return json.dumps(value) if isinstance(value, (bool, str)) else value


def _referenced(node: Node) -> str:
    """Return the name of the schema that a node refers to, plainly or by a single ``allOf``."""
    alone = node.get("allOf", ())
    reference = node.get("$ref") or (alone[0].get("$ref") if len(alone) == 1 else None) or ""
    return str(reference).rpartition("/")[2]


def _whole(api: Api, node: Node) -> Node:
    """Return a node merged with its references and parts; its own keywords take precedence."""
    whole: Node = {}
    if "$ref" in node:
        whole = _whole(api, api.component(str(node["$ref"]).rpartition("/")[2]))
    for part in node.get("allOf", ()):
        whole = _joined(whole, _whole(api, part), every=True)
    choices = [_whole(api, part) for kind in ("oneOf", "anyOf") for part in node.get(kind, ())]
    if choices:
        chosen = choices[0]
        for part in choices[1:]:
            chosen = _joined(chosen, part, every=False)
        whole = _joined(whole, chosen, every=True)
    own = {k: v for k, v in node.items() if k not in ("$ref", "allOf", "oneOf", "anyOf")}
    return _joined(whole, own, every=True)


def _joined(first: Node, second: Node, *, every: bool) -> Node:
    """Return two nodes as one: both hold (``every``), or either of them."""
    if not first or not second:
        return {**first, **second}
    joined = {**first, **{k: v for k, v in second.items() if v not in (None, "", [])}}
    if "properties" in first and "properties" in second:
        joined["properties"] = {**first["properties"], **second["properties"]}
    must, also = set(first.get("required", ())), set(second.get("required", ()))
    joined["required"] = sorted(must | also if every else must & also)
    joined["nullable"] = bool(first.get("nullable") or second.get("nullable"))
    if not every:
        joined["type"] = sorted({t for n in (first, second) for t in _plain_types(n)})
        for keyword in _ENUMS:
            if keyword in first or keyword in second:
                joined[keyword] = [*first.get(keyword, ()), *second.get(keyword, ())]
    return joined


def _plain_types(node: Node) -> list[str]:
    given = node.get("type", ["object"] if "properties" in node else [])
    return [given] if isinstance(given, str) else list(given)


# --- OpenAPI ------------------------------------------------------------------------------------


def read_openapi(path: Path) -> Api:
    """Read an OpenAPI file, JSON or YAML."""
    try:
        text = path.read_text(encoding="utf-8")
        document = json.loads(text) if path.suffix == ".json" else _yaml(text)
        schemas = document["components"]["schemas"]
        version = str(document["info"]["version"])
    except OSError as error:
        raise UnreadableApi(f"{path}: {error.strerror}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableApi(f"{path}: not an OpenAPI file with schemas") from error

    def component(name: str) -> Node:
        try:
            found: Node = schemas[name]
        except KeyError:
            raise UnreadableApi(f"{path}: no schema {name}") from None
        return found

    return Api("openapi", "", version, component)


def _yaml(text: str) -> Any:
    import yaml

    try:
        return yaml.load(text, _loader(yaml))
    except yaml.YAMLError as error:
        raise ValueError("not YAML") from error


def _loader(yaml: Any) -> Any:
    """Return the safe loader without dates and the yes and no of YAML 1.1, which occur as text."""
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader = type("Loader", (base,), {})
    left_out = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    loader.yaml_implicit_resolvers = {  # type: ignore[attr-defined]
        first: [r for r in resolvers if r[0] not in left_out]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    loader.add_implicit_resolver(  # type: ignore[attr-defined]
        "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf")
    )
    return loader


# --- plaid-python -------------------------------------------------------------------------------

_TYPES: dict[str, Node] = {
    "str": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "dict": {"type": "object"},
    "list": {"type": "array"},
    "none_type": {"nullable": True},
}
_ANY = frozenset({"str", "bool", "int", "float", "dict", "list"})
_VALIDATIONS = {
    "inclusive_minimum": "minimum",
    "inclusive_maximum": "maximum",
    "exclusive_minimum": "exclusiveMinimum",
    "exclusive_maximum": "exclusiveMaximum",
    "multiple_of": "multipleOf",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_items": "minItems",
    "max_items": "maxItems",
    "regex": "pattern",
}
_NOISE = re.compile(r"\s+[#] noqa: E501")
_VERSION = re.compile(r"The version of the OpenAPI document: (\S+)")
_OPTIONAL = re.compile(r"\.?\s*\[optional\](?P<rest>.*)$", re.S)
_DEFAULT = re.compile(r'if omitted the server will use the default value of "?(.*?)"?\s*$', re.S)
_LIST = re.compile(
    r"\.?,?\s*(?:(?:defaults to|if omitted the server will use the default value of)"
    r' "?(?P<default>[^",]*)"?)?,?\s*(?:must be one of \[.*\]\s*)?$',
    re.S,
)


def read_plaid_python(folder: Path) -> Api:
    """Read the models in a folder with the package ``plaid``."""
    models = folder / "plaid" / "model"
    if not models.is_dir():
        models = folder / "model"
    if not models.is_dir():
        raise UnreadableApi(f"{folder}: no folder plaid/model in it")

    @cache
    def component(name: str) -> Node:
        return _model(models / f"{_module(name)}.py", name)

    try:
        version = _VERSION.search((models.parent / "__init__.py").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableApi(f"{models.parent}: no readable __init__.py") from error
    return Api("plaid-python", _release(models), version[1] if version else "", component)


def _release(models: Path) -> str:
    text = (models.parent / "__init__.py").read_text("utf-8", errors="replace")
    found = re.search(r'^__version__ = "(.+)"$', text, re.M)
    return found[1] if found else ""


def _module(name: str) -> str:
    """Return the module of a model as the generator names it: ``CRAOptions`` in cra_options."""
    words = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"([a-z\d])([A-Z])", r"\1_\2", words).lower()


def _model(file: Path, name: str) -> Node:
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        body = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name)
    except (OSError, SyntaxError, ValueError, StopIteration) as error:
        raise UnreadableApi(f"{file}: no readable model {name}") from error
    try:
        return _schema(body)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise UnreadableApi(f"{file}: {name} does not have the form of a model") from error


def _schema(model: ast.ClassDef) -> Node:
    facts = {t.id: n.value for n in model.body if isinstance(n, ast.Assign)
             for t in n.targets if isinstance(t, ast.Name)}  # fmt: skip
    functions = {n.name: n for n in model.body if isinstance(n, ast.FunctionDef)}
    constructor = functions["_from_openapi_data"]
    types: dict[str, ast.expr] = _returned(functions["openapi_types"])
    names: dict[str, str] = ast.literal_eval(facts["attribute_map"])
    enums = {k[0]: list(v.values()) for k, v in ast.literal_eval(facts["allowed_values"]).items()}
    bounds = _validations(facts["validations"])
    texts = _texts(ast.get_docstring(constructor, clean=False) or "", types)
    nullable = "_nullable" in facts and ast.literal_eval(facts["_nullable"])

    def node(name: str) -> Node:
        given = {**_type(types[name]), **bounds.get(name, {}), **texts.get(name, {})}
        return {**given, "enum": enums[name]} if name in enums else given

    whole: Node = {"nullable": True} if nullable else {}
    if set(types) == {"value"} and not names:
        alone = node("value")
        return {**alone, "nullable": bool(nullable or alone.get("nullable"))}
    positional = [a.arg for a in constructor.args.args if a.arg in names]
    composed = "_composed_schemas" in functions
    must = [n for n in types if composed and n in texts and not texts[n].get("optional")]
    return {
        **whole,
        "type": "object",
        "properties": {names[name]: node(name) for name in types},
        "required": sorted(names[name] for name in {*positional, *must}),
    }


def _returned(function: ast.FunctionDef) -> dict[str, Any]:
    """Return the dictionary that a function returns: its values unevaluated."""
    last = next(n for n in reversed(function.body) if isinstance(n, ast.Return))
    assert isinstance(last.value, ast.Dict)
    return {ast.literal_eval(k): v for k, v in _pairs(last.value)}


def _pairs(literal: ast.Dict) -> Iterator[tuple[ast.expr, ast.expr]]:
    for key, value in zip(literal.keys, literal.values, strict=True):
        if key is not None:
            yield key, value


def _validations(literal: ast.expr) -> dict[str, Node]:
    """Return the bounds of each attribute."""
    assert isinstance(literal, ast.Dict)
    return {
        ast.literal_eval(attribute)[0]: {
            _VALIDATIONS[ast.literal_eval(key)]: _bound(value)
            for key, value in _pairs(table)
            if ast.literal_eval(key) in _VALIDATIONS
        }
        for attribute, table in _pairs(literal)
        if isinstance(table, ast.Dict)
    }


def _bound(value: ast.expr) -> Any:
    if isinstance(value, ast.Dict):  # a pattern, with its flags
        return next(ast.literal_eval(v) for k, v in _pairs(value)
                    if ast.literal_eval(k) == "pattern")  # fmt: skip
    return ast.literal_eval(value)


def _type(expression: ast.expr) -> Node:
    """Return the schema of a type: ``(str, none_type,)``, ``([Products],)``, ``(dict,)``."""
    if isinstance(expression, ast.Tuple):
        names = {n.id for n in expression.elts if isinstance(n, ast.Name)}
        if names >= _ANY:
            return {}
        parts = [_type(e) for e in expression.elts]
        chosen = [p for p in parts if p != _TYPES["none_type"]]
        found = chosen[0] if len(chosen) == 1 else {"oneOf": chosen}
        return found if len(chosen) == len(parts) else {**found, "nullable": True}
    if isinstance(expression, ast.List):
        return {"type": "array", "items": _type(expression.elts[0])}
    if isinstance(expression, ast.Dict):
        return {"type": "object"}
    assert isinstance(expression, ast.Name)
    return _TYPES.get(expression.id) or {"$ref": expression.id}


def _texts(docstring: str, names: Iterable[str]) -> dict[str, Node]:
    """Return the description of each attribute, its default, and whether it is optional.

    An entry begins with an attribute and its type; line breaks in a description are kept by some
    releases, so that everything up to the next entry belongs to it.
    """
    known = set(names)
    head = re.compile(r"^ {4,}(\w+|args\[0\]) \(.*?\):[ ]?|^ *Keyword Args:", re.M)
    heads = list(head.finditer(docstring))
    ends = [m.start() for m in heads[1:]] + [len(docstring)]
    found: dict[str, Node] = {}
    for match, end in zip(heads, ends, strict=True):
        if match[1] in known:
            found.setdefault(match[1], _text(docstring[match.end() : end]))
    return found


def _text(entry: str) -> Node:
    text = _NOISE.sub("", entry).strip()
    found: Node = {}
    if optional := _OPTIONAL.search(text):
        found["optional"] = True
        text = text[: optional.start()]
        if default := _DEFAULT.search(optional["rest"]):
            found["default"] = default[1]
    else:
        listed = _LIST.search(text)
        if listed and listed[0].strip():
            text = text[: listed.start()]
            if listed["default"]:
                found["default"] = listed["default"]
    return {**found, "description": text.strip()} if text.strip() else found
