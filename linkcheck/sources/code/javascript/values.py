"""Literals, variables, members and containers of JavaScript, lowered to the shared form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code import tree
from linkcheck.sources.code.grammars import Text
from linkcheck.sources.code.javascript.literals import join, number, undefined, unescape
from linkcheck.sources.code.javascript.scopes import Scopes, children

TYPE_NAMES = ("type_identifier", "nested_type_identifier")
_CONSTANTS = {"true": True, "false": False, "null": None}


class Values:
    """Lowers expressions.

    ``before`` are statements to run before the one that is lowered: functions without names,
    assignments in it. ``is_certain`` if what is lowered is evaluated whenever the statement is.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        self.scopes = Scopes(text)
        self.before: list[tree.Statement] = []
        self.is_certain = True
        self.has_this = False
        self.is_broken = False
        self._depth = 0

    def function_value(self, node: Any) -> tree.Expression:
        """Lower a function or class without a name to a statement; return its new name."""
        raise NotImplementedError

    def bind(self, pattern: Any, source: tree.Expression) -> list[tree.Statement]:
        """Lower the assignment of a value to a pattern."""
        raise NotImplementedError

    def expression(self, node: Any) -> tree.Expression:
        """Lower an expression."""
        raise NotImplementedError

    def is_torn(self, node: Any) -> bool:
        """Return whether the code of a node cannot be parsed."""
        return self.is_broken and bool(node.has_error)

    def field(self, node: Any, name: str) -> tree.Expression:
        """Lower a part of a node."""
        part = node.child_by_field_name(name)
        return self.expression(part) if part is not None else undefined(self.text.span(node))

    @contextmanager
    def maybe(self) -> Iterator[None]:
        """Lower what may not be evaluated."""
        outside, self.is_certain = self.is_certain, False
        try:
            yield
        finally:
            self.is_certain = outside

    def all(self, nodes: Iterable[Any]) -> tuple[tree.Expression, ...]:
        """Lower several expressions."""
        return tuple(map(self.expression, nodes))

    def opaque(self, node: Any, kind: str | None = None) -> tree.Expression:
        """Lower an expression to its parts."""
        parts = [child for child in children(node) if "type" not in child.type]
        with self.maybe():
            return tree.Opaque(self.text.span(node), self.all(parts), kind)

    def _inner(self, node: Any) -> tree.Expression:
        return self.expression(children(node)[-1])

    # -- literals --

    def string_of(self, node: Any) -> str | None:
        """Return the value of a string node; None if it is not valid Unicode."""
        parts = [
            unescape(self.text.of(part)) if part.type == "escape_sequence" else self.text.of(part)
            for part in node.named_children
        ]
        return join(parts)

    def _string(self, node: Any) -> tree.Expression:
        value = self.string_of(node)
        span = self.text.span(node)
        return tree.Opaque(span, (), "string") if value is None else tree.Literal(span, value)

    def _template(self, node: Any) -> tree.Expression:
        parts: list[tree.Expression] = []
        written: list[str] = []
        span = self.text.span(node)
        for part in [*node.named_children, None]:
            if part is not None and part.type == "string_fragment":
                written.append(self.text.of(part))
            elif part is not None and part.type == "escape_sequence":
                written.append(unescape(self.text.of(part)))
            else:
                value = join(written)
                known = tree.Opaque(span, (), "string") if value is None else None
                parts.append(known or tree.Literal(span, value))
                written = []
                if part is not None:
                    parts.append(self._inner(part))
        return tree.Template(span, tuple(parts))

    def _number(self, node: Any) -> tree.Expression:
        return number(self.text.span(node), self.text.of(node))

    def _constant(self, node: Any) -> tree.Expression:
        return tree.Literal(self.text.span(node), _CONSTANTS[node.type])

    def _undefined(self, node: Any) -> tree.Expression:
        return undefined(self.text.span(node))

    # -- variables and members --

    def _name(self, node: Any) -> tree.Expression:
        name = self.text.of(node)
        span = self.text.span(node)
        return undefined(span) if name == "undefined" else tree.Name(span, self.scopes.read(name))

    def _this(self, node: Any) -> tree.Expression:
        span = self.text.span(node)
        return tree.Name(span, "this") if self.has_this else tree.Opaque(span)

    def _meta(self, node: Any) -> tree.Expression:
        return tree.Name(self.text.span(node), self.text.of(node))

    def _member(self, node: Any) -> tree.Expression:
        of, name = self.field(node, "object"), node.child_by_field_name("property")
        is_optional = node.child_by_field_name("optional_chain") is not None
        place = self.text.span(name)
        return tree.Member(self.text.span(node), of, self.text.of(name), place, is_optional)

    def _index(self, node: Any) -> tree.Expression:
        of, key = self.field(node, "object"), self.field(node, "index")
        return self.member(self.text.span(node), of, key)

    @staticmethod
    def member(span: Span, of: tree.Expression, key: tree.Expression) -> tree.Expression:
        """Return ``of[key]``."""
        if type(key) is tree.Literal and isinstance(key.value, str):
            return tree.Member(span, of, key.value, key.span)
        return tree.Index(span, of, key)

    def type_name(self, node: Any) -> tree.Expression:
        """Lower the name of a type."""
        span = self.text.span(node)
        if node.type == "nested_type_identifier":
            of, name = self.field(node, "module"), node.child_by_field_name("name")
            return tree.Member(span, of, self.text.of(name), self.text.span(name))
        return tree.Name(span, self.scopes.read(self.text.of(node)))

    def typed(self, value: tree.Expression, kind: Any) -> tree.Expression:
        """Return a value with the type that is written for it."""
        if kind is not None and kind.type == "type_annotation":
            kind = children(kind)[0]
        if kind is None or kind.type not in TYPE_NAMES:
            return value
        return tree.Typed(value.span, value, self.type_name(kind))

    def _cast(self, node: Any) -> tree.Expression:
        parts = children(node)
        return self.typed(self.expression(parts[0]), parts[-1] if len(parts) > 1 else None)

    def _assertion(self, node: Any) -> tree.Expression:
        kinds, value = children(node)
        return self.typed(self.expression(value), children(kinds)[0])

    # -- containers and calls --

    def _object(self, node: Any) -> tree.Expression:
        entries = tuple(map(self._entry, children(node)))
        return tree.Object(self.text.span(node), entries)

    def _entry(self, node: Any) -> tree.Entry:
        if node.type == "spread_element":
            spread = self._inner(node)
            return tree.Entry(spread.span, None, spread)
        if node.type == "shorthand_property_identifier":
            value = self._name(node)
            return tree.Entry(value.span, tree.Literal(value.span, self.text.of(node)), value)
        name = node.child_by_field_name("key") or node.child_by_field_name("name")
        if name is None:
            value = self.opaque(node)
            return tree.Entry(value.span, None, value)
        key = self.key(name)
        is_function = node.type == "method_definition"
        value = self.function_value(node) if is_function else self.field(node, "value")
        return tree.Entry(self.text.span(name), key, value)

    def key(self, node: Any) -> tree.Expression:
        """Lower the key of an entry."""
        if node.type == "computed_property_name":
            return self._inner(node)
        if node.type in ("string", "number"):
            found = self.expression(node)
            if type(found) is tree.Literal and type(found.value) is int:
                return found._replace(value=str(found.value))
            return found
        return tree.Literal(self.text.span(node), self.text.of(node))

    def _array(self, node: Any) -> tree.Expression:
        kinds = [child.type for child in node.children]
        if any(kind == "," and before in "[," for before, kind in pairwise(kinds)):
            return self.opaque(node, "array")
        return tree.Array(self.text.span(node), self.all(children(node)))

    def _spread(self, node: Any) -> tree.Expression:
        return tree.Spread(self.text.span(node), self._inner(node))


VALUES: dict[str, Callable[[Any, Any], tree.Expression]] = {
    "string": Values._string,
    "template_string": Values._template,
    "number": Values._number,
    **dict.fromkeys(_CONSTANTS, Values._constant),
    "undefined": Values._undefined,
    "identifier": Values._name,
    "this": Values._this,
    "meta_property": Values._meta,
    "member_expression": Values._member,
    "subscript_expression": Values._index,
    "as_expression": Values._cast,
    "satisfies_expression": Values._cast,
    "type_assertion": Values._assertion,
    "non_null_expression": Values._inner,
    "parenthesized_expression": Values._inner,
    "await_expression": Values._inner,
    "object": Values._object,
    "array": Values._array,
    "spread_element": Values._spread,
}
