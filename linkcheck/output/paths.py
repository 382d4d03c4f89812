"""Names of files in the formats for machines: relative to one folder, with slashes."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from linkcheck.sources.repository import root_of


def relative(file: str, root: str | None = None) -> str:
    """The name of a file relative to a folder (None: the current): ``./a.json`` is ``a.json``.

    What is not in the folder keeps its absolute name, and what is no file, such as ``<stdin>``,
    its name.
    """
    return file if file.startswith("<") else _relative(file, str(Path(root or "").absolute()))


def in_project(file: str) -> str:
    """The name of a file as code hosts know it: relative to the root of the git repository.

    That is the repository of the current folder; without one, this folder itself counts.
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
