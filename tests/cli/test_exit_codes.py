"""The exit codes, and which of several counts."""

from __future__ import annotations

from pathlib import Path

import pytest

import linkcheck.cli.inputs
import linkcheck.cli.source_checker
from linkcheck.engine.runner import InternalError
from linkcheck.output import FORMATS
from linkcheck.report import Report
from tests.cli.conftest import ERROR, Run

CODES = [
    ("clean.json", 0),
    ("error.json", 1),
    ("warning.json", 0),
    ("warning.json --fail-on warning", 1),
    ("warning.json --fail-on info", 1),
    ("error.json --fail-on warning", 1),
    ("error.json --fail-on never", 0),
    ("clean.json --fail-on info", 0),
    ("clean.json error.json warning.json", 1),
    ("error.json --ignore LC104", 0),
    ("error.json --select LC101", 0),
    ("error.json --format json", 1),
    ("error.json --format concise", 1),
    ("error.json --statistics", 1),
    ("error.json -q", 1),
    ("error.json --output-file out.txt", 1),
    ("clean.json --output-file no/such/out.txt", 2),
    ("missing.json", 2),
    ("error.json missing.json", 2),
    ("missing.json --fail-on never", 2),
    ("no-*.json", 2),
    ("clean.json --bogus", 2),
    ("clean.json --format xml", 2),
    ("clean.json --fail-on nothing", 2),
    ("clean.json --select LCX", 2),
    ("clean.json --ignore nonsense", 2),
    ("clean.json --environment development", 2),
    ("clean.json --platform windows", 2),
    ("clean.json --document request", 2),
    ("clean.json --today yesterday", 2),
    ("clean.json --statistics --format json", 2),
    (".", 1),
    ("", 2),
    ("--help", 0),
    ("-h", 0),
    ("--version", 0),
    ("check --help", 0),
    ("rule LC104", 0),
    ("rule unknown-value", 0),
    ("rule LC000", 2),
    ("rule", 2),
    ("rules", 0),
    ("rules --area shapes --severity warning", 0),
    ("rules --area nowhere", 2),
    ("schema", 0),
    ("schema events-webhook", 0),
    ("schema events", 2),
    ("explain error.json", 0),
    ("explain missing.json", 2),
    ("explain .", 2),
    ("explain clean.json --only unsure", 2),
]


@pytest.mark.parametrize(("arguments", "code"), CODES)
@pytest.mark.usefixtures("files")
def test_exit_code(run: Run, arguments: str, code: int) -> None:
    outcome = run(*arguments.split())
    assert outcome.code == code
    assert "Traceback" not in outcome.out + outcome.err
    if code == 2:
        assert outcome.err.strip()
    else:
        assert not outcome.err


@pytest.mark.usefixtures("files")
def test_check_may_be_left_out(run: Run) -> None:
    assert run("check", "error.json") == run("error.json")
    assert run("check", "--format", "json", "error.json") == run("--format", "json", "error.json")


def test_a_crashed_rule_is_reported_and_the_other_findings_are_kept(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from linkcheck.checker import Checker

    whole = Checker.check_decoded

    def crashing(self: Checker, *arguments: object, **options: object) -> Report:
        report = whole(self, *arguments, **options)  # type: ignore[arg-type]
        crash = InternalError("LC999", "KeyError in check, line 12")
        return Report(report.document, report.violations, (crash,))

    monkeypatch.setattr(Checker, "check_decoded", crashing)
    outcome = run("error.json", "missing.json")
    assert outcome.code == 3
    assert "LC104" in outcome.out
    assert "rule LC999 crashed on error.json (KeyError in check, line 12)" in outcome.err
    assert "Traceback" not in outcome.err
    assert (files / "error.json").exists()


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.usefixtures("files")
def test_a_crash_of_the_check_itself_spares_the_other_files(
    run: Run, monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    from linkcheck.checker import Checker

    whole = Checker.check_decoded

    def crashing(self: Checker, decoded: object, *arguments: object, **options: object) -> Report:
        if "xx" in decoded.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("hunter" + str(2))  # a traceback shows this line
        return whole(self, decoded, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Checker, "check_decoded", crashing)
    monkeypatch.setenv("LINKCHECK_DEBUG", "1" if debug else "0")
    outcome = run("error.json", "clean.json")
    assert outcome.code == 3
    assert "1 document in 1 file" in outcome.out
    assert "linkcheck crashed on error.json (ZeroDivisionError)" in outcome.err
    assert ("Traceback" in outcome.err) is debug
    assert "hunter2" not in outcome.err


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.usefixtures("files")
def test_any_other_crash_is_an_internal_error(
    run: Run, monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    def crashing(*_: object) -> None:
        raise ZeroDivisionError("hunter2")

    monkeypatch.setattr(linkcheck.cli.inputs, "discover", crashing)
    monkeypatch.setenv("LINKCHECK_DEBUG", "1" if debug else "0")
    outcome = run("clean.json")
    assert outcome.code == 3
    assert "internal error (ZeroDivisionError)" in outcome.err
    assert ("Traceback" in outcome.err) is debug


@pytest.mark.usefixtures("files")
def test_an_interrupt_ends_the_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(linkcheck.cli.source_checker, "documents", interrupted)
    outcome = run("clean.json")
    assert outcome.code == 130
    assert "Traceback" not in outcome.err


def test_broken_json_is_a_finding_and_unusable_input(files: Path, run: Run) -> None:
    (files / "broken.json").write_text(ERROR[:-1], encoding="utf-8")
    outcome = run("broken.json", "error.json")
    assert outcome.code == 2
    assert "broken.json:1:174: LC001" in outcome.out
    assert "error.json:1:45: LC104" in outcome.out
    assert outcome.err.startswith("linkcheck: broken.json:1:174: ")
    assert outcome.err.count("\n") == 1


def test_unusable_input_is_reported_regardless_of_the_rules(files: Path, run: Run) -> None:
    (files / "broken.json").write_text("{", encoding="utf-8")
    for options in (["--ignore", "LC001"], ["--select", "LC104"], ["--fail-on", "never", "-q"]):
        outcome = run("broken.json", *options)
        assert outcome.code == 2
        assert outcome.err.startswith("linkcheck: broken.json:1:2: ")
        assert "broken.json:1:2: LC001" in outcome.out


FORMAT_CASES = [("clean.json", 0), ("error.json", 1), ("broken.json", 2), ("missing.json", 2)]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_same_exit_codes(files: Path, run: Run, name: str) -> None:
    (files / "broken.json").write_text("{", encoding="utf-8")
    for file, code in FORMAT_CASES:
        assert run(file, "--format", name).code == code
