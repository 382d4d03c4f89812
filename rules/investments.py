"""Investments and Investments Move: `investments`, `investments_auth` and related fields."""

from __future__ import annotations

from linkcheck.engine.finding import INFO, WARNING, Finding, Related
from linkcheck.engine.relations import flag_advice
from linkcheck.engine.rule import Findings, at, here, rule
from linkcheck.rules.data.products import ALONE, PRODUCTS
from linkcheck.rules.request import LinkRequest

MOVE_PAGE = "https://plaid.com/docs/investments-move/"
MOVE = "investments_auth"
FALLBACKS = {
    "masked_number_match_enabled": "Masked Number Match",
    "stated_account_number_enabled": "Stated Account Number",
    "manual_entry_enabled": "Manual Entry",
}
"""The fallback flows of Investments Move, in the order in which Plaid tries them."""

flag_advice(
    "LC650",
    "unverified-crypto-wallets",
    "investments.allow_unverified_crypto_wallets",
    severity=INFO,
    needs="+investments",
    source="investments.allow_unverified_crypto_wallets",
    covers="C423",
    doc="""`allow_unverified_crypto_wallets` lets users add wallets without proof of ownership.

    Help: Do not rely on the ownership of such holdings.
    Why: Self-custody wallets are then added without the signature that proves who owns them.
    Bad: {"products": ["investments"], "investments": {"allow_unverified_crypto_wallets": true}}
    Good: {"products": ["investments"]}
    """,
)
flag_advice(
    "LC651",
    "investments-manual-entry",
    "investments.allow_manual_entry",
    severity=INFO,
    needs="+investments",
    source="investments.allow_manual_entry",
    covers="C424",
    doc="""`allow_manual_entry` lets users enter accounts and holdings that nobody verifies.

    Help: Do not rely on such data.
    Why: Data that users enter need not match those of a bank.
    Bad: {"products": ["investments"], "investments": {"allow_manual_entry": true}}
    Good: {"products": ["investments"]}
    """,
)


@rule("LC652", severity=INFO, on=MOVE, needs="+investments_auth", source=MOVE_PAGE, covers="C425")
def investments_move_several_fallbacks(request: LinkRequest) -> Findings:
    """Several fallback flows of Investments Move are enabled.

    Help: Check that this order is what you want.
    Why: Plaid uses the first that the institution allows, in the order Masked Number Match, Stated
        Account Number, Manual Entry, whatever the order in the request.
    Bad: {"products": ["investments_auth"], "investments_auth": {
        "manual_entry_enabled": true, "masked_number_match_enabled": true}}
    Good: {"products": ["investments_auth"], "investments_auth": {"manual_entry_enabled": true}}
    """
    enabled = [flag for flag in FALLBACKS if request.flag(MOVE, flag)]
    for flag in enabled[1:]:
        first = enabled[0]
        yield at(
            MOVE,
            flag,
            message=f"{FALLBACKS[flag]} is used only if {FALLBACKS[first]} is not available",
            related=(Related(f"/{MOVE}/{first}", "has priority"),),
        )


@rule(
    "LC653",
    field="products[]",
    severity=WARNING,
    needs="+investments_auth",
    source=MOVE_PAGE,
    covers="C426",
)
def investments_move_not_alone(product: str, request: LinkRequest) -> Finding | bool:
    """`products` holds another product together with `investments_auth`.

    Help: Request it in a separate session.
    Why: The guide to Investments Move sets `products` to `["investments_auth"]`.
    Bad: {"products": ["investments_auth", "transactions"]}
    Good: {"products": ["investments_auth"]}
    Good: {"products": ["transactions"], "additional_consented_products": ["investments_auth"]}
    Note: The guide says "should": Plaid is not known to refuse the mix.
    """
    if product == MOVE or product not in PRODUCTS or not request.initial(MOVE):
        return False
    if request.updates or request.uses(*ALONE):
        return False  # the rules of update mode and of products that must be alone say more
    return here(f"`{product}` should not be in `products` together with `investments_auth`")


@rule(
    "LC654",
    missing="account_filters.investment",
    severity=INFO,
    needs=("account_filters", "+investments_auth"),
    source="account_filters",
    covers="C427",
)
def investments_move_filtered_out(request: LinkRequest) -> bool:
    """`account_filters` hides investment accounts, so Link ends with `NO_ACCOUNTS`.

    Help: Add an `investment` filter.
    Why: Account types without a filter of their own are hidden. A session in which no account of
        the user passes the filters ends with the error `NO_ACCOUNTS`.
    Bad: {"products": ["investments_auth"],
        "account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Good: {"products": ["investments_auth"],
        "account_filters": {"investment": {"account_subtypes": ["brokerage", "ira"]}}}
    """
    return bool(request.get("account_filters"))
