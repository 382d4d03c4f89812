"""Block scopes of JavaScript: the shared form has one scope per function, as Python has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from linkcheck.sources.code.grammars import Text

FUNCTIONS = ("function_declaration", "generator_function_declaration")
CLASSES = ("class_declaration", "abstract_class_declaration", "enum_declaration")
VARIABLES = ("lexical_declaration", "variable_declaration")
_TYPES = ("type_annotation", "decorator", "comment")


def import_types_in(root: Any) -> list[tuple[int, int]]:
    """Return where ``import("module").`` is written in a type, which the grammar does not know."""
    found: list[tuple[int, int]] = []
    waiting = [(root, False)]
    while waiting:
        node, is_broken = waiting.pop()
        if node.type == "call_expression" and is_broken and node.child(0).type == "import":
            if node.next_sibling is not None and node.next_sibling.type == ".":
                found.append((node.start_byte, node.next_sibling.end_byte))
        elif node.has_error or is_broken:
            waiting += [(child, is_broken or node.is_error) for child in node.children]
    return found


def children(node: Any) -> list[Any]:
    """Return the named nodes directly below a node, without comments."""
    return [child for child in node.named_children if child.type != "comment"]


class _Block(NamedTuple):
    """A block: what its variables are called in the shared form, by name.

    ``outer`` are the variables around a function that it assigns.
    """

    names: dict[str, str]
    outer: set[str]
    is_function: bool


class Scopes:
    """Renames a variable of a block if one around it has the same name."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._chain: list[_Block] = []
        self._renamed = 0

    def enter(self, names: Iterable[str], *, is_function: bool = False) -> set[str]:
        """Enter a block or function with these variables. Return the outer ones it assigns."""
        block = _Block({}, set(), is_function)
        for name in names:
            block.names[name] = name if is_function else self._free(name)
        self._chain.append(block)
        return block.outer

    def _free(self, name: str) -> str:
        if not any(name in block.names for block in self._chain):
            return name
        self._renamed += 1
        return f"{name}'{self._renamed}"

    def leave(self) -> None:
        """Leave a block or function."""
        self._chain.pop()

    def read(self, name: str) -> str:
        """Return the name of a variable in the shared form."""
        for block in reversed(self._chain):
            if name in block.names:
                return block.names[name]
        return name

    def write(self, name: str) -> str:
        """Return the name of a variable that is assigned."""
        outer: set[str] | None = None
        for block in reversed(self._chain):
            if name in block.names:
                if outer is not None:
                    outer.add(block.names[name])
                return block.names[name]
            if block.is_function and outer is None:
                outer = block.outer
        return name

    def declare_variable(self, name: str) -> None:
        """Declare a ``var``, which belongs to the function around it."""
        for block in reversed(self._chain):
            if name in block.names:
                return
            if block.is_function:
                block.names[name] = name
                return

    def declared_in(self, statements: Iterable[Any], *, is_function: bool = False) -> list[str]:
        """Return the variables of a block with these statements, outside the blocks in them."""
        return [
            name
            for node in statements
            if is_function or node.type != "variable_declaration"
            for name in self._declared(node)
        ]

    def _declared(self, node: Any) -> Iterator[str]:
        kind = node.type
        if kind in VARIABLES:
            for declarator in children(node):
                yield from self.names_in(declarator.child_by_field_name("name"))
        elif kind in FUNCTIONS or kind in CLASSES:
            name = node.child_by_field_name("name")
            if name is not None:
                yield self._text.of(name)
        elif kind == "export_statement":
            declaration = node.child_by_field_name("declaration")
            if declaration is not None:
                yield from self._declared(declaration)
        elif kind == "import_statement":
            yield from self._imported(node)

    def _imported(self, node: Any) -> Iterator[str]:
        for child in children(node):
            if child.type == "identifier":
                yield self._text.of(child)
            elif child.type == "import_specifier":
                name = child.child_by_field_name("alias") or child.child_by_field_name("name")
                yield self._text.of(name)
            elif child.type != "string":
                yield from self._imported(child)

    def names_in(self, pattern: Any) -> Iterator[str]:
        """Yield the variables of a pattern."""
        if pattern is None:
            return
        if pattern.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield self._text.of(pattern)
            return
        inner = pattern.child_by_field_name("left") or pattern.child_by_field_name("pattern")
        if pattern.type == "pair_pattern":
            inner = pattern.child_by_field_name("value")
        for child in children(pattern) if inner is None else (inner,):
            if child.type not in _TYPES:
                yield from self.names_in(child)
