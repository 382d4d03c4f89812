"""The hooks for pre-commit: which files they take, and that their commands are ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from identify.identify import tags_from_path
from pre_commit.clientlib import load_manifest

from linkcheck.cli.init import init
from linkcheck.sources.files import SUFFIXES
from tests.docs.shell import calls, parse

ROOT = Path(__file__).resolve().parents[2]
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
}
BY_NAME = ("linkcheck", "linkcheck-fix")
ENDINGS = f"({'|'.join(suffix.removeprefix('.') for suffix in SUFFIXES)})"

WANTED = (
    "body.json",
    "payloads/create link token.json",
    "LINK.JSON",
    "calls.har",
    "log.jsonl",
    "log.ndjson",
    "bodies.yaml",
    "spec/cassettes/link.yml",
    "link.postman_collection.json",
    "README.md",
    "docs/link.markdown",
    "docs/link.mdx",
    "requests/link.http",
    "requests/link.rest",
    "create.sh",
    "notes.txt",
    "app.py",
    "überweisung.json",
)
UNWANTED = (
    "body.json5",
    "body.json.bak",
    "json",
    "package.jsonnet",
    "yaml/app.rb",
    "image.png",
    "Makefile",
    "link_token.json/README",
)
CONFIGURATIONS = ("linkcheck.toml", "pyproject.toml", "services/api/linkcheck.toml")


def takes(hook: dict[str, Any], name: str, folder: Path) -> bool:
    """Whether pre-commit would count a file for a hook, as ``pre_commit.commands.run`` decides."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    tags = tags_from_path(str(path))
    return (
        re.search(hook["files"], name) is not None
        and re.search(hook["exclude"], name) is None
        and tags >= set(hook["types"])
        and not tags & set(hook["exclude_types"])
    )


@pytest.mark.parametrize("name", WANTED)
@pytest.mark.parametrize("hook", HOOKS)
def test_files_that_may_hold_documents_are_taken(tmp_path: Path, hook: str, name: str) -> None:
    assert takes(HOOKS[hook], name, tmp_path)


@pytest.mark.parametrize("name", UNWANTED)
@pytest.mark.parametrize("hook", HOOKS)
def test_other_files_are_not(tmp_path: Path, hook: str, name: str) -> None:
    assert not takes(HOOKS[hook], name, tmp_path)


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_configuration_is_for_the_hook_that_goes_by_it(tmp_path: Path, name: str) -> None:
    assert takes(HOOKS["linkcheck-config"], name, tmp_path)
    assert not any(takes(HOOKS[hook], name, tmp_path) for hook in BY_NAME)


def test_links_are_left_to_the_files_they_lead_to(tmp_path: Path) -> None:
    (tmp_path / "real.json").touch()
    (tmp_path / "link.json").symlink_to("real.json")
    assert not tags_from_path(str(tmp_path / "link.json")) & {"text", "file"}


def test_the_endings_are_those_that_directories_are_searched_for() -> None:
    assert {HOOKS[hook]["files"] for hook in BY_NAME} == {rf"(?i)\.{ENDINGS}$"}
    assert rf"\.{ENDINGS}" in HOOKS["linkcheck-config"]["files"]


@pytest.mark.parametrize("hook", HOOKS)
def test_the_command_is_one_of_ours(hook: str) -> None:
    [arguments] = calls(HOOKS[hook]["entry"])
    parse(arguments)
    # What a user says in `args` comes after it and before the names of files.
    parse([*arguments, "--environment", "production", "a.json"])


def test_required_options_of_a_hook_are_not_in_its_args() -> None:
    assert not any(hook["args"] for hook in HOOKS.values())


@pytest.mark.parametrize("hook", HOOKS)
def test_one_process_writes_one_report(hook: str) -> None:
    assert HOOKS[hook]["require_serial"]


def test_init_writes_the_same_hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    monkeypatch.chdir(tmp_path)
    init(force=False)
    [repo] = yaml.safe_load(Path(".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    [local] = repo["hooks"]
    theirs = HOOKS["linkcheck-config"]
    assert repo["repo"] == "local"
    for key in ("files", "pass_filenames"):
        assert local[key] == theirs[key]
    assert f"python -I -m {local['entry']}" == theirs["entry"]
