"""`auth`: which Auth flows a session offers, and what each of them asks of the request.

Only a flag that is ``true`` turns a flow on here. Defaults do not count: Instant Match is on by
default, and a team may have defaults of its own.
"""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Fix, Related, Severity
from linkcheck.engine.relations import (
    Condition,
    flag_advice,
    forbids,
    is_true,
    present,
    requires,
)
from linkcheck.engine.rule import Findings, at, member, rule
from linkcheck.rules.data.products import (
    ARRAYS,
    COUNTRY_CODES,
    CRA_BASE,
    FLOW_COUNTRIES,
    OBJECT_PRODUCTS,
    allows,
)
from linkcheck.rules.request import LinkRequest, in_environment, updates, uses
from linkcheck.suggestions import either

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
"""The flags of `auth` that turn a flow on, each with the name of its flow."""

US_ONLY = tuple(flag for flag in FLOWS if FLOW_COUNTRIES.get(f"auth.{flag}") == frozenset({"US"}))
DATABASE_FLAGS = ("database_insights_enabled", "database_match_enabled")
ONE_OF = frozenset({"US", "CA"})
"""The countries of which ``country_codes`` must name one alone for a database flow."""
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
"""The products that the flows serve: `auth`, and `transfer`, which brings Auth along."""

# Without such a product the object as a whole is out of place, which is a rule of its own; what the
# flags do to an Item that exists is not documented.
applies = uses(*CARRIERS) & ~updates
same_day = is_true("auth.same_day_microdeposits_enabled")
database_auth = Condition(lambda request: request.context.database_auth is True)


def _enabled(request: LinkRequest, *flags: str) -> list[str]:
    return [flag for flag in flags if request.flag("auth", flag)]


def _names(request: LinkRequest, *flags: str) -> list[str]:
    """The names of those of the flows that are on."""
    return [FLOWS[flag] for flag in _enabled(request, *flags)]


def _from_dashboard(request: LinkRequest) -> list[str]:
    """Database Auth, where the caller says that it is enabled.

    A request without the US and Canada is not meant for it, whatever the account has enabled.
    """
    is_meant = database_auth(request) and not ONE_OF.isdisjoint(request.countries)
    return ["Database Auth"] if is_meant else []


def _countries(request: LinkRequest) -> set[str]:
    """The countries that Plaid knows; a slip such as ``us`` is reported where it stands."""
    return {code for code in request.countries if code in COUNTRY_CODES}


def _related(request: LinkRequest, *flags: str) -> tuple[Related, ...]:
    enabled = _enabled(request, *flags)
    return tuple(Related(f"/auth/{flag}", f"turns {FLOWS[flag]} on") for flag in enabled)


# -- countries -----------------------------------------------------------------------------------


_SEND_US_ALONE = Fix(
    "Send the US alone",
    ({"op": "replace", "path": "/country_codes", "value": ["US"]},),
    safe=False,
)


@rule(
    "LC600",
    "auth-flow-country",
    on=("auth", "@database_auth"),
    needs="country_codes",
    source="country_codes",
    covers="C040 C041 C042 C043 C044",
)
def auth_flow_country(request: LinkRequest) -> Findings:
    """An Auth flow is turned on, but `country_codes` is not its country alone.

    Why: Instant Match, Instant, Same Day and Automated Micro-deposits need `country_codes` to be
        `["US"]`, Database Auth `["US"]` or `["CA"]`; any other country beside it switches them off.
    Bad: {"country_codes": ["US", "CA"], "auth": {"same_day_microdeposits_enabled": true}}
    Good: {"country_codes": ["US"], "auth": {"same_day_microdeposits_enabled": true}}
    Good: {"country_codes": ["GB"], "auth": {"instant_match_enabled": false}}
    Note: Database Auth is enabled in the Dashboard; it counts if the checker is told so.
    """
    countries = _countries(request)
    if countries <= {"US"} or not applies(request):
        return
    flows = _names(request, *US_ONLY)
    if flows:
        yield at(
            "country_codes",
            message=f'`country_codes` must be `["US"]` and nothing else for {_list(flows)}, which '
            "any other country switches off. Send the US alone and make tokens of their own for "
            "other countries, or turn the flow off.",
            related=_related(request, *US_ONLY),
            fix=_SEND_US_ALONE if "US" in countries else None,
        )
    elif _from_dashboard(request) and countries != {"CA"}:
        yield at(
            "country_codes",
            message='`country_codes` must be `["US"]` or `["CA"]` for Database Auth, which any '
            "other country beside it switches off. Send one of the two alone, and make tokens of "
            "their own for other countries.",
        )


