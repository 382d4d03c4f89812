"""What code hosts need of a run: names of files and fingerprints that fit the repository."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ERROR, Run

Names = Callable[[str], list[str]]


def _sarif(text: str) -> list[str]:
    found = json.loads(text)["runs"][0]["results"]
    return [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in found]


def _gitlab(text: str) -> list[str]:
    return [issue["location"]["path"] for issue in json.loads(text)]


FORMATS: dict[str, Names] = {
    "github": lambda text: re.findall(r"^::error file=([^,]+),", text, re.MULTILINE),
    "gitlab": _gitlab,
    "junit": lambda text: re.findall(r'<testsuite name="([^"]+)"', text),
    "sarif": _sarif,
}


def _fingerprints(form: str, text: str) -> list[str]:
    if form == "gitlab":
        return [issue["fingerprint"] for issue in json.loads(text)]
    return [
        r["partialFingerprints"]["linkcheck/v1"] for r in json.loads(text)["runs"][0]["results"]
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder ``services/api`` of a repository, with a wrong body in ``bodies``; it is current.

    The repository lies in a work tree of another one, as a checkout in a subfolder does.
    """
    (tmp_path / ".git").mkdir()
    api = tmp_path / "checkout" / "services" / "api"
    (api / "bodies").mkdir(parents=True)
    (tmp_path / "checkout" / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    (api / "bodies" / "a b.json").write_text(ERROR, encoding="utf-8")
    monkeypatch.chdir(api)
    return api


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", ["bodies/a b.json", "../api/bodies", ".", "{folder}/bodies"])
def test_files_are_named_from_the_root_of_the_repository(
    folder: Path, run: Run, form: str, path: str
) -> None:
    out = run(path.format(folder=folder), "--format", form).out
    space = "%20" if form == "sarif" else " "
    assert FORMATS[form](out) == [f"services/api/bodies/a{space}b.json"]


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
def test_fingerprints_depend_neither_on_the_folder_nor_on_lines(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    first = _fingerprints(form, run("bodies", "--format", form).out)
    file = folder / "bodies" / "a b.json"
    file.write_text("\n\n" + ERROR.replace(", ", ",\n  "), encoding="utf-8")
    monkeypatch.chdir(folder.parent.parent)
    assert _fingerprints(form, run(".", "--format", form).out) == first


@pytest.mark.parametrize("form", FORMATS)
def test_names_of_files_cannot_break_out_of_a_format(folder: Path, run: Run, form: str) -> None:
    hostile = "x\n::add-mask::a,b:c\x1b[0m'\"<>&%0A.json"
    (folder / hostile).write_text(ERROR, encoding="utf-8")
    outcome = run(hostile, "missing\n::error::x", "--format", form)
    assert outcome.code == 2
    lines = (outcome.out + outcome.err).splitlines()
    assert sum(line.startswith("::") for line in lines) == (form == "github")
    assert "\x1b" not in outcome.err
