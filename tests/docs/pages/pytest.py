"""The tests that docs/pytest.md shows do what it says, in a run of their own."""

from __future__ import annotations

import subprocess
import sys
from typing import Any


def check(_: dict[str, Any]) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "FAILED test_bank.py::test_link_token" in done.stdout
    assert "1 failed, 4 passed" in done.stdout
    assert (
        "/products/1: LC104 error: `products[1]` is `balance`, which is not a product"
        in done.stdout
    )
