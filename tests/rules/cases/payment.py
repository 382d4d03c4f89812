"""Cases for rules/payment.py."""

from typing import Any

from tests.rules.case import Case

UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
PAYMENT = f"payment-id-sandbox-{UUID}"
CONSENT = f"consent-id-production-{UUID}"


def payment(**members: Any) -> dict[str, Any]:
    """This object `payment_initiation`."""
    return {"payment_initiation": members}


CASES = [
    Case(
        "LC500",
        "payment",
        payment(),
        at=["/payment_initiation"],
        missing="payment_id",
        severity="error",
    ),
    Case("LC500", "payment", payment(payment_id=None, consent_id=None), at=["/payment_initiation"]),
    Case("LC500", "payment"),
    Case("LC500", "payment", payment(consent_id=CONSENT)),
    Case("LC500", "payment", {"payment_initiation": None}),
    Case("LC500", "request", payment()),
    Case(
        "LC501",
        "payment",
        payment(payment_id=PAYMENT, consent_id=CONSENT),
        at=["/payment_initiation/consent_id"],
        severity="warning",
    ),
    Case("LC501", "payment", payment(payment_id=PAYMENT, consent_id=None)),
    Case("LC501", "payment", payment(consent_id=CONSENT)),
    Case(
        "LC502",
        "payment",
        payment(payment_id=CONSENT),
        at=["/payment_initiation/payment_id"],
        severity="warning",
        message="contains a `consent_id`",
    ),
    Case(
        "LC502",
        "payment",
        payment(payment_id=CONSENT, consent_id=PAYMENT),
        at=["/payment_initiation/payment_id", "/payment_initiation/consent_id"],
    ),
    Case("LC502", "payment", payment(payment_id=UUID), at=["/payment_initiation/payment_id"]),
    Case(
        "LC502",
        "payment",
        payment(payment_id=f"payment-id-{UUID}"),
        at=["/payment_initiation/payment_id"],
    ),
    Case(
        "LC502",
        "payment",
        payment(payment_id=f"access-sandbox-{UUID}"),
        at=["/payment_initiation/payment_id"],
        message="does not have the form",
    ),
    Case("LC502", "payment"),
    Case("LC502", "payment", payment(consent_id=CONSENT)),
    Case("LC502", "payment", payment(payment_id="${PAYMENT_ID}")),
    Case("LC502", "payment", payment(payment_id="")),
    Case("LC502", "payment", payment(payment_id=17)),
    Case("LC502", "request", payment(payment_id=UUID)),
]
