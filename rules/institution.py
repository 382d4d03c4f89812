"""`institution_data` and `institution_id`: which bank Link highlights."""

from __future__ import annotations

from typing import Any

from linkcheck.engine.finding import INFERRED, INFO, WARNING
from linkcheck.engine.relations import each_value, not_both
from linkcheck.engine.rule import Finding, here, removal, replacement, rule
from linkcheck.rules.formats import aba, tokens
from linkcheck.rules.request import LinkRequest

ROUTING_NUMBER = "institution_data.routing_number"


@rule("LC435", field=ROUTING_NUMBER, severity=WARNING, evidence=INFERRED, covers="C284")
def routing_number_invalid(number: str) -> bool | Finding:
    """`institution_data.routing_number` is not a valid ABA routing number.

    Help: Correct it, or remove it.
    Why: A routing number has nine digits, and the last is a check digit. Plaid does not refuse
        another number, but Link then highlights no bank.
    Bad: {"institution_data": {"routing_number": "123456789"}}
    Good: {"institution_data": {"routing_number": "021000021"}}
    """
    if number == "" or aba.is_valid(number):
        return False
    whole = f"0{number}"
    if len(number) != 8 or not aba.is_valid(whole):
        return True
    add_zero = replacement(
        *ROUTING_NUMBER.split("."), value=whole, description="Put the leading zero back", safe=False
    )
    return here(help="Put the leading zero back", fix=add_zero)


@rule(
    "LC436",
    field=ROUTING_NUMBER,
    key=True,
    severity=INFO,
    evidence=INFERRED,
    needs="country_codes",
    covers="C285",
)
def routing_number_outside_us(number: str, request: LinkRequest) -> bool:
    """`institution_data.routing_number` has no effect without `US` in `country_codes`.

    Help: Remove it, or add `US` to `country_codes`.
    Why: Only banks in the US have routing numbers, and Link shows only banks in `country_codes`.
    Bad: {"country_codes": ["GB"], "institution_data": {"routing_number": "021000021"}}
    Good: {"institution_data": {"routing_number": "021000021"}}
    """
    countries = request.countries
    return number != "" and bool(countries) and "US" not in countries


@rule(
    "LC437",
    field="institution_data",
    severity=INFO,
    evidence=INFERRED,
    source="institution_data",
    covers="C287",
)
def institution_data_empty(data: dict[str, Any]) -> bool | Finding:
    """`institution_data` is empty and has no effect.

    Help: Add `institution_id` or `routing_number`, or remove the object.
    Why: Without an institution ID or a routing number, Link cannot highlight a bank.
    Bad: {"institution_data": {}}
    Good: {"institution_data": {"routing_number": "021000021"}}
    """
    is_empty = all(value is None for value in data.values())
    return is_empty and here(fix=removal("institution_data"))


not_both(
    "LC438",
    "routing-number-without-effect",
    "institution_data.institution_id",
    ROUTING_NUMBER,
    severity=INFO,
    source=("institution_data", "https://github.com/plaid/plaid-python"),
    covers="C288",
    doc="""`institution_data.routing_number` is only a fallback for `institution_id`.

    Help: Keep one of the two, unless you want the fallback.
    Why: `institution_id` takes precedence; Plaid reads the routing number only if that institution
        is unknown or unavailable.
    Bad: {"institution_data": {"institution_id": "ins_3", "routing_number": "021000021"}}
    Good: {"institution_data": {"institution_id": "ins_3"}}
    Note: `institution_data.institution_id` is in closed beta.
    """,
)


def _is_other_id(value: Any) -> bool:
    if not isinstance(value, str) or value == "":
        return False
    token = tokens.parse(value)
    return token is None or token.kind != "institution_id" or not token.well_formed


each_value(
    "LC439",
    "institution-id-form",
    ["institution_id", "institution_data.institution_id"],
    wrong=_is_other_id,
    severity=WARNING,
    evidence=INFERRED,
    source="https://plaid.com/docs/errors/invalid-input/",
    covers="C290",
    plaid="INVALID_INSTITUTION",
    doc="""`institution_id` does not have the form `ins_` and digits.

    Help: Use an ID from `/institutions/get`, such as `ins_109508`.
    Why: The IDs of institutions are `ins_` and digits, as in `ins_109508`.
    Bad: {"institution_id": "3"}
    Good: {"institution_id": "ins_3"}
    """,
)
