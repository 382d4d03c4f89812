"""`income_verification`: Bank Income, Payroll Income and Document Income.

The object without its product is out of place as a whole, which is a rule of its own.
"""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Fix, Related, Severity
from linkcheck.engine.relations import Condition, bounded, forbids
from linkcheck.engine.rule import Findings, at, member, missing, rule
from linkcheck.engine.view import View
from linkcheck.rules.request import LinkRequest

NEEDS = ("income_verification", "+income_verification")
DOCUMENTS = "https://plaid.com/docs/income/document-income/"
BANK_INCOME = "https://plaid.com/docs/income/bank-income/"
INCOME = "income_verification"
SOURCES = (INCOME, "income_source_types")
PAYROLL = (INCOME, "payroll_income")
MISPLACED = {"payroll": "bank_income", "bank": "payroll_income"}
"""Each source of income with the object that holds the options of the other."""

CYCLES = {"WEEKLY": 52, "BIWEEKLY": 26, "SEMI_MONTHLY": 24, "MONTHLY": 12}
"""How many times a year each `pay_frequency` pays."""
TOLERANCE = 0.05
"""How far a stated annual amount may be off, as a part of the computed one."""
LARGEST = 10**15
"""Amounts beyond are not computed with; floats are exact up to here."""


def _sources(view: View) -> set[str]:
    return {source for _, source in view.texts(*SOURCES)}


def _only(source: str) -> Condition:
    """This is the only source of income that is asked for."""
    return Condition(lambda view: _sources(view) == {source}, frozenset({INCOME}))


_only_bank = _only("bank")


# -- the source of income ------------------------------------------------------------------------


@rule("LC510", "two-income-sources", needs=NEEDS, source=".".join(SOURCES), covers="C319")
def two_income_sources(request: LinkRequest) -> Findings:
    """`income_source_types` names both `bank` and `payroll`.

    Why: The reference allows only one of them for now.
    Bad: income {"income_verification": {"income_source_types": ["bank", "payroll"],
        "bank_income": {"days_requested": 120}}}
    Good: income
    """
    known = [(index, source) for index, source in request.texts(*SOURCES) if source in MISPLACED]
    for index, source in known:
        if source != known[0][1]:
            yield at(
                *SOURCES,
                index,
                message="`income_source_types` takes one source for now. Keep `bank` or `payroll` "
                "with its own options, and ask for the other in a session of its own.",
            )


@rule(
    "LC511",
    "income-source-missing",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=NEEDS,
    source=".".join(SOURCES),
    covers="C321",
)
def income_source_missing(request: LinkRequest) -> Findings:
    """`income_verification` does not say which source of income is asked for.

    Why: Without `income_source_types` it is not defined whether the session is about bank or
        payroll income.
    Bad: income {"income_verification": {"bank_income": {"days_requested": 120}}}
    Bad: income {"income_verification": {"income_source_types": []}}
    Good: income
    """
    remedy = 'Set it to `["payroll"]`, or to `["bank"]` and add `bank_income`.'
    if request.has(INCOME, "bank_income"):
        remedy = 'Set it to `["bank"]`, or to `["payroll"]` and remove `bank_income`.'
    message = f"`income_source_types` does not say which income the user shall share. {remedy}"
    if request.obj(INCOME) is not None and not request.has(*SOURCES):
        yield missing(*SOURCES, message=message)
    elif request.get(*SOURCES) == []:
        yield at(*SOURCES, message=message)


@rule("LC512", "bank-income-missing", needs=NEEDS, source=f"{INCOME}.bank_income", covers="C322")
def bank_income_missing(request: LinkRequest) -> Findings:
    """Bank Income is asked for without `bank_income`.

    Why: With `income_verification` in `products` and `bank` as the source, the reference requires
        `bank_income`, which says how many days of history to fetch.
    Bad: income {"income_verification": {"income_source_types": ["bank"]}}
    Good: income
    """
    if "bank" not in _sources(request) or not request.initial(INCOME):
        return
    if not request.has(INCOME, "bank_income"):
        yield missing(
            INCOME,
            "bank_income",
            message="`bank_income` is missing: it is required with the source `bank`. Add it with "
            "`days_requested`, such as 120.",
        )


@rule(
    "LC513",
    "income-options-of-other-source",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=NEEDS,
    source=tuple(f"{INCOME}.{name}" for name in MISPLACED.values()),
    covers="C325 C326",
)
def income_options_of_other_source(request: LinkRequest) -> Findings:
    """`bank_income` or `payroll_income` is given, but the session asks for the other source.

    Why: The two objects hold the options of one source each; the other session does not read them.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"],
        "bank_income": {"days_requested": 120}}}
    Good: payroll
    Good: income
    """
    for source, name in MISPLACED.items():
        if _sources(request) == {source} and request.has(INCOME, name):
            yield member(
                INCOME,
                name,
                message=f"`{name}` has no effect: the only source in `income_source_types` is "
                f"`{source}`, which does not read it. Remove it, or change the source.",
            )


