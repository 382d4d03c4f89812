"""The sdist and the wheel hold everything, and the installed package works on its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import linkcheck

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with an sdist and a wheel made from it."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return out


def python_files(folder: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*.py")
        if "__pycache__" not in path.parts
    }


def test_the_wheel_holds_schemas_and_rules(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    schemas = {
        f"linkcheck/{p.relative_to(ROOT).as_posix()}" for p in ROOT.glob("schemas/**/*.json")
    }
    assert len(schemas) > 10
    assert schemas <= names
    assert {f"linkcheck/{name}" for name in python_files("rules")} <= names
    assert python_files("linkcheck") <= names
    assert "linkcheck/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "examples/", "tools/"))]


def test_the_sdist_can_be_built_from(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "rules/cra.py"} <= names


def test_archives_do_not_depend_on_the_machine(built: Path, tmp_path: Path) -> None:
    """Another path, time and umask give the same bytes."""
    copy = tmp_path / "elsewhere"
    foreign = ("__pycache__", "*.egg-info", ".git", ".venv*", ".*_cache", ".hypothesis", "build")
    ignored = shutil.ignore_patterns(*foreign)
    shutil.copytree(ROOT, copy, ignore=ignored, copy_function=shutil.copyfile)
    for path in copy.rglob("*.py"):
        path.chmod(0o711)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    out = tmp_path / "dist"
    program = "import os, runpy; os.umask(0o077); runpy.run_module('build', run_name='__main__')"
    for options in (["--sdist"], ["--wheel"]):
        subprocess.run(
            [sys.executable, "-c", program, "-n", *options, "-o", str(out), str(copy)],
            check=True,
            capture_output=True,
        )
    assert digests(out) == digests(built)
    assert len(digests(out)) == 2


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


def test_the_installed_package_works_alone(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path)
    example = ROOT / "examples" / "clean" / "auth.json"
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import linkcheck, pathlib;"
        "assert linkcheck.__file__.startswith(sys.argv[1]);"
        "r = linkcheck.check(pathlib.Path(sys.argv[2]).read_text()); print(r.ok, len(r))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(example)],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.stdout.split() == ["True", "0"]


def test_cli_py_runs_from_a_checkout_without_install(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "--version"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert linkcheck.__version__ in done.stdout
