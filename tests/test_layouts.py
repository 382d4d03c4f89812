"""`import linkcheck` in every layout: a clone, an installation, an editable one, and mixtures."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.matrix

ROOT = Path(__file__).resolve().parent.parent
CODE = """\
import json, sys
import linkcheck
report = linkcheck.check({})
files = {n: m.__file__ for n, m in sys.modules.items() if n.partition(".")[0] == "linkcheck"}
print(json.dumps({
    "codes": [v.code for v in report], "files": files, "path": list(linkcheck.__path__),
    "version": linkcheck.__version__,
}))
"""
KNOWLEDGE = ("rules", "schemas")
TRAP = "raise SystemExit('code of another folder was run')\n"


@dataclass(frozen=True)
class Loaded:
    """What a program that checks an empty request has loaded."""

    codes: list[str]
    files: dict[str, str]
    path: list[str]
    version: str

    def is_all_from(self, package: Path, knowledge: Path) -> bool:
        """Whether rules and schemas come from one folder, and all the rest from another."""
        assert self.files.keys() >= {"linkcheck.checker", "linkcheck.rules", "linkcheck.schemas"}
        return all(
            Path(file).is_relative_to(knowledge if part in KNOWLEDGE else package)
            for name, file in self.files.items()
            for part in [name.partition(".")[2].partition(".")[0]]
        )


def dependencies() -> str:
    """The folders of our dependencies, without the links of an editable linkcheck."""
    return os.pathsep.join(p for p in sys.path if p.endswith(("site-packages", "dist-packages")))


def run(
    *command: str | Path, cwd: Path, code: int = 0, env: Mapping[str, str] | None = None
) -> str:
    """Run a command, without variables for Python and pip, and return what it printed."""
    clean = {n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "PIP_"))}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**clean, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def load(python: Path, cwd: Path, *options: str, start: str = "", **env: str) -> Loaded:
    """Check an empty request by ``python -c`` and say what was loaded."""
    return Loaded(**json.loads(run(python, *options, "-c", start + CODE, cwd=cwd, env=env)))


def clone(folder: Path, version: str | None = None) -> Path:
    """Make a clone, as of another version if one is given."""
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("linkcheck", *KNOWLEDGE):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    (folder / "tools").mkdir()
    for name in ("cli.py", "pyproject.toml", "README.md", "LICENSE", "tools/build_backend.py"):
        shutil.copy(ROOT / name, folder / name)
    if version:
        (folder / "linkcheck" / "_version.py").write_text(f'__version__ = "{version}"\n', "utf-8")
    return folder


def environment(folder: Path) -> Path:
    """Make a virtual environment that has our dependencies but not linkcheck; return its Python."""
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    python = folder / "bin" / "python"
    # As lines of a .pth file, folders are searched, but links in them are not followed.
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    lines = "\n".join(dependencies().split(os.pathsep))
    Path(site.strip(), "dependencies.pth").write_text(f"{lines}\n", "utf-8")
    return python


def install(python: Path, *what: str | Path) -> Path:
    """Install by pip, without network; return the folder of the packages."""
    options = ("--no-index", "--no-deps", "--no-build-isolation", "--ignore-installed")
    run(python, "-m", "pip", "install", "-q", *options, *what, cwd=python.parent)
    return next((python.parent.parent / "lib").glob("python*/site-packages"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A clone, the Python of an environment in it into which it was installed, and its packages."""
    folder = clone(tmp_path_factory.mktemp("installed") / "clone")
    python = environment(folder / ".venv")
    return folder, python, install(python, folder)


@pytest.mark.parametrize("name", ["clone", "a b ü"])
def test_a_clone_without_installation(tmp_path: Path, name: str) -> None:
    folder = clone(tmp_path / name)
    python = environment(tmp_path / "env")
    link = tmp_path / "links"
    link.mkdir()
    (link / "linkcheck").symlink_to(folder / "linkcheck")
    relative = "import os, sys; sys.path.insert(0, '.'); import linkcheck; os.chdir('/')\n"
    found = {
        "in it": load(python, folder),
        "PYTHONPATH": load(python, tmp_path, PYTHONPATH=str(folder)),
        "relative": load(python, folder, "-P", start=relative),
        "link to the package": load(python, tmp_path, PYTHONPATH=str(link)),
    }
    for how, loaded in found.items():
        home = link / "linkcheck" if "link" in how else folder / "linkcheck"
        assert loaded.is_all_from(home, folder), how
        assert loaded.path == [str(home), str(folder)], how
        assert "LC102" in loaded.codes, how


