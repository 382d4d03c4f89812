"""Remedies of rules/product_objects.py."""

from tests.rules.pair import Pair

PAYMENT = {"payment_id": "payment-id-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
STATEMENTS = {"start_date": "2025-01-01", "end_date": "2025-06-30"}

PAIRS = [
    Pair("LC340", "Add it", {"/payment_initiation": PAYMENT}),
    Pair("LC340", "remove the product", {"/required_if_supported_products": ...}, bad=1),
    Pair("LC340", "Add it", {"/statements": STATEMENTS}, bad=1),
    Pair("LC340", "Add it", {"/statements": STATEMENTS}, bad=2),
    Pair("LC341", "Request another product", {"/products": ["auth"]}),
    # Plaid asked the reader to request it, so LC112 does not count.
    Pair(
        "LC341",
        "add the object with `employment_source_types`",
        {"/employment": {"employment_source_types": ["payroll"]}},
        facts={"ignore": ["LC112"]},
    ),
    Pair("LC342", "Add the product", {"/products/-": "transactions"}),
    Pair("LC342", "remove the object", {"/transactions": ...}),
    Pair("LC342", "remove the object", {"/investments_auth": ...}, bad=1),
    Pair("LC343", "Remove it", {"/transactions": ...}),
]
