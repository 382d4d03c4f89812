"""Plaid Check (Consumer Report): the `cra_*` products, their options and the purpose.

The options are in `cra_options`, or in `cra_report_parameter`, which replaces it.
"""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.engine.finding import ERROR, INFERRED, INFO, WARNING, Finding, Related
from linkcheck.engine.relations import (
    Condition,
    bounded,
    contains,
    each_value,
    forbids,
    only_with,
    present,
    requires,
)
from linkcheck.engine.rule import Findings, at, here, member, missing, rule
from linkcheck.engine.wording import either, quoted
from linkcheck.pointer import Path, to_pointer
from linkcheck.rules.data.products import CRA, CRA_BASE, PRODUCTS
from linkcheck.rules.formats.categories import covers, is_known, is_pattern
from linkcheck.rules.request import LinkRequest, may_use, updates, uses, uses_cra, using

VERSIONS = {p.name: p.version for p in PRODUCTS.values() if p.version is not None}
OPTIONS = {p.name: p.cra_object for p in PRODUCTS.values() if p.cra_object is not None}
OBJECTS = ("cra_options", "cra_report_parameter")
"""The two objects that can hold the options of a report."""
LIBRARY = "https://github.com/plaid/plaid-python"
"""The library whose models hold the descriptions of the newer API."""
HOME_LENDING = "cra_options.base_report.home_lending_report_options"

# -- the purpose ---------------------------------------------------------------------------------

requires(
    "LC540",
    "cra-without-purpose",
    "consumer_report_permissible_purpose",
    when=uses_cra,
    source="consumer_report_permissible_purpose",
    covers="C346",
    doc="""Missing `consumer_report_permissible_purpose`, which every `cra_*` product requires.

    Help: Add the purpose that applies, such as `EXTENSION_OF_CREDIT`.
    Why: By law a consumer report needs a permissible purpose, so Plaid requires one with every
        `cra_*` product, whichever of the four arrays the product is in.
    Bad: cra without consumer_report_permissible_purpose
    Good: cra
    Note: Required since 3 March 2026; some customers have agreed on another date.
    """,
)
only_with(
    "LC541",
    "purpose-without-cra",
    "consumer_report_permissible_purpose",
    condition=may_use(*CRA) | updates,
    severity=ERROR,
    source="consumer_report_permissible_purpose",
    covers="C347",
    plaid="?: consumer_report_permissible_purpose should only be set if a CRA Product is passed",
    doc="""`consumer_report_permissible_purpose` is not allowed without a `cra_*` product.

    Help: Remove it, or request `cra_base_report`.
    Why: The reference calls the field invalid without a Plaid Check product, and Plaid has been
        seen to refuse it.
    Bad: {"consumer_report_permissible_purpose": "EXTENSION_OF_CREDIT"}
    Good: cra
    Note: Not reported in update mode, where the products of the Item are not in the request.
    """,
)

# -- which products and objects go together ------------------------------------------------------


@rule("LC542", on=using(CRA), source="products", covers="C180")
def cra_without_base_report(request: LinkRequest) -> Findings:
    """Plaid Check products require `cra_base_report` in `products`.

    Help: Add it to `products`.
    Why: Every Plaid Check product builds on the Base Report, which must be in `products` itself,
        even if the others are only optional.
    Bad: cra {"products": ["cra_income_insights"]}
    Good: cra {"products": ["cra_base_report", "cra_cashflow_insights"], "cra_options": {
        "days_requested": 365, "cashflow_insights": {"attributes_version": "CFI1"}}}
    Note: The reference once writes `cra_base_reports`; the value is `cra_base_report`.
    """
    if request.initial(CRA_BASE) or CRA_BASE in request.meant or not request.items("products"):
        return  # without any product, that is what is reported
    product = next(name for name in request.products if name in CRA)
    remedy = "Move it to `products`" if request.places(CRA_BASE) else None
    yield request.entry(product, help=remedy)


