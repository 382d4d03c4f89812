"""Postal codes."""

from __future__ import annotations

import pytest

from linkcheck.rules.formats import postal
from tests.offenders import each


@each(
    ("code", "country"),
    [
        ("94105", "US"),
        ("02139", "US"),
        ("SW1A2AA", "GB"),
        ("sw1a2aa", "GB"),
        ("M5E1E5", "CA"),
        ("75001", "FR"),
        ("00950", "PL"),
        ("01310100", "BR"),
        ("1234AB", "NL"),
        ("LV1010", "LV"),
        ("1010", "LV"),
        ("LT01001", "LT"),
        ("BFPO61", "GB"),
        ("D02AF30", "IE"),
        ("999077", "HK"),  # no pattern: not judged
        ("12", "ZZ"),
    ],
)
def test_right(code: str, country: str) -> None:
    assert postal.judge(code, country) == (None, None)


@each(
    ("code", "country", "fault", "repaired"),
    [
        ("94105-1804", "US", "us", "94105"),
        ("941051804", "US", "us", "94105"),
        (" 94105", "US", "us", "94105"),
        ("2139", "US", "us", None),
        ("ABCDE", "US", "us", None),
        ("", "US", "us", None),
        ("1" * 1000, "US", "us", None),
        ("\uff19\uff1410\uff15", "US", "us", None),
        ("SW1A 2AA", "GB", "separators", "SW1A2AA"),
        ("M5E 1E5", "CA", "separators", "M5E1E5"),
        ("00-950", "PL", "separators", "00950"),
        ("01310-100", "BR", "separators", "01310100"),
        ("7", "FR", "characters", None),
        ("", "FR", "characters", None),
        ("75.001", "FR", "characters", None),
        ("12345678901", "DE", "characters", None),
        ("1" * 1000, "DE", "characters", None),
        ("SW1A2AA", "DE", "country", None),
        ("94105", "GB", "country", None),
        ("1234", "FR", "country", None),
    ],
)
def test_wrong(code: str, country: str, fault: str, repaired: str | None) -> None:
    assert postal.judge(code, country) == (fault, repaired)


def test_fits_country_looks_through_separators() -> None:
    assert postal.fits_country("SW1A 2AA", "GB") is True
    assert postal.fits_country("SW1A 2AA", "DE") is False
    assert postal.fits_country("999077", "HK") is None
    assert postal.fits_country("\u0661\u0662\u0663\u0664\u0665", "EG") is False


@pytest.mark.parametrize(
    ("code", "state", "expected"),
    [
        ("94105", "CA", True),
        ("94105", "NY", False),
        ("10001", "NY", True),
        ("06390", "NY", True),  # Fishers Island lies among Connecticut's codes
        ("20500", "DC", True),
        ("00901", "PR", True),
        ("94105", "ZZ", None),
        ("9410", "CA", None),
    ],
)
def test_us_state(code: str, state: str, expected: bool | None) -> None:
    assert postal.us_state_agrees(code, state) is expected
