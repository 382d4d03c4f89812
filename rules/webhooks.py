"""The webhooks ITEM_ADD_RESULT, EVENTS and SESSION_FINISHED, and the tokens that they carry."""

from __future__ import annotations

from collections import Counter

from linkcheck.documents import Document
from linkcheck.engine.finding import Evidence, Related, Severity
from linkcheck.engine.relations import each_value
from linkcheck.engine.rule import Findings, at, member, missing, rule
from linkcheck.engine.view import View
from linkcheck.pointer import Path, to_pointer
from linkcheck.rules.formats.tokens import LIVE_ENVIRONMENTS, environment_of
from linkcheck.rules.response import ITEM_PUBLIC_TOKENS, PUBLIC_TOKENS, RESULTS, WEBHOOKS, is_not

INVALID_INPUT = "https://plaid.com/docs/errors/invalid-input/"
CODES = {
    "ITEM_ADD_RESULT": "public_token",
    "EVENTS": "events",
    "SESSION_FINISHED": "status",
}
"""The webhooks of Link sessions, each with the member that only it must have."""


@rule(
    "LC900",
    "webhook-code-unknown",
    document=WEBHOOKS,
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    on="webhook_code",
    source="https://plaid.com/docs/api/webhooks/",
    covers="C563",
)
def webhook_code_unknown(view: View) -> Findings:
    """`webhook_code` is none of the three that the Link endpoints describe.

    Why: Link sends other webhooks too, and Plaid may add more; a handler should let them pass.
    Bad: events {"webhook_code": "LAYER_AUTHENTICATION_PASSED"}
    Good: events
    """
    code = view.text("webhook_code")
    if code is not None and code not in CODES:
        yield at(
            "webhook_code",
            message="`webhook_code` is none of `ITEM_ADD_RESULT`, `EVENTS` and `SESSION_FINISHED`. "
            "Handlers should ignore codes that they do not know.",
        )


@rule(
    "LC901",
    "webhook-public-token-deprecated",
    document=Document.SESSION_FINISHED,
    severity=Severity.WARNING,
    on="public_token",
    source="public_token",
    covers="C575",
)
def public_token_deprecated(view: View) -> Findings:
    """SESSION_FINISHED carries the deprecated `public_token`.

    Why: It holds one token, where a session can have several; `public_tokens` has them all. Where
        both are there, reading `public_tokens` is enough.
    Bad: session-finished without public_tokens {"public_token":
        "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: session-finished
    """
    if view.has("public_token"):
        yield member(
            "public_token",
            message="`public_token` is deprecated, and holds only one token of the session. Read "
            "`public_tokens` instead.",
            severity=Severity.INFO if view.has("public_tokens") else None,
        )


@rule(
    "LC902",
    "webhook-public-token-differs",
    document=Document.SESSION_FINISHED,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=("public_token", "public_tokens"),
    source="public_tokens",
    covers="C576",
)
def public_token_differs(view: View) -> Findings:
    """`public_token` is not one of `public_tokens`.

    Why: `public_tokens` lists all tokens of the session, so the single one must be among them.
    Bad: session-finished {"public_token": "public-sandbox-44ba202e-bf6b-45c6-a5ba-d526765626a9"}
    Good: session-finished {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    """
    tokens = view.items("public_tokens")
    if tokens and view.text("public_token") not in (None, *tokens):
        yield at(
            "public_token",
            message="`public_token` is not among `public_tokens`, which list all tokens of the "
            "session. Read `public_tokens`.",
            related=(Related("/public_tokens", "all tokens of the session"),),
        )


