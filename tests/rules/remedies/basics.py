"""Remedies of rules/basics.py."""

from tests.rules.pair import Pair

NO_TRANSFER = '{"products": ["transfer", "auth"], "country_codes": ["GB"]}'

PAIRS = [
    Pair("LC200", "Shorten it", {"/client_name": "Wonderwallet"}),
    Pair("LC201", "Choose a name whose first 11 characters", {"/client_name": "Wonderfully"}),
    Pair("LC202", "Use `en`", {"/language": "en"}),
    Pair("LC202", "`es`, `fr` or `pt`", {"/language": "pt"}),
    Pair("LC203", "Use the same language in both", {"/language": "fr"}),
    Pair("LC204", "Use the same countries in both", {"/country_codes": ["CA", "US"]}),
    Pair("LC205", "Use the country where your company is based", {"/country_codes": ["GB"]}),
    Pair("LC206", "Request a country that has the product", {"/country_codes": ["US"]}),
    Pair(
        "LC206",
        "Request a country that has the product",
        {"/country_codes": ["US"]},
        bad=NO_TRANSFER,
    ),
    Pair("LC206", "remove the product", {"/products/0": ...}, bad=NO_TRANSFER),
    Pair("LC206", "Request a country that has the product", {"/country_codes": ["GB"]}, bad=1),
    Pair("LC207", "Add `GB`", {"/country_codes/-": "GB"}),
    Pair(
        "LC207",
        "use a `payment_id`",
        {
            "/payment_initiation": {
                "payment_id": "payment-id-sandbox-4b7a7e8e-2d1c-4f0b-8a5d-3f0e9b8c7d6a"
            }
        },
    ),
    Pair("LC207", "Add `US`", {"/country_codes/-": "US"}, bad=1),
    Pair(
        "LC207",
        "use the source `bank` with `bank_income`",
        {
            "/income_verification": {
                "income_source_types": ["bank"],
                "bank_income": {"days_requested": 120},
            }
        },
        bad=1,
    ),
    Pair("LC208", "Create a token for each group of countries", {"/country_codes": ["US"]}),
    Pair(
        "LC209",
        "Ask Plaid to approve the country",
        facts={"approved_countries": ["US", "CA", "DE"]},
    ),
    Pair("LC209", "remove it", {"/country_codes/1": ...}),
    Pair("LC210", "Use another language, such as `en`", {"/language": "en"}),
]
