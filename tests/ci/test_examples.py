"""The pipelines in examples/ci: they follow the schemas of their hosts, and their scripts work."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.ci.pipelines import ROOT, bash, load, program, programs, scripts
from tests.cli.conftest import CLEAN, ERROR
from tests.docs.data import schema

FOLDER = ROOT / "examples" / "ci"
KINDS = {
    "azure-pipelines.yml": "azure-pipelines",
    "github-annotations.yml": "github-workflows",
    "github-code-scanning.yml": "github-workflows",
    "gitlab-ci.yml": "gitlab-ci",
}
WITH_SCRIPTS = sorted(name for name in KINDS if list(scripts(load(FOLDER / name))))
# A pip that notes how it was called: what the examples install is not published.
PYTHON = '#!/bin/sh\nprintf "%s\\n" "$*" >> "$INSTALLED"\n'


def test_all_are_known() -> None:
    assert {path.name for path in FOLDER.iterdir()} == KINDS.keys()


@pytest.mark.parametrize("name", KINDS)
def test_it_follows_the_schema_of_its_host(name: str) -> None:
    Draft7Validator(schema(KINDS[name])).validate(load(FOLDER / name))


@pytest.mark.parametrize("name", KINDS)
def test_it_is_shown_in_the_documentation(name: str) -> None:
    assert f"`examples/ci/{name}`" in (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("body", [CLEAN, ERROR], ids=["clean", "wrong"])
@pytest.mark.parametrize("name", WITH_SCRIPTS)
def test_its_scripts_leave_the_reports_that_it_publishes(
    tmp_path: Path, name: str, body: str
) -> None:
    workspace = tmp_path / "workspace"
    (workspace / ".git").mkdir(parents=True)
    (workspace / "body.json").write_text(body, encoding="utf-8")
    path = _path_without_python(tmp_path)
    installed = tmp_path / "installed.txt"
    script = "\n".join(scripts(load(FOLDER / name)))
    ran = bash(script, workspace, {**os.environ, "PATH": path, "INSTALLED": str(installed)})
    assert ran.code == (1 if body is ERROR else 0), ran.err
    assert "-m pip install" in installed.read_text(encoding="utf-8")
    published = sorted(_published(load(FOLDER / name)))
    assert published
    for report in published:
        assert ("LC104" in (workspace / report).read_text(encoding="utf-8")) is (body is ERROR)


def _path_without_python(folder: Path) -> str:
    """A search path with our linkcheck, where `python` only notes its arguments."""
    bin_ = folder / "bin"
    bin_.mkdir()
    (bin_ / "python").write_text(PYTHON, encoding="utf-8")
    (bin_ / "python").chmod(0o755)
    (bin_ / "linkcheck").symlink_to(Path(programs()) / "linkcheck")
    return f"{bin_}:/usr/bin:/bin"


def _published(value: Any) -> set[str]:
    """The files that a pipeline hands on."""
    return set(re.findall(r"'([\w-]+\.(?:sarif|xml|json))'", str(value)))


def test_github_workflows_have_no_more_rights_than_they_need() -> None:
    own = (ROOT / ".github" / "workflows").glob("*.yml")
    files = [ROOT / "action.yml", *sorted(own), *sorted(FOLDER.glob("github-*.yml"))]
    done = subprocess.run(
        [program("zizmor", "zizmor"), "--offline", "--persona=pedantic", "--format=json", *files],
        text=True,
        capture_output=True,
        check=False,
    )
    assert json.loads(done.stdout) == []
    assert done.returncode == 0
