"""Remedies of rules/hosted_link.py."""

from tests.rules.pair import Pair

HOSTED = "/hosted_link"
COMPLETION = f"{HOSTED}/completion_redirect_uri"
APP_URI = "https://example.com/app"

PAIRS = [
    Pair("LC660", "Add the phone number", {"/user/phone_number": "+14155550010"}),
    Pair("LC660", "remove `delivery_method`", {f"{HOSTED}/delivery_method": ...}),
    Pair("LC661", "Add the email address", {"/user/email_address": "jane@example.com"}),
    Pair("LC661", "remove `delivery_method`", {f"{HOSTED}/delivery_method": ...}),
    Pair("LC662", "Make sure that Plaid has enabled Link Delivery"),
    Pair("LC663", "test delivery in Production", facts={"environment": "production"}),
    Pair(
        "LC664",
        "Set the lifetime in seconds; a day has 86400",
        {f"{HOSTED}/url_lifetime_seconds": 86400},
    ),
    Pair("LC665", "Set it if you send the link", {f"{HOSTED}/url_lifetime_seconds": 86400}),
    Pair("LC665", "Set it if you send the link", {f"{HOSTED}/url_lifetime_seconds": 86400}, bad=1),
    Pair("LC666", "such as `https://example.com/done`", {COMPLETION: "https://example.com/done"}),
    Pair("LC666", "`myapp://done`", {COMPLETION: "myapp://done"}),
    Pair(
        "LC667",
        "Use a custom scheme of your app, such as `myapp://done`",
        {COMPLETION: "myapp://done"},
    ),
    Pair(
        "LC668",
        "Add it with a custom scheme of your app, such as `myapp://done`",
        {COMPLETION: "myapp://done"},
    ),
    Pair("LC669", "Add an https URI that opens your app", {"/redirect_uri": APP_URI}),
    Pair("LC670", "Remove it", {COMPLETION: ...}),
    Pair(
        "LC671",
        "Remove `layer` from the products",
        {"/products/0": ...},
        bad='{"products": ["layer", "auth"], "hosted_link": {}}',
    ),
]
