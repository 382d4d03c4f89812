"""Which rules a document can break, by its features."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.rule import Rule

_Entry = tuple[int, Rule]

_NONE = frozenset[str]()
_ROOM = 256


class Plan:
    """The rules to run on documents, each indexed by a feature that it needs to apply."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._filed: dict[DocumentKind, dict[str, list[_Entry]]] = {}
        self._always: dict[DocumentKind, list[_Entry]] = {}
        # The key is everything that decides the answer.
        self._answers: dict[tuple[DocumentKind, frozenset[str]], list[Rule]] = {}
        asked: dict[DocumentKind, set[str]] = {}
        for entry in enumerate(rules):
            rule = entry[1]
            for kind in rule.about if not rule.shape else ():
                asked.setdefault(kind, set()).update(rule.on, rule.needs, *rule.unless.values())
                filed = self._filed.setdefault(kind, {})
                for feature in _keys(rule):
                    filed.setdefault(feature, []).append(entry)
                if not (rule.on or rule.needs):
                    self._always.setdefault(kind, []).append(entry)
        self._asked = {kind: frozenset(features) for kind, features in asked.items()}

    # Copies and pickles contain nothing from the documents that were checked.
    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_answers": {}}

    def rules(self, kind: DocumentKind, features: Set[str]) -> list[Rule]:
        """Return the rules that a document with these features can break, in their own order."""
        key = kind, self._asked.get(kind, _NONE) & features
        rules = self._answers.get(key)
        if rules is None:
            rules = self._applying(*key)
            if len(self._answers) >= _ROOM:
                self._answers = {}
            self._answers[key] = rules
        return rules

    def _applying(self, kind: DocumentKind, features: Set[str]) -> list[Rule]:
        filed = self._filed.get(kind, {})
        found = dict(self._always.get(kind, ()))
        for feature in filed.keys() & features:
            for index, rule in filed[feature]:
                if index not in found and rule.applies(features):
                    found[index] = rule
        return list(map(found.__getitem__, sorted(found)))


def _keys(rule: Rule) -> Iterable[str]:
    """Return features: a document has one of them if the rule applies. Prefers rare ones.

    Fields are more common than other features.
    """
    rarest = min(rule.needs, key=_commonness, default=None)
    if rarest is not None and (not rule.on or _commonness(rarest)[0] == 0):
        return (rarest,)
    return rule.on


def _commonness(feature: str) -> tuple[int, str]:
    return (0 if not feature[0].isalpha() else 1 if "." in feature else 2), feature
