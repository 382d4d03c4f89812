"""``--fix``, ``--unsafe-fixes`` and ``--diff``."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import CLEAN, Run

# A safe fix (upper case), an unsafe one (an overlap), and a mistake without one.
MISTAKES = (
    CLEAN.replace('["US"]', '["us"]')
    .replace('["auth"]', '["auth", "identity"], "optional_products": ["identity"]')
    .replace("Wonderwallet", "")
)
SAFELY = MISTAKES.replace('["us"]', '["US"]')


@pytest.fixture
def body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with mistakes, in the current directory."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "body.json"
    file.write_text(MISTAKES, encoding="utf-8")
    return file


def test_fix_applies_the_safe_fixes_and_reports_the_others(body: Path, run: Run) -> None:
    before = json.loads(run("body.json", "--format", "json").out)["violations"]
    outcome = run("body.json", "--fix", "--format", "json")
    assert outcome.code == 1
    assert body.read_text(encoding="utf-8") == SAFELY
    left = json.loads(outcome.out)["violations"]
    assert {v["code"] for v in before} - {v["code"] for v in left} == {"LC104"}
    assert "linkcheck: body.json: fixed LC104 at /country_codes/0: " in outcome.err


def test_fixing_again_changes_nothing(body: Path, run: Run) -> None:
    run("body.json", "--fix")
    moment = body.stat().st_mtime_ns
    outcome = run("body.json", "--fix")
    assert outcome.code == 1
    assert outcome.err == ""
    assert body.stat().st_mtime_ns == moment


def test_unsafe_fixes_are_applied_on_request(body: Path, run: Run) -> None:
    run("body.json", "--fix", "--unsafe-fixes")
    fixed = json.loads(body.read_text(encoding="utf-8"))
    assert "optional_products" not in fixed or fixed["optional_products"] == []
    assert fixed["country_codes"] == ["US"]


def test_the_exit_code_is_that_of_what_remains(body: Path, run: Run) -> None:
    body.write_text(CLEAN.replace('["US"]', '["us"]'), encoding="utf-8")
    assert run("body.json").code == 1
    outcome = run("body.json", "--fix", "-q")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_diff_shows_what_would_change_and_changes_nothing(body: Path, run: Run) -> None:
    outcome = run("body.json", "--diff")
    assert outcome.code == 1
    assert outcome.out.startswith("--- body.json\n+++ body.json\n@@ ")
    assert '-{"client_name": "", ' in outcome.out
    assert '["US"]' in outcome.out
    assert "u-1001" not in outcome.out
    assert "LC1" not in outcome.out
    assert "linkcheck: body.json: would fix LC104 at /country_codes/0: " in outcome.err
    assert body.read_text(encoding="utf-8") == MISTAKES


def test_without_fixes_there_is_no_difference(body: Path, run: Run) -> None:
    body.write_text(SAFELY, encoding="utf-8")
    outcome = run("body.json", "--diff")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_diff_reports_unusable_input(body: Path, run: Run) -> None:
    body.write_text("{", encoding="utf-8")
    assert run("body.json", "--diff").code == 2


def test_a_file_keeps_its_mark_its_line_ends_and_its_mode(body: Path, run: Run) -> None:
    text = MISTAKES.replace(", ", ",\r\n  ")
    body.write_bytes(b"\xef\xbb\xbf" + text.encode())
    body.chmod(0o600)
    run("body.json", "--fix")
    assert body.read_bytes() == b"\xef\xbb\xbf" + text.replace('["us"]', '["US"]').encode()
    assert stat.S_IMODE(body.stat().st_mode) == 0o600


def test_lines_are_fixed_one_by_one(body: Path, run: Run) -> None:
    file = body.with_name("many.jsonl")
    lines = [MISTAKES, CLEAN, "", "{", '{"country_codes": ["us"], "x": 1}', MISTAKES]
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    shown = run("many.jsonl", "--diff")
    assert shown.code == 2  # of the broken line
    assert shown.out.count("--- many.jsonl\n+++ many.jsonl\n") == 1
    assert re.findall("^@@ .*$", shown.out, re.MULTILINE) == ["@@ -1 +1 @@", "@@ -6 +6 @@"]
    assert "linkcheck: many.jsonl:6: would fix LC104 at /country_codes/0: " in shown.err
    assert shown.out.count("\n-") == shown.out.count("\n+{") == 2
    outcome = run("many.jsonl", "--fix")
    assert outcome.code == 2
    fixed = [line.replace(MISTAKES, SAFELY) for line in lines]
    assert file.read_bytes() == b"\xef\xbb\xbf" + "\r\n".join(fixed).encode()
    moment = file.stat().st_mtime_ns
    assert "fixed" not in run("many.jsonl", "--fix").err
    assert file.stat().st_mtime_ns == moment


def test_a_line_that_is_too_long_stays_as_it_is(
    body: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import linkcheck.sources.json_lines

    monkeypatch.setattr(linkcheck.sources.json_lines, "LONGEST", len(MISTAKES) + 1)
    file = body.with_name("many.jsonl")
    long = MISTAKES.replace("{", "{" + " " * 3 * len(MISTAKES), 1)
    file.write_text(f"{long}\n{MISTAKES}\n{long}", encoding="utf-8")
    run("many.jsonl", "--fix")
    assert file.read_text(encoding="utf-8") == f"{long}\n{SAFELY}\n{long}"


def test_other_kinds_of_files_are_left_alone(body: Path, run: Run) -> None:
    entry = {
        "request": {
            "method": "POST",
            "url": "https://sandbox.plaid.com/link/token/create",
            "postData": {"text": MISTAKES},
        },
        "response": {"status": 0},
    }
    text = json.dumps({"log": {"entries": [entry]}})
    file = body.with_name("calls.har")
    file.write_text(text, encoding="utf-8")
    outcome = run("calls.har", "--fix", "--unsafe-fixes")
    assert outcome.code == 1
    assert "LC104" in outcome.out
    assert "[*]" not in outcome.out
    assert file.read_text(encoding="utf-8") == text


YAML = """\
# a request
client_name: Wonderwallet
language: EN  # by mistake
country_codes:
  - 'us'  # home
  - CA
  - CA  # again
