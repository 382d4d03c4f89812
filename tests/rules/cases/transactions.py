"""Cases for rules/transactions.py."""

from tests.rules.case import Case

SANDBOX = {"environment": "sandbox"}
PRODUCTION = {"environment": "production"}
DAYS = "/transactions/days_requested"
PRODUCT = {"products": ["transactions"]}
CONSENTED = {"additional_consented_products": ["transactions"]}


def days(value: object) -> dict[str, object]:
    """A request for this many days of history, without the product."""
    return {"transactions": {"days_requested": value}}


CASES = [
    Case("LC690", "request", {**PRODUCT, **days(14)}, at=[DAYS], severity="warning"),
    Case("LC690", "request", {**PRODUCT, **days(29)}, at=[DAYS], context=PRODUCTION),
    Case("LC690", "request", {"optional_products": ["transactions"], **days(1)}, at=[DAYS]),
    Case("LC690", "request", {**PRODUCT, **days(30)}),
    Case("LC690", "request", {**PRODUCT, **days(14)}, context=SANDBOX),
    Case("LC690", "request", {**PRODUCT, **days(0)}),
    Case("LC690", "request", {**PRODUCT, **days("14")}),
    Case("LC690", "request", {**PRODUCT, **days(None)}),
    Case("LC690", "request", days(14)),
    Case("LC690", "request", {**CONSENTED, **days(14)}),
    Case("LC690", "update", days(14), context=PRODUCTION),
    Case("LC691", "request", PRODUCT, at=[""], missing="transactions", severity="info"),
    Case(
        "LC691",
        "request",
        {**PRODUCT, "transactions": {}},
        at=["/transactions"],
        missing="days_requested",
    ),
    Case("LC691", "request", {"required_if_supported_products": ["transactions"]}, at=[""]),
    Case("LC691", "request", {**PRODUCT, **days(365)}),
    Case("LC691", "request", CONSENTED),
    Case("LC691", "update", PRODUCT),
    Case("LC691", "request"),
    Case("LC692", "request", {**PRODUCT, **days(90)}, at=[DAYS], severity="info"),
    Case("LC692", "request", {**PRODUCT, **days(179)}, at=[DAYS]),
    Case("LC692", "request", {**PRODUCT, **days(180)}),
    Case("LC692", "request", {**PRODUCT, **days(14)}),
    Case("LC692", "request", {**PRODUCT, **days([90])}),
    Case("LC693", "request", {**PRODUCT, **days(730)}, at=[DAYS], severity="info"),
    Case("LC693", "request", {**PRODUCT, **days(366)}, at=[DAYS]),
    Case("LC693", "request", {**PRODUCT, **days(365)}),
    Case("LC693", "request", {**PRODUCT, **days(731)}),
    Case("LC694", "request", {**CONSENTED, **days(365)}, at=[DAYS], severity="info"),
    Case("LC694", "request", CONSENTED),
    Case("LC694", "request", {**CONSENTED, **days(None)}),
    Case("LC694", "request", {**PRODUCT, **days(365)}),
    Case("LC694", "update", {**CONSENTED, **days(365)}),
]
