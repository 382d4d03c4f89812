"""Remedies of rules/cra.py."""

from tests.rules.pair import Pair

OPTIONS = "/cra_options"
REPORT = f"{OPTIONS}/base_report"
FILTER = f"{OPTIONS}/income_insights/income_insights_filter"
PURPOSE = "/consumer_report_permissible_purpose"
PARAMETER = "/cra_report_parameter"
VARIANTS = f"{PARAMETER}/products/0/options/variants"
STAGE = (
    'cra without cra_options {"cra_report_parameter": {"scope": "CLIENT_USER", "decision_stage": '
    '"DECISIONING"}, "consumer_report_permissible_purpose": "ACCOUNT_REVIEW_CREDIT"}'
)

PAIRS = [
    Pair("LC540", "Add the purpose that applies", {PURPOSE: "EXTENSION_OF_CREDIT"}),
    Pair("LC541", "Remove it", {PURPOSE: ...}),
    Pair(
        "LC541",
        "request `cra_base_report`",
        {"/products/-": "cra_base_report"},
        bad='cra {"products": ["transactions"]}',
    ),
    Pair(
        "LC542",
        "Add it to `products`",
        {"/products/-": "cra_base_report"},
        bad='cra {"products": ["cra_income_insights"], "cra_options": {"days_requested": 365, '
        '"income_insights": {"income_insights_version": "II2"}}}',
    ),
    Pair(
        "LC542",
        "Move it to `products`",
        {"/products/-": "cra_base_report", "/optional_products": ...},
        bad='cra {"products": ["auth"], "optional_products": ["cra_base_report"]}',
    ),
    Pair("LC543", "Set it to `LS1`", {f"{OPTIONS}/lend_score/lend_score_version": "LS1"}),
    Pair(
        "LC543",
        "Set it to `NI1`",
        {f"{OPTIONS}/network_insights/network_insights_version": "NI1"},
        bad=1,
    ),
    Pair("LC544", "Add the product", {"/products/-": "cra_lend_score"}),
    Pair("LC544", "remove the object", {f"{OPTIONS}/lend_score": ...}),
    Pair("LC545", "Request at least 180 days", {f"{OPTIONS}/days_requested": 180}),
    Pair("LC545", "Request at least 180 days", {f"{PARAMETER}/days_requested": 180}, bad=1),
    Pair("LC546", "Lower `days_required`", {f"{OPTIONS}/days_required": 180}),
    Pair("LC546", "raise `days_requested`", {f"{OPTIONS}/days_requested": 184}),
    Pair(
        "LC547",
        "Set the number of days that the report must cover",
        {f"{OPTIONS}/days_required": 90},
    ),
    Pair("LC547", "remove the field", {f"{OPTIONS}/days_required": ...}),
    Pair(
        "LC548",
        "Set the version of each Prism product that you rely on",
        {f"{OPTIONS}/partner_insights/prism_versions/cashscore": "4"},
    ),
    Pair(
        "LC549",
        "Remove it unless a report without identity data is useless to you",
        {f"{REPORT}/require_identity": ...},
    ),
    Pair("LC550", "Keep one of them", {f"{REPORT}/client_report_id": ...}),
    Pair("LC550", "Keep one of them", {f"{OPTIONS}/client_report_id": ...}),
    Pair(
        "LC551",
        "Use `*`, `PRIMARY.*` or `PRIMARY.SECONDARY`",
        {f"{FILTER}/included_categories": ["EARNED_INCOME.*"]},
    ),
    Pair(
        "LC552",
        "Check it against Plaid's income category taxonomy",
        {f"{FILTER}/included_categories": ["EARNED_INCOME.SALARY"]},
    ),
    Pair("LC553", "Remove the included category", {f"{FILTER}/included_categories/0": ...}),
    Pair("LC553", "the entry that excludes it", {f"{FILTER}/excluded_categories/0": ...}),
    Pair(
        "LC554",
        "Add an `investment` filter",
        {"/account_filters/investment": {"account_subtypes": ["all"]}},
    ),
    Pair("LC554", "remove the flag", {f"{OPTIONS}/include_investments": ...}),
    Pair("LC555", "Keep only one of the two", {PARAMETER: ...}),
    Pair("LC555", "Keep only one of the two", {OPTIONS: ...}),
    Pair("LC556", "Use the stage `DECISIONING`", {f"{PARAMETER}/decision_stage": "DECISIONING"}),
    Pair("LC556", "change the purpose to", {PURPOSE: "WRITTEN_INSTRUCTION_PREQUALIFICATION"}),
    Pair("LC557", "Add `GENERALIST`", {VARIANTS: ["AUTO", "GENERALIST"]}),
    Pair("LC557", "remove `variants`", {VARIANTS: ...}),
    Pair(
        "LC558",
        "Add it with its `days_requested`",
        {
            f"{REPORT}/home_lending_report_options/employment_refresh_options": {
                "days_requested": 90
            }
        },
    ),
    Pair(
        "LC558",
        "remove `EMPLOYMENT_REFRESH`",
        {f"{REPORT}/home_lending_report_options/reports_requested/0": ...},
    ),
    Pair(
        "LC556",
        "Use the stage `SERVICING`",
        {f"{PARAMETER}/decision_stage": "SERVICING"},
        bad=STAGE,
    ),
    Pair("LC556", "change the purpose to", {PURPOSE: "EXTENSION_OF_CREDIT"}, bad=STAGE),
]
