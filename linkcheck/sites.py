"""Violations at request sites: what is wrong with the requests that source code builds.

A site has a request as it is in each world of the code. What is wrong in all of them, or in all of
one branch, is a violation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol

from linkcheck import fixes
from linkcheck.engine.ordering import related_paths, target
from linkcheck.engine.worlds import occurrences
from linkcheck.pointer import tokens
from linkcheck.report import Report
from linkcheck.sources.code.places import span_of
from linkcheck.sources.lines import Lines
from linkcheck.violation import Branch, Related, Violation, to_violations

if TYPE_CHECKING:
    from linkcheck.documents import Document
    from linkcheck.engine.origins import Origins
    from linkcheck.engine.rule import Found
    from linkcheck.engine.runner import InternalError
    from linkcheck.engine.unknown import Unknowns
    from linkcheck.sources.code import Site, World
    from linkcheck.sources.content import Decoded

_CALL = "the request is sent here"

_Key = tuple[Any, ...]


class Find(Protocol):
    """Finds what is wrong with a value; see ``Pipeline``."""

    def __call__(
        self,
        value: Any,
        document: Document | None,
        request: None,
        facts: Mapping[str, Any],
        *,
        unknown: Unknowns,
        origins: Origins,
    ) -> tuple[Document, list[Found], list[InternalError], Any]:
        """Return the kind of a document, the findings, the crashes of rules, and the value."""


def check_site(site: Site, content: Decoded, kind: Document, find: Find) -> Report:
    """Return the report on a request that source code builds, in each of its worlds."""
    found: list[list[Found]] = []
    crashes: dict[InternalError, None] = {}
    known: dict[str, list[Found]] = {}
    for body, _, facts in site.worlds:
        # Equal inputs give equal findings. Unlike ==, repr keeps 1 and True apart.
        inputs = repr((body.value, facts, body.unknown, body.origins))
        if inputs not in known:
            _, known[inputs], crashed, _ = find(
                body.value, kind, None, facts, unknown=body.unknown, origins=body.origins
            )
            crashes.update(dict.fromkeys(crashed))
        found.append(known[inputs])
    violations = violations_at(site, content, found, kind)
    fixes.settle_none(violations)  # source code is not edited
    return Report(str(kind), violations, tuple(crashes))


def violations_at(
    site: Site, content: Decoded, found: Iterable[Sequence[Found]], kind: Document
) -> tuple[Violation, ...]:
    """Return the violations at a site, in the order of the file.

    ``found`` has the findings in each world of the site, and ``content`` the text of the file.
    """
    lines = content.lines or Lines(content.text, content.first_line)
    placed = [
        _placed(pairs, world, site, lines) for world, pairs in zip(site.worlds, found, strict=True)
    ]
    conditions = [world.conditions for world in site.worlds]
    violations: list[Violation] = []
    for key, when in occurrences(conditions, placed, is_complete=site.is_complete).items():
        having = [index for index, own in enumerate(placed) if key in own]
        mildest = max(having, key=lambda index: _rank(placed[index][key]))
        violation = _violation(placed[mildest][key], site.worlds[mildest], site, lines, kind)
        branches = None if when is None else tuple(Branch(c.text, c.is_true) for c in when)
        violations.append(replace(violation, when=branches, source_language=site.language))
    return tuple(sorted(violations, key=_place))


def _placed(pairs: Sequence[Found], world: World, site: Site, lines: Lines) -> dict[_Key, Found]:
    """Return the findings in a world by what they have in common with those in others.

    That is the place, not the pointer: an index in it can differ. A rule can find several things at
    one place; only their messages differ.
    """
    found: dict[_Key, Found] = {}
    for pair in pairs:
        rule, finding = pair
        span = span_of(target(finding), world.body, site, lines)
        names = tuple(step for step in finding.path if isinstance(step, str))
        number = 0
        while other := found.get(key := (rule.code, span, names, finding.missing, number)):
            if other[1].message == finding.message:
                break
            number += 1
        found.setdefault(key, pair)
    return found


def _rank(pair: Found) -> int:
    return (pair[1].severity or pair[0].severity).rank


def _violation(pair: Found, world: World, site: Site, lines: Lines, kind: Document) -> Violation:
    """Return the violation of a finding in one world."""
    paths = related_paths(world.body.value, [pair])
    targets = [target(pair[1]), *((path, "value") for path in paths.values())]
    place, *places = [span_of(target, world.body, site, lines) for target in targets]
    [violation] = to_violations([pair], kind, [place], dict(zip(paths, places, strict=True)))
    if targets[0][1] != "value" and site.span.encloses(place):
        return violation
    call = Related("", _CALL, None, *site.span)
    return replace(violation, related=(*violation.related, call))


def _place(violation: Violation) -> tuple[int, int, str]:
    return violation.line or 0, violation.column or 0, violation.code


def without_repeats(reports: Sequence[Report]) -> list[Report]:
    """Return the reports on the sites of a file, with one violation for each literal.

    Several requests can share a literal. Its violation is related to all of their calls, except
    those for which it is suppressed.
    """
    kept = _first_ones([report.violations for report in reports])
    known = {_key(violation) for row in kept for violation in row}
    suppressed = _first_ones(
        [tuple(v for v in report.suppressed if _key(v) not in known) for report in reports]
    )
    return [
        Report(report.document, violations, report.internal_errors, hidden)
        for report, violations, hidden in zip(reports, kept, suppressed, strict=True)
    ]


def _first_ones(rows: Sequence[tuple[Violation, ...]]) -> list[tuple[Violation, ...]]:
    """Return the violations of each report without those that an earlier one has."""
    first: dict[_Key, Violation] = {}
    for row in rows:
        for violation in row:
            key = _key(violation)
            first[key] = _joined(first[key], violation) if key in first else violation
    return [tuple(first.pop(key) for key in map(_key, row) if key in first) for row in rows]


def _key(violation: Violation) -> _Key:
    """Return what violations at one place of a file have in common."""
    names = tuple(step for step in tokens(violation.pointer) if not step.isdecimal())
    about = (violation.code, violation.span, names, violation.missing)
    return *about, violation.document, violation.message


def _joined(violation: Violation, other: Violation) -> Violation:
    """Return a violation that is also one of another request."""
    added = tuple(place for place in other.related if place not in violation.related)
    when = None if other.when is None else violation.when
    return replace(violation, related=violation.related + added, when=when)


def in_file_order(reports: Sequence[Report]) -> Iterator[tuple[int, Report]]:
    """Yield the reports on the sites of a file with the indexes of the sites.

    The violations of all are in the order of the file; where those of several sites alternate,
    there are several reports on a site.
    """
    for index, report in enumerate(reports):
        if not report.violations:
            yield index, report
    placed = [(index, v) for index, report in enumerate(reports) for v in report.violations]
    placed.sort(key=lambda pair: _place(pair[1]))
    rest = [(report.internal_errors, report.suppressed) for report in reports]
    for index, pairs in groupby(placed, key=itemgetter(0)):
        found = tuple(violation for _, violation in pairs)
        yield index, Report(reports[index].document, found, *rest[index])
        rest[index] = (), ()
