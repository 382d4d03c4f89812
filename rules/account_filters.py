"""`account_filters`: which accounts the filters leave, and whether the products can use them."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.engine.finding import Evidence, Fix, Related, Severity
from linkcheck.engine.relations import Condition, contains, forbids, requires
from linkcheck.engine.rule import Finding, Findings, at, member, missing, rule
from linkcheck.engine.unknown import UnknownValue
from linkcheck.rules.data.accounts import (
    ALL,
    FILTER_TYPES,
    KNOWN_SUBTYPES,
    LIMITED_PURPOSE,
    PRODUCT_ACCOUNTS,
    SUBTYPES,
)
from linkcheck.rules.data.products import COUNTRY_CODES
from linkcheck.rules.plain import SUBTYPES as PLAIN
from linkcheck.rules.request import STARTING, LinkRequest, once

ACCOUNTS = "https://plaid.com/docs/api/accounts/"
FILTERS = "account_filters"
# Products that not every plain filter leaves an account (see linkcheck.rules.plain).
BEYOND_DEPOSITS = tuple(
    STARTING[product]
    for product, accounts in PRODUCT_ACCOUNTS.items()
    if "depository" not in accounts or not (accounts["depository"] or PLAIN) >= PLAIN
)
WALLET = "non-custodial wallet"
# What users of these products mostly connect. Source: https://plaid.com/docs/api/accounts/
USUAL_TYPES = {"transactions": ("depository", "credit"), "liabilities": ("credit", "loan")}


def _listed(request: LinkRequest) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Each filter that is given, with index and name of its subtypes."""
    for name, entries in _lists(request):
        if entries is None:
            raise UnknownValue
        yield name, entries


@once
def _lists(request: LinkRequest) -> list[tuple[str, list[tuple[int, str]] | None]]:
    """The same, with None for the subtypes of a filter that is not known."""
    found: list[tuple[str, list[tuple[int, str]] | None]] = []
    for name in request.obj(FILTERS) or ():
        try:
            if name in KNOWN_SUBTYPES and request.has(FILTERS, name):
                found.append((name, request.texts(FILTERS, name, "account_subtypes")))
        except UnknownValue:
            found.append((name, None))
    return found


@once
def _shown(request: LinkRequest) -> dict[str, frozenset[str]] | None:
    """The subtypes that each given filter shows, with ``all`` as such.

    None if they cannot be told: there is no filter, or one has no list, an empty one, or one with
    an entry that is not known, which is reported elsewhere.
    """
    shown = {}
    for name, entries in _listed(request):
        subtypes = frozenset([subtype for _, subtype in entries])
        if not subtypes or not subtypes <= KNOWN_SUBTYPES[name]:
            return None
        shown[name] = subtypes
    return shown or None


# -- the lists themselves ------------------------------------------------------------------------


@rule(
    "LC445",
    "all-beside-other-subtypes",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~account_filters",
    source=FILTERS,
    covers="C297",
)
def all_beside_other_subtypes(request: LinkRequest) -> Findings:
    """A filter names `all` and other subtypes as well.

    Why: `all` stands for every subtype, so the others are idle, or `all` was left in by mistake.
    Bad: {"account_filters": {"depository": {"account_subtypes": ["all", "checking"]}}}
    Good: {"account_filters": {"depository": {"account_subtypes": ["all"]}}}
    Note: `limited purpose checking` may stand beside `all`, which does not bring it.
    """
    for name, entries in _listed(request):
        if {subtype for _, subtype in entries} <= {ALL, LIMITED_PURPOSE}:
            continue
        for index, subtype in entries:
            if subtype == ALL:
                yield at(
                    FILTERS,
                    name,
                    "account_subtypes",
                    index,
                    message="`all` already stands for every subtype that is named beside it. "
                    "Remove the others, or remove `all` if only those are meant.",
                )
                break


@rule(
    "LC446",
    "no-subtypes-in-filter",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~account_filters",
    source=FILTERS,
    covers="C298",
)
def no_subtypes_in_filter(request: LinkRequest) -> Findings:
    """A filter has an empty list of subtypes.

    Why: Whether an empty list shows nothing or everything is not documented.
    Bad: {"account_filters": {"depository": {"account_subtypes": []}}}
    Good: {"account_filters": {"depository": {"account_subtypes": ["all"]}}}
    """
    for name in FILTER_TYPES:
        path = (FILTERS, name, "account_subtypes")
        if request.get(*path) == []:
            others = len(request.obj(FILTERS) or ()) > 1
            yield at(
                *path,
                message=f"The `{name}` filter has an empty list of subtypes, the meaning of which "
                'is not documented. Send `["all"]` to show every subtype'
                f"{', or leave the filter out to show none' if others else ''}.",
            )


