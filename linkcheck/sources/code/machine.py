"""Runs statements in one world."""

from __future__ import annotations

from typing import Any

from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code import tree
from linkcheck.sources.code.calls import Dead, Host, Library
from linkcheck.sources.code.effects import leaves
from linkcheck.sources.code.functions import Flow, Functions
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.operations import combine
from linkcheck.sources.code.scopes import Scope, State
from linkcheck.sources.code.slicing import Slice
from linkcheck.sources.code.values import (
    UNKNOWN,
    ArrayValue,
    ClassValue,
    FunctionValue,
    Hidden,
    ObjectValue,
    Reference,
    Scalar,
    open_up,
    stored,
)
from linkcheck.sources.code.worlds import Oracle

_MAX_TURNS = 50


class Machine(Functions):
    """Runs statements of a module, as far as they matter for what the host looks for."""

    def __init__(self, module: Module, library: Library, host: Host, kept: Slice) -> None:
        super().__init__(module, library, host, kept)
        self._module_state: State | None = None
        self._module_defined: set[int] = set()
        self._trials = 0
        """How many of the blocks that are run may be left without an end of the run."""

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
        """Run the module; what it does in each world is done once."""
        if self._module_state is not None:
            self.scope.set_state(self._module_state)
            self.defined = set(self._module_defined)
            return
        self.block(self.module.body)
        if root and not self.oracle.outcomes:
            self._module_state = self.scope.state()
            self._module_defined = set(self.defined)

    # -- statements --

    def block(self, block: tree.Block) -> Flow | None:
        """Run statements; return why they end early."""
        for statement in block:
            if id(statement) in self.kept.statements:
                self.step()
                flow: Flow | None = _RUN[type(statement)](self, statement)
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
            of, key = self._entry(target)
            span = target.name_span if type(target) is tree.Member else target.key.span
            if isinstance(of, ClassValue) and of.state is not None and isinstance(key, Scalar):
                of.state[str(key.value)] = stored(value)
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
        of, key = self._entry(target)
        if isinstance(of, ObjectValue) and isinstance(key, Scalar):
            of.fields.pop(str(key.value), None)
        elif isinstance(of, ObjectValue):
            of.forget(None, is_removed=True)
        elif isinstance(of, ArrayValue):
            of.items, of.is_open = [], True

    def _entry(self, target: Any) -> tuple[Any, Any]:
        """Return the container and the key of a member or entry."""
        is_member = type(target) is tree.Member
        of = self.value(target.of)
        return of, Scalar(target.name) if is_member else self.value(target.key)

    def run_if(self, node: tree.If) -> Flow | None:
        """Run a branch."""
        wanted = None
        if self.is_observed and not self.stack and not self._trials:
            if self._is_dead_end(node.then):
                wanted = False
            elif self._is_dead_end(node.otherwise):
                wanted = True
        return self.block(node.then if self.decide(node.test, wanted) else node.otherwise)

    def _is_dead_end(self, block: tree.Block) -> bool:
        return leaves(block) and not self.kept.has_candidate(block)

    def run_loop(self, node: tree.Loop) -> Flow | None:
        """Run a loop: each turn over known entries, else a trial turn."""
        iterable = self.value(node.head)
        effects = self.kept.effects(node.body)
        if (
            not effects.ends
            and node.target is not None
            and isinstance(iterable, ArrayValue)
            and not iterable.is_open
            and len(iterable.items) <= _MAX_TURNS
        ):
            for item in list(iterable.items):
                self.assign(node.target, item)
                self.block(node.body)
            return self.block(node.otherwise)
        self._forget(node.body)
        if node.target is not None:
            self.assign(node.target, UNKNOWN)
        self._try_out(node.body)
        self._forget(node.body)
        if self.stack and effects.returns:
            return Flow(UNKNOWN)
        return self.block(node.otherwise)

    def run_try(self, node: tree.Try) -> Flow | None:
        """Run a block with handlers, which are tried out, but do not count as branches."""
        goes_on = [handler for handler in node.handlers if not leaves(handler)]
        flow = None
        self._trials += bool(goes_on)
        try:
            flow = self.block(node.body) or self.block(node.otherwise)
        except Dead:
            if not goes_on:
                raise
        finally:
            self._trials -= bool(goes_on)
        for handler in node.handlers:
            self._try_out(handler)
        for handler in goes_on:
            self._forget(handler)
            flow = flow if self.stack else None
        return self.block(node.final) or flow

    def _try_out(self, block: tree.Block) -> None:
        """Run a block to meet its calls, then restore the variables."""
        self.defined |= self.kept.effects(block).defined
        if not (self.is_observed or self.stack) or not self.kept.has_candidate(block):
            return
        saved = self.scope.save()
        self._trials += 1
        try:
            self.block(block)
        except Dead:
            pass
        finally:
            self._trials -= 1
            Scope.restore(saved)

    def _forget(self, block: tree.Block) -> None:
        """Forget what a block may change, which may run any number of times."""
        effects = self.kept.effects(block)
        for name in effects.changed:
            open_up(self.scope.get(name))
        for step in effects.steps:
            self._forget_field(step.target, is_removed=type(step) is tree.Delete)
        for name in effects.assigned:
            if self.scope.get(name) is not None:
                self.scope.bind(name, Hidden(Unknown(may_be_null=True)))

    def _forget_field(self, target: Any, *, is_removed: bool) -> None:
        of, key = self._entry(target)
        if isinstance(of, ObjectValue):
            name = str(key.value) if isinstance(key, Scalar) else None
            of.forget(name, is_removed=is_removed)
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
