"""Sources that the configuration leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.cli.workload import size_of
from linkcheck.sources.files import STDIN, Source, is_code

if TYPE_CHECKING:
    from linkcheck.config import Config


def place_of(source: Source) -> str:
    """Return the path whose configuration applies; for standard input, its name."""
    return source.name if source.path == STDIN else source.path


def is_left_out(source: Source, place: str, config: Config) -> bool:
    """Return whether the configuration excludes a source."""
    if config.force_exclude:
        return config.is_excluded(place)
    return not source.named and config.is_excluded(place, source.start)


def is_too_large(source: Source, config: Config) -> bool:
    """Return whether source code that a search found is larger than it may be."""
    if source.named or not is_code(source.name):
        return False
    return size_of(source) > config.max_file_size
