"""Scopes: what the variables of a module or function are bound to in one run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Any, NamedTuple

from linkcheck.sources.code.values import Hidden, anything, clone


class State(NamedTuple):
    """What is bound in a scope, and where."""

    names: dict[str, Any]
    outer: set[str]
    versions: dict[str, Hashable]
    times: Counter[Hashable]


NOTHING = State({}, set(), {}, Counter())
"""The state of a new scope."""


class Scope:
    """The variables of a module, function or class.

    ``outer`` are the names that belong to a scope around it, ``shared`` those that other functions
    change. Members of objects that are not known are variables too: ``self.body``.
    """

    def __init__(self, parent: Scope | None, identity: Hashable = ()) -> None:
        self.parent = parent
        self.identity = identity
        self.names: dict[str, Any] = {}
        self.outer: set[str] = set()
        self.shared: frozenset[str] = frozenset()
        self._members: dict[str, set[str]] = parent._members if parent else {}
        """The members among the names, by the variable at their beginning."""
        self._versions: dict[str, Hashable] = {}
        self._times: Counter[Hashable] = Counter()

    def chain(self) -> Iterator[Scope]:
        """Yield the scope and those around it."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def holder(self, name: str) -> Scope | None:
        """Return the scope that binds a name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope

    def get(self, name: str) -> Any:
        """Return what a name is bound to; None if nothing binds it."""
        holder = self.holder(name)
        if holder is None:
            return None
        return anything() if name in holder.shared else holder.names[name]

    def is_constant(self, name: str) -> bool:
        """Return whether a name is bound once at most, and not in a function."""
        holder = self.holder(name)
        times = holder._times if holder else {}
        count = sum(times[key] for key in times if isinstance(key, tuple) and key[0] == name)
        return holder is None or (holder.parent is None and count <= 1)

    def bind(self, name: str, value: Any, place: Hashable = None) -> None:
        """Bind a name; ``place`` is where that is written."""
        scope = self
        if name in self.outer:
            scope = self.parent.holder(name) or self if self.parent else self
        self.forget_members(name)
        if "." in name:
            self._members.setdefault(name.partition(".")[0], set()).add(name)
        scope._times[name, place] += 1
        version = scope._versions[name] = (place, scope._times[name, place])
        if isinstance(value, Hidden) and value.identity is None:
            value = value._replace(identity=(scope.identity, name, version))
        scope.names[name] = value

    def narrow(self, name: str, value: Any) -> None:
        """Replace what a name is bound to by what a condition implies."""
        if "." in name:
            self.names.setdefault(name, value)
            self._members.setdefault(name.partition(".")[0], set()).add(name)
        holder = self.holder(name)
        if holder is not None:
            holder.names[name] = value

    def forget_members(self, name: str | None) -> None:
        """Forget how conditions narrowed the members of a variable, or of a ``variable.member``."""
        known = self._members.get(name.partition(".")[0]) if name and self._members else None
        for other in known or ():
            if other == name or other.startswith(f"{name}."):
                for scope in self.chain():
                    scope.names.pop(other, None)

    def version(self, name: str) -> Hashable:
        """Return a key of the assignment that a name has its value from."""
        holder = self.holder(name)
        return holder and (holder.identity, holder._versions.get(name))

    def state(self) -> State:
        """Return a copy of what is bound, for ``set_state``."""
        memo: dict[int, Any] = {}
        names = {name: clone(value, memo) for name, value in self.names.items()}
        return State(names, set(self.outer), dict(self._versions), Counter(self._times))

    def set_state(self, state: State) -> None:
        """Set what is bound to a copy of what it was."""
        memo: dict[int, Any] = {}
        self.names = {name: clone(value, memo) for name, value in state.names.items()}
        self.outer = set(state.outer)
        self._versions = dict(state.versions)
        self._times = Counter(state.times)

    def save(self) -> list[tuple[Scope, dict[str, Any]]]:
        """Return the variables of the scope and of those around it, for ``restore``."""
        memo: dict[int, Any] = {}
        return [
            (scope, {name: clone(value, memo) for name, value in scope.names.items()})
            for scope in self.chain()
        ]

    @staticmethod
    def restore(saved: list[tuple[Scope, dict[str, Any]]]) -> None:
        """Set the variables to what they were."""
        for scope, names in saved:
            scope.names = names
