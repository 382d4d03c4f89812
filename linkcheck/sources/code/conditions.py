"""What conditions are in one world, and how they narrow the values that they test."""

from __future__ import annotations

from typing import Any

from linkcheck.sources.code import tree
from linkcheck.sources.code.calls import Library
from linkcheck.sources.code.knowledge import Undecided, is_free
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.operations import equal
from linkcheck.sources.code.scopes import NOTHING, Scope
from linkcheck.sources.code.traversal import names_in
from linkcheck.sources.code.values import (
    FALSY,
    ArrayValue,
    Hidden,
    ObjectValue,
    Scalar,
    truth,
)
from linkcheck.sources.code.worlds import Oracle


class Conditions:
    """Decides conditions: the base of the evaluator."""

    oracle: Oracle

    def __init__(self, module: Module, library: Library) -> None:
        self.module = module
        self.library = library
        self._outermost = self.scope = Scope(None)
        self._names: dict[tuple[int, ...], list[str]] = {}

    def begin(self, oracle: Oracle) -> None:
        """Begin a run."""
        self.oracle = oracle
        self.scope = self._outermost
        self.scope.set_state(NOTHING)

    def value(self, node: Any) -> Any:
        """Return the value of an expression."""
        raise NotImplementedError

    def decide(self, test: Any, wanted: bool | None = None) -> bool:
        """Return whether a condition holds in this world, and narrow what it tests.

        With ``wanted``, only worlds where it is that matter, if the code leaves it open. Raises
        Undecided if it has only one outcome, which was not computed.
        """
        if type(test) is tree.Not:
            return not self.decide(test.value, None if wanted is None else not wanted)
        if type(test) is tree.Logical and test.operator in ("and", "or"):
            is_and = test.operator == "and"
            both = wanted if wanted is is_and else None  # else one of the two is enough
            left = self.decide(test.left, both)
            return self.decide(test.right, both) if left is is_and else left
        if type(test) is tree.Compare and test.operator in ("==", "!="):
            return self._compare(test) == (test.operator == "==")
        value = self.value(test)
        known = self.truth(value)
        if known is not None:
            return known
        if isinstance(value, Hidden) and value.is_fixed:
            raise Undecided
        return self.ask(test, wanted=wanted)

    def truth(self, value: Any) -> bool | None:
        """Return whether a value is true; None if that is not known."""
        if self.library.are_containers_true and isinstance(value, ObjectValue | ArrayValue):
            return True
        return truth(value)

    def ask(self, test: Any, text: str | None = None, wanted: bool | None = None) -> bool:
        """Return whether a value that is not known is true in this world, and narrow it."""
        key = self._key(test)
        if wanted is not None:
            self.oracle.assume(key, wanted)
        is_true = self.oracle.decide(key, text or self.module.text(test.span))
        self._narrow(test, FALSY if not is_true else None)
        return is_true

    def _key(self, *nodes: Any) -> Any:
        if len(nodes) == 1 and type(nodes[0]) is tree.Name:
            value = self.scope.get(nodes[0].name)
            if isinstance(value, Hidden) and value.identity is not None:
                return value.identity
        texts = tuple(self.module.text(node.span) for node in nodes)
        identity = tuple(map(id, nodes))  # the same text may mean other variables elsewhere
        names = self._names.get(identity)
        if names is None:
            names = self._names[identity] = sorted(names_in(*nodes))
        return texts, tuple((name, self.scope.version(name)) for name in names)

    def _compare(self, test: tree.Compare) -> bool:
        """Return whether two values are equal."""
        left, right = self.value(test.left), self.value(test.right)
        is_known = equal(left, right, is_loose=test.is_loose)
        if is_known is not None:
            return is_known
        if not is_free(left, self.library.pure) and not is_free(right, self.library.pure):
            raise Undecided
        text = self._comparison(test)
        if isinstance(right, Scalar) and right.value is None:
            if self.truth(left) is not None and not (isinstance(left, Hidden) and left.is_falsy):
                return False
            is_text = isinstance(left, Hidden) and left.known.type == "string"
            if is_text and not left.is_falsy and not left.known.may_be_null:
                return False
            is_negated = test.operator == "=="
            is_there = self.oracle.decide(self._key(test.left), text, is_negated=is_negated)
            null = FALSY if test.is_loose else right._replace(span=test.right.span)
            self._narrow(test.left, None if is_there else null)
            return not is_there
        key = self._key(test.left, test.right)
        is_equal = self.oracle.decide(key, text, is_negated=test.operator == "!=")
        if is_equal and isinstance(right, Scalar):
            self._narrow(test.left, right)
        return is_equal

    def _comparison(self, test: tree.Compare) -> str:
        """Return the text of a comparison; that of a case is written apart from its subject."""
        if test.span.encloses(test.left.span):
            return self.module.text(test.span)
        operator = "===" if self.library.is_lenient else "=="
        left, right = (self.module.text(node.span) for node in (test.left, test.right))
        return f"{left} {operator} {right}"

    def _narrow(self, node: Any, value: Any) -> None:
        name = self.variable(node)
        if name is None:
            return
        old = self.scope.get(name)
        if type(node) is tree.Member:
            old = self.value(node)
        if isinstance(old, Hidden):
            known = old.known._replace(may_be_null=False)
            self.scope.narrow(name, value or old._replace(known=known))

    @staticmethod
    def variable(node: Any) -> str | None:
        """Return the name of a variable, or of a member of one."""
        if type(node) is tree.Name:
            return str(node.name)
        if type(node) is tree.Member:
            of = Conditions.variable(node.of)
            return of and f"{of}.{node.name}"
        return None
