"""Find the inputs of a run, and refuse to overwrite them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from linkcheck.cli.exits import WrongUsage
from linkcheck.cli.settings import Settings
from linkcheck.config.model import Config
from linkcheck.sources.files import STDIN, InputError, Source, discover, documents
from linkcheck.sources.regular_files import identity


def default_paths(config: Config, settings: Settings) -> Sequence[str]:
    """Return the paths to check if the command line has none."""
    if settings.stdin_filename:
        return [STDIN]
    return [_from_here(path) for path in config.paths] or ["."]


def _from_here(path: Path) -> str:
    """Return a path relative to the current folder."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive of Windows
        return str(path)


def sources_of(paths: Sequence[str], settings: Settings) -> list[Source | InputError]:
    """Return the sources at the paths."""
    return list(discover(paths, settings.exclude, settings.stdin_filename))


def refuse_overwriting(
    written: Sequence[str],
    sources: Sequence[Source | InputError],
    beside: Sequence[str | os.PathLike[str]],
) -> None:
    """Raise WrongUsage if a file to write is an input of the run, under any name.

    ``beside`` are other files that the run reads. A file found by a search counts only if it
    contains a document: the report of an earlier run does not.
    """
    names = {found: name for name in written if (found := identity(name)) is not None}
    if not names:
        return
    read = [identity(file) for file in beside]
    for source in sources:
        if isinstance(source, Source) and not source.skipped:
            found = _identity_of(source)
            if found in names and (source.named or _holds_document(source)):
                read.append(found)
    for found in read:
        if found in names:
            raise WrongUsage(
                f"the output would overwrite the input {names[found]}; use another output file."
            )


def _identity_of(source: Source) -> tuple[int, int] | None:
    if source.path != STDIN:
        return identity(source.path)
    try:
        return identity(sys.stdin.fileno())
    except (OSError, ValueError):  # it is closed or not a file
        return None


def _holds_document(source: Source) -> bool:
    try:
        return any(getattr(found, "kind", None) is not None for found in documents(source))
    except InputError:
        return False
