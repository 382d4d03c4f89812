"""What only the source code that builds a request shows: constants, fresh values, SDK classes."""

from __future__ import annotations

from linkcheck import redaction
from linkcheck.engine.finding import INFERRED, OBSERVED, WARNING
from linkcheck.engine.origins import SOURCE_CODE, Made
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.engine.view import View
from linkcheck.rules.data.plaid_python import ENUMS
from linkcheck.rules.envelope import API_PAGE, LONG_LIVED, REQUESTS, tokens
from linkcheck.rules.formats.tokens import is_placeholder, looks_live_secret
from linkcheck.rules.request import LinkRequest
from linkcheck.shapes.sanitizer import NOT_SET

PLAID_PYTHON = "https://github.com/plaid/plaid-python"
CLIENT_USER_ID = ("user", "client_user_id")


@rule("LC260", on=SOURCE_CODE, evidence=OBSERVED, source=PLAID_PYTHON)
def sdk_enum_type(request: LinkRequest) -> Findings:
    """plaid-python raises ApiTypeError for a plain string where a field takes an enum class.

    Why: The model classes of plaid-python 8 and later compare types when they are constructed and
        when a field is set, and do not convert strings. The call is never made.
    Bad: code 'from plaid.model.link_token_create_request import LinkTokenCreateRequest;
        client.link_token_create(LinkTokenCreateRequest(products=["auth"], **body))'
    Good: code 'from plaid.model.link_token_create_request import LinkTokenCreateRequest;
        from plaid.model.products import Products;
        client.link_token_create(LinkTokenCreateRequest(products=[Products("auth")], **body))'
    Good: code 'client.link_token_create({**body, "products": ["auth"]})'
    Note: Applies to Python only. A dict that is passed to the client is converted.
    """
    origins = request.origins
    if origins is None or origins.language != "python":
        return
    for path, origin in origins.values.items():
        field = "".join("[]" if isinstance(step, int) else f".{step}" for step in path)[1:]
        is_plain = origin.is_checked and not origin.constructor
        wanted = ENUMS.get(field) if is_plain else None
        if wanted is not None and request.text(*path) is not None:
            yield at(
                *path,
                message=f"`{field.removesuffix('[]')}` takes `{wanted}`, not a string, "
                "so plaid-python raises ApiTypeError",
                help=f"Pass `{wanted}(...)`",
            )


@rule("LC261", on=SOURCE_CODE, severity=WARNING, source="user.client_user_id")
def constant_client_user_id(request: LinkRequest) -> Findings:
    """`user.client_user_id` is a constant in the code, so all users share one ID.

    Help: Pass your own ID for the user who opens Link.
    Why: The ID represents one end user. Plaid finds a user's sessions by it in logs and in the
        Dashboard, and products such as Identity Verification distinguish users by it.
    Bad: code 'client.link_token_create({**body, "user": {"client_user_id": "user-id"}})'
    Good: code 'client.link_token_create({**body, "user": {"client_user_id": str(user.id)}})'
    """
    if _made(request) is not Made.LITERALS:
        return
    value = request.text(*CLIENT_USER_ID)
    if value and value not in NOT_SET and not is_placeholder(value):
        yield at(*CLIENT_USER_ID)


@rule(
    "LC262",
    on=SOURCE_CODE,
    severity=WARNING,
    evidence=INFERRED,
    source="user.client_user_id",
)
def changing_client_user_id(request: LinkRequest) -> Findings:
    """`user.client_user_id` is made from the clock or a random number, so it changes at each call.

    Help: Pass an ID that you store with the user.
    Why: The ID represents one end user. If each request has a new one, every session seems to be
        that of a new user.
    Bad: code 'import uuid;
        client.link_token_create({**body, "user": {"client_user_id": str(uuid.uuid4())}})'
    Bad: code 'import time;
        client.link_token_create({**body, "user": {"client_user_id": f"user-{time.time()}"}})'
    Good: code 'client.link_token_create({**body, "user": {"client_user_id": user.uuid}})'
    Note: Does not apply to a value that the code may store, as it uses it more than once.
    """
    if _made(request) in (Made.CLOCK, Made.RANDOM):
        yield at(*CLIENT_USER_ID)


def _made(request: LinkRequest) -> Made | None:
    return request.origins and request.origins.made(CLIENT_USER_ID)


@rule("LC263", on=SOURCE_CODE, severity=WARNING, document=REQUESTS, source=API_PAGE)
def literal_secret(view: View) -> Findings:
    """A `secret`, access token or user token is written in the code.

    Help: Read it from the environment or a secret store, and replace the one that was exposed.
    Why: They live long and give access to the account and to users' data. Everyone with access to
        the code or its history has them.
    Bad: code 'client.link_token_create({**body, "secret": "5f1c0de0f0a94c6fbd1d6a2c9a3b77"})'
    Good: code 'client.link_token_create({**body, "secret": os.environ["PLAID_SECRET"]})'
    Good: code 'client.link_token_create({**body, "secret": "<PLAID_SECRET>"})'
    Note: Does not report values that are obviously made up or come from Plaid's documentation.
    """
    if view.origins is None:
        return
    is_literal = view.origins.made(("secret",)) is Made.LITERALS
    if is_literal and looks_live_secret(view.text("secret") or ""):
        yield at("secret", message="`secret` is written in the code")
    for path, token in tokens(view):
        if token.kind in LONG_LIVED and token.looks_live:
            what = f"`{redaction.dotted(path)}` is a {token.environment} token"
            yield at(*path, message=f"{what} that is written in the code")
