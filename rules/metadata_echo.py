"""The `metadata` of a `/link/token/get` response: the echo of the request."""

from __future__ import annotations

from typing import Any

from linkcheck.engine.finding import Evidence, Severity
from linkcheck.engine.relations import known_values
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.engine.view import View
from linkcheck.rules.data.accounts import KNOWN_SUBTYPES
from linkcheck.rules.data.languages import one_language
from linkcheck.rules.data.products import COUNTRY_CODES, PRODUCTS
from linkcheck.rules.data.responses import (
    INITIAL_PRODUCTS,
)
from linkcheck.rules.response import (
    GET,
    request_of,
)

# -- the echo of the request ---------------------------------------------------------------------

known_values(
    "LC841",
    "initial-product-unknown",
    ["metadata.initial_products[]"],
    known=INITIAL_PRODUCTS | PRODUCTS.keys(),
    document=GET,
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    source="metadata.initial_products",
    covers="C536",
    message="`initial_products` has an entry that is no product Plaid documents.",
    doc="""`metadata.initial_products` names a product that is not documented.

    Why: The echo holds what the request may name, which is more than the twelve values listed.
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
    evidence=Evidence.INFERRED,
    source="metadata.country_codes",
    covers="C537",
    message="`country_codes` has an entry that is not a country of Link.",
    doc="""`metadata.country_codes` names a country that Link does not support.

    Why: The echo repeats the request, and Plaid refuses a request for another country: this answer
        was made up or altered, or Plaid has added a country.
    Bad: get-response {"metadata": {"client_name": "Wonderwallet", "country_codes": ["UK"],
        "initial_products": ["auth"], "language": "en", "redirect_uri": null, "webhook": null}}
    Good: get-response
    """,
)


@rule(
    "LC845",
    "metadata-subtype-unknown",
    document=GET,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="metadata",
    source="metadata.account_filters",
    covers="C537",
)
def metadata_subtype_unknown(view: View) -> Findings:
    """`metadata.account_filters` names a subtype that its filter does not take.

    Why: The echo repeats the request, and Plaid refuses a request with another subtype: this answer
        was made up or altered, or Plaid has added a subtype.
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
                yield at(
                    *path,
                    message="`account_subtypes` has an entry that is not a subtype of this filter.",
                )


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
"""Members of the request, each with the member of ``metadata`` that repeats it."""


@rule(
    "LC842",
    "metadata-differs",
    document=GET,
    severity=Severity.WARNING,
    needs=("metadata", "@request"),
    source="metadata",
    covers="C537",
)
def metadata_differs(view: View) -> Findings:
    """`metadata` do not repeat what the request said.

    Why: They hold the arguments of the create request. A difference means that the response belongs
        to another request, or that the request was changed on its way.
    Bad: get-response {"metadata": {"client_name": "Wonderwallet", "country_codes": ["US"],
        "initial_products": ["auth"], "language": "fr", "redirect_uri": null, "webhook": null}}
    Good: get-response
    Context: request={"language": "en"}
    """
    request = request_of(view)
    if request is None:
        return
    for sent, echoed in ECHOED.items():
        told = next((value for _, value in request.each(sent)), None)  # if it is known
        repeated = view.get("metadata", echoed)
        if sent == "language":
            told, repeated = one_language(told), one_language(repeated)
        if told and repeated is not None and _unordered(told) != _unordered(repeated):
            yield at(
                "metadata",
                echoed,
                message=f"`metadata.{echoed}` differs from `{sent}` of the request. Check that "
                "this response answers that request.",
            )


def _unordered(value: Any) -> Any:
    """The value without nulls, and with the entries of arrays in order, each once."""
    if isinstance(value, dict):
        return {k: _unordered(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return sorted({repr(_unordered(entry)) for entry in value})
    return value


@rule(
    "LC843",
    "link-token-differs",
    document=GET,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=("link_token", "@request"),
    source="link_token",
    covers="C561",
)
def link_token_differs(view: View) -> Findings:
    """`link_token` of the response is not the one that was asked for.

    Why: The response repeats the token of its request. This can be told only if the request at hand
        is that of `/link/token/get`.
    Bad: get-response {"link_token": "link-production-af1a0311-da53-4636-b754-dd15cc058176"}
    Good: get-response
    Context: request={"link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"}
    """
    request = request_of(view)
    asked = request.text("link_token") if request is not None else None
    if asked and view.text("link_token") not in (None, asked):
        yield at(
            "link_token",
            message="`link_token` is not the token that was asked for. Check that this response "
            "answers that request.",
        )
