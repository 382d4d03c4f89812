"""``linkcheck verify``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import CLEAN, ERROR, Run

REFUSED = {"error_type": "INVALID_REQUEST", "error_code": "INVALID_FIELD", "error_message": "no"}


def _recording(path: Path, *calls: tuple[str, int]) -> None:
    """A HAR recording of bodies and the status that each was answered with."""
    entries: list[dict[str, Any]] = []
    for body, status in calls:
        answer = json.dumps(REFUSED if status == 400 else {"link_token": "x"})
        entries.append(
            {
                "request": {
                    "method": "POST",
                    "url": "https://sandbox.plaid.com/link/token/create",
                    "headers": [{"name": "PLAID-CLIENT-ID", "value": "hunter2"}],
                    "postData": {"mimeType": "application/json", "text": body},
                },
                "response": {"status": status, "content": {"text": answer}},
            }
        )
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}), encoding="utf-8")


@pytest.mark.parametrize(
    ("calls", "verdicts", "code"),
    [
        ([(CLEAN, 200), (ERROR, 400)], [], 0),
        ([(CLEAN, 400)], ["refused-but-clean"], 1),
        ([(CLEAN, 200), (ERROR, 200)], ["taken-but-error"], 1),
        ([(CLEAN, 400), (ERROR, 200)], ["refused-but-clean", "taken-but-error"], 1),
    ],
)
def test_disagreements_are_reported(
    files: Path, run: Run, calls: list[tuple[str, int]], verdicts: list[str], code: int
) -> None:
    _recording(files / "calls.har", *calls)
    outcome = run("verify", "calls.har", "--format", "json")
    assert outcome.code == code
    assert [d["verdict"] for d in json.loads(outcome.out)["disagreements"]] == verdicts
    number = f"{len(verdicts)} disagreement{'' if len(verdicts) == 1 else 's'}"
    answers = f"{len(calls)} recorded answer{'' if len(calls) == 1 else 's'}"
    assert outcome.err == f"linkcheck: {number} with {answers}\n"
    assert "hunter2" not in outcome.out
    shown = run("verify", "calls.har", "-q")
    assert (shown.code, shown.err) == (code, "")
    assert shown.out.count("calls.har: ") == len(verdicts)


def test_options_and_configuration_count(files: Path, run: Run) -> None:
    _recording(files / "calls.har", (ERROR, 200))
    assert run("verify", "calls.har", "--ignore", "LC104").code == 0
    (files / "linkcheck.toml").write_text('ignore = ["LC104"]', encoding="utf-8")
    assert run("verify", ".").code == 0
    assert run("verify", ".", "--no-config").code == 1
    assert run("verify", ".", "--ignore", "LC1O4").code == 2


@pytest.mark.parametrize("path", ["clean.json", "missing.har", "*.har"])
@pytest.mark.usefixtures("files")
def test_without_an_answer_there_is_nothing_to_compare(run: Run, path: str) -> None:
    outcome = run("verify", path)
    assert outcome.code == 2
    assert outcome.err


def test_what_cannot_be_read_does_not_hide_the_rest(files: Path, run: Run) -> None:
    _recording(files / "calls.har", (CLEAN, 400))
    outcome = run("verify", "missing.har", "calls.har")
    assert outcome.code == 2
    assert "missing.har: no such file" in outcome.err
    assert "calls.har: " in outcome.out
