"""Calls as they are evaluated, and what a language and a host know of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from linkcheck.sources.code import tree
from linkcheck.sources.code.values import ObjectValue, Scalar


class Exhausted(Exception):
    """The run takes too many steps."""


class Dead(Exception):
    """The run ends here: it raises an error."""


class Arguments(NamedTuple):
    """The arguments of a call. ``is_open`` if there may be more positional ones."""

    positional: list[Any]
    named: ObjectValue
    is_open: bool = False

    def get(self, index: int, *names: str) -> Any:
        """Return an argument by its position or name; None if it is not given."""
        for name in names:
            if name in self.named.fields:
                return self.named.fields[name].value
        return self.positional[index] if 0 <= index < len(self.positional) else None

    def all(self) -> list[Any]:
        """Return the values of all arguments."""
        return [*self.positional, *(field.value for field in self.named.fields.values())]


class CallSite(NamedTuple):
    """A call that is evaluated. ``receiver`` is what a method is called on, else None."""

    node: tree.Call
    callee: Any
    receiver: Any
    arguments: Arguments

    @property
    def method(self) -> str:
        """The last name of the callee; empty if it has none."""
        callee = self.node.callee
        return callee.name if isinstance(callee, tree.Member | tree.Name) else ""


class Host(Protocol):
    """What is looked for in the code: it meets each call first."""

    def meet(self, evaluator: Any, call: CallSite) -> Any:
        """Return the value of a call, None to leave it to the evaluator."""

    def constant(self, path: str) -> Any:
        """Return the value of what is imported from a path; None if it is not known."""

    def typed(self, evaluator: Any, value: Any, kind: Any) -> None:
        """Note that the code declares the type of a value."""

    def give_away(self, values: list[Any]) -> None:
        """Note that code that is not known gets values, and may change them."""


Known = Callable[[Any, CallSite], Any]


class Library(NamedTuple):
    """What a language brings along: functions by dotted path, methods by name, and environments.

    Each takes the evaluator and the call, and returns the value or None. ``environments`` are paths
    of mappings that hold the environment. ``harmless`` are names of functions and methods that
    change no argument. ``globals`` are modules that need no import. ``nothing`` is the result of a
    function that returns none; if it is undefined, so is a member that does not exist. ``members``
    are what all values of a type have, by name: each takes the value, and returns the member or
    None. ``pure`` are modules and functions whose results follow from their arguments, which they
    do not change.
    """

    functions: Mapping[str, Known]
    methods: Mapping[str, Known]
    environments: frozenset[str]
    harmless: frozenset[str]
    globals: frozenset[str] = frozenset()
    nothing: Scalar = Scalar(None)
    are_containers_true: bool = False
    members: Mapping[str, Callable[[Any], Any]] = MappingProxyType({})
    pure: frozenset[str] = frozenset()

    @property
    def is_lenient(self) -> bool:
        """True if a member that does not exist is undefined, rather than an error."""
        return self.nothing.is_undefined
