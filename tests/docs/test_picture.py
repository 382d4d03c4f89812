"""The picture of a terminal is what the command line writes, and loads nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

from tests.docs.blocks import ROOT, read

PICTURE = read("docs/assets/terminal.svg")


def test_the_picture_shows_the_real_output() -> None:
    matrix = ElementTree.fromstring(PICTURE).iter("{http://www.w3.org/2000/svg}text")
    shown = "".join(piece for text in matrix for piece in text.itertext())
    command, _, output = shown.replace("\N{NO-BREAK SPACE}", " ").partition("\n")
    assert command.startswith("$ linkcheck check ")
    done = subprocess.run(
        [sys.executable, "-m", *command.removeprefix("$ ").split(), "--no-config"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert re.sub(r"\s", "", output) == re.sub(r"\s", "", done.stdout)


def test_the_picture_is_self_contained() -> None:
    outside = re.findall(r"https?://(?!plaid\.com/docs/)[^\"<\s]+", PICTURE)
    assert outside == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<(?:script|image|use|foreignObject)|href=|@import|url\((?!#)", PICTURE)
