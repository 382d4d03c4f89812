"""Remedies of rules/update_mode.py."""

from tests.rules.pair import Pair

USER_ID = "usr_9nSp2KuZ2x4JDw"
USER_TOKEN = "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
ITEM = "Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"
TOKEN = "access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"

PAIRS = [
    Pair("LC370", "Remove it", {"/products": ...}),
    Pair(
        "LC370",
        "move it to `additional_consented_products`",
        {"/products": ..., "/additional_consented_products": ["transactions"]},
    ),
    Pair("LC370", "Remove it", {"/products": ...}, bad='update {"products": ["layer"]}'),
    Pair("LC371", "Remove `products` unless the beta is enabled for you", {"/products": ...}),
    Pair("LC371", "`access_token` if this is a first link", {"/access_token": ...}),
    Pair("LC372", "Remove it here", {"/products/0": ...}),
    Pair(
        "LC373",
        "Remove it, and move `identity` to `additional_consented_products`",
        {"/optional_products": ..., "/additional_consented_products": ["identity"]},
    ),
    Pair(
        "LC373",
        "Remove it.",
        {"/optional_products": ...},
        bad='update {"optional_products": ["transfer"]}',
    ),
    Pair("LC375", "Add the one that your integration uses", {"/user_id": USER_ID}),
    Pair("LC375", "Add the one that your integration uses", {"/user_token": USER_TOKEN}),
    Pair("LC376", "Set `update.user` to `true`", {"/update/user": True}),
    Pair("LC377", "Update the other Items in separate sessions", {"/update/item_ids/1": ...}),
    Pair("LC378", "Remove the field", {"/update/item_ids": ...}),
    Pair("LC378", "name the Item", {"/update/item_ids": [ITEM]}),
    Pair("LC379", "Keep `access_token` to update one Item", {"/update/user": ...}),
    Pair("LC379", "`update.user` to update the Items of a user", {"/access_token": ...}),
    Pair(
        "LC380",
        "Add one of these in place of `products`",
        {"/access_token": TOKEN, "/products": ...},
    ),
    Pair("LC380", "remove `update`", {"/update": ...}),
    Pair(
        "LC381",
        "Set `update.account_selection_enabled` to `true`",
        {"/update/account_selection_enabled": True},
    ),
    Pair("LC381", "remove the filters", {"/account_filters": ...}),
    Pair("LC382", "Remove it", {"/update/account_selection_enabled": ...}),
    Pair("LC383", "Remove the field", {"/update/account_selection_enabled": ...}),
    Pair(
        "LC384",
        "Select accounts and add `assets` in separate sessions",
        {"/update/account_selection_enabled": ...},
    ),
    Pair("LC384", "Select accounts and add `assets` in separate sessions", {"/products": ...}),
    Pair(
        "LC385",
        "Use the token that `/item/public_token/exchange` returned",
        {"/access_token": TOKEN},
    ),
    Pair("LC386", "Remove it", {"/webhook": ...}),
    Pair("LC387", "Add `redirect_uri`", {"/redirect_uri": "https://example.com/oauth.html"}),
    Pair(
        "LC387", "`android_package_name` on Android", {"/android_package_name": "com.example.app"}
    ),
    Pair("LC388", "Remove `access_token`", {"/access_token": ...}),
    Pair(
        "LC376",
        "Set `update.user` to `true`",
        {"/update/user": True},
        bad='without products {"user_id": "usr_9nSp2KuZ2x4JDw", "update": {"user": false, '
        '"item_ids": ["Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr"]}}',
    ),
]
