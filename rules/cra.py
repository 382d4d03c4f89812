"""Plaid Check (Consumer Report): the `cra_*` products, their options and the purpose.

The options are in `cra_options`, or in `cra_report_parameter`, which takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.engine.finding import Evidence, Related, Severity
from linkcheck.engine.relations import (
    Condition,
    bounded,
    contains,
    forbids,
    only_with,
    present,
    requires,
)
from linkcheck.engine.rule import Findings, at, member, missing, rule
from linkcheck.pointer import Path, to_pointer
from linkcheck.rules.data.products import CRA, CRA_BASE, PRODUCTS
from linkcheck.rules.formats.categories import covers, is_known, is_pattern
from linkcheck.rules.request import LinkRequest, may_use, updates, uses, uses_cra

USING_CRA = tuple("+" + product for product in CRA)
VERSIONS = {p.name: p.version for p in PRODUCTS.values() if p.version is not None}
OPTIONS = {p.name: p.cra_object for p in PRODUCTS.values() if p.cra_object is not None}
OBJECTS = ("cra_options", "cra_report_parameter")
"""The objects of which one holds the options of a report."""
LIBRARY = "https://github.com/plaid/plaid-python"
"""Whose models hold the descriptions of the newer API."""

# -- the purpose ---------------------------------------------------------------------------------

requires(
    "LC540",
    "cra-without-purpose",
    "consumer_report_permissible_purpose",
    when=uses_cra,
    source="consumer_report_permissible_purpose",
    covers="C346",
    message="`consumer_report_permissible_purpose` is missing: a Plaid Check (`cra_*`) product is "
    "requested, and a consumer report needs a permissible purpose. Add the purpose that applies, "
    "such as `EXTENSION_OF_CREDIT`.",
    doc="""A `cra_*` product is requested without `consumer_report_permissible_purpose`.

    Why: The law lets a consumer report be made only for a permissible purpose, so Plaid requires
        it with every `cra_*` product, in whichever of the four arrays that stands.
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
    severity=Severity.ERROR,
    source="consumer_report_permissible_purpose",
    covers="C347",
    plaid="?: consumer_report_permissible_purpose should only be set if a CRA Product is passed",
    message="`consumer_report_permissible_purpose` is set, but no Plaid Check (`cra_*`) product is "
    "requested; Plaid refuses it then. Remove it, or request `cra_base_report`.",
    doc="""`consumer_report_permissible_purpose` is set without a `cra_*` product.

    Why: The reference calls the field invalid without a Plaid Check product, and Plaid has been
        seen to refuse it.
    Bad: {"consumer_report_permissible_purpose": "EXTENSION_OF_CREDIT"}
    Good: cra
    Note: Not reported in update mode, where the products of the Item are not in the request.
    """,
)

# -- which products and objects go together ------------------------------------------------------


@rule(
    "LC542",
    "cra-without-base-report",
    on=USING_CRA,
    source="products",
    covers="C180",
)
def cra_without_base_report(request: LinkRequest) -> Findings:
    """A `cra_*` product is requested, but `cra_base_report` is not in `products`.

    Why: Every Plaid Check product builds on the Base Report, which must stand in `products` itself,
        even if the others are only optional.
    Bad: cra {"products": ["cra_income_insights"]}
    Good: cra {"products": ["cra_base_report", "cra_cashflow_insights"], "cra_options": {
        "days_requested": 365, "cashflow_insights": {"attributes_version": "CFI1"}}}
    Note: The reference once writes `cra_base_reports`; the value is `cra_base_report`.
    """
    if request.initial(CRA_BASE) or CRA_BASE in request.meant or not request.items("products"):
        return  # without any product, that is what is reported
    product = next(name for name in request.products if name in CRA)
    array, index = request.places(product)[0]
    elsewhere = [place for place, _ in request.places(CRA_BASE)]
    remedy = f"Move it there from `{elsewhere[0]}`" if elsewhere else "Add it there"
    yield at(
        array,
        index,
        message=f"`{product}` is requested in `{array}`, but every Plaid Check product needs "
        f"`{CRA_BASE}` in `products`. {remedy}.",
    )


