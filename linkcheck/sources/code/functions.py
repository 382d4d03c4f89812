"""Functions and classes of the file, as they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from contextlib import suppress
from typing import Any, NamedTuple

from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code import tree
from linkcheck.sources.code.calls import Arguments, Dead, Host, Library
from linkcheck.sources.code.evaluator import Evaluator
from linkcheck.sources.code.module import CONSTRUCTOR, Module
from linkcheck.sources.code.scopes import Scope
from linkcheck.sources.code.slicing import Slice
from linkcheck.sources.code.traversal import names_in
from linkcheck.sources.code.values import (
    UNKNOWN,
    ArrayValue,
    ClassValue,
    FunctionValue,
    Hidden,
    ObjectValue,
    Scalar,
    anything,
    stored,
)
from linkcheck.sources.code.worlds import Oracle

_MAX_CALLS = 6


class Flow(NamedTuple):
    """Why a block ends early: it returns a value, or leaves a loop.

    ``is_doubtful`` if it may also go on.
    """

    value: Any = None
    is_loop: bool = False
    is_doubtful: bool = False


class Functions(Evaluator):
    """Calls the functions and constructs the objects of a file."""

    def __init__(self, module: Module, library: Library, host: Host, kept: Slice) -> None:
        super().__init__(module, library, host)
        self.kept = kept
        self._members: dict[tuple[tree.Class, Scope], dict[str, Any]] = {}
        self.defined: set[int] = set()
        """The functions and classes that have been defined, by identity."""
        self.is_observed = False
        """True if the code that is run is the root's own; else it only leads to it."""

    def begin(self, oracle: Oracle) -> None:
        """Begin a run."""
        super().begin(oracle)
        self._times: Counter[Hashable] = Counter()
        """How often functions have been called, by the place of the call."""
        self.defined = set()
        self._members = {}

    def block(self, block: tree.Block) -> Flow | None:
        """Run statements; return why they end early."""
        raise NotImplementedError

    def parameters(self, node: tree.Function, given: Arguments | None, receiver: Any) -> None:
        """Bind the parameters of a function; without arguments they are unknown."""
        parameters = node.parameters
        if receiver is not None and not node.is_static and parameters:
            self.scope.bind(parameters[0].name, receiver)
            parameters = parameters[1:]
        left = dict(given.named.fields) if given else {}
        for index, parameter in enumerate(parameters):
            value: Any = None
            if given is not None and parameter.kind == "*":
                value = ArrayValue(None, given.positional[index:])
                value.is_open = given.is_open
            elif given is not None and parameter.kind == "**":
                value = ObjectValue(given.named.span)
                value.fields, value.is_open = left, given.named.is_open
            elif given is not None:
                field = left.pop(parameter.name, None)
                value = field.value if field else given.get(index)
                if isinstance(value, Scalar) and value.is_undefined and parameter.default:
                    value = None
                if value is None and not (given.is_open or given.named.is_open):
                    value = parameter.default and self._default(node, parameter)
            if value is None:
                value = Hidden(Unknown(may_be_null=parameter.default is not None))
            self.bind(parameter.name, value)

    def _default(self, function: tree.Function, parameter: tree.Parameter) -> Any:
        """Return the default of a parameter; None if it may have changed since it was made."""
        effects = self.kept.effects(function.body)
        is_shared = parameter.name in effects.changed and not self.library.is_lenient
        is_early = not self.library.is_lenient and not all(
            map(self.scope.is_constant, names_in(parameter.default))
        )
        return None if is_shared or is_early else self.value(parameter.default)

    def bind(self, name: str, value: Any, place: Any = None) -> None:
        """Bind a variable. Code may store what it reads several times or runs only once."""
        is_once = not (self.is_observed or self.stack)
        self.scope.bind(
            name, stored(value) if is_once or self.kept.reads[name] > 1 else value, place
        )

    def apply(self, node: Any, function: FunctionValue, arguments: Arguments | None) -> Any:
        """Return the result of a function of the file; None if it cannot be known."""
        code = function.node
        if len(self.stack) >= _MAX_CALLS or code in self.stack:
            return None
        if not code.is_plain or code not in self.kept.whole:
            return None
        outside, observed = self.scope, self.is_observed
        identity = (outside.identity, node.span)
        self._times[identity] += 1
        self.scope = Scope(function.scope, (*identity, self._times[identity]))
        self.scope.shared = outside.shared
        self.is_observed = False
        self.stack.append(code)
        self.callers.append(node if observed else None)
        try:
            self.parameters(code, arguments, function.receiver)
            flow = self.block(code.body)
        finally:
            self.stack.pop()
            self.callers.pop()
            self.scope, self.is_observed = outside, observed
        if code.is_decorated:
            return anything()
        return self.library.nothing if flow is None else flow.value

    def construct(self, node: tree.Call, of: ClassValue, arguments: Arguments) -> Any:
        """Return an object of a class of the file."""
        return self._instance(of._replace(state={}), arguments, node)

    def _instance(self, found: ClassValue, arguments: Arguments | None, node: Any = None) -> Any:
        """Run the constructor of an object; without arguments they are unknown."""
        initialize = self.attributes(found).get(CONSTRUCTOR)
        if isinstance(initialize, FunctionValue):
            with suppress(Dead):
                self.apply(node or found.node, initialize._replace(receiver=found), arguments)
        if arguments is None and found.state is not None:
            # Other methods may have been called since.
            for name in [n for n in found.state if self.kept.set_members[n] > 1]:
                found.state[name] = UNKNOWN
        return found

    def is_overridden(self, of: tree.Class, name: str) -> bool:
        """Return whether a class below one in the file has its own method of a name."""
        waiting = [*self.kept.subclasses.get(of.name, ())]
        for node in waiting:  # also what is added meanwhile
            if any(type(part) is tree.Function and part.name == name for part in node.body):
                return True
            waiting += [n for n in self.kept.subclasses.get(node.name, ()) if n not in waiting]
        return False

    def is_varied(self, of: ClassValue, name: str) -> bool:
        """Return whether a member of a class may have other values, too."""
        if name in self.kept.set_members:
            return True
        return of.state is not None and self.kept.class_members[name] > 1

    def attributes(self, of: ClassValue) -> dict[str, Any]:
        """Return the members of a class of the file."""
        key = (of.node, of.scope)
        if key in self._members:
            return self._members[key]
        if of.node in self.stack:
            return {}
        outside, observed = self.scope, self.is_observed
        self.scope, self.is_observed = Scope(of.scope, of.node.span), False
        self.stack.append(of.node)
        try:
            inherited = [self.value(base) for base in reversed(of.node.bases)]
            self.block(of.node.body)
            # The scope of a class is not around its methods.
            found = self._members[key] = {}
            for base in inherited:
                found.update(self.attributes(base) if isinstance(base, ClassValue) else {})
            for name, value in self.scope.names.items():
                is_method = isinstance(value, FunctionValue)
                found[name] = value._replace(scope=of.scope) if is_method else value
            return found
        finally:
            self.stack.pop()
            self.scope, self.is_observed = outside, observed
