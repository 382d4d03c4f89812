"""``linkcheck rule``, ``rules``, ``schema`` and ``explain``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from linkcheck.documents import Document
from linkcheck.engine import catalog
from tests.cli.conftest import CLEAN, Run


def test_rule_shows_the_whole_documentation(run: Run) -> None:
    rule = catalog.find("LC104")
    page = run("rule", "lc104").out
    assert page.startswith("LC104 unknown-value\nerror, documented, area shapes\n")
    for part in ("\nWhy: ", "\nBad:\n    {\n", "\nGood:\n    {\n", "Applies to: "):
        assert part in page
    assert run("rule", rule.name).out == page


def test_every_rule_has_a_page(run: Run) -> None:
    for rule in catalog.rules():
        outcome = run("rule", rule.code)
        assert outcome.code == 0, rule.code
        assert outcome.out.startswith(f"{rule.code} {rule.name}\n")
        assert "\nWhy: " in outcome.out, rule.code


def test_rule_as_json(run: Run) -> None:
    shown = json.loads(run("rule", "LC104", "--format", "json").out)
    assert (shown["code"], shown["name"], shown["severity"]) == ("LC104", "unknown-value", "error")
    assert shown["what"]
    assert shown["why"]
    assert shown["bad"]
    assert shown["good"]
    assert "link-token-create-request" in shown["documents"]


def test_examples_of_python_values_are_shown_as_python(run: Run) -> None:
    assert "\n    {'client_name': b'Wonderwallet'}\n" in run("rule", "LC008").out
    assert json.loads(run("rule", "LC007", "--format", "json").out)["bad"] == [
        "{'client_name': 'Wonderwallet', 1: 'one'}"
    ]


def test_an_unknown_rule_is_refused_with_a_suggestion(run: Run) -> None:
    outcome = run("rule", "unknown-values")
    assert outcome.code == 2
    assert "Unknown rule `unknown-values`. Did you mean `unknown-value`?" in outcome.err


def test_rules_lists_all(run: Run) -> None:
    lines = run("rules").out.splitlines()
    rules = catalog.rules()
    assert [line.split()[0] for line in lines[:-1]] == [rule.code for rule in rules]
    assert lines[-1].startswith(f"{len(rules)} rules.")


def test_rules_as_json(run: Run) -> None:
    listed = json.loads(run("rules", "--format", "json").out)
    assert [entry["code"] for entry in listed] == [rule.code for rule in catalog.rules()]


def test_rules_can_be_filtered(run: Run) -> None:
    listed = json.loads(
        run("rules", "--area", "shapes", "--severity", "warning", "--format", "json").out
    )
    assert {(e["area"], e["severity"]) for e in listed} == {("shapes", "warning")}


def test_custom_rules_are_shown(tmp_path: Path, run: Run) -> None:
    config = Path(__file__).parents[2] / "examples" / "house-rules" / "linkcheck.toml"
    page = run("rule", "ACME001", "--config", str(config))
    assert (page.code, page.err) == (0, "")
    assert page.out.startswith("ACME001 hosted-link-without-webhook\n")
    assert run("rule", "ACME100", "--config", str(config)).code == 0
    listed = json.loads(run("rules", "--config", str(config), "--format", "json").out)
    codes = [entry["code"] for entry in listed]
    assert codes[-3:] == ["ACME001", "ACME002", "ACME100"]
    assert run("rule", "ACME001", "--no-config").code == 2
    broken = tmp_path / "broken.toml"
    broken.write_text("colour = 1", encoding="utf-8")
    for arguments in (["rules"], ["rule", "ACME001"]):
        outcome = run(*arguments, "--config", str(broken))
        assert outcome.code == 2
        assert "unknown key `colour`" in outcome.err
    assert run("rule", "LC104", "--config", str(broken)).code == 0


def test_an_unknown_area_is_refused_with_a_suggestion(run: Run) -> None:
    assert "did you mean `shapes`?" in run("rules", "--area", "shape").err


def test_schema_lists_the_kinds(run: Run) -> None:
    assert run("schema").out.split() == [str(kind) for kind in Document]


@pytest.mark.parametrize("kind", list(Document))
def test_schema_is_complete_in_itself(run: Run, kind: Document) -> None:
    schema = json.loads(run("schema", str(kind)).out)
    Draft202012Validator.check_schema(schema)
    assert '"$ref"' not in json.dumps(schema)
    if kind is Document.CREATE_REQUEST:
        Draft202012Validator(schema).validate(json.loads(CLEAN))


@pytest.mark.usefixtures("files")
def test_explain_groups_all_rules(run: Run) -> None:
    total = len([r for r in catalog.rules() if r.severity != "info"])
    out = run("explain", "error.json").out
    counts = [line.split(": ")[1] for line in out.splitlines() if line.endswith(" rules")]
    assert len(counts) == 3
    assert {count.split(" of ")[1] for count in counts} == {f"{total} rules"}
    assert sum(int(count.split(" of ")[0]) for count in counts) == total
    assert "LC104" in out.split("\n\n")[0]


@pytest.mark.usefixtures("files")
def test_explain_can_show_one_status(run: Run) -> None:
    shown = json.loads(run("explain", "error.json", "--only", "fail", "--format", "json").out)
    assert [(e["code"], e["status"]) for e in shown] == [("LC104", "fail")]
    resting = run("explain", "error.json", "--only", "not-applicable,fail").out
    assert "Passed" not in resting
    assert "Not applicable: " in resting


@pytest.mark.usefixtures("files")
def test_explain_reads_standard_input(run: Run) -> None:
    assert run("explain", "-", stdin=CLEAN.encode()).out == run("explain", "clean.json").out


def test_explain_reports_why_a_file_cannot_be_read(files: Path, run: Run) -> None:
    (files / "broken.json").write_text('{\n"a": 1,}', encoding="utf-8")
    outcome = run("explain", "broken.json")
    assert outcome.code == 2
    assert "broken.json:2:7: trailing comma before `}`; delete the comma" in outcome.err


def test_explain_wants_one_file(files: Path, run: Run) -> None:
    assert "name one file" in run("explain", str(files)).err


@pytest.mark.usefixtures("files")
def test_an_unknown_status_is_refused(run: Run) -> None:
    assert "did you mean `pass`?" in run("explain", "clean.json", "--only", "passe").err
    assert "use one of" in run("explain", "clean.json", "--only", "xyz").err
