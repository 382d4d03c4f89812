"""Every format writes the same for every hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

import linkcheck
from linkcheck.output import FORMATS
from tests.output import odd

pytestmark = pytest.mark.exhaustive

_SCRIPT = """
import hashlib
from linkcheck.output import FORMATS
from tests.output import odd
for name in FORMATS:
    written = odd.written(name, odd.every_rule()) + odd.written(name, odd.RUNS["sample"])
    print(name, hashlib.sha256(written.encode()).hexdigest())
"""
_ROOT = Path(__file__).resolve().parents[2]


def _digests(seed: str) -> str:
    paths = (str(_ROOT), str(Path(linkcheck.__file__).parent.parent))
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(paths)},
        cwd=_ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_seed_gives_the_same() -> None:
    here = "".join(
        f"{name} {hashlib.sha256(text.encode()).hexdigest()}\n"
        for name in FORMATS
        for text in [odd.written(name, odd.every_rule()) + odd.written(name, odd.RUNS["sample"])]
    )
    assert here == _digests("1") == _digests("2026")
