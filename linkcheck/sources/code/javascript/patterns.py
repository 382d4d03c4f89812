"""Patterns of JavaScript, which unpack values, lowered to the shared form."""

from __future__ import annotations

from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code import tree
from linkcheck.sources.code.javascript.expressions import Expressions
from linkcheck.sources.code.javascript.scopes import children


class Patterns(Expressions):
    """Lowers patterns."""

    def bind(self, pattern: Any, source: tree.Expression) -> list[tree.Statement]:
        """Lower the assignment of a value to a pattern."""
        span = self.text.span(pattern)
        kind = pattern.type
        if kind in ("identifier", "shorthand_property_identifier_pattern"):
            name = self.scopes.write(self.text.of(pattern))
            return [tree.Assign(span, tree.Name(span, name), source)]
        if kind in ("assignment_pattern", "object_assignment_pattern"):
            default = self.field(pattern, "right")
            operator: Any = "??" if _is_environment(source) else "="
            value = tree.Logical(default.span, operator, source, default)
            return self.bind(pattern.child_by_field_name("left"), value)
        if kind in ("object_pattern", "array_pattern"):
            found: list[tree.Statement] = []
            if type(source) not in (tree.Name, tree.Member):
                name = self.new_name(span)
                found.append(tree.Assign(span, tree.Name(span, name), source))
                source = tree.Name(source.span, name)
            unpack = self._fields if kind == "object_pattern" else self._items
            return found + unpack(pattern, source)
        if kind in ("non_null_expression", "parenthesized_expression"):
            return self.bind(children(pattern)[0], source)
        target = self.expression(pattern)
        if type(target) in (tree.Member, tree.Index):
            return [tree.Assign(span, target, source)]
        return [tree.Evaluate(span, target), tree.Evaluate(source.span, source)]

    @staticmethod
    def new_name(span: Span) -> str:
        """Return a name that no variable of the code has."""
        return f"{span.line}:{span.column}"

    def _fields(self, pattern: Any, source: tree.Expression) -> list[tree.Statement]:
        found: list[tree.Statement] = []
        keys: list[tree.Expression] = []
        for child in children(pattern):
            if child.type == "rest_pattern":
                found += self._rest(child, source, keys)
                continue
            name = child.child_by_field_name("key") or child.child_by_field_name("left") or child
            key = self.key(name)
            keys.append(key)
            value = self.member(self.text.span(name), source, key)
            target = child.child_by_field_name("value") if child.type == "pair_pattern" else child
            found += self.bind(target, value)
        return found

    def _rest(
        self, node: Any, source: tree.Expression, keys: list[tree.Expression]
    ) -> list[tree.Statement]:
        """Lower ``...rest``: a copy without the fields that have names."""
        span = self.text.span(node)
        target = children(node)[0]
        copied = tree.Object(span, (tree.Entry(span, None, source),))
        found = self.bind(target, copied)
        rest = self.expression(target)
        return found + [tree.Delete(span, self.member(span, rest, key)) for key in keys]

    def _items(self, pattern: Any, source: tree.Expression) -> list[tree.Statement]:
        found: list[tree.Statement] = []
        index = 0
        for child in pattern.children:
            if child.type == ",":
                index += 1
            elif child.type == "rest_pattern":
                span = self.text.span(child)
                found += self.bind(children(child)[0], tree.Opaque(span, (source,), "array"))
            elif child.is_named and child.type != "comment":
                span = self.text.span(child)
                found += self.bind(child, tree.Index(span, source, tree.Literal(span, index)))
        return found


def _is_environment(source: tree.Expression) -> bool:
    """Return whether a value is a variable of the environment."""
    return (
        type(source) is tree.Member and type(source.of) is tree.Member and source.of.name == "env"
    )
