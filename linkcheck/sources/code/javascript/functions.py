"""Functions and classes of JavaScript, lowered to the shared form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code import tree
from linkcheck.sources.code.javascript.literals import undefined
from linkcheck.sources.code.javascript.patterns import Patterns
from linkcheck.sources.code.javascript.scopes import children
from linkcheck.sources.code.javascript.values import TYPE_NAMES
from linkcheck.sources.code.module import CONSTRUCTOR

_PARAMETERS = ("required_parameter", "optional_parameter")
_MODIFIERS = ("accessibility_modifier", "readonly", "override_modifier")
_NOT_PLAIN = ("get", "set", "*")
_FIELDS = ("public_field_definition", "field_definition")
FUNCTION_VALUES = ("arrow_function", "function_expression")


class Functions(Patterns):
    """Lowers functions and classes."""

    return_type: Any = None
    """The node of the type that the function returns, or None."""
    is_turn = False
    """True in the body of a callback that is lowered to a loop."""

    def block(self, nodes: Iterable[Any]) -> tree.Block:
        """Lower statements."""
        raise NotImplementedError

    def block_in(self, nodes: list[Any]) -> tree.Block:
        """Lower the statements of a block with its own variables."""
        self.scopes.enter(self.scopes.declared_in(nodes))
        try:
            return self.block(nodes)
        finally:
            self.scopes.leave()

    # -- functions --

    @staticmethod
    def listed(node: Any) -> list[Any]:
        """Return the nodes of the parameters of a function."""
        given = node.child_by_field_name("parameters")
        only = node.child_by_field_name("parameter")
        return ([] if only is None else [only]) if given is None else children(given)

    def function(
        self, node: Any, name: str, *, is_method: bool = False, first: Iterable[Any] = ()
    ) -> tree.Function:
        """Lower a function. ``first`` are fields that a constructor initializes."""
        span = self.text.span(node)
        body = node.child_by_field_name("body")
        listed = self.listed(node)
        is_block = body is not None and body.type == "statement_block"
        names = [name for parameter in listed for name in self.scopes.names_in(parameter)]
        steps_of_body = children(body) if is_block else ()
        names += self.scopes.declared_in(steps_of_body, is_function=True)
        outside = self.before, self.has_this, self.return_type, self.is_turn, self.is_certain
        self.before, self.is_turn, self.is_certain = [], False, True
        self.has_this = is_method or (node.type == "arrow_function" and self.has_this)
        self.return_type = _returned(node)
        outer = self.scopes.enter(names, is_function=True)
        parameters, steps = self.parameters(listed)
        for field in first:
            steps += self._field(field)
        steps += self._body(body, is_block=is_block) if body is not None else ()
        self.scopes.leave()
        self.before, self.has_this, self.return_type, self.is_turn, self.is_certain = outside
        if outer:
            steps.insert(0, tree.Outer(span, tuple(sorted(outer))))
        if is_method:
            parameters.insert(0, tree.Parameter(span, "this"))
        is_plain = not any(child.type in _NOT_PLAIN for child in node.children)
        return tree.Function(span, name, tuple(parameters), tuple(steps), not is_method, is_plain)

    def _body(self, body: Any, *, is_block: bool) -> list[tree.Statement]:
        if is_block:
            return list(self.block(children(body)))
        value = self.typed(self.expression(body), self.return_type)
        if body.type == "object":  # is a block, whatever the grammar says
            value = tree.Opaque(value.span, (value,))
        return [*self.before, tree.Return(value.span, value)]

    def parameters(self, nodes: list[Any]) -> tuple[list[tree.Parameter], list[tree.Statement]]:
        """Lower parameters, and what they are unpacked to."""
        found: list[tree.Parameter] = []
        steps: list[tree.Statement] = []
        for node in nodes:
            span = self.text.span(node)
            pattern, default = node, None
            if node.type in _PARAMETERS:
                pattern = node.child_by_field_name("pattern") or children(node)[-1]
                default = node.child_by_field_name("value")
            elif node.type == "assignment_pattern":
                pattern = node.child_by_field_name("left")
                default = node.child_by_field_name("right")
            if pattern.type == "this":
                continue
            value = self.expression(default) if default is not None else None
            if node.type == "optional_parameter" or _may_be_null(node):
                value = value or undefined(span)
            is_rest = pattern.type == "rest_pattern"
            pattern = children(pattern)[0] if is_rest else pattern
            is_plain = pattern.type == "identifier"
            name = self.text.of(pattern) if is_plain else self.new_name(span)
            found.append(tree.Parameter(span, name, value, "*" if is_rest else ""))
            if not is_plain:
                steps += self.bind(pattern, tree.Name(span, name))
            elif any(child.type in _MODIFIERS for child in node.children):
                steps.append(self._set_member(span, tree.Name(span, name), name, span))
        return found, self.before + steps

    @staticmethod
    def _set_member(span: Span, value: tree.Expression, name: str, place: Span) -> tree.Statement:
        target = tree.Member(place, tree.Name(place, "this"), name, place)
        return tree.Assign(span, target, value)

    def function_value(self, node: Any) -> tree.Expression:
        """Lower a function or class without a name to a statement; return its new name."""
        span = self.text.span(node)
        is_method = node.type == "method_definition"
        name = self.new_name(span)
        if node.type == "class":
            self.before.append(self.class_(node, name))
        else:
            self.before.append(self.function(node, name, is_method=is_method))
        return tree.Name(span, name)

    # -- classes --

    def class_(self, node: Any, name: str) -> tree.Class:
        """Lower a class."""
        members = children(node.child_by_field_name("body"))
        fields = [child for child in members if child.type in _FIELDS and _value(child) is not None]
        own = [child for child in fields if not _is_static(child)]
        body: list[tree.Statement] = []
        constructor = None
        for child in members:
            if child.type == "method_definition":
                label = self.text.of(child.child_by_field_name("name"))
                if label == "constructor":
                    constructor = child
                    continue
                body.append(self.function(child, label, is_method=not _is_static(child)))
            elif child in fields and (_is_static(child) or _is_function(child)):
                body += self._class_field(child)
        initial = [child for child in own if not _is_function(child)]
        if constructor is not None:
            body.append(self.function(constructor, CONSTRUCTOR, is_method=True, first=initial))
        elif initial:
            body.append(self._constructor(node, initial))
        return tree.Class(self.text.span(node), name, tuple(body), self._bases(node))

    def _bases(self, node: Any) -> tuple[tree.Expression, ...]:
        heritage = next((part for part in children(node) if part.type == "class_heritage"), None)
        clauses = [] if heritage is None else children(heritage)
        if clauses and clauses[0].type == "extends_clause":
            return (self.field(clauses[0], "value"),)
        is_type = bool(clauses) and clauses[0].type == "implements_clause"
        return () if is_type or not clauses else (self.expression(clauses[0]),)

    def _constructor(self, node: Any, initial: list[Any]) -> tree.Function:
        span = self.text.span(node)
        outside, self.before, self.has_this = (self.before, self.has_this), [], True
        outer = self.scopes.enter((), is_function=True)
        steps = [step for field in initial for step in self._field(field)]
        self.scopes.leave()
        self.before, self.has_this = outside
        if outer:
            steps.insert(0, tree.Outer(span, tuple(sorted(outer))))
        return tree.Function(span, CONSTRUCTOR, (tree.Parameter(span, "this"),), tuple(steps))

    def _class_field(self, node: Any) -> list[tree.Statement]:
        """Lower a static field, or a field that is a method."""
        name, value = _name(node), _value(node)
        label = self.text.of(name)
        if _is_function(node):
            return [self.function(value, label, is_method=not _is_static(node))]
        span = self.text.span(name)
        outside, self.before = self.before, []
        lowered = self.expression(value)
        found = [*self.before, tree.Assign(span, tree.Name(span, label), lowered)]
        self.before = outside
        return found

    def _field(self, node: Any) -> list[tree.Statement]:
        """Lower the initialization of a field, in the constructor."""
        name = _name(node)
        place = self.text.span(name)
        outside, self.before = self.before, []
        value = self.typed(self.expression(_value(node)), node.child_by_field_name("type"))
        step = self._set_member(self.text.span(node), value, self.text.of(name), place)
        found = [*self.before, step]
        self.before = outside
        return found


def _may_be_null(parameter: Any) -> bool:
    """Return whether the type of a parameter is like ``string | null``."""
    kind = parameter.child_by_field_name("type")
    kind = children(kind)[0] if kind is not None and kind.type == "type_annotation" else None
    waiting = [kind] if kind is not None else []
    while waiting:
        kind = waiting.pop()
        if kind.type == "union_type":
            waiting += children(kind)
        elif kind.type == "literal_type" and children(kind)[0].type in ("undefined", "null"):
            return True
    return False


def _name(field: Any) -> Any:
    return field.child_by_field_name("name") or field.child_by_field_name("property")


def _value(field: Any) -> Any:
    return field.child_by_field_name("value")


def _is_function(field: Any) -> bool:
    return _value(field).type in FUNCTION_VALUES


def _is_static(node: Any) -> bool:
    return any(child.type == "static" for child in node.children)


def _returned(node: Any) -> Any:
    """Return the node of the type that a function returns, or promises; None if it has no name."""
    kind = node.child_by_field_name("return_type")
    kind = children(kind)[0] if kind is not None and children(kind) else None
    if kind is not None and kind.type == "generic_type":
        given = kind.child_by_field_name("type_arguments")
        kind = children(given)[0] if given is not None and children(given) else None
    return kind if kind is not None and kind.type in TYPE_NAMES else None