@rule(
    "LC543",
    "cra-option-version-missing",
    on=tuple("+" + product for product in VERSIONS),
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
        `cra_options`. For Income Insights the reference does not say so outright, and samples leave
        its object out: a warning. A version that is null is missing in each of them.
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
        is_given = request.given("cra_options", version.object, version.field)
        if version.object == "income_insights" and version.object in options and not is_given:
            continue  # the schema requires the member inside the object
        if request.uses(product) and not request.has("cra_options", version.object, version.field):
            absent = version.object if request.obj("cra_options", version.object) is None else None
            yield missing(
                "cra_options",
                *((version.object,) if absent else (version.object, version.field)),
                message=f"`{product}` is requested, but "
                f"`cra_options.{version.object}.{version.field}` is missing, which says what "
                f"version Plaid shall compute. Add it with the value `{version.values[0]}`.",
                severity=None if version.required or is_given else Severity.WARNING,
            )


@rule(
    "LC544",
    "cra-option-without-product",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="cra_options",
    source="cra_options",
    covers="C363 C364 C365 C366 C367",
)
def cra_option_without_product(request: LinkRequest) -> Findings:
    """An object of `cra_options` belongs to a Plaid Check product that is not requested.

    Why: The options of a product do nothing unless the product is requested too, which is probably
        what was meant.
    Bad: cra {"cra_options": {"days_requested": 365, "lend_score": {"lend_score_version": "LS1"}}}
    Good: cra {"products": ["cra_base_report", "cra_lend_score"],
        "cra_options": {"days_requested": 365, "lend_score": {"lend_score_version": "LS1"}}}
    """
    if not request.uses(*CRA):
        return  # then `cra_options` as a whole is out of place
    for product, name in OPTIONS.items():
        if request.has("cra_options", name) and not request.may_use(product):
            yield member(
                "cra_options",
                name,
                message=f"`cra_options.{name}` has no effect: `{product}` is not "
                "requested. Add the product, or remove the object.",
            )


# -- days ----------------------------------------------------------------------------------------

LEAST_DAYS = 180
"""Plaid requests this many days of history if it is asked for fewer."""


@rule(
    "LC545",
    "cra-days-requested-raised",
    severity=Severity.WARNING,
    on=OBJECTS,
    source=("cra_options.days_requested", LIBRARY),
    covers="C351",
)
def cra_days_requested_raised(request: LinkRequest) -> Findings:
    """`days_requested` of a Plaid Check report is under 180 and will be raised.

    Why: Plaid takes a lower number but requests 180 days of history all the same.
    Bad: cra {"cra_options": {"days_requested": 90}}
    Bad: cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "DECISIONING", "days_requested": 90}}
    Good: cra {"cra_options": {"days_requested": 180}}
    Note: The reference speaks of a minimum of 180 and, in the same breath, of raising lower values;
        requests for 60 days were seen to be taken.
    """
    for name in OBJECTS:
        requested = request.integer(name, "days_requested")
        if requested is not None and requested < LEAST_DAYS:
            yield at(
                name,
                "days_requested",
                message=f"`{name}.days_requested` is {requested}; Plaid raises anything under "
                f"{LEAST_DAYS} to {LEAST_DAYS}. Ask for {LEAST_DAYS} days or more.",
            )


@rule(
    "LC546",
    "cra-days-required-beyond-requested",
    on=OBJECTS,
    source=("cra_options.days_required", LIBRARY),
    covers="C353",
)
def cra_days_required(request: LinkRequest) -> Findings:
    """`days_required` of a Plaid Check report is more than the days that are requested.

    Why: The report is made only if there is history for `days_required`, and Plaid fetches no more
        than `days_requested` (at least 180): such a report can never be made.
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
                "requested: the report can never be made. Lower it, or raise `days_requested`.",
                related=(Related(f"/{name}/days_requested", "the days that are requested"),),
            )


bounded(
    "LC547",
    "cra-days-required-not-positive",
    "cra_options.days_required",
    low=1,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    source="cra_options.days_required",
    covers="C354",
    message="`cra_options.days_required` is {value}, which requires nothing. Give the number of "
    "days the report must cover, or leave the field out.",
    doc="""`cra_options.days_required` is zero or negative.

    Why: The field is the least number of days the report must cover; under 1 it says nothing.
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
    severity=Severity.INFO,
    source="cra_options.partner_insights.prism_versions",
    covers="C374",
    message="`prism_versions.cashscore` is not given: CashScore then runs in version 3 or, by the "
    "newest description, not at all. Name each version that you rely on.",
    doc="""`prism_versions` does not give a version of CashScore.

    Why: By the reference, CashScore falls back to version 3. By the newer description a
        Prism product without a version is not generated, if another one has a version.
    Bad: cra {"products": ["cra_base_report", "cra_partner_insights"], "cra_options": {
        "days_requested": 365, "partner_insights": {"prism_versions": {"firstdetect": "3"}}}}
    Good: cra {"products": ["cra_base_report", "cra_partner_insights"], "cra_options": {
        "days_requested": 365, "partner_insights": {"prism_versions": {"cashscore": "4.1"}}}}
    """,
)


