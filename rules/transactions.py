"""Transactions: the days of history in `transactions.days_requested`."""

from __future__ import annotations

from linkcheck.engine.finding import Severity
from linkcheck.engine.relations import Condition, bounded, only_with, requires
from linkcheck.rules.request import LinkRequest, in_environment, updates

DAYS = "transactions.days_requested"
NEEDS = ("transactions", "+transactions")


def _starts_with_transactions(request: LinkRequest) -> bool:
    """Transactions is added to the Item in this session, not by a later call."""
    places = request.places("transactions")
    starts = any(array != "additional_consented_products" for array, _ in places)
    return starts and not request.updates


starts = Condition(_starts_with_transactions, frozenset({"+transactions"}))

bounded(
    "LC690",
    "transactions-days-raised",
    DAYS,
    low=30,
    when=starts & ~in_environment("sandbox"),
    severity=Severity.WARNING,
    needs=NEEDS,
    source=DAYS,
    covers="C448",
    message="`transactions.days_requested` is {value}; in Production Plaid raises anything under "
    "{low} to {low}, and only in Sandbox does the value hold. Ask for {low} days or more.",
    doc="""`transactions.days_requested` is under 30, which Production raises to 30.

    Why: At least 30 days of history are requested in Production, whatever the value.
    Bad: {"products": ["transactions"], "transactions": {"days_requested": 14}}
    Good: {"products": ["transactions"], "transactions": {"days_requested": 30}}
    Note: Silent if the environment is known to be Sandbox, where the value holds.
    """,
)
requires(
    "LC691",
    "transactions-days-default",
    DAYS,
    when=starts,
    severity=Severity.INFO,
    needs="+transactions",
    source=DAYS,
    covers="C449",
    message="`transactions.days_requested` is not given, so 90 days of history are requested, "
    "which cannot be changed for an Item later. Set it if you need more.",
    doc="""Transactions is requested without `transactions.days_requested`.

    Why: The default is 90 days, and once Transactions is on an Item the number cannot be changed.
    Bad: {"products": ["transactions"]}
    Good: {"products": ["transactions"], "transactions": {"days_requested": 365}}
    """,
)
bounded(
    "LC692",
    "transactions-days-for-recurring",
    DAYS,
    low=180,
    when=starts & Condition(lambda request: (request.integer(*DAYS.split(".")) or 0) >= 30),
    severity=Severity.INFO,
    needs=NEEDS,
    source=DAYS,
    covers="C451",
    message="`transactions.days_requested` is {value}. If you use Recurring Transactions, ask for "
    "{low} days or more, as Plaid advises.",
    doc="""`transactions.days_requested` is under 180, which is little for Recurring Transactions.

    Why: Recurring Transactions needs at least 180 days of history for the best results.
    Bad: {"products": ["transactions"], "transactions": {"days_requested": 90}}
    Good: {"products": ["transactions"], "transactions": {"days_requested": 180}}
    Note: A request does not show whether you use Recurring Transactions.
    """,
)
bounded(
    "LC693",
    "transactions-days-slow",
    DAYS,
    high=365,
    when=starts,
    severity=Severity.INFO,
    needs=NEEDS,
    source=DAYS,
    covers="C453",
    message="`transactions.days_requested` is {value}. The longer the history, the longer its "
    "first retrieval takes: ask for no more than you use.",
    doc="""`transactions.days_requested` is more than a year.

    Why: The longer the history that is requested, the longer it takes until it is there.
    Bad: {"products": ["transactions"], "transactions": {"days_requested": 730}}
    Good: {"products": ["transactions"], "transactions": {"days_requested": 180}}
    Note: The limit of 365 days is ours.
    """,
)
only_with(
    "LC694",
    "transactions-days-without-start",
    DAYS,
    condition=starts | updates,
    severity=Severity.INFO,
    needs=NEEDS,
    source="https://plaid.com/docs/api/products/transactions/",
    covers="C452",
    message="`transactions` is only in `additional_consented_products`, so the history is set by "
    "the first `/transactions/sync` or `/transactions/get` call. Set `days_requested` there.",
    doc="""`transactions.days_requested` is given, but Transactions is only consented to.

    Why: `days_requested` of this request counts when Transactions starts with the Item. If it is
        added later, the first call of the Transactions API sets the history.
    Bad: {"additional_consented_products": ["transactions"],
        "transactions": {"days_requested": 365}}
    Good: {"additional_consented_products": ["transactions"]}
    """,
)