@rule(
    "LC543",
    on=using(VERSIONS),
    source=(
        "cra_options.cashflow_insights.attributes_version",
        "cra_options.lend_score.lend_score_version",
        "cra_options.network_insights.network_insights_version",
        "cra_options.income_insights.income_insights_version",
    ),
    covers="C355 C357 C359 C361",
)
def cra_option_version_missing(request: LinkRequest) -> Findings:
    """A Plaid Check product is requested without the version of its attributes.

    Why: Cash Flow Insights, LendScore and Network Insights need the version in their object of
        `cra_options`. For Income Insights the reference does not say so explicitly, and samples
        omit its object: a warning. A version that is null counts as missing for each of them.
    Bad: cra {"products": ["cra_base_report", "cra_lend_score"]}
    Bad: cra {"products": ["cra_base_report", "cra_network_insights"],
        "cra_options": {"days_requested": 365, "network_insights": {}}}
    Good: cra {"products": ["cra_base_report", "cra_lend_score"],
        "cra_options": {"days_requested": 365, "lend_score": {"lend_score_version": "LS1"}}}
    Note: A sample of the migration guide for the User APIs has no version object; integrations that
        still run that way may ignore this rule.
    """
    options = request.obj("cra_options")
    if options is None or request.obj("cra_report_parameter") is not None:
        return
    for product, version in VERSIONS.items():
        path = ("cra_options", version.object, version.field)
        is_given = request.given(*path)
        if version.object == "income_insights" and version.object in options and not is_given:
            continue  # the schema requires the field inside the object
        if request.uses(product) and not request.has(*path):
            yield missing(
                *request.nearest_missing(path),
                message=f"Missing `{'.'.join(path)}`, which `{product}` requires",
                help=f"Set it to `{version.values[0]}`",
                severity=None if version.required or is_given else WARNING,
            )


@rule(
    "LC544",
    severity=WARNING,
    evidence=INFERRED,
    on="cra_options",
    source="cra_options",
    covers="C363 C364 C365 C366 C367",
)
def cra_option_without_product(request: LinkRequest) -> Findings:
    """An object of `cra_options` has no effect without its Plaid Check product.

    Help: Add the product, or remove the object.
    Why: The options of a product have no effect unless the product is requested too, which was
        probably the intention.
    Bad: cra {"cra_options": {"days_requested": 365, "lend_score": {"lend_score_version": "LS1"}}}
    Good: cra {"products": ["cra_base_report", "cra_lend_score"],
        "cra_options": {"days_requested": 365, "lend_score": {"lend_score_version": "LS1"}}}
    """
    if not request.uses(*CRA):
        return  # another rule reports `cra_options` as a whole
    for product, name in OPTIONS.items():
        if request.has("cra_options", name) and not request.may_use(product):
            message = f"`cra_options.{name}` has no effect without `{product}`"
            yield member("cra_options", name, message=message)


# -- days ----------------------------------------------------------------------------------------

LEAST_DAYS = 180
"""Plaid requests at least this many days of history."""


@rule(
    "LC545",
    severity=WARNING,
    on=OBJECTS,
    source=("cra_options.days_requested", LIBRARY),
    covers="C351",
)
def cra_days_requested_raised(request: LinkRequest) -> Findings:
    """`days_requested` of a Plaid Check report is under 180, which Plaid raises to 180.

    Help: Request at least 180 days.
    Why: Plaid accepts a lower number but still requests 180 days of history.
    Bad: cra {"cra_options": {"days_requested": 90}}
    Bad: cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "DECISIONING", "days_requested": 90}}
    Good: cra {"cra_options": {"days_requested": 180}}
    Note: The reference states a minimum of 180 and, in the same place, that lower values are
        raised; requests for 60 days were seen to be accepted.
    """
    for name in OBJECTS:
        requested = request.integer(name, "days_requested")
        if requested is not None and requested < LEAST_DAYS:
            message = f"`{name}.days_requested` is {requested}, which Plaid raises to {LEAST_DAYS}"
            yield at(name, "days_requested", message=message)


@rule("LC546", on=OBJECTS, source=("cra_options.days_required", LIBRARY), covers="C353")
def cra_days_required_beyond_requested(request: LinkRequest) -> Findings:
    """`days_required` of a Plaid Check report is more than the days that are requested.

    Help: Lower `days_required`, or raise `days_requested`.
    Why: The report is created only if there is history for `days_required`, and Plaid fetches only
        `days_requested` (at least 180) days: such a report can never be created.
    Bad: cra {"cra_options": {"days_requested": 180, "days_required": 184}}
    Good: cra {"cra_options": {"days_requested": 365, "days_required": 180}}
    """
    for name in OBJECTS:
        required = request.integer(name, "days_required")
        requested = request.integer(name, "days_requested")
        if required is None or requested is None:
            continue
        fetched = max(LEAST_DAYS, requested)
        if fetched < required <= 184:
            yield at(
                name,
                "days_required",
                message=f"`{name}.days_required` is {required}, but only {fetched} days are "
                "requested",
                related=(Related(f"/{name}/days_requested", "the days that are requested"),),
            )


