"""Dates and times, read strictly and without loss."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

# Patterns stay text until `re` compiles and caches them at first use: this keeps the start short.
_DATE = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_DATE_TIME = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]"
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(NamedTuple):
    """A point in time. Moments compare in order of time, with all digits of the fraction."""

    seconds: int
    """Whole seconds since 1970-01-01T00:00:00Z."""
    fraction: str
    """The decimals of the second without trailing zeros; digits compare like the number."""


def parse_date(text: str) -> date | None:
    """Return the date for ``YYYY-MM-DD``; None for another form or a date that does not exist."""
    match = re.fullmatch(_DATE, text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def parse_date_time(text: str) -> Moment | None:
    """Return the moment of an RFC 3339 date-time, or None for any other string.

    The fraction of the second may have any number of digits. A leap second (``:60``) counts as the
    first second of the next minute.
    """
    match = re.fullmatch(_DATE_TIME, text)
    if match is None:
        return None
    day = parse_date(match[1])
    hour, minute, second = int(match[2]), int(match[3]), int(match[4])
    ahead = timedelta(hours=int(match[7] or 0), minutes=int(match[8] or 0))
    if day is None or hour > 23 or minute > 59 or second > 60:
        return None
    if int(match[7] or 0) > 23 or int(match[8] or 0) > 59:
        return None
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - _EPOCH
    since = midnight + timedelta(hours=hour, minutes=minute, seconds=second)
    since += ahead if match[6] == "-" else -ahead
    return Moment(since // timedelta(seconds=1), (match[5] or "").rstrip("0"))


def add_years(day: date, years: int) -> date:
    """Return the same day ``years`` later; 1 March replaces a 29 February that does not exist.

    Years outside the calendar (1 to 9999) return its first or last day.
    """
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        return date.max if years > 0 else date.min
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def spans_more_than(start: date, end: date, years: int) -> bool:
    """Return whether two dates are more than ``years`` calendar years apart.

    From 2023-07-01 to 2025-07-01 it is exactly two.
    """
    return end > add_years(start, years)


def age(born: date, today: date) -> int:
    """Return the age in completed years on ``today``; negative for somebody not born yet."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
