"""What an unknown value is written as never causes a finding, nor hides one."""

from __future__ import annotations

from typing import Any

import pytest

from linkcheck.engine.origins import Origins
from linkcheck.engine.unknown import Unknown, Unknowns
from linkcheck.pointer import Path
from linkcheck.sources.code.bodies import MARKER
from tests.rules.examples import Body, bodies, paths, with_value

# Strings that rules would report if they read them, and values of other types. Not null, which
# says that a field is not set.
OTHERS = ("", " ", "a@b.c", "${X}", "undefined", "access-production-1", 7, True, [], {"x": 1})


def found(body: Body, path: Path, marker: Any) -> set[tuple[str, Path, str]]:
    """Return what is found with the value at a path unknown, and written as a marker."""
    value = with_value(body.value, path, marker)
    _, findings, crashes, _ = body.checker._find(
        value,
        body.document,
        body.request,
        unknown=Unknowns({path: Unknown()}),
        origins=Origins("python", {}),
    )
    assert not crashes
    return {(rule.code, finding.path, finding.message) for rule, finding in findings}


def differences(step: int) -> list[str]:
    """Return where findings depend on the marker, in every so many places of the examples."""
    cases = [(body, path) for body in bodies() for path in paths(body.value)]
    offenders = []
    for number, (body, path) in enumerate(cases[::step]):
        other = OTHERS[number % len(OTHERS)]
        if found(body, path, MARKER) != found(body, path, other):
            offenders.append(f"{body.rule.code} {path} {other!r}")
    assert len(cases[::step]) > 100
    return offenders


def test_no_finding_depends_on_the_marker() -> None:
    assert differences(step=23) == []


@pytest.mark.exhaustive
def test_no_finding_depends_on_the_marker_anywhere() -> None:
    assert differences(step=1) == []
