"""Remedies of rules/webhook.py."""

from tests.rules.pair import Pair

URL = "https://example.com/plaid/webhook"

PAIRS = [
    Pair("LC420", "Use https", {"/webhook": "https://example.com/hook"}),
    Pair("LC421", "Use a public URL", {"/webhook": URL}),
    Pair(
        "LC421",
        "for tests, a tunnel to your machine works",
        {"/webhook": "https://d1f2.ngrok-free.app/hook"},
        bad=1,
    ),
    Pair("LC422", "Use the URL of your own server", {"/webhook": URL}),
    Pair("LC423", "Remove the credential", {"/webhook": "https://example.com/hook"}),
    Pair("LC423", "Remove the credential", {"/webhook": "https://example.com/hook"}, bad=1),
    Pair("LC424", "Set the URL for the product's webhooks in the Plaid Dashboard"),
    Pair("LC425", "Add the URL of your webhook receiver", {"/webhook": URL}),
    Pair("LC425", "Add the URL of your webhook receiver", {"/webhook": URL}, bad=1),
    Pair("LC426", "Put what your server needs in the path", {"/webhook": URL}),
]
