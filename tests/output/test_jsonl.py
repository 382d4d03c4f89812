"""JSON Lines: the objects of ``--format json``, one a line."""

from __future__ import annotations

import json

import pytest

from linkcheck.output import renderer
from linkcheck.output.results import Options, Results
from tests.output import odd, sample


@pytest.mark.parametrize("name", odd.RUNS)
def test_lines_are_the_violations_of_json(name: str) -> None:
    results = odd.RUNS[name]
    lines = odd.written("jsonl", results).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(odd.written("json", results))[
        "violations"
    ]
    assert len(lines) == len(results.violations)


def test_each_violation_is_written_at_once() -> None:
    pieces = list(renderer("jsonl")(sample.RESULTS, Options()))
    assert len(pieces) == len(sample.VIOLATIONS)
    assert all(piece.endswith("}\n") and piece.count("\n") == 1 for piece in pieces)


def test_results_may_be_written_one_by_one() -> None:
    whole = odd.written("jsonl", odd.odd())
    assert whole == "".join(odd.written("jsonl", Results((r,))) for r in odd.odd().results)