bounded(
    "LC547",
    "cra-days-required-not-positive",
    "cra_options.days_required",
    low=1,
    severity=WARNING,
    evidence=INFERRED,
    source="cra_options.days_required",
    covers="C354",
    message="`cra_options.days_required` is {value}, which has no effect",
    doc="""`cra_options.days_required` is zero or negative.

    Help: Set the number of days that the report must cover, or remove the field.
    Why: The field is the least number of days that the report must cover; under 1 it has no effect.
    Bad: cra {"cra_options": {"days_requested": 365, "days_required": -1}}
    Good: cra {"cra_options": {"days_requested": 365, "days_required": 90}}
    """,
)

# -- details of the options ----------------------------------------------------------------------

REPORT_PRODUCTS = "cra_report_parameter.products[]"

requires(
    "LC548",
    "prism-versions-left-to-default",
    "cra_options.partner_insights.prism_versions.cashscore",
    when=present("cra_options.partner_insights.prism_versions") & uses("cra_partner_insights"),
    severity=INFO,
    source="cra_options.partner_insights.prism_versions",
    covers="C374",
    doc="""Without `prism_versions.cashscore`, CashScore runs in version 3, or not at all.

    Help: Set the version of each Prism product that you rely on.
    Why: According to the reference, CashScore falls back to version 3. According to the newer
        description, a Prism product without a version is not generated if another one has a
        version.
    Bad: cra {"products": ["cra_base_report", "cra_partner_insights"], "cra_options": {
        "days_requested": 365, "partner_insights": {"prism_versions": {"firstdetect": "3"}}}}
    Good: cra {"products": ["cra_base_report", "cra_partner_insights"], "cra_options": {
        "days_requested": 365, "partner_insights": {"prism_versions": {"cashscore": "4.1"}}}}
    """,
)


each_value(
    "LC549",
    "cra-require-identity",
    ("cra_options.base_report.require_identity", f"{REPORT_PRODUCTS}.options.require_identity"),
    wrong=lambda value: value is True,
    severity=INFO,
    source=("cra_options.base_report.require_identity", LIBRARY),
    covers="C378",
    doc="""`require_identity` makes the report fail if the bank provides no identity data.

    Help: Remove it unless a report without identity data is useless to you.
    Why: Without the flag, Plaid creates the report, only without identity data.
    Bad: cra {"cra_options": {"days_requested": 365, "base_report": {"require_identity": true}}}
    Good: cra
    """,
)


@rule(
    "LC550",
    field="cra_options.base_report.client_report_id",
    severity=WARNING,
    evidence=INFERRED,
    source=("cra_options.client_report_id", "cra_options.base_report.client_report_id"),
    covers="C379",
)
def cra_client_report_ids_differ(inner: str, request: LinkRequest) -> Finding | bool:
    """`cra_options.base_report.client_report_id` differs from `cra_options.client_report_id`.

    Help: Keep one of them.
    Why: Both are your identifier of the same report; which one wins is not documented.
    Bad: cra {"cra_options": {"days_requested": 365, "client_report_id": "loan-1",
        "base_report": {"client_report_id": "loan-2"}}}
    Good: cra {"cra_options": {"days_requested": 365, "client_report_id": "loan-1"}}
    """
    outer = request.text("cra_options", "client_report_id")
    if not inner or not outer or inner == outer:
        return False
    return here(related=(Related("/cra_options/client_report_id", "the other identifier"),))


# -- the filter of income categories -------------------------------------------------------------

FILTERS = (
    "cra_options.income_insights.income_insights_filter",
    f"{REPORT_PRODUCTS}.options.income_insights_filter",
)
LISTS = ("included_categories", "excluded_categories")
FILTER_SOURCE = FILTERS[0]


def _filters(request: LinkRequest) -> Iterator[Path]:
    """The path of each filter of income categories."""
    for pattern in FILTERS:
        yield from (path for path, _ in request.each(pattern))


def _patterns(request: LinkRequest) -> Iterator[tuple[Path, str]]:
    """Path and value of each category pattern of the filters."""
    for path in _filters(request):
        for name in LISTS:
            for index, pattern in request.texts(*path, name):
                yield (*path, name, index), pattern