@rule(
    "LC447",
    "account-filters-empty",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~account_filters",
    source=FILTERS,
    covers="C300",
)
def account_filters_empty(request: LinkRequest) -> Findings:
    """`account_filters` holds no filter.

    Why: An empty object either filters nothing or leaves nothing: the reference does not say.
    Bad: {"account_filters": {}}
    Good: {}
    """
    filters = request.obj(FILTERS)
    if filters is None or any(value is not None for value in filters.values()):
        return
    if not request.updates:  # there the object itself is out of place
        yield member(
            FILTERS,
            message="`account_filters` holds no filter. Leave it out to show every account that "
            "the products can use.",
            fix=Fix(
                "Remove `account_filters`",
                ({"op": "remove", "path": "/account_filters"},),
                safe=False,
            ),
        )


@rule(
    "LC448",
    "subtype-of-other-country",
    severity=Severity.WARNING,
    needs=("~account_filters", "country_codes"),
    source=ACCOUNTS,
    covers="C311",
)
def subtype_of_other_country(request: LinkRequest) -> Findings:
    """A filter names a subtype that exists only in a country that is not requested.

    Why: Some subtypes belong to the law of one country, such as the Canadian `tfsa`, the British
        `isa` or the American `401k`; no bank of another country has such accounts.
    Bad: {"products": ["investments"], "account_filters": {"investment": {
        "account_subtypes": ["tfsa"]}}}
    Good: {"country_codes": ["CA"], "products": ["investments"], "account_filters": {"investment": {
        "account_subtypes": ["tfsa"]}}}
    """
    countries = request.countries
    if not countries or not set(countries) <= set(COUNTRY_CODES):
        return
    for name, entries in _listed(request):
        fitting = [s for _, s in entries if SUBTYPES[name].get(s) in (None, *countries)]
        verb = "Remove" if fitting else "Replace"
        for index, subtype in entries:
            country = SUBTYPES[name].get(subtype)
            if country is not None and country not in countries:
                yield at(
                    FILTERS,
                    name,
                    "account_subtypes",
                    index,
                    message=f"`{subtype}` accounts exist only in `{country}`, which is not among "
                    f"`country_codes`. {verb} the subtype, or add the country.",
                    related=(Related("/country_codes", f"does not name `{country}`"),),
                )


# -- filters against products --------------------------------------------------------------------


@once
def _dead_ends(request: LinkRequest) -> dict[str, Finding]:
    """The products that the filters leave without any account, each with what to say of it."""
    found: dict[str, Finding] = {}
    products = [product for product in PRODUCT_ACCOUNTS if request.initial(product)]
    shown = _shown(request) if products else None
    if shown is None:
        return found
    for product in products:
        accounts = PRODUCT_ACCOUNTS[product]
        if any(
            _works(shown[name], subtypes) for name, subtypes in accounts.items() if name in shown
        ):
            continue
        needed = f"`{product}` needs {_accounts_text(product)}"
        filtered = next((name for name in accounts if name in shown), None)
        if filtered is None:
            # A filter for other accounts would do nothing beside it.
            remedy = "Filter for them instead." if product == "auth" else "Add a filter for them."
            found[product] = missing(
                FILTERS,
                next(iter(accounts)),
                message=f"The filters leave no account for `{product}`: types without a filter are "
                f"not shown, and {needed}. {remedy}",
                severity=Severity.WARNING,
            )
        else:
            found[product] = at(
                FILTERS,
                filtered,
                "account_subtypes",
                message=f"The filters leave no account for `{product}`, so that no user can "
                f"finish: {needed}. Filter for one of them instead.",
                severity=None if product == "auth" else Severity.WARNING,
            )
    return found


def _works(shown: frozenset[str], needed: frozenset[str] | None) -> bool:
    """True if one of the subtypes shown is among the needed ones (None: any will do).

    Limited purpose checking accounts are newer than the tables, and count as usable.
    """
    return needed is None or bool(shown & (needed | {ALL, LIMITED_PURPOSE}))


