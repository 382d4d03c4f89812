"""``linkcheck check``: files, options and messages."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

import linkcheck
from tests.cli.conftest import CLEAN, ERROR, FOREIGN, WARNING, Run

ANSWER = '{"error_type": "INVALID_REQUEST", "error_code": "INVALID_FIELD"}'

GOLDEN = Path(__file__).with_name("golden")
TEN_MISTAKES = Path(__file__).with_name("ten_mistakes.json")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("text.txt", []),
        ("colored.txt", ["--color", "always"]),
        ("concise.txt", ["--format", "concise"]),
        ("statistics.txt", ["--statistics"]),
        ("json.json", ["--format", "json"]),
    ],
)
def test_ten_mistakes(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, options: list[str]
) -> None:
    """Golden outputs. LINKCHECK_UPDATE_GOLDEN=1 rewrites them; review the difference."""
    monkeypatch.chdir(TEN_MISTAKES.parent)
    outcome = run("ten_mistakes.json", *options)
    golden = GOLDEN / name
    if os.environ.get("LINKCHECK_UPDATE_GOLDEN") == "1":
        golden.write_text(outcome.out, encoding="utf-8")
    assert outcome.code == 1
    assert outcome.out == golden.read_text(encoding="utf-8")


def test_ten_mistakes_are_ten_violations() -> None:
    import linkcheck

    report = linkcheck.check(TEN_MISTAKES.read_bytes())
    assert len(report.violations) >= 10
    assert len({violation.pointer for violation in report.violations}) >= 10


@pytest.mark.usefixtures("files")
def test_standard_input(run: Run) -> None:
    outcome = run("-", "--format", "json", stdin=ERROR.encode())
    assert outcome.code == 1
    assert {v["file"] for v in json.loads(outcome.out)["violations"]} == {"<stdin>"}


@pytest.mark.parametrize("arguments", [["-"], []])
@pytest.mark.usefixtures("files")
def test_standard_input_may_have_a_name(run: Run, arguments: list[str]) -> None:
    outcome = run("check", *arguments, "--stdin-filename", "body.json", stdin=ERROR.encode())
    assert outcome.out.startswith("body.json:1:")


@pytest.mark.usefixtures("files")
def test_a_directory_is_searched_for_known_documents(run: Run) -> None:
    summary = json.loads(run(".", "--format", "json").out)["summary"]
    assert (summary["files"], summary["skipped"]) == (3, 1)


@pytest.mark.usefixtures("files")
def test_without_paths_the_current_directory_is_searched(run: Run) -> None:
    assert run("check") == run("check", ".")


@pytest.mark.usefixtures("files")
def test_verbose_reports_what_was_done(run: Run) -> None:
    outcome = run(".", "-v")
    assert "linkcheck: foreign.json: skipped: no known document\n" in outcome.err
    assert "linkcheck: clean.json: checked as link-token-create-request\n" in outcome.err


def test_a_broken_document_in_a_directory_is_reported(files: Path, run: Run) -> None:
    (files / "clean.json").write_text(CLEAN.replace('"products"', "products"), encoding="utf-8")
    outcome = run(".", "--ignore", "LC104")
    assert outcome.code == 2
    assert "clean.json:1:" in outcome.out
    assert "LC001" in outcome.out


@pytest.mark.usefixtures("files")
def test_named_files_that_hold_nothing_known_may_be_skipped(run: Run) -> None:
    outcome = run("clean.json", "foreign.json", "--skip-unknown", "--format", "json")
    assert outcome.code == 0
    assert outcome.err == ""
    summary = json.loads(outcome.out)["summary"]
    assert (summary["files"], summary["skipped"]) == (1, 1)
    assert run("foreign.json", "error.json", "--skip-unknown").code == 1


@pytest.mark.usefixtures("files")
def test_skipping_all_named_files_is_not_an_error(run: Run) -> None:
    outcome = run("foreign.json", "--skip-unknown", "-v")
    assert outcome.code == 0
    assert "linkcheck: foreign.json: skipped: no known document\n" in outcome.err


def test_skipped_files_are_not_fixed(files: Path, run: Run) -> None:
    text = '{"colour": "red", "country_codes": ["UK"]}'
    (files / "foreign.json").write_text(text, encoding="utf-8")
    assert run("foreign.json", "warning.json", "--fix", "--skip-unknown").code == 0
    assert (files / "foreign.json").read_text(encoding="utf-8") == text
    assert (files / "warning.json").read_text(encoding="utf-8") != WARNING


def test_skipping_does_not_depend_on_the_number_of_processes(files: Path, run: Run) -> None:
    names = ["error.json", "foreign.json", "clean.json", "--skip-unknown", "-v"]
    assert run(*names, "--jobs", "2") == run(*names, "--jobs", "1")


def test_verbose_reports_broken_files_in_a_directory(files: Path, run: Run) -> None:
    (files / "broken.json").write_text("{", encoding="utf-8")
    assert "linkcheck: broken.json: skipped: not JSON\n" in run(".", "-v").err


@pytest.mark.usefixtures("files")
def test_a_named_file_is_checked_whatever_it_holds(run: Run) -> None:
    outcome = run("foreign.json")
    assert outcome.code == 1
    assert "foreign.json: unrecognized document type" in outcome.err
    assert run("foreign.json", "-q").err == ""
    assert run("foreign.json", "--document", "link-token-create-request").err == ""


@pytest.mark.usefixtures("files")
def test_quiet_writes_no_summary(run: Run) -> None:
    assert run("clean.json", "-q").out == ""
    assert "Found" not in run("error.json", "-q").out


def test_the_document_type_can_be_set(files: Path, run: Run) -> None:
    outcome = run("clean.json", "--document", "link-token-get-request", "--format", "json")
    kinds = {v["document"] for v in json.loads(outcome.out)["violations"]}
    assert kinds == {"link-token-get-request"}
    assert (files / "clean.json").exists()


def test_the_kind_of_document_narrows_a_directory(files: Path, run: Run) -> None:
    (files / "get.json").write_text('{"link_token": "link-sandbox-1"}', encoding="utf-8")
    outcome = run(".", "--document", "link-token-get-request", "--format", "json", "-v")
    summary = json.loads(outcome.out)["summary"]
    assert (summary["files"], summary["skipped"]) == (1, 4)
    assert "clean.json: skipped: is a link-token-create-request" in outcome.err


@pytest.mark.parametrize("more", [(), ("--format", "json"), ("--jobs", "2"), ("--diff",)])
def test_a_folder_without_requests_passes(tmp_path: Path, run: Run, more: tuple[str, ...]) -> None:
    (tmp_path / "package.json").write_text(FOREIGN, encoding="utf-8")
    outcome = run("check", str(tmp_path), *more)
    assert outcome.code == 0
    note = f"linkcheck: no known documents found in {tmp_path} (1 file skipped); name a file"
    assert outcome.err.startswith(note) is (more != ("--diff",))
    assert run("check", str(tmp_path), *more, "-q").err == ""


def test_a_pattern_without_requests_passes(files: Path, run: Run) -> None:
    for name in ("one.md", "two.md"):
        (files / name).write_text("Nothing of Link here.", encoding="utf-8")
    (files / "answer.json").write_text(ANSWER, encoding="utf-8")
    outcome = run("*.md", "answer*")
    assert outcome.code == 0
    assert "no known documents found in *.md, answer* (3 files skipped)" in outcome.err
    assert run("clean*", "*.md").code == 0
    assert run("nothing*").code == 2


HOLDS_NONE = "linkcheck: {}: no Link request, response or webhook found\n"
WITHOUT = {
    "notes.md": "Nothing of Link here.",
    "deploy.sh": "curl https://example.com -d '{}'\n",
    "calls.har": '{"log": {"entries": []}}',
    "collection.json": '{"info": {"name": "Shop"}, "item": []}',
    "cassette.yaml": "interactions: []\nversion: 1\n",
    "log.jsonl": "\n\n",
}


@pytest.mark.parametrize("more", [(), ("--jobs", "2"), ("--diff",), ("--fix",), ("-q",)])
@pytest.mark.parametrize("name", WITHOUT)
def test_a_named_file_without_a_request_is_an_error(
    files: Path, run: Run, name: str, more: tuple[str, ...]
) -> None:
    (files / name).write_text(WITHOUT[name], encoding="utf-8")
    outcome = run(name, *more)
    assert outcome.code == 2
    assert outcome.err == HOLDS_NONE.format(name)
    # Whatever else is checked: who names a file wants it checked.
    assert run("clean.json", name, "clean.json", *more).code == 2
    skipped = run(name, "clean.json", "--skip-unknown", *more)
    assert (skipped.code, skipped.err) == (0, "")


def test_a_script_on_standard_input_without_a_request_is_an_error(run: Run) -> None:
    outcome = run("-", "--stdin-filename", "deploy.sh", stdin=b"echo\n")
    assert (outcome.code, outcome.err) == (2, HOLDS_NONE.format("deploy.sh"))


@pytest.mark.parametrize("name", ["object.json", "object.yaml"])
def test_an_object_of_no_known_kind_is_checked_as_a_create_request(
    files: Path, run: Run, name: str
) -> None:
    (files / name).write_text('{"colour": "red"}', encoding="utf-8")
    outcome = run(name, "--format", "json")
    assert outcome.code == 1
    assert f"{name}: unrecognized document type, checked as" in outcome.err
    assert {v["document"] for v in json.loads(outcome.out)["violations"]} == {
        "link-token-create-request"
    }
    assert run(name, "--skip-unknown").code == 0


def test_containers_are_read(files: Path, run: Run) -> None:
    (files / "notes.md").write_text(
        f"```sh\ncurl https://sandbox.plaid.com/link/token/create -d '{ERROR}'\n```\n",
        encoding="utf-8",
    )
    outcome = run("notes.md", "--format", "concise", "-v")
    assert outcome.code == 1
    assert re.match(r"notes\.md:2:\d+: LC104", outcome.out)
    assert re.match(r"linkcheck: notes\.md, .+: checked as link-token-create-", outcome.err)


def test_what_git_ignores_is_not_searched(files: Path, run: Run) -> None:
    (files / ".git").mkdir()
    (files / ".gitignore").write_text("error.json\n", encoding="utf-8")
    assert run(".").code == 0
    assert run("error.json").code == 1


def test_exclude_leaves_out_what_is_found_but_not_what_is_named(files: Path, run: Run) -> None:
    (files / "old").mkdir()
    (files / "old" / "a.json").write_text(ERROR, encoding="utf-8")
    outcome = run(".", "--exclude", "old", "--exclude", "err*", "--exclude", "w*.json", "-q")
    assert (outcome.code, outcome.out) == (0, "")
    assert run("error.json", "--exclude", "error.json").code == 1


@pytest.mark.usefixtures("files")
def test_unreadable_paths_do_not_stop_the_others(run: Run) -> None:
    outcome = run("missing.json", "error.json", "gone/")
    assert outcome.code == 2
    assert outcome.err == (
        "linkcheck: missing.json: no such file or directory\n"
        "linkcheck: gone/: no such file or directory\n"
    )
    assert "error.json:1:" in outcome.out


def test_output_goes_to_a_file(files: Path, run: Run) -> None:
    expected = run("error.json").out
    outcome = run("error.json", "--output-file", "out.txt")
    assert outcome.out == ""
    assert (files / "out.txt").read_text(encoding="utf-8") == expected


@pytest.mark.usefixtures("files")
def test_an_unwritable_output_file_is_reported(run: Run) -> None:
    outcome = run("clean.json", "--output-file", "no/out.txt")
    assert "no/out.txt: cannot be written" in outcome.err


@pytest.mark.parametrize("options", [["--select", "LC10"], ["--select", "LC104,LC101"]])
@pytest.mark.usefixtures("files")
def test_rules_are_selected_by_code_and_prefix(run: Run, options: list[str]) -> None:
    assert "LC104" in run("error.json", *options).out


@pytest.mark.parametrize(
    ("option", "selector", "suggestion"),
    [
        ("--select", "unknown-valu", "unknown-value"),
        ("--ignore", "unknown_field", "unknown-field"),
    ],
)
@pytest.mark.usefixtures("files")
def test_unknown_rules_are_refused_with_a_suggestion(
    run: Run, option: str, selector: str, suggestion: str
) -> None:
    outcome = run("clean.json", option, selector)
    assert outcome.code == 2
    assert f"Unknown rule `{selector}`. Did you mean `{suggestion}`?" in outcome.err


@pytest.mark.usefixtures("files")
def test_a_misspelled_command_is_refused_with_a_suggestion(run: Run) -> None:
    outcome = run("ruls", "LC104")
    assert outcome.code == 2
    assert "did you mean the command `rules`?" in outcome.err


@pytest.mark.usefixtures("files")
def test_advice_is_given_when_asked_for(run: Run) -> None:
    body = CLEAN.replace('"webhook":', '"redirect_uri": null, "webhook":').encode()
    usual, pedantic = run("-", stdin=body), run("-", "--pedantic", stdin=body)
    assert " info" not in usual.out
    assert " info" in pedantic.out


@pytest.mark.parametrize(
    ("options", "environment", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
@pytest.mark.usefixtures("files")
def test_colors(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    environment: dict[str, str],
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("error.json", *options).out) is colored


@pytest.mark.parametrize(("term", "colored"), [("xterm", True), ("dumb", False)])
def test_a_terminal_gets_colors(term: str, colored: bool) -> None:
    import io

    from linkcheck.cli.terminal import use_color

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert use_color("auto", Terminal(), {"TERM": term}) is colored
    assert use_color("auto", io.StringIO(), {"TERM": term}) is False


BAD_INPUTS = [
    (b"", "The document is empty"),
    (b"{", "is closed"),
    (b"\xff\xfe{\x00}\x00", "UTF-16"),
    (b'{"a": "\xff"}', "not valid UTF-8"),
    (b"\x00" * 20, "UTF-32"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"[" * 5000, "is closed"),
    (b"[" * 5000 + b"]" * 5000, "nested"),
    (b'{"a": ' + b"1" * 5000 + b"}", "characters, which is too long to read"),
    (b'{"a": 1e999}', "LC003"),
    (b'{"a": "\\ud800"}', "LC004"),
    (b"[]", "LC006"),
    (b"null", "LC006"),
    (b'"hunter2"', "LC006"),
]


@pytest.mark.parametrize(("data", "words"), BAD_INPUTS, ids=lambda v: repr(v)[:20])
@pytest.mark.usefixtures("files")
def test_bad_input_is_a_finding_not_a_crash(run: Run, data: bytes, words: str) -> None:
    outcome = run("-", "-q", stdin=data)
    assert outcome.code == 2
    assert words in outcome.out
    # One line with the place and the message of the finding.
    place, sentence = outcome.err.removeprefix("linkcheck: ").rstrip("\n").split(": ", 1)
    assert re.fullmatch(r"<stdin>:\d+:\d+", place)
    assert outcome.out.startswith(f"{place}: LC00")
    assert sentence.partition("; ")[0].lower() in outcome.out.lower()
    assert "hunter2" not in outcome.out + outcome.err


def test_an_error_answer_of_plaid_is_an_error_only_if_it_is_named(files: Path, run: Run) -> None:
    (files / "answers").mkdir()
    (files / "answers" / "answer.json").write_text(ANSWER, encoding="utf-8")
    (files / "answers" / "clean.json").write_text(CLEAN, encoding="utf-8")
    named = run("check", "answers/answer.json")
    assert named.code == 2
    assert named.err == (
        "linkcheck: answers/answer.json: nothing to check: this is a Plaid error without its "
        "request\n"
    )
    assert run("answers/answer.json", "--skip-unknown").code == 0
    walked = run("check", "answers")
    assert (walked.code, walked.err) == (0, "")


SCHEMA = '{"$schema": "./link-token-create-request.schema.json", '


@pytest.mark.parametrize("name", ["body.json", "body.yaml", "body.txt", "-"])
def test_a_saved_request_may_name_its_schema_for_an_editor(
    files: Path, run: Run, name: str
) -> None:
    body = SCHEMA + CLEAN[1:]
    (files / name).write_text(body, encoding="utf-8")
    assert run(name, stdin=body.encode()).code == 0
    assert "$schema" not in run(name, "--format", "json", stdin=body.encode()).out
    assert '"status": "fail"' not in run("explain", "--format", "json", "--only", "fail", name).out
    # It hides nothing else.
    (files / name).write_text(SCHEMA + ERROR[1:], encoding="utf-8")
    assert "LC104" in run(name, stdin=(SCHEMA + ERROR[1:]).encode()).out
    assert run("baseline", name, stdin=body.encode()).code == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("number.json", '{"$schema": 1, ' + CLEAN[1:]),
        ("deeper.json", CLEAN.replace('{"client_user_id"', SCHEMA + '"client_user_id"')),
        ("log.jsonl", SCHEMA + CLEAN[1:]),
        ("list.json", f"[{SCHEMA}{CLEAN[1:]}]"),
        (
            "run.sh",
            f"curl https://sandbox.plaid.com/link/token/create -d '{SCHEMA}{CLEAN[1:]}'\n",
        ),
    ],
)
def test_elsewhere_a_schema_is_an_unknown_field(
    files: Path, run: Run, name: str, text: str
) -> None:
    (files / name).write_text(text, encoding="utf-8")
    outcome = run(name, "--format", "concise")
    assert outcome.code == 1
    assert "LC101" in outcome.out


def test_a_call_that_sends_a_schema_is_refused() -> None:
    assert [v.code for v in linkcheck.check(SCHEMA + CLEAN[1:]).violations] == ["LC101"]
    assert not linkcheck.check(json.loads(SCHEMA + CLEAN[1:])).ok


def test_a_schema_does_not_hide_what_a_small_body_is() -> None:
    assert linkcheck.detect({"$schema": "x", "client_name": "Wonderwallet"}) is not None
