"""Draw a terminal as SVG with rich: the real output of a command, with its colors.

Only the run of the command and a format without the web font of rich are custom.
"""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

COMMAND = ("linkcheck", "check", "examples/broken/wallet.json")
COLUMNS = 96
UNSET = ("COLUMNS", "LINKCHECK_DEBUG", "NO_COLOR")
# The format of rich without its web font.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def svg(root: Path) -> str:
    """Return the picture of the output of the command in the root of the repository."""
    console = Console(
        record=True,
        width=COLUMNS,
        height=100,  # so that the width is also used on a dumb terminal
        file=StringIO(),
        force_terminal=True,
        color_system="truecolor",
        no_color=False,
        highlight=False,
    )
    console.print(Text.assemble(("$ ", "bold green"), (" ".join(COMMAND), "bold"), "\n"))
    console.print(Text.from_ansi(_output(root)))
    return console.export_svg(title="", code_format=FORMAT, unique_id="terminal")


def _output(root: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in UNSET}
    done = subprocess.run(
        [sys.executable, "-m", *COMMAND, "--color", "always", "--no-config"],
        capture_output=True,
        cwd=root,
        env=environment,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 1:
        raise RuntimeError(f"{' '.join(COMMAND)}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout
