"""The baseline: what is hidden, what is stale, what survives which edits."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.cli import baseline_file as baseline
from linkcheck.cli.baseline_file import Baseline
from linkcheck.config import ConfigError
from linkcheck.documents import BASES
from linkcheck.engine.runner import InternalError
from linkcheck.output.results import Result, Results

REQUEST = BASES["request"][1]
OVERLAP = {**REQUEST, "optional_products": ["auth"]}  # LC301
UNKNOWN = {**REQUEST, "jane.doe@example.com": 1}  # LC101
CHECKER = Checker()


def results(**files: list[Any]) -> Results:
    """The results of files of documents; ``a`` is the file ``a.json``."""
    return Results(
        tuple(
            Result.about(f"{name}.json", index, CHECKER.check(copy.deepcopy(body)))
            for name, bodies in files.items()
            for index, body in enumerate(bodies)
        )
    )


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in "abc":
        (tmp_path / f"{name}.json").touch()
    return tmp_path


def known(folder: Path, found: Results) -> Baseline:
    """The baseline of some results, written and read again."""
    path = folder / baseline.FILE_NAME
    path.write_text(baseline.write(found), encoding="utf-8")
    return baseline.read(path)


def left(found: Results) -> list[tuple[str, int, str]]:
    return [(r.file, r.position, v.code) for r in found.results for v in r.violations]


def test_what_is_known_is_hidden(folder: Path) -> None:
    found = results(a=[OVERLAP, UNKNOWN], b=[OVERLAP], c=[REQUEST])
    base = known(folder, found)
    assert len(base) == 3
    applied = baseline.apply(found, base)
    assert left(applied.results) == []
    assert (applied.hidden, applied.stale) == (3, ())
    assert (applied.results.documents, applied.results.files) == (4, 3)


def test_what_is_new_is_left(folder: Path) -> None:
    base = known(folder, results(a=[OVERLAP]))
    both = {**OVERLAP, **UNKNOWN}
    assert left(baseline.apply(results(a=[both]), base).results) == [("a.json", 0, "LC101")]
    assert left(baseline.apply(results(b=[OVERLAP]), base).results) == [("b.json", 0, "LC301")]
    other = {**REQUEST, "required_if_supported_products": ["auth"]}
    assert left(baseline.apply(results(a=[other]), base).results) == [("a.json", 0, "LC301")]
    twice = baseline.apply(results(a=[OVERLAP, OVERLAP]), base)
    assert (left(twice.results), twice.hidden) == ([("a.json", 1, "LC301")], 1)


def test_other_documents_members_and_lines_do_not_matter(folder: Path) -> None:
    base = known(folder, results(a=[OVERLAP, UNKNOWN, REQUEST]))
    assert left(baseline.apply(results(a=[UNKNOWN, REQUEST, OVERLAP]), base).results) == []
    grown = {"webhook": "https://example.com/hook", **OVERLAP}
    again = Results(
        (
            Result.about("a.json", 0, CHECKER.check(json.dumps(REQUEST))),
            Result.about("a.json", 1, CHECKER.check("\n\n" + json.dumps(grown, indent=4))),
            Result.about("a.json", 2, CHECKER.check(json.dumps(UNKNOWN))),
        )
    )
    applied = baseline.apply(again, base)
    assert (left(applied.results), applied.stale) == ([], ())


def test_the_text_does_not_depend_on_the_order_of_documents_and_files() -> None:
    one = baseline.write(results(a=[OVERLAP, UNKNOWN], b=[OVERLAP]))
    other = baseline.write(results(b=[OVERLAP], a=[UNKNOWN, OVERLAP]))
    assert one == other
    assert one.endswith("}\n")


def test_the_format(folder: Path) -> None:
    contents = json.loads(baseline.write(results(a=[OVERLAP, OVERLAP, UNKNOWN], c=[REQUEST])))
    assert contents["version"] == 1
    assert list(contents["files"]) == ["a.json"]
    entry = contents["files"]["a.json"]
    assert entry["count"] == 3
    kinds = sorted((k["code"], k["count"]) for k in entry["known"].values())
    assert kinds == [("LC101", 1), ("LC301", 2)]
    assert "jane" not in json.dumps(contents)


def test_the_example_of_the_page_can_be_read(folder: Path) -> None:
    page = Path(__file__).parents[1] / "docs" / "baseline.md"
    text = page.read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0]
    (folder / "x.json").write_text(text, encoding="utf-8")
    base = baseline.read(folder / "x.json")
    assert len(base) == 3
    assert baseline.dump(base.known) == text


def test_files_are_named_relative_to_the_baseline(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = known(folder, results(a=[OVERLAP]))
    (folder / "sub").mkdir()
    monkeypatch.chdir(folder / "sub")
    for name in ("../a.json", str(folder / "a.json")):
        elsewhere = Results((Result.about(name, 0, CHECKER.check(OVERLAP)),))
        assert left(baseline.apply(elsewhere, base).results) == []
        assert baseline.write(elsewhere, str(folder)) == baseline.dump(base.known)


# -- stale entries ---------------------------------------------------------------------------------


def stale(applied: baseline.Applied) -> list[tuple[str, str, int, int]]:
    return [(s.entry.file, s.entry.code, s.known, s.found) for s in applied.stale]


def test_what_is_gone_is_stale_and_pruned(folder: Path) -> None:
    base = known(folder, results(a=[OVERLAP, OVERLAP, UNKNOWN], b=[OVERLAP]))
    now = results(a=[OVERLAP, REQUEST, REQUEST], b=[REQUEST])
    applied = baseline.apply(now, base)
    assert sorted(stale(applied)) == [
        ("a.json", "LC101", 1, 0),
        ("a.json", "LC301", 2, 1),
        ("b.json", "LC301", 1, 0),
    ]
    pruned = baseline.prune(base, applied.stale)
    assert pruned == baseline.write(now)
    assert list(json.loads(pruned)["files"]) == ["a.json"]


def test_only_files_that_were_checked_or_are_gone_have_stale_entries(folder: Path) -> None:
    base = known(folder, results(a=[OVERLAP], b=[OVERLAP]))
    assert stale(baseline.apply(results(a=[OVERLAP]), base)) == []
    (folder / "b.json").unlink()
    assert stale(baseline.apply(results(a=[OVERLAP]), base)) == [("b.json", "LC301", 1, 0)]


def test_standard_input_is_not_gone(folder: Path) -> None:
    found = Results((Result.about("<stdin>", 0, CHECKER.check(OVERLAP)),))
    assert stale(baseline.apply(results(a=[REQUEST]), known(folder, found))) == []


def test_only_rules_that_ran_have_stale_entries(folder: Path) -> None:
    base = known(folder, results(a=[{**OVERLAP, **UNKNOWN}]))
    applied = baseline.apply(results(a=[REQUEST]), base, rules={"LC101"})
    assert stale(applied) == [("a.json", "LC101", 1, 0)]


def test_a_file_that_could_not_be_checked_has_no_stale_entries(folder: Path) -> None:
    base = known(folder, results(a=[OVERLAP, OVERLAP]))
    broken = Results((Result.about("a.json", 0, CHECKER.check("{")),))
    applied = baseline.apply(broken, base)
    assert (left(applied.results), stale(applied)) == ([("a.json", 0, "LC001")], [])
    report = CHECKER.check(REQUEST)
    crashed = type(report)(report.document, (), (InternalError("LC301", "KeyError"),))
    assert stale(baseline.apply(Results((Result.about("a.json", 0, crashed),)), base)) == []
    half = baseline.Filter(base)
    half.hide(Result.about("a.json", 0, CHECKER.check(OVERLAP)))
    assert [s.found for s in half.stale()] == [1]
    half.doubt("a.json")
    assert half.stale() == ()


# -- reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (None, "cannot be read", None),
        ("{\n  x", "is no JSON", 2),
        ("\xff", "is no JSON", None),
        ("[]", "is no baseline", None),
        ('{"files": {}}', "is no baseline", None),
        ('{"version": 2, "files": {}}', "is for another version", None),
        ('{"version": 1}', "is a broken baseline", None),
        ('{"version": 1, "files": []}', "is a broken baseline", None),
        ('{"version": 1, "files": {"a": {"known": {}}}}', "is a broken baseline", None),
        (
            '{"version": 1, "files": {"a": {"count": 2, "known": {"f": {"code": "A", "count": 1}}}'
            "}}",
            "is a broken baseline",
            None,
        ),
        (
            '{"version": 1, "files": {"a": {"count": 0, "known": {"f": {"code": 1, "count": 0}}}}}',
            "is a broken baseline",
            None,
        ),
    ],
)
def test_baselines_that_cannot_be_read(
    folder: Path, text: str | None, message: str, line: int | None
) -> None:
    path = folder / "known.json"
    if text is not None:
        path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError, match=message) as caught:
        baseline.read(path)
    assert (caught.value.file, caught.value.line) == (str(path), line)


def test_an_empty_baseline(folder: Path) -> None:
    text = baseline.write(results(a=[REQUEST]))
    assert json.loads(text) == {"version": 1, "files": {}}
    (folder / "known.json").write_text(text, encoding="utf-8")
    assert len(baseline.read(folder / "known.json")) == 0
