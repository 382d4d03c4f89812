"""Statements: the period in `statements`.

The schema asks for both dates and for their form; dates that cannot be read are left to it.
"""

from __future__ import annotations

from datetime import date

from linkcheck.engine.finding import Evidence, Related, Severity
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.rules.formats.dates import parse_date, spans_more_than
from linkcheck.rules.request import LinkRequest

MAX_YEARS = 2
LONG_YEARS = 1
"""A period longer than this gets the advice about the price; the limit is ours."""


@rule(
    "LC640",
    "statements-dates-reversed",
    on="statements",
    needs="+statements",
    source=("statements.start_date", "statements.end_date"),
    covers="C419",
)
def statements_dates_reversed(request: LinkRequest) -> Findings:
    """`statements.start_date` is after `statements.end_date`.

    Why: The two are the first and the last day of the period. The other way round no day is left.
    Bad: statements {"statements": {"start_date": "2025-06-30", "end_date": "2025-01-01"}}
    Good: statements
    Good: statements {"statements": {"start_date": "2025-06-30", "end_date": "2025-06-30"}}
    """
    start, end = _day(request, "start_date"), _day(request, "end_date")
    if start and end and start > end:
        yield at(
            "statements",
            "start_date",
            message="`statements.start_date` is after `statements.end_date`, so that the period "
            "has no day. Swap the two dates.",
            related=(Related("/statements/end_date", "the last day of the period"),),
        )


@rule(
    "LC641",
    "statements-period-too-long",
    on="statements",
    needs="+statements",
    source="statements.end_date",
    covers="C420",
)
def statements_period_too_long(request: LinkRequest) -> Findings:
    """`statements` asks for more than two years.

    Why: At most two years of statements can be requested. The reference does not say whether they
        count back from today; if today is told, an earlier start is reported too, as a warning.
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
            message=f"More than {MAX_YEARS} years lie between `statements.start_date` and "
            f"`statements.end_date`, and no more than {MAX_YEARS} can be requested. Shorten the "
            "period.",
            related=(Related("/statements/start_date", "the first day of the period"),),
        )
    elif start and today and spans_more_than(start, today, MAX_YEARS):
        yield at(
            "statements",
            "start_date",
            message=f"`statements.start_date` is more than {MAX_YEARS} years ago. Plaid gives "
            f"{MAX_YEARS} years of statements, perhaps counted from today: begin later.",
            severity=Severity.WARNING,
        )


@rule(
    "LC642",
    "statements-end-in-future",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="statements",
    needs=("@today", "+statements"),
    source="statements.end_date",
    covers="C421",
)
def statements_end_in_future(request: LinkRequest) -> Findings:
    """`statements.end_date` is in the future.

    Why: There are no statements yet for days to come, so the period is shorter than it looks.
    Bad: statements {"statements": {"start_date": "2025-01-01", "end_date": "2025-12-31"}}
    Good: statements
    Context: today=2025-07-01
    """
    end, today = _day(request, "end_date"), request.context.today
    if end and today and end > today:
        yield at(
            "statements",
            "end_date",
            message="`statements.end_date` is in the future, and there are no statements for days "
            "to come. End the period today or earlier.",
        )


@rule(
    "LC643",
    "statements-period-long",
    severity=Severity.INFO,
    on="statements",
    needs="+statements",
    source="https://plaid.com/docs/statements/",
    covers="C422",
)
def statements_period_long(request: LinkRequest) -> Findings:
    """`statements` asks for more than one year.

    Why: The price depends on the number of statements between the two dates, so a long period
        costs more.
    Bad: statements {"statements": {"start_date": "2023-07-01", "end_date": "2025-06-30"}}
    Good: statements {"statements": {"start_date": "2025-04-01", "end_date": "2025-06-30"}}
    Note: The limit of one year is ours.
    """
    start, end = _day(request, "start_date"), _day(request, "end_date")
    if start is None or end is None or spans_more_than(start, end, MAX_YEARS):
        return  # a longer period is refused anyway
    if spans_more_than(start, end, LONG_YEARS):
        yield at(
            "statements",
            "start_date",
            message=f"The period is longer than {LONG_YEARS} year, and each statement in it is "
            "billed. Begin later if fewer statements will do.",
        )


def _day(request: LinkRequest, name: str) -> date | None:
    text = request.text("statements", name)
    return parse_date(text) if text else None
