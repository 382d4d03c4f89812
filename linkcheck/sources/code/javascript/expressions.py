"""Expressions of JavaScript and TypeScript, lowered to the shared form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from linkcheck.sources.code import tree
from linkcheck.sources.code.javascript.literals import package_of, undefined
from linkcheck.sources.code.javascript.scopes import children
from linkcheck.sources.code.javascript.values import VALUES, Values

_MAX_DEPTH = 80
_EQUALITY: dict[str, Any] = {"===": "==", "==": "==", "!==": "!=", "!=": "!="}
_LOGICAL: dict[str, Any] = {"&&": "and", "||": "or", "??": "??"}
_ORDERS: dict[str, Any] = {order: order for order in ("<", "<=", ">", ">=")}
_COMPARISONS = ("in", "instanceof")
_LOADERS = ("require", "import")


class Expressions(Values):
    """Lowers expressions."""

    def expression(self, node: Any) -> tree.Expression:
        """Lower an expression."""
        self._depth += 1
        try:
            if self._depth > _MAX_DEPTH:
                return tree.Opaque(self.text.span(node))
            lower = _LOWER.get(node.type, _PARTS)
            if self.is_torn(node) and lower not in _WHOLE:
                lower = _PARTS
            return lower(self, node)
        finally:
            self._depth -= 1

    # -- calls --

    def _call(self, node: Any) -> tree.Expression:
        span = self.text.span(node)
        function = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        given = node.child_by_field_name("arguments")
        path = self.loaded(node)
        if path is not None:
            name = f"'{path}"
            self.before.append(tree.Import(span, name, path))
            return tree.Name(span, name)
        callee = self.expression(function)
        if given is None:
            return tree.Call(span, callee, ())
        if given.type != "arguments" or self.is_torn(given):
            return tree.Call(span, callee, (tree.Spread(span, self.opaque(given)),))
        return tree.Call(span, callee, self.all(children(given)))

    def loaded(self, node: Any) -> str | None:
        """Return the path of the module that ``require`` or ``import()`` loads."""
        if node.type == "await_expression":
            node = children(node)[-1]
        if node.type != "call_expression":
            return None
        function, given = children(node)[0], children(node)[-1]
        if self.text.of(function) not in _LOADERS or given.type != "arguments":
            return None
        source = children(given)
        is_name = len(source) == 1 and source[0].type == "string"
        return self.path_of(source[0]) if is_name else None

    def path_of(self, node: Any) -> str:
        """Return the dotted path of a module from the string node of its name."""
        name = self.string_of(node) or ""
        return package_of(name).replace("/", ".")

    # -- operators --

    def _binary(self, node: Any) -> tree.Expression:
        span = self.text.span(node)
        operator = node.child_by_field_name("operator").type
        if operator in _LOGICAL:
            left = self.field(node, "left")
            with self.maybe():
                return tree.Logical(span, _LOGICAL[operator], left, self.field(node, "right"))
        left, right = self.field(node, "left"), self.field(node, "right")
        if operator in _EQUALITY:
            return self._compare(node, operator, left, right)
        if operator in _ORDERS:
            return tree.Compare(span, _ORDERS[operator], left, right)
        if operator == "+":
            return tree.Binary(span, "+", left, right)
        return tree.Opaque(span, (left, right), "boolean" if operator in _COMPARISONS else "number")

    def _compare(
        self, node: Any, operator: str, left: tree.Expression, right: tree.Expression
    ) -> tree.Expression:
        span = self.text.span(node)
        tested = node.child_by_field_name("left")
        if tested.type == "unary_expression" and self.operator(tested) == "typeof":
            if type(right) is tree.Literal and right.value == "undefined":
                left, right = self.field(tested, "argument"), undefined(right.span)
        elif type(left) is tree.Literal:
            left, right = right, left
        is_loose = len(operator) == 2
        return tree.Compare(span, _EQUALITY[operator], left, right, is_loose)

    @staticmethod
    def operator(node: Any) -> str:
        """Return the operator of a node."""
        found: str = node.child_by_field_name("operator").type
        return found

    def _unary(self, node: Any) -> tree.Expression:
        span = self.text.span(node)
        operator, value = self.operator(node), self.field(node, "argument")
        if operator == "!":
            return tree.Not(span, value)
        if operator == "-" and type(value) is tree.Literal and type(value.value) in (int, float):
            return value._replace(span=span, value=-value.value)  # type: ignore[operator]
        if operator == "void":
            return undefined(span)
        if operator == "typeof":
            return tree.Call(span, tree.Name(span, operator), (value,))
        return tree.Opaque(span, (value,), "boolean" if operator == "delete" else "number")

    def _ternary(self, node: Any) -> tree.Expression:
        test = self.field(node, "condition")
        with self.maybe():
            then, otherwise = self.field(node, "consequence"), self.field(node, "alternative")
        return tree.Conditional(self.text.span(node), test, then, otherwise)

    def _sequence(self, node: Any) -> tree.Expression:
        *first, last = self.all(children(node))
        if not self.is_certain:
            return tree.Opaque(self.text.span(node), (*first, last))
        self.before += [tree.Evaluate(part.span, part) for part in first]
        return last

    def _assignment(self, node: Any) -> tree.Expression:
        """Lower an assignment in an expression."""
        left = node.child_by_field_name("left") or node.child_by_field_name("argument")
        value = self.field(node, "right")
        is_plain = node.type == "assignment_expression" and self.is_certain
        if not is_plain:
            value = tree.Opaque(self.text.span(node), (value,))
        self.before += self.bind(left, value)
        is_target = is_plain and left.type in ("identifier", "member_expression")
        return self.expression(left) if is_target else tree.Opaque(value.span)

    def _lifted(self, node: Any) -> tree.Expression:
        return self.function_value(node)


_LOWER: dict[str, Callable[[Any, Any], tree.Expression]] = {
    **VALUES,
    "call_expression": Expressions._call,
    "new_expression": Expressions._call,
    "binary_expression": Expressions._binary,
    "unary_expression": Expressions._unary,
    "ternary_expression": Expressions._ternary,
    "sequence_expression": Expressions._sequence,
    "assignment_expression": Expressions._assignment,
    "augmented_assignment_expression": Expressions._assignment,
    "update_expression": Expressions._assignment,
    **dict.fromkeys(
        ("arrow_function", "function_expression", "generator_function", "class", "function"),
        Expressions._lifted,
    ),
}
_PARTS: Callable[[Any, Any], tree.Expression] = Expressions.opaque
_WHOLE = (Expressions._call, Expressions._lifted)
"""What is lowered part by part where the code is broken."""
