"""Whose plug-ins load: SECURITY.md has the promise, docs/configuration.md the rules."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import linkcheck
from linkcheck.config import ConfigError, Resolver
from linkcheck.sources.repository import root_of
from tests.cli.conftest import CLEAN, ERROR, Run
from tests.cli.conftest import _no_house_rules as _no_house_rules
from tests.cli.conftest import run as run
from tests.config.files import write

PLUGIN = """
from pathlib import Path
from linkcheck.engine.rule import at, rule
Path(__file__).with_name("loaded").touch()

@rule("ACME001", "acme-rule", area="acme")
def check(request):
    '''Finds something.

    Why: It does.
    '''
    yield at("client_name", message="Found by the house.")
"""
NAMES = 'plugins = ["house.py"]'


class Place:
    """A tree of folders, with a plug-in in each that has a configuration."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, text: str = NAMES, *, git: bool = False) -> Path:
        """Make a folder with a body, a plug-in and, if there is text, a configuration."""
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "body.json").write_text(CLEAN, encoding="utf-8")
        (folder / "house.py").write_text(PLUGIN, encoding="utf-8")
        if text:
            write(folder, linkcheck=text)
        if git:
            (folder / ".git").mkdir()
        return folder

    def loaded(self) -> set[Path]:
        """The folders whose plug-ins were loaded."""
        return {mark.parent for mark in self.folder.rglob("loaded")}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


Setup = Callable[[Place], tuple[Path, str]]
"""Makes folders; gives the current one, and the file to check from there."""


def _no_repository(place: Place) -> tuple[Path, str]:
    return place.add("project"), "body.json"


def _root(place: Place) -> tuple[Path, str]:
    return place.add("repo", git=True), "body.json"


def _from_below_the_root(place: Place) -> tuple[Path, str]:
    place.add("repo", git=True)
    return place.add("repo/sub", ""), "body.json"


def _beside_below_the_root(place: Place) -> tuple[Path, str]:
    place.add("repo", git=True)
    place.add("repo/other", "")
    return place.add("repo/sub", ""), "../other/body.json"


def _worktree(place: Place) -> tuple[Path, str]:
    folder = place.add("repo")
    (folder / ".git").write_text("gitdir: ../main/.git/worktrees/repo\n", encoding="utf-8")
    return folder, "body.json"


def _pyproject(place: Place) -> tuple[Path, str]:
    folder = place.add("repo", "", git=True)
    write(folder, pyproject=f"[tool.linkcheck]\n{NAMES}")
    return folder, "body.json"


def _extended_elsewhere(place: Place) -> tuple[Path, str]:
    place.add("shared")
    return place.add("repo", 'extend = "../shared/linkcheck.toml"', git=True), "body.json"


def _nested_extends_the_root(place: Place) -> tuple[Path, str]:
    place.add("repo/sub", 'extend = "../linkcheck.toml"\nplugins = []')
    return place.add("repo", git=True), "sub/body.json"


def _root_is_a_link_to_a_file(place: Place) -> tuple[Path, str]:
    folder = place.add("repo", "", git=True)
    write(place.folder, shared=NAMES)
    (folder / "linkcheck.toml").symlink_to("../shared.toml")
    return folder, "body.json"


def _file_by_a_link_to_the_root(place: Place) -> tuple[Path, str]:
    folder = place.add("repo", git=True)
    (place.folder / "link").symlink_to(folder)
    return folder, str(place.folder / "link" / "body.json")


TRUSTED: list[Setup] = [
    *(_no_repository, _root, _from_below_the_root, _beside_below_the_root, _worktree, _pyproject),
    *(_extended_elsewhere, _nested_extends_the_root, _root_is_a_link_to_a_file),
    _file_by_a_link_to_the_root,
]


def _above_without_a_repository(place: Place) -> tuple[Path, str]:
    place.add("")
    return place.add("project", ""), "body.json"


def _above_the_repository(place: Place) -> tuple[Path, str]:
    place.add("")
    return place.add("repo", "", git=True), "body.json"


def _nested(place: Place) -> tuple[Path, str]:
    place.add("repo/payloads")
    return place.add("repo", git=True), "payloads/body.json"


def _nested_without_one_at_the_root(place: Place) -> tuple[Path, str]:
    place.add("repo/payloads")
    return place.add("repo", "", git=True), "payloads/body.json"


