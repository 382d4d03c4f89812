"""The statements that matter for the calls that may be requests: the others are not run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Set
from typing import Any, NamedTuple

from linkcheck.sources.code import tree
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.traversal import names_in, parts, root_of, walk

Root = tuple[Any, ...]
"""The functions and classes around some code, from the outermost; empty for the module."""

CONSTRUCTOR = "__init__"
"""The method that constructs an object, in whatever language."""

_COMPOUND = (tree.If, tree.Loop, tree.Try, tree.Class)


_Key = tuple[int, str]
"""A variable: the identity of the function that it is local to, 0 for none, and its name."""


class _Line(NamedTuple):
    """A statement that holds no others, or a function: what it writes and reads."""

    node: Any
    around: tuple[Any, ...]
    writes: Set[_Key]
    reads: Set[_Key]


class Slice:
    """The statements to run, by identity, and the roots: functions with candidates in them."""

    def __init__(self, module: Module, candidates: set[int], harmless: Set[str]) -> None:
        self.statements: set[int] = set()
        self.roots: dict[Root, None] = {}
        self.whole: set[tree.Function] = set()
        """The functions whose every statement is run."""
        self.set_members = Counter(
            node.target.name
            for node in walk(*module.body)
            if type(node) is tree.Assign and type(node.target) is tree.Member
        )
        """How often members of these names are assigned."""
        self.class_members = Counter(
            name
            for node in walk(*module.body)
            if type(node) is tree.Class
            for name in assigned_in(node.body)
        )
        """How many classes have members of these names."""
        self._candidates = candidates
        self._own: dict[tree.Function, set[str]] = {}
        self._changes: list[tuple[Root, set[str]]] = []
        lines = list(self._lines(module.body, (), harmless))
        by_name: dict[_Key, list[_Line]] = defaultdict(list)
        waiting: list[_Line] = []
        for line in lines:
            for name in line.writes:
                by_name[name].append(line)
            if type(line.node) is not tree.Function and self.has_candidate((line.node,)):
                self.roots[_root(line.around)] = None
                waiting.append(line)
            elif type(line.node) in (tree.Outer, tree.Import) and line.around == ():
                waiting.append(line)
        leading = {root[:length] for root in self.roots for length in range(len(root) + 1)}
        waiting += [
            line
            for line in lines
            if type(line.node) in (tree.Return, tree.Exit) and _root(line.around) in leading
        ]
        self._keep(lines, by_name, waiting)

    def _keep(
        self, lines: list[_Line], by_name: dict[_Key, list[_Line]], waiting: list[_Line]
    ) -> None:
        """Keep statements, and those that write what they read."""
        seen: set[_Key] = set()
        done: set[int] = set()
        while waiting:
            line = waiting.pop()
            if id(line) in done:
                continue
            done.add(id(line))
            self.statements.add(id(line.node))
            reads = set(line.reads)
            for node in line.around:
                if id(node) not in self.statements:
                    self.statements.add(id(node))
                    reads |= self._keys(line.around, _head_names(node))
                if type(node) is tree.Class:
                    reads.add((0, f".{CONSTRUCTOR}"))
            for name in reads - seen:
                seen.add(name)
                waiting += by_name[name]
            if type(line.node) is tree.Function:
                self.whole.add(line.node)
            if type(line.node) in (tree.Function, tree.Class):
                waiting += [other for other in lines if line.node in other.around]

    def _lines(self, block: tree.Block, around: Root, harmless: Set[str]) -> Iterator[_Line]:
        node: Any
        for node in block:
            inside = (*around, node)
            if type(node) is tree.Function:
                self._own[node] = _own_names(node)
                yield self._line(node, around, {node.name}, _members(*node.parameters))
                self._changes.append((_root(inside), _outer_changes(node, harmless)))
                yield from self._lines(node.body, inside, harmless)
            elif type(node) in _COMPOUND:
                if type(node) is tree.Class:
                    yield self._line(node, around, {node.name}, set())
                if type(node) is tree.Loop and node.target is not None:
                    targets = names_in(node.target)
                    writes = targets | {root_of(node.head) or ""}
                    yield self._line(node, around, writes, targets | _members(node.head))
                for field in node[1:]:
                    if type(field) is tuple:
                        blocks = field if type(field[:1] and field[0]) is tuple else (field,)
                        for inner in blocks:
                            yield from self._lines(inner, inside, harmless)
            else:
                for part in walk(node):
                    if type(part) is tree.Lambda:
                        self.whole.add(part.function)
                        self.statements.update(map(id, walk(*part.function.body)))
                yield self._line(node, around, _writes(node, harmless), _members(node))

    def _line(self, node: Any, around: Root, writes: Set[str], reads: Set[str]) -> _Line:
        return _Line(node, around, self._keys(around, writes), self._keys(around, reads))

    def _keys(self, around: Root, names: Set[str]) -> set[_Key]:
        """Return the variables with these names. Those that begin with a dot are members."""
        found: set[_Key] = set()
        functions = [node for node in reversed(around) if type(node) is tree.Function]
        for name in names:
            owner = next((node for node in functions if name in self._own[node]), None)
            found.add((id(owner) if owner else 0, name))
            if around and type(around[-1]) is tree.Class:
                found.add((0, f".{name}"))
        return found

    def has_candidate(self, block: tree.Block) -> bool:
        """Return whether a candidate is in a block, outside the functions in it."""
        waiting = list(block)
        while waiting:
            node = waiting.pop()
            if id(node) in self._candidates:
                return True
            if type(node) is not tree.Function:
                waiting += parts(node)
        return False

    def changed_outside(self, root: Root) -> frozenset[str]:
        """Return the variables of outer scopes that functions change that are not run for a root.

        A function may change a variable at any time.
        """
        return frozenset(
            name
            for function, names in self._changes
            if function != root[: len(function)]
            for name in names
        )


def _root(around: Root) -> Root:
    return tuple(node for node in around if type(node) in (tree.Function, tree.Class))


def _members(*nodes: Any) -> set[str]:
    """The variables in nodes, and with a dot the members: these may be methods of the file."""
    found = names_in(*nodes)
    return found | {f".{node.name}" for node in walk(*nodes) if type(node) is tree.Member}


def _head_names(node: Any) -> set[str]:
    if type(node) is tree.If:
        return _members(node.test)
    if type(node) is tree.Loop:
        return _members(node.head)
    if type(node) is tree.Function:
        return _members(*node.parameters)
    return set()


def _writes(node: Any, harmless: Set[str]) -> set[str]:
    if type(node) is tree.Import:
        return {node.name}
    found = assigned_in((node,)) | changed_in((node,), harmless)
    for part in walk(node):
        callee: Any = part.callee if type(part) is tree.Call else None
        if type(callee) is tree.Member:
            found |= _members(callee.of)
        elif type(part) in (tree.Assign, tree.Delete) and type(part.target) is not tree.Name:
            found |= {name for name in _members(part.target) if name.startswith(".")}
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
                found |= names_in(argument)
    return {name for name in found if name}


def _outer_changes(function: tree.Function, harmless: Set[str]) -> set[str]:
    """Return the variables of outer scopes that a function may change."""
    own = _own_names(function)
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


def _own_names(function: tree.Function) -> set[str]:
    """Return the variables that are local to a function."""
    found = {parameter.name for parameter in function.parameters} | assigned_in(function.body)
    waiting: list[Any] = list(function.body)
    while waiting:
        node = waiting.pop()
        if type(node) in (tree.Function, tree.Class, tree.Import):
            found.add(node.name)
        elif type(node) in _COMPOUND:
            waiting += parts(node)
    return found - _declared(function)


def _declared(function: tree.Function) -> set[str]:
    return {
        name for part in walk(*function.body) if type(part) is tree.Outer for name in part.names
    }


_MUTATORS = frozenset(
    ("append", "extend", "update", "insert", "pop", "remove", "clear", "setdefault", "push")
)
