"""Small changes of a module that a test should notice.

Left alone: annotations, docstrings, ``__all__``, and texts for people, names and sources of rules:
all these are compared with tests/rules/messages.txt and the generated pages.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_NAMES = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "ERROR": "WARNING",
    "WARNING": "INFO",
    "INFO": "WARNING",
    "DOCUMENTED": "OBSERVED",
    "OBSERVED": "INFERRED",
    "INFERRED": "DOCUMENTED",
}
_TEXTS = {"message", "description", "why", "what", "title", "help", "metavar", "text", "note"}
_RULE_NAME = r"[a-z0-9]+(-[a-z0-9]+)+"
_REMOVED = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)


@dataclass(frozen=True)
class Mutant:
    """A change of one place of a module."""

    file: str
    line: int
    scope: str
    """The function or class it is in, dotted; empty for the module itself."""
    lines: tuple[int, int]
    """First and last line of the statement (of its head, if it has a body)."""
    before: str
    after: str
    executed_once: bool
    """It runs when the module is imported, not in a function."""
    span: tuple[int, int]
    """First and last line of the outermost function or class it is in."""
    place: tuple[int, int]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names it even when lines move."""
        return self.file, self.scope, self.before, self.after


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its lines."""
    for number, nodes in enumerate(_changeable(ast.parse(source))):
        for change, new in enumerate(_changes(nodes[-1])):
            yield _mutant(file, nodes, new, (number, change))


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The module with the change."""
    tree = ast.parse(source)
    number, change = mutant.place
    parent, node = next(islice(_changeable(tree), number, None))[-2:]
    _put(parent, node, _changes(node)[change])
    return ast.fix_missing_locations(tree)


def _changeable(tree: ast.Module) -> Iterator[tuple[ast.AST, ...]]:
    return (nodes for nodes in _places(tree) if not _left_alone(nodes))


def _mutant(file: str, nodes: tuple[ast.AST, ...], new: ast.AST, place: tuple[int, int]) -> Mutant:
    statement = next(n for n in reversed(nodes) if isinstance(n, ast.stmt))
    scopes = [n for n in nodes[:-1] if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    function = next((n for n in nodes if _has_body(n) and _within_body(n, nodes)), None)
    last = statement.end_lineno or statement.lineno
    if isinstance(inner := getattr(statement, "body", None), list) and inner:
        last = max(statement.lineno, inner[0].lineno - 1)
    return Mutant(
        file=file,
        line=getattr(nodes[-1], "lineno", statement.lineno),
        scope=".".join(n.name for n in scopes),
        lines=(statement.lineno, last),
        before=_shown(nodes[-1]),
        after=_shown(new),
        executed_once=function is None,
        span=(_start(scopes[0]), scopes[0].end_lineno or 0) if scopes else (0, 0),
        place=place,
    )


def _start(node: ast.FunctionDef | ast.ClassDef) -> int:
    return min([node.lineno, *(d.lineno for d in node.decorator_list)])


def _has_body(node: ast.AST) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))


def _within_body(function: ast.AST, nodes: tuple[ast.AST, ...]) -> bool:
    """The last node runs when the function is called: it is no decorator and no default."""
    inner = nodes[nodes.index(function) + 1]
    body = getattr(function, "body", [])
    return inner in body if isinstance(body, list) else inner is body


def _places(node: ast.AST, above: tuple[ast.AST, ...] = ()) -> Iterator[tuple[ast.AST, ...]]:
    """Each node with those above it."""
    here = (*above, node)
    if above:
        yield here
    for child in ast.iter_child_nodes(node):
        yield from _places(child, here)


def _left_alone(nodes: tuple[ast.AST, ...]) -> bool:
    for parent, node in pairwise(nodes):
        if isinstance(node, (ast.JoinedStr, ast.Import, ast.ImportFrom)):
            return True
        if node in (getattr(parent, "annotation", None), getattr(parent, "returns", None)):
            return True
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return True
        if isinstance(node, ast.keyword) and node.arg in _TEXTS and _is_text(node.value):
            return True
        if isinstance(node, ast.keyword) and node.arg in ("source", "covers"):
            return True
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return True
        if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node.targets[0]):
            return True
        if isinstance(parent, ast.Raise):  # what an exception says
            return True
        if isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(b) for b in node.bases):
            return True
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("TypeVar", "cast", "Literal"):
            return True
        if isinstance(node, ast.Subscript) and "Literal" in ast.unparse(node.value):
            return True
    return False


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, (ast.Constant, ast.BinOp, ast.JoinedStr, ast.IfExp))


def _changes(node: ast.AST) -> list[ast.AST]:
    """What may stand in the place of a node."""
    made: list[ast.AST] = []
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            if type(operator) in _COMPARED:
                new = copy.deepcopy(node)
                new.ops[number] = _COMPARED[type(operator)]()
                made.append(new)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        made.append(ast.BoolOp(other, node.values))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        made.append(node.operand)
    elif isinstance(node, ast.BinOp) and type(node.op) in _COMPUTED:
        made.append(ast.BinOp(node.left, _COMPUTED[type(node.op)](), node.right))
    elif isinstance(node, ast.Constant):
        made += _other_constants(node.value)
    elif isinstance(node, (ast.Name, ast.Attribute)):
        name = node.id if isinstance(node, ast.Name) else node.attr
        if name in _NAMES and isinstance(node, ast.Name):
            made.append(ast.Name(_NAMES[name], ast.Load()))
        elif name in _NAMES and isinstance(node, ast.Attribute):
            made.append(ast.Attribute(node.value, _NAMES[name], ast.Load()))
    elif isinstance(node, (ast.If, ast.IfExp)) and not isinstance(node.test, ast.Compare):
        new_test = copy.copy(node)
        new_test.test = ast.UnaryOp(ast.Not(), node.test)
        made.append(new_test)
    elif isinstance(node, _REMOVED):
        made.append(ast.Pass())
    elif isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None":
        made.append(ast.Return(ast.Constant(None)))
    return made


def _other_constants(value: object) -> list[ast.AST]:
    if isinstance(value, bool):
        return [ast.Constant(not value)]
    if isinstance(value, (int, float)):
        return [ast.Constant(value + 1)]
    if isinstance(value, str) and " " not in value.strip() and not re.fullmatch(_RULE_NAME, value):
        return [ast.Constant(f"{value}XX")]
    return []


def _put(parent: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for name, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, name, new)
        elif isinstance(value, list) and any(item is old for item in value):
            value[next(n for n, item in enumerate(value) if item is old)] = new


def _shown(node: ast.AST) -> str:
    text = ast.unparse(node)
    lines = text.splitlines()
    return lines[0][:160] if lines else ""
