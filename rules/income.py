"""`income_verification`: Bank Income, Payroll Income and Document Income.

Another rule reports the object as a whole if its product is not requested.
"""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, INFO, WARNING, Related, addition
from linkcheck.engine.relations import Condition, bounded, forbids
from linkcheck.engine.rule import Finding, Findings, at, here, member, missing, rule
from linkcheck.engine.view import View
from linkcheck.pointer import to_pointer
from linkcheck.rules.request import LinkRequest

NEEDS = ("income_verification", "+income_verification")
DOCUMENTS = "https://plaid.com/docs/income/document-income/"
BANK_INCOME = "https://plaid.com/docs/income/bank-income/"
INCOME = "income_verification"
SOURCES = (INCOME, "income_source_types")
BANK_OBJECT = f"{INCOME}.bank_income"
PAYROLL = (INCOME, "payroll_income")
STATED = f"{INCOME}.stated_income_sources"
MISPLACED = {"payroll": "bank_income", "bank": "payroll_income"}
"""Each source of income with the object that contains the options of the other."""

CYCLES = {"WEEKLY": 52, "BIWEEKLY": 26, "SEMI_MONTHLY": 24, "MONTHLY": 12}
"""The payments per year for each `pay_frequency`."""
TOLERANCE = 0.05
"""How far a stated annual amount may differ, relative to the computed one."""
LARGEST = 10**15
"""Larger amounts are not compared; floats are exact up to here."""


def _sources(view: View) -> set[str]:
    return {source for _, source in view.texts(*SOURCES)}


def _only(source: str) -> Condition:
    """Return the condition that this is the only source of income."""
    return Condition(lambda view: _sources(view) == {source}, frozenset({INCOME}))


_only_bank = _only("bank")


# -- the source of income ------------------------------------------------------------------------


@rule("LC510", needs=NEEDS, source=".".join(SOURCES), covers="C319")
def two_income_sources(request: LinkRequest) -> Findings:
    """`income_verification.income_source_types` allows only one source for now.

    Help: Keep `bank` or `payroll` with its own options, and request the other in another session.
    Why: The reference allows only one of the two sources for now.
    Bad: income {"income_verification": {"income_source_types": ["bank", "payroll"],
        "bank_income": {"days_requested": 120}}}
    Good: income
    """
    known = [(index, source) for index, source in request.texts(*SOURCES) if source in MISPLACED]
    for index, source in known:
        if source != known[0][1]:
            yield at(*SOURCES, index)


@rule(
    "LC511",
    severity=WARNING,
    evidence=INFERRED,
    needs=NEEDS,
    source=".".join(SOURCES),
    covers="C321",
)
def income_source_missing(request: LinkRequest) -> Findings:
    """`income_verification.income_source_types` does not select bank or payroll income.

    Why: Without a source, it is undefined whether the session is about bank or payroll income.
    Bad: income {"income_verification": {"bank_income": {"days_requested": 120}}}
    Bad: income {"income_verification": {"income_source_types": []}}
    Good: income
    """
    remedy = 'Set it to `["payroll"]`, or to `["bank"]` and add `bank_income`'
    if request.has(INCOME, "bank_income"):
        remedy = 'Set it to `["bank"]`, or to `["payroll"]` and remove `bank_income`'
    if request.obj(INCOME) is not None and not request.has(*SOURCES):
        yield missing(*SOURCES, help=remedy)
    elif request.get(*SOURCES) == []:
        yield at(*SOURCES, help=remedy)


@rule("LC512", missing=BANK_OBJECT, needs=NEEDS, source=BANK_OBJECT, covers="C322")
def bank_income_missing(request: LinkRequest) -> bool:
    """Missing `income_verification.bank_income`, which the source `bank` requires.

    Help: Add it with `days_requested`, for example 120.
    Why: With `income_verification` in `products` and `bank` as the source, the reference requires
        `bank_income`, which sets how many days of history to fetch.
    Bad: income {"income_verification": {"income_source_types": ["bank"]}}
    Good: income
    """
    return "bank" in _sources(request) and request.initial(INCOME)


@rule(
    "LC513",
    severity=WARNING,
    evidence=INFERRED,
    needs=NEEDS,
    source=tuple(f"{INCOME}.{name}" for name in MISPLACED.values()),
    covers="C325 C326",
)
def income_options_of_other_source(request: LinkRequest) -> Findings:
    """`bank_income` or `payroll_income` has no effect with the other source.

    Help: Remove it, or change the source.
    Why: Each object contains the options of one source; sessions with the other do not read it.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"],
        "bank_income": {"days_requested": 120}}}
    Good: payroll
    Good: income
    """
    for source, name in MISPLACED.items():
        if _sources(request) == {source} and request.has(INCOME, name):
            message = f"`{INCOME}.{name}` has no effect with the source `{source}`"
            yield member(INCOME, name, message=message)


