"""Members of the SDK's enums: which value of the API each one is."""

from __future__ import annotations

from functools import cache

from linkcheck.documents import Document
from linkcheck.pointer import Path
from linkcheck.shapes.loader import Schema, schema
from linkcheck.sources.code import sdks


def value_of(kind: Document, path: Path, member: str) -> str | None:
    """Return the value that a member of an enum of the SDK has in a field; None if none has it.

    ``member`` is its dotted path: ``plaid.Products.Auth``, ``plaid.PRODUCTS_AUTH``.
    """
    if not sdks.is_sdk(member):
        return None
    fields = tuple("[]" if isinstance(step, int) else step for step in path)
    values = _values(kind, fields)
    name = member.removesuffix(".value").rpartition(".")[2]
    field = _normal(next((step for step in reversed(fields) if step != "[]"), ""))
    enum, _, rest = name.partition("_")
    if field.removesuffix("s") in _normal(enum) or _normal(enum) in field:
        return values.get(_normal(name)) or values.get(_normal(rest))
    return values.get(_normal(name))


def named_value(member: str) -> str | None:
    """Return the value of a member of an enum whose values are its names: ``CraBaseReport``.

    A schema need not list it.
    """
    *_, enum, name = ("", *member.split("."))
    change = sdks.NAMED_ENUMS.get(enum)
    if change is None or not (name[:1].isupper() and name[1:2].islower()):
        return None
    return change("".join(f"_{c}" if c.isupper() else c for c in name).strip("_"))


@cache
def _values(kind: Document, fields: tuple[str, ...]) -> dict[str, str]:
    """Return the values of a closed list in a schema by their normalized names."""
    node: Schema = schema(kind)
    for step in fields:
        node = node.get("items", {}) if step == "[]" else node.get("properties", {}).get(step, {})
    values = [value for value in node.get("enum", ()) if isinstance(value, str)]
    names = {_normal(value): value for value in values}
    return names if len(names) == len(values) else {}


def _normal(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()
