"""`client_name`, `language` and `country_codes`, and what exists in which country.

The countries of single Auth flows are in ``auth``.
"""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.context import Customization
from linkcheck.engine.finding import INFERRED, INFO, WARNING, Related
from linkcheck.engine.rule import Finding, Findings, at, here, rule
from linkcheck.engine.wording import either, listed, quoted
from linkcheck.rules.data.languages import one_language
from linkcheck.rules.data.products import COUNTRY_CODES, CRA, EUROPE, FLOW_COUNTRIES, PRODUCTS
from linkcheck.rules.plain import LONGEST_NAME, PLAIN_COUNTRY
from linkcheck.rules.request import LinkRequest

IDV = "identity_verification"
SHARED_LANGUAGES = ("en", "es", "fr", "pt")
"""The languages of both Link and Identity Verification."""
IDV_ONLY_LANGUAGE = "ja"
"""A language that Identity Verification has and Link does not."""
IDV_PAGE = "https://plaid.com/docs/identity-verification/"
CONSENT = "payment_initiation.consent_id"
PAYROLL = "income_verification.payroll_income"
BOUND_PRODUCTS = tuple("+" + p.name for p in PRODUCTS.values() if p.countries is not None)
KNOWN_COUNTRIES = frozenset(COUNTRY_CODES)
# The products that do not exist in a country.
LACKING = {
    code: frozenset(p.name for p in PRODUCTS.values() if p.countries and code not in p.countries)
    for code in COUNTRY_CODES
}
COUNTRIES = Related("/country_codes", "the requested countries")


def requested(request: LinkRequest) -> list[str]:
    """The requested countries; none if one of them is not a country that Plaid accepts.

    Another rule reports that mistake, and which country was meant is not known.
    """
    codes = request.countries
    known = KNOWN_COUNTRIES.issuperset(codes) and len(codes) == len(request.items("country_codes"))
    return codes if known else []


def _in_words(codes: frozenset[str]) -> str:
    return "Europe (including the United Kingdom)" if codes == EUROPE else listed(sorted(codes))


# -- client_name ---------------------------------------------------------------------------------


@rule("LC200", field="client_name", severity=WARNING, on="~client_name", covers="C028")
def client_name_too_long(name: str) -> bool | Finding:
    """`client_name` has more than 30 characters.

    Help: Shorten it.
    Why: Plaid accepts a longer name, but Link then shows "This Application" instead of it.
    Bad: {"client_name": "Wonderwallet Personal Finance Manager"}
    Good: {"client_name": "Wonderwallet"}
    """
    return len(name) > LONGEST_NAME and here(
        f"`client_name` must be at most {LONGEST_NAME} characters long for Link to show it, but "
        f"has {len(name)}"
    )


@rule(
    "LC201",
    field="client_name",
    severity=INFO,
    needs="auth",
    source="https://plaid.com/docs/auth/coverage/same-day/",
    covers="C029",
)
def client_name_cut_in_deposit(name: str, request: LinkRequest) -> bool | Finding:
    """Same Day Micro-deposits show only the first 11 characters of `client_name`.

    Help: Choose a name whose first 11 characters your users recognize.
    Why: The description of such a deposit starts with that part of the name. Reported if more than
        a quarter of the name is lost.
    Bad: {"client_name": "The Wonderful Wallet", "auth": {"same_day_microdeposits_enabled": true}}
    Good: {"client_name": "Wonderwallet", "auth": {"same_day_microdeposits_enabled": true}}
    """
    is_cut = request.flag("auth", "same_day_microdeposits_enabled") and len(name) * 3 > 11 * 4
    return is_cut and here(f'Micro-deposits show only "{name[:11]}" of `client_name`')


# -- language ------------------------------------------------------------------------------------


@rule(
    "LC202",
    field="language",
    severity=INFO,
    on="+" + IDV,
    needs="language",
    source=("language", IDV_PAGE),
    covers="C032",
)
def language_not_for_idv(language: str) -> bool:
    """`language` has no effect on Identity Verification, which does not support this language.

    Help: Use `en`, `es`, `fr` or `pt`, which both Link and Identity Verification support.
    Why: The sessions of Identity Verification use the language of the browser, whatever `language`
        says, and support English, French, Spanish, Japanese and Portuguese. The field is required
        all the same.
    Bad: idv {"language": "de"}
    Good: idv {"language": "en"}
    """
    return language not in (*SHARED_LANGUAGES, IDV_ONLY_LANGUAGE)


@rule(
    "LC210",
    field="language",
    severity=WARNING,
    on="+" + IDV,
    needs="language",
    source=("language", IDV_PAGE),
    covers="C032",
    explains=True,
)
def language_of_idv_only(language: str, request: LinkRequest) -> bool:
    """`language` is Japanese, which Link does not support and Identity Verification ignores.

    Help: Use another language, such as `en`.
    Why: If Identity Verification is the only product, the field is not used: its sessions use the
        language of the browser, which can be Japanese.
    Bad: idv {"language": "ja"}
    Good: idv {"language": "en"}
    """
    return language == IDV_ONLY_LANGUAGE and request.products == [IDV]


