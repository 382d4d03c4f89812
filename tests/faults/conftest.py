"""Running the command line as a process of its own, with things going wrong around it."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

CLEAN = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {"client_user_id": "u-1001"},
    "products": ["auth"],
    "webhook": "https://example.com/plaid",
}
WRONG = {**CLEAN, "language": "xx"}
FIXABLE = {**CLEAN, "products": ["auth", "auth"], "language": "EN"}
SECONDS = 60
LINKCHECK = f"{shlex.quote(sys.executable)} -m linkcheck"


class Ended(NamedTuple):
    """How a process ended; a negative code is the signal that killed it."""

    code: int
    out: str
    err: str


Shell = Callable[..., Ended]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of this process, without those that change what linkcheck writes."""
    kept = {name: v for name, v in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR")}
    return {**kept, **(extra or {})}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a clean, a wrong and a fixable request."""
    for name, body in (("clean", CLEAN), ("wrong", WRONG), ("fixable", FIXABLE)):
        (tmp_path / f"{name}.json").write_text(json.dumps(body), encoding="utf-8")
    return tmp_path


@pytest.fixture
def shell(folder: Path) -> Shell:
    """Runs a line of bash in the folder; ``linkcheck`` in it is the command under test."""

    def run(line: str, env: Mapping[str, str] | None = None, user: int | None = None) -> Ended:
        script = f'set -o pipefail\nlinkcheck() {{ {LINKCHECK} "$@"; }}\n{line}'
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=folder,
            env=environment(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            user=user,
        )
        out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        assert "Traceback" not in err
        assert "Exception ignored" not in err
        return Ended(done.returncode, out, err)

    return run