@rule(
    "LC601",
    "database-insights-country",
    severity=Severity.WARNING,
    needs=("auth", "country_codes"),
    source=DATABASE,
    covers="C045",
)
def database_insights_country(request: LinkRequest) -> Findings:
    """A database flow is turned on, but `country_codes` is neither `["US"]` nor `["CA"]`.

    Why: Database Insights and Database Match work for one country at a time, as does Database Auth,
        which has replaced them: the US or Canada.
    Bad: {"country_codes": ["GB"], "auth": {"database_insights_enabled": true}}
    Bad: {"country_codes": ["US", "CA"], "auth": {"database_insights_enabled": true}}
    Good: {"country_codes": ["CA"], "auth": {"database_insights_enabled": true}}
    """
    countries = _countries(request)
    flows = _names(request, *DATABASE_FLAGS)
    if not flows or not applies(request):
        return
    if countries and countries not in ({"US"}, {"CA"}):
        yield at(
            "country_codes",
            message=f'`country_codes` must be `["US"]` or `["CA"]` for {_list(flows)}. Send one of '
            "the two alone, or turn the flow off.",
            related=_related(request, *DATABASE_FLAGS),
        )


# -- products ------------------------------------------------------------------------------------


@rule(
    "LC602",
    "auth-flow-beside-other-product",
    severity=Severity.WARNING,
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
def auth_flow_beside_other_product(request: LinkRequest) -> Findings:
    """A flow that needs `auth` alone is turned on, but `products` names another product too.

    Why: Same Day and Instant Micro-deposits and the database flows make Items without a connection
        to the bank. Plaid switches them off if `products` asks for more than `auth` or `transfer`.
    Bad: {"products": ["auth", "identity"], "auth": {"same_day_microdeposits_enabled": true}}
    Good: {"products": ["auth"], "required_if_supported_products": ["identity"],
        "auth": {"same_day_microdeposits_enabled": true}}
    Note: Database Auth is enabled in the Dashboard; it counts if the checker is told so.
    """
    if not request.initial(*CARRIERS) or request.updates:
        return
    flows = [*_names(request, *MANUAL), *_from_dashboard(request)]
    if not flows:
        return
    for index, product in request.texts("products"):
        if product not in CARRIERS:
            yield at(
                "products",
                index,
                message=f"`{product}` in `products` switches off {_list(flows)}, where only `auth` "
                f"or `transfer` may stand. {_way_out(product)}.",
                related=_related(request, *MANUAL),
            )


def _way_out(product: str) -> str:
    others = [f"`{array}`" for array in ARRAYS[1:] if allows(product, array)]
    if not others or product == CRA_BASE:
        return "Request it in a session of its own"
    return f"Move it to {either(others)}"


@rule(
    "LC603",
    "auth-flow-not-up-front",
    severity=Severity.WARNING,
    needs=("auth", "+auth"),
    source=(INITIALIZING, COVERAGE + "automated/"),
    covers="C195 C196",
)
def auth_flow_not_up_front(request: LinkRequest) -> Findings:
    """An Auth flow is turned on, but `auth` does not stand in `products`.

    Why: These flows ask the user for input in Link, so they cannot start later. If `auth` is only
        optional or consented, Plaid adds it only where the bank supports Instant Auth.
    Bad: {"products": ["transactions"], "optional_products": ["auth"],
        "auth": {"same_day_microdeposits_enabled": true}}
    Good: {"products": ["auth"], "optional_products": ["transactions"],
        "auth": {"same_day_microdeposits_enabled": true}}
    Note: For Instant Match, `required_if_supported_products` will do.
    """
    if request.initial(*CARRIERS) or request.updates:
        return
    array, index = request.places("auth")[0]
    supported = array == "required_if_supported_products"
    flags = TYPED if supported else tuple(FLOWS)
    flows = _names(request, *flags)
    if flows:
        others = ""
        if request.items("products") and _enabled(request, *MANUAL):
            others = " and the other products out of it"
        yield at(
            array,
            index,
            message=f"`auth` stands in `{array}`, which is too late for {_list(flows)}. Move "
            f"`auth` to `products`{others}, or turn the flow off.",
            related=_related(request, *flags),
        )


# -- flows against flows -------------------------------------------------------------------------


@rule(
    "LC604",
    "database-insights-with-other-flow",
    needs="auth",
    source=DATABASE,
    covers="C392 C393 C394",
)
def database_insights_with_other_flow(request: LinkRequest) -> Findings:
    """Database Insights is turned on together with a flow that it excludes.

    Why: Plaid answers with an error if Database Match, Same Day or Instant Micro-deposits is turned
        on in the same `auth` object. A default of the account is overridden instead.
    Bad: {"auth": {"database_insights_enabled": true, "same_day_microdeposits_enabled": true}}
    Good: {"auth": {"database_insights_enabled": true, "same_day_microdeposits_enabled": false}}
    """
    if not request.flag("auth", "database_insights_enabled"):
        return
    for flag in _enabled(request, *(f for f in MANUAL if f != "database_insights_enabled")):
        yield at(
            "auth",
            flag,
            message=f"{FLOWS[flag]} cannot be turned on together with Database Insights: Plaid "
            "refuses the call. Remove one of the two flags.",
            related=_related(request, "database_insights_enabled"),
        )


@rule(
    "LC605",
    "database-flow-deprecated",
    severity=Severity.WARNING,
    needs="auth",
    source=("auth.database_match_enabled", "auth.database_insights_enabled", DATABASE),
    covers="C390 C391",
)
def database_flow_deprecated(request: LinkRequest) -> Findings:
    """Database Match or Database Insights, which are deprecated, stand in `auth`.

    Why: Database Auth has replaced both. It is enabled in the Dashboard, on the Account
        Verification pane.
    Bad: {"auth": {"database_match_enabled": true}}
    Bad: {"auth": {"database_insights_enabled": true}}
    Good: {"auth": {}}
    Good: {"country_codes": ["CA"], "auth": {"database_insights_enabled": true}}
    Note: `false` does no harm and is only worth a hint. Database Insights in Canada is not
        reported: its page still names it as the way there.
    """
    in_canada = request.countries == ["CA"]
    for flag in DATABASE_FLAGS:
        value = request.get("auth", flag)
        if isinstance(value, bool) and not (in_canada and flag == "database_insights_enabled"):
            yield member(
                "auth",
                flag,
                message=f"`auth.{flag}` is deprecated: Database Auth has replaced {FLOWS[flag]}. "
                "Remove the flag, and enable Database Auth in the Dashboard if you need it.",
                severity=None if value else Severity.INFO,
            )


flag_advice(
    "LC606",
    "database-match-without-same-day",
    "auth.database_match_enabled",
    when=applies & ~same_day & ~is_true("auth.database_insights_enabled"),
    severity=Severity.INFO,
    source=DATABASE,
    covers="C395",
    message="Database Match takes its settings from Same Day Micro-deposits, which this request "
    "does not turn on. If you keep the flag, set `auth.same_day_microdeposits_enabled` too.",
    doc="""Database Match is turned on without Same Day Micro-deposits.

    Why: Database Match is a first try inside the Same Day flow and uses the same settings.
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
    severity=Severity.WARNING,
    source="auth.reroute_to_credentials",
    covers="C397",
    message="`auth.reroute_to_credentials` is a setting of Same Day Micro-deposits, which this "
    "request does not turn on. Set `auth.same_day_microdeposits_enabled` to `true`, or remove it.",
    doc="""`auth.reroute_to_credentials` is set, but Same Day Micro-deposits are not turned on.

    Why: The setting leads users of the Same Day flow back to the login; without the flow there is
        nothing to lead back from.
    Bad: {"auth": {"reroute_to_credentials": "FORCED"}}
    Good: {"auth": {"same_day_microdeposits_enabled": true, "reroute_to_credentials": "FORCED"}}
    Note: Where the flow is on by a default of the account, this rule may be ignored.
    """,
)
flag_advice(
    "LC608",
    "sms-verification-without-same-day",
    "auth.sms_microdeposits_verification_enabled",
    when=applies & ~same_day,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    source=("auth.sms_microdeposits_verification_enabled", COVERAGE + "same-day/"),
    covers="C398",
    message="Text message verification belongs to Same Day Micro-deposits, which this request does "
    "not turn on. Set `auth.same_day_microdeposits_enabled` to `true`, or remove the flag.",
    doc="""Text message verification is turned on, but Same Day Micro-deposits are not.

    Why: The messages verify deposits of the Same Day flow. The flag is true by default, so it only
        misleads where the flow is off.
    Bad: {"auth": {"sms_microdeposits_verification_enabled": true}}
    Good: {"auth": {"same_day_microdeposits_enabled": true,
        "sms_microdeposits_verification_enabled": true}}
    Note: Where the flow is on by a default of the account, this rule may be ignored.
    """,
)
flag_advice(
    "LC609",
    "sms-verification-in-sandbox",
    "auth.sms_microdeposits_verification_enabled",
    when=in_environment("sandbox") & applies & same_day,
    severity=Severity.INFO,
    needs="@environment",
    source=COVERAGE + "same-day/",
    covers="C399",
    message="Text message verification cannot be tested in Sandbox: no message is sent. Verify the "
    "micro-deposit in Link there.",
    doc="""Text message verification is turned on in Sandbox.

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
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    source="auth.auth_type_select_enabled",
    covers="C400",
    message="Auth Type Select lets users choose between logging in and typing account numbers, but "
    "this request turns no flow of the second kind on. Set `auth.same_day_microdeposits_enabled` "
    "too, or remove the flag.",
    doc="""Auth Type Select is turned on, but no manual flow is.

    Why: Without Same Day or Instant Micro-deposits or a database flow there is nothing to choose.
    Bad: {"auth": {"auth_type_select_enabled": true}}
    Good: {"auth": {"auth_type_select_enabled": true, "same_day_microdeposits_enabled": true}}
    Note: Where a manual flow is on by a default of the account, or Database Auth in the Dashboard,
        this rule may be ignored.
    """,
)


@rule(
    "LC611",
    "auth-type-select-against-reroute",
    severity=Severity.INFO,
    needs="auth",
    source=FLOW_OPTIONS,
    covers="C401",
)
def auth_type_select_against_reroute(request: LinkRequest) -> Findings:
    """Auth Type Select is turned on while users are forced back to the login.

    Why: One invites users to type account numbers, the other drives them away from it.
    Bad: {"auth": {"auth_type_select_enabled": true, "same_day_microdeposits_enabled": true,
        "reroute_to_credentials": "FORCED"}}
    Good: {"auth": {"auth_type_select_enabled": true, "same_day_microdeposits_enabled": true,
        "reroute_to_credentials": "OPTIONAL"}}
    """
    forced = request.get("auth", "reroute_to_credentials") == "FORCED"
    if forced and same_day(request) and request.flag("auth", "auth_type_select_enabled"):
        yield at(
            "auth",
            "reroute_to_credentials",
            message="`FORCED` sends users back to the login whom Auth Type Select has just offered "
            "the manual flow. Use `OPTIONAL` or `OFF`, or remove `auth.auth_type_select_enabled`.",
            related=(Related("/auth/auth_type_select_enabled", "offers the manual flow"),),
        )


requires(
    "LC612",
    "instant-microdeposits-by-default",
    "auth.instant_microdeposits_enabled",
    when=present("auth")
    & uses("auth")
    & ~is_true("auth.database_insights_enabled")
    & Condition(lambda request: request.countries == ["US"] and not request.updates),
    severity=Severity.INFO,
    source="auth.instant_microdeposits_enabled",
    covers="C402",
    message="`auth.instant_microdeposits_enabled` is not given; its default is `true` for teams "
    "created before November 2023 and `false` for later ones. Say which you want.",
    doc="""`auth` leaves Instant Micro-deposits to the default.

    Why: The default depends on when the team was created, so the same request behaves differently
        for two teams.
    Bad: {"auth": {}}
    Good: {"auth": {"instant_microdeposits_enabled": true}}
    """,
)

# -- accounts ------------------------------------------------------------------------------------


@rule(
    "LC613",
    "auth-flow-accounts-filtered-out",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=("auth", "account_filters"),
    source=("account_filters", "auth"),
    covers="C405",
)
def auth_flow_accounts_filtered_out(request: LinkRequest) -> Findings:
    """A flow with typed account numbers is on, but the filter has neither checking nor savings.

    Why: Micro-deposit and database flows end in a checking or savings account, which is all that
        the user can name there.
    Bad: {"auth": {"same_day_microdeposits_enabled": true},
        "account_filters": {"depository": {"account_subtypes": ["cash management"]}}}
    Good: {"auth": {"same_day_microdeposits_enabled": true},
        "account_filters": {"depository": {"account_subtypes": ["checking", "savings"]}}}
    """
    path = ("account_filters", "depository", "account_subtypes")
    shown = {subtype for _, subtype in request.texts(*path)}
    # A filter without cash management leaves `auth` no account at all, which is a rule of its own.
    if "cash management" not in shown or shown & {"checking", "savings", "all"}:
        return
    flows = _names(request, *TYPED)
    if flows and applies(request):
        yield at(
            *path,
            message="The filter leaves out checking and savings accounts, the only ones for "
            f"{_list(flows)}. Add `checking` or `savings`, or turn the flow off.",
            related=_related(request, *TYPED),
        )


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
