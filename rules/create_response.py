"""The response of `/link/token/create`, and what other documents from Plaid share with it."""

from __future__ import annotations

from linkcheck.documents import Document
from linkcheck.engine.finding import INFERRED, WARNING
from linkcheck.engine.relations import each_value
from linkcheck.engine.rule import Finding, here, rule
from linkcheck.engine.view import View
from linkcheck.rules.formats.dates import parse_date_time
from linkcheck.rules.formats.tokens import parse
from linkcheck.rules.response import ANSWERS, has_passed, is_not, request_of, sent

INVALID_INPUT = "https://plaid.com/docs/errors/invalid-input/"

# -- link_token --------------------------------------------------------------------------------

each_value(
    "LC800",
    "response-link-token-form",
    ["link_token"],
    wrong=is_not("link_token"),
    document=ANSWERS,
    severity=WARNING,
    evidence=INFERRED,
    source="link_token",
    covers="C496",
    doc="""`link_token` does not have the form `link-<environment>-<identifier>`.

    Help: Check that this document comes from Plaid unaltered.
    Why: Every known Link token begins with `link-`, names its environment and ends with an
        identifier. Another string points to a mock or to an altered document.
    Bad: create-response {"link_token": "abc"}
    Bad: session-finished {"link_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: create-response
    """,
)


@rule(
    "LC801",
    field="link_token",
    document=ANSWERS,
    severity=WARNING,
    evidence=INFERRED,
    needs="@environment",
    source=INVALID_INPUT,
    covers="C496",
)
def response_of_other_environment(text: str, view: View) -> bool | Finding:
    """`link_token` belongs to another environment than the one that was called.

    Help: Use the token in its own environment, or create another one.
    Why: Plaid's documents contain tokens of the environment that was called. This one comes from
        elsewhere, and Plaid will refuse its tokens.
    Bad: create-response
    Good: create-response {"link_token": "link-production-af1a0311-da53-4636-b754-dd15cc058176"}
    Context: environment=production
    """
    token, called = parse(text), view.context.environment
    if token is None or token.kind != "link_token" or token.environment in (None, called):
        return False
    return here(f"`link_token` belongs to {token.environment}, but the request called {called}")


@rule(
    "LC802",
    field="expiration",
    document=Document.CREATE_RESPONSE,
    severity=WARNING,
    needs="@today",
    source=INVALID_INPUT,
    covers="C492",
    plaid="INVALID_LINK_TOKEN",
)
def link_token_expired(expiration: str, view: View) -> bool:
    """`expiration` is in the past, so Link does not start with this token.

    Help: Create a new token for each session.
    Why: Link does not start with an expired token. Sessions of Identity Verification do, so the
        rule does not apply if the request is known to use that product.
    Bad: create-response {"expiration": "2020-03-27T12:56:34Z"}
    Good: create-response {"expiration": "2025-07-01T16:00:00Z"}
    Context: today=2025-07-01
    """
    today, moment = view.context.today, parse_date_time(expiration)
    if today is None or moment is None or not has_passed(moment, today):
        return False
    request = request_of(view)
    return request is None or not request.uses("identity_verification")


# -- hosted_link_url and user_id -----------------------------------------------------------------


@rule(
    "LC803",
    missing="hosted_link_url",
    document=Document.CREATE_RESPONSE,
    severity=WARNING,
    needs="@request",
    source="hosted_link_url",
    covers="C494",
)
def hosted_link_url_missing(view: View) -> bool:
    """Missing `hosted_link_url`, although the request has `hosted_link`.

    Help: Check that this response answers that request.
    Why: If the request has a `hosted_link` object, even an empty one, Plaid returns the URL of the
        hosted session. Without it, the response belongs to another request, or the object did not
        reach Plaid.
    Bad: create-response
    Good: create-response {"hosted_link_url": "https://secure.plaid.com/hl/12345"}
    Context: request={"hosted_link": {}}
    """
    request = request_of(view)
    return request is not None and request.has("hosted_link") and not view.has("hosted_link_url")


each_value(
    "LC804",
    "response-user-id-form",
    ["user_id"],
    wrong=is_not("user_id"),
    document=(Document.CREATE_RESPONSE, Document.GET_RESPONSE, Document.SESSION_FINISHED),
    severity=WARNING,
    evidence=INFERRED,
    source="user_id",
    covers="C497 C580",
    doc="""`user_id` does not have the form `usr_...` of the IDs that `/user/create` returns.

    Help: Check that it is Plaid's ID of the user, not your `client_user_id`.
    Why: Plaid's user IDs begin with `usr_`; another string is probably your own ID.
    Bad: create-response {"user_id": "u-1001"}
    Bad: session-finished {"user_id": "u-1001"}
    Good: create-response {"user_id": "usr_9nSp2KuZ2x4JDw"}
    """,
)


@rule(
    "LC805",
    field="user_id",
    document=(Document.CREATE_RESPONSE, Document.GET_RESPONSE),
    severity=WARNING,
    evidence=INFERRED,
    needs="@request",
    source="user_id",
    covers="C497",
)
def response_user_id_differs(user_id: str, view: View) -> bool:
    """`user_id` differs from that of the request.

    Help: Check that this response answers that request.
    Why: Plaid returns the user that the request named; another one means that request and response
        do not belong together.
    Bad: create-response {"user_id": "usr_other"}
    Good: create-response {"user_id": "usr_9nSp2KuZ2x4JDw"}
    Context: request={"user_id": "usr_9nSp2KuZ2x4JDw"}
    """
    return (sent(view, "user_id") or user_id) != user_id
