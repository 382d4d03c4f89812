"""Cases for rules/income.py."""

from typing import Any

from tests.rules.case import Case

ROOT = "/income_verification"
TOKENS = {"access_tokens": ["access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"]}
ITEM = {"item_id_to_update": "Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"}
DAYS = {"days_requested": 120}


def income(*sources: Any, **members: Any) -> dict[str, Any]:
    """`income_verification` with these sources and other members."""
    return {"income_verification": {"income_source_types": list(sources), **members}}


def bank(**members: Any) -> dict[str, Any]:
    """Bank Income with further members."""
    return income("bank", **{"bank_income": DAYS, **members})


def payroll(**options: Any) -> dict[str, Any]:
    """Payroll Income with these options of `payroll_income`."""
    return income("payroll", payroll_income=options)


def stated(*sources: Any) -> dict[str, Any]:
    """Payroll Income with these stated sources of income."""
    return income("payroll", stated_income_sources=list(sources))


def year(frequency: Any, cycle: Any, annual: Any) -> dict[str, Any]:
    """Stated income with these amounts."""
    return stated({"pay_frequency": frequency, "pay_per_cycle": cycle, "pay_annual": annual})


STATED = f"{ROOT}/stated_income_sources"
WITHOUT_PRODUCT = {"products": ["auth"]}
HUGE = 10**300

