"""Cases for rules/investments.py."""

from tests.rules.case import Case

INVESTMENTS = {"products": ["investments"]}
MOVE = {"products": ["investments_auth"]}
DEPOSITORY = {"depository": {"account_subtypes": ["checking"]}}
INVESTMENT = {"investment": {"account_subtypes": ["brokerage", "ira"]}}
WALLETS = "allow_unverified_crypto_wallets"


def fallbacks(**flags: object) -> dict[str, object]:
    """A request for Investments Move with these fallback flows."""
    return {**MOVE, "investments_auth": {f"{name}_enabled": on for name, on in flags.items()}}


CASES = [
    Case(
        "LC650",
        "request",
        {**INVESTMENTS, "investments": {WALLETS: True}},
        at=[f"/investments/{WALLETS}"],
        severity="info",
    ),
    Case("LC650", "request", {**INVESTMENTS, "investments": {WALLETS: False}}),
    Case("LC650", "request", {**INVESTMENTS, "investments": {WALLETS: "true"}}),
    Case("LC650", "request", {"investments": {WALLETS: True}}),
    Case(
        "LC651",
        "request",
        {**INVESTMENTS, "investments": {"allow_manual_entry": True}},
        at=["/investments/allow_manual_entry"],
        severity="info",
    ),
    Case("LC651", "request", {**INVESTMENTS, "investments": {"allow_manual_entry": None}}),
    Case("LC651", "request", {**INVESTMENTS, "investments": None}),
    Case(
        "LC652",
        "request",
        fallbacks(manual_entry=True, masked_number_match=True),
        at=["/investments_auth/manual_entry_enabled"],
        severity="info",
        message="Masked Number Match",
    ),
    Case(
        "LC652",
        "request",
        fallbacks(manual_entry=True, stated_account_number=True, masked_number_match=True),
        at=[
            "/investments_auth/manual_entry_enabled",
            "/investments_auth/stated_account_number_enabled",
        ],
    ),
    Case("LC652", "request", fallbacks(manual_entry=True)),
    Case("LC652", "request", fallbacks(manual_entry=True, masked_number_match=False)),
    Case("LC652", "request", {**MOVE, "investments_auth": None}),
    Case(
        "LC653",
        "request",
        {"products": ["investments_auth", "transactions"]},
        at=["/products/1"],
        severity="warning",
    ),
    Case(
        "LC653",
        "request",
        {"products": ["auth", "investments_auth", "transactions"]},
        at=["/products/0", "/products/2"],
    ),
    Case("LC653", "request", MOVE),
    Case("LC653", "request", {**MOVE, "required_if_supported_products": ["transactions"]}),
    Case("LC653", "request", {"additional_consented_products": ["investments_auth"]}),
    Case("LC653", "request", {"products": ["investments_auth", "no_product", None, {}]}),
    Case("LC653", "request", {"products": ["investments_auth", "payment_initiation"]}),
    Case("LC653", "update", {"products": ["investments_auth", "assets"]}),
    Case(
        "LC654",
        "request",
        {**MOVE, "account_filters": DEPOSITORY},
        at=["/account_filters"],
        missing="investment",
        severity="info",
    ),
    Case(
        "LC654",
        "request",
        {**MOVE, "account_filters": {**DEPOSITORY, "investment": None}},
        at=["/account_filters"],
        missing="investment",
    ),
    Case("LC654", "request", {**MOVE, "account_filters": INVESTMENT}),
    Case("LC654", "request", {**MOVE, "account_filters": {}}),
    Case("LC654", "request", {"account_filters": DEPOSITORY}),
]
