"""Transactions: the days of history in `transactions.days_requested`."""

from __future__ import annotations

from linkcheck.engine.finding import INFO, WARNING
from linkcheck.engine.relations import Condition, bounded, only_with, requires
from linkcheck.rules.request import LinkRequest, in_environment, updates

DAYS = "transactions.days_requested"
NEEDS = ("transactions", "+transactions")


def _starts_with_transactions(request: LinkRequest) -> bool:
    """True if this session adds Transactions to the Item, not a later call."""
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
    severity=WARNING,
    needs=NEEDS,
    source=DAYS,
    covers="C448",
    message="`transactions.days_requested` is {value}, which Plaid raises to {low} in Production",
    doc="""`transactions.days_requested` is under 30, which Plaid raises to 30 in Production.

    Help: Request at least 30 days.
    Why: At least 30 days of history are requested in Production, whatever the value.
    Bad: {"products": ["transactions"], "transactions": {"days_requested": 14}}
    Good: {"products": ["transactions"], "transactions": {"days_requested": 30}}
    Note: Not reported if the environment is known to be Sandbox, where the value is used as it is.
    """,
)
requires(
    "LC691",
    "transactions-days-default",
    DAYS,
    when=starts,
    severity=INFO,
    needs="+transactions",
    source=DAYS,
    covers="C449",
    doc="""Without `transactions.days_requested`, Plaid requests only 90 days of history.

    Help: Set it if you need more, as you cannot change it later for an Item.
    Why: The default is 90 days, and the number cannot be changed once Transactions is added to an
        Item.
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
    severity=INFO,
    needs=NEEDS,
    source=DAYS,
    covers="C451",
    message="`transactions.days_requested` is {value}, which is little for Recurring Transactions",
    doc="""`transactions.days_requested` is under 180, which is little for Recurring Transactions.

    Help: Request at least 180 days if you use Recurring Transactions.
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
    severity=INFO,
    needs=NEEDS,
    source=DAYS,
    covers="C453",
    message="`transactions.days_requested` is {value}, which makes the first retrieval slow",
    doc="""`transactions.days_requested` is more than a year, which makes the first retrieval slow.

    Help: Request no more days than you use.
    Why: The longer the requested history, the longer it takes to retrieve.
    Bad: {"products": ["transactions"], "transactions": {"days_requested": 730}}
    Good: {"products": ["transactions"], "transactions": {"days_requested": 180}}
    Note: The limit of 365 days is a choice of linkcheck.
    """,
)
only_with(
    "LC694",
    "transactions-days-without-start",
    DAYS,
    condition=starts | updates,
    severity=INFO,
    needs=NEEDS,
    source="https://plaid.com/docs/api/products/transactions/",
    covers="C452",
    doc="""`transactions.days_requested` has no effect if `transactions` is only consented to.

    Help: Remove it, and set `days_requested` in the first `/transactions/sync` call.
    Why: `days_requested` of this request counts if this session adds Transactions. If it is
        added later, the first `/transactions/sync` or `/transactions/get` call sets the history.
    Bad: {"additional_consented_products": ["transactions"],
        "transactions": {"days_requested": 365}}
    Good: {"additional_consented_products": ["transactions"]}
    """,
)