bounded(
    "LC514",
    "bank-income-days-few",
    f"{INCOME}.bank_income.days_requested",
    low=120,
    when=~_only("payroll"),
    severity=Severity.INFO,
    needs=NEEDS,
    source=BANK_INCOME,
    covers="C324",
    message="`bank_income.days_requested` is {value}. Plaid's own sample asks for {low} days: with "
    "less, income that comes seldom is easily missed.",
    doc="""`bank_income.days_requested` is under 120.

    Why: The guide to Bank Income asks for 120 days, which shows several months of pay.
    Bad: income {"income_verification": {"income_source_types": ["bank"],
        "bank_income": {"days_requested": 30}}}
    Good: income
    """,
)


@rule(
    "LC515",
    "multi-item-flags-disagree",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=(*NEEDS, "enable_multi_item_link"),
    source=f"{INCOME}.bank_income.enable_multiple_items",
    covers="C328",
)
def multi_item_flags_disagree(request: LinkRequest) -> Findings:
    """`enable_multi_item_link` and the older `enable_multiple_items` say different things.

    Why: The first has replaced the second; which one wins where they differ is not documented.
    Bad: income {"enable_multi_item_link": false, "income_verification": {
        "income_source_types": ["bank"],
        "bank_income": {"days_requested": 120, "enable_multiple_items": true}}}
    Good: income {"enable_multi_item_link": true}
    """
    path = (INCOME, "bank_income", "enable_multiple_items")
    old, new = request.get(*path), request.get("enable_multi_item_link")
    if isinstance(old, bool) and isinstance(new, bool) and old is not new:
        yield at(
            "enable_multi_item_link",
            message="`enable_multi_item_link` contradicts `enable_multiple_items`, which it has "
            "replaced. Set `enable_multi_item_link` as you mean it, and remove the other.",
            related=(Related("/" + "/".join(path), "says the opposite"),),
        )


# -- Items and reports that exist ----------------------------------------------------------------

forbids(
    "LC516",
    "income-access-tokens-without-payroll",
    f"{INCOME}.access_tokens",
    when=_only_bank,
    severity=Severity.WARNING,
    needs=NEEDS,
    source=f"{INCOME}.access_tokens",
    covers="C329",
    message="`income_verification.access_tokens` is for the source `payroll`, where uploaded "
    "documents are checked against those Items. Remove it, or change the source to `payroll` and "
    "remove `bank_income`.",
    doc="""`income_verification.access_tokens` is given with the source `bank`.

    Why: The Items are compared with documents that the user uploads, and nothing is uploaded in
        Bank Income. The reference says to use the field only with `payroll`.
    Bad: income {"income_verification": {"income_source_types": ["bank"],
        "bank_income": {"days_requested": 120},
        "access_tokens": ["access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"]}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"],
        "access_tokens": ["access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"]}}
    """,
)


@rule(
    "LC517",
    "income-adds-transactions",
    severity=Severity.INFO,
    needs=NEEDS,
    source=f"{INCOME}.access_tokens",
    covers="C330",
)
def income_adds_transactions(request: LinkRequest) -> Findings:
    """`income_verification.access_tokens` adds Transactions to Items that lack it.

    Why: Plaid reads the transactions of these Items, and initializes (and bills) the product
        `transactions` where that was not done.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"],
        "access_tokens": ["access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"]}}
    Good: payroll
    """
    path = (INCOME, "access_tokens")
    if request.items(*path) and _sources(request) != {"bank"}:
        yield at(
            *path,
            message="After this session `transactions` is initialized, and billed, on each of "
            "these Items that does not have it. Name only Items for which you want that.",
        )


forbids(
    "LC518",
    "asset-report-skips-bank-flow",
    f"{INCOME}.asset_report_id",
    when=_only_bank,
    severity=Severity.INFO,
    needs=NEEDS,
    source=f"{INCOME}.asset_report_id",
    covers="C331",
    message="With `asset_report_id` Link skips linking a bank, so that options about banks and "
    "accounts do nothing. Remove it if the user shall link one.",
    doc="""`asset_report_id` is given for Bank Income.

    Why: The user is verified by the Asset Report, and the panes for linking a bank are skipped.
    Bad: income {"income_verification": {"income_source_types": ["bank"],
        "bank_income": {"days_requested": 120},
        "asset_report_id": "028e8404-a013-4a45-ac9e-002482f9cafc"}}
    Good: income
    """,
)

# -- payroll and documents -----------------------------------------------------------------------


