"""What is reported for each kind of mistake: code, place, absent member, severity, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from linkcheck.documents import Document
from linkcheck.engine.rule import Finding, Rule
from linkcheck.pointer import to_pointer
from linkcheck.schemas import API_DATE
from linkcheck.shapes import ENGINES, findings
from tests.offenders import each

REQUEST: dict[str, Any] = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {"client_user_id": "u-1"},
    "products": ["auth"],
}
_WEBHOOK = {"webhook_type": "LINK", "link_session_id": "s", "link_token": "l"}
_SESSION = {"link_session_id": "s"}
_METADATA: dict[str, Any] = {
    **dict.fromkeys(("webhook", "language", "redirect_uri", "client_name")),
    "initial_products": [],
    "country_codes": [],
}
BASES: dict[Document, dict[str, Any]] = {
    Document.CREATE_REQUEST: REQUEST,
    Document.GET_REQUEST: {"link_token": "l"},
    Document.CREATE_RESPONSE: {
        "link_token": "l",
        "expiration": "2026-01-01T00:00:00Z",
        "request_id": "r",
    },
    Document.GET_RESPONSE: {
        "link_token": "l",
        "created_at": None,
        "expiration": None,
        "link_sessions": [],
        "metadata": _METADATA,
        "request_id": "r",
    },
    Document.ITEM_ADD_RESULT: {
        **_WEBHOOK,
        "webhook_code": "ITEM_ADD_RESULT",
        "public_token": "p",
        "environment": "sandbox",
    },
    Document.EVENTS: {**_WEBHOOK, "webhook_code": "EVENTS", "events": []},
    Document.SESSION_FINISHED: {
        **_WEBHOOK,
        "webhook_code": "SESSION_FINISHED",
        "status": "SUCCESS",
        "environment": "sandbox",
    },
}
E, W, I = "error", "warning", "info"  # noqa: E741
GONE = ...


def cra(**options: Any) -> dict[str, Any]:
    return {"cra_options": {"days_requested": 365, **options}}


def user(**members: Any) -> dict[str, Any]:
    return {"user": {"client_user_id": "u-1", **members}}


def income(**members: Any) -> dict[str, Any]:
    return {"income_verification": members}


def address(**members: Any) -> dict[str, Any]:
    return user(address={"country": "US", **members})


def session(**members: Any) -> dict[str, Any]:
    return {"link_sessions": [{**_SESSION, **members}]}


Expected = tuple[str, str, str | None, str]


def one(code: str, pointer: str, severity: str = E, missing: str | None = None) -> list[Expected]:
    return [(code, pointer, missing, severity)]


PRISM = "/cra_options/partner_insights/prism_versions"
SUBTYPES = "/account_filters/{}/account_subtypes/0"
REPORT = "/cra_report_parameter"
LONG = "x" * 101


def subtype(filter_: str, value: str) -> dict[str, Any]:
    return {"account_filters": {filter_: {"account_subtypes": [value]}}}


def report(**members: Any) -> dict[str, Any]:
    required = {"scope": "PLAID_NETWORK", "decision_stage": "DECISIONING"}
    return {"cra_report_parameter": {**required, **members}}


def prism(**versions: Any) -> dict[str, Any]:
    return cra(partner_insights={"prism_versions": versions})


CREATE: list[tuple[dict[str, Any], list[Expected]]] = [
    # unknown members
    ({"loading_sample": True}, one("LC101", "/loading_sample")),
    ({"webhook_url": "https://example.com"}, one("LC101", "/webhook_url")),
    ({"public_key": "k"}, one("LC101", "/public_key")),
    ({"completion_redirect_uri": "https://a.example"}, one("LC101", "/completion_redirect_uri")),
    ({"gse_options": {"report_type": ["VOA"]}}, one("LC101", "/gse_options")),
    ({"a/b~c": 1}, one("LC101", "/a~1b~0c")),
    ({"": None}, one("LC101", "/")),
    ({"transactions": {"days": 90}}, one("LC101", "/transactions/days")),
    (user(email="a@example.com"), one("LC101", "/user/email")),
    (address(zip="1"), one("LC101", "/user/address/zip", W)),
    (
        user(id_number={"type": "us_ssn", "value": "1", "x": 1}),
        one("LC101", "/user/id_number/x", W),
    ),
    ({"hosted_link": {"x": 1}}, one("LC101", "/hosted_link/x", W)),
    ({"account_filters": {"brokerage": {}}}, one("LC101", "/account_filters/brokerage", W)),
    (
        {"account_filters": {"other": {"account_subtypes": ["all"], "x": 1}}},
        one("LC101", "/account_filters/other/x", W),
    ),
    ({"clientName": "W", "client_name": GONE}, one("LC101", "/clientName")),
    (
        {"card_switch": {"card_bin": "4", "x": 1}},
        [("LC101", "/card_switch/x", None, W), ("LC112", "/card_switch", None, W)],
    ),
    # absent members
    ({"country_codes": GONE}, one("LC102", "", E, "country_codes")),
    (
        {"client_name": GONE, "language": GONE},
        [*one("LC102", "", E, "client_name"), *one("LC102", "", E, "language")],
    ),
    ({"user": {}}, one("LC102", "/user", E, "client_user_id")),
    (user(name={"given_name": "Ann"}), one("LC102", "/user/name", E, "family_name")),
    (user(address={"city": "X"}), one("LC102", "/user/address", E, "country")),
    (user(id_number={"value": "1"}), one("LC102", "/user/id_number", E, "type")),
    (
        {"account_filters": {"loan": {}}},
        one("LC102", "/account_filters/loan", E, "account_subtypes"),
    ),
    (income(bank_income={}), one("LC102", "/income_verification/bank_income", E, "days_requested")),
    ({"cra_options": {}}, one("LC102", "/cra_options", E, "days_requested")),
    (
        cra(base_report={"gse_options": {}}),
        one("LC102", "/cra_options/base_report/gse_options", E, "report_types"),
    ),
    (
        cra(income_insights={}),
        one("LC102", "/cra_options/income_insights", E, "income_insights_version"),
    ),
    (
        cra(income_insights={"income_insights_version": None, "income_insights_filter": {}}),
        one(
            "LC102",
            "/cra_options/income_insights/income_insights_filter",
            E,
            "included_categories",
        ),
    ),
    ({"identity_verification": {}}, one("LC102", "/identity_verification", E, "template_id")),
    (
        {"statements": {"start_date": "2025-01-01"}},
        one("LC102", "/statements", E, "end_date"),
    ),
    (
        {"card_switch": {}},
        [("LC102", "/card_switch", "card_bin", W), ("LC112", "/card_switch", None, W)],
    ),
    # types
    ({"products": "auth"}, one("LC103", "/products")),
    ({"country_codes": "US"}, one("LC103", "/country_codes")),
    ({"country_codes": None}, one("LC103", "/country_codes")),
    ({"client_name": None}, one("LC103", "/client_name")),
    ({"client_name": 5}, one("LC103", "/client_name")),
    ({"client_id": None}, one("LC103", "/client_id")),
    ({"secret": None}, one("LC103", "/secret")),
    ({"secret": ""}, one("LC105", "/secret")),
    ({"language": ["en"]}, one("LC103", "/language")),
    ({"products": [None]}, one("LC103", "/products/0")),
    ({"products": ["auth", 1, True]}, [*one("LC103", "/products/1"), *one("LC103", "/products/2")]),
    ({"user": []}, one("LC103", "/user")),
    (user(legal_name={"first": "A"}), one("LC103", "/user/legal_name")),
    (address(postal_code=12207), one("LC103", "/user/address/postal_code")),
    ({"transactions": {"days_requested": "90"}}, one("LC103", "/transactions/days_requested")),
    ({"transactions": {"days_requested": 90.5}}, one("LC103", "/transactions/days_requested")),
    ({"transactions": {"days_requested": True}}, one("LC103", "/transactions/days_requested")),
    ({"transactions": {"days_requested": 90.0}}, []),
    ({"enable_multi_item_link": "true"}, one("LC103", "/enable_multi_item_link")),
    (prism(cashscore=4.1), one("LC103", f"{PRISM}/cashscore", W)),
    (prism(cashscore=7), one("LC103", f"{PRISM}/cashscore", W)),
    # values
    ({"products": ["banking"]}, one("LC104", "/products/0")),
    ({"products": ["Auth"]}, one("LC104", "/products/0")),
    ({"products": ["auth", "balance"]}, one("LC104", "/products/1")),
    ({"products": ["cra_base_reports"]}, one("LC104", "/products/0")),
    ({"products": ["balance_plus"]}, one("LC104", "/products/0")),
    ({"products": ["income"]}, one("LC104", "/products/0")),
    ({"products": [""]}, one("LC104", "/products/0")),
    (
        {"required_if_supported_products": ["assets"]},
        one("LC104", "/required_if_supported_products/0"),
    ),
    ({"optional_products": ["balance"]}, one("LC104", "/optional_products/0")),
    (
        {"additional_consented_products": ["payment_initiation"]},
        one("LC104", "/additional_consented_products/0"),
    ),
    ({"additional_consented_products": ["balance_plus"]}, []),
    ({"language": "en-US"}, one("LC104", "/language")),
    ({"language": "EN"}, one("LC104", "/language")),
    (
        {"country_codes": ["US", "JP", "UK"]},
        [*one("LC104", "/country_codes/1"), *one("LC104", "/country_codes/2")],
    ),
    (user(id_number={"value": "1", "type": "ssn"}), one("LC104", "/user/id_number/type")),
    (subtype("depository", "credit card"), one("LC104", SUBTYPES.format("depository"))),
    (subtype("credit", "checking"), one("LC104", SUBTYPES.format("credit"))),
    (subtype("loan", "student loan"), one("LC104", SUBTYPES.format("loan"))),
    (subtype("investment", "403b"), one("LC104", SUBTYPES.format("investment"))),
    (subtype("other", "rewards"), one("LC104", SUBTYPES.format("other"))),
    (
        {
            "account_filters": {
                "depository": {"account_subtypes": ["all"], "limited_purpose_types": ["RENT"]}
            }
        },
        one("LC104", "/account_filters/depository/limited_purpose_types/0"),
    ),
    (
        income(income_source_types=["document"]),
        one("LC104", "/income_verification/income_source_types/0"),
    ),
    (
        income(payroll_income={"flow_types": ["document"], "parsing_config": ["fraud_risk"]}),
        [
            *one("LC104", "/income_verification/payroll_income/flow_types/0"),
            *one("LC104", "/income_verification/payroll_income/parsing_config/0"),
        ],
    ),
    (
        income(
            stated_income_sources=[{"category": "WAGES", "pay_type": "B", "pay_frequency": "X"}]
        ),
        [
            *one("LC104", "/income_verification/stated_income_sources/0/category"),
            *one("LC104", "/income_verification/stated_income_sources/0/pay_frequency"),
            *one("LC104", "/income_verification/stated_income_sources/0/pay_type"),
        ],
    ),
    (
        {"consumer_report_permissible_purpose": "CREDIT"},
        one("LC104", "/consumer_report_permissible_purpose"),
    ),
    ({"auth": {"reroute_to_credentials": "FORCE"}}, one("LC104", "/auth/reroute_to_credentials")),
    ({"hosted_link": {"delivery_method": "SMS"}}, one("LC104", "/hosted_link/delivery_method")),
    (
        {"identity": {"parsing_configs": ["fraud_risk"]}},
        one("LC104", "/identity/parsing_configs/0"),
    ),
    (
        prism(firstdetect="4", detect="3", cashscore="5", extend="3", insights="v3"),
        [
            one("LC104", f"{PRISM}/{n}")[0]
            for n in ("cashscore", "detect", "extend", "firstdetect", "insights")
        ],
    ),
    (prism(firstdetect=None, detect="4.1", cashscore="4", extend="4", insights="3"), []),
    (
        cra(
            lend_score={"lend_score_version": "ls1"},
            network_insights={"network_insights_version": "x"},
        ),
        [
            *one("LC104", "/cra_options/lend_score/lend_score_version"),
            *one("LC104", "/cra_options/network_insights/network_insights_version"),
        ],
    ),
    (
        cra(income_insights={"income_insights_version": "II1"}),
        one("LC104", "/cra_options/income_insights/income_insights_version"),
    ),
    (
        cra(base_report={"gse_options": {"report_types": ["voa"]}}),
        one("LC104", "/cra_options/base_report/gse_options/report_types/0"),
    ),
    (
        {"appearance_mode": "dark"},
        [("LC104", "/appearance_mode", None, W), ("LC112", "/appearance_mode", None, W)],
    ),
    # empty, blank, padded, long
    *[
        ({name: ""}, one("LC105", f"/{name}"))
        for name in (
            "client_name",
            "language",
            "webhook",
            "redirect_uri",
            "android_package_name",
            "access_token",
        )
    ],
    *[
        ({name: ""}, one("LC105", f"/{name}", W))
        for name in ("link_customization_name", "user_token", "user_id")
    ],
    ({"user": {"client_user_id": ""}}, one("LC105", "/user/client_user_id")),
    (user(legal_name=""), one("LC105", "/user/legal_name", W)),
    (address(street=""), one("LC105", "/user/address/street")),
    ({"identity": {"account_ids": [""]}}, one("LC105", "/identity/account_ids/0", W)),
    ({"client_name": " "}, one("LC110", "/client_name", W)),
    ({"client_name": "W\n"}, one("LC110", "/client_name", W)),
    ({"client_name": "\u00a0W"}, one("LC110", "/client_name", W)),
    ({"client_name": "W W\nW"}, []),
    ({"link_customization_name": "default "}, one("LC110", "/link_customization_name", W)),
    ({"update": {"item_ids": ["a", " b"]}}, one("LC110", "/update/item_ids/1", W)),
    (
        user(name={"given_name": "  ", "family_name": ""}),
        [*one("LC116", "/user/name/family_name"), *one("LC116", "/user/name/given_name")],
    ),
    (
        user(name={"given_name": LONG, "family_name": "x" * 100}),
        one("LC108", "/user/name/given_name"),
    ),
    (
        address(street="x" * 81, street2="x" * 51, city=LONG),
        [
            *one("LC108", "/user/address/city"),
            *one("LC108", "/user/address/street"),
            *one("LC108", "/user/address/street2"),
        ],
    ),
    (address(street="x" * 80, street2="x" * 50, city="x" * 100), []),
    (address(street2=" "), one("LC116", "/user/address/street2")),
    # ranges and counts
    ({"transactions": {"days_requested": 0}}, one("LC106", "/transactions/days_requested")),
    ({"transactions": {"days_requested": 731}}, one("LC106", "/transactions/days_requested")),
    ({"transactions": {"days_requested": 730}}, []),
    (
        income(bank_income={"days_requested": 0}),
        one("LC106", "/income_verification/bank_income/days_requested"),
    ),
    (
        income(bank_income={"days_requested": 732}),
        one("LC106", "/income_verification/bank_income/days_requested"),
    ),
    (income(bank_income={"days_requested": 731}), []),
    ({"cra_options": {"days_requested": 732}}, one("LC106", "/cra_options/days_requested")),
    ({"cra_options": {"days_requested": 1}}, []),
    (cra(days_required=185), one("LC106", "/cra_options/days_required")),
    (cra(days_required=184), []),
    (
        {"hosted_link": {"url_lifetime_seconds": 0}},
        one("LC106", "/hosted_link/url_lifetime_seconds"),
    ),
    (
        {"hosted_link": {"url_lifetime_seconds": 1814401}},
        one("LC106", "/hosted_link/url_lifetime_seconds"),
    ),
    ({"hosted_link": {"url_lifetime_seconds": 1814400}}, []),
    ({"country_codes": []}, one("LC107", "/country_codes")),
    (
        {
            "account_filters": {
                "depository": {"account_subtypes": ["all"], "limited_purpose_types": []}
            }
        },
        one("LC107", "/account_filters/depository/limited_purpose_types"),
    ),
    # repeated entries
    (
        {"products": ["auth", "auth", "identity", "auth"]},
        [*one("LC111", "/products/1", W), *one("LC111", "/products/3", W)],
    ),
    ({"products": ["Auth", "Auth"]}, [*one("LC104", "/products/0"), *one("LC104", "/products/1")]),
    (
        income(stated_income_sources=[{"pay_annual": 1}, {"pay_annual": 1.0}]),
        one("LC111", "/income_verification/stated_income_sources/1", W),
    ),
    # formats
    ({"webhook": "example.com/hook"}, one("LC109", "/webhook")),
    ({"webhook": "http://example.com/hook"}, []),
    (user(date_of_birth="1990-02-30"), one("LC109", "/user/date_of_birth")),
    (user(date_of_birth=""), one("LC109", "/user/date_of_birth")),
    (user(date_of_birth=19900228), one("LC103", "/user/date_of_birth")),
    (
        {"statements": {"start_date": "2025-01-01T00:00:00Z", "end_date": "06/30/2025"}},
        [*one("LC109", "/statements/end_date"), *one("LC109", "/statements/start_date")],
    ),
    (
        {"payment_configuration": {"amount": "10"}},
        [
            ("LC109", "/payment_configuration/amount", None, W),
            ("LC112", "/payment_configuration", None, W),
        ],
    ),
    # fields and values that the documentation does not have
    *[
        ({name: value}, one("LC112", f"/{name}", W))
        for name, value in {
            "access_tokens": ["t"],
            "appearance_mode": "DARK",
            "card_switch": {"card_bin": "4"},
            "cashflow_report": {"days_requested": 1},
            "cra_enabled": True,
            "credit_partner_insights": {"days_requested": 1},
            "deposit_switch": {"deposit_switch_id": "x"},
            "employment": {"employment_source_types": ["bank"]},
            "financekit_supported": True,
            "payment_configuration": {"amount": "10.00"},
            "third_party_user_token": "t",
        }.items()
    ],
    (
        {"transfer": {"payment_profile_token": "x"}},
        one("LC112", "/transfer/payment_profile_token", W),
    ),
    (
        {"update": {"reauthorization_enabled": True}},
        one("LC112", "/update/reauthorization_enabled", W),
    ),
    (
        {"investments_auth": {"rollover_401k_enabled": True}},
        one("LC112", "/investments_auth/rollover_401k_enabled", W),
    ),
    (
        {"identity_verification": {"template_id": "t", "consent": True}},
        one("LC112", "/identity_verification/consent", W),
    ),
    (
        cra(partner_insights={"fico": {"fico_lender_id": "x"}}),
        [
            ("LC102", "/cra_options/partner_insights/fico", "lender_application_id", W),
            ("LC102", "/cra_options/partner_insights/fico", "ultrafico_score_requests", W),
            ("LC112", "/cra_options/partner_insights/fico", None, W),
        ],
    ),
    ({"card_switch": None}, one("LC115", "/card_switch", I)),
    ({"financekit_supported": False}, []),
    ({"products": ["cra_qualify"]}, one("LC113", "/products/0", W)),
    (
        {"optional_products": ["cra_home_lending", "transfer"]},
        [*one("LC113", "/optional_products/0", W), *one("LC113", "/optional_products/1", W)],
    ),
    (subtype("loan", "home equity loan"), one("LC119", SUBTYPES.format("loan"), I)),
    (subtype("loan", "commercial line of credit"), one("LC119", SUBTYPES.format("loan"), I)),
    (subtype("investment", "prediction market"), one("LC119", SUBTYPES.format("investment"), I)),
    (subtype("loan", "installment"), one("LC113", SUBTYPES.format("loan"), W)),
    (subtype("credit", "charge card"), one("LC113", SUBTYPES.format("credit"), W)),
    (prism(cashscore="3_lite"), one("LC113", f"{PRISM}/cashscore", W)),
    (
        cra(cashflow_insights={"attributes_version": "v1.0"}),
        one("LC113", "/cra_options/cashflow_insights/attributes_version", W),
    ),
    (
        cra(lend_score={"lend_score_version": "v2.0"}),
        one("LC113", "/cra_options/lend_score/lend_score_version", W),
    ),
    ({"institution_id": "ins_3"}, one("LC114", "/institution_id", W)),
    (user(ssn="1"), one("LC114", "/user/ssn", W)),
    (
        user(phone_number_verified_time="0001-01-01T00:00:00.1Z"),
        one("LC114", "/user/phone_number_verified_time", W),
    ),
    (user(email_address_verified_time=None), []),
    ({"auth": {"flow_type": "FLEXIBLE_AUTH"}}, one("LC114", "/auth/flow_type", W)),
    ({"auth": {"database_match_enabled": True, "database_insights_enabled": True}}, []),
    ({"eu_config": {"headless": True}}, one("LC114", "/eu_config", W)),
    ({"base_report": {"days_requested": 365}}, one("LC114", "/base_report", W)),
    (
        income(income_verification_id="x"),
        one("LC114", "/income_verification/income_verification_id", W),
    ),
    (
        income(bank_income={"days_requested": 1, "enable_multiple_items": True}),
        one("LC114", "/income_verification/bank_income/enable_multiple_items", W),
    ),
    (income(bank_income={"days_requested": 1, "enable_multiple_items": False}), []),
    # newer than the reference, and documented
    ({"institution_data": {"institution_id": "ins_3"}}, []),
    (
        {"institution_data": {"institution_id": ""}},
        one("LC105", "/institution_data/institution_id", W),
    ),
    ({"language": "nb"}, []),
    ({"language": "ht"}, []),
    ({"language": "no"}, []),
    (cra(base_report={"home_lending_report_options": {"reports_requested": ["VOA"]}}), []),
    (user(id_number={"value": "1", "type": "in_epic"}), []),
    (report(), []),
    (report(scope=None), []),
    (report(scope="x"), one("LC104", f"{REPORT}/scope")),
    ({"cra_report_parameter": {"scope": None}}, one("LC102", REPORT, E, "decision_stage")),
    (report(decision_stage="LATER"), one("LC104", f"{REPORT}/decision_stage")),
    (report(decision_stage=None), one("LC103", f"{REPORT}/decision_stage")),
    (report(days_requested=732), one("LC106", f"{REPORT}/days_requested")),
    (report(days_requested=-1), one("LC106", f"{REPORT}/days_requested")),
    (report(days_required=185), one("LC106", f"{REPORT}/days_required")),
    (report(include_identity_match="yes"), one("LC103", f"{REPORT}/include_identity_match")),
    (report(foo=1), one("LC101", f"{REPORT}/foo")),
    (
        report(products=[{}]),
        [("LC102", f"{REPORT}/products/0", name, W) for name in ("product", "version")],
    ),
    (
        report(products=[{"product": "cra_partner_insights", "version": "V1"}]),
        one("LC104", f"{REPORT}/products/0/product"),
    ),
    (
        report(
            products=[
                {"product": "cra_base_report", "version": "V1", "options": None},
                {
                    "product": "cra_income_complete",
                    "version": "V1",
                    "options": {"income_insights_filter": {"included_categories": ["*"]}},
                },
                {
                    "product": "cra_lend_score",
                    "version": "V2",
                    "options": {"variants": ["GENERALIST", "ARC"]},
                },
            ]
        ),
        [],
    ),
    # null
    ({"redirect_uri": None}, one("LC115", "/redirect_uri", I)),
    ({"hosted_link": None}, one("LC115", "/hosted_link", I)),
    ({"hosted_link": {}}, []),
    ({"hosted_link": {"delivery_method": None}}, one("LC115", "/hosted_link/delivery_method", I)),
    (
        {"access_token": None, "products": None, "update": {"item_ids": None}},
        [],
    ),
    (user(name=None, date_of_birth=None, id_number=None, address=None), []),
    (
        income(stated_income_sources=[{"pay_type": None}]),
        one("LC115", "/income_verification/stated_income_sources/0/pay_type", I),
    ),
]

_EXIT = {"error": None, "metadata": None}
_EVENT = {
    "event_name": "OPEN",
    "timestamp": "2026-01-01T00:00:00Z",
    "event_id": "e",
    "event_metadata": {},
}
_ERROR = {"error_type": "T", "error_code": "C", "error_message": "m", "display_message": None}

OTHERS: list[tuple[Document, dict[str, Any], list[Expected]]] = [
    (Document.GET_REQUEST, {"link_token": GONE}, one("LC102", "", E, "link_token")),
    (Document.GET_REQUEST, {"link_token": ""}, one("LC105", "/link_token")),
    (Document.GET_REQUEST, {"public_token": "p"}, one("LC101", "/public_token")),
    (Document.GET_REQUEST, {"client_name": "W"}, one("LC101", "/client_name")),
    (Document.CREATE_RESPONSE, {"expiration": GONE}, one("LC102", "", E, "expiration")),
    (Document.CREATE_RESPONSE, {"expiration": None}, one("LC103", "/expiration")),
    (Document.CREATE_RESPONSE, {"expiration": "2026-01-01 00:00"}, one("LC109", "/expiration")),
    (
        Document.CREATE_RESPONSE,
        {"hosted_link_url": "http://a.example"},
        one("LC109", "/hosted_link_url"),
    ),
    (Document.CREATE_RESPONSE, {"new": [1], "request_id": " "}, []),
    (Document.GET_RESPONSE, {"metadata": GONE}, one("LC102", "", E, "metadata")),
    (Document.GET_RESPONSE, {"link_sessions": GONE}, []),
    (Document.GET_RESPONSE, {"created_at": GONE}, one("LC102", "", E, "created_at")),
    (Document.GET_RESPONSE, {"created_at": "29.07.2024"}, one("LC109", "/created_at")),
    (
        Document.GET_RESPONSE,
        {"metadata": {**_METADATA, "webhook": "x"}},
        one("LC109", "/metadata/webhook", W),
    ),
    (Document.GET_RESPONSE, {"metadata": {**_METADATA, "account_filters": None}}, []),
    (
        Document.GET_RESPONSE,
        {"metadata": {"initial_products": [], "country_codes": []}},
        [
            ("LC102", "/metadata", name, E)
            for name in ("client_name", "language", "redirect_uri", "webhook")
        ],
    ),
    (Document.GET_RESPONSE, session(results=[]), one("LC103", "/link_sessions/0/results")),
    (Document.GET_RESPONSE, session(results=None), []),
    (Document.GET_RESPONSE, session(results={"protect_results": None}), []),
    (
        Document.GET_RESPONSE,
        session(results={"item_add_results": [{"institution": {"name": None}}]}),
        [],
    ),
    (
        Document.GET_RESPONSE,
        session(results={"bank_income_results": [{"status": "DONE"}, {"status": "STARTED"}]}),
        one("LC104", "/link_sessions/0/results/bank_income_results/0/status", W),
    ),
    (Document.GET_RESPONSE, session(exit=_EXIT, on_exit=_EXIT), []),
    (
        Document.GET_RESPONSE,
        session(exit={**_EXIT, "error": {"error_type": "T"}}),
        [
            ("LC102", "/link_sessions/0/exit/error", name, E)
            for name in ("display_message", "error_code", "error_message")
        ],
    ),
    (Document.GET_RESPONSE, session(exit={**_EXIT, "error": _ERROR}), []),
    (
        Document.GET_RESPONSE,
        session(started_at="soon"),
        one("LC109", "/link_sessions/0/started_at"),
    ),
    (
        Document.GET_RESPONSE,
        session(events=[_EVENT, {**_EVENT, "timestamp": "now"}]),
        one("LC109", "/link_sessions/0/events/1/timestamp"),
    ),
    (Document.EVENTS, {"events": [_EVENT, _EVENT]}, []),
    (
        Document.EVENTS,
        {"events": [{"event_name": "OPEN"}]},
        [("LC102", "/events/0", name, E) for name in ("event_id", "event_metadata", "timestamp")],
    ),
    (Document.EVENTS, {"environment": "sandbox"}, []),
    (Document.EVENTS, {"environment": "staging"}, one("LC104", "/environment", W)),
    (Document.EVENTS, {"link_token": GONE}, one("LC102", "", E, "link_token")),
    (Document.ITEM_ADD_RESULT, {"webhook_type": "ITEM"}, one("LC104", "/webhook_type", W)),
    (Document.ITEM_ADD_RESULT, {"webhook_code": "EVENTS"}, one("LC104", "/webhook_code", W)),
    (Document.ITEM_ADD_RESULT, {"webhook_code": "LAYER_AUTHENTICATION_PASSED"}, []),
    (Document.EVENTS, {"webhook_code": 1}, one("LC103", "/webhook_code")),
    (Document.ITEM_ADD_RESULT, {"environment": "development"}, one("LC104", "/environment", W)),
    (Document.ITEM_ADD_RESULT, {"public_token": GONE}, one("LC102", "", E, "public_token")),
    (Document.SESSION_FINISHED, {"status": "success"}, []),
    (Document.SESSION_FINISHED, {"status": "exited"}, []),
    (Document.SESSION_FINISHED, {"status": "EXITED"}, []),
    (Document.SESSION_FINISHED, {"status": "Success"}, one("LC104", "/status", W)),
    (Document.SESSION_FINISHED, {"status": "abandoned"}, one("LC104", "/status", W)),
    (Document.SESSION_FINISHED, {"status": GONE}, one("LC102", "", E, "status")),
    (Document.SESSION_FINISHED, {"public_tokens": ["p", "p"], "public_token": "p", "foo": 1}, []),
    (Document.SESSION_FINISHED, {"public_tokens": [1]}, one("LC103", "/public_tokens/0")),
]
CASES = [(Document.CREATE_REQUEST, *case) for case in CREATE] + OTHERS


def body(document: Document, changes: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in {**BASES[document], **changes}.items() if v is not GONE}


def found(document: Document, changes: dict[str, Any], engine: str) -> list[Expected]:
    return sorted(
        (rule.code, to_pointer(f.path), f.missing, str(f.severity or rule.severity))
        for rule, f in findings(document, body(document, changes), engine)
    )


def of(
    changes: dict[str, Any], document: Document = Document.CREATE_REQUEST
) -> tuple[Rule, Finding]:
    """The one finding of a body."""
    (pair,) = findings(document, body(document, changes))
    return pair


@pytest.mark.parametrize("engine", ENGINES)
@each(("document", "changes", "expected"), CASES)
def test_case(
    document: Document, changes: dict[str, Any], expected: list[Expected], engine: str
) -> None:
    assert found(document, changes, engine) == sorted(expected, key=str)


@pytest.mark.parametrize("document", Document)
def test_bases_are_clean(document: Document) -> None:
    assert findings(document, BASES[document]) == []


def test_every_rule_has_a_case() -> None:
    from linkcheck.shapes import rules

    covered = {code for _, _, expected in CASES for code, *_ in expected}
    shape = {r.code for r in vars(rules).values() if isinstance(r, Rule) and r.area == rules.AREA}
    # LC002 needs text; LC117 is about one field, with a test of its own.
    assert shape - covered == {"LC002", "LC117"}


def test_too_many_items() -> None:
    score = {
        "bureau": "EQUIFAX",
        "score": 700,
        "base_fico_score_version": "8",
        "reason_codes": ["1", "2", "3", "4", "5"],
    }
    request = {"ultrafico_score_version": "1.0", "base_fico_score": score}
    fico = {
        "fico_lender_id": "x",
        "lender_application_id": "x",
        "ultrafico_score_requests": [request],
    }
    changes = cra(partner_insights={"fico": fico})
    pointer = "/cra_options/partner_insights/fico"
    entries = f"{pointer}/ultrafico_score_requests/0/base_fico_score/reason_codes"
    expected = [("LC112", pointer, None, W), ("LC117", entries, None, W)]
    assert found(Document.CREATE_REQUEST, changes, "compiled") == expected
    score["reason_codes"] = ["1", "2", "3", "4"]
    assert found(Document.CREATE_REQUEST, changes, "compiled") == expected[:1]


# -- what goes with a finding ------------------------------------------------------------------

MESSAGES: list[tuple[dict[str, Any], str]] = [
    ({"products": ["Auth"]}, "Unknown product `Auth` in `products[0]`. Use `auth`"),
    ({"products": ["auth, identity"]}, "`products[0]` holds several values in one string"),
    ({"products": ["balance"]}, "Remove it: Balance comes with any other product"),
    ({"products": ["income"]}, "`income_verification`"),
    ({"products": ["cra_base_reports"]}, "typo in Plaid's reference"),
    (
        {"optional_products": ["assets"]},
        "`assets` is not allowed in `optional_products`. Move it to `products`",
    ),
    (
        subtype("depository", "credit card"),
        "Move it to `account_filters.credit.account_subtypes`",
    ),
    (subtype("investment", "403b"), "Use `403B`"),
    (subtype("depository", "money_market"), "Use `money market`"),
    ({"country_codes": ["UK"]}, "`GB`"),
    (
        {"country_codes": ["JP"]},
        "Unknown country `JP` in `country_codes[0]`. Use one of `US`, `GB`, `ES`, `NL`, `FR`, "
        "`IE`, `CA`, `DE` and 12 more",
    ),
    ({"language": "nn"}, "Use `nb`: Link supports Norwegian Bokmål only"),
    ({"language": "en_US"}, "Unknown language `en_US` in `language`. Use `en`"),
    (income(income_source_types=["document"]), "Use `payroll`"),
    ({"identity": {"parsing_configs": ["fraud_risk"]}}, "`risk_signals`"),
    ({"loading_sample": True}, "Remove it: it is a placeholder"),
    ({"webhook_url": "x"}, "Unknown field `webhook_url`. Use `webhook`"),
    ({"clientName": "x"}, "Unknown field `clientName`. Remove it"),
    ({"accountSubtypes": {}}, "Use `account_filters`"),
    ({"gse_options": {}}, "Move it to `cra_options.base_report`"),
    ({"phone_number": "x"}, "Move it to `user`"),
    (
        {"days_requested": 90},
        "Move it to `cra_options`, `transactions` or `cra_report_parameter`",
    ),
    (
        {"transactions": {"days": 1}},
        "Unknown field `days` in `transactions`. Use `days_requested`, or",
    ),
    ({"account_filters": {"brokerage": {}}}, "Use `investment`"),
    (address(state="CA"), "in `user.address` (Plaid ignores it). Use `region`"),
    ({"jane.doe@example.com": 1}, "Unknown field (name not shown). Remove it"),
    ({"country_codes": GONE}, "Missing required field `country_codes`. Add the countries"),
    ({"products": "auth"}, "`products` must be an array of strings, not a string. Wrap it in"),
    ({"transactions": {"days_requested": "9"}}, "Convert it with `int(...)`"),
    ({"enable_multi_item_link": 1}, "must be true or false, not an integer"),
    (address(postal_code=1), "Convert it with `str(...)`"),
    ({"client_name": None}, "`client_name` must be a string, not null. Set it"),
    (prism(cashscore=4.1), "must be a string, not a number. Convert it with `str(...)`"),
    (
        {"transactions": {"days_requested": 731}},
        "is 731 but must be between 1 and 730. Use 730 or less",
    ),
    (cra(days_required=185), "is 185 but must be at most 184. Use 184 or less"),
    (
        user(name={"given_name": LONG, "family_name": "x"}),
        "must be at most 100 characters long, but has 101",
    ),
    ({"webhook": "x"}, "`webhook` is not a valid URL. Use an absolute URL that begins with http:"),
    ({"webhook": "https://a..b/"}, "is not a valid URL: its host cannot exist. Look for"),
    ({"webhook": "https://a.example:70000/"}, "its port is out of range. Use a port up to 65535"),
    (user(ssn="1"), "`us_ssn_last_4`"),
    ({"auth": {"flow_type": "FLEXIBLE_AUTH"}}, "`auth.auth_type_select_enabled`"),
    (subtype("credit", "charge card"), "Plaid has withdrawn it"),
    (
        subtype("loan", "home equity loan"),
        "is in Plaid's client libraries but not in its documentation",
    ),
]


@each(("changes", "text"), MESSAGES)
def test_message(changes: dict[str, Any], text: str) -> None:
    finding = of(changes)[1]
    assert text in f"{finding.message}. {finding.help}"


def test_a_new_value_in_an_answer_names_the_date_of_the_api() -> None:
    finding = of({"status": "abandoned"}, Document.SESSION_FINISHED)[1]
    assert finding.message == "Unknown value `abandoned` in `status`"
    assert finding.help == f"Check whether Plaid has added it since the API of {API_DATE}"


SECRETS = [
    "Jane Doe",
    "jane@example.com",
    "+14155550010",
    "4155550010",
    "access-sandbox-1",
    "hunter2",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_values_that_may_be_personal_are_not_shown(secret: str) -> None:
    bodies: list[dict[str, Any]] = [
        user(id_number={"type": secret, "value": [secret]}),
        user(name=secret, legal_name=[secret], address={secret: secret}),
        {"products": [f"{secret}@{secret}"], "language": f"{secret}" * 9, "webhook": secret},
        {"secret": [secret], "user_token": {secret: 1}, "stated": secret},
        income(stated_income_sources=[{"employer": 5, "pay_annual": secret}], access_tokens=secret),
    ]
    harmless = secret in ("Jane Doe", "hunter2", "access-sandbox-1")
    for changes in bodies:
        for rule, finding in findings(
            Document.CREATE_REQUEST, body(Document.CREATE_REQUEST, changes)
        ):
            # An enum's wrong value that looks like a word is shown, wherever it is no name field.
            if not (harmless and rule.code in ("LC104", "LC101")):
                assert secret not in f"{finding.message} {finding.help}"


ANSWERS: list[tuple[dict[str, Any], tuple[str, str | None] | None]] = [
    (
        user(email="a@example.com"),
        ("UNKNOWN_FIELDS", "the following fields are not recognized by this endpoint: user.email"),
    ),
    ({"public_key": "k"}, ("INCOMPATIBLE_API_VERSION", None)),
    ({"a b": 1}, ("UNKNOWN_FIELDS", None)),
    (
        {"country_codes": GONE},
        ("MISSING_FIELDS", "the following required fields are missing: country_codes"),
    ),
    ({"user": {}}, ("MISSING_FIELDS", None)),
    (user(name={"given_name": "A"}), ("INVALID_USER_IDENTITY_DATA", None)),
    (user(date_of_birth="x"), ("INVALID_USER_IDENTITY_DATA", None)),
    ({"products": ["banking"]}, ("INVALID_PRODUCT", None)),
    ({"country_codes": ["JP"]}, ("INVALID_FIELD", None)),
    ({"webhook": "/hook"}, ("INVALID_FIELD", "webhook must be a non-empty string URL")),
    ({"webhook": ""}, ("INVALID_FIELD", "webhook must be a non-empty string URL")),
    (
        {"redirect_uri": ""},
        (
            "INVALID_FIELD",
            "OAuth redirect URI must be configured in the developer dashboard. "
            "See https://plaid.com/docs/#oauth-redirect-uris",
        ),
    ),
    (
        {"client_id": None},
        ("INVALID_FIELD", "client_id must be a properly formatted, non-empty string"),
    ),
    (
        user(legal_name={}),
        ("INVALID_CONFIGURATION", "please ensure that the request body is formatted correctly"),
    ),
    ({"products": "auth"}, ("INVALID_FIELD", None)),
    ({"client_name": None}, ("MISSING_FIELDS", None)),
    ({"products": ["auth", "auth"]}, None),
    (address(zip="1"), None),
    (user(name={"given_name": " ", "family_name": "x"}), ("INVALID_USER_IDENTITY_DATA", None)),
    (subtype("other", "rewards"), None),
]


@each(("changes", "expected"), ANSWERS)
def test_answer_of_plaid(changes: dict[str, Any], expected: tuple[str, str | None] | None) -> None:
    answer = of(changes)[1].plaid_error
    assert (answer and (answer.error_code, answer.error_message)) == expected


def test_answers_go_with_requests_only() -> None:
    _, finding = of({"link_token": 1}, Document.SESSION_FINISHED)
    assert finding.plaid_error is None


def test_unknown_members_are_reported_at_their_names() -> None:
    assert of({"foo": 1})[1].key
    assert of({"appearance_mode": "DARK"})[1].key
    assert not of({"products": ["x"]})[1].key


FIXES: list[tuple[dict[str, Any], str, object, bool]] = [
    ({"products": ["Auth"]}, "/products/0", "auth", True),
    ({"country_codes": ["UK"]}, "/country_codes/0", "GB", True),
    ({"language": "norwegian"}, "/language", "nb", True),
    ({"language": "nn"}, "/language", "nb", False),
    ({"language": "nb-NO"}, "/language", "nb", False),
    ({"language": "no-NO"}, "/language", "no", False),
    ({"products": ["cra_base_reports"]}, "/products/0", "cra_base_report", True),
    ({"products": ["income"]}, "/products/0", "income_verification", False),
    ({"language": "en-US"}, "/language", "en", False),
]


@pytest.mark.parametrize(("changes", "path", "value", "safe"), FIXES, ids=lambda v: str(v)[:40])
def test_fix_of_a_value(changes: dict[str, Any], path: str, value: object, safe: bool) -> None:
    fix = of(changes)[1].fix
    assert fix is not None
    assert fix.patch == ({"op": "replace", "path": path, "value": value},)
    assert fix.safe is safe


def test_a_guess_is_an_unsafe_fix() -> None:
    value = of({"products": ["autth"]})[1].fix
    assert value is not None
    assert not value.safe
    name = of({"webhok": "https://example.com/hook"})[1].fix
    assert name is not None
    assert name.patch == ({"op": "move", "from": "/webhok", "path": "/webhook"},)
    assert not name.safe


def test_no_fix_shows_a_name_that_may_be_personal() -> None:
    _, finding = of({"consumer_report_permissible_purpose41555": "x"})
    assert finding.help == "Use `consumer_report_permissible_purpose`"
    assert finding.fix is None


def test_fix_of_a_repeated_entry_shows_no_value() -> None:
    _, finding = of(income(access_tokens=["t", "t"]))
    assert finding.fix is not None
    pointer = "/income_verification/access_tokens"
    assert finding.fix.patch == ({"op": "remove", "path": f"{pointer}/1"},)
    assert [place.pointer for place in finding.related] == [f"{pointer}/0"]
