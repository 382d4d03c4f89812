"""The value of expressions in one world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code import tree
from linkcheck.sources.code.scopes import Scope
from linkcheck.sources.code.values import (
    FALSY,
    UNKNOWN,
    ArrayValue,
    ClassValue,
    FunctionValue,
    Hidden,
    ObjectValue,
    Reference,
    Scalar,
    a_string,
    open_up,
    truth,
)
from linkcheck.sources.code.worlds import Oracle

_MAX_STEPS = 20_000
_MAX_TEXT = 10_000


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

    def meet(self, evaluator: Evaluator, call: CallSite) -> Any:
        """Return the value of a call, None to leave it to the evaluator."""


Known = Callable[["Evaluator", CallSite], Any]


class Library(NamedTuple):
    """What a language brings along: functions by dotted path, methods by name, and environments.

    Each takes the evaluator and the call, and returns the value or None. ``environments`` are paths
    of mappings that hold the environment. ``harmless`` are names of functions and methods that
    change no argument.
    """

    functions: Mapping[str, Known]
    methods: Mapping[str, Known]
    environments: frozenset[str]
    harmless: frozenset[str]


class Evaluator:
    """Evaluates expressions; ``linkcheck.sources.code.machine`` runs statements."""

    def __init__(self, module: tree.Module, library: Library, host: Host, oracle: Oracle) -> None:
        self.module = module
        self.library = library
        self.host = host
        self.oracle = oracle
        self.scope = Scope(None)
        self.stack: list[Any] = []  # functions and classes of the file that are run
        self.callers: list[tree.Call | None] = []
        self._steps = 0

    def step(self) -> None:
        """Count a step. Raises Exhausted."""
        self._steps += 1
        if self._steps > _MAX_STEPS:
            raise Exhausted

    def value(self, node: Any) -> Any:
        """Return the value of an expression."""
        self.step()
        return _EVALUATE[type(node)](self, node)

    # -- conditions --

    def decide(self, test: Any) -> bool:
        """Return whether a condition holds in this world, and narrow what it tests."""
        if type(test) is tree.Not:
            return not self.decide(test.value)
        if type(test) is tree.Logical and test.operator in ("and", "or"):
            if test.operator == "and":
                return self.decide(test.left) and self.decide(test.right)
            return self.decide(test.left) or self.decide(test.right)
        if type(test) is tree.Compare:
            return self._compare(test) == (test.operator == "==")
        known = truth(self.value(test))
        return known if known is not None else self.ask(test)

    def ask(self, test: Any, text: str | None = None) -> bool:
        """Return whether a value that is not known is true in this world, and narrow it."""
        is_true = self.oracle.decide(self._key(test), text or self.module.text(test.span))
        self._narrow(test, FALSY if not is_true else None)
        return is_true

    def _key(self, *nodes: Any) -> Any:
        names = sorted(tree.names_in(*nodes))
        texts = tuple(self.module.text(node.span) for node in nodes)
        return texts, tuple((name, self.scope.version(name)) for name in names)

    def _compare(self, test: tree.Compare) -> bool:
        """Return whether two values are equal."""
        left, right = self.value(test.left), self.value(test.right)
        if isinstance(left, Scalar) and isinstance(right, Scalar):
            return left.value == right.value
        text = self.module.text(test.span)
        if isinstance(right, Scalar) and right.value is None:
            if truth(left) is not None and not (isinstance(left, Hidden) and left.is_falsy):
                return False
            if isinstance(left, Hidden) and not left.is_falsy and left.known.type == "string":
                if not left.known.may_be_null:
                    return False
            is_negated = test.operator == "=="
            is_there = self.oracle.decide(self._key(test.left), text, is_negated=is_negated)
            self._narrow(test.left, None if is_there else Scalar(None, test.right.span))
            return not is_there
        key = self._key(test.left, test.right)
        is_equal = self.oracle.decide(key, text, is_negated=test.operator == "!=")
        if is_equal and isinstance(right, Scalar):
            self._narrow(test.left, right)
        return is_equal

    def _narrow(self, node: Any, value: Any) -> None:
        name = self.variable(node)
        old = self.scope.get(name) if name else None
        if name and isinstance(old, Hidden):
            known = old.known._replace(may_be_null=False)
            self.scope.narrow(name, value or old._replace(known=known))

    @staticmethod
    def variable(node: Any) -> str | None:
        """Return the name of a variable, or of a member of one."""
        if type(node) is tree.Name:
            return str(node.name)
        if type(node) is tree.Member and type(node.of) is tree.Name:
            return f"{node.of.name}.{node.name}"
        return None

    # -- calls --

    def arguments(self, node: tree.Call) -> Arguments:
        """Return the arguments of a call."""
        positional: list[Any] = []
        is_open = False
        for argument in node.arguments:
            if type(argument) is not tree.Spread:
                positional.append(self.value(argument))
                continue
            spread = self.value(argument.value)
            is_open |= not isinstance(spread, ArrayValue) or spread.is_open
            positional += spread.items if isinstance(spread, ArrayValue) else []
        return Arguments(positional, self._fields(node.span, node.keywords), is_open)

    def _fields(self, span: Any, entries: tuple[tree.Entry, ...]) -> ObjectValue:
        found = ObjectValue(span)
        for entry in entries:
            if entry.key is None:
                found.merge(self.value(entry.value))
                continue
            key, value = self.value(entry.key), self.value(entry.value)
            if isinstance(key, Scalar) and isinstance(key.value, str):
                found.set(key.value, value, entry.span)
            else:
                found.merge(UNKNOWN)
        return found

    def call(self, node: tree.Call) -> Any:
        """Return the value of a call."""
        callee = node.callee
        receiver = self.value(callee.of) if type(callee) is tree.Member else None
        target = self.member(callee, receiver) if receiver is not None else self.value(callee)
        call = CallSite(node, target, receiver, self.arguments(node))
        value = self.host.meet(self, call)
        if value is None and isinstance(target, FunctionValue):
            value = self.apply(node, target, call.arguments)
        if value is None and isinstance(target, ClassValue) and not target.is_instance:
            value = target._replace(is_instance=True)
        if value is None and isinstance(target, Reference):
            known = self.library.functions.get(target.path)
            value = known and known(self, call)
        elif value is None and receiver is not None:
            known = self.library.methods.get(call.method)
            value = known and known(self, call)
        return value if value is not None else self._unknown(call)

    def _unknown(self, call: CallSite) -> Any:
        if call.method not in self.library.harmless:
            for value in [call.receiver, *call.arguments.all()]:
                open_up(value)
        return Hidden(Unknown(may_be_null=True), call.node.span, base=_base(call))

    def apply(self, node: Any, function: FunctionValue, arguments: Arguments) -> Any:
        """Return the result of a function of the file. Overridden where statements are run."""
        raise NotImplementedError

    # -- members --

    def member(self, node: tree.Member, of: Any) -> Any:
        """Return a member of a value."""
        name = self.variable(node)
        bound = self.scope.get(name) if name else None
        if bound is not None:
            return bound
        if isinstance(of, Reference):
            return Reference(f"{of.path}.{node.name}", node.span)
        if isinstance(of, ClassValue):
            found = self.attributes(of).get(node.name)
            if isinstance(found, FunctionValue) and not found.node.is_static:
                return found._replace(receiver=of)
            return found if found is not None else Hidden(Unknown(may_be_null=True), node.span)
        if isinstance(of, ObjectValue):
            return self._field(of, node.name, node.span)
        if isinstance(of, Scalar) and node.name == "value":  # of a member of an enum
            return of
        return Hidden(Unknown(may_be_null=True), node.span)

    def attributes(self, of: ClassValue) -> dict[str, Any]:
        """Return the members of a class of the file. Overridden where statements are run."""
        raise NotImplementedError

    @staticmethod
    def _field(of: ObjectValue, name: str, span: Any) -> Any:
        field = of.fields.get(name)
        if field is None or not field.is_certain:
            return Hidden(Unknown(may_be_null=True), span)
        return field.value

    def index(self, node: tree.Index) -> Any:
        """Return an entry of a value."""
        of, key = self.value(node.of), self.value(node.key)
        if isinstance(of, Reference) and of.path in self.library.environments:
            return a_string(span=node.span)
        if isinstance(key, Scalar) and isinstance(of, ObjectValue) and isinstance(key.value, str):
            return self._field(of, key.value, node.span)
        if isinstance(key, Scalar) and isinstance(of, ArrayValue) and type(key.value) is int:
            if not of.is_open and -len(of.items) <= key.value < len(of.items):
                return of.items[key.value]
        return Hidden(Unknown(may_be_null=True), node.span)

    # -- other expressions --

    def name(self, node: tree.Name) -> Any:
        """Return what a variable is bound to, or a function that the language brings along."""
        bound = self.scope.get(node.name)
        if bound is None and node.name in self.library.functions:
            return Reference(node.name, node.span)
        if bound is None:
            star = self.scope.get("*")
            return Reference(f"{star.path}.{node.name}") if star is not None else UNKNOWN
        if isinstance(bound, Hidden) and bound.span is None:
            return bound._replace(span=node.span)
        return bound

    def template(self, node: tree.Template | tree.Binary) -> Any:
        """Return a string made of parts."""
        found: Any = None
        for part in node.parts if type(node) is tree.Template else (node.left, node.right):
            value = as_text(self.value(part)) if type(node) is tree.Template else self.value(part)
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
                found.items.append(self.value(item))
        return found

    def logical(self, node: tree.Logical) -> Any:
        """Return the value of ``and``, ``or``, ``??``."""
        left = self.value(node.left)
        known = truth(left)
        if node.operator == "??" and known is False and not _is_null(left):
            return left
        is_true = known if known is not None else self.ask(node.left)
        if is_true == (node.operator == "and"):
            return self.value(node.right)
        if not isinstance(left, Hidden):
            return left
        return left._replace(known=left.known._replace(may_be_null=False)) if is_true else FALSY

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
        for part in node.parts:
            self.value(part)
        return Hidden(Unknown(type=node.type, may_be_null=node.type is None), node.span)


def _is_null(value: Any) -> bool:
    return (isinstance(value, Scalar) and value.value is None) or isinstance(value, Hidden)


def _base(call: CallSite) -> str:
    """Return a URL among the arguments of a call, such as the base URL of a client."""
    for value in call.arguments.all():
        if isinstance(value, Scalar) and isinstance(value.value, str) and "." in value.value:
            return value.value
    return call.receiver.base if isinstance(call.receiver, Hidden) else ""


def as_text(value: Any) -> Any:
    """Return the string that a value becomes in a template."""
    if isinstance(value, Scalar) and isinstance(value.value, str | int):
        if not isinstance(value.value, bool):
            return value._replace(value=str(value.value))
    if isinstance(value, Hidden) and value.known.type == "string":
        return value
    return a_string(span=getattr(value, "span", None))


def join(left: Any, right: Any) -> Any:
    """Return the concatenation of two strings."""
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        text = f"{left.value}{right.value}"
        return Scalar(text) if len(text) < _MAX_TEXT else a_string(text[:100])
    if isinstance(left, Scalar):
        return a_string(f"{left.value}{right.known.prefix}"[:_MAX_TEXT], suffix=right.suffix)
    if isinstance(right, Scalar):
        return a_string(left.known.prefix, suffix=f"{left.suffix}{right.value}"[-_MAX_TEXT:])
    return a_string(left.known.prefix, suffix=right.suffix)


def combine(left: Any, right: Any, operator: str, span: Any) -> Any:
    """Return ``left + right`` or ``left | right``."""
    left, right = (Hidden() if isinstance(side, Reference) else side for side in (left, right))
    if operator == "|" and isinstance(left, ObjectValue):
        merged = ObjectValue(span, left.model)
        merged.merge(left)
        merged.merge(right)
        return merged
    if operator == "+" and isinstance(left, ArrayValue):
        array = ArrayValue(span)
        array.extend(left)
        array.extend(right)
        return array
    if operator == "+" and all(isinstance(side, Scalar | Hidden) for side in (left, right)):
        if any(_is_string(side) for side in (left, right)):
            return join(as_text(left), as_text(right))._replace(span=span)
    return Hidden(Unknown(may_be_null=True), span)


def _is_string(value: Any) -> bool:
    if isinstance(value, Scalar):
        return isinstance(value.value, str)
    return isinstance(value, Hidden) and value.known.type == "string"


def _conditional(self: Evaluator, node: tree.Conditional) -> Any:
    return self.value(node.then if self.decide(node.test) else node.otherwise)


def _boolean(self: Evaluator, node: Any) -> Any:
    self.opaque(tree.Opaque(node.span, tuple(tree.parts(node))))
    return Hidden(Unknown(type="boolean"), node.span)


_EVALUATE: dict[type, Callable[[Evaluator, Any], Any]] = {
    tree.Literal: lambda _, node: Scalar(node.value, node.span),
    tree.Template: Evaluator.template,
    tree.Object: lambda self, node: self._fields(node.span, node.entries),
    tree.Array: Evaluator.array,
    tree.Spread: lambda self, node: self.value(node.value),
    tree.Name: Evaluator.name,
    tree.Member: lambda self, node: self.member(node, self.value(node.of)),
    tree.Index: Evaluator.index,
    tree.Call: Evaluator.call,
    tree.Conditional: _conditional,
    tree.Logical: Evaluator.logical,
    tree.Not: _boolean,
    tree.Compare: _boolean,
    tree.Binary: Evaluator.binary,
    tree.Comprehension: Evaluator.comprehension,
    tree.Lambda: lambda self, node: FunctionValue(node.function, self.scope),
    tree.Opaque: Evaluator.opaque,
}
