"""``linkcheck completion`` and what it gives to shells."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from linkcheck.cli.app import main
from linkcheck.cli.commands import COMMANDS
from linkcheck.cli.completion import candidates
from tests.cli.conftest import CLEAN, Run
from tests.cli.shells import Shell

Answer = Callable[[str, str], list[tuple[str, str]]]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_each_shell(run: Run, shell: str) -> None:
    outcome = run("completion", shell)
    assert outcome.code == 0
    assert f"_LINKCHECK_COMPLETE={shell}_complete" in outcome.out
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed: its script is not parsed")
    done = subprocess.run([program, "-n"], input=outcome.out.encode(), check=False)
    assert done.returncode == 0


def test_an_unknown_shell_is_refused(run: Run) -> None:
    assert run("completion", "tcsh").code == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("linkcheck ", {*COMMANDS, ""}),
        ("linkcheck ba", {"baseline", "ba"}),
        ("linkcheck check --env", {"--environment"}),
        ("linkcheck --env", {"--environment"}),
        ("linkcheck --ver", {"--version", "--verbose"}),
        ("linkcheck -h", {"-h"}),
        ("linkcheck body.json --fo", {"--format", "--force-exclude"}),
        ("linkcheck 'my body.json' --env", {"--environment"}),
        ("linkcheck --environment sandbox --pl", {"--platform"}),
        ("linkcheck check --format j", {"json", "jsonl", "junit"}),
        ("linkcheck --format j", {"json", "jsonl", "junit"}),
        ("linkcheck --format=j", {"--format=", "json", "jsonl", "junit"}),
        ("linkcheck --platform=", {"--platform=", "web", "ios", "android"}),
        ("linkcheck --environment ", {"sandbox", "production"}),
        ("linkcheck --document item", {"item-add-result-webhook"}),
        ("linkcheck --fail-on n", {"never"}),
        ("linkcheck --select AL", {"ALL", "all-beside-other-subtypes"}),
        ("linkcheck --today ", {"now"}),
        ("linkcheck --select LC10", {f"LC10{n}" for n in range(1, 10)}),
        ("linkcheck --ignore unknown-v,LC104", {"unknown-v,LC104"}),
        ("linkcheck --select=LC1,unknown-v", {"--select=", "LC1,unknown-value"}),
        ("linkcheck --output-file sarif:b", {"sarif:", "b"}),
        ("linkcheck --output-file=sar", {"--output-file=", "sarif:", "sar"}),
        ("linkcheck --config li", {"li"}),
        ("linkcheck --baseline k", {"k"}),
        ("linkcheck rule unknown-v", {"unknown-value"}),
        ("linkcheck rule lc104", {"LC104"}),
        ("linkcheck rules --area webhooks", {"webhooks"}),
        ("linkcheck explain a.json --only pass,n", {"pass,not-applicable"}),
        ("linkcheck schema events", {"events-webhook"}),
        ("linkcheck completion z", {"zsh"}),
        ("linkcheck check bod", {"bod"}),
        ("linkcheck bod", {"bod"}),
    ],
)
def test_completions(answer: Answer, words: str, expected: set[str]) -> None:
    found = answer("bash", words)
    assert {value for _, value in found} == expected
    files = {value for kind, value in found if kind == "file"}
    assert files == expected & {"", "ba", "bod", "b", "sar", "li", "k"}
    prefixes = {value for value in expected if value.startswith("--") and value.endswith("=")}
    prefixes |= {"sarif:"} if words.endswith("sarif:b") else set()
    assert {value for kind, value in found if kind == "prefix"} == prefixes


@pytest.fixture
def answer(run: Run, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """What the program answers to the script of a shell."""

    def answer(shell: str, words: str) -> list[tuple[str, str]]:
        monkeypatch.setenv("_LINKCHECK_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_WORDS", words)
        outcome = run()
        assert (outcome.code, outcome.err) == (0, "")
        lines = [line.partition(",") for line in outcome.out.splitlines()]
        return [(kind, value) for kind, _, value in lines]

    return answer


def test_shells_that_show_them_get_descriptions(answer: Answer) -> None:
    for shell in ("zsh", "fish"):
        assert ("plain", "LC104\tunknown-value") in answer(shell, "linkcheck rule LC104")
        assert ("plain", "rules\tList all rules.") in answer(shell, "linkcheck rules")
    assert ("plain", "LC104") in answer("bash", "linkcheck rule LC104")


def test_every_option_with_a_value_completes_it() -> None:
    free = {"--jobs", "--max-file-size"}  # numbers
    silent = [
        f"{name} {option}"
        for name, command in main.commands.items()
        for param in command.params
        for option in param.opts
        if isinstance(param, click.Option) and not param.is_flag and option not in free
        if not list(candidates(main, f"linkcheck {name} {option} "))
    ]
    assert silent == []


LINES = {
    "linkcheck basel": ["baseline"],
    "linkcheck --env": ["--environment"],
    "linkcheck check --env": ["check", "--environment"],
    "linkcheck body.json --form": ["body.json", "--format"],
    "linkcheck x --format sar": ["x", "--format", "sarif"],
    "linkcheck x --format=sar": ["x", "--format=sarif"],
    "linkcheck --platform=io": ["--platform=ios"],
    "linkcheck --environment prod": ["--environment", "production"],
    "linkcheck rule unknown-f": ["rule", "unknown-field"],
    "linkcheck --select=LC104,unknown-f": ["--select=LC104,unknown-field"],
    "linkcheck schema link-token-get-req": ["schema", "link-token-get-request"],
    "linkcheck bod": ["body of mine.json"],
    "linkcheck check bod": ["check", "body of mine.json"],
    "linkcheck --config=bod": ["--config=body of mine.json"],
    "linkcheck --output-file sari": ["--output-file", "sarif:"],
    "linkcheck --output-file sarif:bod": ["--output-file", "sarif:body of mine.json"],
    "linkcheck --output-file=sarif:bod": ["--output-file=sarif:body of mine.json"],
}


@pytest.mark.matrix
@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_real_shells_complete(tmp_path: Path, name: str) -> None:
    (tmp_path / "body of mine.json").write_text(CLEAN, encoding="utf-8")
    shell = Shell(name, tmp_path)
    try:
        done = {line: shell.completed(line)[1:] for line in LINES}
        assert {line: words for line, words in done.items() if words != LINES[line]} == {}
        shell.lists("linkcheck ", *COMMANDS)
        shell.lists("linkcheck --format=j", "json", "jsonl", "junit")
    finally:
        shell.close()