def test_the_programs_of_a_clone(tmp_path: Path) -> None:
    folder = clone(tmp_path / "clone")
    python = environment(tmp_path / "env")
    body = tmp_path / "body.json"
    body.write_text('{"client_name": "A", "products": ["auth"]}', "utf-8")
    for command, cwd in (
        (["-m", "linkcheck"], folder),
        (["cli.py"], folder),
        ([folder / "cli.py"], tmp_path),
    ):
        out = run(python, *command, body, "--no-config", "--format=concise", cwd=cwd, code=1)
        assert "LC102" in out


def test_an_installed_package_and_its_clone(installed: tuple[Path, Path, Path]) -> None:
    folder, python, packages = installed
    assert load(python, folder).is_all_from(folder / "linkcheck", folder)
    for loaded in (
        load(python, folder, "-P"),
        load(python, folder.parent),
        load(python, folder / "rules"),
    ):
        assert loaded.is_all_from(packages / "linkcheck", packages / "linkcheck")
        assert loaded.path == [str(packages / "linkcheck")]
    example = ROOT / "examples" / "clean" / "auth.json"
    program = python.with_name("linkcheck")
    for command in ([python, "-m", "linkcheck"], [python, "cli.py"], [program]):
        assert "All checks passed" in run(*command, example, "--no-config", cwd=folder)


def test_an_editable_installation(tmp_path: Path) -> None:
    folder = clone(tmp_path / "clone")
    python = environment(tmp_path / "env")
    packages = install(python, "-e", folder)
    assert not (packages / "linkcheck").exists()
    for cwd in (folder, tmp_path):
        assert load(python, cwd).is_all_from(folder / "linkcheck", folder)
        assert load(python, cwd, "-P").is_all_from(folder / "linkcheck", folder)
    assert "linkcheck" in run(python.with_name("linkcheck"), "--version", cwd=tmp_path)


def test_two_versions_are_never_mixed(installed: tuple[Path, Path, Path], tmp_path: Path) -> None:
    _, python, packages = installed
    other = clone(tmp_path / "other", "99.0.0")
    theirs = load(python, other)
    assert theirs.version == "99.0.0"
    assert theirs.is_all_from(other / "linkcheck", other)
    own = load(python, other, "-P")
    assert own.version != "99.0.0"
    assert own.is_all_from(packages / "linkcheck", packages / "linkcheck")
    assert "99.0.0" in run(python, "-m", "linkcheck", "--version", cwd=other)
    assert "99.0.0" not in run(python.with_name("linkcheck"), "--version", cwd=other)


def test_folders_of_others_are_never_taken_for_ours(
    installed: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    """Not in the current folder, and not beside an installed package."""
    _, python, packages = installed
    for name in KNOWLEDGE:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(TRAP, "utf-8")
        shutil.copytree(tmp_path / name, packages / name)
    try:
        assert load(python, tmp_path).is_all_from(packages / "linkcheck", packages / "linkcheck")
        assert load(python, tmp_path).path == [str(packages / "linkcheck")]
    finally:
        for name in KNOWLEDGE:
            shutil.rmtree(packages / name)
    shutil.copytree(packages / "linkcheck", tmp_path / "broken" / "linkcheck")
    shutil.rmtree(tmp_path / "broken" / "linkcheck" / "rules")
    code = "import linkcheck; print(linkcheck.__path__); import linkcheck.rules"
    env = {"PYTHONPATH": str(tmp_path / "broken")}
    assert str(tmp_path / "broken" / "linkcheck") in run(
        python, "-c", code, cwd=tmp_path, code=1, env=env
    )


def test_nothing_of_a_clone_hides_a_module_of_the_package(tmp_path: Path) -> None:
    folder = clone(tmp_path / "clone")
    names = {path.stem for path in (folder / "linkcheck").iterdir()} - {"__pycache__", "__init__"}
    assert {"checker", "cli", "sources"} <= names
    for name in names:
        (folder / f"{name}.py").write_text(TRAP, "utf-8")
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(TRAP, "utf-8")
    for name in KNOWLEDGE:
        (folder / f"{name}.py").write_text(TRAP, "utf-8")
    python = environment(tmp_path / "env")
    assert load(python, folder).is_all_from(folder / "linkcheck", folder)