def _in_the_nested_folder(place: Place) -> tuple[Path, str]:
    place.add("repo", "", git=True)
    return place.add("repo/payloads"), "body.json"


def _other_repository(place: Place) -> tuple[Path, str]:
    place.add("other", git=True)
    return place.add("repo", git=True), "../other/body.json"


def _submodule(place: Place) -> tuple[Path, str]:
    place.add("repo/module")
    (place.folder / "repo/module/.git").write_text("gitdir: ../.git/modules/module\n")
    return place.add("repo", git=True), "module/body.json"


def _in_a_submodule(place: Place) -> tuple[Path, str]:
    place.add("repo", git=True)
    folder = place.add("repo/module", "")
    (folder / ".git").write_text("gitdir: ../.git/modules/module\n", encoding="utf-8")
    return folder, "body.json"


def _entry_points(place: Place) -> tuple[Path, str]:
    place.add("repo/payloads", 'plugins = ["*"]')
    return place.add("repo", git=True), "payloads/body.json"


def _nested_extends_another(place: Place) -> tuple[Path, str]:
    place.add("repo/other")
    place.add("repo/sub", 'extend = "../other/linkcheck.toml"')
    return place.add("repo", git=True), "sub/body.json"


def _nested_is_a_link_to_the_root(place: Place) -> tuple[Path, str]:
    """The same file, but its plug-in is looked for in the nested folder."""
    folder = place.add("repo", git=True)
    place.add("repo/payloads", "")
    (folder / "payloads" / "linkcheck.toml").symlink_to("../linkcheck.toml")
    return folder, "payloads/body.json"


def _pyproject_beside_the_root(place: Place) -> tuple[Path, str]:
    folder = place.add("repo", "", git=True)
    write(folder, pyproject="[tool.linkcheck]", payloads__pyproject=f"[tool.linkcheck]\n{NAMES}")
    place.add("repo/payloads", "")
    return folder, "payloads/body.json"


def _link_out_of_the_repository(place: Place) -> tuple[Path, str]:
    place.add("elsewhere")
    folder = place.add("repo", git=True)
    (folder / "link").symlink_to("../elsewhere")
    return folder, "link/body.json"


DISTRUSTED: list[Setup] = [
    *(_above_without_a_repository, _above_the_repository, _nested, _nested_without_one_at_the_root),
    *(_in_the_nested_folder, _other_repository, _submodule, _in_a_submodule, _entry_points),
    *(_nested_extends_another, _nested_is_a_link_to_the_root, _pyproject_beside_the_root),
    _link_out_of_the_repository,
]


def _named(setup: Setup) -> str:
    return setup.__name__.strip("_")


@pytest.mark.parametrize("setup", TRUSTED, ids=_named)
def test_plugins_that_load(
    place: Place, run: Run, monkeypatch: pytest.MonkeyPatch, setup: Setup
) -> None:
    folder, file = setup(place)
    monkeypatch.chdir(folder)
    assert "ACME001" in run("check", file, "--format", "concise").out
    assert place.loaded()


COMMANDS = (
    ["check", "{}"],
    ["check", "{}", "--jobs", "2"],
    ["check", "{}", "--fix"],
    ["check", "{}", "--diff"],
    ["check", "{}", "--statistics"],
    ["check", "--stdin-filename", "{}"],
    ["explain", "{}"],
    ["baseline", "{}"],
    ["verify", "{}"],
)


@pytest.mark.parametrize("setup", DISTRUSTED, ids=_named)
def test_plugins_that_do_not_load(
    place: Place, run: Run, monkeypatch: pytest.MonkeyPatch, setup: Setup
) -> None:
    folder, file = setup(place)
    monkeypatch.chdir(folder)
    for command in COMMANDS:
        arguments = [word.format(file) for word in command]
        outcome = run(*arguments, stdin=CLEAN.encode())
        assert outcome.code == 2, command
        line = outcome.err.splitlines()[0]  # `baseline` adds that it was not written
        assert ".toml:" in line, command
        assert "plug-ins are loaded only from" in line, command
        assert "`--config`" in line, command
        if (
            command[-1] == "{}" and command[0] != "verify"
        ):  # which would also say that it has no answer
            assert run(*arguments, "--no-plugins", stdin=CLEAN.encode()).code == 0, command
            assert run(*arguments, "--no-config", stdin=CLEAN.encode()).code == 0, command
    with pytest.raises(ConfigError, match="plug-ins are loaded only from"):
        linkcheck.Checker.for_project(file)
    linkcheck.Checker.for_project(file, plugins=False)
    assert place.loaded() <= {root_of(folder) or folder}  # its own plug-ins


