"""Cases for rules/multi_item.py."""

from tests.rules.case import Case

FLAG = {"enable_multi_item_link": True}
USER = {"user_id": "usr_9nSp2KuZ2x4JDw"}
TOKEN = {"user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
MULTI = {**FLAG, **USER}
WEBHOOK = {"webhook": "https://example.com/plaid/webhook"}
SAME_DAY = {"auth": {"same_day_microdeposits_enabled": True}}
CRA = {"products": ["cra_base_report"]}

CASES = [
    Case("LC710", "request", FLAG, at=[""], missing="user_id", severity="error"),
    Case("LC710", "request", {**FLAG, "user_id": None}, at=[""], missing="user_id"),
    Case("LC710", "request", MULTI),
    Case("LC710", "request", {**FLAG, **TOKEN}),
    Case("LC710", "request", {"enable_multi_item_link": False}),
    Case("LC710", "request", {"enable_multi_item_link": "true"}),
    Case("LC710", "cra", FLAG, without=["user_id"]),
    Case("LC710", "update", FLAG),
    Case(
        "LC711",
        "request",
        {**MULTI, **SAME_DAY},
        at=["/auth/same_day_microdeposits_enabled"],
        severity="error",
    ),
    Case(
        "LC711",
        "request",
        {
            **MULTI,
            "auth": {
                "instant_microdeposits_enabled": True,
                "database_insights_enabled": True,
                "database_match_enabled": True,
                "instant_match_enabled": True,
                "automated_microdeposits_enabled": True,
            },
        },
        at=[
            "/auth/instant_microdeposits_enabled",
            "/auth/database_insights_enabled",
            "/auth/database_match_enabled",
        ],
    ),
    Case(
        "LC711",
        "request",
        {**MULTI, **SAME_DAY, "products": ["transfer"]},
        at=["/auth/same_day_microdeposits_enabled"],
    ),
    Case("LC711", "request", SAME_DAY),
    Case("LC711", "request", {**MULTI, "auth": {"same_day_microdeposits_enabled": False}}),
    Case("LC711", "request", {**MULTI, **SAME_DAY, "products": ["transactions"]}),
    Case("LC711", "request", {**MULTI, "auth": [True]}),
    Case(
        "LC712",
        "request",
        {**MULTI, "products": ["auth", "signal"]},
        at=["/products/1"],
        severity="error",
    ),
    Case("LC712", "request", {"products": ["auth", "signal"]}),
    Case("LC712", "request", {**MULTI, "optional_products": ["signal"]}),
    Case("LC712", "request", {**MULTI, "products": ["auth"]}),
    Case("LC713", "payment", MULTI, at=["/products/0"], severity="warning"),
    Case(
        "LC713",
        "request",
        {**MULTI, "optional_products": ["signal"]},
        at=["/optional_products/0"],
        severity="warning",
    ),
    Case(
        "LC713",
        "request",
        {**MULTI, "products": ["auth", "identity"], "optional_products": ["statements"]},
        at=["/products/1", "/optional_products/0"],
    ),
    Case("LC713", "payroll", FLAG, at=["/products/0"], message="Payroll Income"),
    Case("LC713", "income", FLAG),
    Case("LC713", "cra", FLAG),
    Case("LC713", "request", {**MULTI, "products": ["auth", "signal"]}),
    Case("LC713", "request", {**MULTI, "products": ["transactions", "liabilities", "assets"]}),
    Case("LC713", "request", {**MULTI, "products": ["layer", "beacon", "no_product"]}),
    Case("LC713", "idv", MULTI),
    Case("LC713", "payment", USER),
    Case("LC713", "update", {**MULTI, "products": ["statements"]}),
    Case("LC714", "request", MULTI, at=[""], missing="webhook", severity="info"),
    Case("LC714", "request", {**MULTI, **WEBHOOK}),
    Case("LC714", "request", {**MULTI, "hosted_link": {}}),
    Case("LC714", "cra", FLAG, without=["webhook"]),
    Case("LC714", "request", USER),
    Case("LC714", "update", MULTI),
    Case("LC715", "update", MULTI, at=["/enable_multi_item_link"], severity="warning"),
    Case("LC715", "update", FLAG, at=["/enable_multi_item_link"]),
    Case("LC715", "update", {"enable_multi_item_link": False}),
    Case("LC715", "request", MULTI),
]
