"""Runs branches, loops and blocks with handlers in one world."""

from __future__ import annotations

from typing import Any

from linkcheck.sources.code import tree
from linkcheck.sources.code.calls import Dead, Host, Library
from linkcheck.sources.code.effects import leaves
from linkcheck.sources.code.functions import Flow, Functions
from linkcheck.sources.code.knowledge import NOT_COMPUTED, Undecided, is_free, spoil
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.scopes import Scope
from linkcheck.sources.code.slicing import Slice
from linkcheck.sources.code.traversal import names_in
from linkcheck.sources.code.values import (
    ArrayValue,
    Hidden,
    ObjectValue,
    Scalar,
    anything,
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
        try:
            is_true = self.decide(node.test, wanted)
        except Undecided:
            return self._run_either(node)
        return self.block(node.then if is_true else node.otherwise)

    def _run_either(self, node: tree.If) -> Flow | None:
        """Run a branch whose condition was not computed: what its blocks change is unknown."""
        arms = [node.then, node.otherwise]
        staying = [arm for arm in arms if not _raises(arm)]
        if len(staying) == 1 and not self._trials:
            return self.block(staying[0])
        for arm in arms:
            self._try_out(arm)
        for arm in arms:
            self.forget(arm, NOT_COMPUTED)
        returns = any(self.kept.effects(arm).returns for arm in arms)
        return Flow(NOT_COMPUTED, is_doubtful=True) if self.stack and returns else None

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
        unknown = anything() if is_free(iterable) else NOT_COMPUTED
        self.forget(node.body, unknown)
        if node.target is not None:
            if not effects.changed.isdisjoint(names_in(node.target)):
                spoil(self.scope.get(name) for name in names_in(node.head))
            self.assign(node.target, unknown)
        self._try_out(node.body)
        self.forget(node.body, unknown)
        if self.stack and effects.returns:
            return Flow(unknown, is_doubtful=True)
        return self.block(node.otherwise)

    def run_try(self, node: tree.Try) -> Flow | None:
        """Run a block with handlers, which are tried out, but do not count as branches."""
        goes_on = [handler for handler in node.handlers if not leaves(handler)]
        flow = None
        assigned = self.kept.effects(node.body).assigned if goes_on else ()
        earlier = [name for name in assigned if self.scope.get(name) is not None]
        self._trials += bool(goes_on)
        try:
            flow = self.block(node.body) or self.block(node.otherwise)
        except Dead:
            if not goes_on:
                raise
        finally:
            self._trials -= bool(goes_on)
        for name in earlier:  # the block may not get to the assignment
            self.scope.bind(name, anything())
        for handler in node.handlers:
            self._try_out(handler)
        for handler in goes_on:
            self.forget(handler, anything())
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

    def forget(self, block: tree.Block, unknown: Hidden) -> None:
        """Forget what a block may change, which may run any number of times.

        The variables that it assigns become ``unknown``.
        """
        effects = self.kept.effects(block)
        spoil(self.scope.get(name) for name in effects.spoiled)
        for name in effects.changed:
            open_up(self.scope.get(name))
        for step in effects.steps:
            self._forget_field(step.target, is_removed=type(step) is tree.Delete)
        for name in effects.assigned:
            if self.scope.get(name) is not None:
                self.scope.bind(name, unknown)

    def _forget_field(self, target: Any, *, is_removed: bool) -> None:
        of, key = self.entry(target)
        if isinstance(of, ObjectValue):
            name = str(key.value) if isinstance(key, Scalar) else None
            of.forget(name, is_removed=is_removed)
        elif isinstance(of, ArrayValue):
            of.items, of.is_open = [], True


def _raises(block: tree.Block) -> bool:
    last = block[-1] if block else None
    return type(last) is tree.Exit and not last.is_loop
