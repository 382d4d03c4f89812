"""`transfer`: Transfer UI (`intent_id`), and user actions for an authorization."""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, INFO, WARNING, Related
from linkcheck.engine.relations import not_both, present, requires
from linkcheck.engine.rule import Findings, at, member, rule
from linkcheck.rules.auth import DATABASE_FLAGS
from linkcheck.rules.request import LinkRequest, uses

TRANSFER_UI = "https://plaid.com/docs/transfer/using-transfer-ui/"
UPDATE_MODE = "https://plaid.com/docs/link/update-mode/"

not_both(
    "LC620",
    "transfer-intent-and-authorization",
    "transfer.intent_id",
    "transfer.authorization_id",
    severity=WARNING,
    evidence=INFERRED,
    source=("transfer.intent_id", "transfer.authorization_id"),
    covers="C406",
    doc="""`transfer.authorization_id` is not allowed with `transfer.intent_id`.

    Help: Keep `intent_id` for Transfer UI, or `authorization_id` without `products` for a user
        action.
    Why: The first starts Transfer UI, the second an action that an authorization waits for; a
        session does one of them.
    Bad: {"products": ["transfer"], "transfer": {
        "intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9",
        "authorization_id": "c9f90aa1-2949-c799-e2b6-ea05c89bb586"}}
    Good: {"products": ["transfer"], "transfer": {
        "intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    """,
)
requires(
    "LC621",
    "transfer-ui-default-customization",
    "link_customization_name",
    when=present("transfer.intent_id") & uses("transfer"),
    severity=INFO,
    source=TRANSFER_UI,
    covers="C407",
    doc="""Without `link_customization_name`, Transfer UI uses the default Link customization.

    Help: Set it to a customization in which users select one account.
    Why: Transfer UI works only if Account Select is enabled for one account, which is a setting of
        the customization.
    Bad: {"products": ["transfer"], "transfer": {
        "intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    Good: {"products": ["transfer"], "link_customization_name": "one-account", "transfer": {
        "intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    Note: A request does not show the settings of a customization, hence only an info.
    """,
)


@rule(
    "LC622",
    severity=WARNING,
    needs=("transfer", "+transfer"),
    on=("auth", "@database_auth"),
    source=TRANSFER_UI,
    covers="C408",
)
def transfer_ui_with_database_flow(request: LinkRequest) -> Findings:
    """Transfer UI does not support the database flows of Auth.

    Help: Remove the flag, or create the transfer without Transfer UI.
    Why: Transfer UI does not support accounts that were verified against a database.
    Bad: {"products": ["transfer"], "auth": {"database_match_enabled": true}, "transfer": {
        "intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    Good: {"products": ["transfer"], "transfer": {
        "intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    Note: Database Auth is enabled in the Dashboard; it counts if `database-auth` is configured.
    """
    if not request.has("transfer", "intent_id"):
        return
    enabled = [flag for flag in DATABASE_FLAGS if request.flag("auth", flag)]
    for flag in enabled:
        yield at("auth", flag, related=(Related("/transfer/intent_id", "starts Transfer UI"),))
    if request.context.database_auth and not enabled:
        yield at(
            "transfer",
            "intent_id",
            message="Transfer UI does not support Database Auth, which is enabled for your account",
            help="Disable Database Auth, or create the transfer without Transfer UI",
        )


@rule(
    "LC623",
    severity=WARNING,
    evidence=INFERRED,
    needs=("transfer", "products"),
    source=("transfer.authorization_id", UPDATE_MODE),
    covers="C409",
)
def transfer_authorization_with_products(request: LinkRequest) -> Findings:
    """`products` has no effect with `transfer.authorization_id`, which starts update mode.

    Help: Remove `products`.
    Why: A user action for an authorization runs in update mode, on an Item that already has its
        products.
    Bad: {"products": ["transfer"], "transfer": {
        "authorization_id": "c9f90aa1-2949-c799-e2b6-ea05c89bb586"}}
    Good: request without products {"transfer": {
        "authorization_id": "c9f90aa1-2949-c799-e2b6-ea05c89bb586"}}
    """
    if not request.has("transfer", "authorization_id") or request.has("transfer", "intent_id"):
        return
    if request.items("products"):
        related = (Related("/transfer/authorization_id", "starts update mode"),)
        yield member("products", related=related)
