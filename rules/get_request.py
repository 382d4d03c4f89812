"""The request of `/link/token/get`: its token. For its credentials see envelope.py."""

from __future__ import annotations

from linkcheck.documents import Document
from linkcheck.engine.finding import Evidence
from linkcheck.engine.rule import Findings, at, plaid_error, rule
from linkcheck.engine.view import View
from linkcheck.rules.formats.tokens import is_placeholder, parse

INVALID_INPUT = "https://plaid.com/docs/errors/invalid-input/"
KINDS = {
    "access_token": "an access token",
    "public_token": "a public token",
    "user_token": "a user token",
    "processor_token": "a processor token",
    "user_id": "the id of a user",
}


@rule(
    "LC740",
    "get-link-token-form",
    document=Document.GET_REQUEST,
    evidence=Evidence.OBSERVED,
    on="link_token",
    source="link_token",
    covers="C482",
    plaid="INVALID_LINK_TOKEN",
)
def get_link_token_form(view: View) -> Findings:
    """`link_token` is something other than a Link token.

    Why: Sessions are looked up by the token that `/link/token/create` returned, which reads
        `link-<environment>-<identifier>`. Plaid was seen to refuse other texts.
    Bad: get-request {"link_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Bad: get-request {"link_token": "https://secure.plaid.com/hl/12345"}
    Good: get-request {"link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"}
    """
    text = view.text("link_token")
    if not text or is_placeholder(text):
        return
    token = parse(text)
    if token is not None and token.kind == "link_token" and token.well_formed:
        return
    if token is not None and token.kind != "link_token":
        what = f"is {KINDS.get(token.kind, 'another kind of token or id')}, not a Link token"
    elif text.startswith(("http://", "https://")):
        what = "is a URL, not a Link token"
    else:
        what = "does not have the form `link-<environment>-<identifier>`"
    yield at(
        "link_token",
        message=f"`link_token` {what}. Send the `link_token` that `/link/token/create` returned.",
        plaid_error=None if token is not None else plaid_error("INVALID_FIELD"),
    )


@rule(
    "LC741",
    "get-link-token-environment",
    document=Document.GET_REQUEST,
    needs=("link_token", "@environment"),
    source=INVALID_INPUT,
    covers="C483",
    plaid="INVALID_LINK_TOKEN",
)
def get_link_token_environment(view: View) -> Findings:
    """`link_token` belongs to another environment than the one that is called.

    Why: Tokens are known only to the environment that made them.
    Bad: get-request {"link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"}
    Good: get-request {"link_token": "link-production-af1a0311-da53-4636-b754-dd15cc058176"}
    Context: environment=production
    """
    token = parse(view.text("link_token") or "")
    called = view.context.environment
    if token is None or token.kind != "link_token" or token.environment_gone:
        return
    if token.environment is not None and token.environment != called:
        yield at(
            "link_token",
            message=f"`link_token` is of the {token.environment} environment, but {called} is "
            "called, which does not know it. Call the host of the token's environment, or send a "
            "token made there.",
        )
