"""The four product arrays: what they must hold, and which products go together."""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, INFO, WARNING, Finding, Fix, Related
from linkcheck.engine.rule import Findings, at, here, missing, plaid_error, rule
from linkcheck.engine.wording import listed
from linkcheck.pointer import to_pointer
from linkcheck.rules.data.products import ALONE, CRA, PRODUCTS, allows
from linkcheck.rules.request import ARRAYS, NO_PRODUCTS, REPEATED_PRODUCT, LinkRequest, using

COMBINATIONS = "https://plaid.com/docs/link/initializing-products/"
NOT_WITH_CRA = tuple(p.name for p in PRODUCTS.values() if p.not_with_cra)
CLOSED = tuple(p.name for p in PRODUCTS.values() if p.closed)
STARTED_AT = {p.name: p.started_at for p in PRODUCTS.values() if p.started_at}
# Answers that Plaid was seen to give. They name these products only.
ALONE_ANSWERS = {
    "identity_verification": plaid_error(
        "?: identity_verification should be the only configured product"
    )
}
CRA_ANSWERS = {"assets": plaid_error("?: cannot configure assets along with cra_* products")}
# Optional products that are not billed when the Item is created; all others are.
FREE_IF_OPTIONAL = frozenset({"auth", "identity", "signal"})
UPDATED_BY = (("access_token",), ("transfer", "authorization_id"))
"""The fields that name what is updated, so that a request needs no products."""
MANY = 3
"""The most products in ``products`` that are not reported as many."""


# -- at least one, each once ---------------------------------------------------------------------


@rule(
    "LC300",
    on=NO_PRODUCTS,
    source="products",
    covers="C161 C177 C178 C179",
    plaid="INVALID_FIELD: must provide at least one product",
)
def no_product(request: LinkRequest) -> Findings:
    """`products` is missing or empty, and the request is not for update mode.

    Help: Add at least one product, or `access_token` for update mode.
    Why: Every session needs at least one product in `products`, unless it updates something. The
        other three arrays only add to it.
    Bad: without products
    Bad: {"products": []}
    Bad: without products {"optional_products": ["identity"]}
    Good: request
    Good: update
    """
    if request.updates:
        yield from _without_token(request)
    elif not request.has("products"):
        message = "Missing `products`, which every request outside update mode requires"
        yield missing("products", message=message)
    elif request.get("products") == []:
        yield at("products", message="`products` is empty, which only update mode allows")


def _without_token(request: LinkRequest) -> Findings:
    """Report the first field of an update-mode request that should name an Item, but is blank."""
    for path in UPDATED_BY:
        text = request.text(*path)
        if text is not None and not text.strip() and not request.names_updated:
            name = ".".join(path)
            message = f"`{name}` is blank, so it names no Item to update"
            yield missing(*path, message=message, help=f"Set `{name}`")
            return


@rule(
    "LC301", on=REPEATED_PRODUCT, source=tuple(ARRAYS[1:]), covers="C171 C172 C173 C174 C175 C176"
)
def product_in_two_arrays(request: LinkRequest) -> Findings:
    """A product appears in more than one of the four product arrays.

    Help: Keep it only in the array that fits your use.
    Why: Each array treats a product differently (required, required where supported, optional,
        consented), so Plaid allows no overlap between any two of them.
    Bad: {"products": ["auth", "identity"], "optional_products": ["identity"]}
    Bad: {"optional_products": ["identity"], "additional_consented_products": ["identity"]}
    Good: {"products": ["auth"], "optional_products": ["identity"]}
    Note: The newer API description names all pairs; the reference omits one.
    """
    for product in request.products:
        first: dict[str, tuple[str, int]] = {}
        for place in request.places(product):
            first.setdefault(place[0], place)
        if len(first) < 2:
            continue
        kept, *others = first.values()
        both = "both " if len(first) == 2 else ""
        yield at(
            *others[0],
            message=f"`{product}` appears in {both}{listed(first)}",
            related=tuple(
                Related(to_pointer(place), f"`{product}` also appears here")
                for place in (kept, *others[1:])
            ),
            fix=Fix(
                f"Remove `{product}` from all arrays but `{kept[0]}`",
                tuple({"op": "remove", "path": to_pointer(place)} for place in reversed(others)),
                safe=False,
            ),
        )


# -- which products go together ------------------------------------------------------------------


