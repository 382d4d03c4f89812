"""What code hosts need of a run: names of files and fingerprints that fit the repository."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CLEAN, ERROR, Run

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


COMMANDS = (
    "::add-mask::secret.json",
    "  ::stop-commands::x.json",
    "##[add-mask]secret.json",
    "a ##vso[task.setvariable variable=PATH]b.json",
)
_COMMAND = re.compile(r"\s*::|.*##(vso)?\[")
"""What the runners of GitHub and of Azure take for a command, by their source code."""


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_of_a_file_commands_the_runner(folder: Path, run: Run, name: str) -> None:
    assert _COMMAND.match(name)
    body = {**json.loads(ERROR), "client_name": name.removesuffix(".json"), "language": "EN"}
    (folder / name).write_text(json.dumps({**body, name: 1}, indent=1), encoding="utf-8")
    (folder / "calls.har").write_text(json.dumps(_refused(name)), encoding="utf-8")
    for command in (
        *(("check", name, "missing " + name, "--format", form) for form in ("text", "concise")),
        ("check", name, "--statistics"),
        ("check", name, "--diff"),
        ("explain", name),
        ("verify", "calls.har"),
        ("baseline", name, "--output-file", f"{name}.known"),
    ):
        outcome = run(*command)
        assert outcome.out + outcome.err
        for line in (outcome.out + outcome.err).splitlines():
            assert not _COMMAND.match(line), line
    for line in run("check", name, "--format", "github").out.splitlines():
        assert re.match("::(error|warning) file=", line)  # ours: what follows is its data


def test_a_name_that_looks_like_a_command_still_leads_to_its_file(folder: Path, run: Run) -> None:
    (folder / "::x.json").write_text(ERROR, encoding="utf-8")
    assert run("::x.json", "--format", "concise").out.startswith("./::x.json:1:45: LC104")


def _refused(message: str) -> object:
    """A recorded call that Plaid has refused with a message."""
    request = {
        "method": "POST",
        "url": "https://sandbox.plaid.com/link/token/create",
        "postData": {"text": CLEAN},
    }
    answer = {
        "error_type": "INVALID_REQUEST",
        "error_code": "INVALID_FIELD",
        "error_message": f"\n{message}",
    }
    response = {"status": 400, "content": {"text": json.dumps(answer)}}
    return {"log": {"entries": [{"request": request, "response": response}]}}
