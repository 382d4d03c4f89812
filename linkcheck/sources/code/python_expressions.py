"""Expressions of Python, lowered to the shared form."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code import tree

OPERATORS: dict[type, Any] = {ast.Add: "+", ast.BitOr: "|"}
_EQUALITY: dict[type, Any] = {ast.Eq: "==", ast.Is: "==", ast.NotEq: "!=", ast.IsNot: "!="}
_MAX_INT_BITS = 4096
FILTER = "{k: v for k, v in fields.items() if v}"
"""The name of a function that drops the fields without a value."""


class Expressions:
    """Lowers expressions. ``walrus`` are assignments in the statement that is lowered."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.walrus: list[tree.Statement] = []

    def function(self, node: Any, name: str) -> tree.Function:
        """Lower a function."""
        raise NotImplementedError

    def span(self, node: Any) -> Span:
        """Return the place of a node; ``ast`` counts columns in bytes of UTF-8."""
        return Span(
            node.lineno,
            self._column(node.lineno, node.col_offset),
            node.end_lineno,
            self._column(node.end_lineno, node.end_col_offset),
        )

    def _column(self, line: int, offset: int) -> int:
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        if text.isascii():
            return offset + 1
        return len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore")) + 1

    def expression(self, node: Any) -> tree.Expression:
        """Lower an expression."""
        span = self.span(node)
        match node:
            case ast.Constant(value=str() | bool() | int() | float() | None as value):
                if type(value) is int and value.bit_length() > _MAX_INT_BITS:
                    return tree.Opaque(span, (), "number")
                return tree.Literal(span, value)
            case ast.JoinedStr():
                return tree.Template(span, tuple(self._part(part) for part in node.values))
            case ast.Name():
                return tree.Name(span, node.id)
            case ast.Attribute():
                of = self.expression(node.value)
                first = span.end_column - len(node.attr)
                place = Span(span.end_line, first, span.end_line, span.end_column)
                return tree.Member(span, of, node.attr, place)
            case ast.Subscript():
                return tree.Index(span, self.expression(node.value), self.expression(node.slice))
            case ast.Dict():
                return tree.Object(span, tuple(map(self._entry, node.keys, node.values)))
            case ast.List() | ast.Tuple() | ast.Set():
                return tree.Array(span, self._all(node.elts))
            case ast.Starred():
                return tree.Spread(span, self.expression(node.value))
            case ast.Call():
                callee = self.expression(node.func)
                keywords = tuple(map(self._keyword, node.keywords))
                return tree.Call(span, callee, self._all(node.args), keywords)
            case ast.IfExp():
                test = self.expression(node.test)
                return tree.Conditional(
                    span, test, self.expression(node.body), self.expression(node.orelse)
                )
            case ast.BoolOp():
                return self._logical(node)
            case ast.UnaryOp(op=ast.Not()):
                return tree.Not(span, self.expression(node.operand))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
                return tree.Literal(span, -number)
            case ast.Compare(ops=[operator]) if type(operator) in _EQUALITY:
                left, right = self.expression(node.left), self.expression(node.comparators[0])
                return tree.Compare(span, _EQUALITY[type(operator)], left, right)
            case ast.BinOp() if type(node.op) in OPERATORS:
                left, right = self.expression(node.left), self.expression(node.right)
                return tree.Binary(span, OPERATORS[type(node.op)], left, right)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return self._comprehension(node, span)
            case ast.DictComp():
                return self._filter(node, span)
            case ast.Lambda():
                return tree.Lambda(span, self.function(node, ""))
            case ast.Await():
                return self.expression(node.value)
            case ast.NamedExpr():
                target = self.expression(node.target)
                self.walrus.append(tree.Assign(span, target, self.expression(node.value)))
                return target
        kind = "boolean" if isinstance(node, ast.Compare) else None
        return tree.Opaque(span, self._all(_expressions(node)), kind)

    def _all(self, nodes: Iterable[ast.expr]) -> tuple[tree.Expression, ...]:
        return tuple(map(self.expression, nodes))

    def _part(self, node: Any) -> tree.Expression:
        if isinstance(node, ast.FormattedValue):
            value = self.expression(node.value)
            is_plain = node.format_spec is None and node.conversion == -1
            return value if is_plain else tree.Opaque(value.span, (value,), "string")
        return self.expression(node)

    def _entry(self, key: ast.expr | None, value: ast.expr) -> tree.Entry:
        lowered = self.expression(value)
        if key is None:
            return tree.Entry(lowered.span, None, lowered)
        name = self.expression(key)
        return tree.Entry(name.span, name, lowered)

    def _keyword(self, node: ast.keyword) -> tree.Entry:
        value = self.expression(node.value)
        if node.arg is None:
            return tree.Entry(value.span, None, value)
        start = self.span(node)
        place = Span(start.line, start.column, start.line, start.column + len(node.arg))
        return tree.Entry(place, tree.Literal(place, node.arg), value)

    def _logical(self, node: ast.BoolOp) -> tree.Expression:
        operands = self._all(node.values)
        found = operands[-1]
        for left in reversed(operands[:-1]):
            span = Span(*left.span[:2], *found.span[2:])
            found = tree.Logical(span, "and" if isinstance(node.op, ast.And) else "or", left, found)
        return found

    def _comprehension(self, node: Any, span: Span) -> tree.Expression:
        first = node.generators[0]
        if len(node.generators) > 1 or first.ifs or first.is_async:
            return tree.Opaque(span, (), "array")
        target, iterable = self.expression(first.target), self.expression(first.iter)
        return tree.Comprehension(span, self.expression(node.elt), target, iterable)

    def _filter(self, node: ast.DictComp, span: Span) -> tree.Expression:
        """Lower ``{k: v for k, v in fields.items() if v is not None}``, which drops fields."""
        match node:
            case ast.DictComp(
                key=ast.Name(id=key),
                value=ast.Name(id=value),
                generators=[
                    ast.comprehension(
                        target=ast.Tuple(elts=[ast.Name(id=first), ast.Name(id=second)]),
                        iter=ast.Call(func=ast.Attribute(value=fields, attr="items"), args=[]),
                        ifs=tests,
                    )
                ],
            ) if (key, value) == (first, second) and all(_is_presence(t, value) for t in tests):
                callee = tree.Name(span, FILTER if tests else "dict")
                return tree.Call(span, callee, (self.expression(fields),))
        return tree.Opaque(span)


def _is_presence(test: ast.expr, name: str) -> bool:
    """Return whether a condition is ``name`` or ``name is not None``."""
    match test:
        case ast.Name(id=tested):
            return tested == name
        case ast.Compare(
            left=ast.Name(id=tested), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]
        ):
            return tested == name
    return False


def _expressions(node: ast.AST) -> Sequence[ast.expr]:
    """Return the expressions in a node of another kind, outside of comprehensions."""
    if isinstance(node, ast.DictComp):
        return ()
    return [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