bounded(
    "LC514",
    "bank-income-days-few",
    f"{BANK_OBJECT}.days_requested",
    low=120,
    when=~_only("payroll"),
    severity=INFO,
    needs=NEEDS,
    source=BANK_INCOME,
    covers="C324",
    message="`bank_income.days_requested` is {value}, but the Bank Income guide uses {low}",
    doc="""`bank_income.days_requested` is less than 120.

    Help: Set it to at least 120, so that infrequent income is not missed.
    Why: The Bank Income guide requests 120 days, which covers several months of pay.
    Bad: income {"income_verification": {"income_source_types": ["bank"],
        "bank_income": {"days_requested": 30}}}
    Good: income
    """,
)


OLD_FLAG = (INCOME, "bank_income", "enable_multiple_items")


@rule(
    "LC515",
    field="enable_multi_item_link",
    severity=WARNING,
    evidence=INFERRED,
    needs=(*NEEDS, "enable_multi_item_link"),
    source=".".join(OLD_FLAG),
    covers="C328",
)
def multi_item_flags_disagree(new: bool, request: LinkRequest) -> Finding | bool:
    """`enable_multi_item_link` contradicts `bank_income.enable_multiple_items`, which it replaces.

    Help: Set `enable_multi_item_link` to the value you want, and remove `enable_multiple_items`.
    Why: The new flag has replaced the old one; which one takes precedence is not documented.
    Bad: income {"enable_multi_item_link": false, "income_verification": {
        "income_source_types": ["bank"],
        "bank_income": {"days_requested": 120, "enable_multiple_items": true}}}
    Good: income {"enable_multi_item_link": true}
    """
    old = request.get(*OLD_FLAG)
    if not isinstance(old, bool) or old is new:
        return False
    return here(related=(Related(to_pointer(OLD_FLAG), "has the opposite value"),))


# -- existing Items and reports -------------------------------------------------------------------

forbids(
    "LC516",
    "income-access-tokens-without-payroll",
    f"{INCOME}.access_tokens",
    when=_only_bank,
    severity=WARNING,
    needs=NEEDS,
    source=f"{INCOME}.access_tokens",
    covers="C329",
    doc="""`income_verification.access_tokens` has no effect with the source `bank`.

    Help: Remove it, or change the source to `payroll` and remove `bank_income`.
    Why: Plaid compares the Items with documents that the user uploads, and Bank Income has no
        uploads. The reference says to use the field only with `payroll`.
    Bad: income {"income_verification": {"income_source_types": ["bank"],
        "bank_income": {"days_requested": 120},
        "access_tokens": ["access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"]}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"],
        "access_tokens": ["access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"]}}
    """,
)


@rule("LC517", severity=INFO, needs=NEEDS, source=f"{INCOME}.access_tokens", covers="C330")
def income_adds_transactions(request: LinkRequest) -> Findings:
    """`income_verification.access_tokens` adds `transactions`, which Plaid bills, to Items.

    Help: List only Items that may get `transactions`.
    Why: Plaid reads the transactions of these Items, and initializes (and bills) `transactions` on
        each Item that does not have it.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"],
        "access_tokens": ["access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"]}}
    Good: payroll
    """
    path = (INCOME, "access_tokens")
    if request.items(*path) and _sources(request) != {"bank"}:
        yield at(*path)


forbids(
    "LC518",
    "asset-report-skips-bank-flow",
    f"{INCOME}.asset_report_id",
    when=_only_bank,
    severity=INFO,
    needs=NEEDS,
    source=f"{INCOME}.asset_report_id",
    covers="C331",
    doc="""`income_verification.asset_report_id` makes Link skip linking a bank.

    Help: Remove it if the user should link a bank.
    Why: The Asset Report verifies the user, so Link skips the panes for linking a bank, and options
        about banks and accounts have no effect.
    Bad: income {"income_verification": {"income_source_types": ["bank"],
        "bank_income": {"days_requested": 120},
        "asset_report_id": "028e8404-a013-4a45-ac9e-002482f9cafc"}}
    Good: income
    """,
)

# -- payroll and documents -----------------------------------------------------------------------


@rule(
    "LC519",
    severity=WARNING,
    evidence=INFERRED,
    needs=NEEDS,
    source=tuple(f"{'.'.join(PAYROLL)}.{name}" for name in ("is_update_mode", "item_id_to_update")),
    covers="C334",
)
def payroll_update_incomplete(request: LinkRequest) -> Findings:
    """Only one of `payroll_income.is_update_mode` and `item_id_to_update` is set.

    Why: The first says that a payroll Item is updated, the second says which; both are needed.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"], "payroll_income": {
        "is_update_mode": false, "item_id_to_update": "Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"}}}
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"], "payroll_income": {
        "is_update_mode": true}}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"], "payroll_income": {
        "is_update_mode": true, "item_id_to_update": "Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"}}}
    """
    mode, item = (*PAYROLL, "is_update_mode"), (*PAYROLL, "item_id_to_update")
    if _only_bank(request):
        return
    if request.flag(*mode) and not request.has(*item):
        yield missing(
            *item,
            message="Missing `payroll_income.item_id_to_update`, which `is_update_mode` requires",
            help="Add the ID of the payroll Item to update",
        )
    elif request.has(*item) and not request.has(*mode):
        yield missing(
            *mode,
            message="Missing `payroll_income.is_update_mode`, which `item_id_to_update` requires",
            help="Set it to `true`",
        )
    elif request.has(*item) and request.get(*mode) is False:
        yield at(
            *mode,
            message="`payroll_income.is_update_mode` is `false`, but `item_id_to_update` is set",
            help="Set it to `true`, or remove `item_id_to_update`",
        )


