"""``linkcheck check`` on source code."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from linkcheck.sources.code import grammars
from tests.cli.conftest import CLEAN, Run

REQUEST = """\
def token(client, user, hook=None):
    body = {"client_name": "Wonderwallet", "country_codes": ["US"], "products": ["auth"]}
    body["user"] = {"client_user_id": user.id}
    body["language"] = "xx"
    if hook:
        body["webhook"] = "hooks.example"
    return client.link_token_create(body)
"""
FOUND = ["LC104", "LC109"]
BROKEN = 'print "x"\nclient.link_token_create(body)\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, with a module that builds a request."""
    (tmp_path / "app.py").write_text(REQUEST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("path", ["app.py", "."])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_violations(run: Run, path: str, jobs: str) -> None:
    outcome = run("check", path, "--jobs", jobs, "--format", "json")
    found = json.loads(outcome.out)["violations"]
    assert [(v["code"], v["file"], v["line"], v["column"]) for v in found] == [
        ("LC104", "app.py", 4, 24),
        ("LC109", "app.py", 6, 27),
    ]
    assert [v["when"] for v in found] == [None, [{"condition": "hook", "is": True}]]
    assert {v["source_language"] for v in found} == {"python"}
    assert outcome.code == 1


def test_standard_input(run: Run) -> None:
    outcome = run("check", "-", "--stdin-filename", "app.py", stdin=REQUEST.encode())
    assert "app.py:4:24: LC104" in outcome.out


@pytest.mark.usefixtures("project")
def test_summary_counts_requests_and_unknown_values(run: Run) -> None:
    assert run("check", "app.py").out.endswith(
        "Found 2 errors in 1 file (1 file checked; in code: 1 request, 1 value unknown).\n"
    )
    assert "in code: 1 request" in run("check", "app.py", "--statistics").out


FORMATS = {
    "text": "note: only if `hook` is true",
    "concise": "(/webhook; only if `hook` is true)",
    "json": '"condition": "hook"',
    "jsonl": '"condition": "hook"',
    "sarif": '"when": [{"condition": "hook", "is": true}]',
    "github": "%0Anote: only if `hook` is true",
    "gitlab": "\\nOnly if `hook` is true",
    "junit": "note: only if `hook` is true",
    "markdown": "**Only if** `hook` is true",
    "html": "only if <code>hook</code> is true",
}


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("form", FORMATS)
def test_formats_show_the_condition(run: Run, form: str) -> None:
    out = run("check", "app.py", "--format", form).out
    assert FORMATS[form] in out


UNWANTED = [
    "node_modules/plaid/app.py",
    "vendor/app.py",
    "src/vendor/plaid/app.py",
    "build/lib/app.py",
    "dist/app.py",
    ".next/app.py",
    ".venv/lib/app.py",
    "lib/site-packages/plaid/app.py",
]


@pytest.mark.parametrize("name", UNWANTED)
def test_code_of_others_is_not_searched(project: Path, run: Run, name: str) -> None:
    (project / "app.py").unlink()
    write(project, name, REQUEST)
    assert run("check", ".").code == 0
    assert run("check", name).code == 1
    assert run("check", str(Path(name).parent)).code == 1


def test_other_files_in_these_directories_are(project: Path, run: Run) -> None:
    write(project, "dist/body.json", CLEAN.replace('"en"', '"xx"'))
    assert "dist/body.json:1:" in run("check", ".", "--format", "concise").out


def test_ignored_code_is_not_searched(project: Path, run: Run) -> None:
    (project / ".git").mkdir()
    write(project, ".gitignore", "app.py\n")
    assert run("check", ".").code == 0


@pytest.mark.parametrize(("size", "code"), [(None, 1), ("100", 0), ("1KB", 1), ("1MB", 1)])
def test_large_files_are_not_searched(project: Path, run: Run, size: str | None, code: int) -> None:
    options = () if size is None else ("--max-file-size", size)
    assert run("check", ".", *options).code == code
    assert run("check", "app.py", *options).code == 1
    if size is not None:
        write(project, "linkcheck.toml", f'max-file-size = "{size}"')
        assert run("check", ".").code == code


def test_a_size_that_is_none(run: Run) -> None:
    outcome = run("check", ".", "--max-file-size", "big")
    assert outcome.code == 2
    assert "'big' is not a number of bytes, or a size such as 500KB or 2MB" in outcome.err


def test_default_of_the_size(project: Path, run: Run) -> None:
    write(project, "app.py", REQUEST + "# \n" * 400_000)
    assert run("check", ".").code == 0
    assert run("check", "app.py").code == 1


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("text", "code", "error"),
    [
        ("import os\n", 2, "other.py: no Link request, response or webhook found"),
        ("# calls link_token_create\n", 2, "no Link request, response or webhook found"),
        (BROKEN, 2, "other.py:1: "),
        ("", 2, "no Link request, response or webhook found"),
    ],
)
def test_a_named_file_without_a_request(
    project: Path, run: Run, text: str, code: int, error: str
) -> None:
    write(project, "other.py", text)
    outcome = run("check", "other.py")
    assert (outcome.code, outcome.err.count("\n")) == (code, 1)
    assert error in outcome.err
    assert run("check", "other.py", "--skip-unknown").code == 0
    both = run("check", "other.py", "app.py")
    assert both.code == code
    assert "LC104" in both.out


