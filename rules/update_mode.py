"""Update mode: sessions that change an existing Item."""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, INFO, OBSERVED, WARNING, Finding, Related
from linkcheck.engine.relations import (
    at_most_one,
    flag_advice,
    forbids,
    is_true,
    not_both,
    not_empty,
    requires_one_of,
)
from linkcheck.engine.rule import Findings, at, here, member, missing, removal, rule
from linkcheck.engine.wording import listed
from linkcheck.rules.data.products import CREDIT, Array, allows
from linkcheck.rules.formats.tokens import is_placeholder, parse
from linkcheck.rules.request import UPDATES, LinkRequest, initial

UPDATE_MODE = "https://plaid.com/docs/link/update-mode/"
VALIDATED = ("auth", "identity")
"""Products that update mode can validate again (Product Validations, a beta)."""
CONSENTED: Array = "additional_consented_products"
SELECTION = "update.account_selection_enabled"

# -- products ------------------------------------------------------------------------------------


@rule("LC370", field="products[]", on=UPDATES, source=("products", UPDATE_MODE), covers="C225")
def product_in_update_mode(product: str, request: LinkRequest) -> Finding | bool:
    """`products` names a product that cannot be added in update mode.

    Help: Remove it.
    Why: Update mode changes an existing Item. Only credit products (Assets, Statements, Income,
        Plaid Check) are added this way; consent to others goes through
        `additional_consented_products`.
    Bad: update {"products": ["transactions"]}
    Good: update
    Good: update {"products": ["assets"]}
    Note: `auth` and `identity` (validations, document upload) and `transfer` with
        `transfer.intent_id` (Transfer UI for a known user) have uses of their own and are not
        reported here. An empty list is accepted.
    """
    is_transfer_ui = product == "transfer" and request.has("transfer", "intent_id")
    is_allowed = product in CREDIT or product in VALIDATED or is_transfer_ui
    if is_allowed or request.has("transfer", "authorization_id"):
        return False
    remedy = None
    if _may_be_consented(request, product):
        remedy = f"Remove it, or move it to `{CONSENTED}` to ask for consent"
    return here(f"`{product}` cannot be added in update mode", help=remedy)


def _may_be_consented(request: LinkRequest, product: str) -> bool:
    """True if moving a product to `additional_consented_products` causes no other error."""
    return allows(product, CONSENTED) and CONSENTED not in dict(request.places(product))


@rule(
    "LC371",
    field="products[]",
    severity=WARNING,
    on=UPDATES,
    source=UPDATE_MODE,
    covers="C226 C249 C250",
)
def update_mode_validation_beta(product: str, request: LinkRequest) -> Finding | bool:
    """`auth` or `identity` in `products` starts a beta of update mode.

    Help: Remove `products` unless the beta is enabled for you, or `access_token` if this is a first
        link.
    Why: With `access_token` these two start Update Mode with Product Validations, which only
        enabled customers have. To verify micro-deposits, or to repair an Item, leave out
        `products`; for a first link, leave out `access_token`.
    Bad: update {"products": ["auth"]}
    Good: update
    Good: upload
    """
    if product not in VALIDATED or request.flag("identity", "is_document_upload"):
        return False
    if request.initial(*CREDIT) or request.has("transfer", "authorization_id"):
        return False  # LC372 and LC623 report these
    return here(
        f"`{product}` in update mode starts Product Validations, a beta for enabled customers"
    )


@rule("LC372", field="products[]", on=UPDATES, source=UPDATE_MODE, covers="C228")
def update_mode_mixes_flows(product: str, request: LinkRequest) -> Finding | bool:
    """Update mode both validates `auth` or `identity` and adds a credit product.

    Help: Remove it here, and validate it in a separate session.
    Why: Product Validations and adding a credit product are separate flows of update mode; one
        session does one of them.
    Bad: update {"products": ["auth", "assets"]}
    Good: update {"products": ["assets"]}
    """
    if product not in VALIDATED or not request.initial(*CREDIT):
        return False
    return here(f"`{product}` cannot be validated in the session that adds a credit product")


@rule(
    "LC373",
    severity=WARNING,
    on=("required_if_supported_products", "optional_products"),
    needs=UPDATES,
    source=UPDATE_MODE,
    covers="C227 C229",
)
def product_array_in_update_mode(request: LinkRequest) -> Findings:
    """`required_if_supported_products` or `optional_products` has no effect in update mode.

    Help: Remove it.
    Why: In update mode these arrays neither add nor validate a product; consent is asked for
        through `additional_consented_products`, validations run through `products`.
    Bad: update {"optional_products": ["identity"]}
    Good: update {"additional_consented_products": ["identity"]}
    """
    for array in ("required_if_supported_products", "optional_products"):
        if request.items(array):
            movable = [p for _, p in request.texts(array) if _may_be_consented(request, p)]
            moved = f"Remove it, and move {listed(movable)} to `{CONSENTED}` to ask for consent"
            message = f"`{array}` has no effect in update mode"
            yield member(array, message=message, help=moved if movable else None)


