"""Type checkers report wrong options, and accept right ones."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import linkcheck

pytestmark = pytest.mark.matrix

PROGRAMS = Path(__file__).with_name("programs")
SOURCE = Path(linkcheck.__file__).parents[1]
WRONG = {
    number
    for number, line in enumerate((PROGRAMS / "wrong.py").read_text("utf-8").splitlines(), 1)
    if line.endswith("# wrong")
}
REPORTED = re.compile(r"(\w+)\.py:(\d+):(?:\d+)?(?: -)? error")


def errors(command: list[str], folder: Path) -> dict[str, set[int]]:
    """Run a type checker over the programs; return the lines with errors of each."""
    files = [str(PROGRAMS / "right.py"), str(PROGRAMS / "wrong.py")]
    done = subprocess.run(
        [sys.executable, "-m", *command, *files],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    found: dict[str, set[int]] = {"right": set(), "wrong": set()}
    for name, line in REPORTED.findall(done.stdout):
        found[name].add(int(line))
    assert not found["right"], done.stdout
    return found


def test_mypy(tmp_path: Path) -> None:
    settings = tmp_path / "mypy.ini"
    settings.write_text(f"[mypy]\nstrict = True\nfollow_imports = silent\nmypy_path = {SOURCE}\n")
    command = ["mypy", f"--config-file={settings}", f"--cache-dir={tmp_path}"]
    assert errors(command, tmp_path)["wrong"] == WRONG


def test_pyright(tmp_path: Path) -> None:
    try:
        subprocess.run(
            [sys.executable, "-m", "pyright", "--version"],
            cwd=tmp_path, capture_output=True, timeout=120, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"pyright cannot run, as without Node: {error}")
    settings = {
        "include": [str(PROGRAMS)],
        "extraPaths": [str(SOURCE), sysconfig.get_path("purelib")],
        "typeCheckingMode": "strict",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    assert errors(["pyright"], tmp_path)["wrong"] == WRONG
