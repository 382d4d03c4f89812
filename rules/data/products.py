"""Facts about Plaid's products: the one place to change when Plaid adds one.

(The allowed values of the four arrays are also in ``schemas/common``, as the shapes need them; a
test keeps the two equal.) Sources, of the version in ``schemas/__init__.py``: the Link
endpoints reference and plaid-python for the arrays and objects;
https://plaid.com/docs/link/initializing-products/ for the combinations;
https://plaid.com/docs/link/update-mode/ and
https://plaid.com/docs/link/multi-item-link/ for those; the product's own page for its countries.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

_COUNTRY_CODES = "US GB ES NL FR IE CA DE IT PL DK NO SE EE LT LV PT BE AT FI"

COUNTRY_CODES = tuple(_COUNTRY_CODES.split())
"""The allowed values of ``country_codes``, in the order of the reference."""

EUROPE = frozenset(COUNTRY_CODES) - {"US", "CA"}
"""The countries of Payment Initiation, the United Kingdom among them."""

Array = Literal[
    "products",
    "required_if_supported_products",
    "optional_products",
    "additional_consented_products",
]

_ARRAYS: dict[str, Array] = {
    "P": "products",
    "R": "required_if_supported_products",
    "O": "optional_products",
    "C": "additional_consented_products",
}
ARRAYS: tuple[Array, ...] = tuple(_ARRAYS.values())
"""The four product arrays, in the order of the reference."""

_US = frozenset({"US"})
_US_CA = frozenset({"US", "CA"})
_US_CA_GB = frozenset({"US", "CA", "GB"})


class Version(NamedTuple):
    """The version of its attributes that a Plaid Check product asks for in ``cra_options``."""

    object: str
    """The field of ``cra_options`` with the options of the product."""
    field: str
    """The field of that object with the version."""
    values: tuple[str, ...]
    """The documented values."""
    required: bool = True
    """True if the reference requires it for the product; otherwise the field is required only in
    the object."""


class Product(NamedTuple):
    """The facts about one product."""

    name: str
    label: str
    """The name of the product on Plaid's pages, for messages."""
    arrays: frozenset[Array]
    """The arrays whose documentation lists the product; none for those that only the API
    description knows."""
    countries: frozenset[str] | None = None
    """The countries where it is available; None if no page limits it."""
    objects: tuple[str, ...] = ()
    """The option objects of the request that affect the product, its own first."""
    required_object: str | None = None
    """The option object that the product requires."""
    family: Literal["cra", "protect"] | None = None
    alone: bool = False
    """It cannot be combined with any other product, in any array."""
    not_with_cra: bool = False
    """It cannot share a Link session with a Plaid Check product."""
    needs: tuple[str, ...] = ()
    """The product that must be in ``products`` with it."""
    needs_user: Literal["user_token", "user_id or user_token", "user_id if new"] | None = None
    """The identifier of a Plaid user that it requires; "if new": only for recent integrations."""
    update_mode: Literal["credit", "beta"] | None = None
    """``credit``: added to an existing Item in update mode; ``beta``: allowed there to validate the
    account (Product Validations) or to upload documents; None: not allowed there."""
    multi_item: bool | None = None
    """Works with Multi-Item Link; False: Plaid refuses it there; None: not named."""
    closed: bool = False
    """Plaid does not accept new customers for it."""
    started_at: str | None = None
    """The other endpoint that its sessions come from."""
    dashboard_webhook: bool = False
    """The receiver of its webhooks is set in the Dashboard, not in ``webhook``."""
    oauth: bool = True
    """It may use a bank's own login page, which needs a way back to the app."""
    cra_object: str | None = None
    """The field of ``cra_options`` with its options."""
    version: Version | None = None


def _in(letters: str) -> frozenset[Array]:
    return frozenset(_ARRAYS[letter] for letter in letters)


def _cra(
    name: str,
    label: str,
    cra_object: str | None = None,
    version: Version | None = None,
    arrays: str = "PO",
) -> Product:
    return Product(
        name,
        label,
        _in(arrays),
        countries=_US,
        objects=("cra_options", "cra_report_parameter", "consumer_report_permissible_purpose"),
        required_object="cra_options",
        family="cra",
        needs_user="user_id or user_token",
        update_mode="credit",
        multi_item=True,
        cra_object=cra_object,
        version=version,
    )


