"""Remedies of rules/multi_item.py."""

from tests.rules.pair import Pair

FLAG = "/enable_multi_item_link"
USER_ID = "usr_9nSp2KuZ2x4JDw"
USER_TOKEN = "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"

PAIRS = [
    Pair("LC710", "Add the `user_id` that `/user/create` returned", {"/user_id": USER_ID}),
    Pair("LC710", "`user_token`", {"/user_token": USER_TOKEN}),
    Pair(
        "LC711",
        "Remove `same_day_microdeposits_enabled`",
        {"/auth/same_day_microdeposits_enabled": ...},
    ),
    Pair("LC711", "`enable_multi_item_link`", {FLAG: ...}),
    Pair("LC711", "Remove `database_match_enabled`", {"/auth/database_match_enabled": ...}, bad=1),
    # The reader keeps a deprecated flow.
    Pair("LC711", "`enable_multi_item_link`", {FLAG: ...}, bad=1, facts={"ignore": ["LC605"]}),
    Pair("LC712", "Remove it", {"/products/1": ...}),
    Pair("LC712", "`enable_multi_item_link`", {FLAG: ...}),
    Pair("LC713", "Test it before you rely on it, or request it without", {FLAG: ...}),
    Pair("LC713", "Test it before you rely on it, or request it without", {FLAG: ...}, bad=1),
    Pair("LC714", "Add a webhook URL", {"/webhook": "https://example.com/plaid/webhook"}),
    Pair("LC714", "poll `/link/token/get`"),
    Pair("LC715", "Remove it", {FLAG: ...}),
    Pair(
        "LC715",
        "replace `access_token` with `products`",
        {"/access_token": ..., "/products": ["auth"]},
    ),
]
