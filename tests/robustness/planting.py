"""Secrets and personal values, and documents of every kind that hold them in every field.

Three things are shown on purpose: a single harmless word where only listed values are allowed
(`` `Zaphodine` is not one of ...``), an unknown member name that looks like an identifier, and of a
URL the scheme, the host, and segments of lower-case words. So ``WORDS`` are planted in sensitive
fields and under unknown names only, all else everywhere, and ``NAMES`` as unknown names in every
object.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.shapes.loader import Schema, schema

# What to plant, and the part of it that may not be seen, in lower case.
WORDS: dict[str, tuple[Any, str]] = {
    "word": ("Zaphodine", "zaphodine"),
    "name in blanks": ("  Zaphodine ", "zaphodine"),
    "entry": (["Zaphodine"], "zaphodine"),
    "object": ({"language": "zaphodine", "zap": {"products": ["zaphodine"]}}, "zaphodine"),
}
OTHERS: dict[str, tuple[Any, str]] = {
    "name": ("Zaphodine Q. Beeble", "zaphodine"),
    "address": ("12 Zaphodine Street", "zaphodine"),
    "phone": ("+14155550123", "4155550123"),
    "loose phone": ("(415) 555-0123", "555-0123"),
    "e-mail": ("zaphodine@example.com", "zaphodine"),
    "ID number": ("078-05-1120", "05-1120"),
    "digits": ("078051120", "078051120"),
    "number": (781051120, "781051120"),
    "fraction": (78105.1120, "78105.112"),
    "date": ("1985-07-04", "1985-07-04"),
    "broken date": ("04.07.1985", "07.1985"),
    "token": ("access-sandbox-5e1f-zaphodine", "zaphodine"),
    "live token": ("access-production-5e1f-zaphodine", "zaphodine"),
    "UUID": ("b0e2c4ee-a763-4df5-bfe9-46a46bce993d", "b0e2c4ee-a763"),
    "hexadecimal": ("4f9d0c1be88a4e57b2d6aa", "4f9d0c1be88a"),
    "name of a member": ({"zaphodine@example.com": {"zaphodine@example.com": 1}}, "zaphodine"),
    "URL of an e-mail": ("https://example.com/u/zaphodine%40mail.example", "zaphodine"),
    "URL of an ID number": ("https://example.com/u/078/05/1120", "078/05/1120"),
    "URL of a token of letters": ("https://example.com/AbCdEfGhIjKlMnOpQrStUvWx", "abcdefghij"),
    "URL of a token of short parts": ("https://example.com/eyJhb.ZaphodIne.x1", "zaphodine"),
    "URL of a user": ("https://zaphodine:beeble@example.com/oauth", "zaphodine"),
    "URL with a query": ("https://example.com/oauth?u=zaphodine", "zaphodine"),
    "URL with a fragment": ("https://example.com/oauth#zaphodine", "zaphodine"),
    "URL of an app": ("myapp://u/Zaphodine/1985-07-04", "zaphodine"),
    "URL without slashes": ("mailto:zaphodine@example.com", "zaphodine"),
    "URL without a scheme": ("example.com/u/zaphodine%20beeble", "zaphodine"),
    "text with a colon": ("name:Zaphodine", "zaphodine"),
    "escaped": ('Zaphodine\n\t\x1b[31m"\\\u202e', "zaphodine"),
    "lone surrogate": ("Zaphodine Beeble\ud800", "zaphodine"),
}
SECRETS = {**WORDS, **OTHERS}
NAMES: dict[str, str] = {
    **{name: value for name, (value, _) in OTHERS.items() if isinstance(value, str)},
    "ID number in an identifier": "_078_05_1120",
    "token in an identifier": "access-sandbox-zaphodine",
    "token of letters": "AbCdEfGhIjKlMnOpQrStUvWx",
    "one long word": "zaphodine" * 4,
    "blanks around": " zaphodine ",
    "quotes": 'it\'s "zaphodine"',
    "marker": "{{zaphodine@example.com}}",
}
"""Member names of which nothing may be seen."""
READABLE = {name: secret for name, secret in SECRETS.items() if name != "lone surrogate"}
"""Those beside which the rest of a document can still be checked."""

_HIDDEN = {hidden for _, hidden in SECRETS.values()} | {"05_1120"}
# As Base64 has it, at each of the three places where it may begin.
_HIDDEN |= {base64.b64encode(b"x" * n + b"Zaphodine")[4:12].decode().lower() for n in range(3)}
_LEAK = re.compile("|".join(map(re.escape, sorted(_HIDDEN))), re.IGNORECASE)


def leaks(written: str) -> list[str]:
    """The secrets that a text shows, each with what is around it."""
    found = _LEAK.finditer(written)
    return [written[max(f.start() - 60, 0) : f.end() + 20] for f in islice(found, 5)]


def bodies(kind: Document) -> Iterator[Any]:
    """Documents of a kind that together hold each secret that is readable in many places."""
    node = schema(kind)
    yield from (planted(node, _from(READABLE, start)) for start in range(0, len(READABLE), 4))
    readable = {name: secret for name, secret in OTHERS.items() if name in READABLE}
    for start in range(0, len(readable), 4):
        body = everywhere(node, _from(readable, start))
        assert detect(body) is kind
        yield body
        body = in_place_of_containers(node, _from(readable, start))
        if isinstance(body, dict):
            yield body
    names = [name for title, name in NAMES.items() if title in READABLE or title not in OTHERS]
    for start in range(0, len(names), 8):
        yield named(node, cycle(names[start:] + names[:start]), cycle(range(start, start + 97)))


def _from(secrets: dict[str, tuple[Any, str]], start: int) -> Iterator[Any]:
    values = [value for value, _ in secrets.values()]
    return cycle(values[start:] + values[:start])


def planted(node: Schema, values: Iterator[Any]) -> Any:
    """A body with values in every sensitive field and in unknown members of every object."""
    if "x-sensitive" in node:
        return next(values)
    if "properties" in node:
        members = {name: planted(child, values) for name, child in node["properties"].items()}
        return {
            **members,
            "zz_unknown": next(values),
            "zz-nested": {"language": [next(values)]},
        }
    if "items" in node:
        entries = [planted(node["items"], values)]
        return [*entries, next(values)] if "x-sensitive" in node["items"] else entries
    return _harmless(node)


def named(node: Schema, names: Iterator[str], numbers: Iterator[int]) -> Any:
    """A harmless body with unknown names in every object, over values of every kind."""
    if "properties" in node:
        members = {n: named(child, names, numbers) for n, child in node["properties"].items()}
        name = next(names)
        values: list[Any] = ["{{x}}", None, 1, {name: "<x>"}, [{name: "{{x}}"}, None], "", [[]]]
        return {**members, name: values[next(numbers) % len(values)]}
    if "items" in node:
        return [named(node["items"], names, numbers)]
    return _harmless(node)


def everywhere(node: Schema, values: Iterator[Any]) -> Any:
    """A body with values in every field, but for what tells the kind of the document."""
    if "properties" in node:
        members = {name: everywhere(child, values) for name, child in node["properties"].items()}
        return {**members, "zz_unknown": next(values), f"{next(values)} name": 1}
    if "items" in node:
        return [everywhere(node["items"], values), next(values)]
    value = node["const"] if "const" in node else next(values)
    # Numbers of a few digits are shown where one belongs.
    return 781051120 if isinstance(value, float) and _takes_numbers(node) else value


def in_place_of_containers(node: Schema, values: Iterator[Any]) -> Any:
    """A body with values in place of its innermost objects and arrays, and harmless ones else."""
    members = node.get("properties", {})
    if not any(map(_is_container, members.values())):
        return next(values)
    return {
        name: in_place_of_containers(child, values) if _is_container(child) else _harmless(child)
        for name, child in members.items()
    }


def places(node: Schema, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every place of a document: steps are names, and 0 for an entry."""
    yield path
    for name, child in node.get("properties", {}).items():
        yield from places(child, (*path, name))
    if "items" in node:
        yield from places(node["items"], (*path, 0))


def planted_at(base: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The base with a value at a path. What is not there on the way is made."""
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        return [planted_at(None, tuple(rest), value)]
    around = base if isinstance(base, dict) else {}
    return {**around, step: planted_at(around.get(step), tuple(rest), value)}


def _takes_numbers(node: Schema) -> bool:
    return any(kind in node.get("type", ()) for kind in ("integer", "number"))


def _is_container(node: Schema) -> bool:
    return "properties" in node or "items" in node


def _harmless(node: Schema) -> Any:
    kinds = node.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if "enum" in node:
        return node["enum"][0]
    return node.get("const", {"boolean": True, "integer": 3, "number": 1.5}.get(kind, "x"))
