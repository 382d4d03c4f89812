"""The statements that matter for the calls that may be requests: the others are not run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from typing import Any, NamedTuple

from linkcheck.sources.code import tree
from linkcheck.sources.code.calls import Library
from linkcheck.sources.code.effects import (
    Effects,
    Everything,
    assigned_in,
    effects_of,
    is_reflective,
    names_and_members,
    outer_changes,
    own_names,
    written_by,
)
from linkcheck.sources.code.module import CONSTRUCTOR, Module
from linkcheck.sources.code.traversal import blocks, names_in, parts, root_of, walk

Root = tuple[Any, ...]
"""The functions and classes around some code, from the outermost; empty for the module."""

_COMPOUND = (tree.If, tree.Loop, tree.Try, tree.Class)


_Key = tuple[int, str]
"""A variable: the identity of the function that it is local to, 0 for none, and its name."""


class _Line(NamedTuple):
    """A statement that holds no others, or a function: what it writes and reads."""

    node: Any
    around: tuple[Any, ...]
    writes: Set[_Key]
    reads: Set[_Key]
    has_candidate: bool


class Slice:
    """The statements to run, by identity, and the roots: functions with candidates in them.

    ``senders`` are candidates whose receivers do not matter.
    """

    def __init__(
        self, module: Module, candidates: Set[int], senders: Set[int], library: Library
    ) -> None:
        self.statements: set[int] = set()
        self.roots: dict[Root, None] = {}
        self.whole: set[tree.Function] = set()
        """The functions whose every statement is run."""
        self.set_members: Counter[str] = Counter()
        """How often members of these names are assigned."""
        self.reads: Counter[str] = Counter()
        """How often variables of these names are read."""
        self.class_members: Counter[str] = Counter()
        """How many classes have members of these names."""
        self.subclasses: dict[str, list[tree.Class]] = defaultdict(list)
        """The classes by the names of their bases."""
        self._harmless = library.harmless
        self._effects: dict[int, Effects] = {}
        self._having: dict[int, bool] = {}
        self._candidates = candidates
        self._senders = senders
        self._own = {node: own_names(node) for node in module.nodes if type(node) is tree.Function}
        self._own_names = {one.name for one in self._own}
        self._outer = outer_changes(self._own)
        fields = {
            str(node.key.value)
            for node in module.nodes
            if type(node) is tree.Entry and type(node.key) is tree.Literal
        }
        self._methods = fields | library.methods.keys() | self._own_names
        self._modules = {node.name for node in module.nodes if type(node) is tree.Import}
        assigned = assigned_in(module.body).union(*self._own.values())
        self._imported = {node.name for node in module.body if type(node) is tree.Import} - assigned
        self._is_reflective = not library.is_lenient and is_reflective(module.nodes)
        self._count(module)
        self._changes: list[tuple[Root, set[str]]] = []
        lines = list(self._lines(module.body, (), library.harmless))
        by_name: dict[_Key, list[_Line]] = defaultdict(list)
        waiting: list[_Line] = []
        last: dict[Root, int] = {}
        for line in lines:
            for name in line.writes:
                by_name[name].append(line)
            if line.has_candidate:
                root = _root(line.around)
                self.roots[root] = None
                waiting.append(line)
                last.update({root[:n]: line.node.span.end_line for n in range(len(root) + 1)})
            elif type(line.node) is tree.Import and line.node.name == "*":
                waiting.append(line)
        self._leading = {node for root in self.roots for node in root}
        # How a function ends after its last candidate does not matter.
        waiting += [
            line
            for line in lines
            if type(line.node) in (tree.Return, tree.Exit, tree.Outer)
            and line.node.span.line <= last.get(_root(line.around), 0)
        ]
        self._keep(lines, by_name, waiting)

    def _count(self, module: Module) -> None:
        for node in module.nodes:
            kind = type(node)
            if kind is tree.Name:
                self.reads[node.name] += 1
            elif kind is tree.Assign and type(node.target) is tree.Name:
                self.reads[node.target.name] -= 1
            elif kind is tree.Assign and type(node.target) is tree.Member:
                self.set_members[node.target.name] += 1
            elif kind is tree.Class:
                self.class_members.update(assigned_in(node.body))
                for base in node.bases:
                    if type(base) in (tree.Name, tree.Member):
                        self.subclasses[base.name].append(node)

    def _keep(
        self, lines: list[_Line], by_name: dict[_Key, list[_Line]], waiting: list[_Line]
    ) -> None:
        """Keep statements, and those that write what they read."""
        seen: set[_Key] = set()
        done: set[int] = set()
        while waiting:
            line = waiting.pop()
            if id(line) in done or not self._is_run(line):
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

    def _is_run(self, line: _Line) -> bool:
        """Return whether the functions around a statement are run."""
        return all(
            node in self.whole or node in self._leading
            for node in line.around
            if type(node) is tree.Function
        )

    def _lines(self, block: tree.Block, around: Root, harmless: Set[str]) -> Iterator[_Line]:
        node: Any
        for node in block:
            inside = (*around, node)
            if type(node) is tree.Function:
                yield self._line(node, around, {node.name}, names_and_members(*node.parameters))
                self._changes.append((_root(inside), self._outer[node]))
                yield from self._lines(node.body, inside, harmless)
            elif type(node) in _COMPOUND:
                has_candidate = self._holds_candidate((node,))
                if type(node) is tree.Class:
                    reads = names_and_members(*node.bases)
                    yield self._line(node, around, {node.name}, reads, has_candidate)
                if type(node) is tree.Loop and node.target is not None:
                    targets = names_in(node.target)
                    writes = targets | names_in(node.head)
                    reads = targets | names_and_members(node.head)
                    yield self._line(node, around, writes, reads, has_candidate)
                for inner in blocks(node):
                    yield from self._lines(inner, inside, harmless)
            else:
                yield self._simple(node, around, harmless)

    def _simple(self, node: Any, around: Root, harmless: Set[str]) -> _Line:
        nodes = walk(node)
        kinds = set(map(type, nodes))
        if tree.Lambda in kinds:
            for part in nodes:
                if type(part) is tree.Lambda:
                    self.whole.add(part.function)
                    self.statements.update(map(id, walk(*part.function.body)))
        writes = written_by(node, nodes, harmless)
        if type(node) is not tree.Import:
            writes -= self._imported
        has_candidate = not self._candidates.isdisjoint(map(id, nodes))
        if has_candidate and tree.Function in kinds:
            has_candidate = self._holds_candidate((node,))
        reads = self._reads(node, nodes if tree.Call in kinds else ())
        return self._line(node, around, writes, reads, has_candidate)

    def _reads(self, node: Any, nodes: Iterable[Any]) -> set[str]:
        """Return what a statement reads, but not the receivers of calls where they are ignored."""
        ignored = {id(part) for part in nodes if self._ignores_receiver(part)}
        found: set[str] = set()
        waiting = [node]
        for part in waiting:  # also what is added meanwhile
            kind = type(part)
            if kind is tree.Name:
                found.add(part.name)
            elif kind is tree.Member:
                found.add(f".{part.name}")
                waiting.append(part.of)
            elif id(part) in ignored:
                waiting += part.arguments
                waiting += part.keywords
            else:
                waiting += parts(part)
        return found

    def _ignores_receiver(self, node: Any) -> bool:
        if type(node) is not tree.Call or type(node.callee) is not tree.Member:
            return False
        root = root_of(node.callee.of)
        is_unknown = root is not None and root not in self._modules
        is_unknown &= node.callee.name not in self._methods and id(node) not in self._candidates
        return id(node) in self._senders or is_unknown

    def _line(
        self,
        node: Any,
        around: Root,
        writes: Set[str],
        reads: Set[str],
        has_candidate: bool = False,
    ) -> _Line:
        keys = self._keys
        return _Line(node, around, keys(around, writes), keys(around, reads), has_candidate)

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

    def effects(self, block: tree.Block) -> Effects:
        """Return what a block may do."""
        found = self._effects.get(id(block))
        if found is None:
            found = self._effects[id(block)] = effects_of(block, self._harmless, self._own_names)
        return found

    def has_candidate(self, block: tree.Block) -> bool:
        """Return whether a candidate is in a block, outside the functions in it."""
        found = self._having.get(id(block))
        if found is None:
            found = self._having[id(block)] = self._holds_candidate(block)
        return found

    def _holds_candidate(self, nodes: Iterable[Any]) -> bool:
        waiting = list(nodes)
        for node in waiting:  # also what is added meanwhile
            if id(node) in self._candidates:
                return True
            if type(node) is not tree.Function:
                waiting += parts(node)
        return False

    def changed_outside(self, root: Root) -> frozenset[str]:
        """Return the variables of outer scopes that functions change that are not run for a root.

        A function may change a variable at any time.
        """
        if self._is_reflective:
            return Everything()
        return frozenset(
            name
            for function, names in self._changes
            if function != root[: len(function)]
            for name in names
        )


def _root(around: Root) -> Root:
    return tuple(node for node in around if type(node) in (tree.Function, tree.Class))


def _head_names(node: Any) -> set[str]:
    if type(node) is tree.If:
        return names_and_members(node.test)
    if type(node) is tree.Loop:
        return names_and_members(node.head)
    if type(node) is tree.Function:
        return names_and_members(*node.parameters)
    if type(node) is tree.Class:
        return names_and_members(*node.bases)
    return set()
