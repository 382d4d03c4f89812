"""Fingerprints: unique, and the same as long as the violation is the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from linkcheck.output.fingerprint import fingerprints
from linkcheck.output.paths import relative
from linkcheck.output.results import Result, Results
from linkcheck.pointer import Span
from linkcheck.report import Report
from linkcheck.violation import Severity, Violation
from tests.output import odd, sample


def _all(results: Results, root: str | None = None) -> list[str]:
    return [fingerprint for row in fingerprints(results, root) for fingerprint in row]


def _one(violation: Violation, file: str = "a.json") -> str:
    (fingerprint,) = _all(Results((Result.about(file, 0, Report(odd.KIND, (violation,))),)))
    return fingerprint


def test_rows_represent_results() -> None:
    rows = fingerprints(sample.RESULTS)
    assert [len(row) for row in rows] == [len(sample.VIOLATIONS), 0]


def test_the_scheme_is_as_it_was() -> None:
    """Baselines and code hosts keep these values. Another scheme needs another name."""
    assert _one(sample.VIOLATIONS[0]) == "9e32fd04bd7c8c727ee661d8cc701dd6:1"


@pytest.mark.parametrize(
    "changes",
    [
        {"message": "Other words."},
        {"severity": Severity.INFO},
        {"name": "renamed"},
        {"fix": None},
        {"docs": ""},
    ],
)
def test_what_does_not_count(changes: dict[str, object]) -> None:
    found = sample.VIOLATIONS[1]
    assert _one(replace(found, **changes)) == _one(found)  # type: ignore[arg-type]
    assert _one(sample.at(found, Span(70, 1, 71, 2))) == _one(found)


@pytest.mark.parametrize(
    "changes", [{"code": "LC902"}, {"pointer": "/user"}, {"missing": "phone_number"}]
)
def test_what_counts(changes: dict[str, object]) -> None:
    found = sample.VIOLATIONS[1]
    assert _one(replace(found, **changes)) != _one(found)  # type: ignore[arg-type]
    assert _one(found, "b.json") != _one(found)


def test_equal_violations_have_ordinals() -> None:
    found = sample.violation("/products", "Wrong.")
    results = tuple(Result.about("a.jsonl", i, Report(odd.KIND, (found, found))) for i in range(2))
    names = _all(Results(results))
    assert len(set(names)) == 4
    assert [name.partition(":")[2] for name in names] == ["1", "2", "3", "4"]
    assert len({name.partition(":")[0] for name in names}) == 1


def test_all_of_a_large_run_are_unique() -> None:
    names = _all(odd.every_rule())
    assert len(names) == len(set(names)) > 200


def test_the_order_of_results_does_not_matter() -> None:
    results = odd.every_rule()
    assert sorted(_all(Results(results.results[::-1]))) == sorted(_all(results))


def test_a_personal_member_name_is_not_hashed() -> None:
    one = sample.violation("/user/jane@example.com", "Unknown.", on_key=True)
    other = sample.violation("/user/john@example.com", "Unknown.", on_key=True)
    assert _one(one) == _one(other)


def test_the_way_to_a_file_does_not_matter(tmp_path: Path) -> None:
    found = sample.VIOLATIONS[0]
    files = ("a.json", "./a.json", "b/../a.json", str(tmp_path / "a.json"))
    names = {
        _all(Results((Result.about(file, 0, Report(odd.KIND, (found,))),)), str(tmp_path))[0]
        for file in files
    }
    assert names == {_one(found)}


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("a.json", "a.json"),
        ("./b/a.json", "b/a.json"),
        ("/r/b/a.json", "b/a.json"),
        ("/r/b/../a.json", "a.json"),
        ("/rest/a.json", "/rest/a.json"),
        ("../a.json", "/a.json"),
        ("<stdin>", "<stdin>"),
    ],
)
def test_relative_names(file: str, shown: str) -> None:
    assert relative(file, "/r") == relative(file, "/r/") == shown


def test_names_are_relative_to_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative(str(tmp_path / "a" / "b.json")) == "a/b.json"
