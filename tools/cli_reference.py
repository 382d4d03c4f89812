"""Generate the reference of the command line from its commands and options.

Custom, because mkdocs-click renders only on the site, and the page is also read on GitHub.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from linkcheck.cli.app import main


def page(note: str) -> str:
    """Return the page: each command with its usage, options and examples."""
    lines = [
        note,
        "# CLI reference\n",
        "Every command and option, as in `--help`. [The command line](cli.md) explains how they "
        "work together.\n",
    ]
    for name, command in main.commands.items():
        lines += [f"## linkcheck {name}\n", *_command(name, command)]
    return "\n".join(lines)


def _command(name: str, command: click.Command) -> Iterator[str]:
    with click.Context(command, info_name=f"linkcheck {name}") as context:
        usage = " ".join(command.collect_usage_pieces(context))
        yield f"```text\nlinkcheck {name} {usage}\n```\n"
        yield f"{inspect.cleandoc(command.help or '')}\n"
        options = [p for p in command.get_params(context) if isinstance(p, click.Option)]
    yield "| Option | Effect |"
    yield "| --- | --- |"
    for option in options:
        yield f"| {_names(option)} | {_effect(option)} |"
    yield ""
    examples = re.findall(r"^  (linkcheck .+)$", command.epilog or "", re.MULTILINE)
    if examples:
        yield "```sh\n" + "\n".join(examples) + "\n```\n"


def _names(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if option.is_flag or option.count:
        return names
    if option.metavar is None and isinstance(option.type, click.Choice):
        return names
    value = (option.metavar or option.type.name.upper()).replace("|", " or ")
    return f"{names} `{value}`"


def _effect(option: click.Option) -> str:
    effect = re.sub(r"\s+", " ", option.help or "").replace("|", "\\|")
    if isinstance(option.type, click.Choice):
        effect += " One of " + ", ".join(f"`{choice}`" for choice in option.type.choices) + "."
    if option.show_default:
        effect += f" [default: {option.default}]"
    return effect
