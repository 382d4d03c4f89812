"""docs/cli.md names everything that the command line has, and help shows examples that work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from linkcheck.cli.app import main
from linkcheck.cli.exits import Exit
from linkcheck.output import FORMATS
from tests.cli.conftest import Run

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_and_option_is_described(command: str) -> None:
    assert f"linkcheck {command}" in PAGE or f"[{command}]" in PAGE
    for parameter in main.commands[command].params:
        if isinstance(parameter, click.Option):
            assert any(f"`{name}" in PAGE for name in parameter.opts), parameter.opts


def test_every_option_that_is_described_exists() -> None:
    known = {
        name
        for command in main.commands.values()
        for parameter in command.params
        for name in parameter.opts
    }
    described = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE))
    assert described - known == {"--help", "--version"}


def test_every_exit_code_is_described() -> None:
    described = re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)
    assert [int(code) for code in described] == list(Exit)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_described(name: str) -> None:
    assert f"`--format {name}`" in PAGE


@pytest.mark.parametrize("command", sorted(main.commands))
def test_help_shows_examples_that_the_command_takes(command: str) -> None:
    epilog = main.commands[command].epilog or ""
    examples = re.findall(r"^  linkcheck (.*?)(?: [<>].*)?$", epilog, re.MULTILINE)
    assert examples
    for example in examples:
        name, *arguments = shlex.split(example)
        with main.commands[name].make_context(name, arguments):  # raises for wrong usage
            pass
    assert any(example.split()[0] == command for example in examples)


def test_help_lists_the_exit_codes(run: Run) -> None:
    for arguments in (["--help"], ["check", "--help"]):
        assert "Exit codes: 0" in run(*arguments).out
    assert "linkcheck body.json" in run("--help").out


def test_help_lists_every_command_in_full_and_the_version(run: Run) -> None:
    shown = run("--help").out
    assert "--version" in shown
    listed = shown.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split()[0] for line in listed] == sorted(main.commands)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)
