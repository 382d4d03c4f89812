"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from linkcheck.cli.settings import COLORS, FAIL_ON
from linkcheck.config.sizes import WORDS, parse_size
from linkcheck.context import ENVIRONMENTS, PLATFORMS
from linkcheck.documents import Document
from linkcheck.output import FORMATS

F = TypeVar("F", bound=Callable[..., Any])


def values(name: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return a function of ``linkcheck.cli.completion``, which is imported on the first call."""

    def complete(ctx: click.Context, param: click.Parameter, text: str) -> list[CompletionItem]:
        from linkcheck.cli import completion

        found: list[CompletionItem] = getattr(completion, name)(ctx, param, text)
        return found

    return complete


def _today(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Return the date of ``YYYY-MM-DD`` or ``now``."""
    if value is None:
        return None
    if value == "now":
        return date.today()  # noqa: DTZ011  (the user's own day is meant)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date (YYYY-MM-DD) or now.") from None


def _size(_: click.Context, __: click.Parameter, value: str | None) -> int | None:
    """Return the bytes of a size."""
    size = None if value is None else parse_size(value)
    if size is None and value is not None:
        raise click.BadParameter(f"{value!r} is not {WORDS}.")
    return size


OUTPUT_OPTIONS = (
    click.option(
        "--format",
        type=click.Choice(list(FORMATS)),
        help="Output format.  [default: text]",
    ),
    click.option(
        "--output-file",
        multiple=True,
        metavar="[FORMAT:]FILE",
        type=click.Path(readable=False),
        shell_complete=values("outputs"),
        help="Write to FILE instead of standard output, or with FORMAT:FILE in addition to it. "
        "Repeatable.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        help="Lowest severity that sets exit code 1.  [default: error]",
    ),
    click.option(
        "--statistics",
        is_flag=True,
        help="Print the number of violations of each rule instead of the violations.",
    ),
    click.option(
        "--color",
        type=click.Choice(COLORS),
        default=COLORS[0],
        show_default=True,
        help="When to use colors; auto depends on the terminal, NO_COLOR and FORCE_COLOR.",
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(readable=False),
        help="Hide the violations in this file, which `linkcheck baseline` writes.",
    ),
    click.option(
        "--prune", is_flag=True, help="Remove violations that no longer occur from the baseline."
    ),
)
"""Output."""

FIX_OPTIONS = (
    click.option("--fix", is_flag=True, help="Apply safe fixes to the files."),
    click.option(
        "--diff", is_flag=True, help="Show the safe fixes as a redacted diff; change no files."
    ),
    click.option(
        "--unsafe-fixes",
        is_flag=True,
        help="With --fix or --diff, include fixes that may change the meaning.",
    ),
)
"""Fixes."""

CONFIG_OPTIONS = (
    click.option(
        "--config",
        metavar="FILE",
        type=click.Path(readable=False),
        help="Use this configuration for all files instead of the nearest linkcheck.toml or "
        "pyproject.toml of each file.",
    ),
    click.option("--no-config", is_flag=True, help="Ignore all configuration files."),
    click.option("--no-plugins", is_flag=True, help="Do not load plug-ins."),
)
"""Configuration."""

CHECKER_OPTIONS = (
    click.option(
        "--document",
        type=click.Choice([str(kind) for kind in Document]),
        metavar="KIND",
        help="Document type, instead of detecting it. `linkcheck schema` lists the types.",
    ),
    click.option(
        "--environment",
        type=click.Choice(ENVIRONMENTS),
        help="Plaid environment that the requests go to.",
    ),
    click.option("--platform", type=click.Choice(PLATFORMS), help="Platform that Link runs on."),
    click.option(
        "--today",
        callback=_today,
        metavar="YYYY-MM-DD|now",
        shell_complete=values("days"),
        help="Date to use as today. If not set, rules about the current date are skipped.",
    ),
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help="Run only these rules: comma-separated codes, prefixes or names, or ALL.",
        shell_complete=values("selectors"),
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="RULES",
        help="Skip these rules: comma-separated codes, prefixes or names.",
        shell_complete=values("selectors"),
    ),
    click.option("--pedantic", is_flag=True, help="Also run the rules of severity info."),
    *CONFIG_OPTIONS,
)
"""Documents, facts and rule selection."""

SEARCH_OPTIONS = (
    click.option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        help="Skip files and directories that match this pattern when searching directories. "
        "Repeatable.",
        shell_complete=values("files"),
    ),
    click.option(
        "--force-exclude",
        is_flag=True,
        help="Skip excluded files even if they are named on the command line.",
    ),
    click.option(
        "--skip-unknown",
        is_flag=True,
        help="Skip named files that do not contain a known document.",
    ),
    click.option(
        "--max-file-size",
        metavar="SIZE",
        callback=_size,
        help="Skip larger files of source code when searching directories: bytes, or a size such "
        "as 500KB.  [default: 1MB]",
    ),
    click.option(
        "--stdin-filename",
        metavar="NAME",
        help="File name to use for standard input.",
        shell_complete=values("files"),
    ),
)
"""File selection."""

FILE_OPTIONS = (
    *SEARCH_OPTIONS,
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Number of processes. Defaults to one, or to the number of processors for large "
        "inputs.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print violations only, no summary."),
    click.option(
        "-v", "--verbose", is_flag=True, help="Also print which files are checked or skipped."
    ),
)
"""File selection and verbosity."""


def options(*groups: Sequence[Callable[[F], F]]) -> Callable[[F], F]:
    """Add groups of options to a command, in this order."""

    def decorate(command: F) -> F:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return decorate
