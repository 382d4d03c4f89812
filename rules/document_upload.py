"""Identity Document Upload: `identity`."""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Fix, Severity
from linkcheck.engine.relations import at_most_one, is_true, requires
from linkcheck.engine.rule import Findings, at, member, missing, rule
from linkcheck.rules.request import LinkRequest, in_environment, updates

GUIDE = "https://plaid.com/docs/identity/identity-document-upload/"
FOR_UPLOADS = ("account_ids", "parsing_configs")

uploads = is_true("identity.is_document_upload")


@rule(
    "LC700",
    "document-upload-without-account",
    on="identity",
    source="identity.account_ids",
    covers="C454",
)
def document_upload_without_account(request: LinkRequest) -> Findings:
    """`identity.is_document_upload` is set, but `identity.account_ids` is missing or empty.

    Why: The document belongs to an account, which `account_ids` names.
    Bad: upload {"identity": {"is_document_upload": true}}
    Bad: upload {"identity": {"is_document_upload": true, "account_ids": []}}
    Good: upload
    """
    if not uploads(request):
        return
    accounts = request.get("identity", "account_ids")
    if accounts is None:
        yield missing(
            "identity",
            "account_ids",
            message="`identity.account_ids` is missing: document upload needs the id of the "
            "account that the document is for. Add a list with that one id.",
        )
    elif accounts == []:
        yield at(
            "identity",
            "account_ids",
            message="`identity.account_ids` is empty: document upload needs the id of the account "
            "that the document is for. Put that one id in.",
        )


at_most_one(
    "LC701",
    "document-upload-several-accounts",
    "identity.account_ids",
    source="identity.account_ids",
    covers="C455",
    message="`identity.account_ids` takes one id only for now. Request the documents of other "
    "accounts in sessions of their own.",
    doc="""`identity.account_ids` holds more than one id.

    Why: The field is a list, but for now it can hold one id only.
    Bad: upload {"identity": {"is_document_upload": true, "account_ids": [
        "DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX", "VJyR7wRm79TNGEKxpEG9fjpJ1mmM5Bt9ymVkR"]}}
    Good: upload
    """,
)


@rule(
    "LC702",
    "identity-option-without-upload",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="identity",
    needs="+identity",
    source=("identity.account_ids", "identity.parsing_configs"),
    covers="C456 C457",
)
def identity_option_without_upload(request: LinkRequest) -> Findings:
    """`identity.account_ids` or `parsing_configs` is given, but the session is no document upload.

    Why: Both say something about an uploaded document; without `is_document_upload` there is none.
    Bad: upload {"identity": {"account_ids": ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"]}}
    Bad: upload {"identity": {"is_document_upload": false, "parsing_configs": ["ocr"]}}
    Good: upload
    """
    flag = request.get("identity", "is_document_upload")
    if flag not in (None, False):
        return
    for name in FOR_UPLOADS:
        if request.items("identity", name):
            yield member(
                "identity",
                name,
                message=f"`identity.{name}` has no effect, as `identity.is_document_upload` is "
                f"{'`false`' if flag is False else 'not set'}. Set that to `true`, or remove this "
                "field.",
            )


@rule(
    "LC703",
    "document-upload-without-ocr",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="identity",
    source="identity.parsing_configs",
    covers="C459",
)
def document_upload_without_ocr(request: LinkRequest) -> Findings:
    """`identity.parsing_configs` leaves `ocr` out.

    Why: `ocr` is the default only while the field is left out. A list without it probably turns the
        reading of the document off; the guide sends both values to have fraud checked as well.
    Bad: upload {"identity": {"is_document_upload": true, "parsing_configs": ["risk_signals"],
        "account_ids": ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"]}}
    Good: upload {"identity": {"is_document_upload": true,
        "parsing_configs": ["ocr", "risk_signals"],
        "account_ids": ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"]}}
    """
    parts = request.items("identity", "parsing_configs")
    if uploads(request) and parts and all(part == "risk_signals" for part in parts):
        yield at(
            "identity",
            "parsing_configs",
            message="`identity.parsing_configs` has `risk_signals` without `ocr`, so the document "
            "is probably not read. Add `ocr`.",
            fix=Fix(
                "Add `ocr`",
                ({"op": "add", "path": "/identity/parsing_configs/0", "value": "ocr"},),
                safe=False,
            ),
        )


requires(
    "LC704",
    "document-upload-without-item",
    "access_token",
    when=uploads & ~updates,
    source=GUIDE,
    covers="C460",
    message="`identity.is_document_upload` is set without `access_token`: documents are uploaded "
    "for an account of an Item that exists. Add the `access_token` of that Item.",
    doc="""`identity.is_document_upload` is set, but the request is not for update mode.

    Why: Document upload runs in update mode, for an Item that is linked already.
    Bad: upload without access_token
    Good: upload
    """,
)


@rule(
    "LC705",
    "document-upload-without-product",
    severity=Severity.WARNING,
    on="identity",
    source=GUIDE,
    covers="C461",
)
def document_upload_without_product(request: LinkRequest) -> Findings:
    """`identity.is_document_upload` is set, but `identity` is not in `products`.

    Why: Update mode mostly goes without `products`, but the guide of document upload sets it to
        `["identity"]`.
    Bad: upload without products
    Bad: upload {"products": ["auth"]}
    Good: upload
    """
    if not uploads(request) or not request.updates:
        return
    if request.initial("identity") or "identity" in request.meant:
        return
    message = (
        "`identity.is_document_upload` is set, but `identity` is not in `products`. Set `products` "
        'to `["identity"]`, in update mode too.'
    )
    if request.has("products"):
        yield at("products", message=message)
    else:
        yield missing("products", message=message)


requires(
    "LC706",
    "document-upload-without-webhook",
    "webhook",
    when=uploads & in_environment("sandbox"),
    severity=Severity.WARNING,
    needs="@environment",
    source=GUIDE,
    covers="C462",
    message="`webhook` is missing: in Sandbox, documents can be uploaded only if a valid webhook "
    "is given. Add the address.",
    doc="""`webhook` is missing for a document upload in Sandbox.

    Why: In Sandbox, documents can be uploaded only in a session with a valid `webhook`.
    Bad: upload without webhook
    Good: upload
    Note: The access token of the request shows the environment.
    """,
)
