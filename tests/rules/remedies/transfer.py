"""Remedies of rules/transfer.py."""

from tests.rules.pair import Pair

UI = '{"products": ["transfer"], "transfer": {"intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}}'

PAIRS = [
    Pair("LC620", "Keep `intent_id` for Transfer UI", {"/transfer/authorization_id": ...}),
    Pair(
        "LC620",
        "`authorization_id` without `products`",
        {"/transfer/intent_id": ..., "/products": ...},
    ),
    Pair(
        "LC621",
        "Set it to a customization in which users select one account",
        {"/link_customization_name": "single-account"},
    ),
    Pair("LC622", "Remove the flag", {"/auth/database_match_enabled": ...}),
    Pair(
        "LC622",
        "create the transfer without Transfer UI",
        {"/transfer": ...},
        facts={"ignore": ["LC605"]},
    ),  # the reader keeps a deprecated flow
    Pair("LC623", "Remove `products`", {"/products": ...}),
    Pair(
        "LC622",
        "Disable Database Auth",
        bad=UI,
        context={"database_auth": True},
        facts={"database_auth": False},
    ),
    Pair(
        "LC622",
        "create the transfer without Transfer UI",
        {"/transfer": ...},
        bad=UI,
        context={"database_auth": True},
    ),
]
