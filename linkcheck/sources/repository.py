"""Where the repository is that files are in. Git need not be installed."""

from __future__ import annotations

import os
from pathlib import Path


def root_of(folder: Path) -> Path | None:
    """The root of the git repository or work tree that an absolute folder is in; None if none."""
    every = (folder, *folder.parents)
    # Unlike a Path, this takes what we may not look at for absent.
    return next((root for root in every if os.path.exists(root / ".git")), None)  # noqa: PTH110
