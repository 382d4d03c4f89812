"""Where the repository is that files are in. Git need not be installed."""

from __future__ import annotations

from pathlib import Path


def root_of(folder: Path) -> Path | None:
    """The root of the git repository or work tree that an absolute folder is in; None if none."""
    return next((root for root in (folder, *folder.parents) if (root / ".git").exists()), None)
