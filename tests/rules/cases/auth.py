"""Cases for rules/auth.py."""

from typing import Any

from tests.rules.case import Case

DATABASE_AUTH = {"database_auth": True}
SANDBOX = {"environment": "sandbox"}
BOTH = {"country_codes": ["US", "CA"]}
MATCH = "database_match_enabled"
INSIGHTS = "database_insights_enabled"
INSTANT_MATCH = "instant_match_enabled"
INSTANT = "instant_microdeposits_enabled"
AUTOMATED = "automated_microdeposits_enabled"
SAME_DAY = "same_day_microdeposits_enabled"
SELECT = "auth_type_select_enabled"
SMS = "sms_microdeposits_verification_enabled"
REROUTE = "reroute_to_credentials"


def auth(*flags: str, **others: Any) -> dict[str, Any]:
    """An object `auth` with these flags turned on, and other members."""
    return {"auth": {**dict.fromkeys(flags, True), **others}}


def filters(*subtypes: str) -> dict[str, Any]:
    """A filter of depository accounts."""
    return {"account_filters": {"depository": {"account_subtypes": list(subtypes)}}}


SUBTYPES = "/account_filters/depository/account_subtypes"
PRODUCTS = {"products": ["auth", "identity", "transactions"]}
LATE = {"products": ["transactions"], "optional_products": ["auth"]}
SUPPORTED = {"products": ["transactions"], "required_if_supported_products": ["identity", "auth"]}

