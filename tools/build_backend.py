"""Build with setuptools, and make the archives the same on every machine.

A wheel or sdist depends on the files alone: members are sorted, and dates, owners and permissions
do not depend on the machine. Dates are SOURCE_DATE_EPOCH, or 1 January 1980 if it is unset, empty
or earlier. Custom, because setuptools takes these from the machine.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import tarfile
import time
import zipfile
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

EARLIEST = 315532800
"""The start of 1980, the earliest date in zip archives."""
LATEST = 2**32 - 1
"""The maximum of the four bytes in a gzip header."""


def build_wheel(directory: str, settings: Any = None, metadata: str | None = None) -> str:
    """Build a wheel in a directory and return its name."""
    settle_date()
    name: str = build_meta.build_wheel(directory, settings, metadata)
    even_zip(Path(directory, name))
    return name


def build_editable(directory: str, settings: Any = None, metadata: str | None = None) -> str:
    """Build a wheel that links to the checkout in a directory and return its name."""
    settle_date()
    name: str = build_meta.build_editable(directory, settings, metadata)
    return name


def build_sdist(directory: str, settings: Any = None) -> str:
    """Build an sdist in a directory and return its name."""
    settle_date()
    name: str = build_meta.build_sdist(directory, settings)
    even_tar(Path(directory, name))
    return name


def settle_date() -> None:
    """Write the date of all files to SOURCE_DATE_EPOCH, which setuptools also reads.

    An invalid date stops the build, as reproducible-builds.org requires.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH") or "0"
    if not re.fullmatch("[0-9]{1,10}", given) or int(given) > LATEST:
        raise SystemExit(f"SOURCE_DATE_EPOCH must be a number of seconds from 0 to {LATEST}")
    os.environ["SOURCE_DATE_EPOCH"] = str(max(int(given), EARLIEST))


def _date() -> int:
    return int(os.environ["SOURCE_DATE_EPOCH"])


def even_zip(file: Path) -> None:
    """Rewrite a zip archive without data of the machine."""
    with zipfile.ZipFile(file) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    members.sort(key=lambda member: (".dist-info/" in member[0], member[0]))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, time.gmtime(_date())[:6])
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def even_tar(file: Path) -> None:
    """Rewrite a gzipped tar archive without data of the machine."""
    with tarfile.open(file) as archive:
        members = sorted(
            (info.name, extracted.read())
            for info in archive.getmembers()
            if (extracted := archive.extractfile(info)) is not None
        )
    with (
        file.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=_date()) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode = len(content), _date(), 0o644
            archive.addfile(info, io.BytesIO(content))
