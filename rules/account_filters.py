"""`account_filters`: which accounts the filters leave, and whether the products can use them."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.engine.finding import INFERRED, INFO, WARNING, Related
from linkcheck.engine.relations import Condition, contains, forbids, requires
from linkcheck.engine.rule import Finding, Findings, at, here, member, missing, removal, rule
from linkcheck.engine.unknown import UnknownValue
from linkcheck.engine.wording import either, quoted
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
from linkcheck.rules.request import STARTING, LinkRequest, once, using

ACCOUNTS = "https://plaid.com/docs/api/accounts/"
FILTERS = "account_filters"
# Products for which a plain filter may leave no account (see linkcheck.rules.plain).
BEYOND_DEPOSITS = tuple(
    STARTING[product]
    for product, accounts in PRODUCT_ACCOUNTS.items()
    if "depository" not in accounts or not (accounts["depository"] or PLAIN) >= PLAIN
)
WALLET = "non-custodial wallet"
# The accounts that users of these products usually connect.
# Source: https://plaid.com/docs/api/accounts/
USUAL_TYPES = {"transactions": ("depository", "credit"), "liabilities": ("credit", "loan")}
AUTH_LIMIT = "`auth` in `products` allows only checking, savings and cash management accounts"


def _filters(request: LinkRequest) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield each given filter with the index and name of its subtypes."""
    for name, entries in _lists(request):
        if entries is None:
            raise UnknownValue
        yield name, entries


@once
def _lists(request: LinkRequest) -> list[tuple[str, list[tuple[int, str]] | None]]:
    """Return the same, with None for the subtypes of a filter that is not known."""
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
    """Return the subtypes that each given filter shows, with ``all`` as such.

    None if they are uncertain: there is no filter, or one has no list, an empty one, or one with
    an unknown entry, which another rule reports.
    """
    shown = {}
    for name, entries in _filters(request):
        subtypes = frozenset([subtype for _, subtype in entries])
        if not subtypes or not subtypes <= KNOWN_SUBTYPES[name]:
            return None
        shown[name] = subtypes
    return shown or None


# -- the lists themselves ------------------------------------------------------------------------


@rule(
    "LC445",
    severity=WARNING,
    evidence=INFERRED,
    on="~account_filters",
    source=FILTERS,
    covers="C297",
)
def all_beside_other_subtypes(request: LinkRequest) -> Findings:
    """`all` already includes the other subtypes of the filter.

    Help: Remove the other subtypes, or remove `all` if you mean only those.
    Why: `all` means every subtype, so the others have no effect, or `all` was left in by mistake.
    Bad: {"account_filters": {"depository": {"account_subtypes": ["all", "checking"]}}}
    Good: {"account_filters": {"depository": {"account_subtypes": ["all"]}}}
    Note: `limited purpose checking` is allowed with `all`, which does not include it.
    """
    for name, entries in _filters(request):
        if {subtype for _, subtype in entries} <= {ALL, LIMITED_PURPOSE}:
            continue
        index = next((index for index, subtype in entries if subtype == ALL), None)
        if index is not None:
            yield at(FILTERS, name, "account_subtypes", index)


@rule(
    "LC446",
    severity=WARNING,
    evidence=INFERRED,
    on="~account_filters",
    source=FILTERS,
    covers="C298",
)
def no_subtypes_in_filter(request: LinkRequest) -> Findings:
    """A filter has an empty list of subtypes.

    Why: It is not documented whether an empty list shows nothing or everything.
    Bad: {"account_filters": {"depository": {"account_subtypes": []}}}
    Good: {"account_filters": {"depository": {"account_subtypes": ["all"]}}}
    """
    for name in FILTER_TYPES:
        path = (FILTERS, name, "account_subtypes")
        if request.get(*path) == []:
            has_others = len(request.obj(FILTERS) or ()) > 1
            yield at(
                *path,
                message=f"The `{name}` filter has an empty list of subtypes, which has no "
                "documented effect",
                help='Use `["all"]` to show every subtype'
                f"{', or remove the filter to show none' if has_others else ''}",
            )


