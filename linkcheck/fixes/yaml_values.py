"""Write new YAML values in the style of the document."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any

from linkcheck.fixes.slots import same
from linkcheck.sources.yaml_scalars import is_plain_text, plain_value
from linkcheck.sources.yaml_tree import Node

# Starts with a letter, as other characters may have a meaning. No comment marks or brackets.
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9_./@+?=&%~ -]|:(?=[^\s]))*(?<! )")


class Unfixable(Exception):
    """A change that would break something else. The message says why."""


class ValueWriter:
    """Writes values for the document below a node."""

    def __init__(self, root: Node) -> None:
        self._root = root

    def render(self, value: Any, style: str, *, in_flow: bool) -> str:
        """Return a value on one line. ``style`` is the quote of the scalar that it replaces."""
        if isinstance(value, dict):
            members = (
                f"{self.text(name, style, in_flow=True)}: {self.render(child, style, in_flow=True)}"
                for name, child in value.items()
            )
            return "{" + ", ".join(members) + "}"
        if isinstance(value, list):
            return f"[{', '.join(self.render(v, style, in_flow=True) for v in value)}]"
        if isinstance(value, str):
            return self.text(value, style, in_flow=in_flow)
        text = json.dumps(value)
        if not same(plain_value(text), value):
            raise Unfixable("the new value has no plain form in YAML")
        return text

    def text(self, text: str, style: str, *, in_flow: bool) -> str:
        """Return a string as a scalar: in the given quotes, or plain if that is unambiguous."""
        if not text.isprintable():
            raise Unfixable("the new value has characters that need escapes")
        if not style:
            is_plain = _PLAIN.fullmatch(text) and is_plain_text(text)
            style = "" if is_plain and not (in_flow and ":" in text) else self._usual_quote
        if style == "'":
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=False) if style else text

    @cached_property
    def _usual_quote(self) -> str:
        """The quote of the first quoted scalar of the document."""
        waiting = [self._root]
        while waiting:
            node = waiting.pop()
            if node.style in ("'", '"') and node.style:
                return node.style
            pairs = [part for pair in node.members or () for part in pair]
            waiting += reversed([*pairs, *(node.entries or ())])
        return '"'


def scalar_style(node: Node) -> str:
    """Return the quote of a scalar; empty for anything else."""
    return node.style if node.style in ("'", '"') else ""
