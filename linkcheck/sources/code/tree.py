"""The syntax tree that each language is lowered to. Every node begins with its span."""

from __future__ import annotations

from typing import Literal as Either
from typing import NamedTuple

from linkcheck.pointer import Span

Block = tuple["Statement", ...]


class Literal(NamedTuple):
    """A string, number, boolean or null; JavaScript has a second null."""

    span: Span
    value: str | int | float | bool | None
    is_undefined: bool = False


class Template(NamedTuple):
    """A string made of parts: a template, an f-string."""

    span: Span
    parts: tuple[Expression, ...]


class Entry(NamedTuple):
    """An entry of an object, or a keyword of a call, at its key, which is None for a spread."""

    span: Span
    key: Expression | None
    value: Expression


class Object(NamedTuple):
    """An object or dict display."""

    span: Span
    entries: tuple[Entry, ...]


class Spread(NamedTuple):
    """An entry of an array, or an argument, that is spread: ``*value``, ``...value``."""

    span: Span
    value: Expression


class Array(NamedTuple):
    """A list, tuple, set or array display."""

    span: Span
    items: tuple[Expression, ...]


class Name(NamedTuple):
    """A variable."""

    span: Span
    name: str


class Member(NamedTuple):
    """``of.name``. ``is_optional`` for ``of?.name``."""

    span: Span
    of: Expression
    name: str
    name_span: Span
    is_optional: bool = False


class Index(NamedTuple):
    """``of[key]``."""

    span: Span
    of: Expression
    key: Expression


class Call(NamedTuple):
    """A call or a construction."""

    span: Span
    callee: Expression
    arguments: tuple[Expression, ...]
    keywords: tuple[Entry, ...] = ()


class Conditional(NamedTuple):
    """``test ? then : otherwise``."""

    span: Span
    test: Expression
    then: Expression
    otherwise: Expression


class Logical(NamedTuple):
    """``left and right``, ``left or right``, ``left ?? right``; ``=`` if ``right`` is a default."""

    span: Span
    operator: Either["and", "or", "??", "="]
    left: Expression
    right: Expression


class Not(NamedTuple):
    """``not value``."""

    span: Span
    value: Expression


class Compare(NamedTuple):
    """``left == right``. ``is_loose`` if values of different types may be equal."""

    span: Span
    operator: Either["==", "!=", "<", "<=", ">", ">="]
    left: Expression
    right: Expression
    is_loose: bool = False


class Binary(NamedTuple):
    """``left + right`` or ``left | right``."""

    span: Span
    operator: Either["+", "|"]
    left: Expression
    right: Expression


class Comprehension(NamedTuple):
    """``[element for target in iterable]``, without conditions."""

    span: Span
    element: Expression
    target: Expression
    iterable: Expression


class Lambda(NamedTuple):
    """A function without a name."""

    span: Span
    function: Function


class Typed(NamedTuple):
    """A value that the code says is of a type: ``value as Type``."""

    span: Span
    value: Expression
    type: Expression


class Opaque(NamedTuple):
    """Any other expression. ``type`` is its JSON type if that is certain."""

    span: Span
    parts: tuple[Expression, ...] = ()
    type: str | None = None


_Part = Literal | Template | Object | Spread | Array | Name | Member | Index | Call | Opaque
Expression = _Part | Conditional | Logical | Not | Compare | Binary | Comprehension | Lambda | Typed


class Assign(NamedTuple):
    """``target = value``. With ``operator``: ``target += value``."""

    span: Span
    target: Expression
    value: Expression
    operator: Either["", "+", "|", "?"] = ""


class Delete(NamedTuple):
    """``del target``."""

    span: Span
    target: Expression


class Evaluate(NamedTuple):
    """An expression as a statement."""

    span: Span
    value: Expression


class If(NamedTuple):
    """A branch."""

    span: Span
    test: Expression
    then: Block
    otherwise: Block


class Loop(NamedTuple):
    """A loop: over an iterable if there is one. Its ``head`` is evaluated each time."""

    span: Span
    target: Expression | None
    head: Expression
    body: Block
    otherwise: Block


class Try(NamedTuple):
    """A block with exception handlers."""

    span: Span
    body: Block
    handlers: tuple[Block, ...]
    otherwise: Block
    final: Block


class Return(NamedTuple):
    """The end of a function, with its result."""

    span: Span
    value: Expression | None


class Exit(NamedTuple):
    """``raise``, ``throw``, or with ``is_loop`` the end of a loop or of a turn of it."""

    span: Span
    value: Expression | None
    is_loop: bool = False


class Parameter(NamedTuple):
    """A parameter of a function. ``kind`` is ``*`` or ``**`` for those that take the rest."""

    span: Span
    name: str
    default: Expression | None = None
    kind: Either["", "keyword", "*", "**"] = ""


class Function(NamedTuple):
    """A function or method. ``is_static`` if a method takes no receiver; not ``is_plain`` if a call
    does not run the body: a generator, a property; ``is_decorated`` if its result may be replaced.
    """

    span: Span
    name: str
    parameters: tuple[Parameter, ...]
    body: Block
    is_static: bool = False
    is_plain: bool = True
    is_decorated: bool = False

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class Class(NamedTuple):
    """A class."""

    span: Span
    name: str
    body: Block
    bases: tuple[Expression, ...] = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class Import(NamedTuple):
    """``name`` is bound to the module or object at the dotted ``path``; ``*`` for all of it."""

    span: Span
    name: str
    path: str


class Outer(NamedTuple):
    """Names of an outer scope that a function may assign: ``global``, ``nonlocal``."""

    span: Span
    names: tuple[str, ...]


_Step = Assign | Delete | Evaluate | Return | Exit | Import | Outer
Statement = _Step | If | Loop | Try | Function | Class
