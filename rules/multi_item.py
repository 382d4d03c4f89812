"""Multi-Item Link: `enable_multi_item_link`."""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, INFO, OBSERVED, WARNING, Related
from linkcheck.engine.relations import flag_advice, is_true, present, requires, requires_one_of
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.rules.data.products import PRODUCTS
from linkcheck.rules.request import LinkRequest, uses, uses_cra

GUIDE = "https://plaid.com/docs/link/multi-item-link/"
FLAG = "enable_multi_item_link"
USERS = ("user_id", "user_token")
ENABLED = Related("/" + FLAG, "enables Multi-Item Link")
WITHOUT_LOGIN = (
    "same_day_microdeposits_enabled",
    "instant_microdeposits_enabled",
    "database_insights_enabled",
    "database_match_enabled",
)
"""The flags of `auth` for flows in which the user does not log in at the bank."""
REFUSED = tuple(p.name for p in PRODUCTS.values() if p.multi_item is False)
NOT_NAMED = tuple(
    p.name
    for p in PRODUCTS.values()
    # Other rules report products that are closed or start elsewhere.
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
    doc="""Missing `user_id` or `user_token`, which `enable_multi_item_link` requires.

    Help: Add the `user_id` that `/user/create` returned, or the `user_token` if your integration
        began before December 10, 2025.
    Why: Plaid collects the Items of the session under the user that the request names.
    Bad: {"enable_multi_item_link": true}
    Good: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: {"enable_multi_item_link": true,
        "user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Note: Not reported if a product requires the user anyway: that is reported for the product.
    """,
)


@rule("LC711", needs=(FLAG, "auth"), source=GUIDE, covers="C464 C465 C466 C467")
def multi_item_auth_flow(request: LinkRequest) -> Findings:
    """An Auth flow without a bank login is not allowed with `enable_multi_item_link`.

    Why: Multi-Item Link is not compatible with such flows. The guide names Database Auth, Same Day
        Micro-deposits and Instant Micro-deposits; Database Insights and Database Match are the
        Database Auth flows that a request can enable.
    Bad: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw",
        "auth": {"same_day_microdeposits_enabled": true}}
    Bad: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw",
        "auth": {"database_match_enabled": true}}
    Good: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    """
    if not multi_item(request) or not request.uses("auth", "transfer"):
        return  # without these products `auth` has no effect
    for flag in WITHOUT_LOGIN:
        if request.flag("auth", flag):
            yield at(
                "auth",
                flag,
                message=f"`auth.{flag}` is not allowed with `{FLAG}`, which needs a bank login",
                help=f"Remove `{flag}` or `{FLAG}`",
                related=(ENABLED,),
            )


@rule(
    "LC712",
    evidence=OBSERVED,
    on=tuple("+" + product for product in REFUSED),
    needs=(FLAG, "products"),
    source=GUIDE,
    covers="C468",
    plaid="?: products not yet supported in the multi item link flow: [signal]",
)
def multi_item_product_refused(request: LinkRequest) -> Findings:
    """A product in `products` is not allowed with `enable_multi_item_link`.

    Help: Remove it, or remove `enable_multi_item_link`.
    Why: Plaid has been seen to answer that `signal` is not yet supported in Multi-Item Link (2026).
    Bad: {"products": ["auth", "signal"], "enable_multi_item_link": true,
        "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: {"products": ["auth"], "enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Note: Only `products` is known to cause this answer; in the other arrays, `signal` is reported
        as a product that the guide does not list.
    """
    if not multi_item(request):
        return
    for product in REFUSED:
        for array, index in request.places(product):
            if array == "products":
                yield at(
                    array, index, message=f"`{product}` in `products` is not allowed with `{FLAG}`"
                )


@rule(
    "LC713",
    severity=WARNING,
    on=tuple("+" + product for product in (*NOT_NAMED, *REFUSED, "income_verification")),
    needs=FLAG,
    source=GUIDE,
    covers="C468",
)
def multi_item_product_not_named(request: LinkRequest) -> Findings:
    """The Multi-Item Link guide does not list a requested product.

    Help: Test it before you rely on it, or request it without `enable_multi_item_link`.
    Why: The guide lists Auth, Transfer, Transactions, Liabilities, Investments, Bank Income, Assets
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
            continue  # `idv-bank-option` reports the flag
        for array, index in request.places(name):
            if name in REFUSED and array == "products":
                continue
            label = "Payroll Income" if name == "income_verification" else f"`{name}`"
            yield at(array, index, message=f"The Multi-Item Link guide does not list {label}")


requires(
    "LC714",
    "multi-item-without-webhook",
    "webhook",
    when=multi_item
    & ~present("access_token")
    & ~present("hosted_link")
    & ~uses_cra
    & ~uses("income_verification"),
    severity=INFO,
    source=GUIDE,
    covers="C469",
    doc="""Missing `webhook`, which Multi-Item Link uses to deliver public tokens.

    Help: Add a webhook URL, or poll `/link/token/get`.
    Why: The `onSuccess` callback contains no public token. The public tokens arrive by webhook, or
        you request them with `/link/token/get`.
    Bad: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw",
        "webhook": "https://example.com/plaid/webhook"}
    Note: Not reported if a product or Hosted Link requires a webhook anyway.
    """,
)
flag_advice(
    "LC715",
    "multi-item-in-update-mode",
    FLAG,
    when=present("access_token"),
    severity=WARNING,
    evidence=INFERRED,
    needs="access_token",
    source=FLAG,
    covers="C470",
    doc="""`enable_multi_item_link` has no effect in update mode, which is about one existing Item.

    Help: Remove it; to link new Items, replace `access_token` with `products`.
    Why: The flag is for linking several new Items, but update mode changes an existing one.
    Bad: update {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: update
    """,
)
