"""Pin releases: those that developers and CI test with, and those that the action installs.

python tools/pin.py               pin new requirements of pyproject.toml
python tools/pin.py --upgrade     pin the newest releases
python tools/pin.py --installed   list installed versions that differ; exit 1 if any do

The pins work on every supported Python. The action's have hashes, and wheels for Linux, macOS and
Windows. uv resolves them: ``pip install uv``; more arguments are for ``uv pip compile``. Custom,
because uv writes one file at a time, and these two must agree.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT / "requirements" / "dev.txt"
ACTION = ROOT / "requirements" / "action.txt"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = ("linux", "macos", "windows")
EXTRAS = ("dev", "docs", "fast")
ACTION_EXTRA = "code"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(file: Path) -> list[Requirement]:
    """Return the pins of a file; a name may have several, for different versions of Python."""
    lines = [line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines()]
    return [Requirement(line.rstrip(" \\")) for line in lines if line[:1].strip()]


def pinned(file: Path, environment: dict[str, str] | None = None) -> dict[str, Version]:
    """Return the pinned version of each name, on this Python or in an environment of markers."""
    found = {}
    for pin in pins(file):
        if pin.marker is None or pin.marker.evaluate(environment):
            [specifier] = pin.specifier
            found[canonicalize_name(pin.name)] = Version(specifier.version)
    return found


def differences() -> list[str]:
    """Yield installed packages whose version is not the pinned one."""
    own = {canonicalize_name(PROJECT["project"]["name"]), "pip"}
    wanted = pinned(DEV)
    found = []
    for distribution in metadata.distributions():
        name = canonicalize_name(distribution.metadata["Name"])
        version = Version(distribution.version)
        if name not in own and version != wanted.get(name):
            found.append(f"{name} {version} (pinned: {wanted.get(name, 'not at all')})")
    return sorted(found)


def compile_pins(file: Path, *options: str) -> None:
    """Write a file of pins with uv, from pyproject.toml and the build requirements."""
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder, "build.in")
        build.write_text("\n".join(PROJECT["build-system"]["requires"]), encoding="utf-8")
        uv(
            *(str(build), "--output-file", str(file), "--universal"),
            *("--python-version", PYTHONS[0], "--custom-compile-command", "python tools/pin.py"),
            *("--annotation-style", "line", *options),
        )
    text = file.read_text(encoding="utf-8").replace(f"-r {build}", "build-system.requires")
    file.write_text(text, encoding="utf-8")


def uv(*options: str) -> None:
    """Compile pyproject.toml and more. Raises CalledProcessError if uv cannot."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "pyproject.toml"]
    subprocess.run([*command, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main(arguments: list[str]) -> int:
    if arguments == ["--installed"]:
        found = differences()
        print("\n".join(found))
        return 1 if found else 0
    ACTION.parent.mkdir(exist_ok=True)
    compile_pins(DEV, *(f"--extra={extra}" for extra in EXTRAS), *arguments)
    same = f"--constraints={DEV}"
    hashed = ("--generate-hashes", "--only-binary=:all:", f"--extra={ACTION_EXTRA}")
    compile_pins(ACTION, *hashed, same, *arguments)
    for version in PYTHONS:
        for platform in PLATFORMS:
            where = (f"--python-version={version}", f"--python-platform={platform}")
            only = ("--only-binary=:all:", f"--extra={ACTION_EXTRA}")
            uv(*only, f"--constraints={ACTION}", *where)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