CASES = [
    # the source
    Case(
        "LC510",
        "income",
        income("bank", "payroll", bank_income=DAYS),
        at=[f"{ROOT}/income_source_types/1"],
        severity="error",
    ),
    Case("LC510", "income"),
    Case("LC510", "income", income("bank", "bank", bank_income=DAYS)),
    Case("LC510", "income", income("bank", "document", bank_income=DAYS)),
    Case("LC510", "income", {**income("bank", "payroll"), **WITHOUT_PRODUCT}),
    Case(
        "LC511",
        "income",
        {"income_verification": {"bank_income": DAYS}},
        at=[ROOT],
        missing="income_source_types",
        severity="warning",
    ),
    Case("LC511", "income", {"income_verification": {}}, at=[ROOT]),
    Case("LC511", "income", {"income_verification": {"income_source_types": None}}, at=[ROOT]),
    Case("LC511", "income", income(), at=[f"{ROOT}/income_source_types"]),
    Case("LC511", "income"),
    Case("LC511", "payroll"),
    Case("LC511", "income", {"income_verification": None}),
    Case("LC511", "income", {"income_verification": {"income_source_types": "bank"}}),
    Case("LC511", "income", {"income_verification": {}, **WITHOUT_PRODUCT}),
    Case("LC512", "income", income("bank"), at=[ROOT], missing="bank_income", severity="error"),
    Case("LC512", "income", income("bank", bank_income=None), at=[ROOT]),
    Case("LC512", "income"),
    Case("LC512", "payroll"),
    Case("LC512", "income", income("bank", bank_income={})),
    Case("LC512", "request", income("bank")),
    # options of the other source
    Case(
        "LC513",
        "payroll",
        income("payroll", bank_income=DAYS),
        at=[f"{ROOT}/bank_income"],
        severity="warning",
    ),
    Case(
        "LC513",
        "income",
        bank(payroll_income={"flow_types": ["payroll_digital_income"]}),
        at=[f"{ROOT}/payroll_income"],
    ),
    Case("LC513", "income"),
    Case("LC513", "payroll", payroll(parsing_config=["ocr"])),
    Case("LC513", "payroll", income("payroll", bank_income=None)),
    Case("LC513", "income", income("bank", "payroll", bank_income=DAYS, payroll_income={})),
    Case("LC513", "income", {"income_verification": {"bank_income": DAYS}}),
    Case(
        "LC514",
        "income",
        bank(bank_income={"days_requested": 119}),
        at=[f"{ROOT}/bank_income/days_requested"],
        severity="info",
    ),
    Case("LC514", "income"),
    Case("LC514", "payroll", income("payroll", bank_income={"days_requested": 30})),
    # the two flags for several Items
    Case(
        "LC515",
        "income",
        {
            **bank(bank_income={**DAYS, "enable_multiple_items": True}),
            "enable_multi_item_link": False,
        },
        at=["/enable_multi_item_link"],
        severity="warning",
    ),
    Case(
        "LC515",
        "income",
        {
            **bank(bank_income={**DAYS, "enable_multiple_items": False}),
            "enable_multi_item_link": True,
        },
        at=["/enable_multi_item_link"],
    ),
    Case("LC515", "income", {"enable_multi_item_link": True}),
    Case("LC515", "income", bank(bank_income={**DAYS, "enable_multiple_items": True})),
    Case(
        "LC515",
        "income",
        {
            **bank(bank_income={**DAYS, "enable_multiple_items": True}),
            "enable_multi_item_link": True,
        },
    ),
    # Items and reports
    Case("LC516", "income", bank(**TOKENS), at=[f"{ROOT}/access_tokens"], severity="warning"),
    Case("LC516", "payroll", income("payroll", **TOKENS)),
    Case("LC516", "income", bank(access_tokens=None)),
    Case("LC516", "income", {"income_verification": TOKENS}),
    Case(
        "LC517",
        "payroll",
        income("payroll", **TOKENS),
        at=[f"{ROOT}/access_tokens"],
        severity="info",
    ),
    Case("LC517", "payroll"),
    Case("LC517", "payroll", income("payroll", access_tokens=[])),
    Case("LC517", "income", bank(**TOKENS)),
    Case(
        "LC518",
        "income",
        bank(asset_report_id="028e8404-a013-4a45-ac9e-002482f9cafc"),
        at=[f"{ROOT}/asset_report_id"],
        severity="info",
    ),
    Case("LC518", "income"),
    Case(
        "LC518",
        "payroll",
        income("payroll", asset_report_id="028e8404-a013-4a45-ac9e-002482f9cafc"),
    ),
    # payroll
    Case(
        "LC519",
        "payroll",
        payroll(is_update_mode=False, **ITEM),
        at=[f"{ROOT}/payroll_income/is_update_mode"],
        severity="warning",
    ),
    Case(
        "LC519",
        "payroll",
        payroll(is_update_mode=True),
        at=[f"{ROOT}/payroll_income"],
        missing="item_id_to_update",
    ),
    Case(
        "LC519", "payroll", payroll(**ITEM), at=[f"{ROOT}/payroll_income"], missing="is_update_mode"
    ),
    Case("LC519", "payroll", payroll(is_update_mode=True, **ITEM)),
    Case("LC519", "payroll", payroll(is_update_mode=False)),
    Case("LC519", "payroll", payroll(is_update_mode="true", **ITEM)),
    Case("LC519", "income", bank(payroll_income=ITEM)),
    Case(
        "LC520",
        "payroll",
        payroll(parsing_config=["risk_signals"]),
        at=[f"{ROOT}/payroll_income/parsing_config"],
        severity="warning",
    ),
    Case("LC520", "payroll", payroll(parsing_config=["risk_signals", "ocr"])),
    Case("LC520", "payroll", payroll(parsing_config=["fraud_risk"])),
    Case("LC520", "payroll", payroll(parsing_config=[])),
    Case("LC520", "payroll", payroll(parsing_config=None)),
    Case("LC520", "income", bank(payroll_income={"parsing_config": ["risk_signals"]})),
    Case(
        "LC520",
        "payroll",
        payroll(parsing_config=["risk_signals"], flow_types=["payroll_digital_income"]),
    ),
    Case(
        "LC521",
        "payroll",
        payroll(parsing_config=["risk_signals"], flow_types=["payroll_digital_income"]),
        at=[f"{ROOT}/payroll_income/parsing_config"],
        severity="warning",
    ),
    Case("LC521", "payroll", payroll(parsing_config=["ocr"])),
    Case("LC521", "payroll", payroll(parsing_config=["ocr"], flow_types=[])),
    Case("LC521", "payroll", payroll(parsing_config=[], flow_types=["payroll_digital_income"])),
    Case(
        "LC521",
        "payroll",
        payroll(
            parsing_config=["ocr"],
            flow_types=["payroll_digital_income", "payroll_document_income"],
        ),
    ),
    # stated income
    Case(
        "LC522",
        "payroll",
        stated({"pay_annual": -0.01}, {"pay_per_cycle": -5, "pay_annual": 60000}),
        at=[f"{STATED}/0/pay_annual", f"{STATED}/1/pay_per_cycle"],
        severity="warning",
    ),
    Case("LC522", "payroll", stated({"pay_annual": -HUGE}), at=[f"{STATED}/0/pay_annual"]),
    Case("LC522", "payroll", stated({"pay_annual": 0, "pay_per_cycle": None})),
    Case("LC522", "payroll", stated({"pay_annual": "-1"}, None, 3)),
    Case("LC522", "payroll", {**stated({"pay_annual": -1}), **WITHOUT_PRODUCT}),
    Case(
        "LC523",
        "payroll",
        year("MONTHLY", 5000, 5000),
        at=[f"{STATED}/0/pay_annual"],
        severity="info",
        message="12 times",
    ),
    Case("LC523", "payroll", year("WEEKLY", 1000, 47000), at=[f"{STATED}/0/pay_annual"]),
    Case("LC523", "payroll", year("MONTHLY", 5000, 0), at=[f"{STATED}/0/pay_annual"]),
    Case("LC523", "payroll", year("MONTHLY", 1, 5000), at=[f"{STATED}/0/pay_annual"]),
    Case("LC523", "payroll", year("WEEKLY", 1000, 50000)),
    Case("LC523", "payroll", year("BIWEEKLY", 2000.5, 52013)),
    Case("LC523", "payroll", year("SEMI_MONTHLY", 2500, 60000)),
    Case("LC523", "payroll", year("UNKNOWN", 5000, 5000)),
    Case("LC523", "payroll", year("MONTHLY", 0, 5000)),
    Case("LC523", "payroll", year("MONTHLY", True, 5000)),
    Case("LC523", "payroll", year(["MONTHLY"], 5000, 5000)),
    Case("LC523", "payroll", year("MONTHLY", 5000, HUGE)),
    Case("LC523", "payroll", year("MONTHLY", 5000, None)),
]
