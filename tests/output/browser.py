"""A headless browser for the tests: Chromium, where the machine has one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing in the background, so that the browser asks for nothing but the page.
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Browser:
    """Opens pages, each in a new process with an empty profile."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder

    def page(self, html: str, fragment: str = "") -> tuple[str, str]:
        """The page after its script, and the log of the browser."""
        file = self._folder / "page.html"
        file.write_text(html, encoding="utf-8")
        done = self._run("--dump-dom", "--virtual-time-budget=2000", f"{file.as_uri()}{fragment}")
        return done.stdout, done.stderr

    def printed(self, html: str) -> list[bytes]:
        """The decompressed streams of the page's PDF that draw something."""
        file, pdf = self._folder / "page.html", self._folder / "page.pdf"
        file.write_text(html, encoding="utf-8")
        self._run(f"--print-to-pdf={pdf}", file.as_uri())
        compressed = re.findall(
            rb"FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", pdf.read_bytes(), re.S
        )
        streams = [zlib.decompressobj().decompress(data) for data in compressed]
        return [stream for stream in streams if b"\nBT\n" in stream]

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        flags = (*_FLAGS, *(["--no-sandbox"] if is_root else []), "--enable-logging=stderr")
        profile = self._folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        return subprocess.run(
            [self._program, *flags, f"--user-data-dir={profile}", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )


def find(folder: Path) -> Browser:
    """The browser of this machine; skips the test if there is none."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip(f"no browser: none of {', '.join(_NAMES)} is installed")
    return Browser(program, folder)
