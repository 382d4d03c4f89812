"""Update mode: sessions that change an Item that exists."""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Related, Severity
from linkcheck.engine.relations import (
    at_most_one,
    flag_advice,
    forbids,
    is_true,
    not_both,
    not_empty,
    requires_one_of,
)
from linkcheck.engine.rule import Findings, at, member, missing, removal, rule
from linkcheck.rules.data.products import CREDIT, Array, allows
from linkcheck.rules.formats.tokens import is_placeholder, parse
from linkcheck.rules.request import UPDATES, LinkRequest, initial

UPDATE_MODE = "https://plaid.com/docs/link/update-mode/"
VALIDATED = ("auth", "identity")
"""Products that update mode can validate anew (Product Validations, a beta)."""
# -- products ------------------------------------------------------------------------------------


@rule(
    "LC370",
    "product-in-update-mode",
    on=UPDATES,
    source=("products", UPDATE_MODE),
    covers="C225",
)
def product_in_update_mode(request: LinkRequest) -> Findings:
    """`products` names a product that update mode cannot add.

    Why: Update mode changes an Item that exists. Only credit products (Assets, Statements, Income,
        Plaid Check) are added this way; consent to others goes through
        `additional_consented_products`.
    Bad: update {"products": ["transactions"]}
    Good: update
    Good: update {"products": ["assets"]}
    Note: `auth` and `identity` (validations, document upload) and `transfer` with
        `transfer.intent_id` (Transfer UI for a known user) have uses of their own and are not
        reported here. An empty list is taken.
    """
    if request.has("transfer", "authorization_id"):
        return
    for index, product in request.texts("products"):
        if product in CREDIT or product in VALIDATED:
            continue
        if product == "transfer" and request.has("transfer", "intent_id"):
            continue
        consent = ", or move it to `additional_consented_products` to ask for consent"
        yield at(
            "products",
            index,
            message=f"`{product}` cannot be added in update mode, and this request is for update "
            f"mode. Remove it{consent if _may_be_consented(request, product) else ''}.",
        )


def _may_be_consented(request: LinkRequest, product: str) -> bool:
    """True if moving a product to `additional_consented_products` makes no other error."""
    array: Array = "additional_consented_products"
    return allows(product, array) and array not in dict(request.places(product))


@rule(
    "LC371",
    "update-mode-validation-beta",
    severity=Severity.WARNING,
    on=UPDATES,
    source=UPDATE_MODE,
    covers="C226 C249 C250",
)
def update_mode_validation(request: LinkRequest) -> Findings:
    """`auth` or `identity` in `products` starts a beta of update mode.

    Why: With `access_token` these two start Update Mode with Product Validations, which only
        enabled customers have. To verify micro-deposits, or to repair an Item, `products` is left
        out; for a first link, `access_token` is.
    Bad: update {"products": ["auth"]}
    Good: update
    Good: upload
    """
    if request.flag("identity", "is_document_upload"):
        return
    if request.initial(*CREDIT) or request.has("transfer", "authorization_id"):
        return  # LC372 and LC623 speak of these
    for index, product in request.texts("products"):
        if product in VALIDATED:
            yield at(
                "products",
                index,
                message=f"`{product}` together with `access_token` starts Update Mode with Product "
                "Validations, a beta for enabled customers. Leave `products` out otherwise, and "
                "`access_token` if this is a first link.",
            )


@rule(
    "LC372",
    "update-mode-mixes-flows",
    on=UPDATES,
    source=UPDATE_MODE,
    covers="C228",
)
def update_mode_mixes_flows(request: LinkRequest) -> Findings:
    """Update mode both validates `auth` or `identity` and adds a credit product.

    Why: Product Validations and adding a credit product are separate flows of update mode; one
        session does one of them.
    Bad: update {"products": ["auth", "assets"]}
    Good: update {"products": ["assets"]}
    """
    if not request.initial(*CREDIT):
        return
    for index, product in request.texts("products"):
        if product in VALIDATED:
            yield at(
                "products",
                index,
                message=f"`{product}` cannot be validated in the update-mode session that adds a "
                "credit product. Remove it here, and validate it in a session of its own.",
            )


