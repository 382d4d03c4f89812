"""Which rules a document can break, told by its features."""

from __future__ import annotations

from collections.abc import Iterable, Set

from linkcheck.documents import Document
from linkcheck.rule import Rule

_Entry = tuple[int, Rule]


class Plan:
    """The rules to run on documents, filed under a feature without which a rule cannot apply."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._filed: dict[Document, dict[str, list[_Entry]]] = {kind: {} for kind in Document}
        self._always: dict[Document, list[_Entry]] = {kind: [] for kind in Document}
        for entry in enumerate(rules):
            rule = entry[1]
            for kind in rule.documents if not rule.shape else ():
                for feature in _keys(rule):
                    self._filed[kind].setdefault(feature, []).append(entry)
                if not (rule.on or rule.needs):
                    self._always[kind].append(entry)

    def rules(self, kind: Document, features: Set[str]) -> list[Rule]:
        """Return the rules that a document with these features can break, in their own order."""
        filed = self._filed[kind]
        found = dict(self._always[kind])
        for feature in filed.keys() & features:
            for index, rule in filed[feature]:
                if index not in found and rule.applies(features):
                    found[index] = rule
        return [found[index] for index in sorted(found)]


def _keys(rule: Rule) -> Iterable[str]:
    """Features of which a document has one if the rule applies: rare ones, where there is a choice.

    Fields are more common than what is said of them.
    """
    rarest = min(rule.needs, key=_commonness, default=None)
    if rarest is not None and (not rule.on or _commonness(rarest)[0] == 0):
        return (rarest,)
    return rule.on


def _commonness(feature: str) -> tuple[int, str]:
    return (0 if not feature[0].isalpha() else 1 if "." in feature else 2), feature
