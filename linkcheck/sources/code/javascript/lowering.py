"""JavaScript and TypeScript, lowered to the shared form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from linkcheck.sources.code import tree
from linkcheck.sources.code.grammars import Text, parse
from linkcheck.sources.code.javascript.components import COMPONENTS, scripts_of
from linkcheck.sources.code.javascript.declarations import DECLARATIONS, Declarations, declared
from linkcheck.sources.code.javascript.literals import undefined
from linkcheck.sources.code.javascript.scopes import FUNCTIONS, children, import_types_in
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.traversal import parts, walk

_GRAMMARS = {
    **dict.fromkeys((".ts", ".mts", ".cts"), "typescript"),
    ".tsx": "tsx",
    **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs"), "javascript"),
}
SUFFIXES = (*_GRAMMARS, *COMPONENTS)


def lower(suffix: str, data: bytes) -> Module:
    """Return the shared form of a file. Raises Unreadable and Uninstalled."""
    text = Text(data)
    code, grammar = code_of(suffix, text)
    root = parsed(grammar, code)
    lowering = _Lowering(text)
    lowering.is_broken = root.has_error
    nodes = children(root)
    lowering.scopes.enter(lowering.scopes.declared_in(nodes, is_function=True), is_function=True)
    language = "javascript" if grammar == "javascript" else "typescript"
    return Module(language, text.lines, lowering.block(nodes))


def code_of(suffix: str, text: Text) -> tuple[bytes, str]:
    """Return the code of a file, at its places in the text, and its grammar."""
    return scripts_of(text.data) if suffix in COMPONENTS else (text.data, _GRAMMARS[suffix])


def parsed(grammar: str, code: bytes) -> Any:
    """Return the root node of some code, without what the grammar does not know."""
    root = parse(grammar, code)
    places = import_types_in(root) if root.has_error else ()
    if not places:
        return root
    plain = bytearray(code)
    for start, end in places:
        plain[start:end] = b" " * (end - start)
    return parse(grammar, bytes(plain))


class _Lowering(Declarations):
    """Lowers statements."""

    def block(self, nodes: Iterable[Any]) -> tree.Block:
        """Lower statements, functions first: they exist from the start of a block."""
        found: list[tree.Statement] = []
        for node in sorted(nodes, key=lambda node: declared(node).type not in FUNCTIONS):
            outside, self.before = self.before, []
            lowered = _LOWER.get(node.type, _EXPRESSION)(self, node)
            found += [*self.before, *lowered]
            self.before = outside
        return tuple(found)

    def _inside(self, node: Any) -> tree.Block:
        """Lower a block, or a statement where a block may be."""
        if node is None:
            return ()
        if node.type == "else_clause":
            return self._inside(children(node)[-1])
        return self.block_in(children(node) if node.type == "statement_block" else [node])

    # -- simple statements --

    def _nothing(self, _: Any) -> list[tree.Statement]:
        return []

    def _expression(self, node: Any) -> list[tree.Statement]:
        return self.effect(node)

    def _effects(self, node: Any) -> list[tree.Statement]:
        found: list[tree.Statement] = []
        for child in children(node):
            is_namespace = child.type == "internal_module"
            found += self.block([child]) if is_namespace else self.effect(child)
        return found

    def _broken(self, node: Any) -> list[tree.Statement]:
        """Lower what cannot be parsed: its parts may run or not."""
        span = self.text.span(node)
        return [tree.Loop(span, None, tree.Opaque(span), self.block_in(children(node)), ())]

    def _return(self, node: Any) -> list[tree.Statement]:
        span, value = self.text.span(node), None
        if children(node):
            value = self.typed(self.expression(children(node)[0]), self.return_type)
        if not self.is_turn:
            return [tree.Return(span, value or undefined(span))]
        steps: list[tree.Statement] = [] if value is None else [tree.Evaluate(span, value)]
        return [*steps, tree.Exit(span, None, is_loop=True)]

    def _throw(self, node: Any) -> list[tree.Statement]:
        return [tree.Exit(self.text.span(node), self.expression(children(node)[0]))]

    def _leave(self, node: Any) -> list[tree.Statement]:
        return [tree.Exit(self.text.span(node), None, is_loop=True)]

    # -- branches and loops --

    def _if(self, node: Any) -> list[tree.Statement]:
        test = self.field(node, "condition")
        then = self._inside(node.child_by_field_name("consequence"))
        otherwise = self._inside(node.child_by_field_name("alternative"))
        return [tree.If(self.text.span(node), test, then, otherwise)]

    def _for_in(self, node: Any) -> list[tree.Statement]:
        span = self.text.span(node)
        left, head = node.child_by_field_name("left"), self.field(node, "right")
        if self.operator(node) == "in":
            head = tree.Opaque(span, (head,), "array")
        is_declared = node.child_by_field_name("kind") is not None
        self.scopes.enter(self.scopes.names_in(left) if is_declared else ())
        name, steps = self.new_name(self.text.span(left)), []
        if left.type == "identifier":
            name = self.scopes.write(self.text.of(left))
        else:
            steps = self.bind(left, tree.Name(span, name))
        body = self._inside(node.child_by_field_name("body"))
        self.scopes.leave()
        target = tree.Name(self.text.span(left), name)
        return [tree.Loop(span, target, head, (*steps, *body), ())]

    def _for(self, node: Any) -> list[tree.Statement]:
        initial = node.child_by_field_name("initializer")
        self.scopes.enter(self.scopes.declared_in([initial]))
        first = self.block([initial])
        loop = self._while(node)
        self.scopes.leave()
        return [*first, *loop]

    def _while(self, node: Any) -> list[tree.Statement]:
        step = node.child_by_field_name("increment")
        outside, self.before = self.before, []
        head = self.field(node, "condition")
        again, self.before = self.before, outside
        body = self._inside(node.child_by_field_name("body"))
        last = self.later(step) if step is not None else ()
        return [*again, tree.Loop(self.text.span(node), None, head, (*body, *last, *again), ())]

    def _switch(self, node: Any) -> list[tree.Statement]:
        subject = self.field(node, "value")
        span = self.text.span(node)
        if any(type(part) is tree.Call for part in walk(subject)):
            name = tree.Name(subject.span, self.new_name(span))
            self.before.append(tree.Assign(span, name, subject))
            subject = name
        cases = children(node.child_by_field_name("body"))
        self.scopes.enter(self.scopes.declared_in(step for case in cases for step in _steps(case)))
        found = self._cases(subject, cases)
        self.scopes.leave()
        if any(type(step) is tree.Exit and step.is_loop for step in _own_steps(found)):
            # What a ``break`` in a branch skips is not known.
            return [tree.Loop(span, None, subject, tuple(found), ())]
        return found

    def _cases(self, subject: tree.Expression, cases: list[Any]) -> list[tree.Statement]:
        """Lower the cases of a switch to branches, the last one first."""
        rest: tree.Block = ()
        bodies = [self._case(cases[index:]) for index in range(len(cases))]
        for case, body in reversed([*zip(cases, bodies, strict=True)]):
            if case.type == "switch_default":
                rest = body
        for case, body in reversed([*zip(cases, bodies, strict=True)]):
            if case.type != "switch_default":
                value = self.field(case, "value")
                test = tree.Compare(value.span, "==", subject, value)
                rest = (tree.If(value.span, test, body, rest),)
        return list(rest)

    def _case(self, cases: list[Any]) -> tree.Block:
        """Lower what runs from a case on, up to a ``break``."""
        found: list[Any] = []
        for node in (step for case in cases for step in _steps(case)):
            parts = children(node) if node.type == "statement_block" else [node]
            is_end = bool(parts) and parts[-1].type == "break_statement"
            found += [part for part in parts if part.type != "break_statement"]
            if is_end or (parts and parts[-1].type in _ENDS):
                break
        return self.block_in(found)

    def _try(self, node: Any) -> list[tree.Statement]:
        body = self._inside(node.child_by_field_name("body"))
        handler, final = (node.child_by_field_name(key) for key in ("handler", "finalizer"))
        handlers: tuple[tree.Block, ...] = ()
        if handler is not None:
            parameter = handler.child_by_field_name("parameter")
            self.scopes.enter(self.scopes.names_in(parameter))
            handlers = (self._inside(handler.child_by_field_name("body")),)
            self.scopes.leave()
        last = self._inside(final.child_by_field_name("body")) if final is not None else ()
        return [tree.Try(self.text.span(node), body, handlers, (), last)]

    def _block_statement(self, node: Any) -> list[tree.Statement]:
        return list(self._inside(node))

    def _labeled(self, node: Any) -> list[tree.Statement]:
        body = self._inside(node.child_by_field_name("body"))
        if body and type(body[-1]) is tree.Loop:
            return list(body)
        span = self.text.span(node)
        return [tree.Loop(span, None, tree.Opaque(span), body, ())]


_EXPRESSION: Callable[[Any, Any], list[tree.Statement]] = _Lowering._expression
_ENDS = ("return_statement", "throw_statement", "continue_statement")


def _steps(case: Any) -> list[Any]:
    """Return the statements of a case."""
    parts = children(case)
    return parts if case.type == "switch_default" else parts[1:]


def _own_steps(block: Iterable[tree.Statement]) -> Iterator[Any]:
    """Yield statements and those in them, outside the loops and functions in them."""
    waiting: list[Any] = list(block)
    while waiting:
        node = waiting.pop()
        yield node
        if type(node) in (tree.If, tree.Try):
            waiting += parts(node)


_LOWER: dict[str, Callable[[Any, Any], list[tree.Statement]]] = {
    **DECLARATIONS,
    "expression_statement": _Lowering._effects,
    "return_statement": _Lowering._return,
    "throw_statement": _Lowering._throw,
    "break_statement": _Lowering._leave,
    "continue_statement": _Lowering._leave,
    "if_statement": _Lowering._if,
    "for_in_statement": _Lowering._for_in,
    "for_statement": _Lowering._for,
    "while_statement": _Lowering._while,
    "do_statement": _Lowering._while,
    "switch_statement": _Lowering._switch,
    "try_statement": _Lowering._try,
    "statement_block": _Lowering._block_statement,
    "labeled_statement": _Lowering._labeled,
    "ERROR": _Lowering._broken,
    **dict.fromkeys(
        (
            *("interface_declaration", "type_alias_declaration", "ambient_declaration"),
            *("function_signature", "empty_statement", "import_alias", "debugger_statement"),
            "hash_bang_line",
        ),
        _Lowering._nothing,
    ),
}
