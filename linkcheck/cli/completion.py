"""``linkcheck completion``: completion for shells, as click does it."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from linkcheck.cli.exits import Exit
from linkcheck.cli.terminal import write

_NAME = "linkcheck"
# The variable that click looks at when the shell asks for completions.
_VARIABLE = "_LINKCHECK_COMPLETE"


def show(main: click.Command, shell: str) -> Exit:
    """Write the script for a shell that click knows."""
    kind = get_completion_class(shell)
    if kind is None:
        raise ValueError(shell)
    complete = kind(main, {}, _NAME, _VARIABLE)
    # Not `source()`: that of bash asks the installed bash for its version.
    write([complete.source_template % complete.source_vars(), "\n"])
    return Exit.OK