@rule(
    "LC519",
    "payroll-update-incomplete",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=NEEDS,
    source=tuple(f"{'.'.join(PAYROLL)}.{name}" for name in ("is_update_mode", "item_id_to_update")),
    covers="C334",
)
def payroll_update_incomplete(request: LinkRequest) -> Findings:
    """Only one of `is_update_mode` and `item_id_to_update` is set.

    Why: The one says that a payroll Item is updated, the other says which; both are needed.
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
            message="`is_update_mode` is `true`, but `item_id_to_update` does not say which "
            "payroll Item to update. Add it.",
        )
    elif request.has(*item) and not request.has(*mode):
        yield missing(
            *mode,
            message="`item_id_to_update` names an Item, but without `is_update_mode` it is not "
            "updated. Add `is_update_mode` with `true`.",
        )
    elif request.has(*item) and request.get(*mode) is False:
        yield at(
            *mode,
            message="`is_update_mode` is `false`, but `item_id_to_update` names an Item to update. "
            "Set it to `true`, or remove the Item.",
        )


@rule(
    "LC520",
    "document-parsing-turned-off",
    severity=Severity.WARNING,
    needs=NEEDS,
    source=(f"{'.'.join(PAYROLL)}.parsing_config", DOCUMENTS),
    covers="C336",
)
def document_parsing_turned_off(request: LinkRequest) -> Findings:
    """`parsing_config` asks for `risk_signals` alone, which turns the parsing of documents off.

    Why: Documents are parsed by default, but a list without `ocr` ends that: no income is read from
        them.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"],
        "payroll_income": {"parsing_config": ["risk_signals"]}}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"],
        "payroll_income": {"parsing_config": ["ocr", "risk_signals"]}}}
    """
    path = (*PAYROLL, "parsing_config")
    if _only_bank(request) or not _uploads(request):
        return
    if set(_texts(request, "parsing_config")) == {"risk_signals"}:
        patch = {"op": "add", "path": "/".join(("", *path, "-")), "value": "ocr"}
        yield at(
            *path,
            message="`parsing_config` without `ocr` turns the parsing of documents off, so that no "
            "income is read from them. Add `ocr`.",
            fix=Fix("Add `ocr`", (patch,), safe=False),
        )


@rule(
    "LC521",
    "parsing-without-documents",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=NEEDS,
    source=f"{'.'.join(PAYROLL)}.parsing_config",
    covers="C337",
)
def parsing_without_documents(request: LinkRequest) -> Findings:
    """`parsing_config` is given, but `flow_types` leaves out documents.

    Why: With digital payroll alone nothing is uploaded, so there is nothing to parse.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"], "payroll_income": {
        "flow_types": ["payroll_digital_income"], "parsing_config": ["ocr"]}}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"], "payroll_income": {
        "flow_types": ["payroll_document_income"], "parsing_config": ["ocr"]}}}
    """
    if _only_bank(request) or _uploads(request):
        return
    if _texts(request, "parsing_config"):
        yield member(
            *PAYROLL,
            "parsing_config",
            message="`parsing_config` has no effect: `flow_types` does not name "
            "`payroll_document_income`, so nothing is uploaded. Add it, or remove "
            "`parsing_config`.",
        )


def _texts(request: LinkRequest, name: str) -> list[str]:
    return [entry for _, entry in request.texts(*PAYROLL, name)]


def _uploads(request: LinkRequest) -> bool:
    """True unless the flows are digital alone; without a list users see both."""
    return set(_texts(request, "flow_types")) != {"payroll_digital_income"}


# -- stated income -------------------------------------------------------------------------------


@rule(
    "LC522",
    "stated-income-negative",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=NEEDS,
    source=f"{INCOME}.stated_income_sources.pay_annual",
    covers="C341",
)
def stated_income_negative(request: LinkRequest) -> Findings:
    """A stated amount of income is negative.

    Why: `pay_per_cycle` and `pay_annual` are what the user earns.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"],
        "stated_income_sources": [{"category": "SALARY", "pay_annual": -1}]}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"],
        "stated_income_sources": [{"category": "SALARY", "pay_annual": 60000}]}}
    """
    for name in ("pay_per_cycle", "pay_annual"):
        for path, value in request.each(f"{INCOME}.stated_income_sources[].{name}"):
            amount = _amount(value)
            if amount is not None and amount < 0:
                yield at(
                    *path,
                    message=f"`{name}` is negative, but it is an amount of income. Send a positive "
                    "number, or leave it out.",
                )


@rule(
    "LC523",
    "stated-income-inconsistent",
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    needs=NEEDS,
    source=f"{INCOME}.stated_income_sources.pay_frequency",
    covers="C342",
)
def stated_income_inconsistent(request: LinkRequest) -> Findings:
    """The stated annual amount does not follow from the amount per cycle and the frequency.

    Why: The year has 52 weeks or 12 months of pay; a factor that is far off is mostly a slip.
    Bad: payroll {"income_verification": {"income_source_types": ["payroll"],
        "stated_income_sources": [{"pay_frequency": "MONTHLY", "pay_per_cycle": 5000,
        "pay_annual": 5000}]}}
    Good: payroll {"income_verification": {"income_source_types": ["payroll"],
        "stated_income_sources": [{"pay_frequency": "MONTHLY", "pay_per_cycle": 5000,
        "pay_annual": 60000}]}}
    Note: A difference of 5 per cent is let pass.
    """
    for path, source in request.each(f"{INCOME}.stated_income_sources[]"):
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
            yield at(
                *path,
                "pay_annual",
                message=f"`pay_annual` is not about {cycles} times `pay_per_cycle`, as "
                f"`pay_frequency` {frequency} would have it. Check the three values.",
            )


def _amount(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value
