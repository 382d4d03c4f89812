"""Configurations, ``linkcheck init`` and baselines, as the command line uses them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from linkcheck.config import load
from tests.cli.conftest import CLEAN, ERROR, WARNING, Run


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("config", "file", "code"),
    [
        ("", "warning.json", 0),
        ('fail-on = "warning"', "warning.json", 1),
        ('fail-on = "never"', "error.json", 0),
        ('ignore = ["LC104"]', "error.json", 0),
        ('select = ["LC101"]', "error.json", 0),
        ('severity = {LC104 = "warning"}', "error.json", 0),
        ('per-file-ignores = {"err*" = ["LC104"]}', "error.json", 0),
        ('per-file-ignores = {"war*" = ["LC104"]}', "error.json", 1),
        ('exclude = ["error.json"]', "error.json", 1),
        ('exclude = ["error.json"]\nforce-exclude = true', "error.json", 0),
        ('exclude = ["error.json", "warning.json"]', ".", 0),
        ('format = "json"', "clean.json", 0),
        ("unknown = 1", "clean.json", 2),
        ('ignore = ["LC1O4"]', "clean.json", 2),
        ("select = [", "clean.json", 2),
    ],
)
def test_a_configuration_counts(files: Path, run: Run, config: str, file: str, code: int) -> None:
    _write(files / "linkcheck.toml", config)
    outcome = run(file)
    assert outcome.code == code
    assert ("linkcheck.toml" in outcome.err) is (code == 2)
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_unknown_product_is_noted_once(files: Path, run: Run, jobs: str) -> None:
    _write(files / "linkcheck.toml", 'enabled-products = ["auth", "quantum_ledger"]')
    outcome = run("clean.json", "warning.json", "--jobs", jobs)
    assert outcome.code == 0
    assert outcome.err.count("linkcheck.toml:1:29: unknown product `quantum_ledger`; ") == 1


@pytest.mark.parametrize(
    ("exclude", "paths", "checked"),
    [
        # A folder that is named is checked, though the pattern fits it or a folder around it.
        ("legacy", ["legacy"], ["a", "b", "old/c"]),
        ("legacy", ["./legacy/", "."], ["a", "b", "old/c"]),
        ("legacy", [".", "legacy"], ["a", "b", "old/c"]),
        ("legacy", ["legacy/old"], ["old/c"]),
        ("legacy", [".", "legacy/a.json"], ["a"]),
        ("legacy", ["leg*"], ["a", "b", "old/c"]),
        ("legacy", ["legacy/*.json"], ["a", "b"]),
        ("legacy", ["."], []),
        # What is found below it is left out as ever.
        ("old", ["legacy"], ["a", "b"]),
        ("legacy/old", ["legacy"], ["a", "b"]),
        ("legacy/old/c.json", ["legacy"], ["a", "b"]),
        ("**/c.json", ["legacy"], ["a", "b"]),
        ("b.json", ["legacy"], ["a", "old/c"]),
        ("*.json", ["legacy"], []),
        ("legacy/*", ["legacy"], []),
        ("legacy/**", ["legacy"], []),
    ],
)
@pytest.mark.parametrize("is_option", [False, True])
def test_a_folder_that_is_named_is_searched_though_it_is_excluded(
    files: Path, run: Run, exclude: str, paths: list[str], checked: list[str], is_option: bool
) -> None:
    if not is_option:
        _write(files / "linkcheck.toml", f'exclude = ["{exclude}"]')
    for name in ("a", "b", "old/c"):
        _write(files / "legacy" / f"{name}.json", ERROR)
    options = ["--exclude", exclude] if is_option else []
    out = run(*paths, *options, "--format", "json").out  # nothing if an option leaves nothing
    found = json.loads(out)["violations"] if out else []
    assert sorted(
        violation["file"] for violation in found if violation["file"].startswith("legacy")
    ) == [f"legacy/{name}.json" for name in checked]


def test_a_named_folder_is_left_out_with_force_exclude(files: Path, run: Run) -> None:
    _write(files / "linkcheck.toml", 'exclude = ["legacy"]')
    _write(files / "legacy" / "a.json", ERROR)
    assert run("legacy").code == 1
    assert run("legacy/a.json").code == 1
    for path in ("legacy", "legacy/a.json"):
        assert run(path, "--force-exclude").code == 0


MISTAKES = """\
colour = 1
ignore = ["LC104", "LC1O1", "unknown-vlue"]
environment = "prod"
approved-countries = ["US", "XX", "UK"]

[[schemas]]
document = "link-token-create-reqest"
kode = "A1"

