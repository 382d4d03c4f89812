"""The hooks as users have them: installed and run by the real pre-commit, without network."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.ci.hooks import Project, environment, repository_of_hooks, run
from tests.cli.conftest import CLEAN, ERROR, FOREIGN, WARNING
from tests.docs.blocks import blocks
from tests.docs.running import assert_like

pytestmark = pytest.mark.matrix

YAML = "client_name: Wonderwallet\nlanguage: xx\ncountry_codes: [US]\nuser: {client_user_id: u-1}\n"
# What reads like no document, cannot be parsed, or is no UTF-8.
TSCONFIG = '{\n  // a note\n  "compilerOptions": {"strict": true,},\n}\n'
WORKFLOW = "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: echo}]}}\n"

New = Callable[..., Project]


@pytest.fixture(scope="module")
def env(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Variables with one home of pre-commit for all tests, so that it installs linkcheck once."""
    return environment(tmp_path_factory.mktemp("pre-commit"), wheels)


@pytest.fixture(scope="module")
def hooks(env: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The repository of the hooks, and its commit."""
    folder = tmp_path_factory.mktemp("hooks") / "linkcheck"
    return folder, repository_of_hooks(folder, env)


@pytest.fixture
def new(tmp_path: Path, env: Mapping[str, str], hooks: tuple[Path, str]) -> New:
    """Makes a project that uses the hooks with these ids."""

    def new(*ids: str, more: str = "") -> Project:
        project = Project(tmp_path / "my project", env)
        project.uses(*hooks, *ids, more=more)
        return project

    return new


def test_a_clean_repository_passes(new: New) -> None:
    project = new("linkcheck", "linkcheck-fix", "linkcheck-config")
    project.write("payloads/clean.json", CLEAN)
    done = project.pre_commit("run", "--all-files")
    assert (done.code, done.verdicts) == (0, ["Passed"] * 3), done.out


def test_a_broken_one_fails_with_a_reason(new: New) -> None:
    project = new("linkcheck")
    project.write("payloads/clean.json", CLEAN)
    project.write("payloads/error.json", ERROR)
    done = project.pre_commit("run", "--all-files")
    assert (done.code, done.verdicts) == (1, ["Failed"])
    assert "- exit code: 1\n" in done
    assert "payloads/error.json:1:45: LC104 error" in done
    assert "Found 1 error in 1 file" in done
    assert "clean.json" not in done
    assert "modified" not in done


def test_the_documentation_shows_what_it_looks_like(new: New) -> None:
    project = new("linkcheck")
    body = {**json.loads(CLEAN), "country_codes": ["US", "UK"]}
    members = [f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in body.items()]
    project.write("payloads/create.json", "\n".join(["{", ",\n".join(members), "}"]))
    [shown] = [block for block in blocks("docs/pre-commit.md") if block.language == "text"]
    out = project.pre_commit("run", "--all-files").out
    assert_like(out[out.index("linkcheck...") :], shown.text, shown)  # from its installation on


def test_fixes_change_the_file_and_fail_once(new: New) -> None:
    project = new("linkcheck-fix")
    file = project.write("a b.json", WARNING)
    done = project.pre_commit("run", "--all-files")
    assert (done.code, done.verdicts) == (1, ["Failed"])
    assert "- files were modified by this hook" in done
    assert "linkcheck: a b.json: fixed LC111 at /products/1" in done
    assert file.read_text(encoding="utf-8") == CLEAN
    assert project.pre_commit("run", "--all-files").verdicts == ["Passed"]


def test_what_cannot_be_fixed_fails_still(new: New) -> None:
    project = new("linkcheck-fix")
    file = project.write("error.json", ERROR)
    done = project.pre_commit("run", "--all-files")
    assert done.code == 1
    assert "LC104" in done
    assert "modified" not in done
    assert file.read_text(encoding="utf-8") == ERROR


def test_many_files_are_one_run(new: New) -> None:
    project = new("linkcheck-fix")
    for number in range(60):
        (project.folder / f"{number}.json").write_text(WARNING, encoding="utf-8")
    project.git("add", ".")
    done = project.pre_commit("run")
    assert done.out.count("fixed LC111") == 60
    assert done.out.count("All checks passed!") == 1
    assert {p.read_text(encoding="utf-8") for p in project.folder.glob("*.json")} == {CLEAN}


@pytest.mark.parametrize("hook", ["linkcheck", "linkcheck-fix"])
def test_foreign_files_are_left_alone(new: New, hook: str) -> None:
    project = new(hook)
    contents = {
        "package.json": FOREIGN,
        "tsconfig.json": TSCONFIG,
        "ci.yml": WORKFLOW,
        "empty.json": "",
        "README.md": "# A project\n\n```sh\ncurl https://example.com -d '{}'\n```\n",
        "run.sh": "echo hello\n",
    }
    for name, text in contents.items():
        project.write(name, text)
    (project.folder / "latin.txt").write_bytes("Grüße".encode("latin-1"))
    project.git("add", "latin.txt")
    done = project.pre_commit("run", "--all-files", "--verbose")
    assert (done.code, done.verdicts) == (0, ["Passed"]), done.out
    assert "Nothing was checked." in done
    for name, text in contents.items():
        assert (project.folder / name).read_text(encoding="utf-8") == text


def test_what_is_staged_counts(new: New) -> None:
    project = new("linkcheck")
    project.write("requests/create.yaml", YAML)
    (project.folder / "unstaged.json").write_text(ERROR, encoding="utf-8")
    done = project.pre_commit("run")
    assert done.code == 1
    assert re.search(r"^requests/create\.yaml:2:11: LC104 error", done.out, re.MULTILINE)
    assert "unstaged.json" not in done


@pytest.mark.parametrize("name", ["a b.json", "a'b\".json", "übung/ß.json", "$(touch x).json"])
def test_odd_names(new: New, name: str) -> None:
    project = new("linkcheck")
    project.write(name, ERROR)
    done = project.pre_commit("run", "--all-files")
    assert done.code == 1
    assert f"{name}:1:45: LC104 error" in done
    assert not (project.folder / "x").exists()


@pytest.mark.parametrize("hook", ["linkcheck", "linkcheck-config"])
def test_a_call_from_a_subfolder(new: New, hook: str) -> None:
    project = new(hook)
    project.write("services/api/error.json", ERROR)
    done = project.pre_commit("run", "--all-files", cwd="services/api")
    assert done.code == 1
    assert re.search(r"^services/api/error\.json:1:45: ", done.out, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("broken.json", CLEAN.replace("]", "")),
        ("linkcheck.toml", "colour = 1"),
    ],
)
def test_what_cannot_be_read_has_a_code_of_its_own(new: New, name: str, text: str) -> None:
    project = new("linkcheck")
    project.write("clean.json", CLEAN)
    project.write(name, text)
    done = project.pre_commit("run", "--all-files")
    assert done.code == 1
    assert "- exit code: 2\n" in done
    assert name in done


@pytest.mark.parametrize("hook", ["linkcheck", "linkcheck-fix", "linkcheck-config"])
def test_the_configuration_of_the_project_counts(new: New, hook: str) -> None:
    project = new(hook)
    project.write("linkcheck.toml", 'exclude = ["legacy"]\nfail-on = "warning"')
    project.write("legacy/error.json", ERROR)
    project.write("clean.json", CLEAN)
    assert project.pre_commit("run", "--all-files").verdicts == ["Passed"]
    project.write("error.json", ERROR)
    done = project.pre_commit("run", "--all-files")
    assert done.verdicts == ["Failed"]
    assert "legacy" not in done


def test_args_add_to_what_the_hook_needs(new: New) -> None:
    project = new("linkcheck", more="args: [--select, LC1, --fail-on=warning, --format, concise]")
    project.write("linkcheck.toml", 'exclude = ["legacy"]')
    project.write("legacy/error.json", ERROR)
    project.write("package.json", FOREIGN)
    assert project.pre_commit("run", "--all-files").verdicts == ["Passed"]
    project.write("warning.json", WARNING)
    done = project.pre_commit("run", "--all-files")
    assert done.code == 1
    assert re.search(r"^warning\.json:1:\d+: LC111 warning", done.out, re.MULTILINE)


def test_the_hook_of_the_configuration_checks_what_it_names(new: New) -> None:
    project = new("linkcheck-config")
    project.write("linkcheck.toml", 'paths = ["payloads"]')
    project.write("payloads/error.json", ERROR)
    project.write("elsewhere.json", ERROR)
    project.git("commit", "-q", "-m", "All")
    project.write("style.css", "")
    assert project.pre_commit("run").verdicts == ["Skipped"]
    project.write("elsewhere.json", CLEAN)
    done = project.pre_commit("run")
    assert done.code == 1
    assert "payloads/error.json:1:45:" in done
    assert "elsewhere.json" not in done
    project.write("linkcheck.toml", 'paths = ["elsewhere.json"]')
    assert project.pre_commit("run").verdicts == ["Passed"]


def test_the_hook_of_the_configuration_passes_if_it_finds_nothing(new: New) -> None:
    project = new("linkcheck-config")
    project.write("package.json", FOREIGN)
    done = project.pre_commit("run", "--all-files", "--verbose")
    assert (done.code, done.verdicts) == (0, ["Passed"])
    assert "no known documents found in ." in done


def test_a_commit_is_refused(new: New) -> None:
    project = new("linkcheck")
    assert project.pre_commit("install").code == 0
    file = project.write("body.json", ERROR)
    with pytest.raises(AssertionError, match="LC104"):
        project.git("commit", "-m", "Add a body")
    project.write(file.name, CLEAN)
    project.git("commit", "-m", "Add a body")


def test_a_try_without_a_configuration(
    tmp_path: Path, env: Mapping[str, str], hooks: tuple[Path, str]
) -> None:
    project = Project(tmp_path / "project", env)
    project.write("error.json", ERROR)
    done = project.pre_commit("try-repo", str(hooks[0]), "linkcheck", "--all-files", "--verbose")
    assert (done.code, done.verdicts) == (1, ["Failed"]), done.out
    assert "error.json:1:45: LC104 error" in done


@pytest.fixture
def begun(tmp_path: Path) -> Callable[[Mapping[str, str]], Project]:
    """Makes a repository with these files in which `linkcheck init` was run."""
    program = Path(sys.executable).with_name("linkcheck")
    if not program.exists():
        pytest.skip("linkcheck is not installed as a program")
    env = environment(tmp_path / "pre-commit")

    def begun(files: Mapping[str, str]) -> Project:
        path = f"{program.parent}:{env['PATH']}"
        project = Project(tmp_path / "project", {**env, "PATH": path})
        for name, text in files.items():
            project.write(name, text)
        assert run(str(program), "init", cwd=project.folder, env=project.env).code == 0
        assert project.pre_commit("install").code == 0
        project.git("add", ".")
        return project

    return begun


CODE = {"app.py": "import plaid\n", "src/link.ts": "export const link = 1;\n", "Makefile": "all:\n"}
OTHER = {
    "package.json": FOREIGN,
    "tsconfig.json": TSCONFIG,
    ".github/workflows/ci.yml": WORKFLOW,
    "docker-compose.yaml": "services:\n  web: {image: nginx}\n",
    "README.md": "# A project\n\n```sh\ncurl https://example.com -d '{}'\n```\n",
    "run.sh": "echo hello\n",
    "empty.json": "",
    "broken.json": "{",
    "db.json": '{"products": [{"id": 1}], "user": {"id": 1}}',
    "locales/en.json": '{"language": "Language", "user": "User", "products": "Products"}',
    "fixtures/token.json": '{"access_token": "eyJ", "user": {"id": 7}}',
    "fixtures/item.json": '{"client_id": "x", "secret": "y", "access_token": "access-sandbox-1"}',
    "fixtures/refused.json": '{"error_type": "INVALID_REQUEST", "error_code": "INVALID_FIELD"}',
    "postman.json": '{"info": {"name": "Shop"}, "item": []}',
    "calls.har": '{"log": {"entries": []}}',
    "pyproject.toml": '[project]\nname = "x"\nversion = "1"\n',
}
SAVED = {"payloads/clean.json": CLEAN, "payloads/clean.yaml": CLEAN}


@pytest.mark.parametrize(
    "files",
    [{}, CODE, OTHER, SAVED, {**CODE, **OTHER, **SAVED}],
    ids=["nothing", "code", "other files", "saved bodies", "all"],
)
def test_init_breaks_no_commit(
    begun: Callable[[Mapping[str, str]], Project], files: Mapping[str, str]
) -> None:
    project = begun(files)
    project.git("commit", "-q", "-m", "Begin")
    project.write("more.json", '{"a": 1}')
    project.git("commit", "-q", "-m", "More")
    project.write("payloads/new.json", ERROR)
    with pytest.raises(AssertionError, match=r"payloads/new\.json:1:45: LC104 error"):
        project.git("commit", "-q", "-m", "An error")


def test_the_hook_that_init_writes(begun: Callable[[Mapping[str, str]], Project]) -> None:
    project = begun({"error.json": ERROR, "package.json": FOREIGN})
    done = project.pre_commit("run", "--all-files")
    assert (done.code, done.verdicts) == (1, ["Failed"]), done.out
    assert "error.json:1:45: LC104 error" in done
    project.write("error.json", CLEAN)
    assert project.pre_commit("run", "--all-files").verdicts == ["Passed"]
