"""From the arguments of the command line to a command and its exit code."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence

import click

from linkcheck.cli.app import main
from linkcheck.cli.commands import CHECK, COMMANDS
from linkcheck.cli.exits import Exit, WrongUsage
from linkcheck.cli.terminal import show
from linkcheck.output.style import printable

_COMPLETION = "_LINKCHECK_COMPLETE"
_TOP_LEVEL_OPTIONS = frozenset({"-h", "--help"})


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
        code = main.main(with_command(arguments), "linkcheck", standalone_mode=False)
    except click.ClickException as error:
        return _refuse(error)
    except WrongUsage as error:
        return _refuse(click.UsageError(str(error)))
    except click.Abort as stop:
        # The exception that stopped click may have an exit code. click below 8.2 hides the cause.
        return getattr(stop.__context__, "exit", Exit.INTERRUPTED)
    except SystemExit:  # click exits if nobody reads its help
        return Exit.OK
    return int(code or Exit.OK)


def _refuse(error: click.ClickException) -> Exit:
    """Show what is wrong with the command line."""
    shown = io.StringIO()
    error.show(shown)
    show("".join(f"{printable(line)}\n" for line in shown.getvalue().split("\n")[:-1]))
    return Exit.UNUSABLE


def with_command(arguments: Sequence[str]) -> list[str]:
    """Insert the command ``check`` if the arguments start with a path or an option."""
    if arguments and arguments[0] not in (*COMMANDS, *_TOP_LEVEL_OPTIONS):
        return [CHECK, *arguments]
    return list(arguments)