# -- the customization ---------------------------------------------------------------------------


def customization(request: LinkRequest) -> Customization | None:
    """The configured customization that the request uses, by its name or by default."""
    configured = request.context.customizations or {}
    return configured.get(request.text("link_customization_name") or "default")


@rule(
    "LC203",
    field="language",
    severity=WARNING,
    needs="@customizations",
    source=("language", "link_customization_name"),
    covers="C033",
)
def customization_language(language: str, request: LinkRequest) -> bool | Finding:
    """`language` differs from that of the Link customization.

    Help: Use the same language in both.
    Why: Plaid applies a customization only to requests in its own language.
    Bad: {"language": "en", "link_customization_name": "french-flow"}
    Good: {"language": "fr", "link_customization_name": "french-flow"}
    Note: `no` and `nb` are the same language here, Norwegian.
    Context: customizations={"french-flow": {"language": "fr"}}
    """
    chosen = customization(request)
    if not chosen or not chosen.language or not language:
        return False
    return one_language(language) != one_language(chosen.language) and here(
        f"`language` differs from that of the Link customization, `{chosen.language}`, so Plaid "
        "does not apply the customization"
    )


@rule(
    "LC204",
    field="country_codes",
    severity=WARNING,
    needs="@customizations",
    source=("country_codes", "https://plaid.com/docs/link/customization/"),
    covers="C039",
)
def customization_countries(_: list[str], request: LinkRequest) -> bool | Finding:
    """`country_codes` differs from the countries of the Link customization.

    Help: Use the same countries in both.
    Why: Plaid applies a customization only if both have the same countries; some of them are not
        enough. The order does not matter.
    Bad: {"country_codes": ["US"], "link_customization_name": "north-america"}
    Good: {"country_codes": ["CA", "US"], "link_customization_name": "north-america"}
    Context: customizations={"north-america": {"country_codes": ["US", "CA"]}}
    """
    chosen = customization(request)
    codes = requested(request)
    if not chosen or not chosen.country_codes or not codes:
        return False
    return set(codes) != chosen.country_codes and here(
        f"`country_codes` differs from {_in_words(chosen.country_codes)} of the Link "
        "customization, so Plaid does not apply the customization"
    )


# -- what exists in which country -----------------------------------------------------------------


@rule(
    "LC205",
    field="country_codes",
    severity=WARNING,
    on="+" + IDV,
    needs="country_codes",
    source=("country_codes", IDV_PAGE),
    covers="C046",
)
def idv_company_country(_: list[str], request: LinkRequest) -> bool | Finding:
    """Identity Verification requires the country of your company in `country_codes`.

    Help: Use the country where your company is based, not that of the user.
    Why: For this product, `country_codes` is the country of your company, and companies must be
        based in the US, Canada or the United Kingdom.
    Bad: idv {"country_codes": ["FR"]}
    Good: idv {"country_codes": ["GB"]}
    """
    countries = PRODUCTS[IDV].countries or frozenset()
    codes = requested(request)
    return (
        bool(codes)
        and countries.isdisjoint(codes)
        and here(
            "Identity Verification requires the country of your company, "
            f"{either(quoted(sorted(countries)))}, in `country_codes`"
        )
    )


@rule(
    "LC206",
    severity=WARNING,
    on=("~country_codes", *("+" + product for product in sorted(LACKING[PLAIN_COUNTRY]))),
    needs="country_codes",
    source="https://plaid.com/global/",
    covers="C049 C050 C051 C053 C054 C055 C056 C057 C059 C060",
)
def product_not_in_country(request: LinkRequest) -> Findings:
    """A product is not available in any of the requested countries.

    Why: Plaid creates the token all the same, but Link has no institution that fits, or cannot use
        the product. One country that fits is enough for the rule.
    Bad: {"products": ["transfer"], "country_codes": ["GB"]}
    Bad: payment {"country_codes": ["US"]}
    Good: {"products": ["transfer"], "country_codes": ["US"]}
    Good: statements {"country_codes": ["US", "CA"]}
    Note: Covers only products whose own documentation page limits the countries.
    """
    codes = requested(request)
    for name, countries in _bound(request) if codes else ():
        if countries.isdisjoint(codes):
            what = "Plaid Check (`cra_*`)" if name in CRA else f"`{name}`"
            or_without = "" if request.is_only_product(name) else ", or remove the product"
            yield at(
                *request.places(name)[0],
                message=f"{what} is available only in {_in_words(countries)}, but `country_codes` "
                "has no such country",
                help=f"Request a country that has the product{or_without}",
                related=(COUNTRIES,),
            )