@rule("LC302", on=using(ALONE), source=COMBINATIONS, covers="C185 C186")
def product_not_alone(request: LinkRequest) -> Findings:
    """Identity Verification or Payment Initiation is combined with another product.

    Help: Request it alone, and the others in a separate Link session.
    Why: Both run a special Link session that cannot serve another product, whichever array that
        product is in.
    Bad: idv {"products": ["identity_verification", "auth"]}
    Bad: payment {"products": ["payment_initiation", "transactions"]}
    Good: idv
    Good: payment
    """
    for product in ALONE:
        # A second entry that differs only in case or blanks is not another product.
        names = [name for name in request.products if name.strip().lower() != product]
        reported_first = [name for name in names if name not in ALONE or name > product]
        if request.places(product) and reported_first:
            yield request.entry(
                product,
                f"`{product}` cannot be combined with any other product",
                related=tuple(request.related(name, f"`{name}`") for name in names),
                plaid_error=ALONE_ANSWERS.get(product),
            )


@rule(
    "LC303",
    on=using(CRA),
    source=(COMBINATIONS, "https://plaid.com/docs/check/migrate-from-income/"),
    covers="C182 C183 C184",
)
def product_not_with_cra(request: LinkRequest) -> Findings:
    """Assets, Income or Statements is requested together with a Plaid Check product.

    Help: Remove either product and its options, or create a separate session for each.
    Why: Plaid Check is a consumer reporting agency of its own; its products cannot share a Link
        session with the credit products of Plaid Inc.
    Bad: cra {"products": ["cra_base_report", "assets"]}
    Good: cra {"products": ["cra_base_report", "auth"]}
    """
    cra = next(name for name in request.products if name in CRA)
    for product in NOT_WITH_CRA:
        if request.places(product):
            yield request.entry(
                product,
                f"`{product}` cannot share a Link session with Plaid Check products such as "
                f"`{cra}`",
                related=(request.related(cra, "a Plaid Check product"),),
                plaid_error=CRA_ANSWERS.get(product),
            )


@rule(
    "LC304",
    needs=("+income_verification", "income_verification"),
    source=(COMBINATIONS, "https://plaid.com/docs/income/add-to-app/"),
    covers="C187",
)
def payroll_income_not_alone(request: LinkRequest) -> Findings:
    """`income_verification` with the source type `payroll` cannot be combined with other products.

    Help: Request it alone, or use the source type `bank` with `bank_income`.
    Why: With the source type `payroll`, Income runs a session that cannot serve other products;
        Bank Income can be combined.
    Bad: payroll {"products": ["income_verification", "transactions"]}
    Good: payroll
    Good: income {"products": ["income_verification", "transactions"]}
    Note: Plaid was seen to name `employment` as the one product that may be combined with it.
    """
    if request.items("income_verification", "income_source_types") != ["payroll"]:
        return
    allowed = ("income_verification", "employment", *CRA)  # LC303 reports CRA
    others = [name for name in request.products if name not in allowed]
    if others:
        related = tuple(request.related(name, f"`{name}`") for name in others)
        yield request.entry("income_verification", related=related)


@rule("LC305", on="+signal", source=COMBINATIONS, covers="C188")
def signal_without_auth(request: LinkRequest) -> Findings:
    """`signal` in `products` needs `auth` there too.

    Help: Add `auth`, or move `signal` to one of the other product arrays.
    Why: Signal scores payments from accounts that Auth has opened. In the other arrays it does not
        need `auth`.
    Bad: {"products": ["signal"]}
    Good: {"products": ["auth", "signal"]}
    Good: {"products": ["transactions"], "additional_consented_products": ["signal"]}
    """
    if request.updates:
        return  # neither can be added in update mode
    if request.initial("signal") and not request.initial("auth") and "auth" not in request.meant:
        remedy = "Add `auth`" if request.is_only_product("signal") else None
        yield request.entry("signal", help=remedy)


@rule(
    "LC309",
    field="optional_products[]",
    on="+transfer",
    needs="optional_products",
    source=("optional_products", "https://plaid.com/docs/link/multi-item-link/"),
    covers="C169",
)
def transfer_optional(product: str, request: LinkRequest) -> Finding | bool:
    """`transfer` is not allowed in `optional_products`, except with Multi-Item Link.

    Help: Move it to `products`.
    Why: The reference does not list `transfer` for this array. The page on Multi-Item Link
        recommends putting it there nevertheless, so such sessions only get a warning (LC113).
    Bad: {"optional_products": ["transfer"]}
    Good: {"products": ["transfer"]}
    Good: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw",
        "products": ["transactions"], "optional_products": ["transfer"]}
    """
    if product != "transfer" or request.flag("enable_multi_item_link"):
        return False
    remedy = "Remove it" if request.updates else None
    return here(help=remedy, plaid_error=plaid_error("INVALID_PRODUCT"))