PARSING = (*PAYROLL, "parsing_config")


@rule("LC520", severity=WARNING, needs=NEEDS, source=(".".join(PARSING), DOCUMENTS), covers="C336")
def document_parsing_turned_off(request: LinkRequest) -> Findings:
    """`payroll_income.parsing_config` without `ocr` turns off the parsing of documents.

    Help: Add `ocr`.
    Why: Plaid parses documents by default, but a list without `ocr` turns that off, so no income is
        read from them.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"],
        "payroll_income": {"parsing_config": ["risk_signals"]}}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"],
        "payroll_income": {"parsing_config": ["ocr", "risk_signals"]}}}
    """
    if _only_bank(request) or not _uploads(request):
        return
    if set(_texts(request, "parsing_config")) == {"risk_signals"}:
        fix = addition(*PARSING, "-", value="ocr", description="Add `ocr`", safe=False)
        yield at(*PARSING, fix=fix)


@rule(
    "LC521",
    severity=WARNING,
    evidence=INFERRED,
    needs=NEEDS,
    source=".".join(PARSING),
    covers="C337",
)
def parsing_without_documents(request: LinkRequest) -> Findings:
    """`parsing_config` has no effect without `payroll_document_income` in `flow_types`.

    Help: Add `payroll_document_income` to `flow_types`, or remove `parsing_config`.
    Why: With digital payroll alone, the user uploads nothing, so there is nothing to parse.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"], "payroll_income": {
        "flow_types": ["payroll_digital_income"], "parsing_config": ["ocr"]}}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"], "payroll_income": {
        "flow_types": ["payroll_document_income"], "parsing_config": ["ocr"]}}}
    """
    if _only_bank(request) or _uploads(request):
        return
    if _texts(request, "parsing_config"):
        yield member(*PARSING)


def _texts(request: LinkRequest, name: str) -> list[str]:
    return [entry for _, entry in request.texts(*PAYROLL, name)]


def _uploads(request: LinkRequest) -> bool:
    """True unless the flows are only digital; without a list, users see both."""
    return set(_texts(request, "flow_types")) != {"payroll_digital_income"}


# -- stated income -------------------------------------------------------------------------------


@rule(
    "LC522",
    severity=WARNING,
    evidence=INFERRED,
    needs=NEEDS,
    source=f"{STATED}.pay_annual",
    covers="C341",
)
def stated_income_negative(request: LinkRequest) -> Findings:
    """`pay_per_cycle` or `pay_annual` is negative.

    Help: Send a positive amount, or remove it.
    Why: Both fields state what the user earns.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"],
        "stated_income_sources": [{"category": "SALARY", "pay_annual": -1}]}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"],
        "stated_income_sources": [{"category": "SALARY", "pay_annual": 60000}]}}
    """
    for name in ("pay_per_cycle", "pay_annual"):
        for path, value in request.each(f"{STATED}[].{name}"):
            amount = _amount(value)
            if amount is not None and amount < 0:
                yield at(*path, message=f"`{name}` must not be negative")


@rule(
    "LC523",
    severity=INFO,
    evidence=INFERRED,
    needs=NEEDS,
    source=f"{STATED}.pay_frequency",
    covers="C342",
)
def stated_income_inconsistent(request: LinkRequest) -> Findings:
    """`pay_annual` does not match `pay_per_cycle` and `pay_frequency`.

    Help: Correct one of the three values.
    Why: A year has 52 weeks or 12 months of pay; an amount that is far off is usually a mistake.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"],
        "stated_income_sources": [{"pay_frequency": "MONTHLY", "pay_per_cycle": 5000,
        "pay_annual": 5000}]}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"],
        "stated_income_sources": [{"pay_frequency": "MONTHLY", "pay_per_cycle": 5000,
        "pay_annual": 60000}]}}
    Note: A difference of up to 5 percent is allowed.
    """
    for path, source in request.each(f"{STATED}[]"):
        if not isinstance(source, dict):
            continue
        frequency = source.get("pay_frequency")
        cycles = CYCLES.get(frequency) if isinstance(frequency, str) else None
        cycle, annual = _amount(source.get("pay_per_cycle")), _amount(source.get("pay_annual"))
        if cycles is None or cycle is None or annual is None:
            continue
        if not (0 < cycle <= LARGEST and 0 <= annual <= LARGEST):
            continue
        if abs(annual - cycle * cycles) > TOLERANCE * cycle * cycles:
            message = f"`pay_annual` is not about {cycles} times `pay_per_cycle` ({frequency})"
            yield at(*path, "pay_annual", message=message)


def _amount(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value
