"""Cases for rules/cra.py."""

from tests.rules.case import Case

LEND_SCORE = {"products": ["cra_base_report", "cra_lend_score"]}
INSIGHTS = {"products": ["cra_base_report", "cra_income_insights"]}


def categories(included: list[str], excluded: list[str] | None = None) -> dict[str, object]:
    """A request for Income Insights with this filter."""
    chosen: dict[str, object] = {"included_categories": included}
    if excluded is not None:
        chosen["excluded_categories"] = excluded
    insights = {"income_insights_version": "II2", "income_insights_filter": chosen}
    return {**INSIGHTS, "cra_options": {"days_requested": 365, "income_insights": insights}}


def report(**members: object) -> dict[str, object]:
    """A request whose report is described by `cra_report_parameter`."""
    return {"cra_report_parameter": {"scope": None, "decision_stage": "DECISIONING", **members}}


def filtered(included: list[str], excluded: list[str] | None = None) -> dict[str, object]:
    """A request whose `cra_report_parameter` has this filter of income categories."""
    chosen: dict[str, object] = {"included_categories": included}
    if excluded is not None:
        chosen["excluded_categories"] = excluded
    return product(income_insights_filter=chosen)


def product(**options: object) -> dict[str, object]:
    """A request whose `cra_report_parameter` has a product with these options."""
    return report(
        products=[{"product": "cra_income_complete", "version": "V1", "options": options}]
    )


def home_lending(*reports: str, **members: object) -> dict[str, object]:
    """A request for these home lending reports."""
    options = {"reports_requested": list(reports), **members}
    base = {"home_lending_report_options": options}
    return {"cra_options": {"days_requested": 365, "base_report": base}}


REPORT = "/cra_report_parameter"
OPTIONS = f"{REPORT}/products/0/options"
DEPOSITORY = {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}
FILTER = "/cra_options/income_insights/income_insights_filter"
PURPOSE = "consumer_report_permissible_purpose"