def _accounts_text(product: str) -> str:
    """The accounts that a product needs, in words."""
    parts = []
    for name, subtypes in PRODUCT_ACCOUNTS[product].items():
        if subtypes is None:
            parts.append(f"any `{name}` account")
        else:
            parts.append(
                f"a `{name}` account of the subtype "
                + " or ".join(f"`{subtype}`" for subtype in sorted(subtypes))
            )
    return ", or ".join(parts)


@rule(
    "LC449",
    "filters-leave-no-account",
    needs=FILTERS,
    on=("~account_filters", *BEYOND_DEPOSITS),
    source=(FILTERS, "products", ACCOUNTS),
    covers="C301 C307 C308 C309 C310",
)
def filters_leave_no_account(request: LinkRequest) -> Findings:
    """The filters show no account that a product in `products` can use.

    Why: The Item must hold at least one account for each product in `products`. If the filters
        leave none, every user ends in a dead end.
    Bad: {"account_filters": {"depository": {"account_subtypes": ["cd"]}}}
    Bad: {"products": ["liabilities"], "account_filters": {"loan": {"account_subtypes": ["auto"]}}}
    Good: {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Good: {"products": ["liabilities"], "account_filters": {"credit": {"account_subtypes": ["all"]},
        "loan": {"account_subtypes": ["student", "mortgage"]}}}
    Note: An error for `auth` with a `depository` filter, where the reference itself names the
        subtypes; a warning otherwise. One place is reported once, whatever number of products it
        is wrong for.
    """
    places = set()
    for finding in _dead_ends(request).values():
        place = (finding.path, finding.missing)
        if place not in places:
            places.add(place)
            yield finding


@rule(
    "LC450",
    "filter-without-effect-on-auth",
    severity=Severity.WARNING,
    needs=("~account_filters", STARTING["auth"]),
    source=FILTERS,
    covers="C302",
)
def filter_without_effect_on_auth(request: LinkRequest) -> Findings:
    """A filter shows accounts that `auth` in `products` hides anyway.

    Why: With `auth` required, Link shows only checking, savings and cash management accounts;
        filters can narrow that, not widen it.
    Bad: {"account_filters": {"depository": {"account_subtypes": ["checking", "money market"]},
        "credit": {"account_subtypes": ["all"]}}}
    Good: {"account_filters": {"depository": {"account_subtypes": ["checking", "savings"]}}}
    Good: {"products": ["transactions"], "optional_products": ["auth"], "account_filters": {
        "depository": {"account_subtypes": ["checking"]}, "credit": {"account_subtypes": ["all"]}}}
    """
    if not request.initial("auth") or _shown(request) is None or "auth" in _dead_ends(request):
        return
    usable = PRODUCT_ACCOUNTS["auth"]
    or_move = ", or move `auth` to `optional_products`"
    if request.is_only_product("auth") or request.initial("signal"):
        or_move = ""
    for name, entries in _listed(request):
        if name not in usable:
            yield member(
                FILTERS,
                name,
                message=f"The `{name}` filter shows nothing: with `auth` in `products`, Link shows "
                f"only checking, savings and cash management accounts. Remove it{or_move}.",
            )
            continue
        kept = (usable[name] or frozenset()) | {ALL, LIMITED_PURPOSE}
        for index, subtype in entries:
            if subtype in SUBTYPES[name] and subtype not in kept:
                yield at(
                    FILTERS,
                    name,
                    "account_subtypes",
                    index,
                    message=f"`{subtype}` accounts are not shown: with `auth` in `products`, Link "
                    "shows only checking, savings and cash management accounts. Remove the "
                    f"subtype{or_move}.",
                )