# -- the Item to update --------------------------------------------------------------------------

requires_one_of(
    "LC375",
    "update-without-user",
    ("user_token", "user_id"),
    when=is_true("update.user") | not_empty("update.item_ids"),
    source=("update.user", "update.item_ids", UPDATE_MODE),
    covers="C234 C235",
    doc="""Missing `user_id` or `user_token`, which `update.user` and `update.item_ids` require.

    Help: Add the one that your integration uses.
    Why: Update mode for a user finds the Item through `user_token`, or `user_id` in newer
        integrations.
    Bad: update without access_token {"update": {"user": true}}
    Good: update without access_token {"update": {"user": true}, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Note: The reference names `user_token` alone; the update-mode page and the newer API
        description name `user_id` as well.
    """,
)


@rule("LC376", severity=WARNING, on="update", source="update.item_ids", covers="C236")
def update_item_ids_without_user_flag(request: LinkRequest) -> Findings:
    """`update.item_ids` has no effect without `update.user`.

    Help: Set `update.user` to `true`.
    Why: The newer API description says that `update.user` must be `true` for `item_ids`;
        the reference of June does not, hence a warning.
    Bad: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw",
        "update": {"item_ids": ["Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"]}}
    Good: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw",
        "update": {"user": true, "item_ids": ["Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"]}}
    """
    if not request.items("update", "item_ids"):
        return
    if not request.has("update", "user"):
        yield missing("update", "user")
    elif request.get("update", "user") is False:
        yield at("update", "user")


at_most_one(
    "LC377",
    "update-several-items",
    "update.item_ids",
    severity=WARNING,
    source="update.item_ids",
    covers="C237",
    doc="""`update.item_ids` accepts only one Item at present.

    Help: Update the other Items in separate sessions.
    Why: The newer API description says that only one id may be given for now; the
        reference of June does not, hence a warning.
    Bad: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw",
        "update": {"user": true, "item_ids": ["Ed6bjNrDLJfGvZWwnkQlf", "gVM8b7wWA5FEVkjVom3"]}}
    Good: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw",
        "update": {"user": true, "item_ids": ["Ed6bjNrDLJfGvZWwnkQlfxwoNz5"]}}
    """,
)


@rule("LC378", field="update.item_ids", severity=INFO, covers="C238")
def update_item_ids_empty(items: list[object]) -> bool:
    """An empty `update.item_ids` updates the Item of the user that broke last.

    Help: Remove the field, which means the same, or name the Item.
    Why: The intent is easier to see if the field is left out.
    Bad: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw",
        "update": {"user": true, "item_ids": []}}
    Good: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw", "update": {"user": true}}
    """
    return not items


forbids(
    "LC379",
    "update-by-token-and-user",
    "access_token",
    when=is_true("update.user"),
    severity=WARNING,
    evidence=INFERRED,
    source=UPDATE_MODE,
    covers="C239",
    doc="""`access_token` and `update.user` both say what to update.

    Help: Keep `access_token` to update one Item, or `update.user` to update the Items of a user.
    Why: Which one wins is not documented.
    Bad: update {"update": {"user": true}, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: update without access_token {"update": {"user": true}, "user_id": "usr_9nSp2KuZ2x4JDw"}
    """,
)


@rule("LC380", severity=WARNING, evidence=INFERRED, on="update", source="update", covers="C240")
def update_of_nothing(request: LinkRequest) -> Findings:
    """`update` has no effect without `access_token`, `update.user` or `transfer.authorization_id`.

    Help: Add one of these in place of `products`, or remove `update`.
    Why: The options of update mode do nothing in a session that links a new Item.
    Bad: {"update": {"account_selection_enabled": true}}
    Good: update {"update": {"account_selection_enabled": true}}
    """
    if request.obj("update") is not None and not request.updates:
        yield member("update")


# -- account selection ---------------------------------------------------------------------------

forbids(
    "LC381",
    "account-filters-in-update-mode",
    "account_filters",
    when=~is_true(SELECTION),
    needs=UPDATES,
    source=UPDATE_MODE,
    covers="C242",
    doc="""`account_filters` is not allowed in update mode without account selection.

    Help: Set `update.account_selection_enabled` to `true`, or remove the filters.
    Why: Update mode shows accounts to choose from, and so can filter them, only if
        `update.account_selection_enabled` is true.
    Bad: update {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Good: update {"update": {"account_selection_enabled": true},
        "account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    """,
)


