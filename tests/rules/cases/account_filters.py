"""Cases for rules/account_filters.py."""

from typing import Any

from tests.rules.case import Case


def filters(**subtypes: list[Any]) -> dict[str, Any]:
    """These filters, by account type."""
    return {"account_filters": {name: {"account_subtypes": s} for name, s in subtypes.items()}}


def subtypes(name: str, *index: int) -> str:
    """The pointer of the subtypes of a filter, or of one of them."""
    return "/".join(("/account_filters", name, "account_subtypes", *map(str, index)))


def limited(*names: str, **members: Any) -> dict[str, Any]:
    """A depository filter with further members."""
    return {"account_filters": {"depository": {"account_subtypes": list(names), **members}}}


RENT = {"limited_purpose_types": ["RENT_MORTGAGE"]}
LIMITED = "limited purpose checking"
LOANS = {"products": ["liabilities"]}
INVESTMENTS = {"products": ["investments"]}
TRANSACTIONS = {"products": ["transactions"]}
WALLETS = {**INVESTMENTS, "investments": {"allow_unverified_crypto_wallets": True}}
SELECT = {"update": {"account_selection_enabled": True}}
WALLET_FLAG = "/investments/allow_unverified_crypto_wallets"

CASES = [
    # all beside others
    Case(
        "LC445",
        "request",
        filters(depository=["checking", "all"], credit=["all", "paypal"]),
        at=[subtypes("depository", 1), subtypes("credit", 0)],
        severity="warning",
    ),
    Case("LC445", "request", filters(depository=["all"], credit=["all"])),
    Case("LC445", "request", filters(depository=["all", LIMITED])),
    Case("LC445", "request", filters(depository=["all", "all"])),
    Case(
        "LC445", "request", filters(depository=["all", "all", "cd"]), at=[subtypes("depository", 0)]
    ),
    Case("LC445", "request", {"account_filters": {"depository": {"account_subtypes": "all"}}}),
    Case("LC445", "request", {"account_filters": ["all"]}),
    # empty lists
    Case(
        "LC446",
        "request",
        filters(depository=[], loan=[]),
        at=[subtypes("depository"), subtypes("loan")],
        severity="warning",
    ),
    Case("LC446", "request", filters(depository=["all"])),
    Case("LC446", "request", {"account_filters": {"depository": {}}}),
    Case("LC446", "request", {"account_filters": {"depository": None}}),
    # no filters
    Case("LC447", "request", {"account_filters": {}}, at=["/account_filters"], severity="warning"),
    Case("LC447", "request", {"account_filters": {"credit": None}}, at=["/account_filters"]),
    Case("LC447", "request", {"account_filters": None}),
    Case("LC447", "request", filters(depository=["all"])),
    Case("LC447", "update", {"account_filters": {}}),
    # countries
    Case(
        "LC448",
        "request",
        {**INVESTMENTS, **filters(investment=["401k", "tfsa", "isa", "brokerage"])},
        at=[subtypes("investment", 1), subtypes("investment", 2)],
        severity="warning",
    ),
    Case("LC448", "request", {"country_codes": ["US", "CA"], **filters(investment=["tfsa"])}),
    Case(
        "LC448",
        "request",
        {"country_codes": ["CA"], **filters(depository=["hsa", "ebt", "savings"])},
        at=[subtypes("depository", 0), subtypes("depository", 1)],
    ),
    Case("LC448", "request", {"country_codes": ["ca"], **filters(investment=["tfsa"])}),
    Case("LC448", "request", {"country_codes": [], **filters(investment=["tfsa"])}),
    Case("LC448", "request", filters(investment=["Roth IRA"])),
    # no account left
    Case(
        "LC449",
        "request",
        filters(depository=["cd", "money market"]),
        at=[subtypes("depository")],
        severity="error",
    ),
    Case(
        "LC449",
        "request",
        filters(credit=["all"]),
        at=["/account_filters"],
        missing="depository",
        severity="warning",
    ),
    Case("LC449", "request", filters(depository=["cd", "savings"])),
    Case("LC449", "request", filters(depository=["all"])),
    Case("LC449", "request", filters(depository=[LIMITED])),
    # What a filter shows is not judged while it is broken.
    Case("LC449", "request", filters(depository=["Checking"])),
    Case("LC449", "request", filters(depository=[])),
    Case("LC449", "request", filters(depository=[None])),
    Case("LC449", "request", {"account_filters": {"depository": {}}}),
    Case("LC449", "request", {"account_filters": {"brokerage": {"account_subtypes": ["401k"]}}}),
    # Only products that every Item must support count.
    Case(
        "LC449",
        "request",
        {**TRANSACTIONS, "optional_products": ["auth"], **filters(credit=["all"])},
    ),
    Case("LC449", "update", {**SELECT, **filters(credit=["all"])}),
    Case(
        "LC449",
        "request",
        {**LOANS, **filters(loan=["auto", "home equity loan"])},
        at=[subtypes("loan")],
        severity="warning",
    ),
    Case("LC449", "request", {**LOANS, **filters(loan=["auto"], credit=["paypal"])}),
    Case("LC449", "request", {**LOANS, **filters(loan=["auto", "student"])}),
    Case("LC449", "request", {**INVESTMENTS, **filters(depository=["cash management"])}),
    Case(
        "LC449",
        "request",
        {**INVESTMENTS, **filters(depository=["checking"])},
        at=[subtypes("depository")],
        severity="warning",
    ),
    Case(
        "LC449",
        "statements",
        filters(credit=["credit card"]),
        at=["/account_filters"],
        missing="depository",
    ),
    Case("LC449", "statements", filters(depository=["cd"])),
    Case("LC449", "request", {"products": ["transfer"], **filters(depository=["money market"])}),
    # One place once, whatever number of products it is wrong for.
    Case(
        "LC449",
        "request",
        {"products": ["transfer", "auth"], **filters(depository=["cd"])},
        at=[subtypes("depository")],
        severity="error",
    ),
    Case(
        "LC449",
        "request",
        {"products": ["auth", "investments"], **filters(credit=["all"])},
        at=["/account_filters", "/account_filters"],
    ),
    # without effect on auth
    Case(
        "LC450",
        "request",
        filters(depository=["checking", "money market", "cd"], credit=["all"], other=["all"]),
        at=[
            subtypes("depository", 1),
            subtypes("depository", 2),
            "/account_filters/credit",
            "/account_filters/other",
        ],
        severity="warning",
    ),
    Case("LC450", "request", filters(depository=["all"])),
    Case("LC450", "request", filters(depository=["cash management", "savings", "checking"])),
    Case("LC450", "request", filters(depository=["checking", LIMITED])),
    Case("LC450", "request", {**TRANSACTIONS, **filters(depository=["cd"], credit=["all"])}),
    Case(
        "LC450", "request", {**filters(depository=["checking"], credit=["all"]), "products": None}
    ),
    # Reported as a dead end already, or not checked.
    Case("LC450", "request", filters(depository=["cd"])),
    Case("LC450", "request", filters(credit=["all"])),
    Case("LC450", "request", filters(depository=["checking", "hysa"], credit=["all"])),
    # types left out
    Case(
        "LC451",
        "request",
        {**TRANSACTIONS, **filters(depository=["checking"])},
        at=["/account_filters"],
        missing="credit",
        severity="info",
    ),
    Case("LC451", "request", {**TRANSACTIONS, **filters(depository=["all"], credit=["all"])}),
    Case(
        "LC451",
        "request",
        {"products": ["transactions", "liabilities"], **filters(credit=["all"])},
        at=["/account_filters", "/account_filters"],
    ),
    Case("LC451", "request", {"products": ["transactions", "auth"], **filters(depository=["all"])}),
    Case("LC451", "request", {**TRANSACTIONS, "account_filters": {}}),
    Case("LC451", "request", {**LOANS, **filters(loan=["auto"])}),
    Case("LC451", "request", {**LOANS, **filters(loan=["all"], credit=["all"])}),
    Case(
        "LC451",
        "request",
        {**LOANS, **filters(credit=["all"])},
        at=["/account_filters"],
        missing="loan",
    ),
    # limited purpose accounts
    Case(
        "LC452",
        "request",
        limited(LIMITED, "checking"),
        at=["/account_filters/depository"],
        missing="limited_purpose_types",
        severity="error",
    ),
    Case(
        "LC452",
        "request",
        limited(LIMITED, limited_purpose_types=None),
        at=["/account_filters/depository"],
    ),
    Case("LC452", "request", limited(LIMITED, **RENT)),
    Case("LC452", "request", limited(LIMITED, limited_purpose_types=[])),
    Case("LC452", "request", limited("all")),
    Case(
        "LC453",
        "request",
        limited("checking", **RENT),
        at=["/account_filters/depository/limited_purpose_types"],
        severity="warning",
    ),
    Case(
        "LC453",
        "request",
        limited("all", **RENT),
        at=["/account_filters/depository/limited_purpose_types"],
    ),
    Case("LC453", "request", limited("all", LIMITED, **RENT)),
    Case("LC453", "request", limited(**RENT)),
    Case("LC453", "request", limited("checking", limited_purpose_types=None)),
    Case("LC453", "request", {"account_filters": {"depository": RENT}}),
    # wallets
    Case(
        "LC454",
        "request",
        {**WALLETS, **filters(investment=["401k"])},
        at=[WALLET_FLAG],
        severity="warning",
    ),
    Case(
        "LC454",
        "request",
        {**WALLETS, **filters(depository=["cash management"])},
        at=[WALLET_FLAG],
    ),
    Case("LC454", "request", WALLETS),
    Case("LC454", "request", {**WALLETS, **filters(investment=["all"])}),
    Case("LC454", "request", {**WALLETS, **filters(investment=["ira", "non-custodial wallet"])}),
    Case("LC454", "request", {**WALLETS, **filters(depository=["checking"])}),
    Case(
        "LC454",
        "request",
        {
            **INVESTMENTS,
            "investments": {"allow_unverified_crypto_wallets": False},
            **filters(investment=["401k"]),
        },
    ),
]