def test_broken_code_in_a_directory_is_a_note(project: Path, run: Run) -> None:
    write(project, "old.py", BROKEN)
    outcome = run("check", ".")
    assert outcome.code == 1
    assert "LC104" in outcome.out
    assert outcome.err.startswith("linkcheck: old.py:1: skipped: ")
    assert outcome.err.count("\n") == 1
    assert run("check", ".", "--quiet").err == ""


def test_files_without_requests_are_not_counted(project: Path, run: Run) -> None:
    write(project, "other.py", "import os\n")
    assert "skipped" not in run("check", ".").out
    outcome = run("check", ".", "--verbose")
    assert "other.py: skipped: no known document" in outcome.err


def test_code_is_not_fixed(project: Path, run: Run) -> None:
    code = REQUEST.replace('["US"]', '["us"]')
    write(project, "app.py", code)
    outcome = run("check", "app.py", "--fix")
    assert (project / "app.py").read_text(encoding="utf-8") == code
    assert "app.py, request in line 7: fixes are not applied to source code" in outcome.err
    assert "fixable" not in outcome.out
    assert run("check", "app.py", "--diff").out == ""


@pytest.mark.usefixtures("project")
def test_a_baseline_hides_known_violations(run: Run) -> None:
    run("baseline", ".")
    outcome = run("check", ".", "--baseline", ".linkcheck-baseline.json")
    assert (outcome.code, "LC104" in outcome.out) == (0, False)


def test_results_of_a_file_count_as_one_document_each(project: Path, run: Run) -> None:
    write(
        project,
        "two.py",
        "A, B = 'xx', 'yy'\n"
        + "".join(
            REQUEST.replace("token", f"token_{name}")
            .replace("link_token_" + name, "link_token")
            .replace('"xx"', name)
            for name in "BA"
        ),
    )
    report = json.loads(run("check", "two.py", "--format", "json").out)
    assert [v["document_index"] for v in report["violations"]] == [1, 0, 0, 1]
    assert report["summary"]["documents"] == 2


SECRET = "access-sandbox-0b1c2d3e-1111-2222-3333-444455556666"
LEAKY = f'''
def token(client, user, token, email):
    body = {{"client_name": "A", "country_codes": ["us"], "language": "en"}}
    body["user"] = {{"client_user_id": "jane@example.org", "phone_number": "+14155550123"}}
    if token == "{SECRET}" or email == "jane@example.org":  # {SECRET}
        body["access_token"] = "{SECRET}"
        body["webhook"] = "jane@example.org"
    return client.link_token_create(body)
'''


