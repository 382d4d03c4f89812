"""`auth`: which Auth flows a session offers, and what each of them requires.

Only a flag that is ``true`` enables a flow here. Defaults do not count: Instant Match is on by
default, and a team may have its own defaults.
"""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, INFO, WARNING, Finding, Related, replacement
from linkcheck.engine.relations import (
    Condition,
    flag_advice,
    forbids,
    is_true,
    present,
    requires,
)
from linkcheck.engine.rule import Findings, at, here, member, rule
from linkcheck.engine.wording import either, joined, quoted
from linkcheck.rules.data.products import (
    ARRAYS,
    COUNTRY_CODES,
    CRA_BASE,
    FLOW_COUNTRIES,
    OBJECT_PRODUCTS,
    allows,
)
from linkcheck.rules.request import LinkRequest, in_environment, updates, uses

COVERAGE = "https://plaid.com/docs/auth/coverage/"
DATABASE = COVERAGE + "database/"
FLOW_OPTIONS = COVERAGE + "flow-options/"
INITIALIZING = "https://plaid.com/docs/link/initializing-products/"

FLOWS = {
    "automated_microdeposits_enabled": "Automated Micro-deposits",
    "database_insights_enabled": "Database Insights",
    "database_match_enabled": "Database Match",
    "instant_match_enabled": "Instant Match",
    "instant_microdeposits_enabled": "Instant Micro-deposits",
    "same_day_microdeposits_enabled": "Same Day Micro-deposits",
}
"""The flags of `auth` that enable a flow, each with the name of the flow."""

US_ONLY = tuple(flag for flag in FLOWS if FLOW_COUNTRIES.get(f"auth.{flag}") == frozenset({"US"}))
DATABASE_FLAGS = ("database_insights_enabled", "database_match_enabled")
ONE_OF = frozenset({"US", "CA"})
"""A database flow requires that ``country_codes`` is one of these countries alone."""
MANUAL = (
    "database_insights_enabled",
    "database_match_enabled",
    "instant_microdeposits_enabled",
    "same_day_microdeposits_enabled",
)
"""The flows in which the user types account numbers instead of logging in to the bank."""
TYPED = ("automated_microdeposits_enabled", *MANUAL)
"""The flows that need account numbers from the user."""
CARRIERS = OBJECT_PRODUCTS["auth"]
"""The products that the flows serve: `auth`, and `transfer`, which includes Auth."""

# Another rule reports the object without such a product; what the flags do to an existing Item is
# not documented.
applies = uses(*CARRIERS) & ~updates
same_day = is_true("auth.same_day_microdeposits_enabled")
database_auth = Condition(lambda request: request.context.database_auth is True)


def _enabled(request: LinkRequest, *flags: str) -> list[str]:
    return [flag for flag in flags if request.flag("auth", flag)]


def _flows(request: LinkRequest, *flags: str) -> list[str]:
    """Return the names of those of the flows that are enabled."""
    return [FLOWS[flag] for flag in _enabled(request, *flags)]


def _from_dashboard(request: LinkRequest) -> list[str]:
    """Return Database Auth, if the configuration says that it is enabled.

    A request without the US and Canada is not meant for it, whatever the account has enabled.
    """
    is_meant = database_auth(request) and not ONE_OF.isdisjoint(request.countries)
    return ["Database Auth"] if is_meant else []


def _countries(request: LinkRequest) -> set[str]:
    """Return the countries that Plaid supports; another rule reports others, such as ``us``."""
    return {code for code in request.countries if code in COUNTRY_CODES}


def _related(request: LinkRequest, *flags: str) -> tuple[Related, ...]:
    enabled = _enabled(request, *flags)
    return tuple(Related(f"/auth/{flag}", f"enables {FLOWS[flag]}") for flag in enabled)


# -- countries -----------------------------------------------------------------------------------


@rule(
    "LC600",
    on=("auth", "@database_auth"),
    needs="country_codes",
    source="country_codes",
    covers="C040 C041 C042 C043 C044",
)
def auth_flow_country(request: LinkRequest) -> Findings:
    """An Auth flow is enabled, but `country_codes` is not its country alone.

    Why: Instant Match, Instant, Same Day and Automated Micro-deposits need `country_codes` to be
        `["US"]`, Database Auth `["US"]` or `["CA"]`; any additional country disables them.
    Bad: {"country_codes": ["US", "CA"], "auth": {"same_day_microdeposits_enabled": true}}
    Good: {"country_codes": ["US"], "auth": {"same_day_microdeposits_enabled": true}}
    Good: {"country_codes": ["GB"], "auth": {"instant_match_enabled": false}}
    Note: Database Auth is enabled in the Dashboard; it counts if `database-auth` is configured.
    """
    countries = _countries(request)
    if countries <= {"US"} or not applies(request):
        return
    flows = _flows(request, *US_ONLY)
    if flows:
        us_alone = replacement(
            "country_codes", value=["US"], description='Set `country_codes` to `["US"]`', safe=False
        )
        yield at(
            "country_codes",
            message=f'`country_codes` must be exactly `["US"]` for {joined(flows)}',
            help='Set it to `["US"]` and create separate tokens for other countries, or turn the '
            "flow off",
            related=_related(request, *US_ONLY),
            fix=us_alone if "US" in countries else None,
        )
    elif _from_dashboard(request) and countries != {"CA"}:
        yield at(
            "country_codes",
            message='`country_codes` must be exactly `["US"]` or `["CA"]` for Database Auth',
            help="Set it to one of the two, and create separate tokens for other countries",
        )


