"""What tools/mutation_test.py keeps of the run under coverage, and when it runs tests again."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The tool, over a small project, whose runs under coverage are noted in ``ran``."""
    monkeypatch.syspath_prepend(str(TOOLS))
    import mutation_test

    for name in ("mutation_test", "mutants"):
        monkeypatch.setitem(sys.modules, name, sys.modules[name])
    for name, text in {
        "rules/auth.py": "A = 1",
        "tests/shared.py": "",
        "tests/test_a.py": "",
        "tests/sub/test_b.py": "",
        "tests/docs/test_left_out.py": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(mutation_test, "ROOT", tmp_path)
    monkeypatch.setattr(mutation_test, "CACHE", tmp_path / ".mutation" / "coverage.json")
    ran: list[list[str]] = []

    def watch(tests: list[str], found: Path) -> int:
        ran.append(tests)
        files = ["tests/test_a.py", "tests/sub/test_b.py"] if tests == ["tests"] else tests
        lines = {"7": list(range(len(files)))}
        known = {"seconds": {f"{f}::test": 0.5 for f in files}, "tests": {"rules/auth.py": lines}}
        found.write_text(json.dumps(known), encoding="utf-8")
        return 0

    monkeypatch.setattr(mutation_test, "_watch", watch)
    monkeypatch.setattr(mutation_test, "_in_child", lambda work: work())
    mutation_test.ran = ran
    return mutation_test


def who_runs_line_7(tool: Any) -> set[str]:
    known = tool.known(["tests"])
    names = list(known.seconds)
    return {names[n].partition("::")[0] for n in known.tests["rules/auth.py"]["7"]}


BOTH = {"tests/test_a.py", "tests/sub/test_b.py"}


def test_nothing_runs_again_while_nothing_changes(tool: Any) -> None:
    assert who_runs_line_7(tool) == BOTH
    assert who_runs_line_7(tool) == BOTH
    assert tool.ran == [["tests"]]


def test_a_file_of_tests_that_changes_runs_again(tool: Any) -> None:
    tool.known(["tests"])
    (tool.ROOT / "tests/test_a.py").write_text("# new", encoding="utf-8")
    assert who_runs_line_7(tool) == BOTH
    assert tool.ran == [["tests"], ["tests/test_a.py"]]


def test_a_new_file_of_tests_runs_and_one_that_is_gone_is_forgotten(tool: Any) -> None:
    tool.known(["tests"])
    (tool.ROOT / "tests/test_a.py").unlink()
    (tool.ROOT / "tests/test_c.py").write_text("", encoding="utf-8")
    assert who_runs_line_7(tool) == {"tests/sub/test_b.py", "tests/test_c.py"}
    assert tool.ran == [["tests"], ["tests/test_c.py"]]


def test_tests_that_are_left_out_are_no_reason_to_run(tool: Any) -> None:
    tool.known(["tests"])
    (tool.ROOT / "tests/docs/test_left_out.py").write_text("# new", encoding="utf-8")
    assert who_runs_line_7(tool) == BOTH
    assert tool.ran == [["tests"]]


@pytest.mark.parametrize("changed", ["rules/auth.py", "tests/shared.py"])
def test_all_tests_run_again_when_what_they_use_changes(tool: Any, changed: str) -> None:
    tool.known(["tests"])
    (tool.ROOT / changed).write_text("# new", encoding="utf-8")
    assert who_runs_line_7(tool) == BOTH
    assert tool.ran == [["tests"], ["tests"]]


def test_all_tests_run_again_when_others_are_asked_for(tool: Any) -> None:
    tool.known(["tests"])
    tool.known(["tests/sub"])
    assert tool.ran == [["tests"], ["tests/sub"]]