# -- products with limited access ----------------------------------------------------------------


@rule(
    "LC306",
    severity=WARNING,
    on=using(CLOSED),
    source="https://plaid.com/docs/beacon/",
    covers="C204",
)
def product_closed(request: LinkRequest) -> Findings:
    """A product is closed to new customers.

    Help: Use Plaid Protect (`protect_linked_bank`, `protect_transactions`) with a `user_id`.
    Why: The Beacon beta is closed; Plaid Protect has replaced it.
    Bad: {"products": ["beacon"]}
    Good: {"products": ["protect_linked_bank"], "user_id": "usr_9nSp2KuZ2x4JDw"}
    """
    for product in request.products:
        if product in CLOSED:
            yield request.entry(product, f"`{product}` is closed to new customers")


@rule(
    "LC307",
    severity=WARNING,
    evidence=INFERRED,
    on=using(STARTED_AT),
    source="https://plaid.com/docs/layer/",
    covers="C205",
)
def product_started_elsewhere(request: LinkRequest) -> Findings:
    """The sessions of a product are created by another endpoint.

    Why: `/session/token/create` creates Layer sessions; here the product has no known use.
    Bad: {"products": ["layer"]}
    Good: {"products": ["auth"]}
    """
    for product in request.products:
        if product in STARTED_AT:
            endpoint = STARTED_AT[product]
            yield request.entry(
                product,
                f"`{product}` sessions are created by `{endpoint}`, not by this endpoint",
                help=f"Call `{endpoint}` for `{product}`, and this endpoint only for other "
                "products",
            )


@rule(
    "LC308",
    needs="@enabled_products",
    on=ARRAYS,
    source="https://plaid.com/docs/errors/invalid-input/",
    covers="C206",
)
def product_not_enabled(request: LinkRequest) -> Findings:
    """A product is requested that is not in the configured `enabled-products`.

    Help: Request access in the Dashboard, or remove it.
    Why: Plaid refuses products that the account has no access to.
    Context: enabled_products=auth transactions
    Bad: {"products": ["auth", "identity"]}
    Good: {"products": ["auth", "transactions"]}
    """
    enabled = request.context.enabled_products or frozenset()
    for product in request.products:
        if product not in enabled and product in PRODUCTS:
            is_needed = request.is_only_product(product)
            yield request.entry(
                product,
                f"`{product}` is not in the configured `enabled-products`",
                help="Request access in the Dashboard" if is_needed else None,
                plaid_error=plaid_error(
                    "INVALID_PRODUCT: client is not authorized to access the following products: "
                    f'["{product}"]'
                ),
            )


# -- advice --------------------------------------------------------------------------------------


@rule("LC320", severity=INFO, on="products", source="products", covers="C197")
def many_products(request: LinkRequest) -> Findings:
    """`products` names many products, which limits the choice of institutions.

    Help: Keep in `products` what you need immediately, and move the rest to the other arrays.
    Why: Link shows only institutions that support every entry of `products`, and only accounts that
        work with each. What is not needed immediately can go into another array.
    Bad: {"products": ["auth", "identity", "transactions", "liabilities", "investments"]}
    Good: {"products": ["transactions"],
        "additional_consented_products": ["investments", "liabilities"]}
    """
    count = len({product for _, product in request.texts("products")} - set(CRA))
    if count > MANY:
        message = f"Link shows only institutions that support all {count} products in `products`"
        yield at("products", message=message)


def _at_later(request: LinkRequest, *pair: str) -> Findings:
    """Report two products in `products` at the later one."""
    entries = [entry for entry in request.texts("products") if entry[1] in pair]
    if len({product for _, product in entries}) == len(pair):
        yield at("products", entries[-1][0])


@rule(
    "LC321", severity=INFO, needs=using(("auth", "liabilities")), source="products", covers="C198"
)
def auth_with_liabilities(request: LinkRequest) -> Findings:
    """`products` holds both `auth` and `liabilities`, which no single account supports.

    Help: Move one of them to `required_if_supported_products`.
    Why: `auth` works with checking and savings accounts, `liabilities` with credit cards and loans,
        so users must have and share several accounts.
    Bad: {"products": ["auth", "liabilities"]}
    Good: {"products": ["auth"]}
    """
    return _at_later(request, "auth", "liabilities")


