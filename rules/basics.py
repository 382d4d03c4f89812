"""`client_name`, `language` and `country_codes`, and what exists in which country.

The countries of single Auth flows are in ``auth``.
"""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.context import Customization
from linkcheck.engine.finding import Evidence, Related, Severity
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.rules.data.languages import one_language
from linkcheck.rules.data.products import COUNTRY_CODES, CRA, EUROPE, FLOW_COUNTRIES, PRODUCTS
from linkcheck.rules.plain import LONGEST_NAME, PLAIN_COUNTRY
from linkcheck.rules.request import LinkRequest

IDV = "identity_verification"
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
    """The requested countries; none if one of them is not a country that Plaid takes.

    That mistake is reported by itself, and what was meant is not known.
    """
    codes = request.countries
    known = KNOWN_COUNTRIES.issuperset(codes) and len(codes) == len(request.items("country_codes"))
    return codes if known else []


def listed(codes: frozenset[str]) -> str:
    """Some countries in words: ``CA, GB and US``."""
    if codes == EUROPE:
        return "Europe (with the United Kingdom)"
    *others, last = sorted(codes)
    return f"{', '.join(others)} and {last}" if others else last


# -- client_name ---------------------------------------------------------------------------------


@rule(
    "LC200",
    "client-name-too-long",
    severity=Severity.WARNING,
    on="~client_name",
    source="client_name",
    covers="C028",
)
def client_name_too_long(request: LinkRequest) -> Findings:
    """`client_name` has more than 30 characters.

    Why: Plaid takes a longer name, but Link then shows "This Application" instead of it.
    Bad: {"client_name": "Wonderwallet Personal Finance Manager"}
    Good: {"client_name": "Wonderwallet"}
    """
    length = len(request.text("client_name") or "")
    if length > LONGEST_NAME:
        yield at(
            "client_name",
            message=f"`client_name` has {length} characters; over {LONGEST_NAME}, Link shows "
            '"This Application" instead. Shorten it.',
        )


@rule(
    "LC201",
    "client-name-cut-in-deposit",
    severity=Severity.INFO,
    needs=("client_name", "auth"),
    source="https://plaid.com/docs/auth/coverage/same-day/",
    covers="C029",
)
def client_name_cut(request: LinkRequest) -> Findings:
    """Same Day Micro-deposits are on, and `client_name` loses a good part in their description.

    Why: The text of such a deposit holds the first 11 characters of `client_name`. The advice is
        given when more than a quarter of the name is lost.
    Bad: {"client_name": "The Wonderful Wallet", "auth": {"same_day_microdeposits_enabled": true}}
    Good: {"client_name": "Wonderwallet", "auth": {"same_day_microdeposits_enabled": true}}
    """
    name = request.text("client_name") or ""
    if request.flag("auth", "same_day_microdeposits_enabled") and len(name) * 3 > 11 * 4:
        yield at(
            "client_name",
            message=f'Of `client_name`, the text of a micro-deposit shows only "{name[:11]}". '
            "Choose a name whose first 11 characters your users recognise.",
        )


# -- language ------------------------------------------------------------------------------------


@rule(
    "LC202",
    "language-not-for-idv",
    severity=Severity.INFO,
    on="+" + IDV,
    needs="language",
    source=("language", IDV_PAGE),
    covers="C032",
)
def language_not_for_idv(request: LinkRequest) -> Findings:
    """Identity Verification is requested in a language that it does not have.

    Why: Its sessions take the language from the browser, whatever `language` says, and know
        English, French, Spanish, Japanese and Portuguese. The field stays required all the same.
    Bad: idv {"language": "de"}
    Good: idv {"language": "en"}
    """
    if request.text("language") not in (None, "en", "es", "fr", "pt", IDV_ONLY_LANGUAGE):
        yield at(
            "language",
            message="`language` has no effect on Identity Verification, which takes the browser's "
            "language, and does not have this one: it knows English, French, Spanish, Japanese and "
            "Portuguese.",
        )


@rule(
    "LC210",
    "language-of-idv-only",
    severity=Severity.WARNING,
    on="+" + IDV,
    needs="language",
    source=("language", IDV_PAGE),
    covers="C032",
    explains=True,
)
def language_of_idv_only(request: LinkRequest) -> Findings:
    """`language` is one that Identity Verification has and Link does not.

    Why: When only Identity Verification is requested, the field is not used: its sessions take the
        language from the browser.
    Bad: idv {"language": "ja"}
    Good: idv {"language": "en"}
    """
    if request.text("language") == IDV_ONLY_LANGUAGE and request.products == [IDV]:
        yield at(
            "language",
            message="`language` is not used: Identity Verification takes the browser's language. "
            "Japanese is not a language of Link, so write another, such as `en`.",
        )