@rule("LC601", severity=WARNING, needs=("auth", "country_codes"), source=DATABASE, covers="C045")
def database_insights_country(request: LinkRequest) -> Findings:
    """A database flow is enabled, but `country_codes` is neither `["US"]` nor `["CA"]`.

    Help: Set it to one of the two, or turn the flow off.
    Why: Database Insights and Database Match work for one country at a time, as does Database Auth,
        which has replaced them: the US or Canada.
    Bad: {"country_codes": ["GB"], "auth": {"database_insights_enabled": true}}
    Bad: {"country_codes": ["US", "CA"], "auth": {"database_insights_enabled": true}}
    Good: {"country_codes": ["CA"], "auth": {"database_insights_enabled": true}}
    """
    flows = _flows(request, *DATABASE_FLAGS)
    is_fine = _countries(request) in (set(), {"US"}, {"CA"})
    if flows and not is_fine and applies(request):
        yield at(
            "country_codes",
            message=f'`country_codes` must be exactly `["US"]` or `["CA"]` for {joined(flows)}',
            related=_related(request, *DATABASE_FLAGS),
        )


# -- products ------------------------------------------------------------------------------------


@rule(
    "LC602",
    field="products[]",
    severity=WARNING,
    on=("auth", "@database_auth"),
    needs="products",
    source=(
        INITIALIZING,
        COVERAGE + "same-day/",
        COVERAGE + "instant/",
        DATABASE,
        COVERAGE + "database-auth/",
    ),
    covers="C190 C191 C192 C193 C194",
)
def auth_flow_beside_other_product(product: str, request: LinkRequest) -> Finding | bool:
    """A flow that needs `auth` alone is enabled, but `products` names another product too.

    Why: Same Day and Instant Micro-deposits and the database flows create Items without a
        connection to the bank. Plaid disables them if `products` names more than `auth` or
        `transfer`.
    Bad: {"products": ["auth", "identity"], "auth": {"same_day_microdeposits_enabled": true}}
    Good: {"products": ["auth"], "required_if_supported_products": ["identity"],
        "auth": {"same_day_microdeposits_enabled": true}}
    Note: Database Auth is enabled in the Dashboard; it counts if `database-auth` is configured.
    """
    if product in CARRIERS or not request.initial(*CARRIERS) or request.updates:
        return False
    flows = [*_flows(request, *MANUAL), *_from_dashboard(request)]
    return bool(flows) and here(
        f"`{product}` in `products` disables {joined(flows)}",
        help=_move(product),
        related=_related(request, *MANUAL),
    )


def _move(product: str) -> str:
    arrays = [array for array in ARRAYS[1:] if allows(product, array)]
    if not arrays or product == CRA_BASE:
        return "Request it in a separate session"
    return f"Move it to {either(quoted(arrays))}"


@rule(
    "LC603",
    severity=WARNING,
    needs=("auth", "+auth"),
    source=(INITIALIZING, COVERAGE + "automated/"),
    covers="C195 C196",
)
def auth_flow_not_up_front(request: LinkRequest) -> Findings:
    """An Auth flow is enabled, but `auth` is not in `products`.

    Why: These flows ask the user for input in Link, so they cannot start later. If `auth` is only
        optional or consented, Plaid adds it only where the bank supports Instant Auth.
    Bad: {"products": ["transactions"], "optional_products": ["auth"],
        "auth": {"same_day_microdeposits_enabled": true}}
    Good: {"products": ["auth"], "optional_products": ["transactions"],
        "auth": {"same_day_microdeposits_enabled": true}}
    Note: For Instant Match, `required_if_supported_products` is enough.
    """
    if request.initial(*CARRIERS) or request.updates:
        return
    array, _ = request.places("auth")[0]
    flags = TYPED if array == "required_if_supported_products" else tuple(FLOWS)
    flows = _flows(request, *flags)
    if flows:
        needs_auth_alone = request.items("products") and _enabled(request, *MANUAL)
        others = " and the other products out of it" if needs_auth_alone else ""
        yield request.entry(
            "auth",
            f"`auth` must be in `products`, not in `{array}`, for {joined(flows)}",
            help=f"Move `auth` to `products`{others}, or turn the flow off",
            related=_related(request, *flags),
        )


