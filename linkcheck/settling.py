"""Rules whose word on a request is settled by what was seen of the same kind of request before.

Most rules read only members that an application sends unchanged with each request
(``linkcheck.shapes.recurring``). When such a rule has had nothing to say once, it need not run
again on requests with these members. Whether it reads others is watched, not declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any, NamedTuple

from linkcheck.rule import Rule
from linkcheck.running import Run
from linkcheck.view import View


class Watched(NamedTuple):
    """A run of rules, and the codes of those that read what may differ between two documents.

    ``readers`` read a member that varies, ``askers`` what the features are.
    """

    run: Run
    readers: set[str]
    askers: set[str]


def run_watched(rules: Iterable[Rule], view: View, varying: Set[str]) -> Watched:
    """Run rules over a document whose members ``varying`` will be others in the next one."""
    found = Watched(Run(view.payload), set(), set())
    probe = None
    for rule in rules:
        if probe is None or probe.was_read:  # what was read may be kept in the view
            probe = _Probe(view.payload, varying)
            watched = view.over(probe, view.features)
        watched.features_read = False
        found.run.run((rule,), watched)
        if probe.was_read:
            found.readers.add(rule.code)
        if watched.features_read:
            found.askers.add(rule.code)
    return found


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
