"""A picture of a terminal: the real output of a command, with its colours, as SVG."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from html import escape
from pathlib import Path

COMMAND = ("linkcheck", "check", "examples/broken/wallet.json")
COLUMNS = 96
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
SIZE, LINE, CHARACTER = 14, 20, 8.43  # of the font, of a line, and the width of a character
MARGIN, BAR = 20, 36
GROUND, TEXT = "#16181d", "#d7dae0"
LOOK = {
    "1": 'font-weight="bold" fill="#ffffff"',
    "1;31": 'font-weight="bold" fill="#ff7b72"',
    "1;33": 'font-weight="bold" fill="#e3b341"',
    "1;34": 'font-weight="bold" fill="#79b8ff"',
    "36": 'fill="#76e3ea"',
    "1;32": 'font-weight="bold" fill="#7ee787"',
}
_COLOUR = re.compile(r"\x1b\[([0-9;]*)m")

Line = list[tuple[str, str]]
"""Pieces of a line: a text and the code of its colour, empty for none."""


def svg(root: Path) -> str:
    """The picture of what the command writes in the folder of the repository."""
    lines: list[Line] = [[("$ ", "1;32"), (" ".join(COMMAND), "1")], []]
    for line in _output(root).splitlines():
        lines += _wrapped(_pieces(line))
    width = round(COLUMNS * CHARACTER + 2 * MARGIN)
    height = BAR + len(lines) * LINE + MARGIN
    rows = "\n".join(_row(line, BAR + (n + 1) * LINE) for n, line in enumerate(lines) if line)
    dots = "".join(
        f'<circle cx="{MARGIN + 4 + n * 18}" cy="18" r="5.5" fill="{colour}"/>'
        for n, colour in enumerate(("#ff5f56", "#ffbd2e", "#27c93f"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-label="{" ".join(COMMAND)}">\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="{GROUND}"/>\n{dots}\n'
        f'<g font-family="{FONT}" font-size="{SIZE}" fill="{TEXT}">\n'
        f"{rows}\n</g>\n</svg>\n"
    )


def _output(root: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "LINKCHECK_DEBUG")}
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


def _pieces(line: str) -> Line:
    found = _COLOUR.split(line)
    codes = ["", *found[1::2]]
    return [
        (text, "" if code == "0" else code)
        for text, code in zip(found[::2], codes, strict=True)
        if text
    ]


def _wrapped(line: Line) -> Iterator[Line]:
    """The line, broken between words where it is longer than the terminal is wide."""
    text = "".join(piece for piece, _ in line)
    colours = [code for piece, code in line for _ in piece]
    rows = textwrap.wrap(
        text, COLUMNS, drop_whitespace=False, break_on_hyphens=False, expand_tabs=False
    ) or [""]
    start = 0
    for row in rows:
        pieces: Line = []
        for character, code in zip(row, colours[start:], strict=False):
            if pieces and pieces[-1][1] == code:
                pieces[-1] = (pieces[-1][0] + character, code)
            else:
                pieces.append((character, code))
        start += len(row)
        yield pieces


def _row(line: Line, y: int) -> str:
    """A line; each piece has its place and length, so that any font of fixed width fits."""
    column = 0
    spans = []
    for piece, code in line:
        look = f" {LOOK[code]}" if code else ""
        for found in re.finditer(r"\S+(?: \S+)*", piece):  # SVG runs blanks together
            x = round(MARGIN + (column + found.start()) * CHARACTER, 1)
            length = round(len(found[0]) * CHARACTER, 1)
            text = escape(found[0], quote=False)
            spans.append(f'<tspan x="{x}" textLength="{length}"{look}>{text}</tspan>')
        column += len(piece)
    return f'<text y="{y}">{"".join(spans)}</text>'
