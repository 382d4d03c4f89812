"""The accounts in the sessions of a `/link/token/get` response."""

from __future__ import annotations

import re

from linkcheck.engine.finding import INFERRED, INFO, WARNING, Related
from linkcheck.engine.relations import each_value, known_values
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.engine.view import View
from linkcheck.engine.wording import either, quoted
from linkcheck.pointer import to_pointer
from linkcheck.rules.data.accounts import ACCOUNT_TYPES, OLD_TYPE_NAMES, types_of
from linkcheck.rules.data.responses import TRANSFER_STATUSES, VERIFICATION_STATUSES
from linkcheck.rules.response import GET, ON_SUCCESS, RESULTS, objects, request_of

ACCOUNTS = (
    f"{ON_SUCCESS}.metadata.accounts[]",
    f"{RESULTS}.item_add_results[].accounts[]",
    f"{RESULTS}.cra_item_add_results[].accounts[]",
    f"{RESULTS}.cra_update_results[].accounts[]",
)
"""The arrays with the accounts of a session."""

ACCOUNT = "link_sessions[].results.item_add_results[].accounts[]"
_MASK = r"[A-Za-z0-9]{2,4}"


def account_fields(name: str) -> list[str]:
    """Return the patterns of a field of the accounts."""
    return [f"{place}.{name}" for place in ACCOUNTS]


# -- accounts -----------------------------------------------------------------------------------

each_value(
    "LC825",
    "account-mask-form",
    account_fields("mask"),
    wrong=lambda value: isinstance(value, str) and value != "" and not re.fullmatch(_MASK, value),
    document=GET,
    severity=WARNING,
    source=f"{ACCOUNT}.mask",
    covers="C509",
    doc="""`mask` does not consist of two to four letters or digits.

    Help: Check that it is not a full account number before you store it.
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
    doc="""Unknown value in `verification_status`.

    Help: Treat the account as not verified.
    Why: The status says whether you may use the account for payments; an unknown one says nothing.
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
    severity=WARNING,
    source=f"{ACCOUNT}.verification_status",
    covers="C512",
    doc="""`verification_status` is `database_matched`, which is deprecated.

    Help: Use Database Auth, whose statuses begin with `database_insights_`.
    Why: Only Database Match returned it, which Database Auth replaces.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results": {"item_add_results":
        [{"accounts": [{"id": "a-1", "verification_status": "database_matched"}]}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results": {"item_add_results":
        [{"accounts": [{"id": "a-1", "verification_status": "database_insights_pass"}]}]}}]}
    """,
)
FAILED = frozenset({"verification_failed", "verification_expired", "database_insights_fail"})
PENDING = frozenset(
    {
        "pending_automatic_verification",
        "pending_manual_verification",
        "database_insights_pending",
        "unsent",
    }
)


@rule(
    "LC828",
    document=GET,
    severity=INFO,
    on="link_sessions",
    source=f"{ACCOUNT}.verification_status",
    covers="C513",
)
def account_not_usable(view: View) -> Findings:
    """The account is not verified, as its verification has failed or is pending.

    Why: The Item exists in both cases, so it is easily mistaken for usable.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results": {"item_add_results":
        [{"accounts": [{"id": "a-1", "verification_status": "verification_failed"}]}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results": {"item_add_results":
        [{"accounts": [{"id": "a-1", "verification_status": "automatically_verified"}]}]}}]}
    """
    for path, account in objects(view, *ACCOUNTS):
        status = account.get("verification_status")
        if not isinstance(status, str) or status not in FAILED | PENDING:
            continue
        message, remedy = (
            ("The account has failed its verification", "Ask the user to link the account again")
            if status in FAILED
            else ("The account is not verified yet", "Wait for the verification before you use it")
        )
        yield at(*path, "verification_status", message=message, help=remedy)


each_value(
    "LC829",
    "class-type-deprecated",
    account_fields("class_type"),
    wrong=bool,
    key=True,
    document=GET,
    severity=INFO,
    source=f"{ACCOUNT}.class_type",
    covers="C514",
    doc="""`class_type` is deprecated.

    Help: Use `holder_category` of the accounts endpoints.
    Why: Plaid no longer asks whether an account is business or personal during micro-deposits.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"item_add_results": [{"accounts": [{"id": "a-1", "class_type": "business"}]}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"item_add_results": [{"accounts": [{"id": "a-1", "class_type": null}]}]}}]}
    """,
)


@rule(
    "LC830",
    document=GET,
    severity=WARNING,
    evidence=INFERRED,
    on="link_sessions",
    source=f"{ACCOUNT}.subtype",
    covers="C515",
)
def account_subtype_of_other_type(view: View) -> Findings:
    """`subtype` belongs to another type.

    Help: Check that this document comes from Plaid unaltered.
    Why: Each subtype belongs to one or two types, such as `checking` to `depository`. The rule
        ignores types and subtypes that it does not know, and the type `other`.
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
            yield at(
                *path,
                "subtype",
                message=f"`subtype` belongs to {either(quoted(sorted(types)))}, not to `{kind}`",
                related=(Related(to_pointer((*path, "type")), "the type"),),
            )


# -- what depends on the products of the request ------------------------------------------------


def _asks_for(view: View, product: str) -> bool:
    """True if request or echo have the product, or neither is known."""
    request = request_of(view)
    echoed = view.get("metadata", "initial_products")
    if request is not None:
        return request.uses(product) or not request.products
    return not isinstance(echoed, list) or not echoed or product in echoed


@rule(
    "LC831",
    document=GET,
    severity=INFO,
    evidence=INFERRED,
    on="link_sessions",
    source=f"{ACCOUNT}.verification_status",
    covers="C511",
)
def verification_without_auth(view: View) -> Findings:
    """`verification_status` has a value, but `products` does not contain `auth`.

    Help: Check whether `auth` is in another product array of the request.
    Why: The status has a value only if Auth falls back to micro-deposits or a database. The
        response shows only `products`, not the other product arrays.
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
            yield at(*path, "verification_status")


known_values(
    "LC832",
    "transfer-status-unknown",
    [f"{ON_SUCCESS}.metadata.transfer_status"],
    known=TRANSFER_STATUSES | {status.lower() for status in TRANSFER_STATUSES},
    document=GET,
    source="link_sessions[].on_success.metadata.transfer_status",
    covers="C516",
    doc="""Unknown value in `transfer_status`.

    Help: Look up the transfer before you rely on it.
    Why: Plaid documents `COMPLETE` and `INCOMPLETE`, in uppercase on one page and in lowercase on
        another.
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
    document=GET,
    severity=INFO,
    evidence=INFERRED,
    on="link_sessions",
    source="link_sessions[].on_success.metadata.transfer_status",
    covers="C517",
)
def transfer_status_without_transfer(view: View) -> Findings:
    """`transfer_status` has a value, but `products` does not contain `transfer`.

    Help: Check that this response answers your request.
    Why: The status has a value only with Transfer UI.
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
            yield at(*path)
