"""Find the repository of files. Git need not be installed."""

from __future__ import annotations

import os
from pathlib import Path

from linkcheck.sources.regular_files import read_regular

_GIT = ".git"
_MARK = "gitdir:"


def root_of(folder: Path) -> Path | None:
    """Return the root of the git repository or work tree of an absolute folder, or None."""
    every = (folder, *folder.parents)
    # Unlike a Path, this treats an inaccessible file as absent.
    return next((root for root in every if os.path.exists(root / _GIT)), None)  # noqa: PTH110


def common_git_directory(root: Path) -> Path:
    """Return the git directory of a repository with this root, which its work trees share.

    In a linked work tree or a submodule, ``.git`` is a file that names its own git directory; for a
    work tree, that directory names the common one. Source: git's gitrepository-layout(5).
    """
    own = root / _GIT
    if own.is_dir():
        return own
    named = _first_line(own)
    if not named.startswith(_MARK):
        return own
    own = root / named.removeprefix(_MARK).strip()
    common = _first_line(own / "commondir")
    return own / common if common else own


def _first_line(file: Path) -> str:
    try:
        line = os.fsdecode(read_regular(file).partition(b"\n")[0]).rstrip("\r")
    except OSError:
        return ""
    return "" if "\0" in line else line