@rule(
    "LC549",
    "cra-require-identity",
    severity=Severity.INFO,
    on=OBJECTS,
    source=("cra_options.base_report.require_identity", LIBRARY),
    covers="C378",
)
def cra_require_identity(request: LinkRequest) -> Findings:
    """`require_identity` of a Plaid Check report is set.

    Why: A report for an account without identity data fails instead of coming without them.
    Bad: cra {"cra_options": {"days_requested": 365, "base_report": {"require_identity": true}}}
    Good: cra
    """
    for pattern in ("cra_options.base_report", f"{REPORT_PRODUCTS}.options"):
        for path, value in request.each(f"{pattern}.require_identity"):
            if value is True:
                yield at(
                    *path,
                    message="`require_identity` makes the report fail where the bank gives no "
                    "identity data. Set it only if a report without them is of no use.",
                )


@rule(
    "LC550",
    "cra-client-report-ids-differ",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="cra_options",
    source=("cra_options.client_report_id", "cra_options.base_report.client_report_id"),
    covers="C379",
)
def cra_client_report_ids(request: LinkRequest) -> Findings:
    """`client_report_id` stands in `cra_options` and in `base_report`, with different values.

    Why: Both name the same thing, your identifier of the report; which one wins is not documented.
    Bad: cra {"cra_options": {"days_requested": 365, "client_report_id": "loan-1",
        "base_report": {"client_report_id": "loan-2"}}}
    Good: cra {"cra_options": {"days_requested": 365, "client_report_id": "loan-1"}}
    """
    outer = request.text("cra_options", "client_report_id")
    inner = request.text("cra_options", "base_report", "client_report_id")
    if outer and inner and outer != inner:
        yield at(
            "cra_options",
            "base_report",
            "client_report_id",
            message="`cra_options.base_report.client_report_id` differs from "
            "`cra_options.client_report_id`; both name the same report. Keep one of them.",
            related=(Related("/cra_options/client_report_id", "the other identifier"),),
        )


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
    """Path and text of each category pattern of the filters."""
    for path in _filters(request):
        for name in LISTS:
            for index, pattern in request.texts(*path, name):
                yield (*path, name, index), pattern