@rule(
    "LC447",
    severity=WARNING,
    evidence=INFERRED,
    on="~account_filters",
    source=FILTERS,
    covers="C300",
)
def account_filters_empty(request: LinkRequest) -> Findings:
    """`account_filters` contains no filter, which has no documented effect.

    Help: Remove it to show every account that the products can use.
    Why: It is not documented whether an empty object shows everything or nothing.
    Bad: {"account_filters": {}}
    Good: {}
    """
    filters = request.obj(FILTERS)
    if filters is None or any(value is not None for value in filters.values()):
        return
    if not request.updates:  # another rule reports the object in update mode
        yield member(FILTERS, fix=removal(FILTERS))


@rule(
    "LC448",
    severity=WARNING,
    needs=("~account_filters", "country_codes"),
    source=ACCOUNTS,
    covers="C311",
)
def subtype_of_other_country(request: LinkRequest) -> Findings:
    """A filter names a subtype that exists only in a country that is not requested.

    Why: Some subtypes exist only under the law of one country, such as the Canadian `tfsa`, the
        British `isa` or the American `401k`; no bank of another country has such accounts.
    Bad: {"products": ["investments"], "account_filters": {"investment": {
        "account_subtypes": ["tfsa"]}}}
    Good: {"country_codes": ["CA"], "products": ["investments"], "account_filters": {"investment": {
        "account_subtypes": ["tfsa"]}}}
    """
    countries = request.countries
    if not countries or not set(countries) <= set(COUNTRY_CODES):
        return
    for name, entries in _filters(request):
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
                    message=f"`{subtype}` accounts exist only in `{country}`, which is not in "
                    "`country_codes`",
                    help=f"{verb} the subtype, or add the country",
                    related=(Related("/country_codes", f"does not include `{country}`"),),
                )


# -- filters against products --------------------------------------------------------------------


@once
def _dead_ends(request: LinkRequest) -> dict[str, Finding]:
    """Return a finding for each product that the filters leave without any account."""
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
        filtered = next((name for name in accounts if name in shown), None)
        # For `auth`, a filter for other accounts would have no effect beside it.
        is_instead = filtered is not None or product == "auth"
        remedy = "Filter instead for" if is_instead else "Add a filter for"
        if filtered is None:
            finding = missing(FILTERS, next(iter(accounts)))
        else:
            finding = at(FILTERS, filtered, "account_subtypes")
        finding.message = f"`account_filters` leaves no account that `{product}` can use"
        finding.help = f"{remedy} {_accounts_text(product)}"
        if filtered is None or product != "auth":
            finding.severity = WARNING
        found[product] = finding
    return found


def _works(shown: frozenset[str], needed: frozenset[str] | None) -> bool:
    """True if one of the subtypes shown is among the needed ones (None: any subtype).

    Limited purpose checking accounts are newer than the tables, and count as usable.
    """
    return needed is None or bool(shown & (needed | {ALL, LIMITED_PURPOSE}))


def _accounts_text(product: str) -> str:
    """Return the accounts that a product can use, in words."""
    parts = []
    for name, subtypes in PRODUCT_ACCOUNTS[product].items():
        allowed = "any subtype" if subtypes is None else either(quoted(sorted(subtypes)))
        parts.append(f"`{name}` accounts ({allowed})")
    return either(parts)


@rule(
    "LC449",
    needs=FILTERS,
    on=("~account_filters", *BEYOND_DEPOSITS),
    source=(FILTERS, "products", ACCOUNTS),
    covers="C301 C307 C308 C309 C310",
)
def filters_leave_no_account(request: LinkRequest) -> Findings:
    """The filters show no account that a product in `products` can use.

    Why: The Item must hold at least one account for each product in `products`. If the filters
        leave none, no user can finish.
    Bad: {"account_filters": {"depository": {"account_subtypes": ["cd"]}}}
    Bad: {"products": ["liabilities"], "account_filters": {"loan": {"account_subtypes": ["auto"]}}}
    Good: {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Good: {"products": ["liabilities"], "account_filters": {"credit": {"account_subtypes": ["all"]},
        "loan": {"account_subtypes": ["student", "mortgage"]}}}
    Note: An error for `auth` with a `depository` filter, where the reference itself names the
        subtypes; a warning otherwise. Each place is reported once, however many products it
        affects.
    """
    places = set()
    for finding in _dead_ends(request).values():
        place = (finding.path, finding.missing)
        if place not in places:
            places.add(place)
            yield finding


