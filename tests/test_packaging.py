"""The sdist and the wheel hold everything, and the installed package works on its own."""

from __future__ import annotations

import calendar
import email
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import linkcheck

pytestmark = pytest.mark.matrix

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with an sdist and a wheel made from it."""
    out = tmp_path_factory.mktemp("dist")
    checkout = copied(tmp_path_factory.mktemp("built") / "checkout")  # other processes build, too
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(checkout)],
        check=True,
        capture_output=True,
    )
    return out


def copied(folder: Path) -> Path:
    """A copy of the checkout, to build in."""
    foreign = ("__pycache__", "*.egg-info", ".git", ".venv*", ".*_cache", ".hypothesis", "build")
    ignored = shutil.ignore_patterns(*foreign)
    shutil.copytree(ROOT, folder, ignore=ignored, copy_function=shutil.copyfile)
    return folder


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


def test_the_distribution_has_its_own_name_and_the_command_keeps_its_name(built: Path) -> None:
    assert all(path.name.startswith("plaid_linkcheck-") for path in built.iterdir())
    (wheel,) = built.glob("*.whl")
    archive = zipfile.ZipFile(wheel)
    [info] = {name.partition("/")[0] for name in archive.namelist()} - {"linkcheck"}
    metadata = email.message_from_bytes(archive.read(f"{info}/METADATA"))
    assert (metadata["Name"], metadata["Version"]) == ("plaid-linkcheck", linkcheck.__version__)
    points = archive.read(f"{info}/entry_points.txt").decode()
    assert "linkcheck = linkcheck.__main__:script" in points


INSTALLING = re.compile(r"pip install [^`\n]*?(?<![\w/.-])linkcheck(?![\w/.-])")


def _is_text(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


def test_what_installs_by_name_takes_our_name() -> None:
    """The name `linkcheck` is another project's."""
    places = [ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("examples/**/*")]
    texts = {path: path.read_text(encoding="utf-8") for path in places if _is_text(path)}
    assert INSTALLING.search("pip install 'linkcheck[fast]'")
    assert [str(path) for path, text in texts.items() if INSTALLING.search(text)] == []
    assert sum("plaid-linkcheck" in text for text in texts.values()) >= 6


def test_the_sdist_can_be_built_from(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "rules/cra.py"} <= names


def test_archives_do_not_depend_on_the_machine(built: Path, tmp_path: Path) -> None:
    """Another path, time and umask give the same bytes."""
    copy = copied(tmp_path / "elsewhere")
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


BUILD = """\
import sys
sys.path.insert(0, "tools")
import build_backend
getattr(build_backend, sys.argv[1])(sys.argv[2])
"""


def build(checkout: Path, hook: str, out: Path, date: str) -> subprocess.CompletedProcess[str]:
    """Run a hook of the build backend as pip does, with a value of SOURCE_DATE_EPOCH."""
    out.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-c", BUILD, hook, str(out)],
        env={**os.environ, "SOURCE_DATE_EPOCH": date},
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )


def dates(folder: Path) -> set[int]:
    """The dates in the archives of a folder, as seconds since 1970."""
    found: set[int] = set()
    for file in folder.iterdir():
        if file.suffix == ".whl":
            infos = zipfile.ZipFile(file).infolist()
            found |= {calendar.timegm((*info.date_time, 0, 0, 0)) for info in infos}
        else:
            with tarfile.open(file) as archive:
                found |= {int(info.mtime) for info in archive.getmembers()}
    return found


@pytest.mark.parametrize("hook", ["build_wheel", "build_sdist"])
def test_archives_have_the_date_that_is_asked_for(tmp_path: Path, hook: str) -> None:
    checkout = copied(tmp_path / "checkout")
    found = {}
    for index, date in enumerate(["", "315532799", "1000000000", "4294967294"]):
        done = build(checkout, hook, tmp_path / str(index), date)
        assert done.returncode == 0, done.stderr
        found[date] = dates(tmp_path / str(index))
    earliest = {315_532_800}  # 1980: zip archives know no earlier date
    assert found == {
        "": earliest,  # as if unset
        "315532799": earliest,
        "1000000000": {1_000_000_000},
        "4294967294": {4_294_967_294},
    }


BAD_DATES = ["x", " ", "-1", "1.5", "1e9", "0x10", "1_000", " 1", "1\n", "١٢", "4294967296"]


@pytest.mark.parametrize("date", [*BAD_DATES, "9" * 5000])
def test_an_invalid_date_ends_the_build_with_one_line(tmp_path: Path, date: str) -> None:
    for hook in ("build_wheel", "build_sdist", "build_editable"):
        done = build(ROOT, hook, tmp_path / "out", date)
        assert done.returncode == 1
        [line] = done.stderr.splitlines()
        assert line.startswith("SOURCE_DATE_EPOCH must be a number of seconds from 0 to ")
    assert list((tmp_path / "out").iterdir()) == []


def test_an_editable_installation_needs_no_date(tmp_path: Path) -> None:
    done = build(copied(tmp_path / "checkout"), "build_editable", tmp_path / "out", "")
    assert done.returncode == 0, done.stderr


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
