"""What README.md and the pages of the documentation show is true: each block is run or read.

Python blocks of a page run in order, in one namespace and in a folder of the page, without network.
`console` blocks run in the same folder, and their output is compared; `...` on a line stands for
any lines. A block with the title `Output` is what the Python block before it prints; one with
another title is the file of this name, written to the folder. `sh` blocks are commands, of which
linkcheck's own are parsed. TOML, YAML and JSON are read and checked against the schema of what they
seem to be. `typescript` and `javascript` are files that linkcheck reads. `text` is anything else.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from tests.docs.blocks import PAGES, Block, blocks
from tests.docs.data import check_json, check_toml, check_yaml
from tests.docs.running import ROOT, Page, assert_like, module_of
from tests.docs.shell import calls, parse
from tests.offenders import each

READ = {"toml", "yaml", "json", "sh", "text", "diff", "typescript", "javascript"}
RUN = {"python", "console"}


@dataclass(frozen=True)
class NotRun:
    """Blocks of a page that this test leaves alone, how many they are, and why."""

    page: str
    language: str
    count: int
    reason: str
    beginning: str = ""
    """How the text of the blocks begins, if it is not all of that language."""

    def fits(self, block: Block) -> bool:
        return (block.page, block.language) == (
            self.page,
            self.language,
        ) and block.text.startswith(self.beginning)


NOT_RUN: tuple[NotRun, ...] = (
    NotRun("docs/spark.md", "python", 2, "needs Java: run by tests/spark/test_docs.py"),
)


def left_alone(block: Block) -> bool:
    return any(entry.fits(block) for entry in NOT_RUN)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)])
def test_a_page_holds(page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    state = Page(page, monkeypatch, tmp_path)
    for block in blocks(page):
        if not left_alone(block):
            state.run(block)
    state.finish()


def all_blocks(*languages: str) -> list[Block]:
    found = [b for page in PAGES for b in blocks(page) if b.language in languages]
    return [block for block in found if not left_alone(block)]


@each("block", all_blocks("toml"), ids=str)
def test_toml_is_valid(block: Block) -> None:
    check_toml(tomllib.loads(block.text))


@pytest.mark.parametrize("block", all_blocks("json"), ids=str)
def test_json_is_valid(block: Block) -> None:
    check_json(json.loads(block.text))


@pytest.mark.parametrize("block", all_blocks("yaml"), ids=str)
def test_yaml_is_valid(block: Block) -> None:
    check_yaml(block.text)


@each("block", all_blocks("sh", "yaml"), ids=str)
def test_commands_exist(block: Block) -> None:
    for arguments in calls(block.text):
        parse(arguments)


@each("page", PAGES)
def test_every_block_names_its_language(page: str) -> None:
    for block in blocks(page):
        assert block.language in RUN | READ, f"{block}: {block.language!r}"


def test_what_is_left_alone_is_counted() -> None:
    for entry in NOT_RUN:
        assert sum(map(entry.fits, blocks(entry.page))) == entry.count, entry
        assert entry.reason, entry


def test_every_preparation_is_that_of_a_page() -> None:
    wanted = {module_of(page) for page in PAGES} | {module_of("docs/__init__.md")}
    there = set((ROOT / "tests/docs/pages").glob("*.py")) - {ROOT / "tests/docs/pages/__init__.py"}
    assert there <= wanted


# The test itself: what it would not notice would not hold.


def block(text: str, language: str = "python", title: str | None = None) -> Block:
    return Block("README.md", 1, language, text, title)


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Page:
    return Page("README.md", monkeypatch, tmp_path)


def test_blocks_are_found_wherever_they_stand() -> None:
    text = (
        "A\n\n    linkcheck rules\n\n- item\n\n    continued\n\n"
        '1. one\n\n    ```json title="a.json"\n    {}\n    ```\n\n```python\nx = 1\n```\n'
    )
    found = blocks("x.md", text)
    assert [(b.line, b.language, b.text, b.title) for b in found] == [
        (3, "sh", "linkcheck rules\n", None),
        (12, "json", "{}\n", "a.json"),
        (16, "python", "x = 1\n", None),
    ]


def test_python_shares_names_and_files_and_has_its_output_compared(state: Page) -> None:
    state.run(block('{"a": 1}\n', "json", "data/x.json"))
    state.run(
        block("import json, pathlib\nx = json.loads(pathlib.Path('data/x.json').read_text())\n")
    )
    state.run(block("print(x)\n"))
    state.run(block("{'a': 1}\n", "text", "Output"))
    with pytest.raises(AssertionError, match="shows"):
        state.run(block("{'a': 2}\n", "text", "Output"))


def test_a_snippet_that_fails_names_its_line(state: Page) -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        state.run(Block("docs/api.md", 40, "python", "x = 1\n1 / 0\n"))
    assert raised.traceback[-1].lineno == 40  # from 0
    assert raised.traceback[-1].path == ROOT / "docs/api.md"


def test_a_snippet_reaches_no_network(state: Page) -> None:
    with pytest.raises(AssertionError, match="name of another"):
        state.run(block("import urllib.request\nurllib.request.urlopen('http://example.com')\n"))
    with pytest.raises(AssertionError, match="network"):
        state.run(block("import socket\nwith socket.socket() as s: s.connect(('192.0.2.1', 80))\n"))


def test_console_output_is_compared(state: Page) -> None:
    state.run(block("$ linkcheck nothing.json\n...\n$ echo $?\n2\n", "console"))
    state.run(block("$ printf 'a\\nb\\nc' \\\n    | sort -r\nc\n...\na\n", "console"))
    for wrong in ("$ linkcheck --version\nlinkcheck 0\n", "$ printf 'a\\nb'\na\n"):
        with pytest.raises(AssertionError, match="shows"):
            state.run(block(wrong, "console"))


def test_only_what_is_shown_is_alike() -> None:
    assert_like("a\nb\nc", "a\n...\nc", block(""))
    for shown in ("a\nc", "a\nb", "a\n...\nd", ".\n.\n."):
        with pytest.raises(AssertionError):
            assert_like("a\nb\nc", shown, block(""))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("linkcheck", [[]]),
        ("linkcheck rules  # all\n", [["rules"]]),
        ("curl ... | linkcheck - --stdin-filename 'a b'", [["-", "--stdin-filename", "a b"]]),
        ("  - run: linkcheck check \\\n    --diff .", [["check", "--diff", "."]]),
        (".venv/bin/linkcheck a.json > out && linkcheck b.json", [["a.json"], ["b.json"]]),
        ("- id: linkcheck\n  entry: linkcheck check\n", [["check"]]),
        ("pip install linkcheck\n", []),
    ],
)
def test_calls_of_linkcheck_are_found(text: str, found: list[list[str]]) -> None:
    assert list(calls(text)) == found


@pytest.mark.parametrize("text", ["linkcheck check --forma json a", "linkcheck --jobs x"])
def test_wrong_calls_are_refused(text: str) -> None:
    with pytest.raises(click.UsageError):
        parse(*calls(text))