@rule("LC382", field=SELECTION, severity=WARNING, source=(SELECTION, UPDATE_MODE), covers="C243")
def account_selection_country(enabled: bool, request: LinkRequest) -> Finding | bool:
    """`update.account_selection_enabled` works only for institutions in the US and Canada.

    Help: Remove it, and link the Item again instead.
    Why: In other countries users change their accounts by linking the Item again.
    Bad: update {"country_codes": ["GB"], "update": {"account_selection_enabled": true}}
    Good: update {"update": {"account_selection_enabled": true}}
    """
    countries = request.countries
    if not enabled or not countries or {"US", "CA"}.intersection(countries):
        return False
    return here(related=(Related("/country_codes", "neither US nor CA"),))


@rule("LC383", field=SELECTION, severity=INFO, source=SELECTION, covers="C244")
def account_selection_disabled(enabled: bool) -> bool:
    """`update.account_selection_enabled` is false by default, and US OAuth institutions ignore it.

    Help: Remove the field.
    Why: US institutions with OAuth let users choose accounts whatever the field says.
    Bad: update {"update": {"account_selection_enabled": false}}
    Good: update
    """
    return not enabled


flag_advice(
    "LC384",
    "account-selection-with-assets",
    SELECTION,
    when=initial("assets"),
    severity=WARNING,
    evidence=OBSERVED,
    source="https://github.com/viceroypenguin/Going.Plaid/issues/68",
    covers="C246",
    plaid="?: account select update is not supported for the assets product",
    doc="""Plaid has been seen to refuse account selection in update mode together with `assets`.

    Help: Select accounts and add `assets` in separate sessions.
    Why: A report of 2022 quotes Plaid as refusing account selection for the Assets product.
    Bad: update {"products": ["assets"], "update": {"account_selection_enabled": true}}
    Good: update {"products": ["assets"]}
    Note: The update-mode page describes both together, so this may no longer hold: a warning.
    """,
)

# -- the token and other fields ------------------------------------------------------------------


@rule(
    "LC385",
    field="access_token",
    source=("access_token", "https://plaid.com/docs/errors/invalid-input/"),
    covers="C247",
    plaid="INVALID_ACCESS_TOKEN: provided access token is in an invalid format. expected format: "
    "access-<environment>-<identifier>",
)
def access_token_form(text: str) -> Finding | bool:
    """`access_token` does not have the form `access-<environment>-<identifier>`.

    Help: Use the token that `/item/public_token/exchange` returned.
    Why: Plaid refuses any other token, such as a public, link or processor token.
    Bad: update {"access_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: update
    """
    if not text or is_placeholder(text):
        return False
    token = parse(text)
    if token is None:
        return True
    if token.kind != "access_token":
        return here(f"`access_token` is not an access token, but looks like a `{token.kind}`")
    if token.environment is None:
        return here("`access_token` names neither `sandbox` nor `production`")
    return False


@rule(
    "LC386", field="webhook", key=True, severity=WARNING, needs="webhook", on=UPDATES, covers="C233"
)
def webhook_in_update_mode(url: str, request: LinkRequest) -> Finding | bool:
    """`webhook` has no effect in update mode.

    Help: Remove it, and call `/item/webhook/update` to change the webhook of the Item.
    Why: The webhook of an existing Item is changed with `/item/webhook/update`.
    Bad: update {"webhook": "https://example.com/plaid/webhook"}
    Good: update
    Good: upload
    Note: Not reported while a credit product is added, nor for document upload, Hosted Link and
        Multi-Item Link, whose own webhooks go to this address.
    """
    if request.initial(*CREDIT) or request.flag("identity", "is_document_upload"):
        return False
    if request.has("hosted_link") or request.flag("enable_multi_item_link"):
        return False
    return here(fix=removal("webhook"))


@rule(
    "LC387", severity=INFO, on=UPDATES, source="https://plaid.com/docs/link/oauth/", covers="C252"
)
def update_mode_without_redirect(request: LinkRequest) -> Findings:
    """Without `redirect_uri`, users of OAuth institutions may be unable to return to your app.

    Help: Add `redirect_uri`, or `android_package_name` on Android.
    Why: OAuth institutions send the user away and need to know where to return, in update mode as
        well.
    Bad: update
    Good: update {"redirect_uri": "https://example.com/oauth.html"}
    """
    if not (request.has("redirect_uri") or request.has("android_package_name")):
        yield missing("redirect_uri")


not_both(
    "LC388",
    "access-token-with-authorization",
    "transfer.authorization_id",
    "access_token",
    severity=INFO,
    source="transfer.authorization_id",
    covers="C253",
    doc="""`access_token` is not needed with `transfer.authorization_id`, which names the Item.

    Help: Remove `access_token`.
    Why: The authorization already says which Item is updated.
    Bad: update {"transfer": {"authorization_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    Good: update without access_token
        {"transfer": {"authorization_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    """,
)