@rule("LC551", "income-category-pattern", on=OBJECTS, source=FILTER_SOURCE, covers="C381")
def income_category_pattern(request: LinkRequest) -> Findings:
    """An income category is not written in one of the three forms that the filter knows.

    Why: The filter takes `*`, `PRIMARY.*` and `PRIMARY.SECONDARY`, in capitals with underscores.
    Bad: cra {"products": ["cra_base_report", "cra_income_insights"], "cra_options": {
        "days_requested": 365, "income_insights": {"income_insights_version": "II2",
        "income_insights_filter": {"included_categories": ["EARNED_INCOME"]}}}}
    Good: cra {"products": ["cra_base_report", "cra_income_insights"], "cra_options": {
        "days_requested": 365, "income_insights": {"income_insights_version": "II2",
        "income_insights_filter": {"included_categories": ["EARNED_INCOME.SALARY"]}}}}
    """
    for path, pattern in _patterns(request):
        if not is_pattern(pattern):
            yield at(
                *path,
                message=f"An entry of `{path[-2]}` is no category pattern. Write `*`, `PRIMARY.*` "
                "or `PRIMARY.SECONDARY`, such as `EARNED_INCOME.*`.",
            )


@rule(
    "LC552",
    "income-category-unknown",
    severity=Severity.INFO,
    on=OBJECTS,
    source=FILTER_SOURCE,
    covers="C382",
)
def income_category_unknown(request: LinkRequest) -> Findings:
    """An income category is none of those that the reference names.

    Why: The reference names seven categories and points to a longer list; a category outside the
        seven may be a slip.
    Bad: cra {"products": ["cra_base_report", "cra_income_insights"], "cra_options": {
        "days_requested": 365, "income_insights": {"income_insights_version": "II2",
        "income_insights_filter": {"included_categories": ["EARNED_INCOME.WAGES"]}}}}
    Good: cra {"products": ["cra_base_report", "cra_income_insights"], "cra_options": {
        "days_requested": 365, "income_insights": {"income_insights_version": "II2",
        "income_insights_filter": {"included_categories": ["EARNED_INCOME.SALARY"]}}}}
    """
    for path, pattern in _patterns(request):
        if is_pattern(pattern) and not is_known(pattern):
            yield at(
                *path,
                message=f"An entry of `{path[-2]}` fits none of the income categories that the "
                "reference names. Check it against Plaid's income category taxonomy.",
            )


