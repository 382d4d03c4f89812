"""The four product arrays: what must be there, what may stand together, what is better apart."""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Fix, Related, Severity
from linkcheck.engine.rule import Findings, at, define, missing, plaid_error, rule
from linkcheck.rules.data.products import CRA, PRODUCTS, allows
from linkcheck.rules.request import ARRAYS, NO_PRODUCTS, REPEATED_PRODUCT, LinkRequest

COMBINATIONS = "https://plaid.com/docs/link/initializing-products/"
ALONE = tuple(p.name for p in PRODUCTS.values() if p.alone)
NOT_WITH_CRA = tuple(p.name for p in PRODUCTS.values() if p.not_with_cra)
# What Plaid was seen to answer. Its texts name these products only.
ALONE_ANSWERS = {
    "identity_verification": "identity_verification should be the only configured product"
}
CRA_ANSWERS = {"assets": "cannot configure assets along with cra_* products"}
# Products that are not billed by being optional; all others are, once the Item is made.
FREE_IF_OPTIONAL = frozenset({"auth", "identity", "signal"})
UPDATED_BY = (("access_token",), ("transfer", "authorization_id"))
"""The fields that spare a request its products, each with the id of what is updated."""
MANY = 3
"""More products than this in ``products`` deserve a word."""


def _using(products: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("+" + product for product in products)


def _pointer(place: tuple[str, int]) -> str:
    return f"/{place[0]}/{place[1]}"


# -- at least one, each once ---------------------------------------------------------------------


@rule(
    "LC300",
    "no-product",
    on=NO_PRODUCTS,
    source="products",
    covers="C161 C177 C178 C179",
    plaid="INVALID_FIELD: must provide at least one product",
)
def no_product(request: LinkRequest) -> Findings:
    """`products` is missing or empty, and the request is not for update mode.

    Why: Every session but one that updates something needs at least one product in `products`; the
        other three arrays only add to it.
    Bad: without products
    Bad: {"products": []}
    Bad: without products {"optional_products": ["identity"]}
    Good: request
    Good: update
    """
    if request.updates:
        texts = {path: request.text(*path) for path in UPDATED_BY}
        empty = [path for path, text in texts.items() if text is not None and not text.strip()]
        if empty and not request.names_updated:
            path = empty[0]
            yield missing(*path, message=f"`{'.'.join(path)}` names no Item to update. Set it.")
        return
    message = (
        "{} names no product, and nothing says that this session updates an Item. Add at least "
        "one product, or `access_token` for update mode."
    )
    if not request.has("products"):
        yield missing("products", message=message.format("The request has no `products`: it"))
    elif request.get("products") == []:
        yield at("products", message=message.format("`products` is empty: it"))


@rule(
    "LC301",
    "product-in-two-arrays",
    on=REPEATED_PRODUCT,
    source=tuple(ARRAYS[1:]),
    covers="C171 C172 C173 C174 C175 C176",
)
def product_in_two_arrays(request: LinkRequest) -> Findings:
    """A product stands in more than one of the four product arrays.

    Why: Each array treats a product in its own way (required, required where supported, optional,
        consented), so that Plaid wants no overlap between any two of them.
    Bad: {"products": ["auth", "identity"], "optional_products": ["identity"]}
    Bad: {"optional_products": ["identity"], "additional_consented_products": ["identity"]}
    Good: {"products": ["auth"], "optional_products": ["identity"]}
    Note: The newer API description names all pairs, the reference leaves one out.
    """
    for product in request.products:
        first: dict[str, tuple[str, int]] = {}
        for place in request.places(product):
            first.setdefault(place[0], place)
        if len(first) < 2:
            continue
        kept, *others = first.values()
        array, index = others[0]
        yield at(
            array,
            index,
            message=f"`{product}` stands in {_listed([p[0] for p in first.values()])}; the product "
            "arrays may not overlap. Keep it in the one that says what you need.",
            related=tuple(
                Related(_pointer(place), f"`{product}` stands here as well")
                for place in (kept, *others[1:])
            ),
            fix=Fix(
                f"Remove `{product}` from all arrays but `{kept[0]}`",
                tuple({"op": "remove", "path": _pointer(place)} for place in reversed(others)),
                safe=False,
            ),
        )


def _listed(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return ", ".join(quoted[:-1]) + " and " + quoted[-1]


# -- what may stand together ---------------------------------------------------------------------


@rule(
    "LC302",
    "product-not-alone",
    on=_using(ALONE),
    source=COMBINATIONS,
    covers="C185 C186",
)
def product_not_alone(request: LinkRequest) -> Findings:
    """Identity Verification or Payment Initiation is combined with another product.

    Why: Both run a Link session of their own kind that cannot serve another product, in whichever
        array that stands.
    Bad: idv {"products": ["identity_verification", "auth"]}
    Bad: payment {"products": ["payment_initiation", "transactions"]}
    Good: idv
    Good: payment
    """
    for product in ALONE:
        places = request.places(product)
        # A second entry in another case or with blanks is no other product.
        names = [name for name in request.products if name.strip().lower() != product]
        if not places or not [name for name in names if name not in ALONE or name > product]:
            continue
        array, index = places[0]
        answer = ALONE_ANSWERS.get(product)
        yield at(
            array,
            index,
            message=f"`{product}` cannot be combined with any other product. Request it alone, and "
            "the others in a Link session of their own.",
            related=tuple(
                Related(_pointer(request.places(name)[0]), f"`{name}` needs another session")
                for name in names
            ),
            plaid_error=plaid_error(f"?: {answer}") if answer else None,
        )


@rule(
    "LC303",
    "product-not-with-cra",
    on=_using(CRA),
    source=(COMBINATIONS, "https://plaid.com/docs/check/migrate-from-income/"),
    covers="C182 C183 C184",
)
def product_not_with_cra(request: LinkRequest) -> Findings:
    """Assets, Income or Statements is requested together with a Plaid Check product.

    Why: Plaid Check is a consumer reporting agency of its own; its products cannot share a Link
        session with the credit products of Plaid Inc.
    Bad: cra {"products": ["cra_base_report", "assets"]}
    Good: cra {"products": ["cra_base_report", "auth"]}
    """
    cra = next(name for name in request.products if name in CRA)
    for product in NOT_WITH_CRA:
        for array, index in request.places(product)[:1]:
            answer = CRA_ANSWERS.get(product)
            yield at(
                array,
                index,
                message=f"`{product}` cannot share a Link session with Plaid Check products such "
                f"as `{cra}`. Remove one of the two with its options, or make two sessions.",
                related=(Related(_pointer(request.places(cra)[0]), "a Plaid Check product"),),
                plaid_error=plaid_error(f"?: {answer}") if answer else None,
            )


@rule(
    "LC304",
    "payroll-income-not-alone",
    needs=("+income_verification", "income_verification"),
    source=(COMBINATIONS, "https://plaid.com/docs/income/add-to-app/"),
    covers="C187",
)
def payroll_income_not_alone(request: LinkRequest) -> Findings:
    """Payroll or Document Income is combined with another product.

    Why: With the source type `payroll`, Income runs a session that cannot serve other products;
        Bank Income can be combined.
    Bad: payroll {"products": ["income_verification", "transactions"]}
    Good: payroll
    Good: income {"products": ["income_verification", "transactions"]}
    Note: Plaid was seen to name `employment` as the one product that may stand beside it.
    """
    if request.items("income_verification", "income_source_types") != ["payroll"]:
        return
    others = [
        name
        for name in request.products
        if name not in ("income_verification", "employment", *CRA)  # LC303 speaks of those
    ]
    if others:
        array, index = request.places("income_verification")[0]
        yield at(
            array,
            index,
            message="`income_verification` with the source type `payroll` cannot be combined with "
            "other products. Request it alone, or use the source type `bank` with `bank_income`.",
            related=tuple(
                Related(_pointer(request.places(name)[0]), f"`{name}` needs another session")
                for name in others
            ),
        )


@rule("LC305", "signal-without-auth", on="+signal", source=COMBINATIONS, covers="C188")
def signal_without_auth(request: LinkRequest) -> Findings:
    """`signal` stands in `products`, but `auth` does not.

    Why: Signal rates payments from accounts that Auth has opened; in `products` it needs `auth`
        beside it. In the other arrays it does not.
    Bad: {"products": ["signal"]}
    Good: {"products": ["auth", "signal"]}
    Good: {"products": ["transactions"], "additional_consented_products": ["signal"]}
    """
    if request.updates:
        return  # there neither can be added
    if request.initial("signal") and not request.initial("auth") and "auth" not in request.meant:
        array, index = request.places("signal")[0]
        or_move = ", or move `signal` to one of the other product arrays"
        if request.is_only_product("signal"):
            or_move = ""
        yield at(
            array,
            index,
            message=f"`signal` in `products` needs `auth` there too. Add `auth`{or_move}.",
        )


@rule(
    "LC309",
    "transfer-optional",
    on="+transfer",
    needs="optional_products",
    source=("optional_products", "https://plaid.com/docs/link/multi-item-link/"),
    covers="C169",
)
def transfer_optional(request: LinkRequest) -> Findings:
    """`transfer` stands in `optional_products` of a session that is not for several Items.

    Why: The reference does not list `transfer` for this array. The page on Multi-Item Link advises
        to put it there all the same, so that such sessions only get a warning (LC113).
    Bad: {"optional_products": ["transfer"]}
    Good: {"products": ["transfer"]}
    Good: {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw",
        "products": ["transactions"], "optional_products": ["transfer"]}
    """
    if request.flag("enable_multi_item_link"):
        return
    for array, index in request.places("transfer"):
        if array == "optional_products":
            yield at(
                array,
                index,
                message="`transfer` is no value of `optional_products`. "
                + ("Remove it." if request.updates else "Move it to `products`."),
                plaid_error=plaid_error("INVALID_PRODUCT"),
            )


# -- products with a history ---------------------------------------------------------------------


@rule(
    "LC306",
    "product-closed",
    severity=Severity.WARNING,
    on=_using(tuple(p.name for p in PRODUCTS.values() if p.closed)),
    source="https://plaid.com/docs/beacon/",
    covers="C204",
)
def product_closed(request: LinkRequest) -> Findings:
    """A product takes no new customers any more.

    Why: The Beacon beta is closed; Plaid Protect has taken its place.
    Bad: {"products": ["beacon"]}
    Good: {"products": ["protect_linked_bank"], "user_id": "usr_9nSp2KuZ2x4JDw"}
    """
    for product in request.products:
        if product in PRODUCTS and PRODUCTS[product].closed:
            array, index = request.places(product)[0]
            yield at(
                array,
                index,
                message=f"`{product}` takes no new customers any more. Plaid Protect "
                "(`protect_linked_bank`, `protect_transactions`), which needs a `user_id`, has "
                "taken its place.",
            )


@rule(
    "LC307",
    "product-started-elsewhere",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on=_using(tuple(p.name for p in PRODUCTS.values() if p.started_at)),
    source="https://plaid.com/docs/layer/",
    covers="C205",
)
def product_started_elsewhere(request: LinkRequest) -> Findings:
    """The sessions of a product come from another endpoint.

    Why: Layer sessions are made by `/session/token/create`; here the product has no known use.
    Bad: {"products": ["layer"]}
    Good: {"products": ["auth"]}
    """
    for product in request.products:
        elsewhere = PRODUCTS[product].started_at if product in PRODUCTS else None
        if elsewhere is not None:
            array, index = request.places(product)[0]
            yield at(
                array,
                index,
                message=f"Sessions of `{product}` are made by `{elsewhere}`, not by this endpoint. "
                "Call that one for it, and this one for other products only.",
            )


@rule(
    "LC308",
    "product-not-enabled",
    needs="@enabled_products",
    on=ARRAYS,
    source="https://plaid.com/docs/errors/invalid-input/",
    covers="C206",
)
def product_not_enabled(request: LinkRequest) -> Findings:
    """A product is requested that is not enabled for the account.

    Why: Plaid refuses products that the account has no access to.
    Context: enabled_products=auth transactions
    Bad: {"products": ["auth", "identity"]}
    Good: {"products": ["auth", "transactions"]}
    """
    enabled = request.context.enabled_products or frozenset()
    for product in request.products:
        if product not in enabled and product in PRODUCTS:
            array, index = request.places(product)[0]
            or_remove = "" if request.is_only_product(product) else ", or remove it"
            yield at(
                array,
                index,
                message=f"`{product}` is not among the products enabled for this account. Request "
                f"access in the Dashboard{or_remove}.",
                plaid_error=plaid_error(
                    "INVALID_PRODUCT: client is not authorized to access the following products: "
                    f'["{product}"]'
                ),
            )


# -- advice --------------------------------------------------------------------------------------


@rule(
    "LC320",
    "many-products",
    severity=Severity.INFO,
    on="products",
    source="products",
    covers="C197",
)
def many_products(request: LinkRequest) -> Findings:
    """`products` names many products, which narrows the choice of institutions.

    Why: Only institutions that support every entry of `products` are shown, and only accounts that
        fit each. What is not needed at once can wait in another array.
    Bad: {"products": ["auth", "identity", "transactions", "liabilities", "investments"]}
    Good: {"products": ["transactions"],
        "additional_consented_products": ["investments", "liabilities"]}
    """
    count = len({product for _, product in request.texts("products")} - set(CRA))
    if count > MANY:
        yield at(
            "products",
            message=f"Link shows only institutions that support all {count} products. Keep in "
            "`products` what you need at once, and move the rest to the other arrays.",
        )


PAIRS: tuple[tuple[str, str, str, frozenset[str], str, str], ...] = (
    (
        "LC321",
        "auth-with-liabilities",
        "C198",
        frozenset({"auth", "liabilities"}),
        "no account suits both `auth` (checking, savings) and `liabilities` (credit, loans), so "
        "users must have and share several. Move one to `required_if_supported_products`.",
        "products",
    ),
    (
        "LC322",
        "auth-with-identity",
        "C200",
        frozenset({"auth", "identity"}),
        "`identity` in `products` hides institutions that have Auth but no Identity. Plaid "
        "recommends `required_if_supported_products` for it.",
        COMBINATIONS,
    ),
    (
        "LC323",
        "auth-with-transactions",
        "C201",
        frozenset({"auth", "transactions"}),
        "with `auth` and `transactions` both required, only checking, savings and cash management "
        "accounts can be linked. Move one of them to `required_if_supported_products`.",
        COMBINATIONS,
    ),
    (
        "LC324",
        "income-with-transactions",
        "C202",
        frozenset({"income_verification", "transactions"}),
        "`transactions` beside Bank Income makes linking slower and costs more. Move it to "
        "`additional_consented_products`.",
        "https://plaid.com/docs/income/bank-income/",
    ),
)


def _pair(
    code: str, name: str, covers: str, pair: frozenset[str], advice: str, source: str
) -> None:
    first, second = sorted(pair)
    base = "income " if "income_verification" in pair else ""

    def check(request: LinkRequest) -> Findings:
        entries = [entry for entry in request.texts("products") if entry[1] in pair]
        if {product for _, product in entries} == pair:
            yield at("products", entries[-1][0], message=advice[0].upper() + advice[1:])

    define(
        code,
        name,
        check,
        f"""`products` holds both `{first}` and `{second}`.

        Why: {advice[0].upper() + advice[1:]}
        Bad: {base}{{"products": ["{first}", "{second}"]}}
        Good: {base}{{"products": ["{first}"]}}
        """,
        source=source,
        area="products",
        severity=Severity.INFO,
        needs=_using((first, second)),
        covers=covers,
    )


for row in PAIRS:
    _pair(*row)


@rule(
    "LC325",
    "statements-with-others",
    severity=Severity.INFO,
    on="+statements",
    source="https://plaid.com/docs/statements/",
    covers="C203",
)
def statements_with_others(request: LinkRequest) -> Findings:
    """`statements` stands in `products` beside others.

    Why: Institutions without Statements are left out then; in `required_if_supported_products` it
        would cost none.
    Bad: statements {"products": ["assets", "statements"]}
    Good: statements {"products": ["assets"], "required_if_supported_products": ["statements"]}
    """
    if request.initial("statements") and len({p for _, p in request.texts("products")}) > 1:
        array, index = request.places("statements")[0]
        yield at(
            array,
            index,
            message="`statements` in `products` hides institutions without it. Move it to "
            "`required_if_supported_products` if the other products matter more.",
        )


@rule(
    "LC326",
    "signal-only-consented",
    severity=Severity.INFO,
    needs=("+signal", "additional_consented_products"),
    source="additional_consented_products",
    covers="C189",
)
def signal_only_consented(request: LinkRequest) -> Findings:
    """`signal` is only consented to.

    Why: The first `/signal/evaluate` for such an Item must be prepared by `/signal/prepare`.
    Bad: {"additional_consented_products": ["signal"]}
    Good: {"products": ["auth", "signal"]}
    """
    for array, index in request.places("signal"):
        if array == "additional_consented_products":
            yield at(
                array,
                index,
                message="With `signal` only consented to, call `/signal/prepare` before the first "
                "`/signal/evaluate` for the Item.",
            )


@rule(
    "LC327",
    "optional-product-billed",
    severity=Severity.INFO,
    needs="@environment",
    on=("required_if_supported_products", "optional_products"),
    source=("products", COMBINATIONS),
    covers="C199",
)
def optional_product_billed(request: LinkRequest) -> Findings:
    """A product that is only wanted where possible is billed once the Item is made.

    Why: In Production all products of `products`, `required_if_supported_products` and
        `optional_products` are billed at creation, save Auth, Identity and Signal in
        `optional_products`. Consented products are billed when they are used.
    Context: environment=production
    Bad: {"products": ["transactions"], "optional_products": ["liabilities"]}
    Good: {"products": ["transactions"], "additional_consented_products": ["liabilities"]}
    """
    if request.environment != "production" or request.updates:
        return
    for index, product in request.texts("optional_products"):
        if product not in FREE_IF_OPTIONAL:
            remedy = (
                "Move it to `additional_consented_products` to pay only once it is used."
                if allows(product, "additional_consented_products")
                else "Leave it and its options out where you do not need it."
            )
            yield at(
                "optional_products",
                index,
                message=f"`{product}` is billed as soon as an Item with it is made. {remedy}",
            )


@rule(
    "LC328",
    "instant-match-disabled",
    severity=Severity.INFO,
    needs=("auth", "+auth"),
    source=("products", "auth.instant_match_enabled"),
    covers="C207",
)
def instant_match_disabled(request: LinkRequest) -> Findings:
    """`auth.instant_match_enabled` is false, which hides institutions.

    Why: With `auth` in `products`, institutions that only have Instant Match are shown as well,
        unless it is switched off.
    Bad: {"auth": {"instant_match_enabled": false}}
    Good: request
    """
    if request.initial("auth") and request.get("auth", "instant_match_enabled") is False:
        yield at(
            "auth",
            "instant_match_enabled",
            message="`false` hides the institutions that support Auth only through Instant Match. "
            "Leave the field out unless that is what you want.",
        )
