"""Packages for hooks, built once for all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PINS = Path(__file__).resolve().parents[2] / "requirements" / "action.txt"


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that an installation of linkcheck takes from an index: the pinned releases.

    It is that of LINKCHECK_WHEELS if this is set. Without it and without an index the test is
    skipped.
    """
    given = os.environ.get("LINKCHECK_WHEELS")
    if given:
        return Path(given)
    folder = tmp_path_factory.mktemp("wheels")
    pip = [sys.executable, "-m", "pip", "--retries", "0", "--timeout", "20"]
    options = ["--only-binary=:all:", "--require-hashes", "-r", str(PINS)]
    done = subprocess.run(
        [*pip, "download", "-q", "-d", str(folder), *options], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no package index: set LINKCHECK_WHEELS to a folder of wheels")
    return folder