CASES = [
    Case("LC540", "cra", without=[PURPOSE], at=[""], missing=PURPOSE, severity="error"),
    Case("LC540", "cra", {PURPOSE: None}, at=[""], missing=PURPOSE),
    Case("LC540", "request", {"optional_products": ["cra_monitoring"]}, at=[""], missing=PURPOSE),
    Case("LC540", "cra"),
    Case("LC540", "request"),
    Case("LC541", "request", {PURPOSE: "EXTENSION_OF_CREDIT"}, at=["/" + PURPOSE]),
    Case("LC541", "request", {PURPOSE: None}),
    Case("LC541", "update", {PURPOSE: "EXTENSION_OF_CREDIT"}),
    Case(
        "LC541",
        "request",
        {PURPOSE: "EXTENSION_OF_CREDIT", "optional_products": ["cra_monitoring"]},
    ),
    Case("LC542", "cra", {"products": ["cra_income_insights"]}, at=["/products/0"]),
    Case(
        "LC542", "request", {"optional_products": ["cra_base_report"]}, at=["/optional_products/0"]
    ),
    Case("LC542", "cra"),
    Case(
        "LC543",
        "cra",
        LEND_SCORE,
        at=["/cra_options"],
        missing="lend_score",
        severity="error",
    ),
    Case(
        "LC543",
        "cra",
        {**LEND_SCORE, "cra_options": {"days_requested": 365, "lend_score": {}}},
        at=["/cra_options/lend_score"],
        missing="lend_score_version",
    ),
    Case(
        "LC543",
        "cra",
        {
            **INSIGHTS,
            "cra_options": {
                "days_requested": 365,
                "income_insights": {"income_insights_version": None},
            },
        },
        at=["/cra_options/income_insights"],
        missing="income_insights_version",
        severity="error",
    ),
    Case("LC543", "cra", INSIGHTS, at=["/cra_options"], severity="warning"),
    Case(
        "LC543",
        "cra",
        {
            **LEND_SCORE,
            "cra_options": {"days_requested": 365, "lend_score": {"lend_score_version": "LS1"}},
        },
    ),
    Case("LC543", "cra", {"cra_options": "wrong", **LEND_SCORE}),
    Case(
        "LC544",
        "cra",
        {"cra_options": {"days_requested": 365, "lend_score": {}, "network_insights": {}}},
        at=["/cra_options/lend_score", "/cra_options/network_insights"],
        severity="warning",
    ),
    Case("LC544", "cra", {"cra_options": {"days_requested": 365, "base_report": {}}}),
    Case("LC544", "request", {"cra_options": {"days_requested": 365, "lend_score": {}}}),
    Case(
        "LC545", "cra", {"cra_options": {"days_requested": 179}}, at=["/cra_options/days_requested"]
    ),
    Case(
        "LC545", "cra", {"cra_options": {"days_requested": -1}}, at=["/cra_options/days_requested"]
    ),
    Case("LC545", "cra", {"cra_options": {"days_requested": 180}}),
    Case("LC545", "cra", {"cra_options": {"days_requested": True}}),
    Case(
        "LC546",
        "cra",
        {"cra_options": {"days_requested": 90, "days_required": 181}},
        at=["/cra_options/days_required"],
        severity="error",
    ),
    Case("LC546", "cra", {"cra_options": {"days_requested": 90, "days_required": 180}}),
    Case("LC546", "cra", {"cra_options": {"days_requested": 200, "days_required": 184}}),
    Case(
        "LC547",
        "cra",
        {"cra_options": {"days_requested": 365, "days_required": 0}},
        at=["/cra_options/days_required"],
    ),
    Case("LC547", "cra", {"cra_options": {"days_requested": 365, "days_required": 1}}),
    Case(
        "LC548",
        "cra",
        {
            "products": ["cra_base_report", "cra_partner_insights"],
            "cra_options": {
                "days_requested": 365,
                "partner_insights": {"prism_versions": {"detect": "4"}},
            },
        },
        at=["/cra_options/partner_insights/prism_versions"],
        missing="cashscore",
        severity="info",
    ),
    Case("LC548", "cra"),
    Case(
        "LC549",
        "cra",
        {"cra_options": {"days_requested": 365, "base_report": {"require_identity": True}}},
        at=["/cra_options/base_report/require_identity"],
    ),
    Case(
        "LC549",
        "cra",
        {"cra_options": {"days_requested": 365, "base_report": {"require_identity": False}}},
    ),
    Case(
        "LC550",
        "cra",
        {
            "cra_options": {
                "days_requested": 365,
                "client_report_id": "a",
                "base_report": {"client_report_id": "b"},
            }
        },
        at=["/cra_options/base_report/client_report_id"],
    ),
    Case(
        "LC550",
        "cra",
        {
            "cra_options": {
                "days_requested": 365,
                "client_report_id": "a",
                "base_report": {"client_report_id": "a"},
            }
        },
    ),
    Case(
        "LC551",
        "cra",
        categories(["EARNED_INCOME", "*.SALARY", "EARNED_*"], ["benefits.*"]),
        at=[
            FILTER + "/included_categories/0",
            FILTER + "/included_categories/1",
            FILTER + "/included_categories/2",
            FILTER + "/excluded_categories/0",
        ],
    ),
    Case("LC551", "cra", categories(["*"], ["BENEFITS.*", "RETIREMENT.GOVERNMENT_DERIVED"])),
    Case(
        "LC552",
        "cra",
        categories(["EARNED_INCOME.WAGES", "EARNED_INCOME.*"]),
        at=[FILTER + "/included_categories/0"],
        severity="info",
    ),
    Case("LC552", "cra", categories(["*", "BENEFITS.DISABILITY"])),
    Case(
        "LC553",
        "cra",
        categories(["*", "BENEFITS.DISABILITY"], ["*"]),
        at=[FILTER + "/included_categories/0", FILTER + "/included_categories/1"],
    ),
    Case("LC553", "cra", categories(["*"], ["BENEFITS.*"])),
    Case(
        "LC554",
        "cra",
        {
            "cra_options": {"days_requested": 365, "include_investments": True},
            "account_filters": {"depository": {"account_subtypes": ["checking"]}},
        },
        at=["/cra_options/include_investments"],
    ),
    Case(
        "LC554",
        "cra",
        {
            "cra_options": {"days_requested": 365, "include_investments": True},
            "account_filters": {"investment": {"account_subtypes": ["all"]}},
        },
    ),
    # Plaid Check products that no documented list has.
    *(
        case
        for product_ in ("cra_home_lending", "cra_qualify")
        for case in (
            Case("LC540", "request", {"products": [product_]}, at=[""], missing=PURPOSE),
            Case("LC541", "cra", {"products": [product_]}),
            Case("LC541", "request", {PURPOSE: "EXTENSION_OF_CREDIT", "products": [product_]}),
            Case("LC542", "cra", {"products": [product_]}, at=["/products/0"]),
            Case("LC542", "cra", {"products": ["cra_base_report", product_]}),
        )
    ),
    # `cra_report_parameter`
    Case("LC543", "cra", {**LEND_SCORE, **report()}),
    Case("LC543", "cra", {**LEND_SCORE, **report()}, without=["cra_options"]),
    Case(
        "LC545",
        "cra",
        report(days_requested=179),
        at=[f"{REPORT}/days_requested"],
        without=["cra_options"],
    ),
    Case(
        "LC545",
        "cra",
        report(days_requested=0),
        at=[f"{REPORT}/days_requested"],
        without=["cra_options"],
    ),
    Case("LC545", "cra", report(days_requested=180), without=["cra_options"]),
    Case("LC545", "cra", report(days_requested=None), without=["cra_options"]),
    Case("LC545", "cra", report(), without=["cra_options"]),
    Case(
        "LC546",
        "cra",
        report(days_requested=180, days_required=184),
        at=[f"{REPORT}/days_required"],
        without=["cra_options"],
    ),
    Case("LC546", "cra", report(days_requested=0, days_required=180), without=["cra_options"]),
    Case("LC546", "cra", report(days_required=184), without=["cra_options"]),
    Case(
        "LC549",
        "cra",
        product(require_identity=True),
        at=[f"{OPTIONS}/require_identity"],
        without=["cra_options"],
    ),
    Case("LC549", "cra", product(require_identity=False), without=["cra_options"]),
    Case(
        "LC551",
        "cra",
        filtered(["SALARY"]),
        at=[f"{OPTIONS}/income_insights_filter/included_categories/0"],
        without=["cra_options"],
    ),
    Case("LC551", "cra", filtered(["*"]), without=["cra_options"]),
    Case(
        "LC552",
        "cra",
        filtered(["EARNED_INCOME.WAGES"]),
        at=[f"{OPTIONS}/income_insights_filter/included_categories/0"],
        without=["cra_options"],
    ),
    Case(
        "LC553",
        "cra",
        filtered(["*", "EARNED_INCOME.SALARY"], ["EARNED_INCOME.*"]),
        at=[f"{OPTIONS}/income_insights_filter/included_categories/1"],
        without=["cra_options"],
    ),
    Case(
        "LC553",
        "cra",
        filtered(["EARNED_INCOME.*"], ["EARNED_INCOME.SALARY"]),
        without=["cra_options"],
    ),
    Case(
        "LC554",
        "cra",
        {**report(include_investments=True), **DEPOSITORY},
        at=[f"{REPORT}/include_investments"],
        without=["cra_options"],
    ),
    Case("LC554", "cra", report(include_investments=True), without=["cra_options"]),
    Case("LC555", "cra", report(), at=[REPORT], severity="info"),
    Case("LC555", "cra", report(), without=["cra_options"]),
    Case("LC555", "cra", {"cra_report_parameter": None}),
    Case("LC555", "cra", {"cra_report_parameter": "wrong"}),
    Case("LC555", "cra", {**report(), "cra_options": "wrong"}),
    Case("LC555", "cra"),
    Case(
        "LC556",
        "cra",
        report(decision_stage="PREQUALIFICATION"),
        at=[f"{REPORT}/decision_stage"],
        severity="error",
        without=["cra_options"],
    ),
    Case(
        "LC556",
        "cra",
        {**report(), PURPOSE: "ACCOUNT_REVIEW_CREDIT"},
        at=[f"{REPORT}/decision_stage"],
        without=["cra_options"],
    ),
    Case(
        "LC556",
        "cra",
        {**report(), PURPOSE: "WRITTEN_INSTRUCTION_PREQUALIFICATION"},
        at=[f"{REPORT}/decision_stage"],
        without=["cra_options"],
    ),
    *(
        Case("LC556", "cra", {**report(), PURPOSE: purpose}, without=["cra_options"])
        for purpose in (
            "ELIGIBILITY_FOR_GOVT_BENEFITS",
            "EXTENSION_OF_CREDIT",
            "LEGITIMATE_BUSINESS_NEED_OTHER",
            "LEGITIMATE_BUSINESS_NEED_TENANT_SCREENING",
            "WRITTEN_INSTRUCTION_OTHER",
            "CREDIT",
            None,
        )
    ),
    Case("LC556", "cra", report(decision_stage="SERVICING"), without=["cra_options"]),
    Case("LC556", "cra", report(decision_stage=7), without=["cra_options"]),
    Case("LC557", "cra", product(variants=["AUTO"]), at=[f"{OPTIONS}/variants"], severity="error"),
    Case("LC557", "cra", product(variants=["AUTO", "GENERALIST"])),
    Case("LC557", "cra", product(variants=[])),
    Case("LC557", "cra", product(variants=None)),
    Case("LC557", "cra", product(variants="AUTO")),
    Case("LC557", "cra", product(variants=["AUTO", 7])),
    Case(
        "LC558",
        "cra",
        home_lending("VOA", "EMPLOYMENT_REFRESH"),
        at=["/cra_options/base_report/home_lending_report_options"],
        missing="employment_refresh_options",
        severity="error",
    ),
    Case("LC558", "cra", home_lending("VOA", "INCOME")),
    Case(
        "LC558",
        "cra",
        home_lending("EMPLOYMENT_REFRESH", employment_refresh_options={"days_requested": 60}),
    ),
]
