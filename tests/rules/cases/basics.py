"""Cases for rules/basics.py."""

from typing import Any

from linkcheck.context import Customization
from tests.rules.case import Case

CONSENT = {"consent_id": "consent-id-sandbox-4b7a7e8e-2d1c-4f0b-8a5d-3f0e9b8c7d6a"}
FRENCH = {
    "customizations": {
        "french-flow": Customization(language="fr"),
        "default": Customization(language="es"),
    }
}
NORTH = {"customizations": {"north": Customization(country_codes=frozenset({"US", "CA"}))}}
PRODUCTION = {"environment": "production", "approved_countries": ["US", "CA"]}


def auth(codes: list[str], *flags: str, value: Any = True) -> dict[str, Any]:
    """An Auth request for these countries, with these flags."""
    return {"country_codes": codes, "auth": {f"{flag}_enabled": value for flag in flags}}


def country(product: str, *codes: str) -> dict[str, Any]:
    """A request for one product in these countries."""
    return {"products": [product], "country_codes": list(codes)}


CASES = [
    Case("LC200", "request", {"client_name": "a" * 31}, at=["/client_name"], severity="warning"),
    Case("LC200", "request", {"client_name": "a" * 30}),
    Case("LC200", "request", {"client_name": "é" * 30}),
    Case("LC200", "request", {"client_name": ["a" * 31]}),
    Case(
        "LC201",
        "request",
        {"client_name": "The Wonderful Wallet", **auth(["US"], "same_day_microdeposits")},
        at=["/client_name"],
        message='"The Wonderf"',
    ),
    Case(
        "LC201",
        "request",
        {"client_name": "The Wonderful Wallet", **auth(["US"], "automated_microdeposits")},
    ),
    Case("LC201", "request", auth(["US"], "same_day_microdeposits")),
    Case("LC202", "idv", {"language": "de"}, at=["/language"], severity="info"),
    Case("LC210", "idv", {"language": "ja"}, at=["/language"], severity="warning"),
    Case("LC210", "request", {"language": "ja"}),
    Case("LC202", "idv", {"language": "ja"}),
    Case("LC104", "idv", {"language": "ja"}),
    Case("LC104", "idv", {"language": "jp"}, at=["/language"]),
    Case("LC104", "request", {"language": "ja"}, at=["/language"]),
    Case("LC202", "idv", {"language": "pt"}),
    Case("LC202", "request", {"language": "de"}),
    Case(
        "LC203",
        "request",
        {"link_customization_name": "french-flow"},
        at=["/language"],
        severity="warning",
        context=FRENCH,
    ),
    Case("LC203", "request", at=["/language"], context=FRENCH),
    Case(
        "LC203",
        "request",
        {"link_customization_name": "french-flow", "language": "fr"},
        context=FRENCH,
    ),
    Case("LC203", "request", {"link_customization_name": "other"}, context=FRENCH),
    *(
        Case(
            "LC203",
            "request",
            {"language": sent},
            context={"customizations": {"default": Customization(kept)}},
        )
        for sent, kept in (("no", "nb"), ("nb", "no"), ("nb", "nb"), ("no", "no"))
    ),
    Case(
        "LC203",
        "request",
        {"language": "nb"},
        at=["/language"],
        context={"customizations": {"default": Customization("ht")}},
    ),
    Case("LC203", "request", {"link_customization_name": "french-flow"}),
    Case(
        "LC204",
        "request",
        {"link_customization_name": "north"},
        at=["/country_codes"],
        message="`CA` and `US`",
        context=NORTH,
    ),
    Case(
        "LC204",
        "request",
        {"link_customization_name": "north", "country_codes": ["CA", "US"]},
        context=NORTH,
    ),
    Case("LC204", "request", context=NORTH),
    Case("LC205", "idv", {"country_codes": ["FR"]}, at=["/country_codes"], severity="warning"),
    Case("LC205", "idv", {"country_codes": ["GB"]}),
    Case("LC205", "request", {"country_codes": ["FR"]}),
    Case("LC206", "request", country("transfer", "GB"), at=["/products/0"], severity="warning"),
    Case("LC206", "statements", {"country_codes": ["CA"]}, at=["/products/0"]),
    Case("LC206", "income", {"country_codes": ["DE"]}, at=["/products/0"]),
    Case("LC206", "cra", {"country_codes": ["CA"]}, at=["/products/0"], message="`cra_*`"),
    Case(
        "LC206",
        "cra",
        {"country_codes": ["CA"], "products": ["cra_base_report", "cra_monitoring"]},
        at=["/products/0"],
    ),
    Case("LC206", "request", country("investments", "FR"), at=["/products/0"]),
    Case("LC206", "request", country("investments_auth", "FR"), at=["/products/0"]),
    Case("LC206", "request", country("liabilities", "IE"), at=["/products/0"]),
    Case("LC206", "payment", {"country_codes": ["US", "CA"]}, at=["/products/0"], message="Europe"),
    Case("LC206", "request", country("beacon", "GB"), at=["/products/0"]),
    Case("LC206", "request", country("layer", "GB"), at=["/products/0"]),
    Case(
        "LC206",
        "request",
        {"country_codes": ["GB"], "optional_products": ["liabilities", "investments"]},
        at=["/optional_products/0", "/optional_products/1"],
    ),
    Case("LC206", "statements", {"country_codes": ["US", "CA"]}),
    Case("LC206", "payment", {"country_codes": ["US", "GB"]}),
    Case("LC206", "payment", {"country_codes": ["UK"]}),
    Case("LC206", "payment", {"country_codes": []}),
    Case("LC206", "payment", {"country_codes": "US"}),
    Case("LC206", "request", {"country_codes": ["GB"], "products": ["auth", "transactions"]}),
    Case("LC206", "idv", {"country_codes": ["FR"]}),
    Case(
        "LC207",
        "payment",
        {"country_codes": ["DE"], "payment_initiation": CONSENT},
        at=["/payment_initiation/consent_id"],
        severity="warning",
    ),
    Case(
        "LC207",
        "payroll",
        {"country_codes": ["CA"]},
        at=["/income_verification/income_source_types/0"],
        severity="warning",
    ),
    Case("LC207", "payment", {"country_codes": ["DE", "GB"], "payment_initiation": CONSENT}),
    Case("LC207", "payment", {"country_codes": ["US"], "payment_initiation": CONSENT}),
    Case("LC207", "payment", {"country_codes": ["DE"]}),
    Case("LC207", "payroll"),
    Case("LC207", "payroll", {"country_codes": ["DE"]}),
    Case(
        "LC207",
        "payroll",
        {
            "country_codes": ["CA"],
            "income_verification": {
                "income_source_types": ["payroll"],
                "payroll_income": {"flow_types": ["payroll_document_income"]},
            },
        },
    ),
    Case("LC207", "income", {"country_codes": ["CA"]}),
    Case(
        "LC208",
        "request",
        country("liabilities", "US", "GB", "CA", "FR"),
        at=["/country_codes/1", "/country_codes/3"],
        severity="info",
    ),
    Case("LC208", "request", country("liabilities", "US")),
    Case("LC208", "request", country("liabilities", "GB")),
    Case("LC208", "request", country("auth", "US", "GB")),
    Case(
        "LC209",
        "request",
        {"country_codes": ["US", "DE"]},
        at=["/country_codes/1"],
        severity="info",
        context=PRODUCTION,
    ),
    Case("LC209", "request", context=PRODUCTION),
    Case(
        "LC209",
        "request",
        {"country_codes": ["US", "DE"]},
        context={**PRODUCTION, "environment": "sandbox"},
    ),
    Case(
        "LC209", "request", {"country_codes": ["US", "DE"]}, context={"environment": "production"}
    ),
]
