"""Expressions of Python, lowered to the shared form."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code import tree

OPERATORS: dict[type, Any] = {ast.Add: "+", ast.BitOr: "|"}
_COMPARISONS: dict[type, Any] = {
    ast.Eq: "==",
    ast.Is: "==",
    ast.NotEq: "!=",
    ast.IsNot: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_MAX_INT_BITS = 4096
FILTER = "{k: v for k, v in fields.items() if v}"
"""The name of a function that drops the fields without a value."""
CONTAINS = "value in container"
"""The name of a function that tests whether the second argument holds the first."""


class Expressions:
    """Lowers expressions. ``walrus`` are assignments in the statement that is lowered.

    ``is_generator`` if the function that is lowered yields.
    """

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._is_ascii = all(map(str.isascii, lines))
        self.walrus: list[tree.Statement] = []
        self.is_generator = False

    def function(self, node: Any, name: str) -> tree.Function:
        """Lower a function."""
        raise NotImplementedError

    def span(self, node: Any) -> Span:
        """Return the place of a node; ``ast`` counts columns in bytes of UTF-8."""
        line, end_line = node.lineno, node.end_lineno
        if self._is_ascii:
            return Span(line, node.col_offset + 1, end_line, node.end_col_offset + 1)
        first = self._column(line, node.col_offset)
        return Span(line, first, end_line, self._column(end_line, node.end_col_offset))

    def _column(self, line: int, offset: int) -> int:
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        if text.isascii():
            return offset + 1
        return len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore")) + 1

    def expression(self, node: Any) -> tree.Expression:
        """Lower an expression."""
        lower = _LOWER.get(type(node))
        span = self.span(node)
        found = lower and lower(self, node, span)
        return found or self._opaque(node, span)

    def _opaque(self, node: Any, span: Span) -> tree.Expression:
        if type(node) in (ast.Yield, ast.YieldFrom):
            self.is_generator = True
        kind = "boolean" if isinstance(node, ast.Compare) else None
        return tree.Opaque(span, self._all(_expressions(node)), kind)

    def _constant(self, node: ast.Constant, span: Span) -> tree.Expression | None:
        value = node.value
        if type(value) is int and value.bit_length() > _MAX_INT_BITS:
            return tree.Opaque(span, (), "number")
        if value is None or isinstance(value, str | bool | int | float):
            return tree.Literal(span, value)
        return None

    def _attribute(self, node: ast.Attribute, span: Span) -> tree.Expression:
        first = span.end_column - len(node.attr)
        place = Span(span.end_line, first, span.end_line, span.end_column)
        return tree.Member(span, self.expression(node.value), node.attr, place)

    def _call(self, node: ast.Call, span: Span) -> tree.Expression:
        callee = self.expression(node.func)
        keywords = tuple(map(self._keyword, node.keywords))
        return tree.Call(span, callee, self._all(node.args), keywords)

    def _unary(self, node: ast.UnaryOp, span: Span) -> tree.Expression | None:
        if isinstance(node.op, ast.Not):
            return tree.Not(span, self.expression(node.operand))
        match node:
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
                return tree.Literal(span, -number)
        return None

    def _compare(self, node: ast.Compare, span: Span) -> tree.Expression | None:
        kind = type(node.ops[0])
        if len(node.ops) > 1 or kind not in (*_COMPARISONS, ast.In, ast.NotIn):
            return None
        left, right = self.expression(node.left), self.expression(node.comparators[0])
        if kind not in _COMPARISONS:
            found = tree.Call(span, tree.Name(span, CONTAINS), (left, right))
            return found if kind is ast.In else tree.Not(span, found)
        return tree.Compare(span, _COMPARISONS[kind], left, right)

    def _binary(self, node: ast.BinOp, span: Span) -> tree.Expression | None:
        operator = OPERATORS.get(type(node.op))
        if operator is None:
            return None
        return tree.Binary(span, operator, self.expression(node.left), self.expression(node.right))

    def _named(self, node: ast.NamedExpr, span: Span) -> tree.Expression:
        target = self.expression(node.target)
        self.walrus.append(tree.Assign(span, target, self.expression(node.value)))
        return target

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
            names = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
            bound = {name.id for name in names if isinstance(name.ctx, ast.Store)}
            return tree.Opaque(span, self._all(n for n in names if n.id not in bound), "array")
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


_LOWER: dict[type, Callable[[Any, Any, Span], tree.Expression | None]] = {
    ast.Constant: Expressions._constant,
    ast.JoinedStr: lambda self, node, span: tree.Template(
        span, tuple(map(self._part, node.values))
    ),
    ast.Name: lambda _, node, span: tree.Name(span, node.id),
    ast.Attribute: Expressions._attribute,
    ast.Subscript: lambda self, node, span: tree.Index(
        span, self.expression(node.value), self.expression(node.slice)
    ),
    ast.Dict: lambda self, node, span: tree.Object(
        span, tuple(map(self._entry, node.keys, node.values))
    ),
    **dict.fromkeys(
        (ast.List, ast.Tuple, ast.Set),
        lambda self, node, span: tree.Array(span, self._all(node.elts)),
    ),
    ast.Starred: lambda self, node, span: tree.Spread(span, self.expression(node.value)),
    ast.Call: Expressions._call,
    ast.IfExp: lambda self, node, span: tree.Conditional(
        span, self.expression(node.test), self.expression(node.body), self.expression(node.orelse)
    ),
    ast.BoolOp: lambda self, node, _: self._logical(node),
    ast.UnaryOp: Expressions._unary,
    ast.Compare: Expressions._compare,
    ast.BinOp: Expressions._binary,
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.GeneratorExp), Expressions._comprehension),
    ast.DictComp: Expressions._filter,
    ast.Lambda: lambda self, node, span: tree.Lambda(span, self.function(node, "")),
    ast.Await: lambda self, node, _: self.expression(node.value),
    ast.NamedExpr: Expressions._named,
}
