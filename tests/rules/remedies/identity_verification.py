"""Remedies of rules/identity_verification.py."""

from tests.rules.pair import Pair

TEMPLATE = {"/identity_verification/template_id": "idvtmp_4FrXJvfQU3zGUR"}

PAIRS = [
    Pair("LC630", "Copy the ID that begins with `idvtmp_` from the template", TEMPLATE),
    Pair("LC630", "Copy the ID that begins with `idvtmp_` from the template", TEMPLATE, bad=1),
    Pair(
        "LC631", "Set it only if the user has agreed", {"/identity_verification/gave_consent": ...}
    ),
    Pair("LC632", "Add it if you know it", {"/user/email_address": "jane@example.com"}),
    Pair("LC633", "Remove it", {"/account_filters": ...}),
    Pair("LC633", "Remove it", {"/enable_multi_item_link": ...}, bad=1),
]