@rule(
    "LC373",
    "product-array-in-update-mode",
    severity=Severity.WARNING,
    on=("required_if_supported_products", "optional_products"),
    needs=UPDATES,
    source=UPDATE_MODE,
    covers="C227 C229",
)
def product_array_in_update_mode(request: LinkRequest) -> Findings:
    """`required_if_supported_products` or `optional_products` stands in an update-mode request.

    Why: In update mode these arrays neither add nor validate a product; consent is asked for
        through `additional_consented_products`, validations run through `products`.
    Bad: update {"optional_products": ["identity"]}
    Good: update {"additional_consented_products": ["identity"]}
    """
    for array in ("required_if_supported_products", "optional_products"):
        if request.items(array):
            movable = [f"`{p}`" for _, p in request.texts(array) if _may_be_consented(request, p)]
            consent = (
                f", and move {' and '.join(movable)} to `additional_consented_products` to ask for "
                "consent"
                if movable
                else ""
            )
            yield member(
                array,
                message=f"`{array}` has no effect in update mode. Leave it out{consent}.",
            )


# -- whose Item is updated -----------------------------------------------------------------------

requires_one_of(
    "LC375",
    "update-without-user",
    ("user_token", "user_id"),
    when=is_true("update.user") | not_empty("update.item_ids"),
    source=("update.user", "update.item_ids", UPDATE_MODE),
    covers="C234 C235",
    message="`update.user` and `update.item_ids` update the Items of a user, but neither `user_id` "
    "nor `user_token` says of whom. Add the one that your integration uses.",
    doc="""`update.user` or `update.item_ids` is set, but no user is named.

    Why: Update mode for a user finds the Item through `user_token`, or `user_id` in newer
        integrations.
    Bad: update without access_token {"update": {"user": true}}
    Good: update without access_token {"update": {"user": true}, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Note: The reference names `user_token` alone; the update-mode page and the newer API
        description name `user_id` as well.
    """,
)


@rule(
    "LC376",
    "update-item-ids-without-user-flag",
    severity=Severity.WARNING,
    on="update",
    source="update.item_ids",
    covers="C236",
)
def update_item_ids_without_flag(request: LinkRequest) -> Findings:
    """`update.item_ids` is given, but `update.user` is not true.

    Why: The newer API description says that `update.user` must be `true` for `item_ids`;
        the reference of June does not, hence a warning.
    Bad: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw",
        "update": {"item_ids": ["Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"]}}
    Good: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw",
        "update": {"user": true, "item_ids": ["Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"]}}
    """
    if request.items("update", "item_ids") and not request.has("update", "user"):
        yield missing(
            "update",
            "user",
            message="`update.item_ids` works only in update mode for a user: add "
            "`update.user` with `true`.",
        )
    elif request.items("update", "item_ids") and request.get("update", "user") is False:
        yield at(
            "update",
            "user",
            message="`update.user` is `false`, but `update.item_ids` works only if it is `true`.",
        )


at_most_one(
    "LC377",
    "update-several-items",
    "update.item_ids",
    severity=Severity.WARNING,
    source="update.item_ids",
    covers="C237",
    message="`update.item_ids` takes one Item at a time for now. Update the others in sessions of "
    "their own.",
    doc="""`update.item_ids` names more than one Item.

    Why: The newer API description says that only one id may be given for now; the
        reference of June does not, hence a warning.
    Bad: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw",
        "update": {"user": true, "item_ids": ["Ed6bjNrDLJfGvZWwnkQlf", "gVM8b7wWA5FEVkjVom3"]}}
    Good: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw",
        "update": {"user": true, "item_ids": ["Ed6bjNrDLJfGvZWwnkQlfxwoNz5"]}}
    """,
)


@rule(
    "LC378",
    "update-item-ids-empty",
    severity=Severity.INFO,
    on="update",
    source="update.item_ids",
    covers="C238",
)
def update_item_ids_empty(request: LinkRequest) -> Findings:
    """`update.item_ids` is empty.

    Why: An empty list means the Item of the user that broke last, which is easier to see when the
        field is left out.
    Bad: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw",
        "update": {"user": true, "item_ids": []}}
    Good: update without access_token {"user_id": "usr_9nSp2KuZ2x4JDw", "update": {"user": true}}
    """
    if request.get("update", "item_ids") == []:
        yield at(
            "update",
            "item_ids",
            message="An empty `update.item_ids` updates the Item of the user that broke last. "
            "Leave the field out to say so, or name the Item.",
        )