# -- the customization ---------------------------------------------------------------------------


def customization(request: LinkRequest) -> Customization | None:
    """What was told of the customization that the request uses, by its name or by default."""
    told = request.context.customizations or {}
    return told.get(request.text("link_customization_name") or "default")


@rule(
    "LC203",
    "customization-language",
    severity=Severity.WARNING,
    needs=("language", "@customizations"),
    source=("language", "link_customization_name"),
    covers="C033",
)
def customization_language(request: LinkRequest) -> Findings:
    """`language` is not the language of the Link customization.

    Why: Plaid applies a customization only to requests in its own language.
    Bad: {"language": "en", "link_customization_name": "french-flow"}
    Good: {"language": "fr", "link_customization_name": "french-flow"}
    Note: `no` and `nb` are the same language here, Norwegian.
    Context: customizations={"french-flow": {"language": "fr"}}
    """
    chosen = customization(request)
    language = request.text("language")
    if not chosen or not chosen.language or not language:
        return
    if one_language(language) != one_language(chosen.language):
        yield at(
            "language",
            message=f"`language` differs from that of the Link customization, `{chosen.language}`: "
            "the customization will not be applied. Use the same language in both.",
        )


@rule(
    "LC204",
    "customization-countries",
    severity=Severity.WARNING,
    needs=("country_codes", "@customizations"),
    source=("country_codes", "https://plaid.com/docs/link/customization/"),
    covers="C039",
)
def customization_countries(request: LinkRequest) -> Findings:
    """`country_codes` are not the countries of the Link customization.

    Why: Plaid applies a customization only if both name the same countries; a part of them is not
        enough. The order does not matter.
    Bad: {"country_codes": ["US"], "link_customization_name": "north-america"}
    Good: {"country_codes": ["CA", "US"], "link_customization_name": "north-america"}
    Context: customizations={"north-america": {"country_codes": ["US", "CA"]}}
    """
    chosen = customization(request)
    codes = requested(request)
    if chosen and chosen.country_codes and codes and set(codes) != chosen.country_codes:
        yield at(
            "country_codes",
            message="`country_codes` differ from the countries of the Link customization, "
            f"{listed(chosen.country_codes)}: the customization will not be applied. Name the same "
            "countries in both.",
        )


# -- what exists in which country -----------------------------------------------------------------


@rule(
    "LC205",
    "idv-company-country",
    severity=Severity.WARNING,
    on="+" + IDV,
    needs="country_codes",
    source=("country_codes", IDV_PAGE),
    covers="C046",
)
def idv_company_country(request: LinkRequest) -> Findings:
    """Identity Verification is requested with a country where no customer of it can be based.

    Why: Here `country_codes` is the country of your company, not of the user, and companies must be
        based in the US, Canada or the United Kingdom.
    Bad: idv {"country_codes": ["FR"]}
    Good: idv {"country_codes": ["GB"]}
    """
    countries = PRODUCTS[IDV].countries or frozenset()
    codes = requested(request)
    if codes and countries.isdisjoint(codes):
        yield at(
            "country_codes",
            message="For Identity Verification `country_codes` is the country of your company, not "
            f"of the user, and must be one of {listed(countries)}. Name the country where your "
            "company is based.",
        )


@rule(
    "LC206",
    "product-not-in-country",
    severity=Severity.WARNING,
    on=("~country_codes", *("+" + product for product in sorted(LACKING[PLAIN_COUNTRY]))),
    needs="country_codes",
    source="https://plaid.com/global/",
    covers="C049 C050 C051 C053 C054 C055 C056 C057 C059 C060",
)
def product_not_in_country(request: LinkRequest) -> Findings:
    """A product is requested that exists in none of the requested countries.

    Why: Plaid makes the token all the same, but Link has no institution that fits, or cannot use
        the product. One country that fits is enough for the rule.
    Bad: {"products": ["transfer"], "country_codes": ["GB"]}
    Bad: payment {"country_codes": ["US"]}
    Good: {"products": ["transfer"], "country_codes": ["US"]}
    Good: statements {"country_codes": ["US", "CA"]}
    Note: Only products whose own page of the documentation limits the countries are judged.
    """
    codes = requested(request)
    for name, countries in _bound(request) if codes else ():
        if countries.isdisjoint(codes):
            what = "Plaid Check (`cra_*`)" if name in CRA else f"`{name}`"
            or_without = "" if request.is_only_product(name) else ", or leave the product out"
            yield at(
                *request.places(name)[0],
                message=f"{what} is limited to {listed(countries)}, but `country_codes` names no "
                "such country: the product cannot be used. Request a country that has "
                f"it{or_without}.",
                related=(COUNTRIES,),
            )


