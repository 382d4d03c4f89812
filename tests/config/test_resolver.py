"""Which configuration counts for a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import linkcheck
from linkcheck.config import Config, ConfigError, Resolver, find, load, merge
from linkcheck.config.globs import Glob
from linkcheck.engine.catalog import UnknownRuleError
from tests.config.files import OVERLAP, config, write


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    write(
        tmp_path,
        linkcheck="",
        a__linkcheck="",
        a__b__pyproject="[tool.linkcheck]",
        c__pyproject='[project]\nname = "linkcheck-example"',
    )
    (tmp_path / "a/b/x").mkdir()
    for start, found in {
        ".": "linkcheck.toml",
        "body.json": "linkcheck.toml",
        "a/body.json": "a/linkcheck.toml",
        "a/b/x": "a/b/pyproject.toml",
        "a/b/x/body.json": "a/b/pyproject.toml",
        "c/body.json": "linkcheck.toml",
        "a/b/../body.json": "a/linkcheck.toml",
    }.items():
        assert find(tmp_path / start) == tmp_path / found
        assert Resolver().find(tmp_path / start) == tmp_path / found


def test_linkcheck_toml_goes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path, linkcheck="", pyproject="[tool.linkcheck]")
    assert find(tmp_path) == tmp_path / "linkcheck.toml"


def test_a_broken_pyproject_counts_only_if_it_names_linkcheck(tmp_path: Path) -> None:
    write(tmp_path, linkcheck="", a__pyproject="[broken", b__pyproject="[tool.linkcheck]\nx =")
    assert find(tmp_path / "a") == tmp_path / "linkcheck.toml"
    with pytest.raises(ConfigError, match="not valid TOML") as caught:
        find(tmp_path / "b")
    assert caught.value.line == 2


def test_one_configuration_for_all_or_none(tmp_path: Path) -> None:
    write(tmp_path, linkcheck="pedantic = true", other='platform = "web"')
    chosen = Resolver(file=tmp_path / "other.toml")
    assert chosen.config(tmp_path) == load(tmp_path / "other.toml")
    isolated = Resolver(isolated=True)
    assert isolated.find(tmp_path) is None
    assert isolated.config(tmp_path) == Config()


def test_configurations_and_checkers_are_made_once(tmp_path: Path) -> None:
    write(tmp_path, linkcheck='[per-file-ignores]\n"*.old.json" = ["LC3"]', a__linkcheck="")
    resolver = Resolver()
    assert resolver.config(tmp_path / "x.json") is resolver.config(tmp_path / "b/y.json")
    first = resolver.checker(tmp_path / "x.json")
    assert resolver.checker(tmp_path / "y.json") is first
    old = resolver.checker(tmp_path / "x.old.json")
    assert old is not first
    assert resolver.checker(tmp_path / "z.old.json") is old
    assert resolver.checker(tmp_path / "a/x.old.json") not in (first, old)
    assert not first.check(OVERLAP).ok
    assert old.check(OVERLAP).ok


def test_options_override_the_files(tmp_path: Path) -> None:
    config(tmp_path, 'ignore = ["LC3"]\nplatform = "ios"\n[severity]\nLC104 = "off"')
    options = {"select": ("LC301,LC104", "LC2"), "platform": "web", "environment": None}
    read = Resolver(options).config(tmp_path)
    assert (read.select, read.ignore, read.platform) == (("LC301", "LC104", "LC2"), (), "web")
    assert read.severity == {}
    assert read.sources["platform"] == (None,)
    assert not Resolver(options).checker(tmp_path).check(OVERLAP).ok


def test_options_that_are_not_set_change_nothing(tmp_path: Path) -> None:
    read = load(config(tmp_path, "pedantic = true"))
    options = {"select": (), "ignore": [], "pedantic": False, "platform": None, "jobs": 4}
    assert merge(read, options) == read


def test_options_add_up_and_have_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read = merge(
        Config(ignore=("LC1",), exclude=(Glob(Path("/x"), "a"),)),
        {"ignore": ("LC2, LC3",), "exclude": ("b",), "baseline": "known.json"},
    )
    assert read.ignore == ("LC1", "LC2", "LC3")
    assert read.exclude == (Glob(Path("/x"), "a"), Glob(tmp_path, "b"))
    assert read.baseline == tmp_path / "known.json"


def test_a_wrong_option_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    config(tmp_path, 'ignore = ["LC3"]')
    with pytest.raises(UnknownRuleError, match="LC999"):
        Resolver({"ignore": ("LC999",)}).checker(tmp_path)


def test_a_checker_for_a_project(tmp_path: Path) -> None:
    config(tmp_path, 'environment = "production"\n[per-file-ignores]\n"old/*" = ["LC3"]')
    checker = linkcheck.Checker.for_project(tmp_path, platform="ios")
    assert (checker.context.environment, checker.context.platform) == ("production", "ios")
    assert not checker.check(OVERLAP).ok
    assert linkcheck.Checker.for_project(tmp_path / "old/body.json").check(OVERLAP).ok


def test_excluded_files(tmp_path: Path) -> None:
    read = load(config(tmp_path, 'exclude = ["drafts", "a/*.json"]'))
    assert read.is_excluded(tmp_path / "drafts/x.json")
    assert read.is_excluded(tmp_path / "drafts")
    assert read.is_excluded(tmp_path / "a/x.json")
    assert not read.is_excluded(tmp_path / "b/x.json")


def test_no_configuration_costs_no_modules(tmp_path: Path) -> None:
    write(tmp_path, pyproject='[project]\nname = "x"')
    code = (
        "import sys; from linkcheck.config.resolver import Resolver\n"
        "Resolver().checker('.')\nprint(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    heavy = {"tomllib", "importlib.metadata", "linkcheck.config.plugins", "linkcheck.config.keys"}
    assert "linkcheck.config.model" in loaded
    assert not loaded & heavy