forbids(
    "LC379",
    "update-by-token-and-user",
    "access_token",
    when=is_true("update.user"),
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    source=UPDATE_MODE,
    covers="C239",
    message="`access_token` and `update.user` both say what to update. Keep one: the token for one "
    "Item, `update.user` for the Items of a user.",
    doc="""`access_token` and `update.user` are both set.

    Why: They are two ways to say what is updated; which one wins is not documented.
    Bad: update {"update": {"user": true}, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: update without access_token {"update": {"user": true}, "user_id": "usr_9nSp2KuZ2x4JDw"}
    """,
)


@rule(
    "LC380",
    "update-of-nothing",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="update",
    source="update",
    covers="C240",
)
def update_of_nothing(request: LinkRequest) -> Findings:
    """`update` is set, but nothing says which Item to update.

    Why: The options of update mode do nothing in a session that links a new Item.
    Bad: {"update": {"account_selection_enabled": true}}
    Good: update {"update": {"account_selection_enabled": true}}
    """
    if request.obj("update") is not None and not request.updates:
        yield member(
            "update",
            message="`update` has no effect: no `access_token`, `update.user` or "
            "`transfer.authorization_id` says what to update. Add one in place of `products`, or "
            "remove `update`.",
        )


# -- account selection ---------------------------------------------------------------------------

forbids(
    "LC381",
    "account-filters-in-update-mode",
    "account_filters",
    when=~is_true("update.account_selection_enabled"),
    needs=UPDATES,
    source=UPDATE_MODE,
    covers="C242",
    message="`account_filters` may be set in update mode only with "
    "`update.account_selection_enabled`. Set that to `true`, or remove the filters.",
    doc="""`account_filters` is set in update mode without account selection.

    Why: Update mode shows accounts to choose from, and so can filter them, only if
        `update.account_selection_enabled` is true.
    Bad: update {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Good: update {"update": {"account_selection_enabled": true},
        "account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    """,
)


@rule(
    "LC382",
    "account-selection-country",
    severity=Severity.WARNING,
    on="update",
    source=("update.account_selection_enabled", UPDATE_MODE),
    covers="C243",
)
def account_selection_country(request: LinkRequest) -> Findings:
    """`update.account_selection_enabled` is set for countries that do not have it.

    Why: Choosing accounts anew works for institutions in the US and Canada. Elsewhere the Item is
        removed and linked again.
    Bad: update {"country_codes": ["GB"], "update": {"account_selection_enabled": true}}
    Good: update {"update": {"account_selection_enabled": true}}
    """
    countries = request.countries
    if not request.flag("update", "account_selection_enabled") or not countries:
        return
    if not {"US", "CA"}.intersection(countries):
        yield at(
            "update",
            "account_selection_enabled",
            message="Accounts can be chosen anew only at institutions in the US and Canada, and "
            "`country_codes` has neither. Remove the flag, and link the Item anew instead.",
            related=(Related("/country_codes", "neither US nor CA"),),
        )


@rule(
    "LC383",
    "account-selection-disabled",
    severity=Severity.INFO,
    on="update",
    source="update.account_selection_enabled",
    covers="C244",
)
def account_selection_disabled(request: LinkRequest) -> Findings:
    """`update.account_selection_enabled` is false.

    Why: False is the default, and US institutions that let users choose accounts themselves (OAuth)
        show the choice whatever the field says.
    Bad: update {"update": {"account_selection_enabled": false}}
    Good: update
    """
    if request.get("update", "account_selection_enabled") is False:
        yield at(
            "update",
            "account_selection_enabled",
            message="`false` is the default, and OAuth institutions in the US let users choose "
            "accounts all the same. Leave the field out.",
        )


