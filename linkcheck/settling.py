"""Rules whose word on a request is settled by what was seen of the same kind of request before.

Most rules read only members that an application sends unchanged with each request
(``linkcheck.shapes.recurring``). When such a rule has had nothing to say once, it need not run
again on requests with these members. Whether it reads others is watched, not declared.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from linkcheck.rule import Rule
from linkcheck.running import Run
from linkcheck.view import View


def run_watched(rule: Rule, view: View, varying: Set[str]) -> Run | None:
    """A run of one rule, or None if it read a member of the document that is among ``varying``.

    The features and the context of the view may be read.
    """
    probe = _Probe(view.payload, varying)
    run = Run(view.payload)
    run.run((rule,), view.over(probe, view.features))
    return None if probe.was_read else run


class _Probe(dict[str, Any]):
    """A document that notes when the value of a varying member is read. Its names may be."""

    def __init__(self, payload: dict[str, Any], varying: Set[str]) -> None:
        super().__init__(payload)
        self.was_read = False
        self._varying = varying

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)

    def _note(self, name: str) -> None:
        if name in self and name in self._varying:
            self.was_read = True

    def __iter__(self) -> Iterator[str]:  # for dict(), which would not call the methods here else
        return super().__iter__()

    def items(self) -> Any:
        self.was_read = True
        return super().items()

    def values(self) -> Any:
        self.was_read = True
        return super().values()

    def copy(self) -> Any:
        self.was_read = True
        return super().copy()

    def __or__(self, other: Any) -> Any:
        self.was_read = True
        return super().__or__(other)

    def __eq__(self, other: object) -> bool:
        self.was_read = True
        return super().__eq__(other)

    __hash__ = None