@rule(
    "LC903",
    "webhook-tokens-unexpected",
    document=Document.SESSION_FINISHED,
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    on="status",
    source="public_tokens",
    covers="C577 C578",
)
def tokens_unexpected(view: View) -> Findings:
    """The session succeeded without public tokens, or was left with some.

    Why: Both are right at times, and handlers forget them. Identity Verification, Plaid Check and
        document flows succeed without a token; in Multi-Item Link a user can link Items and then
        leave.
    Bad: session-finished without public_tokens
    Bad: session-finished {"status": "EXITED"}
    Bad: session-finished {"status": "exited"}
    Good: session-finished
    Good: session-finished {"status": "EXITED", "public_tokens": []}
    """
    tokens = view.items("public_tokens") or view.text("public_token")
    # In capitals up to 2020-09-14_1.761, in small letters from 1.762 on.
    status = (view.text("status") or "").upper()
    if status == "SUCCESS" and not tokens:
        message = (
            "The session succeeded, but there is no public token. That is right for Identity "
            "Verification, Plaid Check and document flows; read the results with `/link/token/get`."
        )
        if view.given("public_tokens"):
            yield at("public_tokens", message=message)
        else:
            yield missing("public_tokens", message=message)
    elif status == "EXITED" and tokens:
        yield at(
            "status",
            message="The user left, but there are public tokens: Items were linked before. "
            "Exchange the tokens all the same.",
        )


# -- tokens, here and in the get response ---------------------------------------------------------

each_value(
    "LC904",
    "public-token-form",
    PUBLIC_TOKENS,
    wrong=is_not("public_token"),
    document=(Document.GET_RESPONSE, *WEBHOOKS),
    severity=Severity.WARNING,
    source=INVALID_INPUT,
    covers="C532 C579",
    plaid="INVALID_PUBLIC_TOKEN",
    message="This is no public token of the form `public-<environment>-<identifier>`, and cannot "
    "be exchanged. If it is an access token, treat it as leaked and rotate it.",
    doc="""A public token does not have the form of public tokens.

    Why: Only public tokens can be exchanged. An access token in its place would be a serious leak.
    Bad: session-finished {"public_tokens": ["access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6"]}
    Bad: item-add-result {"public_token": "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: session-finished
    """,
)


@rule(
    "LC905",
    "environments-differ",
    document=(Document.GET_RESPONSE, *WEBHOOKS),
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on=("link_sessions", "environment", "public_token", "public_tokens"),
    source=INVALID_INPUT,
    covers="C532 C568",
)
def environments_differ(view: View) -> Findings:
    """The tokens, or `environment`, do not name one and the same environment.

    Why: All that belongs to one session is of one environment; a token of another one cannot be
        exchanged with the same keys.
    Bad: session-finished {"environment": "production"}
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results": {"item_add_results":
        [{"public_token": "public-production-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}]}}]}
    Good: session-finished
    """
    named: dict[Path, str] = {}
    for pattern in ("link_token", *PUBLIC_TOKENS):
        for path, token in view.each(pattern):
            environment = environment_of(token) if isinstance(token, str) else None
            if environment is not None:
                named[path] = environment
    told = view.text("environment")
    if told is not None and told in LIVE_ENVIRONMENTS:
        named[("environment",)] = told
    if len(set(named.values())) < 2:
        return
    common = Counter(named.values()).most_common(1)[0][0]
    for path, environment in named.items():
        if environment != common:
            yield at(
                *path,
                message=f"This is of another environment than the rest, which is of {common}. "
                "Check that parts of two environments were not mixed.",
            )


@rule(
    "LC906",
    "result-repeated",
    document=(Document.GET_RESPONSE, Document.SESSION_FINISHED),
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on=("link_sessions", "public_tokens"),
    source=("link_sessions[].results.cra_item_add_results[].item_id", INVALID_INPUT),
    covers="C534 C535 C579",
)
def result_repeated(view: View) -> Findings:
    """The same public token, or the same new Plaid Check Item, stands in the results twice.

    Why: Each link makes a token and an Item of its own. A repeated one is exchanged or counted
        twice.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"cra_item_add_results": [{"item_id": "A", "accounts": []},
        {"item_id": "A", "accounts": []}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"cra_item_add_results": [{"item_id": "A", "accounts": []},
        {"item_id": "B", "accounts": []}]}}]}
    """
    for pattern in (
        ITEM_PUBLIC_TOKENS,
        f"{RESULTS}.cra_item_add_results[].item_id",
        "public_tokens[]",
    ):
        first: dict[str, Path] = {}
        for path, value in view.each(pattern):
            if isinstance(value, str) and value and first.setdefault(value, path) != path:
                yield at(
                    *path,
                    message="The same value stands in the results before. Each link has its own; "
                    "handle it once.",
                    related=(Related(to_pointer(first[value]), "the same value"),),
                )