@pytest.mark.parametrize("setup", [s for s in DISTRUSTED if s is not _entry_points], ids=_named)
def test_trust_that_is_declared(
    place: Place, run: Run, monkeypatch: pytest.MonkeyPatch, setup: Setup
) -> None:
    folder, file = setup(place)
    monkeypatch.chdir(folder)
    config = os.path.relpath(Resolver().find(file) or "")
    assert "ACME001" in run("check", file, "--config", config, "--format", "concise").out
    assert place.loaded()
    assert run("check", file, "--config", "missing.toml", "--config", config).code == 1
    assert run("check", file, "--config", config, "--no-plugins").code == 0


def test_trust_in_python(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, file = _nested(place)
    monkeypatch.chdir(folder)
    checker = linkcheck.Checker.for_project(file, plugins=True)
    assert [rule.code for rule in checker.rules if rule.code.startswith("ACME")] == ["ACME001"]


@pytest.mark.parametrize("command", [["rules"], ["rule", "ACME001"]])
def test_commands_about_rules(
    place: Place, run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    place.add("")
    monkeypatch.chdir(place.add("project", ""))
    assert run(*command).code == 2
    assert place.loaded() == set()
    assert run(*command, "--config", "../linkcheck.toml").code == 0
    assert place.loaded()
    without = run(*command, "--config", "../linkcheck.toml", "--no-plugins")
    assert without.code == (0 if command == ["rules"] else 2)
    assert "ACME001  " not in without.out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_other_files_are_checked_and_the_run_fails(
    place: Place, run: Run, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    folder, _ = _nested_without_one_at_the_root(place)
    monkeypatch.chdir(folder)
    (folder / "z.json").write_text(ERROR, encoding="utf-8")
    (folder / "payloads" / "other.json").write_text(CLEAN, encoding="utf-8")
    outcome = run(".", "--jobs", jobs, "--format", "concise")
    assert outcome.code == 2
    assert "z.json:1:45: LC104" in outcome.out
    assert outcome.err.count("plug-ins are loaded only from") == 1
    assert place.loaded() == set()


SELECTORS = """
plugins = ["house.py"]
select = ["ALL", "acme-rule"]
extend-select = ["ACME001, LC104"]
ignore = ["ACME", "LC117"]
severity = {ACME001 = "warning", LC112 = "error"}
per-file-ignores = {"*.json" = ["acme-rule", "LC112"], "x" = ["ACME001"]}
"""


def test_selectors_of_rules_that_were_left_out(
    place: Place, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = place.add("repo", SELECTORS, git=True)
    monkeypatch.chdir(folder)
    (folder / "error.json").write_text(ERROR, encoding="utf-8")
    for jobs in ("1", "2"):
        outcome = run("error.json", "body.json", "--no-plugins", "--jobs", jobs)
        assert outcome.code == 1
        notes = outcome.err.splitlines()
        assert len(notes) == len(set(notes)) == 3
        assert all("matches no rule and is ignored, as plug-ins are not loaded" in n for n in notes)
        assert all("linkcheck.toml:" in n for n in notes)
        assert "LC104" in outcome.out
    assert place.loaded() == set()
    read = Resolver(plugins=False).config(folder)
    assert (read.select, read.extend_select, read.ignore) == (("ALL",), ("LC104",), ("LC117",))
    assert read.severity == {"LC112": "error"}
    assert [*read.per_file_ignores.values()] == [("LC112",), ()]


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ('ignore = ["LC1O4"]', [], 0),  # it may be a name of theirs
        ('ignore = ["LC9999"]', [], 2),  # it cannot be a code of theirs
        ('ignore = ["LC104", ","]', [], 2),
        ('select = ["ACME001"]', [], 2),  # nothing would be checked
        ('select = ["ACME001"]', ["--select", "ALL"], 0),
        ("", ["--select", "ACME001"], 2),
    ],
)
def test_what_is_left_out_hides_no_mistake(
    place: Place,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    options: list[str],
    code: int,
) -> None:
    monkeypatch.chdir(place.add("repo", f"{NAMES}\n{text}", git=True))
    assert run("body.json", "--no-plugins", *options).code == code
