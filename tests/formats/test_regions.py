"""Subdivision codes."""

from __future__ import annotations

from linkcheck.rules.formats import regions
from tests.offenders import each


@each(
    ("region", "country", "fault", "code"),
    [
        ("CA", "US", None, None),
        ("PR", "US", None, None),
        ("ON", "CA", None, None),
        ("13", "JP", None, None),
        ("HK", "HK", None, None),  # no codes known: never judged
        ("anything", "HK", None, None),
        ("XX", "ZZ", None, None),
        ("US-CA", "US", "prefix", "CA"),
        ("us-ca", "US", "prefix", "CA"),
        ("CA-ON", "US", "prefix", None),
        ("US-XX", "US", "prefix", None),
        ("ca", "US", "case", "CA"),
        (" CA", "US", "case", "CA"),
        ("California", "US", "name", "CA"),
        ("indiana", "US", "name", "IN"),
        ("Quebec", "CA", "name", "QC"),
        ("New South Wales", "AU", "name", "NSW"),
        ("1", "JP", "unknown", "01"),
        ("XX", "US", "unknown", None),
        ("ON", "US", "unknown", None),
        ("Ontario", "US", "unknown", None),
        ("", "US", "unknown", None),
        ("x" * 1000, "US", "unknown", None),
    ],
)
def test_judge(region: str, country: str, fault: str | None, code: str | None) -> None:
    assert regions.judge(region, country) == (fault, code)


def test_codes() -> None:
    assert {"CA", "NY", "DC"} <= regions.codes("US")
    assert regions.codes("HK") == frozenset()


def test_code_of_name() -> None:
    assert (
        regions.code_of("\u00cele-de-France", "FR")
        == regions.code_of("Ile de France", "FR")
        == "IDF"
    )
    assert regions.code_of("Texas", "FR") is None
    assert regions.code_of("Ain", "FR") == "01"
