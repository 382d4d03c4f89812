"""Count the findings in documents with an unknown value.

In each example of each rule, one value after the other is made unknown. A finding is true if it
occurs for every value of a small set: those that the field has in all examples. A finding that is
reported but not true depends on the unknown value.

    python tools/count_unknown.py              count all rules
    python tools/count_unknown.py LC104 LC541  count the examples of these rules, list the failures

Exits with 1 if the count misses the target for all rules together.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.engine import catalog
from linkcheck.engine.rule import Rule
from linkcheck.engine.ruledoc import parse
from linkcheck.engine.unknown import Unknown, Unknowns
from linkcheck.pointer import Path, value_at
from linkcheck.report import Report
from linkcheck.shapes.sanitizer import screen
from linkcheck.sources.content import Decoded

MOST_FALSE = 5
LEAST_KEPT = 0.93
MARKER = "$VALUE"
_MOST_COMPLETIONS = 30

Key = tuple[str, str, str | None]
"""Code, place, and missing field of a finding."""


class Case(NamedTuple):
    """An example of a rule, as a body, with the options of the check."""

    rule: str
    document: Document
    body: dict[str, Any]
    options: dict[str, Any]


@dataclass
class Count:
    """The counts. ``wrong`` and ``lost`` list the findings, with rule and unknown place."""

    tries: int = 0
    true: int = 0
    kept: int = 0
    wrong: list[tuple[str, str, Key]] = field(default_factory=list)
    lost: list[tuple[str, str, Key]] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether the count reaches the target."""
        return len(self.wrong) <= MOST_FALSE and self.kept >= LEAST_KEPT * self.true

    def __str__(self) -> str:
        share = f"{self.kept / self.true:.1%}" if self.true else "none"
        return (
            f"{self.tries:,} values made unknown: {len(self.wrong)} false findings (at most "
            f"{MOST_FALSE}), {self.kept:,} of {self.true:,} true ones kept: {share} (at least "
            f"{LEAST_KEPT:.0%})"
        )


def cases(codes: Iterable[str] = ()) -> Iterator[Case]:
    """Return the readable examples of rules; by default, of all rules."""
    wanted = set(codes)
    for rule in catalog.rules():
        if not wanted or rule.code in wanted:
            yield from _cases(rule)


def _cases(rule: Rule) -> Iterator[Case]:
    doc = parse(rule)
    options: dict[str, Any] = {k: v for k, v in doc.context.items() if k != "request"}
    for example in (*doc.bad, *doc.good):
        is_readable = not (example.is_python or screen(example.body).findings)
        if is_readable and isinstance(example.body, dict):
            yield Case(rule.code, Document(example.document), example.body, options)


@cache
def _pool() -> dict[tuple[Document, tuple[str, ...]], list[Any]]:
    """Return the values of each field in the examples, except those that count as absent."""
    found: dict[tuple[Document, tuple[str, ...]], dict[str, Any]] = {}
    for case in cases():
        for path in places(case.body):
            value = value_at(case.body, path)
            if value not in (None, ""):
                seen = found.setdefault((case.document, _pattern(path)), {})
                seen[json.dumps(value, sort_keys=True)] = value
    return {place: list(values.values()) for place, values in found.items()}


def _pattern(path: Path) -> tuple[str, ...]:
    return tuple("[]" if isinstance(step, int) else step for step in path)


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Return the paths of all values below a value."""
    entries: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for step, entry in entries:
        yield (*path, step)
        yield from places(entry, (*path, step))


def count(every: Iterable[Case]) -> Count:
    """Make each value of the examples unknown in turn, and count the findings."""
    result = Count()
    for case in every:
        checker = _checker(json.dumps(case.options, default=str, sort_keys=True), case)
        for path in places(case.body):
            completed = _completed(checker, case, path)
            if not completed:
                continue
            true = set.intersection(*completed)
            # A place is reported for one cause, which may differ with the value.
            sure = set.intersection(*({key[1:] for key in found} for found in completed))
            reported = _findings(_check_unknown(checker, case, path))
            wrong = {key for key in reported if key[1:] not in sure}
            name = ".".join(map(str, path))
            result.tries += 1
            result.true += len(true)
            result.kept += len(true & reported)
            result.wrong += [(case.rule, name, key) for key in sorted(wrong, key=str)]
            result.lost += [(case.rule, name, key) for key in sorted(true - reported, key=str)]
    return result


_checkers: dict[str, Checker] = {}


def _checker(key: str, case: Case) -> Checker:
    if key not in _checkers:
        _checkers[key] = Checker(pedantic=True, **case.options)
    return _checkers[key]


def _completed(checker: Checker, case: Case, path: Path) -> list[set[Key]]:
    """Yield the findings with each possible value at a path, its own first."""
    values = _pool().get((case.document, _pattern(path)), [])
    own = value_at(case.body, path)
    if own in values:
        values = [own, *values]
    return [
        _findings(checker.check(_with(case.body, path, value), case.document))
        for value in values[: _MOST_COMPLETIONS + 1]
    ]


def _check_unknown(checker: Checker, case: Case, path: Path) -> Report:
    body = _with(case.body, path, MARKER)
    decoded = Decoded(json.dumps(body), body, unknown=Unknowns({path: Unknown()}))
    return checker.check_decoded(decoded, case.document)


def _with(body: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    changed = deepcopy(body)
    value_at(changed, path[:-1])[path[-1]] = deepcopy(value)
    return changed


def _findings(report: Report) -> set[Key]:
    assert not report.internal_errors, report.internal_errors
    return {(v.code, v.pointer, v.missing) for v in report.violations}


def main(codes: list[str]) -> int:
    """Print the counts."""
    result = count(cases(codes))
    if codes or not result.is_good:
        for what, listed in (("false", result.wrong), ("lost", result.lost)):
            for rule, place, (code, pointer, missing) in listed:
                print(f"{what}: {code} at {pointer or '/'} {missing or ''} ({rule}, {place})")
    print(result)
    return 0 if codes or result.is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
