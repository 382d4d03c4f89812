"""Multi-Item Link: `enable_multi_item_link`."""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Related, Severity
from linkcheck.engine.relations import flag_advice, is_true, present, requires, requires_one_of
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.rules.data.products import PRODUCTS
from linkcheck.rules.request import LinkRequest, uses, uses_cra

GUIDE = "https://plaid.com/docs/link/multi-item-link/"
FLAG = "enable_multi_item_link"
USERS = ("user_id", "user_token")
WITHOUT_CREDENTIALS = {
    "same_day_microdeposits_enabled": "Same Day Micro-deposits",
    "instant_microdeposits_enabled": "Instant Micro-deposits",
    "database_insights_enabled": "Database Insights",
    "database_match_enabled": "Database Match",
}
"""The flags of `auth` for flows in which the user does not log in at the bank."""
REFUSED = tuple(p.name for p in PRODUCTS.values() if p.multi_item is False)
NOT_NAMED = tuple(
    p.name
    for p in PRODUCTS.values()
    # Products that are closed, or start elsewhere, are reported for that.
    if p.multi_item is None and not p.closed and p.started_at is None
)
needs_user = uses(*(p.name for p in PRODUCTS.values() if p.needs_user))
multi_item = is_true(FLAG)

requires_one_of(
    "LC710",
    "multi-item-without-user",
    USERS,
    when=multi_item & ~present("access_token") & ~needs_user,
    source=(GUIDE, "user_id"),
    covers="C463",
    message="`enable_multi_item_link` is set, but no user is named: Multi-Item Link collects the "
    "Items under a Plaid user. Add the `user_id` that `/user/create` gave you (integrations begun "
    "before 10 December 2025: `user_token`).",
    doc="""`enable_multi_item_link` is set without `user_id` or `user_token`.

    Why: The Items of the session are kept together by the Plaid user that the request names.
    Bad: {"enable_multi_item_link": true}
    Good: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: {"enable_multi_item_link": true,
        "user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Note: Silent where a product needs the user anyway: that is reported for the product.
    """,
)


@rule(
    "LC711",
    "multi-item-auth-flow",
    needs=(FLAG, "auth"),
    source=GUIDE,
    covers="C464 C465 C466 C467",
)
def multi_item_auth_flow(request: LinkRequest) -> Findings:
    """A flow of Auth without a login at the bank is enabled together with Multi-Item Link.

    Why: Multi-Item Link is not compatible with such flows. The guide names Database Auth, Same Day
        Micro-deposits and Instant Micro-deposits; Database Insights and Database Match are the
        flows of Database Auth that this request can switch on.
    Bad: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw",
        "auth": {"same_day_microdeposits_enabled": true}}
    Bad: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw",
        "auth": {"database_match_enabled": true}}
    Good: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    """
    if not multi_item(request) or not request.uses("auth", "transfer"):
        return  # without these products `auth` has no effect
    for flag, label in WITHOUT_CREDENTIALS.items():
        if request.flag("auth", flag):
            yield at(
                "auth",
                flag,
                message=f"{label} cannot be used with Multi-Item Link, which takes only flows in "
                f"which the user logs in at the bank. Remove `{flag}`, or `{FLAG}`.",
                related=(Related("/" + FLAG, "Multi-Item Link is switched on"),),
            )


@rule(
    "LC712",
    "multi-item-product-refused",
    evidence=Evidence.OBSERVED,
    on=tuple("+" + product for product in REFUSED),
    needs=(FLAG, "products"),
    source=GUIDE,
    covers="C468",
    plaid="?: products not yet supported in the multi item link flow: [signal]",
)
def multi_item_product_refused(request: LinkRequest) -> Findings:
    """A product stands in `products` that Plaid refuses with Multi-Item Link.

    Why: Plaid was seen to answer that `signal` is not yet supported in Multi-Item Link (2026).
    Bad: {"products": ["auth", "signal"], "enable_multi_item_link": true,
        "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: {"products": ["auth"], "enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Note: Only `products` is known to lead to this answer; in the other arrays `signal` is reported
        as a product that the guide does not name.
    """
    if not multi_item(request):
        return
    for product in REFUSED:
        for array, index in request.places(product):
            if array == "products":
                yield at(
                    array,
                    index,
                    message=f"Plaid was seen to refuse `{product}` together with Multi-Item Link. "
                    f"Remove it, or `{FLAG}`.",
                )


@rule(
    "LC713",
    "multi-item-product-not-named",
    severity=Severity.WARNING,
    on=tuple("+" + product for product in (*NOT_NAMED, *REFUSED, "income_verification")),
    needs=FLAG,
    source=GUIDE,
    covers="C468",
)
def multi_item_product_not_named(request: LinkRequest) -> Findings:
    """A product is requested that the guide of Multi-Item Link does not name.

    Why: The guide names Auth, Transfer, Transactions, Liabilities, Investments, Bank Income, Assets
        and Plaid Check. Whether others work is not documented.
    Bad: payment {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Bad: payroll {"enable_multi_item_link": true}
    Good: income {"enable_multi_item_link": true}
    Good: {"products": ["transactions"], "enable_multi_item_link": true,
        "user_id": "usr_9nSp2KuZ2x4JDw"}
    """
    if not multi_item(request) or request.has("access_token"):
        return
    names = [*NOT_NAMED, *REFUSED]
    if "payroll" in request.items("income_verification", "income_source_types"):
        names.append("income_verification")
    for name in names:
        if name == "identity_verification":
            continue  # there the flag is out of place, see `idv-bank-option`
        for array, index in request.places(name):
            if name in REFUSED and array == "products":
                continue
            label = "Payroll Income" if name == "income_verification" else f"`{name}`"
            yield at(
                array,
                index,
                message=f"{label} is not among the products that the guide of Multi-Item Link "
                f"names. Test it before you rely on it, or request it without `{FLAG}`.",
            )


requires(
    "LC714",
    "multi-item-without-webhook",
    "webhook",
    when=multi_item
    & ~present("access_token")
    & ~present("hosted_link")
    & ~uses_cra
    & ~uses("income_verification"),
    severity=Severity.INFO,
    source=GUIDE,
    covers="C469",
    message="`webhook` is missing: with Multi-Item Link `onSuccess` brings no public token, these "
    "come by webhook. Add one, or poll `/link/token/get`.",
    doc="""`enable_multi_item_link` is set without `webhook`.

    Why: The `onSuccess` callback is empty then; the public tokens come by webhook, or are asked for
        with `/link/token/get`.
    Bad: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw",
        "webhook": "https://example.com/plaid/webhook"}
    Note: Silent where a product or Hosted Link asks for a webhook anyway.
    """,
)
flag_advice(
    "LC715",
    "multi-item-in-update-mode",
    FLAG,
    when=present("access_token"),
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs="access_token",
    source=FLAG,
    covers="C470",
    message="`enable_multi_item_link` makes no sense with `access_token`: update mode is about one "
    "Item that exists. Remove the flag; to link new Items, replace the token by `products`.",
    doc="""`enable_multi_item_link` is set in update mode.

    Why: The flag is for linking several new Items; update mode changes one that exists.
    Bad: update {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: update
    """,
)