@pytest.mark.parametrize("form", FORMATS)
def test_no_secret_is_shown(project: Path, run: Run, form: str) -> None:
    write(project, "app.py", LEAKY)
    outcome = run("check", "app.py", "--format", form, "--pedantic")
    assert "LC104" in outcome.out
    for secret in (SECRET.rpartition("-")[2], "jane", "415555"):
        assert secret not in outcome.out + outcome.err


@pytest.mark.usefixtures("project")
def test_explain_says_what_is_unknown(run: Run) -> None:
    write(Path(), "app.py", REQUEST.replace('"hooks.example"', "hook"))
    shown = json.loads(run("explain", "app.py", "--only", "undecided", "--format", "json").out)
    reasons = {one["code"]: one["reason"] for one in shown}
    assert reasons["LC420"] == "`webhook` is unknown"
    assert reasons["LC221"] == "`user.client_user_id` is unknown"
    fails = json.loads(run("explain", "app.py", "--only", "fail", "--format", "json").out)
    assert [one["code"] for one in fails] == ["LC104"]


def test_explain_says_what_may_contain_more(project: Path, run: Run) -> None:
    write(project, "app.py", "def f(client, x):\n    client.link_token_create({'a': 1, **x})\n")
    shown = json.loads(run("explain", "app.py", "--format", "json").out)
    status = {one["code"]: (one["status"], one["reason"]) for one in shown}
    assert status["LC300"] == ("undecided", "the document may contain more")
    assert status["LC101"][0] == "fail"
    assert status["LC103"] == ("pass", "no violations in what is known")


def test_explain_knows_what_shell_variables_hide(project: Path, run: Run) -> None:
    body = CLEAN.replace('"https://example.com/plaid"', '"$HOOK"').replace('"', '\\"')
    curl = f'curl https://sandbox.plaid.com/link/token/create -d "{body}"'
    write(project, "create.sh", curl)
    shown = json.loads(run("explain", "create.sh", "--only", "undecided", "--format", "json").out)
    assert ("LC420", "`webhook` is unknown") in {(one["code"], one["reason"]) for one in shown}


@pytest.fixture
def uninstalled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra ``code`` is not installed."""
    grammars._parser.cache_clear()
    for name in ("tree_sitter", "tree_sitter_javascript", "tree_sitter_typescript"):
        monkeypatch.setitem(sys.modules, name, None)


TYPESCRIPT = "client.linkTokenCreate({ client_name: 'A' });\n"


@pytest.mark.usefixtures("uninstalled")
def test_code_in_a_language_that_is_not_installed(project: Path, run: Run) -> None:
    for name in ("a.ts", "b.ts", "c.js"):
        write(project, name, TYPESCRIPT)
    write(project, "d.ts", "let x = 1;\n")
    named = run("check", "a.ts")
    assert named.code == 2
    assert "a.ts: reading this language requires an extra; run" in named.err
    assert named.err.count("pip install 'plaid-linkcheck[code]'") == 1
    folder = run("check", ".", "--format", "concise")
    assert folder.code == 1
    assert folder.out.startswith("app.py:4:24: LC104")
    assert folder.err == (
        "linkcheck: some source code was skipped; to check it, run "
        "`pip install 'plaid-linkcheck[code]'`\n"
    )
    assert run("check", "a.ts", "--skip-unknown").code == 0


def test_typescript(project: Path, run: Run) -> None:
    pytest.importorskip("tree_sitter_typescript")
    write(project, "a.ts", TYPESCRIPT.replace("'A'", "'A', language: 'xx'"))
    shown = json.loads(run("check", "a.ts", "--format", "json").out)["violations"]
    assert ("LC104", 1, 54, "typescript") in [
        (v["code"], v["line"], v["column"], v["source_language"]) for v in shown
    ]
