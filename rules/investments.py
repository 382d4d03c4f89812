"""Investments and Investments Move: `investments`, `investments_auth` and what goes with them."""

from __future__ import annotations

from linkcheck.engine.finding import Related, Severity
from linkcheck.engine.relations import flag_advice
from linkcheck.engine.rule import Findings, at, missing, rule
from linkcheck.rules.data.products import PRODUCTS
from linkcheck.rules.request import LinkRequest

MOVE_PAGE = "https://plaid.com/docs/investments-move/"
MOVE = "investments_auth"
FALLBACKS = {
    "masked_number_match_enabled": "Masked Number Match",
    "stated_account_number_enabled": "Stated Account Number",
    "manual_entry_enabled": "Manual Entry",
}
"""The fallback flows of Investments Move, in the order in which Plaid tries them."""
ALONE = tuple(product.name for product in PRODUCTS.values() if product.alone)

flag_advice(
    "LC650",
    "unverified-crypto-wallets",
    "investments.allow_unverified_crypto_wallets",
    severity=Severity.INFO,
    needs="+investments",
    source="investments.allow_unverified_crypto_wallets",
    covers="C423",
    message="`allow_unverified_crypto_wallets` lets users add wallets without proof that these are "
    "theirs. Do not rely on the ownership of such holdings.",
    doc="""`investments.allow_unverified_crypto_wallets` is set.

    Why: Self-custody wallets are then added without the signature that proves who owns them.
    Bad: {"products": ["investments"], "investments": {"allow_unverified_crypto_wallets": true}}
    Good: {"products": ["investments"]}
    """,
)
flag_advice(
    "LC651",
    "investments-manual-entry",
    "investments.allow_manual_entry",
    severity=Severity.INFO,
    needs="+investments",
    source="investments.allow_manual_entry",
    covers="C424",
    message="`allow_manual_entry` lets users type in accounts and holdings, which nobody verifies. "
    "Do not rely on such data.",
    doc="""`investments.allow_manual_entry` is set.

    Why: Users may then type in accounts and holdings, so the data need not come from a bank.
    Bad: {"products": ["investments"], "investments": {"allow_manual_entry": true}}
    Good: {"products": ["investments"]}
    """,
)


@rule(
    "LC652",
    "investments-move-several-fallbacks",
    severity=Severity.INFO,
    on=MOVE,
    needs="+investments_auth",
    source=MOVE_PAGE,
    covers="C425",
)
def investments_move_several_fallbacks(request: LinkRequest) -> Findings:
    """Several fallback flows of Investments Move are enabled.

    Why: Plaid uses the first that the institution allows, in the order Masked Number Match, Stated
        Account Number, Manual Entry, whatever the order in the request.
    Bad: {"products": ["investments_auth"], "investments_auth": {
        "manual_entry_enabled": true, "masked_number_match_enabled": true}}
    Good: {"products": ["investments_auth"], "investments_auth": {"manual_entry_enabled": true}}
    """
    enabled = [flag for flag in FALLBACKS if request.flag(MOVE, flag)]
    for flag in enabled[1:]:
        yield at(
            MOVE,
            flag,
            message=f"{FALLBACKS[flag]} is used only where {FALLBACKS[enabled[0]]}, which is "
            "enabled too, cannot be. Check that this is what you want.",
            related=(Related(f"/{MOVE}/{enabled[0]}", "comes first"),),
        )


@rule(
    "LC653",
    "investments-move-not-alone",
    severity=Severity.WARNING,
    needs=("products", "+investments_auth"),
    source=MOVE_PAGE,
    covers="C426",
)
def investments_move_not_alone(request: LinkRequest) -> Findings:
    """Another product stands beside `investments_auth` in `products`.

    Why: The guide of Investments Move sets `products` to `["investments_auth"]`.
    Bad: {"products": ["investments_auth", "transactions"]}
    Good: {"products": ["investments_auth"]}
    Good: {"products": ["transactions"], "additional_consented_products": ["investments_auth"]}
    Note: The guide says "should": Plaid is not known to refuse the mix.
    """
    if not request.initial(MOVE) or request.updates or request.uses(*ALONE):
        return  # the rules of update mode and of products that stand alone say more
    for index, product in request.texts("products"):
        if product != MOVE and product in PRODUCTS:
            yield at(
                "products",
                index,
                message=f"`{product}` stands beside `investments_auth`; the guide of Investments "
                'Move sets `products` to `["investments_auth"]` alone. Request it in another '
                "session.",
            )


@rule(
    "LC654",
    "investments-move-filtered-out",
    severity=Severity.INFO,
    needs=("account_filters", "+investments_auth"),
    source="account_filters",
    covers="C427",
)
def investments_move_filtered_out(request: LinkRequest) -> Findings:
    """Investments Move is requested, but `account_filters` has no `investment` filter.

    Why: Types of accounts without a filter of their own are left out. A session in which no account
        of the user passes the filters ends with the error `NO_ACCOUNTS`.
    Bad: {"products": ["investments_auth"],
        "account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Good: {"products": ["investments_auth"],
        "account_filters": {"investment": {"account_subtypes": ["brokerage", "ira"]}}}
    """
    if request.get("account_filters") and not request.has("account_filters", "investment"):
        yield missing(
            "account_filters",
            "investment",
            message="`account_filters` has no `investment` filter, so the accounts that "
            "Investments Move is for are left out, and Link ends with `NO_ACCOUNTS`. Add one.",
        )
