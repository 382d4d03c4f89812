"""The accounts in the sessions of a `/link/token/get` response."""

from __future__ import annotations

import re

from linkcheck.engine.finding import Evidence, Related, Severity
from linkcheck.engine.relations import each_value, known_values
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.engine.view import View
from linkcheck.pointer import to_pointer
from linkcheck.rules.data.accounts import ACCOUNT_TYPES, OLD_TYPE_NAMES, types_of
from linkcheck.rules.data.responses import (
    TRANSFER_STATUSES,
    VERIFICATION_STATUSES,
)
from linkcheck.rules.response import (
    GET,
    ON_SUCCESS,
    RESULTS,
    objects,
    request_of,
)

ACCOUNTS = (
    f"{ON_SUCCESS}.metadata.accounts[]",
    f"{RESULTS}.item_add_results[].accounts[]",
    f"{RESULTS}.cra_item_add_results[].accounts[]",
    f"{RESULTS}.cra_update_results[].accounts[]",
)
"""Where the accounts of a session stand."""

ACCOUNT = "link_sessions[].results.item_add_results[].accounts[]"
_MASK = r"[A-Za-z0-9]{2,4}"


def account_fields(name: str) -> list[str]:
    """The patterns of a member of the accounts."""
    return [f"{place}.{name}" for place in ACCOUNTS]


# -- accounts -----------------------------------------------------------------------------------

each_value(
    "LC825",
    "account-mask-form",
    account_fields("mask"),
    wrong=lambda value: isinstance(value, str) and value != "" and not re.fullmatch(_MASK, value),
    document=GET,
    severity=Severity.WARNING,
    source=f"{ACCOUNT}.mask",
    covers="C509",
    message="`mask` is not the last two to four letters or digits of an account number. If it is "
    "longer, a full number may have slipped in: do not store it.",
    doc="""The mask of an account is not two to four letters or digits.

    Why: The mask is the end of the account number. A longer one may be the number itself.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"item_add_results": [{"accounts": [{"id": "a-1", "mask": "123456789"}]}]}}]}
    Good: get-response
    """,
)
known_values(
    "LC826",
    "verification-status-unknown",
    account_fields("verification_status"),
    known=VERIFICATION_STATUSES,
    document=GET,
    source=f"{ACCOUNT}.verification_status",
    covers="C510",
    message="`verification_status` is no status that Plaid documents. Treat the account as not "
    "verified.",
    doc="""`verification_status` of an account is no documented status.

    Why: The status says whether the account may be used for payments; an unknown one says nothing.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"item_add_results": [{"accounts": [{"id": "a-1", "verification_status": "verified"}]}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"item_add_results": [{"accounts": [{"id": "a-1", "verification_status": ""}]}]}}]}
    """,
)
each_value(
    "LC827",
    "verification-status-deprecated",
    account_fields("verification_status"),
    wrong=lambda value: value == "database_matched",
    document=GET,
    severity=Severity.WARNING,
    source=f"{ACCOUNT}.verification_status",
    covers="C512",
    message="`database_matched` is deprecated: it comes from Database Match, which Database Auth "
    "with its `database_insights_...` statuses replaces.",
    doc="""`verification_status` is `database_matched`, which is deprecated.

    Why: Only the former Database Match returned it.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results": {"item_add_results":
        [{"accounts": [{"id": "a-1", "verification_status": "database_matched"}]}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results": {"item_add_results":
        [{"accounts": [{"id": "a-1", "verification_status": "database_insights_pass"}]}]}}]}
    """,
)
NOT_USABLE = {
    **dict.fromkeys(
        ("verification_failed", "verification_expired", "database_insights_fail"),
        "was not verified and must not be used. Let the user link the account again",
    ),
    **dict.fromkeys(
        (
            "pending_automatic_verification",
            "pending_manual_verification",
            "database_insights_pending",
            "unsent",
        ),
        "is not verified yet. Wait for the verification before you use the account",
    ),
}


@rule(
    "LC828",
    "account-not-usable",
    document=GET,
    severity=Severity.INFO,
    on="link_sessions",
    source=f"{ACCOUNT}.verification_status",
    covers="C513",
)
def account_not_usable(view: View) -> Findings:
    """The verification of an account has failed, or is not over.

    Why: The Item exists in both cases, so that it is easily taken for usable.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results": {"item_add_results":
        [{"accounts": [{"id": "a-1", "verification_status": "verification_failed"}]}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results": {"item_add_results":
        [{"accounts": [{"id": "a-1", "verification_status": "automatically_verified"}]}]}}]}
    """
    for path, account in objects(view, *ACCOUNTS):
        status = account.get("verification_status")
        if isinstance(status, str) and status in NOT_USABLE:
            yield at(*path, "verification_status", message=f"The account {NOT_USABLE[status]}.")


