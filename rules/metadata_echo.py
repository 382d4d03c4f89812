"""The `metadata` of a `/link/token/get` response: the echo of the request."""

from __future__ import annotations

from typing import Any

from linkcheck.engine.finding import INFERRED, INFO, WARNING
from linkcheck.engine.relations import known_values
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.engine.view import View
from linkcheck.rules.data.accounts import KNOWN_SUBTYPES
from linkcheck.rules.data.languages import one_language
from linkcheck.rules.data.products import COUNTRY_CODES, PRODUCTS
from linkcheck.rules.data.responses import INITIAL_PRODUCTS
from linkcheck.rules.response import GET, request_of, sent

# -- the echo of the request ---------------------------------------------------------------------

known_values(
    "LC841",
    "initial-product-unknown",
    ["metadata.initial_products[]"],
    known=INITIAL_PRODUCTS | PRODUCTS.keys(),
    document=GET,
    severity=INFO,
    evidence=INFERRED,
    source="metadata.initial_products",
    covers="C536",
    doc="""Unknown value in `metadata.initial_products`.

    Help: Ignore products that your code does not know.
    Why: The field repeats the products of the request, which can be more than the twelve values
        that the reference lists.
    Bad: get-response {"metadata": {"client_name": "Wonderwallet", "country_codes": ["US"],
        "initial_products": ["cars"], "language": "en", "redirect_uri": null, "webhook": null}}
    Good: get-response {"metadata": {"client_name": "Wonderwallet", "country_codes": ["US"],
        "initial_products": ["cra_base_report"], "language": "en", "redirect_uri": null,
        "webhook": null}}
    """,
)
known_values(
    "LC844",
    "metadata-country-unknown",
    ["metadata.country_codes[]"],
    known=COUNTRY_CODES,
    document=GET,
    evidence=INFERRED,
    source="metadata.country_codes",
    covers="C537",
    doc="""Unknown value in `metadata.country_codes`.

    Help: Check that this document comes from Plaid unaltered.
    Why: The field repeats the request, and Plaid refuses a request for another country: the
        response was made up or altered, or Plaid has added a country.
    Bad: get-response {"metadata": {"client_name": "Wonderwallet", "country_codes": ["UK"],
        "initial_products": ["auth"], "language": "en", "redirect_uri": null, "webhook": null}}
    Good: get-response
    """,
)


@rule(
    "LC845",
    document=GET,
    severity=WARNING,
    evidence=INFERRED,
    on="metadata",
    source="metadata.account_filters",
    covers="C537",
)
def metadata_subtype_unknown(view: View) -> Findings:
    """Unknown subtype in `metadata.account_filters`.

    Help: Check that this document comes from Plaid unaltered.
    Why: The field repeats the request, and Plaid refuses a request with another subtype: the
        response was made up or altered, or Plaid has added a subtype.
    Bad: get-response {"metadata": {"client_name": "Wonderwallet", "country_codes": ["US"],
        "initial_products": ["auth"], "language": "en", "redirect_uri": null, "webhook": null,
        "account_filters": {"depository": {"account_subtypes": ["cheking"]}}}}
    Good: get-response {"metadata": {"client_name": "Wonderwallet", "country_codes": ["US"],
        "initial_products": ["auth"], "language": "en", "redirect_uri": null, "webhook": null,
        "account_filters": {"depository": {"account_subtypes": ["checking"]}}}}
    """
    for name, known in KNOWN_SUBTYPES.items():
        for path, subtype in view.each(f"metadata.account_filters.{name}.account_subtypes[]"):
            if isinstance(subtype, str) and subtype and subtype not in known:
                yield at(*path)


ECHOED = {
    "client_name": "client_name",
    "language": "language",
    "webhook": "webhook",
    "redirect_uri": "redirect_uri",
    "country_codes": "country_codes",
    "products": "initial_products",
    "account_filters": "account_filters",
    "institution_data": "institution_data",
}
"""Fields of the request, each with the field of ``metadata`` that repeats it."""


@rule(
    "LC842",
    document=GET,
    severity=WARNING,
    needs=("metadata", "@request"),
    source="metadata",
    covers="C537",
)
def metadata_differs(view: View) -> Findings:
    """A field of `metadata` differs from the request.

    Help: Check that this response answers that request.
    Why: `metadata` repeats the create request. A difference means that the response belongs to
        another request, or that the request changed on its way to Plaid.
    Bad: get-response {"metadata": {"client_name": "Wonderwallet", "country_codes": ["US"],
        "initial_products": ["auth"], "language": "fr", "redirect_uri": null, "webhook": null}}
    Good: get-response
    Context: request={"language": "en"}
    """
    request = request_of(view)
    if request is None:
        return
    for field, echoed in ECHOED.items():
        given = next((value for _, value in request.each(field)), None)  # if it is known
        repeated = view.get("metadata", echoed)
        if field == "language":
            given, repeated = one_language(given), one_language(repeated)
        if given and repeated is not None and _unordered(given) != _unordered(repeated):
            message = f"`metadata.{echoed}` differs from `{field}` of the request"
            yield at("metadata", echoed, message=message)


def _unordered(value: Any) -> Any:
    """Return a value without nulls, and with the entries of arrays sorted and unique."""
    if isinstance(value, dict):
        return {k: _unordered(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return sorted({repr(_unordered(entry)) for entry in value})
    return value


@rule(
    "LC843",
    field="link_token",
    document=GET,
    severity=WARNING,
    evidence=INFERRED,
    needs="@request",
    source="link_token",
    covers="C561",
)
def link_token_differs(token: str, view: View) -> bool:
    """`link_token` differs from that of the request.

    Help: Check that this response answers that request.
    Why: The response repeats the token of its request. Applies only if the known request is that
        of `/link/token/get`.
    Bad: get-response {"link_token": "link-production-af1a0311-da53-4636-b754-dd15cc058176"}
    Good: get-response
    Context: request={"link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"}
    """
    return (sent(view, "link_token") or token) != token
