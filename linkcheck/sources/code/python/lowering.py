"""Python, lowered to the shared form."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Iterable
from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code import tree
from linkcheck.sources.code.module import Module, Unreadable, with_line_feeds
from linkcheck.sources.code.python.expressions import OPERATORS, Expressions


def lower(data: bytes) -> Module:
    """Return the shared form of a file. Raises Unreadable."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, ValueError, LookupError):
        raise Unreadable("Unknown text encoding") from None
    return lower_text(text)


def lower_text(text: str) -> Module:
    """Return the shared form of decoded code. Raises Unreadable."""
    lines = with_line_feeds(text).split("\n")
    try:
        return Module("python", lines, _Lowering(lines).block(parse(text).body))
    except SyntaxError as error:
        raise Unreadable("Invalid Python syntax", error.lineno or 0) from None
    except ValueError:
        raise Unreadable("Invalid Python syntax") from None
    except (RecursionError, MemoryError):
        raise Unreadable("Code is nested too deeply") from None


def parse(text: str) -> ast.Module:
    """Return the syntax tree of code, without warnings about it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


_TRANSPARENT = frozenset(("staticmethod", "classmethod", "override"))
_PROPERTIES = frozenset(("property", "cached_property"))


def _suppresses(item: ast.withitem) -> bool:
    """Return whether a context is ``suppress(...)``, which catches exceptions."""
    match item.context_expr:
        case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress")):
            return True
    return False


class _Lowering(Expressions):
    """Lowers statements."""

    def block(self, nodes: Iterable[ast.stmt]) -> tree.Block:
        """Lower statements."""
        found: list[tree.Statement] = []
        for node in nodes:
            outside, self.walrus = self.walrus, []
            lowered = self._statement(node)
            found += self.walrus + lowered
            self.walrus = outside
        return tuple(found)

    def _statement(self, node: Any) -> list[tree.Statement]:
        span = self.span(node)
        match node:
            case ast.Assign():
                value = self.expression(node.value)
                return self._assigns(span, [self.expression(t) for t in node.targets], value)
            case ast.AnnAssign(value=ast.expr()):
                return [
                    tree.Assign(span, self.expression(node.target), self.expression(node.value))
                ]
            case ast.AugAssign():
                operator = OPERATORS.get(type(node.op), "?")
                target = self.expression(node.target)
                return [tree.Assign(span, target, self.expression(node.value), operator)]
            case ast.Expr():
                return [tree.Evaluate(span, self.expression(node.value))]
            case ast.Return():
                return [tree.Return(span, self._optional(node.value))]
            case ast.Raise():
                return [tree.Exit(span, self._optional(node.exc))]
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
                body = self.block(node.body)
                if any(map(_suppresses, node.items)):
                    return [tree.Try(span, body, ((),), (), ())]
                return [*self._context(node), *body]
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return [self.function(node, node.name)]
            case ast.ClassDef():
                bases = tuple(map(self.expression, node.bases))
                return [tree.Class(span, node.name, self.block(node.body), bases)]
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

    @staticmethod
    def _assigns(
        span: Span, targets: list[tree.Expression], value: tree.Expression
    ) -> list[tree.Statement]:
        """Return the assignments of one value to several targets, which share it."""
        targets.sort(key=lambda target: type(target) is not tree.Name)
        found: list[tree.Statement] = [tree.Assign(span, targets[0], value)]
        shared = targets[0] if type(targets[0]) is tree.Name else value
        return found + [tree.Assign(span, target, shared) for target in targets[1:]]

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

    def function(self, node: Any, name: str) -> tree.Function:
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
        outside, self.is_generator = self.is_generator, False
        body = self.block(node.body)
        is_generator, self.is_generator = self.is_generator, outside
        decorators = {part.id for part in node.decorator_list if isinstance(part, ast.Name)}
        return tree.Function(
            span,
            name,
            tuple(found),
            body,
            "staticmethod" in decorators,
            decorators.isdisjoint(_PROPERTIES) and not is_generator,
            len(decorators & _TRANSPARENT) < len(node.decorator_list),
        )

    def _parameter(self, node: ast.arg, default: ast.expr | None) -> tree.Parameter:
        return tree.Parameter(self.span(node), node.arg, self._optional(default))

    def _optional(self, node: ast.expr | None) -> tree.Expression | None:
        return None if node is None else self.expression(node)
