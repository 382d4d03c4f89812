"""Dates and times."""

from __future__ import annotations

from datetime import date

import pytest

from linkcheck.rules.formats import dates
from tests.offenders import each


@each(
    ("text", "day"),
    [
        ("2025-07-01", date(2025, 7, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("0001-01-01", date(1, 1, 1)),
        ("2023-02-29", None),
        ("1990-02-30", None),
        ("2025-13-01", None),
        ("0000-01-01", None),
        ("2025-7-1", None),
        ("02/30/1990", None),
        ("20250701", None),
        ("2025-07-01T00:00:00Z", None),
        ("2025-07-01\n", None),
        ("\u0662\u0660\u0662\u0665-07-01", None),
        ("", None),
    ],
)
def test_parse_date(text: str, day: date | None) -> None:
    assert dates.parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1970-01-01T00:00:00Z", (0, "")),
        ("1970-01-01T00:00:00.5Z", (0, "5")),
        ("1970-01-01T00:00:00.000Z", (0, "")),
        ("1970-01-01T01:00:00+01:00", (0, "")),
        ("1969-12-31T23:30:00-00:30", (0, "")),
        ("1970-01-01t00:00:00z", (0, "")),
        ("2024-07-29T20:24:05.330312653Z", (1722284645, "330312653")),
        ("2016-12-31T23:59:60Z", (1483228800, "")),
        ("0001-01-01T00:00:00+23:59", (-62135596800 - 86340, "")),
        ("9999-12-31T23:59:60-23:59", (253402300800 + 86340, "")),
    ],
)
def test_parse_date_time(text: str, moment: tuple[int, str]) -> None:
    assert dates.parse_date_time(text) == moment


@each(
    "text",
    [
        "",
        "29.07.2024 20:22",
        "2024-07-29",
        "2024-07-29T20:24:05",
        "2024-07-29 20:24:05Z",
        "2024-07-29T20:24Z",
        "2024-07-29T24:00:00Z",
        "2024-07-29T20:60:00Z",
        "2024-07-29T20:24:61Z",
        "2024-02-30T20:24:05Z",
        "2024-07-29T20:24:05.Z",
        "2024-07-29T20:24:05+0200",
        "2024-07-29T20:24:05+24:00",
        "2024-07-29T20:24:05+02:60",
        "2024-07-29T20:24:05Z\n",
        "1722284645",
    ],
)
def test_no_date_time(text: str) -> None:
    assert dates.parse_date_time(text) is None


def test_moments_are_in_order_of_time_to_the_last_digit() -> None:
    texts = [
        "2024-07-29T20:24:05Z",
        "2024-07-29T20:24:05.03Z",
        "2024-07-29T22:24:05.0300000000001+02:00",
        "2024-07-29T20:24:05.3Z",
        "2024-07-29T20:24:05.330312653Z",
        "2024-07-29T20:24:06Z",
    ]
    moments = [dates.parse_date_time(text) for text in texts]
    assert None not in moments
    found = [moment for moment in moments if moment is not None]
    assert found == sorted(found)
    assert len(set(found)) == len(texts)


def test_a_long_fraction_is_read() -> None:
    moment = dates.parse_date_time("2024-07-29T20:24:05." + "1" * 1_000_000 + "Z")
    assert moment is not None
    assert dates.parse_date_time("2024-07-29T20:24:05." + "1" * 1_000_000) is None


@pytest.mark.parametrize(
    ("start", "end", "more"),
    [
        ("2023-07-01", "2025-07-01", False),
        ("2023-07-01", "2025-07-02", True),
        ("2025-01-01", "2025-06-30", False),
        ("2024-02-29", "2026-02-28", False),
        ("2024-02-29", "2026-03-01", False),
        ("2024-02-29", "2026-03-02", True),
        ("2025-06-30", "2025-01-01", False),
        ("9998-06-30", "9999-12-31", False),
    ],
)
def test_two_years(start: str, end: str, more: bool) -> None:
    assert dates.spans_more_than(date.fromisoformat(start), date.fromisoformat(end), 2) == more


def test_add_years_stays_within_the_calendar() -> None:
    assert dates.add_years(date(9999, 1, 1), 1) == date.max
    assert dates.add_years(date(1, 6, 1), -1) == date.min
    assert dates.add_years(date(2, 6, 1), -1) == date(1, 6, 1)
    assert dates.add_years(date(9998, 6, 1), 1) == date(9999, 6, 1)
    assert dates.add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("2007-07-01", 18),
        ("2007-07-02", 17),
        ("2007-06-30", 18),
        ("1990-01-01", 35),
        ("2025-07-02", -1),
        ("2025-07-01", 0),
    ],
)
def test_age(born: str, age: int) -> None:
    assert dates.age(date.fromisoformat(born), date(2025, 7, 1)) == age