@rule(
    "LC207",
    severity=WARNING,
    on=("payment_initiation", "income_verification"),
    needs="country_codes",
    source=(
        "https://plaid.com/docs/payment-initiation/",
        "https://plaid.com/docs/income/payroll-income/",
    ),
    covers="C052 C058",
)
def flow_not_in_country(request: LinkRequest) -> Findings:
    """A payment consent or Payroll Income is not available in any of the requested countries.

    Why: Payments by consent (Variable Recurring Payments) exist in the United Kingdom only, Payroll
        Income in the US only, though their products exist in more countries.
    Bad: payment {"country_codes": ["DE"], "payment_initiation": {
        "consent_id": "consent-id-sandbox-4b7a7e8e-2d1c-4f0b-8a5d-3f0e9b8c7d6a"}}
    Bad: payroll {"country_codes": ["CA"]}
    Good: payment {"country_codes": ["GB"], "payment_initiation": {
        "consent_id": "consent-id-sandbox-4b7a7e8e-2d1c-4f0b-8a5d-3f0e9b8c7d6a"}}
    Good: payroll
    Note: Covers Payroll Income where it is the only source of income and cannot use documents.
    """
    codes = requested(request)
    if (
        request.has("payment_initiation", "consent_id")
        and not _elsewhere("payment_initiation", codes)
        and FLOW_COUNTRIES[CONSENT].isdisjoint(codes)
    ):
        yield at(
            "payment_initiation",
            "consent_id",
            message="`payment_initiation.consent_id` requires `GB` in `country_codes`, as Variable "
            "Recurring Payments exist only there",
            help="Add `GB`, or use a `payment_id`",
            related=(COUNTRIES,),
        )
    if (
        [source for _, source in request.texts("income_verification", "income_source_types")]
        == ["payroll"]
        and "payroll_document_income"
        not in request.items("income_verification", "payroll_income", "flow_types")
        and not _elsewhere("income_verification", codes)
        and FLOW_COUNTRIES[PAYROLL].isdisjoint(codes)
    ):
        yield at(
            "income_verification",
            "income_source_types",
            0,
            message="Payroll Income requires `US` in `country_codes`, as it exists only there",
            help="Add `US`, or use the source `bank` with `bank_income`",
            related=(COUNTRIES,),
        )


@rule(
    "LC208",
    severity=INFO,
    evidence=INFERRED,
    on=BOUND_PRODUCTS,
    needs="country_codes",
    source="country_codes",
    covers="C037",
)
def product_not_in_every_country(request: LinkRequest) -> Findings:
    """A product is not available in all of the requested countries.

    Help: Create a token for each group of countries.
    Why: With several countries, Link uses only products that you are enabled for in all of them.
    Bad: {"country_codes": ["US", "GB"], "products": ["liabilities"]}
    Good: {"country_codes": ["US"], "products": ["liabilities"]}
    """
    codes = requested(request)
    bound = [(n, c) for n, c in _bound(request) if not c.isdisjoint(codes)] if codes else []
    for index, code in enumerate(codes):
        lacking = [name for name, countries in bound if code not in countries]
        if lacking:
            yield at(
                "country_codes",
                index,
                message="Link uses only products that are available in all requested countries, "
                f"but `{code}` does not have {either(quoted(lacking))}",
            )


@rule(
    "LC209",
    field="country_codes[]",
    severity=INFO,
    needs=("@approved_countries", "@environment"),
    covers="C038",
)
def country_not_approved(code: str, request: LinkRequest) -> bool | Finding:
    """A country in `country_codes` is not in the configured `approved-countries`.

    Why: In Production, Link shows only the countries that Plaid has approved for your account; in
        Sandbox, it shows all.
    Bad: {"country_codes": ["US", "DE"]}
    Good: {"country_codes": ["US"]}
    Context: environment=production; approved_countries=US CA
    """
    if request.environment != "production" or code in (request.context.approved_countries or ()):
        return False
    codes = requested(request)
    return code in codes and here(
        f"`{code}` is not in the configured `approved-countries`, so Link ignores it in Production",
        help="Ask Plaid to approve the country" + (", or remove it" if len(codes) > 1 else ""),
    )


def _bound(request: LinkRequest) -> Iterator[tuple[str, frozenset[str]]]:
    """Each requested product that exists only in some countries; the Plaid Check family once.

    Leaves out Identity Verification: there, the country is that of the company.
    """
    families: set[str] = set()
    for name in request.products:
        product = PRODUCTS.get(name)
        if product is None or product.countries is None or name == IDV:
            continue
        if product.family is not None and product.family in families:
            continue
        families.update((product.family,) if product.family else ())
        yield name, product.countries


def _elsewhere(product: str, codes: list[str]) -> bool:
    """True if the product as a whole does not exist in these countries: LC206 reports that."""
    countries = PRODUCTS[product].countries
    return not codes or (countries is not None and countries.isdisjoint(codes))
