"""The commands of the command line and their options."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem

from linkcheck._version import __version__
from linkcheck.cli.commands import COMMANDS
from linkcheck.cli.exits import Exit, WrongUsage
from linkcheck.cli.options import (
    CHECKER_OPTIONS,
    CONFIG_OPTIONS,
    FILE_OPTIONS,
    FIX_OPTIONS,
    OUTPUT_OPTIONS,
    SEARCH_OPTIONS,
    options,
    values,
)
from linkcheck.cli.settings import Settings
from linkcheck.documents import Document
from linkcheck.violation import Severity

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_CODES = """\b
Exit codes: 0 no violations, 1 violations, 2 wrong usage or unreadable input, 3 internal error.
"""


def _examples(*lines: str, end: str = "") -> str:
    """Return an epilog with examples of a command."""
    shown = "\n".join(f"  linkcheck {line}" for line in lines)
    return f"\b\nExamples:\n{shown}\n\n{end}"


class _Main(click.Group):
    """The commands. A path may take the place of a command."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that start with ``incomplete``, and a request for files."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]


@click.group(
    cls=_Main,
    context_settings=_HELP,
    epilog=_examples(
        "body.json                     check one file",
        "payloads/ 'more/**/*.json'    check directories and patterns",
        "init                          set up a project",
        "rule LC104                    show the documentation of a rule",
        end=_CODES,
    ),
)
# For the help and completions only: linkcheck.__main__ prints the version without loading click.
@click.version_option(__version__, "-V", "--version", message="linkcheck %(version)s")
def main() -> None:
    """Find the mistakes in Plaid Link requests before you send them.

    `linkcheck PATH` is short for `linkcheck check PATH`.
    """


_paths = click.argument("paths", nargs=-1, metavar="[PATHS]...", type=click.Path(readable=False))


@main.command(
    epilog=_examples(
        "check body.json",
        "check payloads/ 'more/**/*.json'",
        "check - < body.json",
        "check --environment production --fail-on warning body.json",
        "check --output-file sarif:linkcheck.sarif payloads/",
        "check --diff payloads/",
        end=_CODES,
    )
)
@_paths
@options(OUTPUT_OPTIONS, CHECKER_OPTIONS, FIX_OPTIONS, FILE_OPTIONS)
def check(paths: tuple[str, ...], **given: Any) -> Exit:
    """Check files, directories, glob patterns or standard input (-).

    PATHS defaults to the current directory. Files that you name are always checked; files found
    in a directory are checked only if they contain a known document.
    """
    from linkcheck.cli.check import check as check_paths

    _refuse_misspelled_command(paths)
    return check_paths(paths, Settings(**given))


def _refuse_misspelled_command(paths: Sequence[str]) -> None:
    """Raise WrongUsage for a misspelled command, such as ``linkcheck rulse``."""
    if len(paths) == 0 or os.path.lexists(paths[0]):
        return
    from linkcheck.suggestions import closest

    command = closest(paths[0], COMMANDS)
    if command is not None:
        raise WrongUsage(
            f"No such file or command `{paths[0]}`; did you mean the command `{command}`?"
        )


@main.command(
    short_help="Record the current violations, so that later runs hide them.",
    epilog=_examples(
        "baseline payloads/",
        "baseline --output-file known.json",
        "check --baseline known.json --prune payloads/",
    ),
)
@_paths
@click.option(
    "--output-file",
    "file",
    metavar="FILE",
    type=click.Path(readable=False),
    help="Baseline file to write.  [default: baseline of the configuration, or "
    ".linkcheck-baseline.json]",
)
@options(CHECKER_OPTIONS, FILE_OPTIONS)
def baseline(paths: tuple[str, ...], file: str | None, **given: Any) -> Exit:
    """Record the current violations in a baseline file.

    `linkcheck check --baseline FILE` hides them. PATHS are the same as for `linkcheck check`.
    """
    from linkcheck.cli.baseline import baseline as write_baseline

    return write_baseline(paths, Settings(**given), file)


_text_or_json = click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format.",
)


@main.command(epilog=_examples("rule LC104", "rule unknown-value --format json"))
@click.argument("rule", metavar="CODE|NAME", shell_complete=values("rules"))
@_text_or_json
@options(CONFIG_OPTIONS)
def rule(rule: str, format: str, **given: Any) -> Exit:  # noqa: A002
    """Show the documentation of a rule.

    Includes custom rules in the configuration of the current directory.
    """
    from linkcheck.cli.rules import show

    return show(rule, format, Settings(**given))


