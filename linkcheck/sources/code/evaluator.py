"""The value of expressions in one world."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code import tree
from linkcheck.sources.code.application import Application
from linkcheck.sources.code.calls import Exhausted, Host, Library
from linkcheck.sources.code.knowledge import NOT_COMPUTED, Undecided, is_free, spoil
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.operations import (
    ORDERS,
    as_text,
    combine,
    equal,
    is_null,
    is_ordered,
    join,
)
from linkcheck.sources.code.scopes import Scope
from linkcheck.sources.code.values import (
    FALSY,
    UNKNOWN,
    ArrayValue,
    FunctionValue,
    Hidden,
    Reference,
    Scalar,
    made_from,
)
from linkcheck.sources.code.worlds import Oracle

_MAX_STEPS = 20_000


class Evaluator(Application):
    """Evaluates expressions; ``linkcheck.sources.code.machine`` runs statements."""

    def __init__(self, module: Module, library: Library, host: Host) -> None:
        super().__init__(module, library, host)
        self.stack: list[Any] = []  # functions and classes of the file that are run
        self.callers: list[tree.Call | None] = []
        self._steps = 0

    def begin(self, oracle: Oracle) -> None:
        """Begin a run."""
        super().begin(oracle)
        self.stack = []
        self.callers = []
        self._steps = 0

    def step(self) -> None:
        """Count a step. Raises Exhausted."""
        self._steps += 1
        if self._steps > _MAX_STEPS:
            raise Exhausted

    def value(self, node: Any) -> Any:
        """Return the value of an expression."""
        self.step()
        outside, self.has_free = self.has_free, False
        found = _EVALUATE[type(node)](self, node)
        if isinstance(found, Hidden) and not self.has_free and type(node) in _COMPUTED:
            found = found._replace(is_fixed=True)
        self.has_free = outside or is_free(found, self.library.pure)
        return found

    def name(self, node: tree.Name) -> Any:
        """Return what a variable is bound to, or a function that the language brings along."""
        bound = self.scope.get(node.name)
        library = self.library
        if bound is None and any(node.name in names for names in _brought_along(library)):
            return Reference(node.name, node.span)
        if bound is None:
            star = self.scope.get("*")
            return Reference(f"{star.path}.{node.name}") if star is not None else UNKNOWN
        if isinstance(bound, Hidden) and bound.span is None:
            return bound._replace(span=node.span)
        return bound

    def template(self, node: tree.Template) -> Any:
        """Return a string made of parts."""
        found: Any = None
        for part in node.parts:
            value = as_text(self.value(part))
            found = value if found is None else join(found, value)
        return Scalar("", node.span) if found is None else found._replace(span=node.span)

    def binary(self, node: tree.Binary) -> Any:
        """Return the sum or union of two values."""
        left, right = self.value(node.left), self.value(node.right)
        return combine(left, right, node.operator, node.span)

    def array(self, node: tree.Array) -> Any:
        """Return an array."""
        found = ArrayValue(node.span)
        for item in node.items:
            if type(item) is tree.Spread:
                found.extend(self.value(item.value))
            else:
                found.append(self.value(item))
        return found

    def logical(self, node: tree.Logical) -> Any:
        """Return the value of ``and``, ``or``, ``??``."""
        if node.operator in ("and", "or") and type(node.left) in _TESTS:
            try:
                is_true = self.decide(node.left)
            except Undecided:
                return NOT_COMPUTED
            if is_true == (node.operator == "and"):
                return self.value(node.right)
            if type(node.left) is not tree.Logical:
                return Scalar(is_true, node.left.span)
            return self._decided(self.value(node.left), is_true)
        left = self.value(node.left)
        if node.operator == "=":
            is_missing = isinstance(left, Scalar) and left.is_undefined
            return self.value(node.right) if is_missing else left
        known = self.truth(left)
        if node.operator == "??" and known is False and not is_null(left):
            return left
        if known is None and isinstance(left, Hidden) and left.is_fixed:
            return NOT_COMPUTED
        is_true = known if known is not None else self.ask(node.left)
        if is_true == (node.operator == "and"):
            return self.value(node.right)
        return self._decided(left, is_true)

    @staticmethod
    def _decided(value: Any, is_true: bool) -> Any:
        """Return a value that turned out to be true or not."""
        if not isinstance(value, Hidden):
            return value
        return value._replace(known=value.known._replace(may_be_null=False)) if is_true else FALSY

    def comprehension(self, node: tree.Comprehension) -> Any:
        """Return the array of a comprehension."""
        return self.each(
            self.value(node.iterable),
            node.span,
            lambda: self.value(node.element),
            lambda item: self.assign(node.target, item),
        )

    def each(
        self, iterable: Any, span: Any, element: Callable[[], Any], bind: Callable[[Any], None]
    ) -> Any:
        """Return the array of what each entry of an iterable becomes."""
        if not isinstance(iterable, ArrayValue):
            return Hidden(Unknown(type="array"), span)
        outside, found = self.scope, ArrayValue(span)
        self.scope = Scope(outside, (outside.identity, span))
        try:
            for item in iterable.items:
                bind(item)
                found.items.append(element())
        finally:
            self.scope = outside
        found.is_open = iterable.is_open
        return found

    def assign(self, target: Any, value: Any) -> None:
        """Assign a value. Overridden where statements are run."""
        raise NotImplementedError

    def opaque(self, node: tree.Opaque) -> Any:
        """Return an unknown value, after evaluating what it is made of."""
        values = [self.value(part) for part in node.parts]
        known = Unknown(type=node.type, may_be_null=node.type is None)
        is_fixed = bool(values) and not self.has_free
        return Hidden(known, node.span, made_from=made_from(*values), is_fixed=is_fixed)


def _typed(self: Evaluator, node: tree.Typed) -> Any:
    value = self.value(node.value)
    self.host.typed(self, value, self.value(node.type))
    return value


def _conditional(self: Evaluator, node: tree.Conditional) -> Any:
    try:
        is_true = self.decide(node.test)
    except Undecided:
        return NOT_COMPUTED
    return self.value(node.then if is_true else node.otherwise)


def _member(self: Evaluator, node: tree.Member) -> Any:
    of = self.value(node.of)
    found = self.member(node, of)
    is_method = node.name in self.library.methods and node.name not in self.library.harmless
    if is_method and isinstance(found, Hidden):
        spoil([of])  # as the method may be called at any time
    return found


def _brought_along(library: Library) -> tuple[Container[str], ...]:
    return library.functions, library.globals, library.pure


_COMPUTED = (tree.Not, tree.Compare, tree.Binary, tree.Template, tree.Comprehension, tree.Index)
_TESTS = (tree.Not, tree.Compare, tree.Logical)


def _not(self: Evaluator, node: tree.Not) -> Any:
    known = self.truth(self.value(node.value))
    if known is None:
        return Hidden(Unknown(type="boolean"), node.span)
    return Scalar(not known, node.span)


def _compare(self: Evaluator, node: tree.Compare) -> Any:
    left, right = self.value(node.left), self.value(node.right)
    if node.operator in ORDERS:
        known = is_ordered(left, right, node.operator)
    else:
        known = equal(left, right, is_loose=node.is_loose)
        known = known if known is None else known == (node.operator == "==")
    return Hidden(Unknown(type="boolean"), node.span) if known is None else Scalar(known, node.span)


_EVALUATE: dict[type, Callable[[Evaluator, Any], Any]] = {
    tree.Literal: lambda _, node: Scalar(node.value, node.span, is_undefined=node.is_undefined),
    tree.Template: Evaluator.template,
    tree.Object: lambda self, node: self.fields(node.span, node.entries),
    tree.Array: Evaluator.array,
    tree.Spread: lambda self, node: self.value(node.value),
    tree.Name: Evaluator.name,
    tree.Member: _member,
    tree.Index: Evaluator.index,
    tree.Call: Evaluator.call,
    tree.Conditional: _conditional,
    tree.Logical: Evaluator.logical,
    tree.Not: _not,
    tree.Compare: _compare,
    tree.Binary: Evaluator.binary,
    tree.Comprehension: Evaluator.comprehension,
    tree.Lambda: lambda self, node: FunctionValue(node.function, self.scope),
    tree.Opaque: Evaluator.opaque,
    tree.Typed: _typed,
}
