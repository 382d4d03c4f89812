"""Calls in one world."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from linkcheck.sources.code import tree
from linkcheck.sources.code.calls import Arguments, CallSite
from linkcheck.sources.code.knowledge import is_free, spoil
from linkcheck.sources.code.members import Members
from linkcheck.sources.code.operations import base_url
from linkcheck.sources.code.traversal import root_of
from linkcheck.sources.code.values import (
    UNKNOWN,
    ArrayValue,
    ClassValue,
    FunctionValue,
    Hidden,
    ObjectValue,
    Reference,
    Scalar,
    anything,
    open_up,
)


class Application(Members):
    """Evaluates calls."""

    def arguments(self, node: tree.Call) -> Arguments:
        """Return the arguments of a call."""
        positional: list[Any] = []
        is_open = False
        for argument in node.arguments:
            if type(argument) is not tree.Spread:
                positional.append(self.value(argument))
                continue
            spread = self.value(argument.value)
            is_open |= not isinstance(spread, ArrayValue) or spread.is_open
            positional += spread.items if isinstance(spread, ArrayValue) else []
        # A spread cannot replace what is written: it may not have the same keywords.
        keywords = sorted(node.keywords, key=lambda entry: entry.key is not None)
        return Arguments(positional, self.fields(node.span, keywords), is_open)

    def fields(self, span: Any, entries: Iterable[tree.Entry]) -> ObjectValue:
        """Return an object with the fields of entries."""
        found = ObjectValue(span)
        for entry in entries:
            if entry.key is None:
                found.merge(self.value(entry.value))
                continue
            key, value = self.value(entry.key), self.value(entry.value)
            if isinstance(key, Scalar) and isinstance(key.value, str):
                found.set(key.value, value, entry.span)
            else:
                found.merge(UNKNOWN)
        return found

    def call(self, node: tree.Call) -> Any:
        """Return the value of a call."""
        callee = node.callee
        receiver = self.value(callee.of) if type(callee) is tree.Member else None
        if type(callee) is tree.Member:
            target = self.member(callee, receiver)
        else:
            target = self.value(callee)
        call = CallSite(node, target, receiver, self.arguments(node))
        is_fixed = not self.has_free and self._is_computed(call)
        value = self.host.meet(self, call)
        if value is None and isinstance(target, FunctionValue):
            value = self.apply(node, target, call.arguments)
            is_fixed &= value is None
        if value is None and isinstance(target, ClassValue) and target.state is None:
            value = self.construct(node, target, call.arguments)
        if value is None and isinstance(target, Reference):
            known = self.library.functions.get(target.path)
            value = known and known(self, call)
        elif value is None and receiver is not None:
            known = self.library.methods.get(call.method)
            value = known and known(self, call)
            if call.method not in self.library.harmless:
                self._forget_receiver(call)
        if value is None:
            value = self._unknown(call)
        if is_fixed and isinstance(value, Hidden) and value.made_from is None:
            return value._replace(is_fixed=True)
        return value

    def _is_computed(self, call: CallSite) -> bool:
        """Return whether the result of a call follows from the receiver and the arguments."""
        if isinstance(call.callee, Reference):
            return not is_free(call.callee, self.library.pure)
        if isinstance(call.callee, FunctionValue):
            return bool(call.arguments.all())
        return isinstance(call.receiver, Scalar | ArrayValue | ObjectValue | Hidden)

    def _unknown(self, call: CallSite) -> Any:
        if call.method not in self.library.harmless and call.method not in self.library.pure:
            self._forget_receiver(call)
            values = [call.receiver, *call.arguments.all()]
            self.host.give_away(values)
            # The receiver's own methods change it; functions elsewhere are taken to add at most.
            is_own = isinstance(call.callee, FunctionValue | ClassValue)
            spoil(values if is_own else values[:1])
            for value in values:
                open_up(value)
        return anything(call.node.span, call.receiver)._replace(base=base_url(call))

    def _forget_receiver(self, call: CallSite) -> None:
        if type(call.node.callee) is tree.Member:
            self.scope.forget_members(root_of(call.node.callee.of))

    def construct(self, node: tree.Call, of: ClassValue, arguments: Arguments) -> Any:
        """Return an object of a class of the file. Overridden where statements are run."""
        raise NotImplementedError

    def apply(self, node: Any, function: FunctionValue, arguments: Arguments | None) -> Any:
        """Return the result of a function of the file. Overridden where statements are run."""
        raise NotImplementedError
