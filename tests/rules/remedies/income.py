"""Remedies of rules/income.py."""

from tests.rules.pair import Pair

OBJECT = "/income_verification"
SOURCES = f"{OBJECT}/income_source_types"
BANK = f"{OBJECT}/bank_income"
PAYROLL = f"{OBJECT}/payroll_income"
STATED = f"{OBJECT}/stated_income_sources/0"
ITEM = "Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"

PAIRS = [
    Pair("LC510", "Keep `bank` or `payroll` with its own options", {SOURCES: ["bank"]}),
    Pair(
        "LC510", "Keep `bank` or `payroll` with its own options", {SOURCES: ["payroll"], BANK: ...}
    ),
    Pair("LC511", 'Set it to `["bank"]`', {SOURCES: ["bank"]}),
    Pair("LC511", 'to `["payroll"]` and remove `bank_income`', {SOURCES: ["payroll"], BANK: ...}),
    Pair("LC511", 'Set it to `["payroll"]`', {SOURCES: ["payroll"]}, bad=1),
    Pair(
        "LC511",
        'to `["bank"]` and add `bank_income`',
        {SOURCES: ["bank"], BANK: {"days_requested": 120}},
        bad=1,
    ),
    Pair("LC512", "Add it with `days_requested`, for example 120", {BANK: {"days_requested": 120}}),
    Pair("LC513", "Remove it", {BANK: ...}),
    Pair("LC513", "change the source", {SOURCES: ["bank"]}),
    Pair("LC514", "Set it to at least 120", {f"{BANK}/days_requested": 120}),
    Pair(
        "LC515",
        "Set `enable_multi_item_link` to the value you want",
        {"/enable_multi_item_link": True, f"{BANK}/enable_multiple_items": ...},
    ),
    Pair("LC516", "Remove it", {f"{OBJECT}/access_tokens": ...}),
    Pair(
        "LC516",
        "change the source to `payroll` and remove `bank_income`",
        {SOURCES: ["payroll"], BANK: ...},
    ),
    Pair("LC517", "List only Items that may get `transactions`", {f"{OBJECT}/access_tokens": ...}),
    Pair("LC518", "Remove it", {f"{OBJECT}/asset_report_id": ...}),
    Pair("LC519", "Set it to `true`", {f"{PAYROLL}/is_update_mode": True}),
    Pair("LC519", "remove `item_id_to_update`", {f"{PAYROLL}/item_id_to_update": ...}),
    Pair(
        "LC519",
        "Add the ID of the payroll Item to update",
        {f"{PAYROLL}/item_id_to_update": ITEM},
        bad=1,
    ),
    Pair("LC520", "Add `ocr`", {f"{PAYROLL}/parsing_config": ["risk_signals", "ocr"]}),
    Pair(
        "LC521",
        "Add `payroll_document_income` to `flow_types`",
        {f"{PAYROLL}/flow_types/-": "payroll_document_income"},
    ),
    Pair("LC521", "remove `parsing_config`", {f"{PAYROLL}/parsing_config": ...}),
    Pair("LC522", "Send a positive amount", {f"{STATED}/pay_annual": 60000}),
    Pair("LC522", "remove it", {f"{STATED}/pay_annual": ...}),
    Pair("LC523", "Correct one of the three values", {f"{STATED}/pay_annual": 60000}),
    Pair(
        "LC519",
        "Set it to `true`",
        {f"{PAYROLL}/is_update_mode": True},
        bad='payroll {"income_verification": {"income_source_types": ["payroll"], '
        '"payroll_income": {"item_id_to_update": "Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"}}}',
    ),
]
