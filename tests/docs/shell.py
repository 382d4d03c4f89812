"""The calls of linkcheck in shell lines, wherever a page shows them."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections.abc import Iterator

import click

from linkcheck.cli.app import main
from linkcheck.cli.dispatch import with_command

# What stands before a command: a prompt, or the key or dash of a value in YAML.
_BEFORE = re.compile(r"\s*(- )?((run|script|entry|bash|command): *[|>]?-? *)?(\$ )?")
_BETWEEN_COMMANDS = {"|", "||", "&&", ";", "&", "(", ")"}
_REDIRECTIONS = {"<", ">", ">>"}


def calls(text: str) -> Iterator[list[str]]:
    """The arguments of each call of linkcheck in a text of shell lines, or YAML that holds some."""
    for line in text.replace("\\\n", " ").splitlines():
        if "linkcheck" in line:
            for words in _commands(_BEFORE.sub("", line, count=1)):
                program, *arguments = words
                while arguments[:1] in (["-I"], ["-P"]):  # options of Python
                    arguments = arguments[1:]
                if arguments[:2] == ["-m", "linkcheck"]:
                    yield arguments[2:]
                elif program.rpartition("/")[2] == "linkcheck":
                    yield arguments


def _commands(line: str) -> Iterator[list[str]]:
    words = shlex.shlex(line, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    command: list[str] = []
    redirected = False
    for word in words:
        if word in _BETWEEN_COMMANDS:
            if command:
                yield command
            command, redirected = [], False
        elif word in _REDIRECTIONS:
            redirected = True
        elif not redirected:
            command.append(word)
    if command:
        yield command


def parse(arguments: list[str]) -> None:
    """Raise click.UsageError if the command line does not take these arguments."""
    if arguments in ([], ["--version"], ["--help"]):
        return
    name, *rest = with_command(arguments)
    with contextlib.suppress(click.exceptions.Exit), main.commands[name].make_context(name, rest):
        pass