_ALL = (
    Product(
        "assets",
        "Assets",
        _in("P"),
        not_with_cra=True,
        update_mode="credit",
        multi_item=True,
    ),
    Product("auth", "Auth", _in("PROC"), objects=("auth",), update_mode="beta", multi_item=True),
    Product("balance_plus", "Balance Plus", _in("C")),
    Product("beacon", "Beacon", _in("P"), countries=_US, closed=True, oauth=False),
    Product("employment", "Employment", _in("P"), objects=("employment",)),
    Product("identity", "Identity", _in("PROC"), objects=("identity",), update_mode="beta"),
    Product(
        "identity_verification",
        "Identity Verification",
        _in("P"),
        countries=_US_CA_GB,  # the country of the customer's company, not of the user
        objects=("identity_verification",),
        required_object="identity_verification",
        alone=True,
        dashboard_webhook=True,
        oauth=False,
    ),
    Product(
        "income_verification",
        "Income",
        _in("P"),
        countries=_US_CA_GB,
        objects=("income_verification",),
        required_object="income_verification",
        not_with_cra=True,
        needs_user="user_token",
        update_mode="credit",
        multi_item=True,  # Bank Income only
    ),
    Product(
        "investments",
        "Investments",
        _in("PROC"),
        countries=_US_CA,
        objects=("investments",),
        multi_item=True,
    ),
    Product(
        "investments_auth",
        "Investments Move",
        _in("PC"),
        countries=_US_CA,
        objects=("investments_auth",),
    ),
    Product("layer", "Layer", _in("P"), countries=_US, started_at="/session/token/create"),
    Product("liabilities", "Liabilities", _in("PROC"), countries=_US_CA, multi_item=True),
    Product(
        "payment_initiation",
        "Payment Initiation",
        _in("P"),
        countries=EUROPE,
        objects=("payment_initiation",),
        required_object="payment_initiation",
        alone=True,
        needs_user="user_id if new",
    ),
    Product(
        "protect_linked_bank",
        "Plaid Protect",
        _in("PR"),
        family="protect",
        needs_user="user_id or user_token",
        oauth=False,
    ),
    Product(
        "protect_transactions",
        "Plaid Protect",
        _in("PR"),
        family="protect",
        needs_user="user_id or user_token",
        oauth=False,
    ),
    Product(
        "signal",
        "Signal",
        _in("PROC"),
        needs=("auth",),
        multi_item=False,
    ),
    Product("standing_orders", "Standing Orders", _in("P")),
    Product(
        "statements",
        "Statements",
        _in("PRO"),
        countries=_US,
        objects=("statements",),
        required_object="statements",
        not_with_cra=True,
        update_mode="credit",
    ),
    Product(
        "transactions", "Transactions", _in("PROC"), objects=("transactions",), multi_item=True
    ),
    Product(
        "transfer",
        "Transfer",
        _in("P"),
        countries=_US,
        objects=("transfer", "auth"),
        multi_item=True,
        dashboard_webhook=True,
    ),
    _cra("cra_base_report", "Plaid Check Base Report"),
    _cra(
        "cra_income_insights",
        "Plaid Check Income Insights",
        "income_insights",
        Version("income_insights", "income_insights_version", ("II2",), required=False),
    ),
    _cra(
        "cra_cashflow_insights",
        "Plaid Check Cash Flow Insights",
        "cashflow_insights",
        Version("cashflow_insights", "attributes_version", ("CFI1",)),
    ),
    _cra(
        "cra_lend_score",
        "Plaid Check LendScore",
        "lend_score",
        Version("lend_score", "lend_score_version", ("LS1",)),
    ),
    _cra("cra_partner_insights", "Plaid Check Partner Insights", "partner_insights"),
    _cra(
        "cra_network_insights",
        "Plaid Check Network Insights",
        "network_insights",
        Version("network_insights", "network_insights_version", ("NI1",)),
    ),
    _cra("cra_monitoring", "Plaid Check Monitoring"),
    _cra("cra_home_lending", "Plaid Check Home Lending", arrays=""),
    _cra("cra_qualify", "Plaid Check Qualify", arrays=""),
)

PRODUCTS: dict[str, Product] = {product.name: product for product in _ALL}
"""Every product that the four arrays document, and those that only the API description knows but
that count as Plaid Check products, by name."""

CRA = tuple(p.name for p in _ALL if p.family == "cra")
"""The Plaid Check products, ``CRA_BASE`` first."""

CRA_BASE = "cra_base_report"
"""The Plaid Check product that must be in ``products`` whenever one of them is requested."""

PROTECT = tuple(p.name for p in _ALL if p.family == "protect")
"""The Plaid Protect products (inferred from their names)."""

CREDIT = tuple(p.name for p in _ALL if p.update_mode == "credit")
"""The products that are added to an existing Item in update mode."""

ALONE = tuple(p.name for p in _ALL if p.alone)
"""The products that cannot be combined with any other product."""

OBJECT_PRODUCTS: dict[str, tuple[str, ...]] = {
    name: tuple(p.name for p in _ALL if name in p.objects)
    for name in dict.fromkeys(name for p in _ALL for name in p.objects)
}
"""Each option object, and the products that it affects."""

ALLOWED: dict[Array, tuple[str, ...]] = {
    array: tuple(p.name for p in _ALL if array in p.arrays) for array in ARRAYS
}
"""The documented values of each array."""

FLOW_COUNTRIES: dict[str, frozenset[str]] = {
    "auth.automated_microdeposits_enabled": _US,
    "auth.database_insights_enabled": _US_CA,
    "auth.database_match_enabled": _US_CA,
    "auth.instant_match_enabled": _US,
    "auth.instant_microdeposits_enabled": _US,
    "auth.same_day_microdeposits_enabled": _US,
    "income_verification.payroll_income": _US,
    "payment_initiation.consent_id": frozenset({"GB"}),
}
"""Fields whose flow exists in fewer countries than their product.

The Auth flows are stricter: for those of the US ``country_codes`` must be exactly ``["US"]``,
for the database flows ``["US"]`` or ``["CA"]``. Sources: the reference on ``country_codes``;
https://plaid.com/docs/auth/coverage/database/, https://plaid.com/docs/income/payroll-income/,
https://plaid.com/docs/payment-initiation/.
"""


def allows(product: str, array: Array) -> bool:
    """Return whether the documentation of an array lists a product. Remedies use only these."""
    return product in PRODUCTS and array in PRODUCTS[product].arrays