@rule("LC551", on=OBJECTS, source=FILTER_SOURCE, covers="C381")
def income_category_pattern(request: LinkRequest) -> Findings:
    """An income category is not a valid category pattern.

    Help: Use `*`, `PRIMARY.*` or `PRIMARY.SECONDARY`, such as `EARNED_INCOME.*`.
    Why: The filter accepts only these three forms, in capitals with underscores.
    Bad: cra {"products": ["cra_base_report", "cra_income_insights"], "cra_options": {
        "days_requested": 365, "income_insights": {"income_insights_version": "II2",
        "income_insights_filter": {"included_categories": ["EARNED_INCOME"]}}}}
    Good: cra {"products": ["cra_base_report", "cra_income_insights"], "cra_options": {
        "days_requested": 365, "income_insights": {"income_insights_version": "II2",
        "income_insights_filter": {"included_categories": ["EARNED_INCOME.SALARY"]}}}}
    """
    for path, pattern in _patterns(request):
        if not is_pattern(pattern):
            yield at(*path, message=f"An entry of `{path[-2]}` is not a valid category pattern")


@rule("LC552", severity=INFO, on=OBJECTS, source=FILTER_SOURCE, covers="C382")
def income_category_unknown(request: LinkRequest) -> Findings:
    """An income category is not one of those that the reference names.

    Help: Check it against Plaid's income category taxonomy.
    Why: The reference names seven categories and refers to a longer list; a category outside the
        seven may be a mistake.
    Bad: cra {"products": ["cra_base_report", "cra_income_insights"], "cra_options": {
        "days_requested": 365, "income_insights": {"income_insights_version": "II2",
        "income_insights_filter": {"included_categories": ["EARNED_INCOME.WAGES"]}}}}
    Good: cra {"products": ["cra_base_report", "cra_income_insights"], "cra_options": {
        "days_requested": 365, "income_insights": {"income_insights_version": "II2",
        "income_insights_filter": {"included_categories": ["EARNED_INCOME.SALARY"]}}}}
    """
    for path, pattern in _patterns(request):
        if is_pattern(pattern) and not is_known(pattern):
            yield at(*path, message=f"Unknown income category in `{path[-2]}`")


@rule("LC553", severity=WARNING, on=OBJECTS, source=FILTER_SOURCE, covers="C383 C384")
def income_category_excluded(request: LinkRequest) -> Findings:
    """An included income category is also excluded, which takes precedence.

    Help: Remove the included category, or the entry that excludes it.
    Why: Exclusion takes precedence, so the included entry has no effect; if all are excluded, the
        filter leaves no income at all.
    Bad: cra {"products": ["cra_base_report", "cra_income_insights"], "cra_options": {
        "days_requested": 365, "income_insights": {"income_insights_version": "II2",
        "income_insights_filter": {"included_categories": ["EARNED_INCOME.SALARY"],
        "excluded_categories": ["EARNED_INCOME.*"]}}}}
    Good: cra {"products": ["cra_base_report", "cra_income_insights"], "cra_options": {
        "days_requested": 365, "income_insights": {"income_insights_version": "II2",
        "income_insights_filter": {"included_categories": ["EARNED_INCOME.*"],
        "excluded_categories": ["EARNED_INCOME.GIG_ECONOMY"]}}}}
    """
    for place in _filters(request):
        included, excluded = (request.texts(*place, name) for name in LISTS)
        for index, pattern in included:
            by = next((other for other, wider in excluded if _excludes(wider, pattern)), None)
            if by is not None:
                related = (Related(to_pointer((*place, LISTS[1], by)), "excludes it"),)
                yield at(*place, LISTS[0], index, related=related)


def _excludes(wider: str, pattern: str) -> bool:
    return is_pattern(wider) and is_pattern(pattern) and covers(wider, pattern)


@rule(
    "LC554",
    severity=INFO,
    evidence=INFERRED,
    needs="account_filters",
    on=OBJECTS,
    source="cra_options.include_investments",
    covers="C385",
)
def cra_investments_filtered_out(request: LinkRequest) -> Findings:
    """`include_investments` has no effect, as `account_filters` leaves out investment accounts.

    Help: Add an `investment` filter, or remove the flag.
    Why: As soon as there is one filter, account types without a filter of their own are hidden.
    Bad: cra {"cra_options": {"days_requested": 365, "include_investments": true},
        "account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Good: cra {"cra_options": {"days_requested": 365, "include_investments": true}}
    """
    if not request.get("account_filters") or request.given("account_filters", "investment"):
        return
    for name in OBJECTS:
        if request.flag(name, "include_investments"):
            related = (Related("/account_filters", "these filters leave them out"),)
            yield at(name, "include_investments", related=related)


# -- the newer API -------------------------------------------------------------------------------

