"""The commands of the command line and their options."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem

from linkcheck._version import __version__
from linkcheck.cli.commands import CHECK, COMMANDS
from linkcheck.cli.exits import Exit, WrongUsage
from linkcheck.cli.options import (
    CHECKER_OPTIONS,
    CONFIG_OPTIONS,
    FILE_OPTIONS,
    FIX_OPTIONS,
    OUTPUT_OPTIONS,
    options,
    values,
)
from linkcheck.cli.settings import Settings
from linkcheck.cli.terminal import show
from linkcheck.documents import Document
from linkcheck.output.style import printable
from linkcheck.violation import Severity

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_COMPLETION = "_LINKCHECK_COMPLETE"
_TOP_LEVEL_OPTIONS = frozenset({"-h", "--help"})

_CODES = """\b
Exit codes: 0 nothing found, 1 violations, 2 wrong usage or unreadable input, 3 internal error.
"""


def _examples(*lines: str, end: str = "") -> str:
    """An epilog that shows how a command is used."""
    shown = "\n".join(f"  linkcheck {line}" for line in lines)
    return f"\b\nExamples:\n{shown}\n\n{end}"


def dispatch(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name and return the exit code."""
    if _COMPLETION in os.environ:
        from linkcheck.cli.completion import complete

        return complete(main, os.environ[_COMPLETION])
    if not arguments:  # click below 8.2 takes this for a success
        context = main.make_context("linkcheck", [], resilient_parsing=True)
        click.echo(context.get_help(), err=True)
        return Exit.UNUSABLE
    try:
        code = main.main(_with_command(arguments), "linkcheck", standalone_mode=False)
    except click.ClickException as error:
        return _refuse(error)
    except WrongUsage as error:
        return _refuse(click.UsageError(str(error)))
    except click.Abort as stop:
        # What click was stopped by may tell more. Not its cause: click below 8.2 hides that.
        return getattr(stop.__context__, "exit", Exit.INTERRUPTED)
    except SystemExit:  # click's end where nobody reads its help
        return Exit.OK
    return int(code or Exit.OK)


def _refuse(error: click.ClickException) -> Exit:
    """Tell what is wrong with the command line."""
    told = io.StringIO()
    error.show(told)
    show("".join(f"{printable(line)}\n" for line in told.getvalue().split("\n")[:-1]))
    return Exit.UNUSABLE


def _with_command(arguments: Sequence[str]) -> list[str]:
    """``linkcheck PATH`` is short for ``linkcheck check PATH``."""
    if arguments and arguments[0] not in (*COMMANDS, *_TOP_LEVEL_OPTIONS):
        return [CHECK, *arguments]
    return list(arguments)


class _Main(click.Group):
    """The commands; where one may stand, a path may stand too."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin like this, and whatever files the shell finds."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]


@click.group(
    cls=_Main,
    context_settings=_HELP,
    epilog=_examples(
        "body.json                     check one file",
        "payloads/ 'more/**/*.json'    check directories and patterns",
        "init                          set up a project",
        "rule LC104                    read what a rule is about",
        end=_CODES,
    ),
)
# For the help and completions: it is answered before click is loaded.
@click.version_option(__version__, "-V", "--version", message="linkcheck %(version)s")
def main() -> None:
    """Validate and lint Plaid Link requests: every violation at once, before the call.

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
    """Check files, directories, patterns or standard input (-).

    Without PATHS the current directory is searched. Named files are always checked; files found
    in a directory only if they hold a known document.
    """
    from linkcheck.cli.check import check as check_paths

    _refuse_misspelled_command(paths)
    return check_paths(paths, Settings(**given))


def _refuse_misspelled_command(paths: Sequence[str]) -> None:
    """Refuse ``linkcheck rulse``, which would be taken for a path."""
    if len(paths) == 0 or os.path.lexists(paths[0]):
        return
    from linkcheck.suggestions import closest

    command = closest(paths[0], COMMANDS)
    if command is not None:
        raise WrongUsage(
            f"No such file or command `{paths[0]}`. Did you mean the command `{command}`?"
        )