@rule(
    "LC450",
    severity=WARNING,
    needs=("~account_filters", STARTING["auth"]),
    source=FILTERS,
    covers="C302",
)
def filter_without_effect_on_auth(request: LinkRequest) -> Findings:
    """A filter names accounts that `auth` in `products` hides.

    Why: With `auth` required, Link shows only checking, savings and cash management accounts;
        filters can exclude some of these, but not add others.
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
    for name, entries in _filters(request):
        if name not in usable:
            message = f"{AUTH_LIMIT}, so the `{name}` filter has no effect"
            yield member(FILTERS, name, message=message, help=f"Remove the filter{or_move}")
            continue
        kept = (usable[name] or frozenset()) | {ALL, LIMITED_PURPOSE}
        for index, subtype in entries:
            if subtype in SUBTYPES[name] and subtype not in kept:
                yield at(
                    FILTERS,
                    name,
                    "account_subtypes",
                    index,
                    message=f"{AUTH_LIMIT}, not `{subtype}`",
                    help=f"Remove the subtype{or_move}",
                )


@rule("LC451", severity=INFO, needs=FILTERS, on=using(USUAL_TYPES), source=FILTERS, covers="C299")
def account_type_left_out(request: LinkRequest) -> Findings:
    """The filters hide a type of account that users of the product usually connect.

    Why: As soon as there is one filter, account types without a filter of their own are hidden.
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
            message=f"`account_filters` hides `{name}` accounts, which `{product}` supports too",
            help=f'Add a `{name}` filter with `["all"]` to show them',
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
    doc="""Missing `limited_purpose_types`, which the subtype `limited purpose checking` requires.

    Help: Set it to `["RENT_MORTGAGE"]`, or replace the subtype.
    Why: Such accounts accept payments of one kind only, and the reference requires you to name the
        kinds that you support.
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
    severity=WARNING,
    evidence=INFERRED,
    on="account_filters.depository",
    needs="~account_filters",
    source=(TYPES_FIELD, ACCOUNTS),
    covers="C304 C306",
    doc="""`limited_purpose_types` has no effect without the subtype `limited purpose checking`.

    Help: Add that subtype, or remove the field.
    Why: Limited purpose accounts are shown only if the filter names their subtype; `all` does not
        include it.
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
    field="investments.allow_unverified_crypto_wallets",
    severity=WARNING,
    evidence=INFERRED,
    needs=(FILTERS, "+investments"),
    source=("investments.allow_unverified_crypto_wallets", FILTERS),
    covers="C314",
)
def wallets_filtered_out(allowed: bool, request: LinkRequest) -> Finding | bool:
    """`allow_unverified_crypto_wallets` has no effect, as `account_filters` hides wallets.

    Help: Add the subtype `non-custodial wallet` to the `investment` filter, or remove the flag.
    Why: A self-custody wallet is an investment account of the subtype `non-custodial wallet`, shown
        only if the filters include it.
    Bad: {"products": ["investments"], "investments": {"allow_unverified_crypto_wallets": true},
        "account_filters": {"investment": {"account_subtypes": ["401k"]}}}
    Good: {"products": ["investments"], "investments": {"allow_unverified_crypto_wallets": true}}
    """
    shown = _shown(request)
    if not allowed or shown is None or "investments" in _dead_ends(request):
        return False
    if shown.get("investment", frozenset()) & {WALLET, ALL}:
        return False
    return here(related=(Related("/account_filters", "hides wallets"),))
