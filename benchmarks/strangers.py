"""Bodies that nobody tuned linkcheck on: grown from the schema at random, or saved in a folder."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.payloads import MINIMAL, Body
from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.shapes.loader import Schema, schema

_TEXTS = {
    "date": "2026-03-31",
    "date-time": "2026-03-31T12:00:00Z",
    "url": "https://example.com/plaid",
    "https-url": "https://example.com/plaid",
}


def grown(count: int, seed: int = 2026) -> Iterator[tuple[str, Body]]:
    """So many requests with members and values at random, each with a name.

    They keep the types and lists of the schema, but hardly any rule.
    """
    dice = random.Random(seed)
    root = schema(Document.CREATE_REQUEST)
    for number in range(count):
        yield f"random {number}", {**_object(root, dice, 0.12), **MINIMAL}


def saved(folder: Path) -> Iterator[tuple[str, Body]]:
    """The create requests among the JSON files of a folder, each with the file's name."""
    for file in sorted(folder.rglob("*.json")):
        try:
            body = json.loads(file.read_bytes())
        except ValueError:
            continue
        if detect(body) is Document.CREATE_REQUEST:
            yield str(file.relative_to(folder)), body


def _object(node: Schema, dice: random.Random, share: float) -> Body:
    required = node.get("required", ())
    return {
        name: _value(child, dice)
        for name, child in node["properties"].items()
        if name in required or dice.random() < share
    }


def _value(node: Schema, dice: random.Random) -> Any:
    if "enum" in node or "const" in node:
        return dice.choice(node.get("enum") or [node["const"]])
    kinds = node.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "object":
        return _object(node, dice, 0.3) if "properties" in node else {}
    if kind == "array":
        return [_value(node["items"], dice) for _ in range(dice.randint(1, 3))]
    if kind == "string":
        return _TEXTS.get(node.get("format", ""), "example")
    if kind == "boolean":
        return dice.random() < 0.5
    return dice.randint(1, 90)