@rule(
    "LC207",
    "flow-not-in-country",
    severity=Severity.WARNING,
    on=("payment_initiation", "income_verification"),
    needs="country_codes",
    source=(
        "https://plaid.com/docs/payment-initiation/",
        "https://plaid.com/docs/income/payroll-income/",
    ),
    covers="C052 C058",
)
def flow_not_in_country(request: LinkRequest) -> Findings:
    """A payment consent or Payroll Income is requested without a country that has it.

    Why: Payments by consent (Variable Recurring Payments) exist in the United Kingdom only, Payroll
        Income in the US only, though their products exist in more countries.
    Bad: payment {"country_codes": ["DE"], "payment_initiation": {
        "consent_id": "consent-id-sandbox-4b7a7e8e-2d1c-4f0b-8a5d-3f0e9b8c7d6a"}}
    Bad: payroll {"country_codes": ["CA"]}
    Good: payment {"country_codes": ["GB"], "payment_initiation": {
        "consent_id": "consent-id-sandbox-4b7a7e8e-2d1c-4f0b-8a5d-3f0e9b8c7d6a"}}
    Good: payroll
    Note: Payroll Income counts where it is the only source of income, and may run without
        documents.
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
            message="`payment_initiation.consent_id` is for Variable Recurring Payments, which "
            "exist in the United Kingdom only, and `GB` is not in `country_codes`. Request `GB`, "
            "or use a `payment_id`.",
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
            message="Payroll Income exists in the US only, and `US` is not in `country_codes`. "
            "Request `US`, or the source `bank` with `bank_income`.",
            related=(COUNTRIES,),
        )


@rule(
    "LC208",
    "product-not-in-every-country",
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    on=BOUND_PRODUCTS,
    needs="country_codes",
    source="country_codes",
    covers="C037",
)
def product_not_in_every_country(request: LinkRequest) -> Findings:
    """One of several requested countries does not have a requested product.

    Why: With several countries Link uses only products that you are enabled for in all of them.
    Bad: {"country_codes": ["US", "GB"], "products": ["liabilities"]}
    Good: {"country_codes": ["US"], "products": ["liabilities"]}
    """
    codes = requested(request)
    bound = [(n, c) for n, c in _bound(request) if not c.isdisjoint(codes)] if codes else []
    for index, code in enumerate(codes):
        lacking = [f"`{name}`" for name, countries in bound if code not in countries]
        if lacking:
            yield at(
                "country_codes",
                index,
                message=f"{' and '.join(lacking)}: not available in `{code}`. With several "
                "countries Link uses only products that you are enabled for in all of them; make a "
                "request for each group of countries.",
            )


@rule(
    "LC209",
    "country-not-approved",
    severity=Severity.INFO,
    needs=("country_codes", "@approved_countries", "@environment"),
    source="country_codes",
    covers="C038",
)
def country_not_approved(request: LinkRequest) -> Findings:
    """A country is requested in Production for which the account is not approved.

    Why: In Production Link shows only the countries that you have asked for and been granted; in
        Sandbox all are on.
    Bad: {"country_codes": ["US", "DE"]}
    Good: {"country_codes": ["US"]}
    Context: environment=production; approved_countries=US CA
    """
    approved = request.context.approved_countries or frozenset()
    if request.environment != "production":
        return
    for index, code in enumerate(requested(request)):
        if code not in approved:
            yield at(
                "country_codes",
                index,
                message=f"`{code}` is not among the countries that your account is approved for, "
                "and Link leaves it out in Production. Ask Plaid for access, or remove it.",
            )


def _bound(request: LinkRequest) -> Iterator[tuple[str, frozenset[str]]]:
    """Each requested product with the countries it is bound to; the Plaid Check family once.

    Identity Verification is left out: there the country is that of the company.
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
    """The product as a whole is not in these countries, which is reported by itself."""
    countries = PRODUCTS[product].countries
    return not codes or (countries is not None and countries.isdisjoint(codes))
