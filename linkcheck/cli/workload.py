"""Decide whether the input is large enough for several processes."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence

from linkcheck.sources.files import STDIN, InputError, Source, is_lines

# Starting a process takes as long as checking a few hundred documents.
_WORTH_BYTES = 4 << 20


def useful_jobs(sources: Sequence[Source | InputError]) -> int:
    """Return the default number of processes: one, or one per processor for large inputs."""
    if len(sources) == 1 and not is_lines(sources[0].name):
        return 1
    total = 0
    for source in sources:
        total += size_of(source) if isinstance(source, Source) else 0
        if total >= _WORTH_BYTES:
            return _processors()
    return 1


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def size_of(source: Source) -> int:
    """Return the size of a file in bytes; 0 if it is not a regular file, or is not read."""
    return (file_size(source) if source.path != STDIN and not source.skipped else None) or 0


def file_size(source: Source) -> int | None:
    """Return the size of a regular file; None for anything else."""
    try:
        found = os.stat(source.path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None