user: {client_user_id: u-1001, email_address: ""}
products: [auth]
"""
FIXED_YAML = """\
# a request
client_name: Wonderwallet
language: en  # by mistake
country_codes:
  - 'US'  # home
  - CA
user: {client_user_id: u-1001}
products: [auth]
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_yaml_keeps_its_layout(body: Path, run: Run, newline: str, mark: bytes) -> None:
    file = body.with_name("a.yaml")
    file.write_bytes(mark + YAML.replace("\n", newline).encode())
    shown = run("a.yaml", "--diff")
    assert shown.code == 1
    assert "-language: EN  # ** *******\n" in shown.out
    assert "+language: en  # ** *******\n" in shown.out
    assert "u-1001" not in shown.out
    run("a.yaml", "--fix")
    fixed = mark + FIXED_YAML.replace("\n", newline).encode()
    assert file.read_bytes() == fixed
    again = run("a.yaml", "--fix")
    assert (again.code, again.err) == (0, "")
    assert file.read_bytes() == fixed


def test_yaml_of_several_bodies(body: Path, run: Run) -> None:
    file = body.with_name("a.yml")
    first, *rest = FIXED_YAML.splitlines()[1:]
    listed = "\n  ".join((f"- {first}", *rest)) + "\n"
    wrong = listed.replace("language: en", "language: EN")
    file.write_text(f"{YAML}---\nother: 1\n---\n{wrong}", encoding="utf-8")
    outcome = run("a.yml", "--fix")
    assert file.read_text(encoding="utf-8") == f"{FIXED_YAML}---\nother: 1\n---\n{listed}"
    assert "a.yml, document 3: fixed LC104 at /0/language: " in outcome.err


def test_an_anchored_value_is_not_fixed_but_reported(body: Path, run: Run) -> None:
    file = body.with_name("a.yaml")
    text = YAML.replace("language: EN", "language: &lang EN")
    file.write_text(text, encoding="utf-8")
    outcome = run("a.yaml", "--fix")
    assert outcome.code == 1
    note = "a.yaml: cannot safely edit the YAML for LC104 at /language: "
    assert note in outcome.err
    left = FIXED_YAML.replace("language: en", "language: &lang EN")
    assert file.read_text(encoding="utf-8") == left


def test_standard_input_has_a_diff(body: Path, run: Run) -> None:
    outcome = run("-", "--diff", stdin=body.read_bytes())
    assert outcome.code == 1
    assert '["US"]' in outcome.out


def test_only_files_with_known_documents_are_changed_in_a_directory(body: Path, run: Run) -> None:
    foreign = body.with_name("foreign.json")
    foreign.write_text('{"country_codes": ["us"], "x": 1}', encoding="utf-8")
    before = foreign.read_bytes()
    run(".", "--fix")
    assert foreign.read_bytes() == before
    assert body.read_text(encoding="utf-8") == SAFELY


def test_an_unwritable_file_is_reported_and_still_checked(
    body: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refused)
    outcome = run("body.json", "--fix", "--format", "concise")
    assert outcome.code == 2
    assert outcome.err == "linkcheck: body.json: cannot be written (Permission denied)\n"
    assert "LC104" in outcome.out
    assert body.read_text(encoding="utf-8") == MISTAKES


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["body.json", "--unsafe-fixes"], "--unsafe-fixes requires --fix or --diff"),
        (["body.json", "--fix", "--diff"], "--fix cannot be used with --diff"),
        (["-", "--fix"], "standard input"),
    ],
)
@pytest.mark.usefixtures("body")
def test_options_that_contradict_each_other(run: Run, options: list[str], words: str) -> None:
    outcome = run(*options)
    assert outcome.code == 2
    assert words in outcome.err


def test_yaml_that_would_decode_to_something_else_is_not_fixed_but_reported(
    body: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import linkcheck.fixes.yaml_text
    from linkcheck.fixes.edits import Edit

    monkeypatch.setattr(linkcheck.fixes.yaml_text, "yaml_edits", lambda *_: [Edit(0, 0, "x: 1\n")])
    file = body.with_name("a.yaml")
    file.write_text(YAML, encoding="utf-8")
    outcome = run("a.yaml", "--fix")
    assert outcome.code == 1
    assert "a.yaml: cannot safely edit the YAML for LC104 at /language: " in outcome.err
    assert "fixed" not in outcome.err
    assert file.read_text(encoding="utf-8") == YAML
