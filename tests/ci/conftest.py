"""Packages for hooks, built once for all tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that an installation of linkcheck takes from an index.

    It is that of LINKCHECK_WHEELS if this is set. Without it and without an index the test is
    skipped.
    """
    given = os.environ.get("LINKCHECK_WHEELS")
    if given:
        return Path(given)
    folder = tmp_path_factory.mktemp("wheels")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    pip = [sys.executable, "-m", "pip", "--retries", "0", "--timeout", "20"]
    done = subprocess.run(
        [*pip, "wheel", "-q", "-w", str(folder), *wanted], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no package index: set LINKCHECK_WHEELS to a folder of wheels")
    return folder
