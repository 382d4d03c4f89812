"""Products and the objects that hold their options: one needs the other."""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Severity
from linkcheck.engine.rule import Findings, member, missing, removal, rule
from linkcheck.rules.data.products import CRA, OBJECT_PRODUCTS, PRODUCTS
from linkcheck.rules.request import UPDATES, USING, LinkRequest

REQUIRED = {p.name: p.required_object for p in PRODUCTS.values() if p.required_object}
ALTERNATIVES = {"cra_options": "cra_report_parameter"}
"""Objects that may hold the options of a product instead of its own."""
# `consumer_report_permissible_purpose` has rules of its own in cra.py.
OBJECTS = {
    name: products
    for name, products in OBJECT_PRODUCTS.items()
    if name != "consumer_report_permissible_purpose"
}
# The features that say for sure that an object is of use.
SERVED = {name: frozenset(USING[p] for p in products) for name, products in OBJECTS.items()}
INITIALIZING = ("products", "required_if_supported_products", "optional_products")
UPDATE_MODE = "https://plaid.com/docs/link/update-mode/"


@rule(
    "LC340",
    "product-without-object",
    on=tuple("+" + product for product in REQUIRED),
    source=(
        "payment_initiation",
        "income_verification",
        "statements",
        "identity_verification",
        "cra_options",
        "https://github.com/plaid/plaid-python",
    ),
    covers="C208 C209 C210 C211 C212 C232",
)
def product_without_object(request: LinkRequest) -> Findings:
    """A product is requested without the object that holds its required options.

    Why: Payment Initiation, Income, Statements, Identity Verification and Plaid Check cannot start
        without their options, in update mode neither. For Plaid Check, `cra_report_parameter` may
        hold them instead of `cra_options`.
    Bad: payment without payment_initiation
    Bad: {"products": ["assets"], "required_if_supported_products": ["statements"]}
    Bad: update {"products": ["statements"]}
    Good: payment
    Good: {"products": ["assets"], "required_if_supported_products": ["statements"],
        "statements": {"start_date": "2025-01-01", "end_date": "2025-06-30"}}
    """
    reported = set()
    for product in request.products:
        name = REQUIRED.get(product)
        if name is None or name in reported or request.has(name):
            continue
        if request.has(ALTERNATIVES.get(name, name)):
            continue
        if any(array in INITIALIZING for array, _ in request.places(product)):
            reported.add(name)
            or_remove = "" if request.is_only_product(product) else ", or remove the product"
            yield missing(
                name,
                message=f"The product `{product}` is requested, but the object `{name}`, which "
                f"holds its required options, is missing. Add the object{or_remove}.",
            )


@rule(
    "LC341",
    "employment-without-object",
    severity=Severity.WARNING,
    on="+employment",
    source="https://github.com/plaid/plaid-openapi",
    covers="C213",
)
def employment_without_object(request: LinkRequest) -> Findings:
    """`employment` is requested without the `employment` object.

    Why: Plaid's API description calls the object required with the product, but hides both from the
        documentation: a warning.
    Bad: {"products": ["employment"]}
    Good: {"products": ["employment"], "employment": {"employment_source_types": ["payroll"]}}
    """
    if request.initial("employment") and not request.has("employment"):
        yield missing(
            "employment",
            message="`employment` is requested, but the `employment` object, which says where the "
            "data come from, is missing. Request another product, or, if Plaid told you to request "
            "it, add the object with `employment_source_types`.",
        )


@rule(
    "LC342",
    "object-without-product",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on=tuple(OBJECTS),
    unless=SERVED,
    source="products",
    covers="C195 C214 C215 C216 C217 C218 C219 C220 C221 C222 C223 C224 C387",
)
def object_without_product(request: LinkRequest) -> Findings:
    """The options of a product are given, but the product is not requested.

    Why: The options do nothing then; probably the product was forgotten, or the object left over.
    Bad: {"products": ["auth"], "transactions": {"days_requested": 90}}
    Bad: {"products": ["investments"], "investments_auth": {"manual_entry_enabled": true}}
    Good: {"products": ["transactions"], "transactions": {"days_requested": 90}}
    Good: {"products": ["transfer"], "auth": {"auth_type_select_enabled": true}}
    """
    if request.updates or not request.products:
        return
    for name, products in sorted(OBJECTS.items()):
        if name in request.features and not request.may_use(*products):
            yield member(
                name,
                message=f"The object `{name}` has no effect: {_not_requested(products)}. Add the "
                "product, or remove the object.",
            )


def _not_requested(products: tuple[str, ...]) -> str:
    if set(products) <= set(CRA):
        return "no Plaid Check (`cra_*`) product is requested"
    if len(products) == 1:
        return f"the product `{products[0]}` is not requested"
    return "none of the products " + " and ".join(f"`{p}`" for p in products) + " is requested"


@rule(
    "LC343",
    "object-in-update-mode",
    severity=Severity.WARNING,
    on=tuple(OBJECTS),
    needs=UPDATES,
    source=(UPDATE_MODE, "transactions.days_requested"),
    covers="C231 C450",
)
def object_in_update_mode(request: LinkRequest) -> Findings:
    """The options of a product are given in update mode, where they have no effect.

    Why: The options were settled when the product was added to the Item; `days_requested`, for one,
        cannot be changed later. Only the options of a credit product that is being added count.
    Bad: update {"transactions": {"days_requested": 365}}
    Good: update
    Good: update {"products": ["statements"],
        "statements": {"start_date": "2025-01-01", "end_date": "2025-06-30"}}
    Note: `transfer` and `identity` have uses of their own in update mode (Transfer UI, document
        upload), and so have `cra_options` and `cra_report_parameter` for the Items of a
        user.
    """
    for name, products in OBJECTS.items():
        if name in ("transfer", "identity") or not request.has(name):
            continue
        if set(products) <= set(CRA) and request.flag("update", "user"):
            continue
        if not request.uses(*products):
            yield member(
                name,
                message=f"`{name}` has no effect in update mode: the options of a product are "
                "settled when it is added to the Item. Remove the object.",
                fix=removal(name),
            )