# -- flows against flows -------------------------------------------------------------------------


@rule("LC604", needs="auth", source=DATABASE, covers="C392 C393 C394")
def database_insights_with_other_flow(request: LinkRequest) -> Findings:
    """Database Insights is enabled together with a flow that it excludes.

    Help: Remove one of the two flags.
    Why: Plaid returns an error if Database Match, Same Day or Instant Micro-deposits is enabled in
        the same `auth` object. A default of the account is overridden instead.
    Bad: {"auth": {"database_insights_enabled": true, "same_day_microdeposits_enabled": true}}
    Good: {"auth": {"database_insights_enabled": true, "same_day_microdeposits_enabled": false}}
    """
    if not request.flag("auth", "database_insights_enabled"):
        return
    for flag in _enabled(request, *(f for f in MANUAL if f != "database_insights_enabled")):
        message = f"`auth.{flag}` is not allowed with `auth.database_insights_enabled`"
        related = _related(request, "database_insights_enabled")
        yield at("auth", flag, message=message, related=related)


@rule(
    "LC605",
    severity=WARNING,
    needs="auth",
    source=("auth.database_match_enabled", "auth.database_insights_enabled", DATABASE),
    covers="C390 C391",
)
def database_flow_deprecated(request: LinkRequest) -> Findings:
    """Database Match and Database Insights are deprecated.

    Help: Remove it, and enable Database Auth in the Dashboard if you need it.
    Why: Database Auth has replaced both. It is enabled in the Dashboard, on the Account
        Verification pane.
    Bad: {"auth": {"database_match_enabled": true}}
    Bad: {"auth": {"database_insights_enabled": true}}
    Good: {"auth": {}}
    Good: {"country_codes": ["CA"], "auth": {"database_insights_enabled": true}}
    Note: `false` is harmless, hence only an info. Database Insights in Canada is not reported: its
        page still recommends it there.
    """
    in_canada = request.countries == ["CA"]
    for flag in DATABASE_FLAGS:
        value = request.get("auth", flag)
        if isinstance(value, bool) and not (in_canada and flag == "database_insights_enabled"):
            yield member(
                "auth",
                flag,
                message=f"`auth.{flag}` is deprecated",
                severity=None if value else INFO,
            )


flag_advice(
    "LC606",
    "database-match-without-same-day",
    "auth.database_match_enabled",
    when=applies & ~same_day & ~is_true("auth.database_insights_enabled"),
    severity=INFO,
    source=DATABASE,
    covers="C395",
    doc="""Database Match takes its settings from Same Day Micro-deposits, which is not enabled.

    Help: If you keep the flag, set `auth.same_day_microdeposits_enabled` too.
    Why: Database Match is a first attempt within the Same Day flow and uses the same settings.
    Bad: {"auth": {"database_match_enabled": true}}
    Good: {"auth": {"database_match_enabled": true, "same_day_microdeposits_enabled": true}}
    """,
)

# -- options of a flow ---------------------------------------------------------------------------

forbids(
    "LC607",
    "reroute-without-same-day",
    "auth.reroute_to_credentials",
    when=applies & ~same_day,
    severity=WARNING,
    source="auth.reroute_to_credentials",
    covers="C397",
    doc="""`auth.reroute_to_credentials` has no effect without Same Day Micro-deposits.

    Help: Set `auth.same_day_microdeposits_enabled` to `true`, or remove it.
    Why: The setting leads users of the Same Day flow back to the login of their bank.
    Bad: {"auth": {"reroute_to_credentials": "FORCED"}}
    Good: {"auth": {"same_day_microdeposits_enabled": true, "reroute_to_credentials": "FORCED"}}
    Note: If the flow is on by a default of the account, ignore this rule.
    """,
)
flag_advice(
    "LC608",
    "sms-verification-without-same-day",
    "auth.sms_microdeposits_verification_enabled",
    when=applies & ~same_day,
    severity=WARNING,
    evidence=INFERRED,
    source=("auth.sms_microdeposits_verification_enabled", COVERAGE + "same-day/"),
    covers="C398",
    doc="""Text message verification has no effect without Same Day Micro-deposits.

    Help: Set `auth.same_day_microdeposits_enabled` to `true`, or remove the flag.
    Why: The text messages verify deposits of the Same Day flow. The flag is true by default, so it
        is only misleading if the flow is off.
    Bad: {"auth": {"sms_microdeposits_verification_enabled": true}}
    Good: {"auth": {"same_day_microdeposits_enabled": true,
        "sms_microdeposits_verification_enabled": true}}
    Note: If the flow is on by a default of the account, ignore this rule.
    """,
)
flag_advice(
    "LC609",
    "sms-verification-in-sandbox",
    "auth.sms_microdeposits_verification_enabled",
    when=in_environment("sandbox") & applies & same_day,
    severity=INFO,
    needs="@environment",
    source=COVERAGE + "same-day/",
    covers="C399",
    doc="""Plaid sends no text messages in Sandbox, so their verification cannot be tested there.

    Help: Verify the micro-deposit in Link.
    Why: Plaid sends the messages in Production only.
    Bad: {"auth": {"same_day_microdeposits_enabled": true,
        "sms_microdeposits_verification_enabled": true}}
    Good: {"auth": {"same_day_microdeposits_enabled": true}}
    Context: environment=sandbox
    """,
)