@main.command(
    short_help="Note what is found now, to hide it from then on.",
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
    help="Where to write. [default: that of the configuration, else .linkcheck-baseline.json]",
)
@options(CHECKER_OPTIONS, FILE_OPTIONS)
def baseline(paths: tuple[str, ...], file: str | None, **given: Any) -> Exit:
    """Note all violations that are there now, so that `check --baseline` hides them.

    PATHS are those of `check`.
    """
    from linkcheck.cli.baseline import baseline as write_baseline

    return write_baseline(paths, Settings(**given), file)


_text_or_json = click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people or JSON for programs.",
)


@main.command(epilog=_examples("rule LC104", "rule unknown-value --format json"))
@click.argument("rule", metavar="CODE|NAME", shell_complete=values("rules"))
@_text_or_json
@options(CONFIG_OPTIONS)
def rule(rule: str, format: str, **given: Any) -> Exit:  # noqa: A002
    """Show what a rule checks, why, and examples.

    Rules of the house are those of the configuration of the current directory.
    """
    from linkcheck.cli.rules import show

    return show(rule, format, Settings(**given))


@main.command(
    short_help="List all rules.",
    epilog=_examples("rules", "rules --area shapes --severity warning"),
)
@_text_or_json
@click.option("--area", help="Only the rules of this area.", shell_complete=values("areas"))
@click.option(
    "--severity", type=click.Choice([str(s) for s in Severity]), help="Only of this severity."
)
@options(CONFIG_OPTIONS)
def rules(format: str, area: str | None, severity: str | None, **given: Any) -> Exit:  # noqa: A002
    """List all rules, with those of the house that the configuration names."""
    from linkcheck.cli.rules import show_all

    return show_all(format, area, severity, Settings(**given))


@main.command(
    short_help="Print the JSON Schema of a kind of document.",
    epilog=_examples("schema", "schema link-token-create-request > schema.json"),
)
@click.argument(
    "kind", required=False, metavar="[KIND]", type=click.Choice([str(kind) for kind in Document])
)
def schema(kind: str | None) -> Exit:
    """Print the JSON Schema of a kind of document; without KIND, list the kinds."""
    from linkcheck.cli.schema import show

    return show(kind)


@main.command(
    short_help="Tell what each rule makes of a file.",
    epilog=_examples("explain body.json", "explain --only fail --format json body.json"),
)
@click.argument("file", type=click.Path(readable=False))
@options(CHECKER_OPTIONS)
@_text_or_json
@click.option(
    "--only",
    multiple=True,
    metavar="STATUS",
    help="pass, fail, not-applicable; comma-separated.",
    shell_complete=values("statuses"),
)
def explain(file: str, only: tuple[str, ...], **given: Any) -> Exit:
    """Tell for each rule whether FILE passes it, fails it, or why it does not apply.

    FILE may be - for standard input. Violations do not change the exit code.
    """
    from linkcheck.cli.explain import show

    return show(file, Settings(**given), only)


@main.command(
    short_help="Compare linkcheck with Plaid's recorded answers.",
    epilog=_examples("verify recording.har", "verify --format json tests/cassettes/"),
)
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATHS...", type=click.Path(readable=False)
)
@options(CHECKER_OPTIONS)
@_text_or_json
@click.option("-q", "--quiet", is_flag=True, help="Write disagreements only, no summary.")
def verify(paths: tuple[str, ...], format: str, **given: Any) -> Exit:  # noqa: A002
    """Compare linkcheck with Plaid's real answers in recordings (HAR, cassettes).

    A request that Plaid refused though linkcheck finds no error, or took though linkcheck finds
    one, is a disagreement and worth a bug report. What is written is masked.
    """
    from linkcheck.cli.verify import show

    return show(paths, Settings(**given), format)


@main.command(
    short_help="Write a configuration and an entry for pre-commit.",
    epilog=_examples("init", "init --force"),
)
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
def init(force: bool) -> Exit:
    """Write linkcheck.toml, with every key explained, and an entry for pre-commit.

    Both go to the current directory. Files that are there stay as they are.
    """
    from linkcheck.cli.init import init as write_files

    return write_files(force=force)


@main.command(
    short_help="Print the completion script of a shell.",
    epilog=_examples(
        "completion bash > ~/.local/share/bash-completion/completions/linkcheck",
        'completion zsh > "${fpath[1]}/_linkcheck"',
        "completion fish > ~/.config/fish/completions/linkcheck.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> Exit:
    """Print a script that makes a shell complete commands, options and values."""
    from linkcheck.cli.completion import show

    return show(shell)