[severity]
LC104 = "eror"
"""


@pytest.mark.parametrize(
    "arguments", ["check clean.json", "clean.json error.json", "explain clean.json", "rules"]
)
def test_all_mistakes_of_a_configuration_are_reported_at_once(
    files: Path, run: Run, arguments: str
) -> None:
    _write(files / "linkcheck.toml", MISTAKES)
    outcome = run(*arguments.split())
    assert outcome.code == 2
    lines = outcome.err.splitlines()
    assert all(line.startswith(f"linkcheck: {files / 'linkcheck.toml'}:") for line in lines)
    found = [line.partition("linkcheck.toml:")[2] for line in lines]
    assert [line.partition(": ")[0] for line in found] == [
        "1:1",
        "2:20",
        "2:29",
        "3:15",
        "4:29",
        "4:35",
        "6:1",
        "6:1",
        "7:12",
        "8:1",
        "11:9",
    ]
    errors = "\n".join(found)
    for word in ("colour", "LC1O1", "unknown-vlue", "prod", "XX", "UK", "kode", "reqest", "eror"):
        assert word in errors
    assert "missing required key `path`" in errors


@pytest.mark.usefixtures("files")
def test_the_format_of_the_configuration(files: Path, run: Run) -> None:
    _write(files / "linkcheck.toml", 'format = "json"')
    assert json.loads(run("error.json").out)["summary"]["errors"] == 1
    assert run("error.json", "--format", "concise").out.startswith("error.json:1:")


def test_the_paths_of_the_configuration(files: Path, run: Run) -> None:
    _write(files / "linkcheck.toml", 'paths = ["clean.json", "more/*.json", "sub"]')
    _write(files / "more" / "a b.json", WARNING)
    _write(files / "sub" / "deep" / "c.json", CLEAN)
    checked = run("--fail-on", "warning", "--format", "json")
    assert checked.code == 1
    found = json.loads(checked.out)
    assert found["summary"]["files"] == 3
    assert [v["file"] for v in found["violations"]] == ["more/a b.json"]
    assert run("error.json").code == 1
    assert run("baseline").code == 0


def test_the_paths_of_a_configuration_above(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(files / "linkcheck.toml", 'paths = ["error.json"]')
    (files / "sub").mkdir()
    monkeypatch.chdir("sub")
    assert run("check").out.startswith("../error.json:1:")


def test_paths_that_are_not_there(files: Path, run: Run) -> None:
    _write(files / "linkcheck.toml", 'paths = ["missing"]')
    outcome = run("check")
    assert outcome.code == 2
    assert outcome.err == "linkcheck: missing: no such file or directory\n"
    assert run("--stdin-filename", "x.json", stdin=CLEAN.encode()).code == 0


def test_options_go_over_the_configuration(files: Path, run: Run) -> None:
    _write(files / "linkcheck.toml", 'fail-on = "never"\nignore = ["LC104"]')
    assert run("error.json", "--fail-on", "error").code == 0
    assert run("error.json", "--fail-on", "error", "--select", "LC104").code == 1
    assert run("error.json", "--no-config").code == 1


def test_each_file_has_the_configuration_nearest_to_it(files: Path, run: Run) -> None:
    _write(files / "linkcheck.toml", 'ignore = ["LC104"]')
    _write(files / "strict" / "linkcheck.toml", 'fail-on = "warning"')
    _write(files / "strict" / "warning.json", WARNING)
    _write(files / "open" / "error.json", ERROR)
    assert run("error.json", "warning.json", "open/error.json").code == 0
    assert run("error.json", "strict/warning.json").code == 1


def test_one_configuration_for_all_files(files: Path, run: Run) -> None:
    _write(files / "linkcheck.toml", "broken")
    _write(files / "other.toml", 'ignore = ["LC104"]')
    assert run("error.json", "--config", "other.toml").code == 0
    assert run("error.json", "--config", "missing.toml").code == 2
    assert run("error.json", "--config", "other.toml", "--no-config").code == 2


def test_a_broken_configuration_is_reported_once_and_spares_other_folders(
    files: Path, run: Run
) -> None:
    for name in ("a", "b"):
        _write(files / "broken" / f"{name}.json", ERROR)
    _write(files / "broken" / "linkcheck.toml", "colour = 1")
    outcome = run("broken", "error.json")
    assert outcome.code == 2
    assert outcome.err.count("unknown key `colour`") == 1
    assert "error.json:1:45: LC104" in outcome.out
    assert "broken/" not in outcome.out


def test_the_configuration_of_standard_input_is_that_of_its_name(files: Path, run: Run) -> None:
    _write(files / "open" / "linkcheck.toml", 'ignore = ["LC104"]')
    assert run("-", "--stdin-filename", "open/x.json", stdin=ERROR.encode()).code == 0
    assert run("-", stdin=ERROR.encode()).code == 1


def test_explain_uses_the_configuration(files: Path, run: Run) -> None:
    _write(files / "linkcheck.toml", 'ignore = ["LC104"]')
    assert "LC104" not in run("explain", "error.json").out
    assert "LC104" in run("explain", "--no-config", "error.json").out


def test_init_writes_a_configuration_in_which_nothing_is_set(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init").code == 0
    text = Path("linkcheck.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    assert "](" not in text  # no links of Markdown
    assert all(not line or line.startswith("#") for line in text.splitlines())
    assert max(map(len, text.splitlines())) <= 100


def test_every_example_that_init_writes_works(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from linkcheck.config.keys import KEYS

    monkeypatch.chdir(tmp_path)
    run("init")
    file = tmp_path / "linkcheck.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^#(?! )", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert [Path(name) for name in load(file).files] == [file]
    given = tomllib.loads(file.read_text(encoding="utf-8"))
    assert given.keys() == {key.name for key in KEYS} - {"extend"}


def test_init_overwrites_only_with_force(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("linkcheck.toml", ".pre-commit-config.yaml"):
        _write(tmp_path / name, "# mine\n")
    outcome = run("init")
    assert outcome.code == 2
    assert "linkcheck.toml already exists; use --force to overwrite it" in outcome.err
    assert Path("linkcheck.toml").read_text(encoding="utf-8") == "# mine\n"
    assert run("init", "--force").code == 0
    assert Path("linkcheck.toml").read_text(encoding="utf-8") != "# mine\n"
    assert Path(".pre-commit-config.yaml").read_text(encoding="utf-8") == "# mine\n"
    assert "id: linkcheck" in outcome.out


def test_the_pre_commit_entry_is_one(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    monkeypatch.chdir(tmp_path)
    run("init")
    [repo] = yaml.safe_load(Path(".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    [hook] = repo["hooks"]
    assert (repo["repo"], hook["id"], hook["language"]) == ("local", "linkcheck", "system")
    assert hook["entry"].split()[0] == "linkcheck"
    wanted = re.compile(hook["files"])
    assert wanted.search("payloads/a.json")
    assert wanted.search("app/a.py")
    assert not wanted.search("a.c")


def test_a_baseline_hides_what_is_known(files: Path, run: Run) -> None:
    written = run("baseline", "error.json", "warning.json")
    assert written.code == 0
    assert ".linkcheck-baseline.json: recorded 2 violations" in written.err
    known = [".", "--fail-on", "warning", "--baseline", ".linkcheck-baseline.json"]
    outcome = run(*known)
    assert outcome.code == 0
    assert "All checks passed!" in outcome.out
    assert outcome.err == "linkcheck: 2 known violations hidden by .linkcheck-baseline.json\n"
    _write(files / "new.json", ERROR)
    outcome = run(*known, "-q", "--format", "json")
    assert outcome.code == 1
    assert [v["file"] for v in json.loads(outcome.out)["violations"]] == ["new.json"]
    assert outcome.err == ""


def test_stale_entries_are_reported_and_pruned(files: Path, run: Run) -> None:
    run("baseline", "error.json", "warning.json")
    _write(files / "error.json", CLEAN)
    outcome = run("error.json", "warning.json", "--baseline", ".linkcheck-baseline.json")
    assert outcome.code == 0
    assert "1 known violation no longer found: LC104 in error.json; --prune removes" in outcome.err
    outcome = run("error.json", "--baseline", ".linkcheck-baseline.json", "--prune")
    assert "removed 1 known violation no longer found: LC104 in error.json" in outcome.err
    outcome = run("error.json", "warning.json", "--baseline", ".linkcheck-baseline.json")
    assert outcome.err == "linkcheck: 1 known violation hidden by .linkcheck-baseline.json\n"


def test_a_baseline_may_be_in_the_configuration(files: Path, run: Run) -> None:
    _write(files / "linkcheck.toml", 'baseline = "known/all.json"')
    (files / "known").mkdir()
    assert run("baseline").code == 0
    assert (files / "known" / "all.json").exists()
    assert run(".").code == 0
    # A rewritten baseline has the same entries.
    before = (files / "known" / "all.json").read_text(encoding="utf-8")
    assert run("baseline").code == 0
    assert (files / "known" / "all.json").read_text(encoding="utf-8") == before


def test_no_baseline_is_written_if_not_all_could_be_checked(files: Path, run: Run) -> None:
    outcome = run("baseline", "error.json", "missing.json", "--output-file", "b.json")
    assert outcome.code == 2
    assert "b.json: not written, as some input could not be checked" in outcome.err
    assert not (files / "b.json").exists()
    assert run("baseline", "--exclude", "*").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        "clean.json --baseline missing.json",
        "clean.json --baseline clean.json",
        "clean.json --prune",
        "baseline clean.json --output-file no/such.json",
    ],
)
@pytest.mark.usefixtures("files")
def test_a_baseline_that_cannot_be_used(run: Run, arguments: str) -> None:
    outcome = run(*arguments.split())
    assert outcome.code == 2
    assert outcome.err
