"""`institution_data` and `institution_id`: which bank Link highlights."""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Severity
from linkcheck.engine.relations import not_both
from linkcheck.engine.rule import Findings, at, removal, replacement, rule
from linkcheck.rules.formats import aba, tokens
from linkcheck.rules.request import LinkRequest

ROUTING_NUMBER = "institution_data.routing_number"
IDS = (("institution_id",), ("institution_data", "institution_id"))


@rule(
    "LC435",
    "routing-number-invalid",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="institution_data",
    source=ROUTING_NUMBER,
    covers="C284",
)
def routing_number_invalid(request: LinkRequest) -> Findings:
    """`institution_data.routing_number` is no ABA routing number.

    Why: A routing number has nine digits, the last of which follows from the others. Plaid does not
        refuse another number; it highlights nothing.
    Bad: {"institution_data": {"routing_number": "123456789"}}
    Good: {"institution_data": {"routing_number": "021000021"}}
    """
    number = request.text("institution_data", "routing_number")
    if number and not aba.is_valid(number):
        lost_zero, fix = "", None
        if len(number) == 8 and aba.is_valid(f"0{number}"):
            lost_zero = " A leading zero may be lost."
            fix = replacement(
                *("institution_data", "routing_number"),
                value=f"0{number}",
                description="Put the leading zero back",
                safe=False,
            )
        yield at(
            "institution_data",
            "routing_number",
            message="`institution_data.routing_number` is no ABA routing number (nine digits with "
            f"a check digit), so that no bank is highlighted.{lost_zero} Correct it, or remove it.",
            fix=fix,
        )


@rule(
    "LC436",
    "routing-number-outside-us",
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    needs=("institution_data", "country_codes"),
    source=ROUTING_NUMBER,
    covers="C285",
)
def routing_number_outside_us(request: LinkRequest) -> Findings:
    """`institution_data.routing_number` is given, but `US` is not in `country_codes`.

    Why: Only banks in the US have routing numbers, and Link shows those of `country_codes` only.
    Bad: {"country_codes": ["GB"], "institution_data": {"routing_number": "021000021"}}
    Good: {"institution_data": {"routing_number": "021000021"}}
    """
    countries = request.countries
    if request.text("institution_data", "routing_number") and countries and "US" not in countries:
        yield at(
            "institution_data",
            "routing_number",
            key=True,
            message="`institution_data.routing_number` highlights a bank in the US, but `US` is "
            "not in `country_codes`. Remove it, or add the country.",
        )


@rule(
    "LC437",
    "institution-data-empty",
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    on="institution_data",
    source="institution_data",
    covers="C287",
)
def institution_data_empty(request: LinkRequest) -> Findings:
    """`institution_data` has no content.

    Why: Without an institution id or a routing number there is nothing to highlight.
    Bad: {"institution_data": {}}
    Good: {"institution_data": {"routing_number": "021000021"}}
    """
    data = request.obj("institution_data")
    if data is not None and all(value is None for value in data.values()):
        yield at(
            "institution_data",
            message="`institution_data` is empty and does nothing. Add `institution_id` or "
            "`routing_number`, or leave the object out.",
            fix=removal("institution_data"),
        )


not_both(
    "LC438",
    "routing-number-without-effect",
    "institution_data.institution_id",
    ROUTING_NUMBER,
    severity=Severity.INFO,
    source=("institution_data", "https://github.com/plaid/plaid-python"),
    covers="C288",
    message="`institution_data.routing_number` is only read if the institution of "
    "`institution_data.institution_id` is unknown or unavailable. Keep one of the two, unless you "
    "want the fallback.",
    doc="""`institution_data` names the institution both by its id and by a routing number.

    Why: `institution_id` takes precedence; the routing number is only a fallback.
    Bad: {"institution_data": {"institution_id": "ins_3", "routing_number": "021000021"}}
    Good: {"institution_data": {"institution_id": "ins_3"}}
    Note: `institution_data.institution_id` is in closed beta.
    """,
)


@rule(
    "LC439",
    "institution-id-form",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on=("institution_id", "institution_data"),
    source="https://plaid.com/docs/errors/invalid-input/",
    covers="C290",
    plaid="INVALID_INSTITUTION",
)
def institution_id_form(request: LinkRequest) -> Findings:
    """An institution id does not have the form of Plaid's ids.

    Why: The ids of institutions are `ins_` and digits, as in `ins_109508`.
    Bad: {"institution_id": "3"}
    Good: {"institution_id": "ins_3"}
    """
    for path in IDS:
        identifier = request.text(*path)
        if not identifier:
            continue
        token = tokens.parse(identifier)
        if token is None or token.kind != "institution_id" or not token.well_formed:
            yield at(
                *path,
                message=f"`{'.'.join(path)}` is no institution id: those are `ins_` and digits, "
                "such as `ins_109508`. Take it from `/institutions/get`.",
            )
