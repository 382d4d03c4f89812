"""Abstract values: what is known of the value of an expression in one run of the code."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

from linkcheck.engine.origins import Made
from linkcheck.engine.unknown import Unknown
from linkcheck.pointer import Span
from linkcheck.sources.code import tree

_MAX_ITEMS = 500


class Scalar(NamedTuple):
    """A known string, number, boolean or null, and where it is written.

    ``constructor`` and ``is_checked`` as in ``Origin``. ``is_undefined`` if it is the null of
    JavaScript that no JSON has.
    """

    value: str | int | float | bool | None
    span: Span | None = None
    constructor: str = ""
    is_checked: bool = False
    is_undefined: bool = False


class Hidden(NamedTuple):
    """A value that is not known.

    ``known`` says what is known of it, and ``suffix`` how a string ends. ``base`` is a URL that
    the value was made with: that of an HTTP client. ``is_falsy`` if it is null or empty.
    ``made_from`` is the clock or a random number that it changes with. Values with one ``identity``
    are the same: it is that of the variable that held it first. ``is_fixed`` if it follows from
    what is known, so that a condition on it has only one outcome.
    """

    known: Unknown = Unknown()
    span: Span | None = None
    suffix: str = ""
    base: str = ""
    is_falsy: bool = False
    made_from: Made | None = None
    identity: Hashable = None
    is_fixed: bool = False


class Reference(NamedTuple):
    """What an import binds, by its dotted path: a module, a class, a function, an enum member."""

    path: str
    span: Span | None = None


class FunctionValue(NamedTuple):
    """A function of the file, with the scope around it and its receiver."""

    node: tree.Function
    scope: Any
    receiver: Any = None


class ClassValue(NamedTuple):
    """A class of the file, or with ``state`` an object of it, with the members it was given."""

    node: tree.Class
    scope: Any
    state: dict[str, Any] | None = None


class JsonText(NamedTuple):
    """The JSON text of a value."""

    value: Any


class Field(NamedTuple):
    """A field of an object: the span of its key, and its value."""

    span: Span | None
    value: Any
    is_certain: bool = True


class ObjectValue:
    """An object. ``model`` is the name of the class if it was constructed.

    ``checks`` if it compares the types of what is set with those of its fields. ``is_part`` if its
    fields have been added to another one.
    """

    __slots__ = ("checks", "fields", "is_open", "is_part", "model", "span")

    def __init__(self, span: Span | None, model: str = "") -> None:
        self.fields: dict[str, Field] = {}
        self.checks = False
        self.is_open = False
        self.is_part = False
        self.span = span
        self.model = model

    @property
    def is_closed(self) -> bool:
        """True if it has exactly the fields that are known."""
        return not self.is_open and all(field.is_certain for field in self.fields.values())

    def set(self, key: str, value: Any, span: Span | None) -> None:
        """Set a field."""
        self.fields[key] = Field(span, checked(value) if self.checks else value)

    def forget(self, name: str | None, *, is_removed: bool) -> None:
        """Forget a field that may have been set or removed. None stands for any of them."""
        for key, field in self.fields.items():
            if name is None or key == name:
                is_certain = field.is_certain and not is_removed
                self.fields[key] = Field(field.span, anything(field.span), is_certain)

    def merge(self, other: Any) -> None:
        """Add the fields of another value, as a spread does."""
        if isinstance(other, ObjectValue):
            other.is_part = True
            for key, field in other.fields.items():
                old = self.fields.get(key)
                if field.is_certain or old is None:
                    self.fields[key] = field
                else:
                    self.fields[key] = Field(field.span, Hidden(span=field.span))
            self.is_open |= other.is_open
            if other.is_open:
                self._doubt(other)
        elif truth(other) is not False:
            self._doubt()
            self.is_open = True

    def _doubt(self, other: ObjectValue | None = None) -> None:
        # What is not known of a later spread may replace fields that are set before it.
        for key, field in self.fields.items():
            if other is None or key not in other.fields:
                known = Unknown(may_be_null=_may_be_null(field.value))
                self.fields[key] = field._replace(value=Hidden(known, field.span))


def _may_be_null(value: Any) -> bool:
    if isinstance(value, Hidden):
        return value.known.may_be_null
    return isinstance(value, Scalar) and value.value is None


class ArrayValue:
    """An array."""

    __slots__ = ("is_open", "items", "span")

    def __init__(self, span: Span | None, items: list[Any] | None = None) -> None:
        self.items = [] if items is None else items
        self.is_open = False
        self.span = span

    def at(self, index: int) -> Any:
        """Return an entry; None if it is not known."""
        is_known = not self.is_open and -len(self.items) <= index < len(self.items)
        return self.items[index] if is_known else None

    def append(self, value: Any) -> None:
        """Add an entry; if the array is open, its place is not known, so it is left out."""
        self.extend(ArrayValue(None, [value]))

    def extend(self, other: Any) -> None:
        """Add the entries of another value."""
        if self.is_open:
            return
        if isinstance(other, ArrayValue):
            self.items += other.items[: _MAX_ITEMS - len(self.items)]
            self.is_open |= other.is_open or len(self.items) >= _MAX_ITEMS
        elif truth(other) is not False:
            self.is_open = True


UNKNOWN = Hidden()
UNDEFINED = Scalar(None, is_undefined=True)
FALSY = Hidden(Unknown(may_be_null=True), is_falsy=True)


def anything(span: Span | None = None, *of: Any) -> Hidden:
    """Return an unknown value, possibly null, that is made ``of`` others."""
    is_fixed = bool(of) and all(isinstance(value, Hidden) and value.is_fixed for value in of)
    return Hidden(Unknown(may_be_null=True), span, made_from=made_from(*of), is_fixed=is_fixed)


def a_string(
    prefix: str = "", span: Span | None = None, suffix: str = "", of: tuple[Any, ...] = ()
) -> Hidden:
    """Return an unknown string that is made ``of`` values."""
    return Hidden(Unknown(prefix, "string"), span, suffix, made_from=made_from(*of))


def made_from(*values: Any) -> Made | None:
    """Return what a value changes with that is made of others."""
    return next((v.made_from for v in values if isinstance(v, Hidden) and v.made_from), None)


def stored(value: Any) -> Any:
    """Return a value that may be stored, so that later requests have the same one."""
    is_fresh = isinstance(value, Hidden) and value.made_from is not None
    return value._replace(made_from=None) if is_fresh else value


def truth(value: Any) -> bool | None:
    """Return whether a value is true; None if that is not known."""
    if isinstance(value, Scalar):
        return bool(value.value)
    if isinstance(value, ObjectValue):
        certain = any(field.is_certain for field in value.fields.values()) or bool(value.model)
        return True if certain else (None if value.is_open or value.fields else False)
    if isinstance(value, ArrayValue):
        return True if value.items else (None if value.is_open else False)
    if isinstance(value, Hidden):
        if value.is_falsy:
            return False
        return True if value.known.prefix or value.suffix else None
    return None if isinstance(value, Reference) else True


def open_up(value: Any) -> None:
    """Mark the containers in a value as open, as unknown code may have added to them."""
    waiting, seen = [value], set()
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, ObjectValue):
            value.is_open = True
            for key, field in value.fields.items():
                value.fields[key] = field._replace(value=stored(field.value))
            waiting += [field.value for field in value.fields.values()]
        elif isinstance(value, ArrayValue):
            value.is_open = True
            waiting += value.items


def checked(value: Any) -> Any:
    """Return a value after a check of its type and, in place, of the types of what is in it."""
    if isinstance(value, Scalar):
        return value._replace(is_checked=True)
    waiting = [value]
    for container in waiting:
        if len(waiting) > _MAX_ITEMS:
            break
        if isinstance(container, ArrayValue):
            container.items = [_checked(item, waiting) for item in container.items]
        elif isinstance(container, ObjectValue) and not container.checks:
            for key, field in container.fields.items():
                container.fields[key] = field._replace(value=_checked(field.value, waiting))
    return value


def _checked(value: Any, waiting: list[Any]) -> Any:
    if isinstance(value, Scalar):
        return value._replace(is_checked=True)
    waiting.append(value)
    return value


def clone(value: Any, memo: dict[int, Any]) -> Any:
    """Return a deep copy of a value; ``memo`` keeps what is shared shared."""
    if isinstance(value, ClassValue) and value.state is not None:
        if id(value.state) not in memo:
            state = memo[id(value.state)] = {}
            state.update({name: clone(member, memo) for name, member in value.state.items()})
        return value._replace(state=memo[id(value.state)])
    if not isinstance(value, ObjectValue | ArrayValue):
        return value
    if id(value) in memo:
        return memo[id(value)]
    if isinstance(value, ObjectValue):
        copied = memo[id(value)] = ObjectValue(value.span, value.model)
        for key, field in value.fields.items():
            copied.fields[key] = field._replace(value=clone(field.value, memo))
        copied.is_open, copied.checks = value.is_open, value.checks
        return copied
    array = memo[id(value)] = ArrayValue(value.span)
    array.items = [clone(item, memo) for item in value.items]
    array.is_open = value.is_open
    return array
