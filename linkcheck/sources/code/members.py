"""Members and entries of values in one world."""

from __future__ import annotations

from typing import Any

from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code import tree
from linkcheck.sources.code.calls import Host, Library
from linkcheck.sources.code.conditions import Conditions
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.values import (
    ArrayValue,
    ClassValue,
    FunctionValue,
    Hidden,
    ObjectValue,
    Reference,
    Scalar,
    anything,
)


class Members(Conditions):
    """Evaluates members and entries."""

    def __init__(self, module: Module, library: Library, host: Host) -> None:
        super().__init__(module, library)
        self.host = host
        self.has_free = False
        """True if a part of what is evaluated does not follow from what is known."""

    def member(self, node: tree.Member, of: Any) -> Any:
        """Return a member of a value."""
        name = self.variable(node)
        bound = self.scope.get(name) if name else None
        if bound is not None:
            return bound
        if isinstance(of, Reference):
            return self._import_member(of, node)
        if isinstance(of, ClassValue):
            return self._attribute(of, node)
        if isinstance(of, ObjectValue):
            return self._field(of, node.name, node.span)
        known = self.library.members.get(node.name)
        if known is not None and (value := known(of)) is not None:
            return value
        if isinstance(of, Scalar) and node.name == "value":  # of a member of an enum
            return of._replace(constructor="")
        return anything(node.span, of)

    def _import_member(self, of: Reference, node: tree.Member) -> Any:
        if of.path in self.library.environments and self.library.is_lenient:
            return self.variable_of_environment(node.span)
        path = f"{of.path}.{node.name}"
        constant = self.host.constant(path) if self.library.is_lenient else None
        return Reference(path, node.span) if constant is None else constant._replace(span=node.span)

    def variable_of_environment(self, span: Any) -> Hidden:
        """Return a variable of the environment, which may not be set."""
        known = Unknown(type="string", may_be_null=self.library.is_lenient)
        return Hidden(known, span)

    def _attribute(self, of: ClassValue, node: tree.Member) -> Any:
        if of.state is not None and node.name in of.state:
            return of.state[node.name]
        found = self.attributes(of).get(node.name)
        is_final = not self.is_overridden(of.node, node.name)
        if isinstance(found, FunctionValue) and found.node.is_plain and is_final:
            return found if found.node.is_static else found._replace(receiver=of)
        if found is None or isinstance(found, FunctionValue) or self.is_varied(of, node.name):
            return anything(node.span)
        return found

    def is_overridden(self, of: tree.Class, name: str) -> bool:
        """Return whether a class below one in the file has its own method of a name."""
        raise NotImplementedError

    def is_varied(self, of: ClassValue, name: str) -> bool:
        """Return whether a member of a class may have other values, too."""
        raise NotImplementedError

    def attributes(self, of: ClassValue) -> dict[str, Any]:
        """Return the members of a class of the file. Overridden where statements are run."""
        raise NotImplementedError

    def _field(self, of: ObjectValue, name: str, span: Any) -> Any:
        field = of.fields.get(name)
        if field is None and not of.is_open and self.library.is_lenient:
            return self.library.nothing
        if field is None or not field.is_certain:
            return anything(span)
        if isinstance(field.value, FunctionValue) and self.library.is_lenient:
            return field.value if field.value.node.is_static else field.value._replace(receiver=of)
        return field.value

    def index(self, node: tree.Index) -> Any:
        """Return an entry of a value."""
        of, key = self.value(node.of), self.value(node.key)
        if isinstance(of, Reference) and of.path in self.library.environments:
            return self.variable_of_environment(node.span)
        if isinstance(key, Scalar) and isinstance(of, ObjectValue) and isinstance(key.value, str):
            return self._field(of, key.value, node.span)
        if isinstance(key, Scalar) and isinstance(of, ArrayValue) and type(key.value) is int:
            return of.at(key.value) or anything(node.span)
        return anything(node.span, of)
