"""Identity Document Upload: `identity`."""

from __future__ import annotations

from typing import Any

from linkcheck.engine.finding import INFERRED, WARNING, addition
from linkcheck.engine.relations import at_most_one, is_true, requires
from linkcheck.engine.rule import Finding, Findings, at, here, member, missing, rule
from linkcheck.rules.request import LinkRequest, in_environment, updates

GUIDE = "https://plaid.com/docs/identity/identity-document-upload/"
FOR_UPLOADS = ("account_ids", "parsing_configs")

uploads = is_true("identity.is_document_upload")


ACCOUNTS = ("identity", "account_ids")


@rule("LC700", on="identity", source=".".join(ACCOUNTS), covers="C454")
def document_upload_without_account(request: LinkRequest) -> Findings:
    """Missing `identity.account_ids`, which `identity.is_document_upload` requires.

    Help: Add the ID of the account that the document is for.
    Why: The document belongs to an account, which `account_ids` names.
    Bad: upload {"identity": {"is_document_upload": true}}
    Bad: upload {"identity": {"is_document_upload": true, "account_ids": []}}
    Good: upload
    """
    if not uploads(request):
        return
    accounts = request.get(*ACCOUNTS)
    if accounts is None:
        yield missing(*ACCOUNTS)
    elif accounts == []:
        message = (
            "`identity.account_ids` is empty, but document upload requires the ID of an account"
        )
        yield at(*ACCOUNTS, message=message)


at_most_one(
    "LC701",
    "document-upload-several-accounts",
    "identity.account_ids",
    source="identity.account_ids",
    covers="C455",
    doc="""`identity.account_ids` allows only one ID for now.

    Help: Request documents for other accounts in separate sessions.
    Why: The field is an array, but for now it may contain only one ID.
    Bad: upload {"identity": {"is_document_upload": true, "account_ids": [
        "DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX", "VJyR7wRm79TNGEKxpEG9fjpJ1mmM5Bt9ymVkR"]}}
    Good: upload
    """,
)


@rule(
    "LC702",
    severity=WARNING,
    evidence=INFERRED,
    on="identity",
    needs="+identity",
    source=("identity.account_ids", "identity.parsing_configs"),
    covers="C456 C457",
)
def identity_option_without_upload(request: LinkRequest) -> Findings:
    """`account_ids` or `parsing_configs` has no effect without `identity.is_document_upload`.

    Help: Set `identity.is_document_upload` to `true`, or remove this field.
    Why: Both are about an uploaded document; without `is_document_upload`, there is none.
    Bad: upload {"identity": {"account_ids": ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"]}}
    Bad: upload {"identity": {"is_document_upload": false, "parsing_configs": ["ocr"]}}
    Good: upload
    """
    if request.get("identity", "is_document_upload") not in (None, False):
        return
    for name in FOR_UPLOADS:
        if request.items("identity", name):
            message = f"`identity.{name}` has no effect without `identity.is_document_upload`"
            yield member("identity", name, message=message)


@rule(
    "LC703",
    field="identity.parsing_configs",
    severity=WARNING,
    evidence=INFERRED,
    on="identity",
    covers="C459",
)
def document_upload_without_ocr(parts: list[Any], request: LinkRequest) -> Finding | bool:
    """`identity.parsing_configs` without `ocr` probably turns off the parsing of the document.

    Help: Add `ocr`.
    Why: `ocr` is the default only if the field is left out. An array without it probably turns off
        the reading of the document; the guide sends both values to check for fraud as well.
    Bad: upload {"identity": {"is_document_upload": true, "parsing_configs": ["risk_signals"],
        "account_ids": ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"]}}
    Good: upload {"identity": {"is_document_upload": true,
        "parsing_configs": ["ocr", "risk_signals"],
        "account_ids": ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"]}}
    """
    if not uploads(request) or not parts or any(part != "risk_signals" for part in parts):
        return False
    path = ("identity", "parsing_configs", 0)
    return here(fix=addition(*path, value="ocr", description="Add `ocr`", safe=False))


requires(
    "LC704",
    "document-upload-without-item",
    "access_token",
    when=uploads & ~updates,
    source=GUIDE,
    covers="C460",
    doc="""Missing `access_token`, which `identity.is_document_upload` requires.

    Help: Add the `access_token` of the Item that has the account.
    Why: Document upload runs in update mode, for an Item that is already linked.
    Bad: upload without access_token
    Good: upload
    """,
)


@rule("LC705", severity=WARNING, on="identity", source=GUIDE, covers="C461")
def document_upload_without_product(request: LinkRequest) -> Findings:
    """`identity.is_document_upload` requires `identity` in `products`.

    Help: Set `products` to `["identity"]`, even in update mode.
    Why: Update mode usually needs no `products`, but the document upload guide sets it to
        `["identity"]`.
    Bad: upload without products
    Bad: upload {"products": ["auth"]}
    Good: upload
    """
    if not uploads(request) or not request.updates:
        return
    if request.initial("identity") or "identity" in request.meant:
        return
    yield at("products") if request.has("products") else missing("products")


requires(
    "LC706",
    "document-upload-without-webhook",
    "webhook",
    when=uploads & in_environment("sandbox"),
    severity=WARNING,
    needs="@environment",
    source=GUIDE,
    covers="C462",
    doc="""Missing `webhook`, which document upload requires in Sandbox.

    Help: Add a valid webhook URL.
    Why: In Sandbox, users can upload documents only in a session with a valid `webhook`.
    Bad: upload without webhook
    Good: upload
    Note: The access token of the request shows the environment.
    """,
)
