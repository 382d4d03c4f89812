"""Products and the objects with their options: one needs the other."""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, WARNING
from linkcheck.engine.rule import Findings, member, missing, removal, rule
from linkcheck.engine.wording import either, quoted
from linkcheck.rules.data.products import CRA, OBJECT_PRODUCTS, PRODUCTS
from linkcheck.rules.request import UPDATES, USING, LinkRequest

REQUIRED = {p.name: p.required_object for p in PRODUCTS.values() if p.required_object}
ALTERNATIVES = {"cra_options": "cra_report_parameter"}
"""Objects that may contain the options of a product instead of its own object."""
OBJECTS = {
    name: products
    for name, products in OBJECT_PRODUCTS.items()
    if name != "consumer_report_permissible_purpose"
}
"""The products that use each object; cra.py has the rules about the one that is left out."""
SERVED = {name: frozenset(USING[p] for p in products) for name, products in OBJECTS.items()}
"""The features that show surely that an object is used."""
INITIALIZING = ("products", "required_if_supported_products", "optional_products")
UPDATE_MODE = "https://plaid.com/docs/link/update-mode/"


@rule(
    "LC340",
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
    """A product is requested without the object that contains its required options.

    Why: Payment Initiation, Income, Statements, Identity Verification and Plaid Check cannot start
        without their options, not even in update mode. For Plaid Check, `cra_report_parameter` may
        contain them instead of `cra_options`.
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
            message = f"Missing `{name}`, which the product `{product}` requires"
            yield missing(
                name, message=message, help=f"Add it with its required options{or_remove}"
            )


@rule(
    "LC341",
    missing="employment",
    severity=WARNING,
    on="+employment",
    source="https://github.com/plaid/plaid-openapi",
    covers="C213",
)
def employment_without_object(request: LinkRequest) -> bool:
    """Missing `employment`, which the product `employment` requires.

    Help: Request another product, or add the object with `employment_source_types` if Plaid has
        enabled the product for you.
    Why: Plaid's API description requires the object with the product, but the documentation hides
        both, so this is a warning. The object says where the data comes from.
    Bad: {"products": ["employment"]}
    Good: {"products": ["employment"], "employment": {"employment_source_types": ["payroll"]}}
    """
    return request.initial("employment")


@rule(
    "LC342",
    severity=WARNING,
    evidence=INFERRED,
    on=tuple(OBJECTS),
    unless=SERVED,
    source="products",
    covers="C195 C214 C215 C216 C217 C218 C219 C220 C221 C222 C223 C224 C387",
)
def object_without_product(request: LinkRequest) -> Findings:
    """An object with the options of a product has no effect without the product.

    Help: Add the product, or remove the object.
    Why: Probably the product was forgotten, or the object was left over.
    Bad: {"products": ["auth"], "transactions": {"days_requested": 90}}
    Bad: {"products": ["investments"], "investments_auth": {"manual_entry_enabled": true}}
    Good: {"products": ["transactions"], "transactions": {"days_requested": 90}}
    Good: {"products": ["transfer"], "auth": {"auth_type_select_enabled": true}}
    """
    if request.updates or not request.products:
        return
    for name, products in sorted(OBJECTS.items()):
        if name in request.features and not request.may_use(*products):
            needed = "a Plaid Check (`cra_*`) product"
            if not set(products) <= set(CRA):
                needed = f"the product {either(quoted(products))}"
            yield member(name, message=f"`{name}` has no effect without {needed}")


@rule(
    "LC343",
    severity=WARNING,
    on=tuple(OBJECTS),
    needs=UPDATES,
    source=(UPDATE_MODE, "transactions.days_requested"),
    covers="C231 C450",
)
def object_in_update_mode(request: LinkRequest) -> Findings:
    """An object with the options of a product has no effect in update mode.

    Help: Remove it.
    Why: The options were set when the product was added to the Item; `days_requested`, for example,
        cannot be changed later. Only the options of a credit product that is being added count.
    Bad: update {"transactions": {"days_requested": 365}}
    Good: update
    Good: update {"products": ["statements"],
        "statements": {"start_date": "2025-01-01", "end_date": "2025-06-30"}}
    Note: `transfer` and `identity` have their own uses in update mode (Transfer UI, document
        upload), and so do `cra_options` and `cra_report_parameter` for the Items of a user.
    """
    for name, products in OBJECTS.items():
        if name in ("transfer", "identity") or not request.has(name):
            continue
        if set(products) <= set(CRA) and request.flag("update", "user"):
            continue
        if not request.uses(*products):
            message = f"`{name}` has no effect in update mode"
            yield member(name, message=message, fix=removal(name))
