"""Remedies of rules/document_upload.py."""

from tests.rules.pair import Pair

ACCOUNT = "DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"
TOKEN = "access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"

PAIRS = [
    Pair(
        "LC700",
        "Add the ID of the account that the document is for",
        {"/identity/account_ids": [ACCOUNT]},
    ),
    Pair(
        "LC700",
        "Add the ID of the account that the document is for",
        {"/identity/account_ids": [ACCOUNT]},
        bad=1,
    ),
    Pair(
        "LC701",
        "Request documents for other accounts in separate sessions",
        {"/identity/account_ids/1": ...},
    ),
    Pair(
        "LC702",
        "Set `identity.is_document_upload` to `true`",
        {"/identity/is_document_upload": True},
    ),
    Pair(
        "LC702",
        "remove this field",
        {"/identity/account_ids": ...},
        bad='without user {"user": {"client_user_id": "u-1001"}, "products": ["identity"], '
        '"identity": {"account_ids": ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"]}}',
    ),
    Pair("LC703", "Add `ocr`", {"/identity/parsing_configs": ["ocr", "risk_signals"]}),
    Pair("LC704", "Add the `access_token` of the Item", {"/access_token": TOKEN}),
    Pair("LC705", 'Set `products` to `["identity"]`', {"/products": ["identity"]}),
    Pair("LC705", 'Set `products` to `["identity"]`', {"/products": ["identity"]}, bad=1),
    Pair("LC706", "Add a valid webhook URL", {"/webhook": "https://example.com/plaid/webhook"}),
]