PURPOSES = {
    "PREQUALIFICATION": frozenset({"WRITTEN_INSTRUCTION_PREQUALIFICATION"}),
    "DECISIONING": frozenset(
        {
            "ELIGIBILITY_FOR_GOVT_BENEFITS",
            "EXTENSION_OF_CREDIT",
            "LEGITIMATE_BUSINESS_NEED_OTHER",
            "LEGITIMATE_BUSINESS_NEED_TENANT_SCREENING",
            "WRITTEN_INSTRUCTION_OTHER",
        }
    ),
}
"""The purposes that each decision stage allows; none are documented for `SERVICING`."""
KNOWN_PURPOSES = frozenset[str]().union(
    *PURPOSES.values(), {"ACCOUNT_REVIEW_CREDIT", "ACCOUNT_REVIEW_NON_CREDIT"}
)

forbids(
    "LC555",
    "cra-options-and-report-parameter",
    "cra_report_parameter",
    when=Condition(lambda request: all(request.obj(name) is not None for name in OBJECTS)),
    severity=INFO,
    evidence=INFERRED,
    source=LIBRARY,
    covers="C389",
    doc="""`cra_options` and `cra_report_parameter` both describe the report.

    Help: Keep only one of the two.
    Why: Which one wins is not documented. `cra_report_parameter` accepts what `/cra/report/create`
        accepts, `cra_options` belongs to the older endpoints.
    Bad: cra {"cra_report_parameter": {"scope": "CLIENT_USER", "decision_stage": "DECISIONING"}}
    Good: cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "DECISIONING"}}
    """,
)


@rule(
    "LC556",
    field="cra_report_parameter.decision_stage",
    needs="consumer_report_permissible_purpose",
    source=LIBRARY,
    plaid="INVALID_FIELD",
)
def cra_stage_against_purpose(stage: str, request: LinkRequest) -> Finding | bool:
    """`decision_stage` does not allow the purpose of the report.

    Why: Plaid documents the purposes of two stages, and refuses other pairs with INVALID_FIELD.
    Bad: cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "PREQUALIFICATION"}}
    Good: cra without cra_options {"consumer_report_permissible_purpose":
        "WRITTEN_INSTRUCTION_PREQUALIFICATION", "cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "PREQUALIFICATION"}}
    """
    purpose = request.text("consumer_report_permissible_purpose")
    allowed = PURPOSES.get(stage)
    if allowed is None or purpose not in KNOWN_PURPOSES or purpose in allowed:
        return False
    fitting = next((name for name in PURPOSES if purpose in PURPOSES[name]), "SERVICING")
    purposes = either(quoted(sorted(allowed)))
    return here(
        f"The decision stage `{stage}` does not allow the purpose `{purpose}`",
        help=f"Use the stage `{fitting}`, or change the purpose to {purposes}",
        related=(Related("/consumer_report_permissible_purpose", "the purpose"),),
    )


@rule("LC557", field=f"{REPORT_PRODUCTS}.options.variants", source=LIBRARY)
def lend_score_without_generalist(variants: list[object]) -> bool:
    """`variants` of a LendScore must include `GENERALIST`.

    Help: Add `GENERALIST`, or remove `variants`.
    Why: The description says that this variant must be among them, if there are any.
    Bad: cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "DECISIONING", "products": [{"product": "cra_lend_score",
        "version": "V2", "options": {"variants": ["AUTO"]}}]}}
    Good: cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "DECISIONING", "products": [{"product": "cra_lend_score",
        "version": "V2", "options": {"variants": ["GENERALIST", "AUTO"]}}]}}
    """
    has_only_names = all(isinstance(name, str) for name in variants)
    return bool(variants) and has_only_names and "GENERALIST" not in variants


requires(
    "LC558",
    "employment-refresh-without-options",
    f"{HOME_LENDING}.employment_refresh_options",
    when=contains(f"{HOME_LENDING}.reports_requested", "EMPLOYMENT_REFRESH"),
    source=LIBRARY,
    doc="""Missing `employment_refresh_options`, which the report `EMPLOYMENT_REFRESH` requires.

    Help: Add it with its `days_requested`, or remove `EMPLOYMENT_REFRESH`.
    Why: Its `days_requested` is required if the report is requested.
    Bad: cra {"cra_options": {"days_requested": 365, "base_report": {"home_lending_report_options":
        {"reports_requested": ["EMPLOYMENT_REFRESH"]}}}}
    Good: cra {"cra_options": {"days_requested": 365, "base_report": {"home_lending_report_options":
        {"reports_requested": ["EMPLOYMENT_REFRESH"], "employment_refresh_options":
        {"days_requested": 60}}}}}
    """,
)
