"""Remedies of rules/products.py."""

from tests.rules.pair import NO_REQUEST, Pair

IDV = {"template_id": "idvtmp_4FrXJvfQU3zGUR"}
SIGNAL = '{"products": ["transactions", "signal"]}'
TOKEN = "access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"

PAIRS = [
    Pair("LC300", "Add at least one product", {"/products": ["auth"]}),
    Pair("LC300", "`access_token` for update mode", {"/access_token": TOKEN}),
    Pair("LC300", "Add at least one product", {"/products": ["auth"]}, bad=1),
    Pair("LC300", "`access_token` for update mode", {"/access_token": TOKEN}, bad=1),
    Pair("LC300", "Add at least one product", {"/products": ["auth"]}, bad=2),
    Pair("LC301", "Keep it only in the array that fits your use", {"/optional_products/0": ...}),
    Pair("LC301", "Keep it only in the array that fits your use", {"/products": ["auth"]}),
    Pair(
        "LC301",
        "Keep it only in the array that fits your use",
        {"/additional_consented_products/0": ...},
        bad=1,
    ),
    Pair("LC302", "Request it alone", {"/products": ["identity_verification"]}),
    Pair(
        "LC302",
        "the others in a separate Link session",
        {"/products": ["auth"], "/identity_verification": ...},
    ),
    Pair("LC302", "Request it alone", {"/products": ["payment_initiation"]}, bad=1),
    Pair("LC303", "Remove either product and its options", {"/products/1": ...}),
    Pair(
        "LC303",
        "Remove either product and its options",
        {"/products/0": ..., "/cra_options": ..., "/consumer_report_permissible_purpose": ...},
    ),
    Pair("LC303", "create a separate session for each", {"/products/1": ...}),
    Pair("LC304", "Request it alone", {"/products/1": ...}),
    Pair(
        "LC304",
        "use the source type `bank` with `bank_income`",
        {
            "/income_verification": {
                "income_source_types": ["bank"],
                "bank_income": {"days_requested": 120},
            }
        },
    ),
    Pair("LC305", "Add `auth`", {"/products": ["auth", "signal"]}),
    Pair("LC305", "Add `auth`", {"/products": ["transactions", "signal", "auth"]}, bad=SIGNAL),
    Pair(
        "LC305",
        "move `signal` to one of the other product arrays",
        {"/products": ["transactions"], "/additional_consented_products": ["signal"]},
        bad=SIGNAL,
    ),
    Pair(
        "LC306",
        "Use Plaid Protect (`protect_linked_bank`, `protect_transactions`) with a `user_id`",
        {"/products": ["protect_linked_bank"], "/user_id": "usr_9nSp2KuZ2x4JDw"},
    ),
    Pair("LC307", "Call `/session/token/create` for `layer`", NO_REQUEST),
    Pair(
        "LC307",
        "this endpoint only for other products",
        {"/products/0": ...},
        bad='{"products": ["layer", "auth"]}',
    ),
    Pair(
        "LC308",
        "Request access in the Dashboard",
        facts={"enabled_products": ["auth", "transactions", "identity"]},
    ),
    Pair("LC308", "remove it", {"/products/1": ...}),
    Pair(
        "LC309",
        "Move it to `products`",
        {"/optional_products": ..., "/products": ["auth", "transfer"]},
    ),
    Pair(
        "LC320",
        "move the rest to the other arrays",
        {
            "/products": ["auth", "transactions"],
            "/additional_consented_products": ["liabilities", "investments"],
            "/required_if_supported_products": ["identity"],
        },
    ),
    Pair(
        "LC321",
        "Move one of them to `required_if_supported_products`",
        {"/products": ["auth"], "/required_if_supported_products": ["liabilities"]},
    ),
    Pair(
        "LC321",
        "Move one of them to `required_if_supported_products`",
        {"/products": ["liabilities"], "/required_if_supported_products": ["auth"]},
    ),
    Pair(
        "LC322",
        "Move `identity` to `required_if_supported_products`",
        {"/products": ["auth"], "/required_if_supported_products": ["identity"]},
    ),
    Pair(
        "LC323",
        "Move one of them to `required_if_supported_products`",
        {"/products": ["auth"], "/required_if_supported_products": ["transactions"]},
    ),
    Pair(
        "LC324",
        "Move `transactions` to `additional_consented_products`",
        {"/products/1": ..., "/additional_consented_products": ["transactions"]},
    ),
    Pair(
        "LC325",
        "Move it to `required_if_supported_products`",
        {"/products/1": ..., "/required_if_supported_products": ["statements"]},
    ),
    Pair("LC326", "Call `/signal/prepare` before the first `/signal/evaluate`"),
    Pair(
        "LC327",
        "Move it to `additional_consented_products`",
        {"/optional_products": ..., "/additional_consented_products": ["liabilities"]},
    ),
    Pair(
        "LC327",
        "Remove it and its options",
        {"/optional_products": ..., "/statements": ...},
        bad='statements {"products": ["transactions"], "optional_products": ["statements"]}',
    ),
    Pair("LC328", "Remove the field", {"/auth": {}}),
]
