"""Statements: the period in `statements`.

The schema checks that both dates are given and valid; rules ignore dates that are not.
"""

from __future__ import annotations

from datetime import date

from linkcheck.engine.finding import INFERRED, INFO, WARNING, Related
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.rules.formats.dates import parse_date, spans_more_than
from linkcheck.rules.request import LinkRequest

MAX_YEARS = 2
LONG_YEARS = 1
"""A longer period is reported because of its price; the limit is a choice of linkcheck."""


def _day(request: LinkRequest, name: str) -> date | None:
    text = request.text("statements", name)
    return parse_date(text) if text else None


@rule(
    "LC640",
    on="statements",
    needs="+statements",
    source=("statements.start_date", "statements.end_date"),
    covers="C419",
)
def statements_dates_reversed(request: LinkRequest) -> Findings:
    """`statements.start_date` is after `statements.end_date`.

    Help: Swap the two dates.
    Why: The two are the first and the last day of the period.
    Bad: statements {"statements": {"start_date": "2025-06-30", "end_date": "2025-01-01"}}
    Good: statements
    Good: statements {"statements": {"start_date": "2025-06-30", "end_date": "2025-06-30"}}
    """
    start, end = _day(request, "start_date"), _day(request, "end_date")
    if start and end and start > end:
        yield at(
            "statements",
            "start_date",
            related=(Related("/statements/end_date", "the last day of the period"),),
        )


@rule("LC641", on="statements", needs="+statements", source="statements.end_date", covers="C420")
def statements_period_too_long(request: LinkRequest) -> Findings:
    """`statements` requests more than two years.

    Why: At most two years of statements can be requested. The reference does not say whether they
        count back from today; if today is known, an earlier start is reported too, as a warning.
    Bad: statements {"statements": {"start_date": "2022-01-01", "end_date": "2025-06-30"}}
    Bad: statements {"statements": {"start_date": "2023-06-01", "end_date": "2024-06-30"}}
    Good: statements {"statements": {"start_date": "2023-07-01", "end_date": "2025-06-30"}}
    Context: today=2025-07-01
    Note: Years of the calendar count: 2023-07-01 to 2025-07-01 is two years.
    """
    start, end = _day(request, "start_date"), _day(request, "end_date")
    today = request.context.today
    if start and end and spans_more_than(start, end, MAX_YEARS):
        yield at(
            "statements",
            "end_date",
            message=f"`statements` requests more than the maximum of {MAX_YEARS} years",
            help="Shorten the period",
            related=(Related("/statements/start_date", "the first day of the period"),),
        )
    elif start and today and spans_more_than(start, today, MAX_YEARS):
        yield at(
            "statements",
            "start_date",
            message=f"`statements.start_date` is more than {MAX_YEARS} years ago, which may be too "
            "early",
            help=f"Start at most {MAX_YEARS} years before today",
            severity=WARNING,
        )


@rule(
    "LC642",
    field="statements.end_date",
    severity=WARNING,
    evidence=INFERRED,
    needs=("@today", "+statements"),
    covers="C421",
)
def statements_end_in_future(text: str, request: LinkRequest) -> bool:
    """`statements.end_date` is in the future.

    Help: Set it to today or an earlier day.
    Why: There are no statements yet for future days, so the period is shorter than it seems.
    Bad: statements {"statements": {"start_date": "2025-01-01", "end_date": "2025-12-31"}}
    Good: statements
    Context: today=2025-07-01
    """
    end, today = parse_date(text), request.context.today
    return end is not None and today is not None and end > today


@rule(
    "LC643",
    field="statements.start_date",
    severity=INFO,
    needs="+statements",
    source="https://plaid.com/docs/statements/",
    covers="C422",
)
def statements_period_long(text: str, request: LinkRequest) -> bool:
    """`statements` requests more than one year, and each statement is billed.

    Help: Start later if you need fewer statements.
    Why: The price depends on the number of statements between the two dates, so a long period
        costs more.
    Bad: statements {"statements": {"start_date": "2023-07-01", "end_date": "2025-06-30"}}
    Good: statements {"statements": {"start_date": "2025-04-01", "end_date": "2025-06-30"}}
    Note: The limit of one year is a choice of linkcheck.
    """
    start, end = parse_date(text), _day(request, "end_date")
    if start is None or end is None or spans_more_than(start, end, MAX_YEARS):
        return False  # another rule reports a longer period
    return spans_more_than(start, end, LONG_YEARS)
