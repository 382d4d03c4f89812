"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from linkcheck.cli.settings import COLORS, FAIL_ON
from linkcheck.context import ENVIRONMENTS, PLATFORMS
from linkcheck.documents import Document
from linkcheck.output import FORMATS

F = TypeVar("F", bound=Callable[..., Any])


def values(name: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """A function of ``linkcheck.cli.completion``, which is imported when a shell asks."""

    def complete(ctx: click.Context, param: click.Parameter, text: str) -> list[CompletionItem]:
        from linkcheck.cli import completion

        found: list[CompletionItem] = getattr(completion, name)(ctx, param, text)
        return found

    return complete


def _today(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """A date from ``YYYY-MM-DD`` or ``now``."""
    if value is None:
        return None
    if value == "now":
        return date.today()  # noqa: DTZ011  (the user's own day is meant)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date like 2026-01-31, nor now.") from None


OUTPUT_OPTIONS = (
    click.option(
        "--format",
        type=click.Choice(list(FORMATS)),
        help="How to write the violations.  [default: text]",
    ),
    click.option(
        "--output-file",
        multiple=True,
        metavar="[FORMAT:]FILE",
        type=click.Path(readable=False),
        shell_complete=values("outputs"),
        help="Write to a file: FORMAT:FILE adds an output, FILE takes that of standard output. "
        "Repeatable.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        help="Least severity that makes the exit code 1.  [default: error]",
    ),
    click.option("--statistics", is_flag=True, help="Count the violations of each rule instead."),
    click.option(
        "--color",
        type=click.Choice(COLORS),
        default=COLORS[0],
        show_default=True,
        help="Colours; auto heeds the terminal, NO_COLOR and FORCE_COLOR.",
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(readable=False),
        help="Hide the violations that `linkcheck baseline` noted in this file.",
    ),
    click.option("--prune", is_flag=True, help="Remove from the baseline what is stale."),
)
"""What is written, and where."""

FIX_OPTIONS = (
    click.option("--fix", is_flag=True, help="Apply the safe fixes to the files."),
    click.option("--diff", is_flag=True, help="Show what the safe fixes would change, masked."),
    click.option(
        "--unsafe-fixes",
        is_flag=True,
        help="With --fix or --diff: fixes that may change the meaning.",
    ),
)
"""What becomes of the files."""

CONFIG_OPTIONS = (
    click.option(
        "--config",
        metavar="FILE",
        type=click.Path(readable=False),
        help="Use this configuration for all files, not the nearest linkcheck.toml or "
        "pyproject.toml of each.",
    ),
    click.option("--no-config", is_flag=True, help="Use no configuration."),
    click.option(
        "--no-plugins", is_flag=True, help="Load no plug-ins, whatever the configuration names."
    ),
)
"""Which configuration counts."""

CHECKER_OPTIONS = (
    click.option(
        "--document",
        type=click.Choice([str(kind) for kind in Document]),
        metavar="KIND",
        help="Kind of document; detected if left out. `linkcheck schema` lists the kinds.",
    ),
    click.option(
        "--environment",
        type=click.Choice(ENVIRONMENTS),
        help="Plaid environment that the request goes to.",
    ),
    click.option("--platform", type=click.Choice(PLATFORMS), help="Where Link will run."),
    click.option(
        "--today",
        callback=_today,
        metavar="YYYY-MM-DD|now",
        shell_complete=values("days"),
        help="Day to judge dates by; without it, rules about the current day rest.",
    ),
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help="Run only these rules: codes, prefixes or names, separated by commas, or ALL.",
        shell_complete=values("selectors"),
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="RULES",
        help="Leave out these rules: codes, prefixes or names, separated by commas.",
        shell_complete=values("selectors"),
    ),
    click.option("--pedantic", is_flag=True, help="Run the rules that only give advice too."),
    *CONFIG_OPTIONS,
)
"""What to check, and with which rules."""

FILE_OPTIONS = (
    click.option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        help="Leave out what is found in directories under this name or path. Repeatable.",
        shell_complete=values("files"),
    ),
    click.option("--force-exclude", is_flag=True, help="Leave out excluded files that are named."),
    click.option(
        "--skip-unknown",
        is_flag=True,
        help="Check named files, too, only if they hold a known document.",
    ),
    click.option(
        "--stdin-filename",
        metavar="NAME",
        help="Name to show for standard input.",
        shell_complete=values("files"),
    ),
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes to check with; as many as there are processors if there is much to do.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Write violations only, no summary."),
    click.option("-v", "--verbose", is_flag=True, help="Tell what was checked and what skipped."),
)
"""Which files are checked, and how it is told."""


def options(*groups: Sequence[Callable[[F], F]]) -> Callable[[F], F]:
    """Give a command groups of options, in this order."""

    def decorate(command: F) -> F:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return decorate