@rule(
    "LC553",
    "income-category-excluded",
    severity=Severity.WARNING,
    on=OBJECTS,
    source=FILTER_SOURCE,
    covers="C383 C384",
)
def income_category_excluded(request: LinkRequest) -> Findings:
    """An included income category is excluded in the same filter.

    Why: What is excluded wins, so the included entry brings nothing; if all are excluded, the
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
            if by is None:
                continue
            yield at(
                *place,
                LISTS[0],
                index,
                message="This included category is excluded by an entry of "
                "`excluded_categories`, which wins. Remove one of the two.",
                related=(Related(to_pointer((*place, LISTS[1], by)), "excludes it"),),
            )


def _excludes(wider: str, pattern: str) -> bool:
    return is_pattern(wider) and is_pattern(pattern) and covers(wider, pattern)


@rule(
    "LC554",
    "cra-investments-filtered-out",
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    needs="account_filters",
    on=OBJECTS,
    source="cra_options.include_investments",
    covers="C385",
)
def cra_investments_filtered_out(request: LinkRequest) -> Findings:
    """`include_investments` is set, but `account_filters` leave investment accounts out.

    Why: Once a filter is given, types of accounts without a filter of their own disappear.
    Bad: cra {"cra_options": {"days_requested": 365, "include_investments": true},
        "account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Good: cra {"cra_options": {"days_requested": 365, "include_investments": true}}
    """
    if not request.get("account_filters") or request.given("account_filters", "investment"):
        return
    for name in OBJECTS:
        if request.flag(name, "include_investments"):
            yield at(
                name,
                "include_investments",
                message="`include_investments` brings nothing: `account_filters` has no "
                "`investment` filter, which leaves investment accounts out. Add one, or remove the "
                "flag.",
                related=(Related("/account_filters", "these filters leave them out"),),
            )


# -- what came with the newer API ------------------------------------------------------

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
GENERALIST = "GENERALIST"

forbids(
    "LC555",
    "cra-options-and-report-parameter",
    "cra_report_parameter",
    when=Condition(lambda request: all(request.obj(name) is not None for name in OBJECTS)),
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    source=LIBRARY,
    covers="C389",
    message="`cra_options` and `cra_report_parameter` both describe the report, and it is not "
    "documented which one wins. Keep one of the two.",
    doc="""`cra_options` and `cra_report_parameter` are both given.

    Why: `cra_report_parameter` takes what `/cra/report/create` takes, `cra_options` belongs to the
        older endpoints.
    Bad: cra {"cra_report_parameter": {"scope": "CLIENT_USER", "decision_stage": "DECISIONING"}}
    Good: cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "DECISIONING"}}
    """,
)


@rule(
    "LC556",
    "cra-stage-against-purpose",
    needs=("cra_report_parameter", "consumer_report_permissible_purpose"),
    source=LIBRARY,
    plaid="INVALID_FIELD",
)
def cra_stage_against_purpose(request: LinkRequest) -> Findings:
    """`decision_stage` does not allow the purpose of the report.

    Why: Plaid documents the purposes of two stages, and refuses other pairs with INVALID_FIELD.
    Bad: cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "PREQUALIFICATION"}}
    Good: cra without cra_options {"consumer_report_permissible_purpose":
        "WRITTEN_INSTRUCTION_PREQUALIFICATION", "cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "PREQUALIFICATION"}}
    """
    stage = request.text("cra_report_parameter", "decision_stage") or ""
    purpose = request.text("consumer_report_permissible_purpose")
    allowed = PURPOSES.get(stage)
    if allowed is None or purpose not in KNOWN_PURPOSES or purpose in allowed:
        return
    fitting = next((name for name in PURPOSES if purpose in PURPOSES[name]), "SERVICING")
    yield at(
        "cra_report_parameter",
        "decision_stage",
        message=f"The stage `{stage}` does not allow the purpose `{purpose}`. Use the stage "
        f"`{fitting}`, or another purpose: {', '.join(f'`{name}`' for name in sorted(allowed))}.",
        related=(Related("/consumer_report_permissible_purpose", "the purpose"),),
    )


@rule(
    "LC557",
    "lend-score-without-generalist",
    on="cra_report_parameter",
    source=LIBRARY,
)
def lend_score_without_generalist(request: LinkRequest) -> Findings:
    """`variants` of a LendScore lack `GENERALIST`.

    Why: The description says that this variant must be among them, if there are any.
    Bad: cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "DECISIONING", "products": [{"product": "cra_lend_score",
        "version": "V2", "options": {"variants": ["AUTO"]}}]}}
    Good: cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER",
        "decision_stage": "DECISIONING", "products": [{"product": "cra_lend_score",
        "version": "V2", "options": {"variants": ["GENERALIST", "AUTO"]}}]}}
    """
    for path, variants in request.each(f"{REPORT_PRODUCTS}.options.variants"):
        names = variants if isinstance(variants, list) else []
        if names and GENERALIST not in names and all(isinstance(name, str) for name in names):
            yield at(
                *path,
                message=f"`variants` lacks `{GENERALIST}`, which must be among the variants. Add "
                "it, or leave `variants` out.",
            )


requires(
    "LC558",
    "employment-refresh-without-options",
    "cra_options.base_report.home_lending_report_options.employment_refresh_options",
    when=contains(
        "cra_options.base_report.home_lending_report_options.reports_requested",
        "EMPLOYMENT_REFRESH",
    ),
    source=LIBRARY,
    message="`employment_refresh_options` is missing: an Employment Refresh report is requested, "
    "which needs its `days_requested`. Add it, or leave `EMPLOYMENT_REFRESH` out.",
    doc="""An Employment Refresh report is requested without its options.

    Why: Its `days_requested` is required if the report is.
    Bad: cra {"cra_options": {"days_requested": 365, "base_report": {"home_lending_report_options":
        {"reports_requested": ["EMPLOYMENT_REFRESH"]}}}}
    Good: cra {"cra_options": {"days_requested": 365, "base_report": {"home_lending_report_options":
        {"reports_requested": ["EMPLOYMENT_REFRESH"], "employment_refresh_options":
        {"days_requested": 60}}}}}
    """,
)
