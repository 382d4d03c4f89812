"""The tests that docs/pytest.md shows do what it says, in a run of their own."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from tests.docs.blocks import blocks
from tests.docs.running import assert_like


def check(_: dict[str, Any]) -> None:
    options = ("-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:hypothesispytest")
    command = [sys.executable, "-m", "pytest", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "FAILED test_bank.py::test_link_token" in done.stdout
    assert "1 failed, 4 passed" in done.stdout
    [shown] = [block for block in blocks("docs/pytest.md") if block.language == "text"]
    failure = done.stdout.partition(" test_link_token ")[2].partition("\n")[2]
    assert_like(failure, f"{shown.text}...", shown)
