"""The version and the date of the API facts are written in schemas/__init__.py alone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from linkcheck.documents import Document
from linkcheck.schemas import API_DATE, API_DAY, API_VERSION

ROOT = Path(__file__).resolve().parent.parent
HOME = "schemas/__init__.py"
# What a message says, where a test compares it with what linkcheck prints.
PRINTED = re.compile(rf"(?:\(API of|(?:newer than|since) the API of) {re.escape(API_DATE)}")
PRINTED_IN = ("docs/", "README.md", "tests/cli/golden/", "tests/rules/messages.txt")
# Written by tools/api_drift.py; holds the version that was reviewed.
GENERATED = ("tools/api_drift.lock.json",)
# Each field says since which version it has been there: a fact about that field.
SCHEMAS = "schemas/"
SINCE = re.compile(r'"x-since": "[^"]*"')


def _literals() -> re.Pattern[str]:
    number = API_VERSION.rpartition("_")[2]
    forms = (API_DATE, f"{API_DAY.day} {API_DATE}", API_DAY.isoformat(), number)
    return re.compile("|".join(rf"(?<![\d.]){re.escape(form)}(?![\d])" for form in forms))


def _files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _offenders(name: str, text: str) -> list[str]:
    if name in (HOME, "CHANGELOG.md", *GENERATED):
        return []
    if name.startswith(SCHEMAS):
        text = SINCE.sub("", text)
    if name.startswith(PRINTED_IN):
        text = PRINTED.sub("", text)
    return [
        f"{name}: {line.strip()[:80]}" for line in text.splitlines() if _literals().search(line)
    ]


def test_the_facts_are_dated_in_one_place() -> None:
    found = [
        offender
        for name in _files()
        for offender in _offenders(name, (ROOT / name).read_text("utf-8", errors="replace"))
    ]
    assert found == []


def test_literals_are_found_in_every_form() -> None:
    home = (ROOT / HOME).read_text("utf-8")
    assert len(_offenders("linkcheck/x.py", home)) == 2
    assert _offenders("docs/x.md", f"`UK` is not one (API of {API_DATE}).") == []
    assert _offenders("rules/x.py", f"`UK` is not one (API of {API_DATE}).") != []
    assert _offenders("docs/x.md", f"The facts are of {API_DATE}.") != []
    assert _offenders("docs/x.md", f"OpenAPI {API_VERSION.rpartition('_')[2]}") != []


def test_messages_and_schemas_derive_them() -> None:
    assert f"API of {API_DATE}" == Document.CREATE_REQUEST.snapshot