@rule(
    "LC451",
    "account-type-left-out",
    severity=Severity.INFO,
    needs=FILTERS,
    on=tuple("+" + product for product in USUAL_TYPES),
    source=FILTERS,
    covers="C299",
)
def account_type_left_out(request: LinkRequest) -> Findings:
    """The filters leave out a type of account that the product mostly works with.

    Why: As soon as there is one filter, every type without a filter of its own disappears.
    Bad: {"products": ["transactions"],
        "account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Good: {"products": ["transactions"],
        "account_filters": {"depository": {"account_subtypes": ["checking"]},
        "credit": {"account_subtypes": ["all"]}}}
    """
    shown = _shown(request)
    if shown is None or request.initial("auth") or _dead_ends(request):
        return
    left_out: dict[str, str] = {}
    for product, names in USUAL_TYPES.items():
        if request.initial(product):
            left_out |= {name: product for name in names if name not in shown}
    for name, product in left_out.items():
        yield missing(
            FILTERS,
            name,
            message=f"`{name}` accounts are not shown, as `account_filters` has no filter for "
            f'them. Add one with `["all"]` if `{product}` is meant for them too.',
        )


# -- limited purpose accounts --------------------------------------------------------------------

TYPES_FIELD = "account_filters.depository.limited_purpose_types"
named = contains("account_filters.depository.account_subtypes", LIMITED_PURPOSE)
lists_subtypes = Condition(
    lambda request: bool(request.texts(FILTERS, "depository", "account_subtypes")),
    frozenset({FILTERS}),
)

requires(
    "LC452",
    "limited-purpose-types-missing",
    TYPES_FIELD,
    when=named,
    on="~account_filters",
    source=TYPES_FIELD,
    covers="C303",
    message="`limited_purpose_types` is missing: it is required when `limited purpose checking` is "
    'among the subtypes. Add `["RENT_MORTGAGE"]`, or replace the subtype.',
    doc="""`limited purpose checking` is filtered for without `limited_purpose_types`.

    Why: Such accounts take payments of one kind only, and the reference requires the kinds that you
        support to be named.
    Bad: {"account_filters": {"depository": {"account_subtypes": ["limited purpose checking"]}}}
    Good: {"account_filters": {"depository": {"account_subtypes": ["limited purpose checking"],
        "limited_purpose_types": ["RENT_MORTGAGE"]}}}
    """,
)
forbids(
    "LC453",
    "limited-purpose-types-unused",
    TYPES_FIELD,
    when=lists_subtypes & ~named,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="account_filters.depository",
    needs="~account_filters",
    source=(TYPES_FIELD, ACCOUNTS),
    covers="C304 C306",
    message="`limited_purpose_types` has no effect: the filter does not name `limited purpose "
    "checking`, and `all` does not bring such accounts. Add that subtype, or remove this member.",
    doc="""`limited_purpose_types` is given, but `limited purpose checking` is not filtered for.

    Why: Limited purpose accounts are shown only where the filter names their subtype; `all` does
        not stand for it.
    Bad: {"account_filters": {"depository": {"account_subtypes": ["checking"],
        "limited_purpose_types": ["RENT_MORTGAGE"]}}}
    Bad: {"account_filters": {"depository": {"account_subtypes": ["all"],
        "limited_purpose_types": ["RENT_MORTGAGE"]}}}
    Good: {"account_filters": {"depository": {
        "account_subtypes": ["all", "limited purpose checking"],
        "limited_purpose_types": ["RENT_MORTGAGE"]}}}
    """,
)

# -- wallets -------------------------------------------------------------------------------------


@rule(
    "LC454",
    "wallets-filtered-out",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=(FILTERS, "investments", "+investments"),
    source=("investments.allow_unverified_crypto_wallets", FILTERS),
    covers="C314",
)
def wallets_filtered_out(request: LinkRequest) -> Findings:
    """Self-custody wallets are allowed, but the filters leave them out.

    Why: Such a wallet is an investment account of the subtype `non-custodial wallet`, and shown
        only if the filters let it through.
    Bad: {"products": ["investments"], "investments": {"allow_unverified_crypto_wallets": true},
        "account_filters": {"investment": {"account_subtypes": ["401k"]}}}
    Good: {"products": ["investments"], "investments": {"allow_unverified_crypto_wallets": true}}
    """
    path = ("investments", "allow_unverified_crypto_wallets")
    shown = _shown(request)
    if not request.flag(*path) or shown is None or "investments" in _dead_ends(request):
        return
    if not shown.get("investment", frozenset()) & {WALLET, ALL}:
        yield at(
            *path,
            message=f"`account_filters` leaves out `{WALLET}` accounts, so that allowing them has "
            "no effect. Add the subtype to the `investment` filter, or remove the flag.",
            related=(Related("/account_filters", "leaves out the wallets"),),
        )
