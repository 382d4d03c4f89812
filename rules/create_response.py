"""The response of `/link/token/create`, and what other answers of Plaid share with it."""

from __future__ import annotations

from linkcheck.documents import Document
from linkcheck.engine.finding import Evidence, Severity
from linkcheck.engine.relations import each_value
from linkcheck.engine.rule import Findings, at, missing, rule
from linkcheck.engine.view import View
from linkcheck.rules.formats.dates import parse_date_time
from linkcheck.rules.formats.tokens import parse
from linkcheck.rules.response import ANSWERS, has_passed, is_not, request_of

INVALID_INPUT = "https://plaid.com/docs/errors/invalid-input/"

# -- link_token --------------------------------------------------------------------------------

each_value(
    "LC800",
    "response-link-token-form",
    ["link_token"],
    wrong=is_not("link_token"),
    document=ANSWERS,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    source="link_token",
    covers="C496",
    message="`link_token` does not have the form `link-<environment>-<identifier>` of Link tokens. "
    "Check that this is an unaltered answer of Plaid.",
    doc="""`link_token` of an answer does not look like a Link token.

    Why: Every Link token that was seen begins with `link-`, names its environment and ends with an
        identifier. Another text points to a mock or to an altered answer.
    Bad: create-response {"link_token": "abc"}
    Bad: session-finished {"link_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: create-response
    """,
)


@rule(
    "LC801",
    "response-of-other-environment",
    document=ANSWERS,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=("link_token", "@environment"),
    source=INVALID_INPUT,
    covers="C496",
)
def response_of_other_environment(view: View) -> Findings:
    """`link_token` of an answer names another environment than the one that was called.

    Why: Plaid's answers hold tokens of the environment that was called; this answer comes from
        elsewhere, and its tokens will be refused.
    Bad: create-response
    Good: create-response {"link_token": "link-production-af1a0311-da53-4636-b754-dd15cc058176"}
    Context: environment=production
    """
    token = parse(view.text("link_token") or "")
    called = view.context.environment
    if token is None or token.kind != "link_token":
        return
    if token.environment is not None and token.environment != called:
        yield at(
            "link_token",
            message=f"`link_token` is of the {token.environment} environment, not of {called}. Use "
            "it with the environment that made it, or fetch a new one.",
        )


@rule(
    "LC802",
    "link-token-expired",
    document=Document.CREATE_RESPONSE,
    severity=Severity.WARNING,
    needs=("expiration", "@today"),
    source=INVALID_INPUT,
    covers="C492",
    plaid="INVALID_LINK_TOKEN",
)
def link_token_expired(view: View) -> Findings:
    """The token had expired before today.

    Why: Link does not start with an expired token. Sessions of Identity Verification do, so that
        nothing is said where the request is known to ask for it.
    Bad: create-response {"expiration": "2020-03-27T12:56:34Z"}
    Good: create-response {"expiration": "2025-07-01T16:00:00Z"}
    Context: today=2025-07-01
    """
    today = view.context.today
    moment = parse_date_time(view.text("expiration") or "")
    if today is None or moment is None or not has_passed(moment, today):
        return
    request = request_of(view)
    if request is None or not request.uses("identity_verification"):
        yield at(
            "expiration",
            message="The token expired before today, and Link does not start with it. Make a new "
            "one for each session.",
        )


# -- hosted_link_url and user_id -----------------------------------------------------------------


@rule(
    "LC803",
    "hosted-link-url-missing",
    document=Document.CREATE_RESPONSE,
    severity=Severity.WARNING,
    needs="@request",
    source="hosted_link_url",
    covers="C494",
)
def hosted_link_url_missing(view: View) -> Findings:
    """The request asked for Hosted Link, but the response has no `hosted_link_url`.

    Why: A `hosted_link` object in the request, be it empty, makes Plaid return the URL of the
        hosted session. Without it, the response belongs to another request, or the object was
        lost on the way.
    Bad: create-response
    Good: create-response {"hosted_link_url": "https://secure.plaid.com/hl/12345"}
    Context: request={"hosted_link": {}}
    """
    request = request_of(view)
    if request is not None and request.has("hosted_link") and not view.has("hosted_link_url"):
        yield missing(
            "hosted_link_url",
            message="`hosted_link_url` is missing, though the request has `hosted_link`. Check "
            "that this response answers that request.",
        )


each_value(
    "LC804",
    "response-user-id-form",
    ["user_id"],
    wrong=is_not("user_id"),
    document=(Document.CREATE_RESPONSE, Document.GET_RESPONSE, Document.SESSION_FINISHED),
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    source="user_id",
    covers="C497 C580",
    message="`user_id` does not have the form `usr_...` of the ids that `/user/create` returns. It "
    "is Plaid's id of the user, not your `client_user_id`.",
    doc="""`user_id` of an answer is not an id that `/user/create` returns.

    Why: Plaid's ids of users begin with `usr_`; another text is more likely your own id.
    Bad: create-response {"user_id": "u-1001"}
    Bad: session-finished {"user_id": "u-1001"}
    Good: create-response {"user_id": "usr_9nSp2KuZ2x4JDw"}
    """,
)


@rule(
    "LC805",
    "response-user-id-differs",
    document=(Document.CREATE_RESPONSE, Document.GET_RESPONSE),
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=("user_id", "@request"),
    source="user_id",
    covers="C497",
)
def response_user_id_differs(view: View) -> Findings:
    """`user_id` of the response is not that of the request.

    Why: Plaid returns the user that the request named; another one means that request and response
        do not belong together.
    Bad: create-response {"user_id": "usr_other"}
    Good: create-response {"user_id": "usr_9nSp2KuZ2x4JDw"}
    Context: request={"user_id": "usr_9nSp2KuZ2x4JDw"}
    """
    request = request_of(view)
    sent = request.text("user_id") if request is not None else None
    if sent and view.text("user_id") not in (None, sent):
        yield at(
            "user_id",
            message="`user_id` differs from that of the request. Check that this response answers "
            "that request.",
        )
