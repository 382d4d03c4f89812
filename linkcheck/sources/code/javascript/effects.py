"""Expressions of JavaScript that are statements, lowered to the shared form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code import tree
from linkcheck.sources.code.javascript.functions import FUNCTION_VALUES, Functions
from linkcheck.sources.code.javascript.scopes import children

_OPERATORS: dict[str, Any] = {"+=": "+"}
_LOGICAL: dict[str, Any] = {"||=": "or", "&&=": "and", "??=": "??"}
_BRANCHES = ("&&", "||", "??")


class Effects(Functions):
    """Lowers expressions for their effects."""

    def effect(self, node: Any) -> list[tree.Statement]:
        """Lower an expression for its effects."""
        lower = _LOWER.get(node.type)
        found = lower(self, node) if lower is not None and not self.is_torn(node) else None
        if found is not None:
            return found
        value = self.expression(node)
        return [tree.Evaluate(value.span, value)]

    def later(self, node: Any) -> tree.Block:
        """Lower an expression for its effects, which it may have only later."""
        outside, self.before = self.before, []
        found = self.effect(node)
        found, self.before = [*self.before, *found], outside
        return tuple(found)

    def _inner_effect(self, node: Any) -> list[tree.Statement]:
        return [step for child in children(node) for step in self.effect(child)]

    # -- assignments --

    def _assign(self, node: Any) -> list[tree.Statement]:
        return self.bind(node.child_by_field_name("left"), self.field(node, "right"))

    def _augment(self, node: Any) -> list[tree.Statement]:
        left, operator = node.child_by_field_name("left"), self.operator(node)
        value = self.field(node, "right")
        span = self.text.span(node)
        if operator in _LOGICAL:
            target = self.expression(left)
            return self.bind(left, tree.Logical(span, _LOGICAL[operator], target, value))
        changed = _OPERATORS.get(operator, "?")
        return [
            step._replace(operator=changed) if type(step) is tree.Assign else step
            for step in self.bind(left, value)
        ]

    def _update(self, node: Any) -> list[tree.Statement]:
        number = tree.Opaque(self.text.span(node), (), "number")
        return self.bind(node.child_by_field_name("argument"), number)

    def _delete(self, node: Any) -> list[tree.Statement] | None:
        if self.operator(node) != "delete":
            return None
        return [tree.Delete(self.text.span(node), self.field(node, "argument"))]

    # -- branches --

    def _branch(self, node: Any) -> list[tree.Statement] | None:
        """Lower ``test && effect``."""
        operator = self.operator(node)
        if operator not in _BRANCHES:
            return None
        test = self.field(node, "left")
        if operator == "??":
            null = tree.Literal(test.span, None)
            test = tree.Compare(test.span, "!=", test, null, is_loose=True)
        then = self.later(node.child_by_field_name("right"))
        blocks: tuple[tree.Block, tree.Block] = (then, ()) if operator == "&&" else ((), then)
        return [tree.If(self.text.span(node), test, *blocks)]

    def _choice(self, node: Any) -> list[tree.Statement]:
        test = self.field(node, "condition")
        arms = (node.child_by_field_name(name) for name in ("consequence", "alternative"))
        then, otherwise = map(self.later, arms)
        return [tree.If(self.text.span(node), test, then, otherwise)]

    # -- loops --

    def _each(self, node: Any) -> list[tree.Statement] | None:
        """Lower ``items.forEach(callback)``, which is a loop."""
        callee, given = children(node)[0], children(node)[-1]
        callbacks = children(given) if given.type == "arguments" else []
        if callee.type != "member_expression" or len(callbacks) != 1:
            return None
        name = self.text.of(callee.child_by_field_name("property"))
        if name != "forEach" or callbacks[0].type not in FUNCTION_VALUES:
            return None
        head = self.field(callee, "object")
        return [self._loop(callbacks[0], head, self.text.span(node))]

    def _loop(self, callback: Any, head: tree.Expression, span: Span) -> tree.Loop:
        listed = self.listed(callback)
        body = callback.child_by_field_name("body")
        is_block = body.type == "statement_block"
        names = [name for parameter in listed for name in self.scopes.names_in(parameter)]
        self.scopes.enter([*names, *self.scopes.declared_in(children(body) if is_block else ())])
        outside = self.is_turn, self.has_this
        self.is_turn = True
        self.has_this &= callback.type == "arrow_function"
        parameters, steps = self.parameters(listed)
        block = self.block(children(body)) if is_block else self.later(body)
        targets = [tree.Name(span, self.scopes.read(one.name)) for one in parameters]
        self.is_turn, self.has_this = outside
        self.scopes.leave()
        # The index, and the array.
        steps += [tree.Assign(span, name, tree.Opaque(span)) for name in targets[1:]]
        target = targets[0] if targets else None
        return tree.Loop(span, target, head, (*steps, *block), ())


_LOWER: dict[str, Callable[[Any, Any], list[tree.Statement] | None]] = {
    "parenthesized_expression": Effects._inner_effect,
    "sequence_expression": Effects._inner_effect,
    "await_expression": Effects._inner_effect,
    "assignment_expression": Effects._assign,
    "augmented_assignment_expression": Effects._augment,
    "update_expression": Effects._update,
    "unary_expression": Effects._delete,
    "binary_expression": Effects._branch,
    "ternary_expression": Effects._choice,
    "call_expression": Effects._each,
}