flag_advice(
    "LC384",
    "account-selection-with-assets",
    "update.account_selection_enabled",
    when=initial("assets"),
    severity=Severity.WARNING,
    evidence=Evidence.OBSERVED,
    source="https://github.com/viceroypenguin/Going.Plaid/issues/68",
    covers="C246",
    plaid="?: account select update is not supported for the assets product",
    message="Plaid was seen to refuse account selection in update mode together with `assets`. Do "
    "the two in sessions of their own.",
    doc="""`update.account_selection_enabled` is set while `assets` is added.

    Why: A report of 2022 quotes Plaid as refusing account selection for the Assets product.
    Bad: update {"products": ["assets"], "update": {"account_selection_enabled": true}}
    Good: update {"products": ["assets"]}
    Note: The update-mode page speaks of both together, so this may no longer hold: a warning.
    """,
)

# -- the token and other fields ------------------------------------------------------------------


@rule(
    "LC385",
    "access-token-form",
    on="access_token",
    source=("access_token", "https://plaid.com/docs/errors/invalid-input/"),
    covers="C247",
    plaid="INVALID_ACCESS_TOKEN: provided access token is in an invalid format. expected format: "
    "access-<environment>-<identifier>",
)
def access_token_form(request: LinkRequest) -> Findings:
    """`access_token` does not have the form of an access token.

    Why: Access tokens read `access-<environment>-<identifier>`. A public, link or processor token
        is something else and is refused.
    Bad: update {"access_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: update
    """
    text = request.text("access_token")
    if not text or is_placeholder(text):
        return
    token = parse(text)
    if token is None or token.kind != "access_token" or token.environment is None:
        other = ""
        if token is not None and token.kind == "access_token":
            other = ": it names neither `sandbox` nor `production`"
        elif token is not None:
            other = f"; it looks like a value for `{token.kind}`"
        yield at(
            "access_token",
            message="`access_token` is not of the form `access-<environment>-<identifier>`"
            f"{other}. Use the token that `/item/public_token/exchange` returned.",
        )


@rule(
    "LC386",
    "webhook-in-update-mode",
    severity=Severity.WARNING,
    needs="webhook",
    on=UPDATES,
    source="webhook",
    covers="C233",
)
def webhook_in_update_mode(request: LinkRequest) -> Findings:
    """`webhook` is set in update mode, where it has no effect.

    Why: The webhook of an Item that exists is changed with `/item/webhook/update`.
    Bad: update {"webhook": "https://example.com/plaid/webhook"}
    Good: update
    Good: upload
    Note: Not reported while a credit product is added, nor for document upload, Hosted Link and
        Multi-Item Link, whose own webhooks go to this address.
    """
    if request.initial(*CREDIT):
        return
    if request.flag("identity", "is_document_upload") or request.has("hosted_link"):
        return
    if request.flag("enable_multi_item_link"):
        return
    yield member(
        "webhook",
        message="`webhook` has no effect in update mode. Remove it, and call "
        "`/item/webhook/update` to change the webhook of the Item.",
        fix=removal("webhook"),
    )


@rule(
    "LC387",
    "update-mode-without-redirect",
    severity=Severity.INFO,
    on=UPDATES,
    source="https://plaid.com/docs/link/oauth/",
    covers="C252",
)
def update_mode_without_redirect(request: LinkRequest) -> Findings:
    """An update-mode request has neither `redirect_uri` nor `android_package_name`.

    Why: OAuth institutions send the user away and need to know where to return, in update mode as
        well.
    Bad: update
    Good: update {"redirect_uri": "https://example.com/oauth.html"}
    """
    if not (request.has("redirect_uri") or request.has("android_package_name")):
        yield missing(
            "redirect_uri",
            message="Users of OAuth institutions may not find back from their bank: add "
            "`redirect_uri` (`android_package_name` on Android) in update mode too.",
        )


not_both(
    "LC388",
    "access-token-with-authorization",
    "transfer.authorization_id",
    "access_token",
    severity=Severity.INFO,
    source="transfer.authorization_id",
    covers="C253",
    message="`transfer.authorization_id` already says which Item is updated: `access_token` can be "
    "left out.",
    doc="""`access_token` stands beside `transfer.authorization_id`.

    Why: The authorization names the Item, so the token is not needed.
    Bad: update {"transfer": {"authorization_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    Good: update without access_token
        {"transfer": {"authorization_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}
    """,
)
