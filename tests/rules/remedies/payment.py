"""Remedies of rules/payment.py."""

from tests.rules.pair import Pair

UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
PAYMENT_ID = f"payment-id-sandbox-{UUID}"
CONSENT_ID = f"consent-id-sandbox-{UUID}"
OBJECT = "/payment_initiation"

PAIRS = [
    Pair(
        "LC500",
        "Add the ID that `/payment_initiation/payment/create`",
        {OBJECT: {"payment_id": PAYMENT_ID}},
    ),
    Pair(
        "LC500",
        "or `/payment_initiation/consent/create` returned",
        {OBJECT: {"consent_id": CONSENT_ID}},
    ),
    Pair("LC501", "Keep the one that the user should approve", {f"{OBJECT}/consent_id": ...}),
    Pair("LC501", "Keep the one that the user should approve", {f"{OBJECT}/payment_id": ...}),
    Pair("LC502", "Send it as `consent_id`", {OBJECT: {"consent_id": CONSENT_ID}}),
    Pair("LC502", "replace it with a `payment_id`", {OBJECT: {"payment_id": PAYMENT_ID}}),
    Pair(
        "LC502",
        "Send the ID exactly as Plaid returned it",
        {OBJECT: {"payment_id": PAYMENT_ID}},
        bad=1,
    ),
]
