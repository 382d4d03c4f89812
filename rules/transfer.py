"""`transfer`: Transfer UI (`intent_id`), and user actions for an authorization."""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Related, Severity
from linkcheck.engine.relations import not_both, present, requires
from linkcheck.engine.rule import Findings, at, member, rule
from linkcheck.rules.request import LinkRequest, uses

TRANSFER_UI = "https://plaid.com/docs/transfer/using-transfer-ui/"
UPDATE_MODE = "https://plaid.com/docs/link/update-mode/"
DATABASE_FLOWS = ("database_match_enabled", "database_insights_enabled")

not_both(
    "LC620",
    "transfer-intent-and-authorization",
    "transfer.intent_id",
    "transfer.authorization_id",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    source=("transfer.intent_id", "transfer.authorization_id"),
    covers="C406",
    message="`transfer.intent_id` and `transfer.authorization_id` are both given, but they start "
    "different flows. Keep `intent_id` for Transfer UI, or `authorization_id`, without `products`, "
    "to let the user complete an action for that authorization.",
    doc="""`transfer.intent_id` and `transfer.authorization_id` are both given.

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
    severity=Severity.INFO,
    source=TRANSFER_UI,
    covers="C407",
    message="Transfer UI needs a Link customization in which users choose one account, and this "
    "request takes the default one. Name the customization in `link_customization_name`, unless "
    "the default one allows a single account.",
    doc="""Transfer UI runs with the default Link customization.

    Why: Transfer UI works only if Account Select is enabled for one account, which is a setting of
        the customization.
    Bad: {"products": ["transfer"], "transfer": {
        "intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    Good: {"products": ["transfer"], "link_customization_name": "one-account", "transfer": {
        "intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    Note: A request does not show the settings of a customization, hence only advice.
    """,
)


@rule(
    "LC622",
    "transfer-ui-with-database-flow",
    severity=Severity.WARNING,
    needs=("transfer", "+transfer"),
    on=("auth", "@database_auth"),
    source=TRANSFER_UI,
    covers="C408",
)
def transfer_ui_with_database_flow(request: LinkRequest) -> Findings:
    """Transfer UI is used together with a database flow of Auth.

    Why: Transfer UI does not support accounts that were verified against a database.
    Bad: {"products": ["transfer"], "auth": {"database_match_enabled": true}, "transfer": {
        "intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    Good: {"products": ["transfer"], "transfer": {
        "intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    Note: Database Auth is enabled in the Dashboard; it counts if the checker is told so.
    """
    if not request.has("transfer", "intent_id"):
        return
    enabled = [flag for flag in DATABASE_FLOWS if request.flag("auth", flag)]
    for flag in enabled:
        yield at(
            "auth",
            flag,
            message="Transfer UI (`transfer.intent_id`) does not support the database flows of "
            "Auth. Remove the flag, or create the transfer without Transfer UI.",
            related=(Related("/transfer/intent_id", "starts Transfer UI"),),
        )
    if request.context.database_auth and not enabled:
        yield at(
            "transfer",
            "intent_id",
            message="Transfer UI does not support Database Auth, which is enabled for this "
            "account. Disable Database Auth, or create the transfer without Transfer UI.",
        )


@rule(
    "LC623",
    "transfer-authorization-with-products",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=("transfer", "products"),
    source=("transfer.authorization_id", UPDATE_MODE),
    covers="C409",
)
def transfer_authorization_with_products(request: LinkRequest) -> Findings:
    """`products` is given together with `transfer.authorization_id`.

    Why: An action for an authorization is taken in update mode, on an Item that has its products.
    Bad: {"products": ["transfer"], "transfer": {
        "authorization_id": "c9f90aa1-2949-c799-e2b6-ea05c89bb586"}}
    Good: request without products {"transfer": {
        "authorization_id": "c9f90aa1-2949-c799-e2b6-ea05c89bb586"}}
    """
    if not request.has("transfer", "authorization_id") or request.has("transfer", "intent_id"):
        return
    if request.items("products"):
        yield member(
            "products",
            message="`products` has no place beside `transfer.authorization_id`, which starts "
            "update mode for an Item that exists. Leave `products` out.",
            related=(Related("/transfer/authorization_id", "starts update mode"),),
        )
