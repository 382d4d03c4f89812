"""Sizes of files in words."""

from __future__ import annotations

import pytest

from linkcheck.config.sizes import parse_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1", 1),
        ("1000000", 1_000_000),
        ("512b", 512),
        ("500KB", 500_000),
        ("500 kb", 500_000),
        ("2M", 2_000_000),
        ("2mb", 2_000_000),
        ("0", None),
        ("0MB", None),
        ("-1", None),
        ("1.5MB", None),
        ("1GB", None),
        ("MB", None),
        ("", None),
        ("١KB", None),
        ("1MB\n", None),
    ],
)
def test_sizes(text: str, size: int | None) -> None:
    assert parse_size(text) == size
