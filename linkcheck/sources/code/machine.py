"""Runs statements in one world."""

from __future__ import annotations

from typing import Any

from linkcheck.sources.code import tree
from linkcheck.sources.code.calls import Dead, Host, Library
from linkcheck.sources.code.compounds import Compounds
from linkcheck.sources.code.functions import Flow
from linkcheck.sources.code.knowledge import NOT_COMPUTED
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.operations import combine
from linkcheck.sources.code.scopes import Scope, State
from linkcheck.sources.code.slicing import Slice
from linkcheck.sources.code.values import (
    UNKNOWN,
    ArrayValue,
    ClassValue,
    FunctionValue,
    ObjectValue,
    Reference,
    Scalar,
    stored,
)
from linkcheck.sources.code.worlds import Oracle


class Machine(Compounds):
    """Runs statements of a module, as far as they matter for what the host looks for."""

    def __init__(self, module: Module, library: Library, host: Host, kept: Slice) -> None:
        super().__init__(module, library, host, kept)
        self._module_states: dict[frozenset[str], tuple[State, frozenset[int]]] = {}

    # -- roots --

    def run(self, root: tuple[Any, ...], oracle: Oracle) -> None:
        """Run the module, then the functions and classes that lead to a root, then the root.

        Raises Dead if the world does not get there.
        """
        shared = self.kept.changed_outside(root)
        self.begin(oracle)
        self.scope.shared = shared
        self.is_observed = not root
        self._run_module(root)
        receiver = None
        for depth, node in enumerate(root, 1):
            is_method = depth > 1 and type(root[depth - 2]) is tree.Class
            if id(node) not in self.defined and not is_method:
                raise Dead
            if type(node) is tree.Class:
                receiver = self._instance(ClassValue(node, self.scope, {}), None)
                continue
            self.scope = Scope(self.scope, node.span)
            self.scope.shared = shared
            self.parameters(node, None, receiver)
            self.is_observed = depth == len(root)
            receiver = None
            self.block(node.body)

    def _run_module(self, root: tuple[Any, ...]) -> None:
        """Run the module; what it does in each world, and for each root, is done once."""
        known = self._module_states.get(self.scope.shared)
        if known is not None and root:
            self.scope.set_state(known[0])
            self.defined = set(known[1])
            return
        self.block(self.module.body)
        if root and not self.oracle.outcomes:
            self._module_states[self.scope.shared] = self.scope.state(), frozenset(self.defined)

    # -- statements --

    def block(self, block: tree.Block) -> Flow | None:
        """Run statements; return why they end early."""
        for statement in block:
            if id(statement) in self.kept.statements:
                self.step()
                flow: Flow | None = _RUN[type(statement)](self, statement)
                if flow is not None and flow.is_doubtful:
                    self.forget(block, NOT_COMPUTED)
                if flow is not None:
                    return flow
        return None

    def assign(self, target: Any, value: Any, place: Any = None) -> None:
        """Assign a value to a target."""
        name = self.variable(target)
        if type(target) is tree.Name:
            self.bind(target.name, value, target.span)
        elif type(target) is tree.Array:
            self._unpack(target, value)
        elif type(target) is tree.Spread:
            self.assign(target.value, ArrayValue(None) if value is None else UNKNOWN)
        elif type(target) in (tree.Member, tree.Index):
            self.scope.forget_members(name)
            of, key = self.entry(target)
            span = target.name_span if type(target) is tree.Member else target.key.span
            if isinstance(of, ClassValue) and of.state is not None and isinstance(key, Scalar):
                # A property does not simply store it.
                is_property = isinstance(self.attributes(of).get(str(key.value)), FunctionValue)
                of.state[str(key.value)] = UNKNOWN if is_property else stored(value)
            elif isinstance(of, ObjectValue):
                if isinstance(key, Scalar) and isinstance(key.value, str):
                    of.set(key.value, value, span)
                else:
                    of.merge(UNKNOWN)
            elif isinstance(of, ArrayValue):
                self._set_item(of, key, value)
            elif name:
                self.scope.bind(name, value, target.span)

    @staticmethod
    def _set_item(of: ArrayValue, key: Any, value: Any) -> None:
        if isinstance(key, Scalar) and type(key.value) is int and 0 <= key.value < len(of.items):
            of.items[key.value] = value
        else:
            of.items, of.is_open = [UNKNOWN for _ in of.items], True

    def _unpack(self, target: tree.Array, value: Any) -> None:
        is_known = isinstance(value, ArrayValue) and len(value.items) == len(target.items)
        is_known = is_known and not value.is_open
        for index, item in enumerate(target.items):
            is_plain = is_known and type(item) is not tree.Spread
            self.assign(item, value.items[index] if is_plain else UNKNOWN)

    def run_assign(self, node: tree.Assign) -> None:
        """Run an assignment."""
        value = self.value(node.value)
        if node.operator:
            old = self.value(node.target)
            if node.operator == "+" and isinstance(old, ArrayValue):
                return old.extend(value)
            if node.operator == "|" and isinstance(old, ObjectValue):
                return old.merge(value)
            value = combine(old, value, node.operator, node.span)
        self.assign(node.target, value)
        return None

    def run_delete(self, node: tree.Delete) -> None:
        """Run the removal of a field or entry."""
        target: Any = node.target
        if type(target) not in (tree.Member, tree.Index):
            return
        self.scope.forget_members(self.variable(target))
        of, key = self.entry(target)
        if isinstance(of, ObjectValue) and isinstance(key, Scalar):
            of.fields.pop(str(key.value), None)
        elif isinstance(of, ObjectValue):
            of.forget(None, is_removed=True)
        elif isinstance(of, ArrayValue):
            of.items, of.is_open = [], True

    def run_exit(self, node: tree.Exit) -> Flow | None:
        """Leave a loop or, with an error, the world."""
        if node.is_loop:
            return Flow(is_loop=True)
        raise Dead

    def run_return(self, node: tree.Return) -> Flow:
        """Leave the function."""
        return Flow(self.library.nothing if node.value is None else self.value(node.value))

    def run_outer(self, node: tree.Outer) -> None:
        """Note which names belong to a scope around this one."""
        self.scope.outer.update(node.names)


def _define(self: Machine, node: Any) -> None:
    self.defined.add(id(node))
    kind = FunctionValue if type(node) is tree.Function else ClassValue
    self.scope.bind(node.name, kind(node, self.scope), node.span)


def _import(self: Machine, node: tree.Import) -> None:
    self.scope.bind(node.name, Reference(node.path, node.span), node.span)


def _evaluate(self: Machine, node: tree.Evaluate) -> None:
    self.value(node.value)


_RUN: dict[type, Any] = {
    tree.Assign: Machine.run_assign,
    tree.Delete: Machine.run_delete,
    tree.Evaluate: _evaluate,
    tree.If: Machine.run_if,
    tree.Loop: Machine.run_loop,
    tree.Try: Machine.run_try,
    tree.Return: Machine.run_return,
    tree.Exit: Machine.run_exit,
    tree.Function: _define,
    tree.Class: _define,
    tree.Import: _import,
    tree.Outer: Machine.run_outer,
}
