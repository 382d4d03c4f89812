"""Python, lowered to the shared form."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Iterable, Sequence
from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code import tree


class Unreadable(Exception):
    """A file that cannot be parsed. ``line`` is where, 0 if that is not known."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def lower(data: bytes) -> tree.Module:
    """Return the shared form of a file. Raises Unreadable."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, ValueError, LookupError):
        raise Unreadable("Unknown text encoding") from None
    # Not str.splitlines, which also splits where Python does not.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = ast.parse(text)
        return tree.Module("python", lines, _Lowering(lines).block(parsed.body))
    except SyntaxError as error:
        raise Unreadable("Invalid Python syntax", error.lineno or 0) from None
    except ValueError:
        raise Unreadable("Invalid Python syntax") from None
    except (RecursionError, MemoryError):
        raise Unreadable("Code is nested too deeply") from None


_OPERATORS: dict[type, Any] = {ast.Add: "+", ast.BitOr: "|"}
_EQUALITY: dict[type, Any] = {ast.Eq: "==", ast.Is: "==", ast.NotEq: "!=", ast.IsNot: "!="}
_BOOLEANS = (ast.Compare, ast.Not)
_MAX_PYTHON_INT_BITS = 4096


class _Lowering:
    """Lowers the nodes of a file. ``walrus`` are assignments in the expression that is lowered."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._walrus: list[tree.Statement] = []

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

    # -- statements --

    def block(self, nodes: Iterable[ast.stmt]) -> tree.Block:
        """Lower statements."""
        found: list[tree.Statement] = []
        for node in nodes:
            outside, self._walrus = self._walrus, []
            lowered = self._statement(node)
            found += self._walrus + lowered
            self._walrus = outside
        return tuple(found)

    def _statement(self, node: Any) -> list[tree.Statement]:
        span = self.span(node)
        match node:
            case ast.Assign():
                value = self.expression(node.value)
                return [tree.Assign(span, self.expression(t), value) for t in node.targets]
            case ast.AnnAssign(value=ast.expr()):
                return [
                    tree.Assign(span, self.expression(node.target), self.expression(node.value))
                ]
            case ast.AugAssign():
                operator = _OPERATORS.get(type(node.op), "?")
                target = self.expression(node.target)
                return [tree.Assign(span, target, self.expression(node.value), operator)]
            case ast.Expr():
                return [tree.Evaluate(span, self.expression(node.value))]
            case ast.Return():
                return [tree.Return(span, node.value and self.expression(node.value))]
            case ast.Raise():
                return [tree.Exit(span, node.exc and self.expression(node.exc))]
            case ast.Break() | ast.Continue():
                return [tree.Exit(span, None, is_loop=True)]
            case ast.If():
                test = self.expression(node.test)
                return [tree.If(span, test, self.block(node.body), self.block(node.orelse))]
            case ast.For() | ast.AsyncFor():
                target, head = self.expression(node.target), self.expression(node.iter)
                body = self.block(node.body)
                return [tree.Loop(span, target, head, body, self.block(node.orelse))]
            case ast.While():
                head, body = self.expression(node.test), self.block(node.body)
                return [tree.Loop(span, None, head, body, self.block(node.orelse))]
            case ast.With() | ast.AsyncWith():
                return [*self._context(node), *self.block(node.body)]
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return [self._function(node, node.name)]
            case ast.ClassDef():
                return [tree.Class(span, node.name, self.block(node.body))]
            case ast.Import() | ast.ImportFrom():
                return self._imports(node, span)
            case ast.Global() | ast.Nonlocal():
                return [tree.Outer(span, tuple(node.names))]
            case ast.Delete():
                return [tree.Delete(span, self.expression(target)) for target in node.targets]
            case ast.Match():
                return self._match(node)
            case ast.Assert():
                test = self.expression(node.test)
                return [tree.If(span, test, (), (tree.Exit(span, None),))]
        if hasattr(node, "handlers"):
            handlers = tuple(self.block(handler.body) for handler in node.handlers)
            body, otherwise = self.block(node.body), self.block(node.orelse)
            return [tree.Try(span, body, handlers, otherwise, self.block(node.finalbody))]
        return []

    def _context(self, node: Any) -> Iterable[tree.Statement]:
        for item in node.items:
            value = self.expression(item.context_expr)
            if item.optional_vars is None:
                yield tree.Evaluate(value.span, value)
            else:
                yield tree.Assign(value.span, self.expression(item.optional_vars), value)

    @staticmethod
    def _imports(node: Any, span: Span) -> list[tree.Statement]:
        found: list[tree.Statement] = []
        start = ""
        if isinstance(node, ast.ImportFrom):
            start = "." * node.level + (f"{node.module}." if node.module else "")
        for alias in node.names:
            if start and alias.name == "*":
                found.append(tree.Import(span, "*", start.removesuffix(".")))
            elif start or alias.asname:
                name = alias.asname or alias.name
                found.append(tree.Import(span, name, start + alias.name))
            else:
                root = alias.name.partition(".")[0]
                found.append(tree.Import(span, root, root))
        return found

    def _match(self, node: ast.Match) -> list[tree.Statement]:
        subject = self.expression(node.subject)
        rest: tree.Block = ()
        for case in reversed(node.cases):
            body = self.block(case.body)
            pattern = case.pattern
            if isinstance(pattern, ast.MatchAs) and pattern.pattern is None and case.guard is None:
                rest = body
                continue
            span = self.span(pattern)
            test: tree.Expression = tree.Opaque(span, (subject,))
            if isinstance(pattern, ast.MatchValue) and case.guard is None:
                test = tree.Compare(span, "==", subject, self.expression(pattern.value))
            rest = (tree.If(span, test, body, rest),)
        return list(rest)

    def _function(self, node: Any, name: str) -> tree.Function:
        arguments = node.args
        plain = [*arguments.posonlyargs, *arguments.args]
        defaults = [None] * (len(plain) - len(arguments.defaults)) + list(arguments.defaults)
        found = [self._parameter(*pair) for pair in zip(plain, defaults, strict=True)]
        if arguments.vararg:
            found.append(self._parameter(arguments.vararg, None)._replace(kind="*"))
        for pair in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            found.append(self._parameter(*pair)._replace(kind="keyword"))
        if arguments.kwarg:
            found.append(self._parameter(arguments.kwarg, None)._replace(kind="**"))
        span = self.span(node)
        if isinstance(node, ast.Lambda):
            result = tree.Return(span, self.expression(node.body))
            return tree.Function(span, name, tuple(found), (result,), is_static=True)
        decorators = {part.id for part in node.decorator_list if isinstance(part, ast.Name)}
        return tree.Function(
            span,
            name,
            tuple(found),
            self.block(node.body),
            "staticmethod" in decorators,
            any(isinstance(part, ast.Yield | ast.YieldFrom) for part in _own(node)),
        )

    def _parameter(self, node: ast.arg, default: ast.expr | None) -> tree.Parameter:
        lowered = default and self.expression(default)
        return tree.Parameter(self.span(node), node.arg, lowered)

    # -- expressions --

    def expression(self, node: Any) -> tree.Expression:
        """Lower an expression."""
        span = self.span(node)
        match node:
            case ast.Constant(value=str() | bool() | int() | float() | None as value):
                if type(value) is int and value.bit_length() > _MAX_PYTHON_INT_BITS:
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
            case ast.BinOp() if type(node.op) in _OPERATORS:
                left, right = self.expression(node.left), self.expression(node.right)
                return tree.Binary(span, _OPERATORS[type(node.op)], left, right)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return self._comprehension(node, span)
            case ast.Lambda():
                return tree.Lambda(span, self._function(node, ""))
            case ast.Await():
                return self.expression(node.value)
            case ast.NamedExpr():
                target, value = self.expression(node.target), self.expression(node.value)
                self._walrus.append(tree.Assign(span, target, value))
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
            span = left.span._replace(
                end_line=found.span.end_line, end_column=found.span.end_column
            )
            found = tree.Logical(span, "and" if isinstance(node.op, ast.And) else "or", left, found)
        return found

    def _comprehension(self, node: Any, span: Span) -> tree.Expression:
        first = node.generators[0]
        if len(node.generators) > 1 or first.ifs or first.is_async:
            return tree.Opaque(span, (), "array")
        target, iterable = self.expression(first.target), self.expression(first.iter)
        return tree.Comprehension(span, self.expression(node.elt), target, iterable)


def _expressions(node: ast.AST) -> Sequence[ast.expr]:
    """Return the expressions in a node of another kind, outside of comprehensions."""
    if isinstance(node, ast.DictComp):
        return ()
    return [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]


def _own(function: Any) -> Iterable[ast.AST]:
    """Yield the nodes of a function, but not those of functions in it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)