each_value(
    "LC829",
    "class-type-deprecated",
    account_fields("class_type"),
    wrong=bool,
    key=True,
    document=GET,
    severity=Severity.INFO,
    source=f"{ACCOUNT}.class_type",
    covers="C514",
    message="`class_type` is deprecated. Read `holder_category` of the accounts endpoints instead.",
    doc="""An account has a value in `class_type`, which is deprecated.

    Why: Plaid no longer asks whether an account is business or personal during micro-deposits.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"item_add_results": [{"accounts": [{"id": "a-1", "class_type": "business"}]}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"item_add_results": [{"accounts": [{"id": "a-1", "class_type": null}]}]}}]}
    """,
)


@rule(
    "LC830",
    "account-subtype-of-other-type",
    document=GET,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="link_sessions",
    source=f"{ACCOUNT}.subtype",
    covers="C515",
)
def account_subtype_of_other_type(view: View) -> Findings:
    """The subtype of an account belongs to another type.

    Why: Each subtype belongs to one or two types, such as `checking` to `depository`. Types and
        subtypes that are not listed are not judged, nor is the type `other`.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"item_add_results": [{"accounts": [
        {"id": "a-1", "type": "credit", "subtype": "checking"}]}]}}]}
    Good: get-response
    """
    for path, account in objects(view, *ACCOUNTS):
        kind, subtype = account.get("type"), account.get("subtype")
        if not isinstance(kind, str) or not isinstance(subtype, str):
            continue
        types = types_of(subtype)
        if (
            kind in ACCOUNT_TYPES - {"other"}
            and types
            and OLD_TYPE_NAMES.get(kind, kind) not in types
        ):
            listed = " or ".join(f"`{name}`" for name in sorted(types))
            yield at(
                *path,
                "subtype",
                message=f"`subtype` belongs to the type {listed}, not to `{kind}`. Check that the "
                "account is unaltered.",
                related=(Related(to_pointer((*path, "type")), "the type"),),
            )


# -- what depends on the products of the request ------------------------------------------------


def _asks_for(view: View, product: str) -> bool:
    """The session may use the product: it is in the echo, in the request, or neither is known."""
    request = request_of(view)
    echoed = view.get("metadata", "initial_products")
    if request is not None:
        return request.uses(product) or not request.products
    return not isinstance(echoed, list) or not echoed or product in echoed


@rule(
    "LC831",
    "verification-without-auth",
    document=GET,
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    on="link_sessions",
    source=f"{ACCOUNT}.verification_status",
    covers="C511",
)
def verification_without_auth(view: View) -> Findings:
    """An account has a `verification_status`, but Auth was not requested.

    Why: The status is filled only when Auth falls back to micro-deposits or a database. Auth may
        stand in another product array than `products`, which the response does not show.
    Bad: get-response {"metadata": {"client_name": "Wonderwallet", "country_codes": ["US"],
        "initial_products": ["transactions"], "language": "en", "redirect_uri": null,
        "webhook": null}, "link_sessions": [{"link_session_id": "s-1", "results":
        {"item_add_results": [{"accounts":
        [{"id": "a-1", "verification_status": "manually_verified"}]}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results": {"item_add_results":
        [{"accounts": [{"id": "a-1", "verification_status": "manually_verified"}]}]}}]}
    """
    if _asks_for(view, "auth"):
        return
    for path, account in objects(view, *ACCOUNTS):
        if account.get("verification_status"):
            yield at(
                *path,
                "verification_status",
                message="`verification_status` is filled only with Auth, but `products` do not "
                "have `auth`.",
            )


known_values(
    "LC832",
    "transfer-status-unknown",
    [f"{ON_SUCCESS}.metadata.transfer_status"],
    known=TRANSFER_STATUSES | {status.lower() for status in TRANSFER_STATUSES},
    document=GET,
    source="link_sessions[].on_success.metadata.transfer_status",
    covers="C516",
    message="`transfer_status` is neither `COMPLETE` nor `INCOMPLETE`. Look the transfer up before "
    "you rely on it.",
    doc="""`transfer_status` is neither `COMPLETE` nor `INCOMPLETE`.

    Why: These two are documented, in capitals on one page and in lower case on another.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "on_success":
        {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
        "metadata": {"transfer_status": "DONE"}}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "on_success":
        {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
        "metadata": {"transfer_status": "complete"}}}]}
    """,
)


@rule(
    "LC833",
    "transfer-status-without-transfer",
    document=GET,
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    on="link_sessions",
    source="link_sessions[].on_success.metadata.transfer_status",
    covers="C517",
)
def transfer_status_without_transfer(view: View) -> Findings:
    """A session has a `transfer_status`, but Transfer was not requested.

    Why: The status comes with Transfer UI only.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "on_success":
        {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
        "metadata": {"transfer_status": "COMPLETE"}}}]}
    Good: get-response {"metadata": {"client_name": "Wonderwallet", "country_codes": ["US"],
        "initial_products": ["transfer"], "language": "en", "redirect_uri": null, "webhook": null},
        "link_sessions": [{"link_session_id": "s-1", "on_success":
        {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
        "metadata": {"transfer_status": "COMPLETE"}}}]}
    """
    if _asks_for(view, "transfer"):
        return
    for path, status in view.each(f"{ON_SUCCESS}.metadata.transfer_status"):
        if status:
            yield at(
                *path,
                message="`transfer_status` is filled only with Transfer UI, but `products` do not "
                "have `transfer`.",
            )
