"""The request of `/link/token/get`: its token. For its credentials see envelope.py."""

from __future__ import annotations

from linkcheck.documents import Document
from linkcheck.engine.finding import OBSERVED
from linkcheck.engine.rule import Finding, here, plaid_error, rule
from linkcheck.engine.view import View
from linkcheck.rules.formats.tokens import is_placeholder, parse

INVALID_INPUT = "https://plaid.com/docs/errors/invalid-input/"
KINDS = {
    "access_token": "an access token",
    "public_token": "a public token",
    "user_token": "a user token",
    "processor_token": "a processor token",
    "user_id": "a user ID",
}


@rule(
    "LC740",
    field="link_token",
    document=Document.GET_REQUEST,
    evidence=OBSERVED,
    covers="C482",
    plaid="INVALID_LINK_TOKEN",
)
def get_link_token_form(text: str) -> bool | Finding:
    """`link_token` is not a Link token.

    Help: Use the `link_token` that `/link/token/create` returned.
    Why: Plaid finds a session by the token that `/link/token/create` returned, which has the form
        `link-<environment>-<identifier>`. Plaid has refused other strings.
    Bad: get-request {"link_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Bad: get-request {"link_token": "https://secure.plaid.com/hl/12345"}
    Good: get-request {"link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"}
    """
    if text == "" or is_placeholder(text):
        return False
    token = parse(text)
    if token is not None and token.kind == "link_token" and token.well_formed:
        return False
    if token is not None and token.kind != "link_token":
        what = f"is {KINDS.get(token.kind, 'another kind of token or ID')}, not a Link token"
    elif text.startswith(("http://", "https://")):
        what = "is a URL, not a Link token"
    else:
        what = "does not have the form `link-<environment>-<identifier>`"
    refusal = None if token is not None else plaid_error("INVALID_FIELD")
    return here(f"`link_token` {what}", plaid_error=refusal)


@rule(
    "LC741",
    field="link_token",
    document=Document.GET_REQUEST,
    needs="@environment",
    source=INVALID_INPUT,
    covers="C483",
    plaid="INVALID_LINK_TOKEN",
)
def get_link_token_environment(text: str, view: View) -> bool | Finding:
    """`link_token` belongs to another environment than the one that the request calls.

    Help: Call the host of the token's environment, or use a token of the environment you call.
    Why: Only the environment that created a token knows it.
    Bad: get-request {"link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"}
    Good: get-request {"link_token": "link-production-af1a0311-da53-4636-b754-dd15cc058176"}
    Context: environment=production
    """
    token = parse(text)
    called = view.context.environment
    if token is None or token.kind != "link_token" or token.environment_gone:
        return False
    return token.environment not in (None, called) and here(
        f"`link_token` belongs to {token.environment}, but the request calls {called}"
    )
