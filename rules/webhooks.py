"""The webhooks ITEM_ADD_RESULT, EVENTS and SESSION_FINISHED, and the tokens in them."""

from __future__ import annotations

from collections import Counter

from linkcheck.documents import Document
from linkcheck.engine.finding import INFERRED, INFO, WARNING, Related
from linkcheck.engine.relations import each_value
from linkcheck.engine.rule import Finding, Findings, at, here, member, missing, rule
from linkcheck.engine.view import View
from linkcheck.pointer import Path, to_pointer
from linkcheck.rules.formats.tokens import LIVE_ENVIRONMENTS, environment_of
from linkcheck.rules.response import ITEM_PUBLIC_TOKENS, PUBLIC_TOKENS, RESULTS, WEBHOOKS, is_not

INVALID_INPUT = "https://plaid.com/docs/errors/invalid-input/"
CODES = ("ITEM_ADD_RESULT", "EVENTS", "SESSION_FINISHED")
"""The webhooks of Link sessions."""


@rule(
    "LC900",
    field="webhook_code",
    document=WEBHOOKS,
    severity=INFO,
    evidence=INFERRED,
    source="https://plaid.com/docs/api/webhooks/",
    covers="C563",
)
def webhook_code_unknown(code: str) -> bool:
    """Unknown value in `webhook_code`.

    Help: Ignore webhooks whose code you do not handle.
    Why: The Link endpoints document `ITEM_ADD_RESULT`, `EVENTS` and `SESSION_FINISHED`. Link sends
        other webhooks too, and Plaid may add more; a handler should let them pass.
    Bad: events {"webhook_code": "LAYER_AUTHENTICATION_PASSED"}
    Good: events
    """
    return code not in CODES


@rule(
    "LC901",
    document=Document.SESSION_FINISHED,
    severity=WARNING,
    on="public_token",
    source="public_token",
    covers="C575",
)
def webhook_public_token_deprecated(view: View) -> Findings:
    """`public_token` is deprecated and contains only one token of the session.

    Help: Use `public_tokens`.
    Why: A session can have several tokens, and `public_tokens` has them all. If both fields are
        present, reading `public_tokens` is enough.
    Bad: session-finished without public_tokens {"public_token":
        "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: session-finished
    """
    if view.has("public_token"):
        severity = INFO if view.has("public_tokens") else None
        yield member("public_token", severity=severity)


@rule(
    "LC902",
    field="public_token",
    document=Document.SESSION_FINISHED,
    severity=WARNING,
    evidence=INFERRED,
    needs="public_tokens",
    source="public_tokens",
    covers="C576",
)
def webhook_public_token_differs(token: str, view: View) -> bool | Finding:
    """`public_token` is not in `public_tokens`.

    Help: Use `public_tokens`.
    Why: `public_tokens` lists all tokens of the session, so the single one must be among them.
    Bad: session-finished {"public_token": "public-sandbox-44ba202e-bf6b-45c6-a5ba-d526765626a9"}
    Good: session-finished {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    """
    tokens = view.items("public_tokens")
    is_other = bool(tokens) and token not in tokens
    return is_other and here(related=(Related("/public_tokens", "all tokens of the session"),))


@rule(
    "LC903",
    document=Document.SESSION_FINISHED,
    severity=INFO,
    evidence=INFERRED,
    on="status",
    source="public_tokens",
    covers="C577 C578",
)
def webhook_tokens_unexpected(view: View) -> Findings:
    """The session succeeded without public tokens, or exited with some.

    Why: Both are possible, and handlers forget them. Identity Verification, Plaid Check and
        document flows succeed without a token; in Multi-Item Link, a user can link Items and then
        exit.
    Bad: session-finished without public_tokens
    Bad: session-finished {"status": "EXITED"}
    Bad: session-finished {"status": "exited"}
    Good: session-finished
    Good: session-finished {"status": "EXITED", "public_tokens": []}
    """
    tokens = view.items("public_tokens") or view.text("public_token")
    # In uppercase up to 2020-09-14_1.761, in lowercase from 1.762 on.
    status = (view.text("status") or "").upper()
    if status == "SUCCESS" and not tokens:
        place = at if view.given("public_tokens") else missing
        yield place(
            "public_tokens",
            message="The session succeeded without a public token, as some products do",
            help="Get the results from `/link/token/get`",
        )
    elif status == "EXITED" and tokens:
        yield at(
            "status",
            message="The user exited after linking Items, so there are public tokens",
            help="Exchange the tokens",
        )


# -- tokens, here and in the get response ---------------------------------------------------------

each_value(
    "LC904",
    "public-token-form",
    PUBLIC_TOKENS,
    wrong=is_not("public_token"),
    document=(Document.GET_RESPONSE, *WEBHOOKS),
    severity=WARNING,
    source=INVALID_INPUT,
    covers="C532 C579",
    plaid="INVALID_PUBLIC_TOKEN",
    doc="""The public token does not have the form `public-<environment>-<identifier>`.

    Help: If it is an access token, treat it as leaked and rotate it.
    Why: Only public tokens can be exchanged. An access token in its place is a serious leak.
    Bad: session-finished {"public_tokens": ["access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6"]}
    Bad: item-add-result {"public_token": "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: session-finished
    """,
)


@rule(
    "LC905",
    document=(Document.GET_RESPONSE, *WEBHOOKS),
    severity=WARNING,
    evidence=INFERRED,
    on=("link_sessions", "environment", "public_token", "public_tokens"),
    source=INVALID_INPUT,
    covers="C532 C568",
)
def environments_differ(view: View) -> Findings:
    """The tokens and `environment` do not belong to the same environment.

    Help: Check that your code does not mix data of two environments.
    Why: Everything in a session belongs to one environment; you cannot exchange a token of another
        one with the same keys.
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
    stated = view.text("environment")
    if stated is not None and stated in LIVE_ENVIRONMENTS:
        named[("environment",)] = stated
    if len(set(named.values())) < 2:
        return
    common = Counter(named.values()).most_common(1)[0][0]
    for path, environment in named.items():
        if environment != common:
            message = f"This value belongs to {environment}, but the others belong to {common}"
            yield at(*path, message=message)


@rule(
    "LC906",
    document=(Document.GET_RESPONSE, Document.SESSION_FINISHED),
    severity=WARNING,
    evidence=INFERRED,
    on=("link_sessions", "public_tokens"),
    source=("link_sessions[].results.cra_item_add_results[].item_id", INVALID_INPUT),
    covers="C534 C535 C579",
)
def result_repeated(view: View) -> Findings:
    """A public token or Plaid Check Item repeats that of an earlier result.

    Help: Process each token and Item once.
    Why: Each link creates its own token and Item. Your code would exchange or count a repeated one
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
                yield at(*path, related=(Related(to_pointer(first[value]), "the same value"),))
