"""Remedies of rules/payment.py."""

from tests.rules.pair import Pair

UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
PAYMENT_ID = f"payment-id-sandbox-{UUID}"
CONSENT_ID = f"consent-id-sandbox-{UUID}"
OBJECT = "/payment_initiation"

PAIRS = [
    Pair(
        "LC500",
        "Add the `payment_id` from `/payment_initiation/payment/create`",
        {OBJECT: {"payment_id": PAYMENT_ID}},
    ),
    Pair(
        "LC500",
        "the `consent_id` from `/payment_initiation/consent/create`",
        {OBJECT: {"consent_id": CONSENT_ID}},
    ),
    Pair("LC501", "Remove the one that is not meant", {f"{OBJECT}/consent_id": ...}),
    Pair("LC501", "Remove the one that is not meant", {f"{OBJECT}/payment_id": ...}),
    Pair("LC502", "Send it as `consent_id`", {OBJECT: {"consent_id": CONSENT_ID}}),
    Pair("LC502", "give the `payment_id` here", {OBJECT: {"payment_id": PAYMENT_ID}}),
    Pair(
        "LC502",
        "Send the id just as Plaid returned it",
        {OBJECT: {"payment_id": PAYMENT_ID}},
        bad=1,
    ),
]