# -- Auth Type Select ----------------------------------------------------------------------------

flag_advice(
    "LC610",
    "auth-type-select-without-choice",
    "auth.auth_type_select_enabled",
    when=applies & ~database_auth & Condition(lambda request: not _enabled(request, *MANUAL)),
    severity=WARNING,
    evidence=INFERRED,
    source="auth.auth_type_select_enabled",
    covers="C400",
    doc="""`auth.auth_type_select_enabled` has no effect without a manual flow.

    Help: Set `auth.same_day_microdeposits_enabled` too, or remove the flag.
    Why: Auth Type Select lets users choose between logging in and typing account numbers. Without
        Same Day or Instant Micro-deposits or a database flow they have no choice.
    Bad: {"auth": {"auth_type_select_enabled": true}}
    Good: {"auth": {"auth_type_select_enabled": true, "same_day_microdeposits_enabled": true}}
    Note: If a manual flow is on by a default of the account, or Database Auth in the Dashboard,
        ignore this rule.
    """,
)


@rule(
    "LC611", field="auth.reroute_to_credentials", severity=INFO, source=FLOW_OPTIONS, covers="C401"
)
def auth_type_select_against_reroute(mode: str, request: LinkRequest) -> Finding | bool:
    """`FORCED` sends users back to the login after Auth Type Select has offered the manual flow.

    Help: Use `OPTIONAL` or `OFF`, or remove `auth.auth_type_select_enabled`.
    Why: One option offers users to type account numbers, the other keeps them from doing so.
    Bad: {"auth": {"auth_type_select_enabled": true, "same_day_microdeposits_enabled": true,
        "reroute_to_credentials": "FORCED"}}
    Good: {"auth": {"auth_type_select_enabled": true, "same_day_microdeposits_enabled": true,
        "reroute_to_credentials": "OPTIONAL"}}
    """
    is_offered = same_day(request) and request.flag("auth", "auth_type_select_enabled")
    if mode != "FORCED" or not is_offered:
        return False
    return here(related=(Related("/auth/auth_type_select_enabled", "offers the manual flow"),))


requires(
    "LC612",
    "instant-microdeposits-by-default",
    "auth.instant_microdeposits_enabled",
    when=present("auth")
    & uses("auth")
    & ~is_true("auth.database_insights_enabled")
    & Condition(lambda request: request.countries == ["US"] and not request.updates),
    severity=INFO,
    source="auth.instant_microdeposits_enabled",
    covers="C402",
    doc="""The default of `auth.instant_microdeposits_enabled` depends on when the team was created.

    Help: Set it to `true` or `false`.
    Why: The default is `true` for teams created before November 2023 and `false` for later ones,
        so the same request behaves differently for two teams.
    Bad: {"auth": {}}
    Good: {"auth": {"instant_microdeposits_enabled": true}}
    """,
)

# -- accounts ------------------------------------------------------------------------------------


@rule(
    "LC613",
    severity=WARNING,
    evidence=INFERRED,
    needs=("auth", "account_filters"),
    source=("account_filters", "auth"),
    covers="C405",
)
def auth_flow_accounts_filtered_out(request: LinkRequest) -> Findings:
    """A flow with typed account numbers is enabled, but the filter hides its accounts.

    Help: Add `checking` or `savings`, or turn the flow off.
    Why: In micro-deposit and database flows, users can name only a checking or savings account.
    Bad: {"auth": {"same_day_microdeposits_enabled": true},
        "account_filters": {"depository": {"account_subtypes": ["cash management"]}}}
    Good: {"auth": {"same_day_microdeposits_enabled": true},
        "account_filters": {"depository": {"account_subtypes": ["checking", "savings"]}}}
    """
    path = ("account_filters", "depository", "account_subtypes")
    shown = {subtype for _, subtype in request.texts(*path)}
    # If the filter has no cash management either, another rule reports that `auth` has no account.
    if "cash management" not in shown or shown & {"checking", "savings", "all"}:
        return
    flows = _flows(request, *TYPED)
    if flows and applies(request):
        yield at(
            *path,
            message=f"The filter leaves no checking or savings account for {joined(flows)}",
            related=_related(request, *TYPED),
        )
