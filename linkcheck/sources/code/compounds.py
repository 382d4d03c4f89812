"""Runs branches, loops and blocks with handlers in one world."""

from __future__ import annotations

from typing import Any

from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code import tree
from linkcheck.sources.code.calls import Dead, Host, Library
from linkcheck.sources.code.effects import leaves
from linkcheck.sources.code.functions import Flow, Functions
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.scopes import Scope
from linkcheck.sources.code.slicing import Slice
from linkcheck.sources.code.values import (
    UNKNOWN,
    ArrayValue,
    Hidden,
    ObjectValue,
    Scalar,
    open_up,
)

_MAX_TURNS = 50


class Compounds(Functions):
    """Runs statements that hold blocks."""

    def __init__(self, module: Module, library: Library, host: Host, kept: Slice) -> None:
        super().__init__(module, library, host, kept)
        self._trials = 0
        """How many of the blocks that are run may be left without an end of the run."""

    def entry(self, target: Any) -> tuple[Any, Any]:
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
        of, key = self.entry(target)
        if isinstance(of, ObjectValue):
            name = str(key.value) if isinstance(key, Scalar) else None
            of.forget(name, is_removed=is_removed)
        elif isinstance(of, ArrayValue):
            of.items, of.is_open = [], True
