"""The weekly comparison with the newest plaid-python."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from pathlib import Path

from jsonschema import Draft7Validator

from tests.ci.pipelines import EXPRESSION, ROOT, bash, load, scripts
from tests.docs.data import schema

FILE = ROOT / ".github" / "workflows" / "api-drift.yml"
WORKFLOW = load(FILE)


def test_it_follows_the_schema_of_github() -> None:
    Draft7Validator(schema("github-workflows")).validate(WORKFLOW)


def test_it_may_only_read_and_uses_what_is_pinned() -> None:
    text = FILE.read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert [u for u in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", u)] == []
    assert WORKFLOW["permissions"] == {}
    assert [job["permissions"] for job in WORKFLOW["jobs"].values()] == [{"contents": "read"}]
    assert EXPRESSION.search(text) is None
    assert WORKFLOW["on"]["schedule"]


def test_it_fails_if_something_is_to_be_decided(tmp_path: Path) -> None:
    assert list(scripts(WORKFLOW)) == [".ci/drift"]
    spec = importlib.util.find_spec("plaid")
    assert spec is not None
    assert spec.origin is not None
    found = Path(spec.origin).parent
    package = tmp_path / "plaid" / "plaid"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text((found / "__init__.py").read_text("utf-8"), "utf-8")
    # A pip that gets what lies ready, in place of the newest release.
    folder = tmp_path / "bin"
    folder.mkdir()
    copy, run = f'cp -R "{package.parent}" "$7"', f'exec {sys.executable} "$@"'
    program = f'#!/bin/bash\nif [ "$2" = pip ]; then {copy}; else {run}; fi\n'
    (folder / "python3").write_text(program, encoding="utf-8")
    (folder / "python3").chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    assert bash(".ci/drift", ROOT, environment).code == 2  # no models
    for model in (found / "model").glob("*.py"):
        text = model.read_text("utf-8")
        if model.name == "link_session_finished_webhook.py":
            text = text.replace("success", "won")
        (package / "model" / model.name).write_text(text, "utf-8")
    ran = bash(".ci/drift", ROOT, environment)
    assert ran.code == 1
    assert re.search(r"^session-finished-webhook \.status: description: .*\+won", ran.out, re.M)