@main.command(
    short_help="List all rules.",
    epilog=_examples("rules", "rules --area shapes --severity warning"),
)
@_text_or_json
@click.option("--area", help="List only rules of this area.", shell_complete=values("areas"))
@click.option(
    "--severity",
    type=click.Choice([str(s) for s in Severity]),
    help="List only rules of this severity.",
)
@options(CONFIG_OPTIONS)
def rules(format: str, area: str | None, severity: str | None, **given: Any) -> Exit:  # noqa: A002
    """List all rules, including custom rules in the configuration."""
    from linkcheck.cli.rules import show_all

    return show_all(format, area, severity, Settings(**given))


@main.command(
    short_help="Print the JSON Schema of a document type.",
    epilog=_examples("schema", "schema link-token-create-request > schema.json"),
)
@click.argument(
    "kind", required=False, metavar="[KIND]", type=click.Choice([str(kind) for kind in Document])
)
def schema(kind: str | None) -> Exit:
    """Print the JSON Schema of a document type. Without KIND, list the document types."""
    from linkcheck.cli.schema import show

    return show(kind)


@main.command(
    short_help="Show which rules pass, fail or do not apply.",
    epilog=_examples("explain body.json", "explain --only fail --format json body.json"),
)
@click.argument("file", type=click.Path(readable=False))
@options(CHECKER_OPTIONS)
@_text_or_json
@click.option(
    "--only",
    multiple=True,
    metavar="STATUS",
    help="Show only these statuses, comma-separated: pass, fail, not-applicable.",
    shell_complete=values("statuses"),
)
def explain(file: str, only: tuple[str, ...], **given: Any) -> Exit:
    """Show which rules pass, which fail and why, and why the others do not apply to FILE.

    Use - for standard input. Violations do not affect the exit code.
    """
    from linkcheck.cli.explain import show

    return show(file, Settings(**given), only)


@main.command(
    short_help="List the requests in files as linkcheck sees them.",
    epilog=_examples("extract src/", "extract --format json app.py payloads/"),
)
@_paths
@_text_or_json
@options(SEARCH_OPTIONS, CONFIG_OPTIONS)
@click.option("-q", "--quiet", is_flag=True, help="Print the list only, no summary.")
def extract(paths: tuple[str, ...], format: str, **given: Any) -> Exit:  # noqa: A002
    """List what linkcheck sees in files: each document with its fields.

    In source code, a field may be unknown, or there only under a condition. Secret and personal
    values are not shown. PATHS are the same as for `linkcheck check`.
    """
    from linkcheck.cli.extract import show

    return show(paths, Settings(**given), format)


@main.command(
    short_help="Compare linkcheck with recorded answers of Plaid.",
    epilog=_examples("verify recording.har", "verify --format json tests/cassettes/"),
)
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATHS...", type=click.Path(readable=False)
)
@options(CHECKER_OPTIONS)
@_text_or_json
@click.option("-q", "--quiet", is_flag=True, help="Print disagreements only, no summary.")
def verify(paths: tuple[str, ...], format: str, **given: Any) -> Exit:  # noqa: A002
    """Compare linkcheck with the answers of Plaid in recordings (HAR files, cassettes).

    Reports requests that Plaid refused although linkcheck finds no error, and requests that Plaid
    accepted although linkcheck finds one. Please report these as bugs. The output is redacted.
    """
    from linkcheck.cli.verify import show

    return show(paths, Settings(**given), format)


@main.command(
    short_help="Create a configuration and a pre-commit hook.",
    epilog=_examples("init", "init --force"),
)
@click.option("--force", is_flag=True, help="Overwrite an existing linkcheck.toml.")
def init(force: bool) -> Exit:
    """Create linkcheck.toml, with every key explained, and a pre-commit hook.

    Writes to the current directory and keeps existing files.
    """
    from linkcheck.cli.init import init as write_files

    return write_files(force=force)


@main.command(
    short_help="Print a shell completion script.",
    epilog=_examples(
        "completion bash > ~/.local/share/bash-completion/completions/linkcheck",
        'completion zsh > "${fpath[1]}/_linkcheck"',
        "completion fish > ~/.config/fish/completions/linkcheck.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> Exit:
    """Print a script for shell completion of commands, options and values."""
    from linkcheck.cli.completion import show

    return show(shell)
