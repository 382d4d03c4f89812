"""Conditions of source code as they may be shown."""

from __future__ import annotations

from functools import cached_property

from linkcheck.redaction import mask_literal
from linkcheck.sources.code import tree
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.traversal import walk
from linkcheck.sources.code.worlds import Condition


class ConditionMask:
    """Masks the literals in the conditions of a file that may be secret or personal."""

    def __init__(self, module: Module) -> None:
        self._module = module

    def __call__(self, condition: Condition) -> Condition:
        """Return a condition as it may be shown."""
        text = condition.text
        for literal, shown in self._literals.items():
            text = text.replace(literal, shown)
        return condition._replace(text=text)

    @cached_property
    def _literals(self) -> dict[str, str]:
        """The literals of the file that may not be shown, with what is shown instead."""
        found = {}
        for node in walk(*self._module.body):
            if type(node) is tree.Literal:
                text = self._module.text(node.span)
                shown = mask_literal(text, node.value)
                if shown != text:
                    found[text] = shown
        return found
