"""The envelope: credentials, secrets, template markers, and the environment of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck import redaction
from linkcheck.documents import Document
from linkcheck.engine.finding import INFERRED, INFO, WARNING, Related
from linkcheck.engine.origins import SOURCE_CODE
from linkcheck.engine.rule import Findings, at, missing, plaid_error, rule
from linkcheck.engine.view import View
from linkcheck.pointer import Path, to_pointer
from linkcheck.rules.formats.tokens import (
    LIVE_ENVIRONMENTS,
    Token,
    TokenKind,
    is_placeholder,
    looks_like_client_id,
    looks_like_secret,
    looks_live_secret,
    parse,
)
from linkcheck.rules.request import LinkRequest
from linkcheck.shapes.sanitizer import NOT_SET, TEMPLATE_MARKS

REQUESTS = (Document.CREATE_REQUEST, Document.GET_REQUEST)
API_PAGE = "https://plaid.com/docs/api/"
INVALID_INPUT = "https://plaid.com/docs/errors/invalid-input/"
GLOSSARY = "https://plaid.com/docs/quickstart/glossary/"

CREDENTIALS = {"client_id": "PLAID-CLIENT-ID", "secret": "PLAID-SECRET"}
"""The fields that authenticate, each with the header that can carry it instead."""
IN_HEADERS = "the headers `PLAID-CLIENT-ID` and `PLAID-SECRET`"

TOKEN_FIELDS: dict[str, TokenKind] = {
    "access_token": "access_token",
    "access_tokens[]": "access_token",
    "user_token": "user_token",
    "user_id": "user_token",  # by the migration guide of the User APIs
    "income_verification.access_tokens[]": "access_token",
    "payment_initiation.payment_id": "payment_id",
    "payment_initiation.consent_id": "consent_id",
    "link_token": "link_token",
}
"""Every field of a request that can hold a token which names its environment, and its kind."""

_TOKEN_FIELDS = {
    (field.partition(".")[0].removesuffix("[]"), field): kind
    for field, kind in TOKEN_FIELDS.items()
}
_MEMBERS = frozenset(member for member, _ in _TOKEN_FIELDS)
# A plain `user_id` does not name an environment.
HOLD_TOKENS = tuple("~user_id" if name == "user_id" else name for name in sorted(_MEMBERS))
LONG_LIVED = ("access_token", "user_token")
REFUSED_AS = {"access_token": "INVALID_ACCESS_TOKEN", "user_token": "INVALID_USER_TOKEN"}


def tokens(view: View) -> Iterator[tuple[Path, Token]]:
    """Path and token of each field that holds the kind of token that belongs there."""
    names = view.names
    if names.isdisjoint(_MEMBERS):
        return
    for (member, field), kind in _TOKEN_FIELDS.items():
        if member not in names:
            continue
        for path, text in view.each(field):
            token = parse(text) if isinstance(text, str) else None
            if token is not None and token.kind == kind:
                yield path, token


# -- credentials ---------------------------------------------------------------------------------


@rule(
    "LC020",
    document=REQUESTS,
    on=("client_id", "secret", "@header_credentials"),
    source=("client_id", "secret"),
    covers="C001 C002 C485",
)
def credentials_missing(request: View) -> Findings:
    """`client_id` or `secret` is in neither the body nor the headers.

    Why: Plaid takes the credentials from the body or from the headers `PLAID-CLIENT-ID` and
        `PLAID-SECRET`; it refuses a call without them.
    Bad: {"secret": "${PLAID_SECRET}"}
    Good: {"client_id": "${PLAID_CLIENT_ID}", "secret": "${PLAID_SECRET}"}
    Context: header_credentials=false
    Note: Unless you configure that the headers carry no credentials, one of the two in the body is
        an info only, and a body without both passes.
    """
    absent = [
        name
        for name in CREDENTIALS
        if name not in request.payload or ((name,), "") in request.each(name)
    ]
    in_headers = request.context.header_credentials
    if in_headers or (in_headers is None and len(absent) != 1):
        return
    for name in absent:
        if in_headers is None:
            yield missing(
                name,
                message=f"Missing `{name}`, while the body has the other credential",
                help=f"Send both in {IN_HEADERS}",
                severity=INFO,
            )
        else:
            yield missing(
                name,
                message=f"Missing `{name}`, which is in neither the body nor the headers",
                help=f"Send the header `{CREDENTIALS[name]}`, or add `{name}`",
                plaid_error=plaid_error(
                    f"MISSING_FIELDS: the following required fields are missing: {name}"
                ),
            )


@rule(
    "LC021",
    severity=WARNING,
    document=REQUESTS,
    on=("secret", *HOLD_TOKENS),
    unless={name: {SOURCE_CODE} for name in ("secret", *HOLD_TOKENS)},  # LC263 then
    source=API_PAGE,
    covers="C004",
)
def live_credential(view: View) -> Findings:
    """A `secret`, access token or user token looks like a real one.

    Why: They live long and give access to the account and to users' data, so they do not belong in
        a saved file, fixture or log. For tokens, this is an info only, as a request that you check
        just before the call must contain them.
    Bad: {"secret": "5f1c0de0f0a94c6fbd1d6a2c9a3b77"}
    Good: request
    Note: Does not report values that are obviously made up or come from Plaid's documentation. If
        you send the credentials in headers, the body never contains the secret.
    """
    if looks_live_secret(view.text("secret") or ""):
        yield at(
            "secret",
            message="`secret` looks like a real one, which does not belong in a file or log",
            help=f"Send `client_id` and `secret` in {IN_HEADERS}, and leave them out of the body",
        )
    for path, token in tokens(view):
        if token.kind in LONG_LIVED and token.looks_live:
            yield at(
                *path,
                message=f"`{redaction.dotted(path)}` looks like a real {token.environment} token, "
                "which does not belong in a file or log",
                help=f"Use a made-up token, such as `{_made_up(token)}`",
                severity=INFO,
            )


def _made_up(token: Token) -> str:
    kind = token.kind.removesuffix("_token")
    return f"{kind}-{token.environment}-00000000-0000-0000-0000-000000000000"


@rule(
    "LC022",
    severity=WARNING,
    evidence=INFERRED,
    document=REQUESTS,
    on=("client_id", "secret"),
    source=("client_id", "secret"),
    covers="C005 C006",
)
def credential_form(view: View) -> Findings:
    """`client_id` or `secret` does not have the form of all known ones.

    Why: Every known `client_id` has 24 lowercase hexadecimal digits, every `secret` 30. Plaid does
        not document this.
    Bad: {"client_id": "my-client"}
    Bad: {"secret": "password"}
    Good: {"client_id": "0123456789abcdef01234567", "secret": "0123456789abcdef0123456789abcd"}
    """
    client_id, secret = view.text("client_id"), view.text("secret")
    if client_id and secret and looks_like_secret(client_id) and looks_like_client_id(secret):
        yield at(
            "client_id",
            message="`client_id` and `secret` appear to be swapped",
            help="Send each in its own header, `PLAID-CLIENT-ID` and `PLAID-SECRET`, and leave "
            "both out of the body",
            related=(Related("/secret", "looks like the `client_id`"),),
        )
        return
    for name, text, fits, digits, remedy in (
        ("client_id", client_id, looks_like_client_id, 24, "Copy it from"),
        # In the body, the real one would be wrong as well.
        ("secret", secret, looks_like_secret, 30, f"Send both in {IN_HEADERS}, as shown in"),
    ):
        if text and not fits(text):
            yield at(
                name,
                message=f"`{name}` does not consist of {digits} lowercase hexadecimal digits, "
                "unlike all known ones",
                help=f"{remedy} the Plaid Dashboard, under Developers, Keys",
            )


# -- template markers ----------------------------------------------------------------------------


@rule(
    "LC023",
    on=TEMPLATE_MARKS,
    severity=WARNING,
    evidence=INFERRED,
    document=REQUESTS,
    source="https://plaid.com/docs/api/link/",
    covers="C007",
    explains=True,
)
def placeholder_left(view: View) -> Findings:
    """A value contains a template marker such as `${HOST}`, `<token>` or `YOUR_TEMPLATE_ID`.

    Help: Replace the marker with the actual value before the call.
    Why: Plaid takes the marker literally. Samples in the documentation contain such markers.
    Bad: {"redirect_uri": "https://${HOST}/oauth"}
    Good: {"redirect_uri": "https://example.com/oauth"}
    Good: {"client_id": "${PLAID_CLIENT_ID}", "secret": "${PLAID_SECRET}"}
    Note: Does not apply to `client_id` and `secret`, where a marker has the wrong form (LC022).
    """
    for path, text in view.strings():
        if is_placeholder(text) and (path[-1] not in CREDENTIALS or len(path) > 1):
            name = redaction.dotted(path)
            yield at(*path, message=f"`{name}` contains a template marker instead of a value")


@rule(
    "LC026",
    on=TEMPLATE_MARKS,
    severity=WARNING,
    evidence=INFERRED,
    document=REQUESTS,
    source="https://plaid.com/docs/api/link/",
    covers="C007",
)
def value_not_set(view: View) -> Findings:
    """A string is what a language writes for a value that was not set, such as `undefined`.

    Help: Set the variable that the value comes from.
    Why: Plaid takes `undefined`, `null`, `None`, `NaN` or `[object Object]` literally: all users
        share one `client_user_id`, and a URL leads nowhere.
    Bad: {"user": {"client_user_id": "undefined"}}
    Bad: {"redirect_uri": "https://undefined/oauth"}
    Good: {"redirect_uri": null}
    Note: In a URL, the host and whole parts of the path count.
    """
    for path, text in view.strings():
        parts = re.split("[/:?#]", text) if "://" in text else [text]
        unset = next((part for part in parts if part in NOT_SET), None)
        if unset is not None:
            name = redaction.dotted(path)
            yield at(*path, message=f"`{name}` contains `{unset}` instead of a value")


# -- environments --------------------------------------------------------------------------------


@rule(
    "LC024",
    on=tuple(name for name in HOLD_TOKENS if name != "link_token"),
    source=INVALID_INPUT,
    covers="C009",
)
def token_environment(request: LinkRequest) -> Findings:
    """A token belongs to another environment than the other tokens or the host that is called.

    Help: Use tokens of one environment, and call its host.
    Why: A token names its environment (`access-sandbox-...`), and only that environment knows it.
    Bad: update {"user_token": "user-production-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: update {"user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    """
    found = [(path, t) for path, t in tokens(request) if t.environment in LIVE_ENVIRONMENTS]
    if not found:
        return
    called, (first, other) = request.context.environment, found[0]
    for path, token in found:
        if token.environment == (called or other.environment):
            continue
        against = (
            f"the request calls {called}"
            if called
            else f"`{redaction.dotted(first)}` belongs to {other.environment}"
        )
        yield at(
            *path,
            message=f"`{redaction.dotted(path)}` belongs to {token.environment}, but {against}",
            related=() if called else (Related(to_pointer(first), f"a {other.environment} token"),),
            plaid_error=plaid_error(REFUSED_AS.get(token.kind)) if path[0] != "user_id" else None,
        )


@rule("LC025", document=REQUESTS, on=HOLD_TOKENS, source=GLOSSARY, covers="C010")
def development_token(view: View) -> Findings:
    """A token belongs to the Development environment, which no longer exists.

    Help: Link the account again in Sandbox or Production.
    Why: Plaid shut Development down on June 20, 2024; only `sandbox` and `production` are left.
    Bad: update {"access_token": "access-development-de3ce8ef-33f8-452c-a685-8671031fc0f6"}
    Good: update {"access_token": "access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6"}
    """
    for path, token in tokens(view):
        if token.environment_gone:
            yield at(
                *path,
                message=f"`{redaction.dotted(path)}` belongs to the Development environment, which "
                "no longer exists",
            )
