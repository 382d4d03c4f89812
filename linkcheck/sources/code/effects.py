"""What statements may change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any, NamedTuple

from linkcheck.sources.code import tree
from linkcheck.sources.code.traversal import blocks, names_in, parts, root_of, walk

BRANCHING = (tree.If, tree.Loop, tree.Try)


def names_and_members(*nodes: Any) -> set[str]:
    """Return the variables in nodes, and with a dot the members: these may be methods."""
    found = names_in(*nodes)
    return found | {f".{node.name}" for node in walk(*nodes) if type(node) is tree.Member}


def written_by(node: Any, nodes: Iterable[Any], harmless: Set[str]) -> set[str]:
    """Return the variables, and with a dot the members, that a simple statement may change.

    ``nodes`` are all nodes in it.
    """
    if type(node) is tree.Import:
        return {node.name}
    found = assigned_in((node,))
    for part in nodes:
        kind = type(part)
        if kind is tree.Call:
            found |= _changed_by_call(part, harmless)
            if type(part.callee) is tree.Member:
                found |= names_and_members(part.callee.of)
        elif kind is tree.Assign or kind is tree.Delete:
            found |= _changed_by_target(part)
            if type(part.target) is not tree.Name:
                found |= {name for name in names_and_members(part.target) if name[0] == "."}
    if type(node) is tree.Assign:
        # What is changed through the other name is changed for both.
        value = node.value.callee if type(node.value) is tree.Call else node.value
        found |= names_in(value) if type(value) is tree.Array else {root_of(value) or ""}
    return found


def assigned_in(block: Any) -> set[str]:
    """Return the variables that statements assign, outside the functions in them."""
    found: set[str] = set()
    waiting = list(block)
    for node in waiting:  # also what is added meanwhile
        if type(node) is tree.Assign or (type(node) is tree.Loop and node.target is not None):
            targets = node.target.items if type(node.target) is tree.Array else (node.target,)
            for target in targets:
                while type(target) is tree.Spread:
                    target = target.value
                found |= names_in(target) if type(target) in (tree.Name, tree.Array) else set()
        for inner in blocks(node):
            waiting += inner
    return found


class Effects(NamedTuple):
    """What a block may do.

    ``changed`` are variables whose values it may add to: members, methods, arguments; ``spoiled``
    are those whose values it may change in any way. ``steps`` assign or delete members and entries,
    and ``assigned`` are the variables. ``defined`` are its functions and classes by identity.
    ``ends`` if it may end a turn of a loop, or its function.
    """

    changed: set[str]
    spoiled: set[str]
    steps: list[Any]
    assigned: set[str]
    defined: set[int]
    returns: bool
    ends: bool


def effects_of(block: tree.Block, harmless: Set[str], own: Set[str]) -> Effects:
    """Return what a block may do. ``own`` are the names of the functions of the file."""
    changed: set[str] = set()
    spoiled: set[str] = set()
    aliases: list[tuple[str, str]] = []
    steps: list[Any] = []
    defined: set[int] = set()
    kinds: set[type] = set()
    for node in walk(*block):
        kind = type(node)
        kinds.add(kind)
        if kind is tree.Delete or kind is tree.Assign:
            changed |= _changed_by_target(node)
            if type(node.target) in (tree.Index, tree.Member):
                steps.append(node)
            elif kind is tree.Assign:
                aliases += _aliases(node.target, node.value)
        elif kind is tree.Call:
            lent = _changed_by_call(node, harmless)
            changed |= lent
            callee = node.callee
            if type(callee) is tree.Member and callee.name not in harmless | _ADDERS:
                spoiled |= lent & {root_of(callee.of)}
            if type(callee) in (tree.Member, tree.Name) and callee.name in own:
                spoiled |= lent
        elif kind is tree.Loop and node.target is not None:
            aliases += _aliases(node.target, node.head)
        elif kind is tree.Function or kind is tree.Class:
            defined.add(id(node))
    returns = tree.Return in kinds
    ends = returns or tree.Exit in kinds
    for _ in aliases:  # at most as long as the longest chain
        spoiled |= {of for name, of in aliases if name in changed | spoiled}
    return Effects(changed, spoiled, steps, assigned_in(block), defined, returns, ends)


def _aliases(target: Any, value: Any) -> list[tuple[str, str]]:
    """Return the variables of a target, each with those that may hold what it holds."""
    return [(name, of) for name in names_in(target) for of in names_in(value)]


def leaves(block: tree.Block) -> bool:
    """Return whether a block always ends the function or the turn of a loop."""
    last = block[-1] if block else None
    if type(last) is tree.If:
        return leaves(last.then) and leaves(last.otherwise)
    return type(last) in (tree.Return, tree.Exit)


def _changed_by_target(node: Any) -> set[str]:
    is_bound = type(node) is tree.Assign and type(node.target) is tree.Name and not node.operator
    root = None if is_bound else root_of(node.target)
    return {root} if root else set()


def _changed_by_call(node: tree.Call, harmless: Set[str]) -> set[str]:
    callee: Any = node.callee
    if (callee.name if type(callee) in (tree.Name, tree.Member) else "") in harmless:
        return set()
    found = {root_of(callee.of) if type(callee) is tree.Member else None}
    for argument in node.arguments:
        found |= _held_by(argument)
    for entry in node.keywords:
        found |= _held_by(entry.value)
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


class Changes(NamedTuple):
    """What a function may change.

    ``roots`` are variables that hold what it changes, ``aliases`` pairs of variables that may hold
    the same, and ``lends`` the names of the functions that it calls with the variables that they
    get. ``assigned`` are variables of outer scopes, and ``inner`` the functions in it.
    """

    roots: set[str]
    aliases: list[tuple[str, str]]
    lends: list[tuple[str, set[str]]]
    assigned: set[str]
    inner: list[tree.Function]


def changes_of(function: tree.Function) -> Changes:
    """Return what a function may change by itself."""
    found = Changes(set(), [], [], set(), [])
    declared: set[str] = set()
    waiting: list[Any] = [*function.body]
    for node in waiting:  # also what is added meanwhile
        kind = type(node)
        if kind is tree.Function:
            found.inner.append(node)
            continue
        waiting += parts(node)
        if kind is tree.Assign or kind is tree.Delete:
            root = root_of(node.target)
            if root and type(node.target) is not tree.Name:
                found.roots.add(root)
            elif root and kind is tree.Assign and (other := root_of(node.value)):
                found.aliases.append((root, other))
        elif kind is tree.Call and type(node.callee) in (tree.Member, tree.Name):
            if node.callee.name in _MUTATORS and type(node.callee) is tree.Member:
                found.roots.add(root_of(node.callee.of) or "")
            found.lends.append((node.callee.name, _changed_by_call(node, frozenset())))
        elif kind is tree.Outer:
            declared.update(node.names)
    return found._replace(assigned=assigned_in(function.body) & declared)


def outer_changes(own: Mapping[tree.Function, Set[str]]) -> dict[tree.Function, set[str]]:
    """Return the variables of outer scopes that each function may change.

    ``own`` are all functions, each with its variables. Any other function is taken not to change
    what it gets.
    """
    changes = {function: changes_of(function) for function in own}
    changers: set[str] = set()
    is_settled = False
    while not is_settled:
        is_settled = True
        for function, (roots, aliases, lends, _, inner) in changes.items():
            known = len(roots), len(changers)
            for one in inner:
                roots |= changes[one].roots - own[one]
            for name, lent in lends:
                roots |= lent if name in changers else set()
            roots.update(other for name, other in aliases if name in roots)
            if any(parameter.name in roots for parameter in function.parameters):
                changers.add(function.name)
            is_settled &= known == (len(roots), len(changers))
    return {
        function: {name for name in found.roots if name not in own[function]} | found.assigned
        for function, found in changes.items()
    }


class Everything(frozenset[str]):
    """The set of all names."""

    def __contains__(self, name: object) -> bool:
        return True


def is_reflective(nodes: Iterable[Any]) -> bool:
    """Return whether code may assign variables by names that are not written as such."""
    shared = {node.name for node in nodes if type(node) in (tree.Import, tree.Class)}
    return any(
        _calls_reflection(node, shared)
        if type(node) is tree.Call
        else type(node) in (tree.Assign, tree.Delete) and _has_members(node.target)
        for node in nodes
    )


def _has_members(node: Any) -> bool:
    return any(type(part) is tree.Member and part.name == "__dict__" for part in walk(node))


def _calls_reflection(node: tree.Call, shared: Set[str]) -> bool:
    name = getattr(node.callee, "name", "")
    if type(node.callee) is tree.Member and _has_members(node.callee.of):
        return True
    if name != "setattr" or not node.arguments:
        return name in _REFLECTION
    # It changes an object; the members of modules and classes are variables of others, too.
    of = node.arguments[0]
    return type(of) is not tree.Name or of.name in shared


def own_names(function: tree.Function) -> set[str]:
    """Return the variables that are local to a function."""
    found = {parameter.name for parameter in function.parameters} | assigned_in(function.body)
    declared: set[str] = set()
    waiting: list[Any] = list(function.body)
    for node in waiting:  # also what is added meanwhile
        if type(node) in (tree.Function, tree.Class, tree.Import):
            found.add(node.name)
        elif type(node) is tree.Outer:
            declared.update(node.names)
        elif type(node) in BRANCHING:
            for block in blocks(node):
                waiting += block
    return found - declared


_REFLECTION = frozenset(("exec", "globals", "locals"))
_ADDERS = frozenset(("append", "extend", "add", "push", "setdefault"))
_MUTATORS = frozenset(
    ("append", "extend", "update", "insert", "pop", "remove", "clear", "setdefault", "push")
)
