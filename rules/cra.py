"""Plaid Check (Consumer Report): the `cra_*` products, `cra_options` and the purpose."""

from __future__ import annotations

from linkcheck.relations import bounded, flag_advice, only_with, present, requires
from linkcheck.rule import Findings, at, member, missing, rule
from linkcheck.rules.data.products import CRA, CRA_BASE, PRODUCTS
from linkcheck.rules.formats.categories import covers, is_known, is_pattern
from linkcheck.rules.request import LinkRequest, may_use, updates, uses, uses_cra
from linkcheck.violation import Evidence, Related, Severity

USING_CRA = tuple("+" + product for product in CRA)
VERSIONS = {p.name: p.version for p in PRODUCTS.values() if p.version is not None}
OPTIONS = {p.name: p.cra_object for p in PRODUCTS.values() if p.cra_object is not None}

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
    yield at(
        array,
        index,
        message=f"`{product}` is requested in `{array}`, but every Plaid Check product needs "
        f"`{CRA_BASE}` in `products`. Add it there.",
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
        its object out: a warning.
    Bad: cra {"products": ["cra_base_report", "cra_lend_score"]}
    Bad: cra {"products": ["cra_base_report", "cra_network_insights"],
        "cra_options": {"days_requested": 365, "network_insights": {}}}
    Good: cra {"products": ["cra_base_report", "cra_lend_score"],
        "cra_options": {"days_requested": 365, "lend_score": {"lend_score_version": "LS1"}}}
    Note: A sample of the migration guide for the User APIs has no version object; integrations that
        still run that way may ignore this rule.
    """
    options = request.obj("cra_options")
    if options is None:
        return
    for product, version in VERSIONS.items():
        if version.object == "income_insights" and version.object in options:
            continue  # the schema requires the member inside the object
        if request.uses(product) and not request.has("cra_options", version.object, version.field):
            absent = version.object if request.obj("cra_options", version.object) is None else None
            yield missing(
                "cra_options",
                *((version.object,) if absent else (version.object, version.field)),
                message=f"`{product}` is requested, but "
                f"`cra_options.{version.object}.{version.field}` is missing, which says what "
                f"version Plaid shall compute. Add it with the value `{version.values[0]}`.",
                severity=None if version.required else Severity.WARNING,
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

bounded(
    "LC545",
    "cra-days-requested-raised",
    "cra_options.days_requested",
    low=180,
    severity=Severity.WARNING,
    source="cra_options.days_requested",
    covers="C351",
    message="`cra_options.days_requested` is {value}; Plaid raises anything under {low} to {low}. "
    "Ask for {low} days or more.",
    doc="""`cra_options.days_requested` is under 180 and will be raised.

    Why: Plaid takes a lower number but requests 180 days of history all the same.
    Bad: cra {"cra_options": {"days_requested": 90}}
    Good: cra {"cra_options": {"days_requested": 180}}
    Note: The reference speaks of a minimum of 180 and, in the same breath, of raising lower values;
        requests for 60 days were seen to be taken.
    """,
)


@rule(
    "LC546",
    "cra-days-required-beyond-requested",
    on="cra_options",
    source="cra_options.days_required",
    covers="C353",
)
def cra_days_required(request: LinkRequest) -> Findings:
    """`cra_options.days_required` is more than the days that are requested.

    Why: The report is made only if there is history for `days_required`, and Plaid fetches no more
        than `days_requested` (at least 180): such a report can never be made.
    Bad: cra {"cra_options": {"days_requested": 180, "days_required": 184}}
    Good: cra {"cra_options": {"days_requested": 365, "days_required": 180}}
    """
    required = request.integer("cra_options", "days_required")
    requested = request.integer("cra_options", "days_requested")
    if required is not None and requested is not None and max(180, requested) < required <= 184:
        yield at(
            "cra_options",
            "days_required",
            message=f"`cra_options.days_required` is {required}, but only "
            f"{max(180, requested)} days are requested: the report can never be made. Lower it, or "
            "raise `days_requested`.",
            related=(Related("/cra_options/days_requested", "the days that are requested"),),
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

requires(
    "LC548",
    "prism-versions-left-to-default",
    "cra_options.partner_insights.prism_versions.cashscore",
    when=present("cra_options.partner_insights.prism_versions") & uses("cra_partner_insights"),
    severity=Severity.INFO,
    source="cra_options.partner_insights.prism_versions",
    covers="C374",
    message="`prism_versions.cashscore` is not given, so CashScore runs in its default version 3; "
    "`detect` and `extend` have no default at all. Name each version that you rely on.",
    doc="""`prism_versions` leaves the version of CashScore to the default.

    Why: FirstDetect, CashScore and Insights fall back to version 3, Detect and Extend to nothing.
    Bad: cra {"products": ["cra_base_report", "cra_partner_insights"], "cra_options": {
        "days_requested": 365, "partner_insights": {"prism_versions": {"firstdetect": "3"}}}}
    Good: cra {"products": ["cra_base_report", "cra_partner_insights"], "cra_options": {
        "days_requested": 365, "partner_insights": {"prism_versions": {"cashscore": "4.1"}}}}
    """,
)
flag_advice(
    "LC549",
    "cra-require-identity",
    "cra_options.base_report.require_identity",
    severity=Severity.INFO,
    source="cra_options.base_report.require_identity",
    covers="C378",
    message="`require_identity` makes the report fail where the bank gives no identity data. Set "
    "it only if a report without them is of no use.",
    doc="""`cra_options.base_report.require_identity` is set.

    Why: A report for an account without identity data fails instead of coming without them.
    Bad: cra {"cra_options": {"days_requested": 365, "base_report": {"require_identity": true}}}
    Good: cra
    """,
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

FILTER = ("cra_options", "income_insights", "income_insights_filter")
LISTS = ("included_categories", "excluded_categories")
FILTER_SOURCE = "cra_options.income_insights.income_insights_filter"


@rule("LC551", "income-category-pattern", on="cra_options", source=FILTER_SOURCE, covers="C381")
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
    for name in LISTS:
        for index, pattern in request.texts(*FILTER, name):
            if not is_pattern(pattern):
                yield at(
                    *FILTER,
                    name,
                    index,
                    message=f"An entry of `{name}` is no category pattern. Write `*`, `PRIMARY.*` "
                    "or `PRIMARY.SECONDARY`, such as `EARNED_INCOME.*`.",
                )


@rule(
    "LC552",
    "income-category-unknown",
    severity=Severity.INFO,
    on="cra_options",
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
    for name in LISTS:
        for index, pattern in request.texts(*FILTER, name):
            if is_pattern(pattern) and not is_known(pattern):
                yield at(
                    *FILTER,
                    name,
                    index,
                    message=f"An entry of `{name}` fits none of the income categories that the "
                    "reference names. Check it against Plaid's income category taxonomy.",
                )


@rule(
    "LC553",
    "income-category-excluded",
    severity=Severity.WARNING,
    on="cra_options",
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
    excluded = request.texts(*FILTER, LISTS[1])
    for index, pattern in request.texts(*FILTER, LISTS[0]):
        for other_index, other in excluded:
            if is_pattern(pattern) and is_pattern(other) and covers(other, pattern):
                yield at(
                    *FILTER,
                    LISTS[0],
                    index,
                    message="This included category is excluded by an entry of "
                    "`excluded_categories`, which wins. Remove one of the two.",
                    related=(
                        Related(
                            "/" + "/".join((*FILTER, LISTS[1], str(other_index))),
                            "excludes it",
                        ),
                    ),
                )
                break


@rule(
    "LC554",
    "cra-investments-filtered-out",
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    needs=("cra_options", "account_filters"),
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
    filters = request.obj("account_filters")
    if (
        request.flag("cra_options", "include_investments")
        and filters
        and "investment" not in filters
    ):
        yield at(
            "cra_options",
            "include_investments",
            message="`include_investments` brings nothing: `account_filters` has no `investment` "
            "filter, which leaves investment accounts out. Add one, or remove the flag.",
            related=(Related("/account_filters", "these filters leave them out"),),
        )
