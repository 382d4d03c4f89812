"""Running our hooks with the real pre-commit, in repositories of their own and without network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str

    def __contains__(self, text: str) -> bool:
        return text in self.out

    @property
    def verdicts(self) -> list[str]:
        """Passed, Failed or Skipped, for each hook."""
        return re.findall(r"[.)](Passed|Failed|Skipped)$", self.out, re.MULTILINE)


def environment(home: Path, wheels: Path | None = None) -> dict[str, str]:
    """Variables for git and pre-commit that nothing outside of a test can change.

    pip takes packages from ``wheels`` only.
    """
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("GIT_", "PIP_", "PRE_COMMIT"))}
    return {
        **kept,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "Tester" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "tester@example.com" for who in ("AUTHOR", "COMMITTER")},
        "PRE_COMMIT_HOME": str(home),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INDEX": "1",
        **({"PIP_FIND_LINKS": str(wheels)} if wheels else {}),
    }


def run(*command: str, cwd: Path, env: Mapping[str, str]) -> Done:
    """Run a command; standard output and error come together."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Done(done.returncode, done.stdout)


def git(*arguments: str, cwd: Path, env: Mapping[str, str]) -> str:
    """Run git and return what it wrote, without the last line break."""
    done = run("git", *arguments, cwd=cwd, env=env)
    assert done.code == 0, done.out
    return done.out.rstrip("\n")


def repository_of_hooks(folder: Path, env: Mapping[str, str]) -> str:
    """Make a git repository of this checkout as it is now; return its one commit."""
    names = git("ls-files", "-coz", "--exclude-standard", cwd=ROOT, env=env)
    for name in names.split("\0"):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git("init", "-q", cwd=folder, env=env)
    git("add", "-A", cwd=folder, env=env)
    git("commit", "-q", "-m", "Release", cwd=folder, env=env)
    return git("rev-parse", "HEAD", cwd=folder, env=env)


class Project:
    """A git repository that uses the hooks."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self.folder = folder
        self.env = env
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        """Run git here."""
        return git(*arguments, cwd=self.folder, env=self.env)

    def uses(self, hooks: Path | str, rev: str, *ids: str, more: str = "") -> None:
        """Write a configuration with hooks. ``more`` are lines for the last of them."""
        lines = "".join(f"      - id: {hook}\n" for hook in ids)
        indented = "".join(f"        {line}\n" for line in more.splitlines())
        self.write(
            ".pre-commit-config.yaml",
            f"repos:\n  - repo: {hooks}\n    rev: {rev}\n    hooks:\n{lines}{indented}",
        )

    def write(self, name: str, text: str) -> Path:
        """Write a file and stage it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", "--", name)
        return path

    def pre_commit(self, *arguments: str, cwd: str = ".") -> Done:
        """Run pre-commit here or in a folder below."""
        command = (sys.executable, "-m", "pre_commit", *arguments)
        return run(*command, cwd=self.folder / cwd, env=self.env)