CASES = [
    # countries
    *(
        Case("LC600", "request", {**BOTH, **auth(flag)}, at=["/country_codes"], severity="error")
        for flag in (INSTANT_MATCH, INSTANT, SAME_DAY, AUTOMATED)
    ),
    Case(
        "LC600",
        "request",
        {"country_codes": ["GB"], **auth(SAME_DAY, AUTOMATED)},
        at=["/country_codes"],
        message="for Automated Micro-deposits and Same Day Micro-deposits",
    ),
    Case("LC600", "request", BOTH, at=["/country_codes"], context=DATABASE_AUTH),
    Case(
        "LC600",
        "request",
        {"country_codes": ["CA", "GB"]},
        at=["/country_codes"],
        context=DATABASE_AUTH,
    ),
    Case("LC600", "request", {"country_codes": ["CA"]}, context=DATABASE_AUTH),
    Case("LC600", "request", {"country_codes": ["US"]}, context=DATABASE_AUTH),
    *(
        Case("LC600", "request", {"country_codes": ["CA"], **auth(flag)}, at=["/country_codes"])
        for flag in (INSTANT_MATCH, INSTANT, SAME_DAY, AUTOMATED)
    ),
    Case(
        "LC600",
        "request",
        {"products": ["transfer"], **BOTH, **auth(SAME_DAY)},
        at=["/country_codes"],
    ),
    Case("LC600", "request", auth(INSTANT_MATCH, INSTANT, SAME_DAY, AUTOMATED)),
    Case("LC600", "request", {**BOTH, "auth": {SAME_DAY: False, INSTANT_MATCH: None}}),
    Case("LC600", "request", {**BOTH, "auth": {SAME_DAY: "true"}}),
    Case("LC600", "request", {**BOTH, **auth(INSIGHTS, MATCH, SELECT)}),
    Case("LC600", "request", BOTH),
    Case("LC600", "request", BOTH, context={"database_auth": False}),
    Case("LC600", "request", {"country_codes": ["GB"]}, context=DATABASE_AUTH),
    Case("LC600", "request", {**BOTH, "products": ["transactions"]}, context=DATABASE_AUTH),
    Case("LC600", "request", {**BOTH, "products": ["transactions"], **auth(SAME_DAY)}),
    Case("LC600", "request", {"country_codes": ["us"], **auth(SAME_DAY)}),
    Case("LC600", "request", {"country_codes": "US", **auth(SAME_DAY)}),
    Case("LC600", "update", {**BOTH, **auth(SAME_DAY)}),
    Case(
        "LC601",
        "request",
        {"country_codes": ["GB"], **auth(INSIGHTS)},
        at=["/country_codes"],
        severity="warning",
    ),
    Case("LC601", "request", {**BOTH, **auth(INSIGHTS)}, at=["/country_codes"]),
    Case("LC601", "request", {**BOTH, **auth(MATCH)}, at=["/country_codes"]),
    Case("LC601", "request", {"country_codes": ["GB"], **auth(MATCH)}, at=["/country_codes"]),
    Case("LC601", "request", {"country_codes": ["CA"], **auth(MATCH)}),
    Case("LC601", "request", auth(MATCH)),
    Case("LC601", "request", {"country_codes": ["CA"], **auth(INSIGHTS)}),
    Case("LC601", "request", {"country_codes": ["US", "US"], **auth(INSIGHTS)}),
    Case("LC601", "request", {"country_codes": ["UK"], **auth(INSIGHTS)}),
    Case("LC601", "request", {"country_codes": ["GB"], "auth": {INSIGHTS: False}}),
    # products
    *(
        Case(
            "LC602",
            "request",
            {**PRODUCTS, **auth(flag)},
            at=["/products/1", "/products/2"],
            severity="warning",
        )
        for flag in (SAME_DAY, INSTANT, INSIGHTS, MATCH)
    ),
    Case(
        "LC602",
        "request",
        {"products": ["auth", "signal"]},
        at=["/products/1"],
        context=DATABASE_AUTH,
        message="Database Auth",
    ),
    Case("LC602", "request", {"products": ["auth", "transfer"], **auth(SAME_DAY)}),
    Case("LC602", "request", {"products": ["transfer"], **auth(SAME_DAY)}),
    Case("LC602", "request", {**PRODUCTS, **auth(AUTOMATED, INSTANT_MATCH)}),
    Case("LC602", "request", PRODUCTS),
    Case("LC602", "request", {**SUPPORTED, **auth(SAME_DAY)}),
    Case("LC602", "request", {"products": ["transactions"]}, context=DATABASE_AUTH),
    Case("LC602", "request", {**PRODUCTS, "country_codes": ["GB"]}, context=DATABASE_AUTH),
    Case("LC602", "update", {**PRODUCTS, **auth(SAME_DAY)}),
    Case(
        "LC603",
        "request",
        {**LATE, **auth(SAME_DAY)},
        at=["/optional_products/0"],
        severity="warning",
    ),
    Case("LC603", "request", {**LATE, **auth(INSTANT_MATCH)}, at=["/optional_products/0"]),
    Case(
        "LC603",
        "request",
        {**SUPPORTED, **auth(AUTOMATED)},
        at=["/required_if_supported_products/1"],
    ),
    Case("LC603", "request", {**SUPPORTED, **auth(INSTANT_MATCH)}),
    Case("LC603", "request", {**LATE, **auth(SELECT)}),
    Case("LC603", "request", {**LATE, "products": ["transfer"], **auth(SAME_DAY)}),
    Case("LC603", "request", auth(SAME_DAY)),
    Case("LC603", "request", {"products": ["transactions"], **auth(SAME_DAY)}),
    Case("LC603", "update", {"optional_products": ["auth"], **auth(SAME_DAY)}),
    # flows against flows
    Case(
        "LC604",
        "request",
        auth(INSIGHTS, MATCH, SAME_DAY, INSTANT),
        at=[f"/auth/{MATCH}", f"/auth/{SAME_DAY}", f"/auth/{INSTANT}"],
        severity="error",
    ),
    Case("LC604", "request", auth(INSIGHTS, AUTOMATED, INSTANT_MATCH)),
    Case("LC604", "request", {"auth": {INSIGHTS: True, SAME_DAY: False, MATCH: None}}),
    Case("LC604", "request", auth(MATCH, SAME_DAY, INSTANT)),
    Case("LC605", "request", auth(MATCH), at=[f"/auth/{MATCH}"], severity="warning"),
    Case("LC605", "request", auth(INSIGHTS), at=[f"/auth/{INSIGHTS}"], severity="warning"),
    Case("LC605", "request", {"auth": {MATCH: False}}, at=[f"/auth/{MATCH}"], severity="info"),
    Case("LC605", "request", {**BOTH, **auth(INSIGHTS)}, at=[f"/auth/{INSIGHTS}"]),
    Case(
        "LC605",
        "request",
        {"country_codes": ["CA"], **auth(INSIGHTS, MATCH)},
        at=[f"/auth/{MATCH}"],
    ),
    Case("LC605", "request", {"country_codes": ["CA"], **auth(INSIGHTS)}),
    Case("LC605", "request", {"auth": {MATCH: None, INSIGHTS: None}}),
    Case("LC605", "request", auth(SAME_DAY)),
    Case("LC606", "request", auth(MATCH), at=[f"/auth/{MATCH}"], severity="info"),
    Case("LC606", "request", auth(MATCH, SAME_DAY)),
    Case("LC606", "request", auth(MATCH, INSIGHTS)),
    # options of a flow
    Case(
        "LC607",
        "request",
        auth(reroute_to_credentials="FORCED"),
        at=[f"/auth/{REROUTE}"],
        severity="warning",
    ),
    Case("LC607", "request", auth(SAME_DAY, reroute_to_credentials="FORCED")),
    Case("LC607", "request", auth(reroute_to_credentials=None)),
    Case("LC607", "request", {**auth(reroute_to_credentials="OFF"), "products": ["transactions"]}),
    Case("LC608", "request", auth(SMS), at=[f"/auth/{SMS}"], severity="warning"),
    Case("LC608", "request", auth(SMS, SAME_DAY)),
    Case("LC608", "request", {"auth": {SMS: False}}),
    Case(
        "LC609",
        "request",
        auth(SMS, SAME_DAY),
        at=[f"/auth/{SMS}"],
        context=SANDBOX,
        severity="info",
    ),
    Case("LC609", "request", auth(SMS, SAME_DAY)),
    Case("LC609", "request", auth(SMS, SAME_DAY), context={"environment": "production"}),
    Case("LC609", "request", auth(SAME_DAY), context=SANDBOX),
    # Auth Type Select
    Case("LC610", "request", auth(SELECT), at=[f"/auth/{SELECT}"], severity="warning"),
    Case("LC610", "request", auth(SELECT, AUTOMATED, INSTANT_MATCH), at=[f"/auth/{SELECT}"]),
    Case("LC610", "request", auth(SELECT, SAME_DAY)),
    Case("LC610", "request", auth(SELECT, INSTANT)),
    Case("LC610", "request", auth(SELECT), context=DATABASE_AUTH),
    Case("LC610", "request", {"auth": {SELECT: False}}),
    Case(
        "LC611",
        "request",
        auth(SELECT, SAME_DAY, reroute_to_credentials="FORCED"),
        at=[f"/auth/{REROUTE}"],
        severity="info",
    ),
    Case("LC611", "request", auth(SELECT, SAME_DAY, reroute_to_credentials="OPTIONAL")),
    Case("LC611", "request", auth(SAME_DAY, reroute_to_credentials="FORCED")),
    Case("LC612", "request", auth(), at=["/auth"], missing=INSTANT, severity="info"),
    Case("LC612", "request", {"auth": {INSTANT: False}}),
    Case("LC612", "request", auth(INSTANT)),
    Case("LC612", "request"),
    Case("LC612", "request", {"country_codes": ["GB"], **auth()}),
    # accounts
    Case(
        "LC613",
        "request",
        {**auth(SAME_DAY), **filters("cash management")},
        at=[SUBTYPES],
        severity="warning",
    ),
    Case(
        "LC613", "request", {**auth(AUTOMATED), **filters("cash management", "cd")}, at=[SUBTYPES]
    ),
    Case("LC613", "request", {**auth(SAME_DAY), **filters("cash management", "savings")}),
    Case("LC613", "request", {**auth(SAME_DAY), **filters("all", "cash management")}),
    Case("LC613", "request", {**auth(SAME_DAY), **filters("cd")}),
    Case("LC613", "request", {**auth(INSTANT_MATCH), **filters("cash management")}),
    Case("LC613", "request", filters("cash management")),
]