@rule("LC322", severity=INFO, needs=using(("auth", "identity")), source=COMBINATIONS, covers="C200")
def auth_with_identity(request: LinkRequest) -> Findings:
    """`identity` in `products` hides institutions that support `auth` but not `identity`.

    Help: Move `identity` to `required_if_supported_products`.
    Why: Link shows only institutions that support all of `products`. Plaid recommends
        `required_if_supported_products` for Identity.
    Bad: {"products": ["auth", "identity"]}
    Good: {"products": ["auth"]}
    """
    return _at_later(request, "auth", "identity")


@rule(
    "LC323",
    severity=INFO,
    needs=using(("auth", "transactions")),
    source=COMBINATIONS,
    covers="C201",
)
def auth_with_transactions(request: LinkRequest) -> Findings:
    """`auth` and `transactions` in `products` exclude all but checking and savings accounts.

    Help: Move one of them to `required_if_supported_products`.
    Why: With both required, users can link only checking, savings and cash management accounts.
    Bad: {"products": ["auth", "transactions"]}
    Good: {"products": ["auth"]}
    """
    return _at_later(request, "auth", "transactions")


@rule(
    "LC324",
    severity=INFO,
    needs=using(("income_verification", "transactions")),
    source="https://plaid.com/docs/income/bank-income/",
    covers="C202",
)
def income_with_transactions(request: LinkRequest) -> Findings:
    """`transactions` in `products` makes linking for Bank Income slower and more expensive.

    Help: Move `transactions` to `additional_consented_products`.
    Why: Plaid's guide to Bank Income says not to put `transactions` into `products`.
    Bad: income {"products": ["income_verification", "transactions"]}
    Good: income {"products": ["income_verification"]}
    """
    return _at_later(request, "income_verification", "transactions")


@rule(
    "LC325",
    severity=INFO,
    on="+statements",
    source="https://plaid.com/docs/statements/",
    covers="C203",
)
def statements_with_others(request: LinkRequest) -> Findings:
    """`statements` in `products` hides institutions that do not support Statements.

    Help: Move it to `required_if_supported_products` if the other products matter more.
    Why: Link shows only institutions that support all of `products`; in
        `required_if_supported_products`, `statements` hides none.
    Bad: statements {"products": ["assets", "statements"]}
    Good: statements {"products": ["assets"], "required_if_supported_products": ["statements"]}
    """
    if request.initial("statements") and len({p for _, p in request.texts("products")}) > 1:
        yield request.entry("statements")


@rule(
    "LC326", field="additional_consented_products[]", severity=INFO, needs="+signal", covers="C189"
)
def signal_only_consented(product: str) -> bool:
    """`signal` is only in `additional_consented_products`, so each Item needs `/signal/prepare`.

    Help: Call `/signal/prepare` before the first `/signal/evaluate` for an Item.
    Why: The first `/signal/evaluate` for such an Item must be prepared by `/signal/prepare`.
    Bad: {"additional_consented_products": ["signal"]}
    Good: {"products": ["auth", "signal"]}
    """
    return product == "signal"


@rule(
    "LC327",
    field="optional_products[]",
    severity=INFO,
    needs="@environment",
    on=("required_if_supported_products", "optional_products"),
    source=("products", COMBINATIONS),
    covers="C199",
)
def optional_product_billed(product: str, request: LinkRequest) -> Finding | bool:
    """An optional product is billed as soon as the Item is created.

    Why: In Production all products in `products`, `required_if_supported_products` and
        `optional_products` are billed at creation, except Auth, Identity and Signal in
        `optional_products`. Consented products are billed when they are used.
    Context: environment=production
    Bad: {"products": ["transactions"], "optional_products": ["liabilities"]}
    Good: {"products": ["transactions"], "additional_consented_products": ["liabilities"]}
    """
    is_free = product in FREE_IF_OPTIONAL or request.updates
    if is_free or request.environment != "production":
        return False
    remedy = "Remove it and its options where you do not need it"
    if allows(product, "additional_consented_products"):
        remedy = "Move it to `additional_consented_products` to pay only when you use it"
    return here(f"`{product}` is billed as soon as an Item with it is created", help=remedy)


@rule(
    "LC328",
    field="auth.instant_match_enabled",
    severity=INFO,
    needs="+auth",
    source=("products", "auth.instant_match_enabled"),
    covers="C207",
)
def instant_match_disabled(enabled: bool, request: LinkRequest) -> bool:
    """`auth.instant_match_enabled` is false, which hides institutions.

    Help: Remove the field to show institutions that support Auth only through Instant Match.
    Why: With `auth` in `products`, Link also shows institutions that support Auth only through
        Instant Match, unless it is disabled.
    Bad: {"auth": {"instant_match_enabled": false}}
    Good: request
    """
    return not enabled and request.initial("auth")
