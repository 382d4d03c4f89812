"""What statements may change."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from linkcheck.sources.code import tree
from linkcheck.sources.code.traversal import names_in, parts, root_of, walk

BRANCHING = (tree.If, tree.Loop, tree.Try)


def names_and_members(*nodes: Any) -> set[str]:
    """Return the variables in nodes, and with a dot the members: these may be methods."""
    found = names_in(*nodes)
    return found | {f".{node.name}" for node in walk(*nodes) if type(node) is tree.Member}


def written_by(node: Any, harmless: Set[str]) -> set[str]:
    """Return the variables, and with a dot the members, that a statement may change."""
    if type(node) is tree.Import:
        return {node.name}
    found = assigned_in((node,)) | changed_in((node,), harmless)
    for part in walk(node):
        callee: Any = part.callee if type(part) is tree.Call else None
        if type(callee) is tree.Member:
            found |= names_and_members(callee.of)
        elif type(part) in (tree.Assign, tree.Delete) and type(part.target) is not tree.Name:
            found |= {name for name in names_and_members(part.target) if name.startswith(".")}
    if type(node) is tree.Assign:
        # What is changed through the other name is changed for both.
        value = node.value.callee if type(node.value) is tree.Call else node.value
        found.add(root_of(value) or "")
    return found


def assigned_in(block: Any) -> set[str]:
    """Return the variables that statements assign, outside the functions in them."""
    found: set[str] = set()
    waiting = list(block)
    while waiting:
        node = waiting.pop()
        if type(node) is tree.Function:
            continue
        if type(node) is tree.Assign or (type(node) is tree.Loop and node.target is not None):
            targets = node.target.items if type(node.target) is tree.Array else (node.target,)
            for target in targets:
                while type(target) is tree.Spread:
                    target = target.value
                found |= names_in(target) if type(target) in (tree.Name, tree.Array) else set()
        waiting += parts(node)
    return found


def changed_in(block: Any, harmless: Set[str]) -> set[str]:
    """Return the variables whose values statements may change: members, methods, arguments."""
    found: set[str | None] = set()
    for node in walk(*block):
        if type(node) is tree.Delete or (
            type(node) is tree.Assign and (type(node.target) is not tree.Name or node.operator)
        ):
            found.add(root_of(node.target))
        elif type(node) is tree.Call:
            callee: Any = node.callee
            name = callee.name if type(callee) in (tree.Name, tree.Member) else ""
            if name in harmless:
                continue
            found.add(root_of(callee.of) if type(callee) is tree.Member else None)
            for argument in (*node.arguments, *(entry.value for entry in node.keywords)):
                found |= _held_by(argument)
    return {name for name in found if name}


def _held_by(node: Any) -> set[str | None]:
    """Return the variables whose values are the value of an expression, or in it."""
    if type(node) in (tree.Name, tree.Member, tree.Index):
        return {root_of(node)}
    if type(node) in (
        tree.Object,
        tree.Array,
        tree.Spread,
        tree.Entry,
        tree.Conditional,
        tree.Logical,
    ):
        return {name for part in parts(node) for name in _held_by(part)}
    return set()


def outer_changes(function: tree.Function, harmless: Set[str]) -> set[str]:
    """Return the variables of outer scopes that a function may change."""
    own = own_names(function)
    changed = {
        root_of(node.target)
        for node in walk(*function.body)
        if type(node) in (tree.Assign, tree.Delete)
        and type(node.target) in (tree.Member, tree.Index)
    } | {
        root_of(node.callee.of)
        for node in walk(*function.body)
        if type(node) is tree.Call
        and type(node.callee) is tree.Member
        and node.callee.name in _MUTATORS
    }
    assigned = assigned_in(function.body) & _declared(function)
    return {name for name in changed if name and name not in own} | assigned


def own_names(function: tree.Function) -> set[str]:
    """Return the variables that are local to a function."""
    found = {parameter.name for parameter in function.parameters} | assigned_in(function.body)
    waiting: list[Any] = list(function.body)
    while waiting:
        node = waiting.pop()
        if type(node) in (tree.Function, tree.Class, tree.Import):
            found.add(node.name)
        elif type(node) in BRANCHING:
            waiting += parts(node)
    return found - _declared(function)


def _declared(function: tree.Function) -> set[str]:
    return {
        name for part in walk(*function.body) if type(part) is tree.Outer for name in part.names
    }


_MUTATORS = frozenset(
    ("append", "extend", "update", "insert", "pop", "remove", "clear", "setdefault", "push")
)
