"""File names in formats for programs: relative to one folder, with slashes."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from linkcheck.sources.repository import root_of


def relative(file: str, root: str | None = None) -> str:
    """Return a file name relative to a folder (None: the current one): ``a.json`` for ``./a.json``.

    A file outside of the folder gets its absolute name. A name such as ``<stdin>`` stays as it is.
    """
    return file if file.startswith("<") else _relative(file, str(Path(root or "").absolute()))


def in_project(file: str) -> str:
    """Return the file name that code hosts use: relative to the root of the git repository.

    This is the repository of the current folder; without one, the current folder.
    """
    here = os.getcwd()  # noqa: PTH109
    return file if file.startswith("<") else _relative(str(Path(here, file)), _project(here))


@lru_cache(maxsize=16)
def _project(folder: str) -> str:
    return str(root_of(Path(folder)) or folder)


@lru_cache(maxsize=256)
def _relative(file: str, root: str) -> str:
    folder = Path(os.path.normpath(root))
    path = Path(os.path.normpath(folder / file))  # not resolved: a link keeps its own name
    return (path.relative_to(folder) if path.is_relative_to(folder) else path).as_posix()
