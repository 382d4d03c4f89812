"""Calls of a file that may be requests, by their names and what is written in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linkcheck.documents import Document
from linkcheck.sources.code import sdks, tree
from linkcheck.sources.code.conditions import Conditions
from linkcheck.sources.code.http_calls import is_endpoint, may_be_request
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.traversal import walk

_ARGUMENTS = (tree.Name, tree.Call, tree.Object)


class Candidates:
    """The calls that may be requests, and the values that may be of their types: ``nodes``."""

    def __init__(self, module: Module) -> None:
        self._sdk = sdks.SDKS[module.language]
        self._imports = [node for node in module.nodes if type(node) is tree.Import]
        self._has_sdk = any(sdks.is_sdk(node.path) for node in self._imports)
        self._classes = {node.name for node in self._imports if sdks.model(node.path)}
        self._own_names = _own_names(module)
        self._foreign = self._foreign_clients(module)
        self.nodes: dict[int, Any] = {
            id(node): node
            for node in module.nodes
            if (type(node) is tree.Call and self._may_be_request(node))
            or (type(node) is tree.Typed and self._is_model(node.type))
        }

    def _is_model(self, node: Any) -> bool:
        return node.name in sdks.MODELS or node.name in self._classes

    def senders(self) -> set[int]:
        """Return the calls that are operations of the SDK, whatever their receivers are."""
        return {
            key
            for key, node in self.nodes.items()
            if type(node) is tree.Call and self._is_sender(node)
        }

    def _is_sender(self, node: Any) -> bool:
        return self.operation(node) is not None and node.callee.name not in self._own_names

    def certain(self) -> Iterator[tuple[tree.Call, Document]]:
        """Yield the calls that are requests even if no run comes to them, and their documents."""
        for node in self.nodes.values():
            operation = self.operation(node) if type(node) is tree.Call else None
            if operation is None or node.callee.name in self._own_names:
                continue
            if any(type(part) in _ARGUMENTS for part in node.arguments):
                yield node, operation.document

    def _may_be_request(self, node: tree.Call) -> bool:
        callee = node.callee
        name = callee.name if isinstance(callee, tree.Name | tree.Member) else ""
        if name in sdks.MODELS or name in self._classes:
            return True
        if self.operation(node) is not None or self.deferred(node) is not None:
            return True
        if name in sdks.HTTP_CALLS:
            return may_be_request(node)
        # A function of the file may send what it is given.
        given = callee if name == sdks.SENDER else node if name in self._own_names else None
        return given is not None and any(map(is_endpoint, walk(given)))

    def _foreign_clients(self, module: Module) -> set[str | None]:
        """Return the variables that hold objects of classes of other packages."""
        classes = {
            node.name
            for node in self._imports
            if not sdks.is_sdk(node.path) and not node.path.startswith(self._sdk.own_paths)
        }
        return {
            Conditions.variable(node.target)
            for node in module.nodes
            if type(node) is tree.Assign
            and type(node.target) in (tree.Name, tree.Member)
            and type(node.value) is tree.Call
            and type(node.value.callee) is tree.Name
            and node.value.callee.name in classes
            and node.value.callee.name[:1].isupper()
        }

    def operation(self, node: tree.Call) -> sdks.Operation | None:
        """Return the operation of the SDK that a call is, by its name."""
        callee = node.callee
        if type(callee) is not tree.Member:
            return None
        if self._foreign and Conditions.variable(callee.of) in self._foreign:
            return None
        if self._has_sdk:
            group = callee.of.name if type(callee.of) is tree.Member else ""
            legacy = self._sdk.legacy.get((callee.name,))
            legacy = legacy or self._sdk.legacy.get((group, callee.name))
            if legacy is not None:
                return legacy
        return self._sdk.operations.get(callee.name)

    def deferred(self, node: tree.Call) -> tuple[int, Document] | None:
        """Return the index of the body in a call that is given an operation, and its document."""
        for index, argument in enumerate(node.arguments[:-1]):
            if type(argument) is tree.Member and argument.name in self._sdk.operations:
                return index + 1, self._sdk.operations[argument.name].document
        return None


def _own_names(module: Module) -> set[str]:
    """Return the names of functions and methods of a file."""
    nodes = module.nodes
    found = {node.name for node in nodes if type(node) is tree.Function}
    methods = {
        str(node.key.value)
        for node in nodes
        if type(node) is tree.Entry
        and type(node.key) is tree.Literal
        and type(node.value) is tree.Name
        and node.value.name in found
    }
    return found | methods
