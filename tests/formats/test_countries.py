"""Country codes and what was meant by something else."""

from __future__ import annotations

import pytest

from linkcheck.rules.formats import countries
from tests.offenders import each


@pytest.mark.parametrize("code", ["US", "GB", "AQ", "XK", "CU"])
def test_alpha2(code: str) -> None:
    assert countries.is_alpha2(code)


@pytest.mark.parametrize("code", ["us", "UK", "USA", "EU", "", "ZZ", "U", "US "])
def test_not_alpha2(code: str) -> None:
    assert not countries.is_alpha2(code)


@each(
    ("text", "code"),
    [
        ("us", "US"),
        ("US ", "US"),
        ("USA", "US"),
        ("gbr", "GB"),
        ("UK", "GB"),
        ("XKX", "XK"),
        ("United States", "US"),
        ("U.S.", "US"),
        ("U.S.A.", "US"),
        ("united kingdom", "GB"),
        ("Germany", "DE"),
        ("South Korea", "KR"),
        ("Bolivia", "BO"),
        ("The Netherlands", "NL"),
        ("EU", None),
        ("ZZ", None),
        ("", None),
        ("Atlantis", None),
        ("x" * 1000, None),
    ],
)
def test_meant(text: str, code: str | None) -> None:
    assert countries.meant(text) == code
