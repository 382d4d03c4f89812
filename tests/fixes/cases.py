"""The fixes of the rules: what each does to a body.

One row per fix: the code, the base body of rules/examples.py, its changes, whether the fix is
safe, and the changes after the fix. ``...`` stands for a member that is not there.
"""

from __future__ import annotations

from typing import Any

USER = {"client_user_id": "u-1001"}
US = {"street": "123 Main St", "city": "San Francisco", "region": "CA", "postal_code": "94105",
      "country": "US"}  # fmt: skip
GB = {"street": "10 Downing St", "city": "London", "postal_code": "SW1A2AA", "country": "GB"}
UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
INCOME = {"income_source_types": ["payroll"]}


def user(**members: Any) -> dict[str, Any]:
    """A ``user`` with more members."""
    return {"user": {**USER, **members}}


def address(base: dict[str, Any], **members: Any) -> dict[str, Any]:
    """A ``user`` with an address; ``...`` takes a member of the base away."""
    changed = {**base, **members}
    return user(address={k: v for k, v in changed.items() if v is not ...})


def number(type_: str, value: object) -> dict[str, Any]:
    """A ``user`` with an ID number."""
    return user(id_number={"type": type_, "value": value})


def prism(**versions: object) -> dict[str, Any]:
    """The options of a Consumer Report with versions of the products of Prism."""
    return {
        "products": ["cra_base_report", "cra_partner_insights"],
        "cra_options": {"days_requested": 365, "partner_insights": {"prism_versions": versions}},
    }


Row = tuple[str, str, dict[str, Any], bool, dict[str, Any]]

CASES: list[Row] = [
    # Shapes: member names.
    ("LC101", "request", {"webhok": "https://example.com/hook"}, False,
     {"webhok": ..., "webhook": "https://example.com/hook"}),
    ("LC101", "request", {"webhookUrl": "https://example.com/hook"}, False,
     {"webhookUrl": ..., "webhook": "https://example.com/hook"}),
    ("LC101", "request", user(phoneNumber="+14155550123"), False,
     user(phone_number="+14155550123")),
    # Shapes: JSON types.
    ("LC103", "request", {"transactions": {"days_requested": "90"}, "products": ["transactions"]},
     True, {"transactions": {"days_requested": 90}, "products": ["transactions"]}),
    ("LC103", "request", {"auth": {"instant_match_enabled": "True"}}, True,
     {"auth": {"instant_match_enabled": True}}),
    ("LC103", "request", {"products": "auth"}, True, {"products": ["auth"]}),
    ("LC103", "request", {"country_codes": "US"}, True, {"country_codes": ["US"]}),
    ("LC103", "request", {"client_name": 7}, True, {"client_name": "7"}),
    ("LC103", "cra", prism(cashscore=4), True, prism(cashscore="4")),
    ("LC103", "cra", prism(cashscore=4.1), True, prism(cashscore="4.1")),
    ("LC103", "idv", number("us_ssn_last_4", 1234), False, number("us_ssn_last_4", "1234")),
    # Shapes: values of closed lists.
    ("LC104", "request", {"products": ["Auth"]}, True, {"products": ["auth"]}),
    ("LC104", "request", {"products": [" auth "]}, True, {"products": ["auth"]}),
    ("LC104", "request", {"products": ["autth"]}, False, {"products": ["auth"]}),
    ("LC104", "income", {"products": ["income"]}, False, {"products": ["income_verification"]}),
    ("LC104", "cra", {"products": ["cra_base_reports"]}, True, {"products": ["cra_base_report"]}),
    ("LC104", "request", {"country_codes": ["us"]}, True, {"country_codes": ["US"]}),
    ("LC104", "request", {"country_codes": ["US", "UK"]}, True, {"country_codes": ["US", "GB"]}),
    ("LC104", "request", {"country_codes": ["uk"]}, True, {"country_codes": ["GB"]}),
    ("LC104", "request", {"country_codes": ["Germany"]}, True, {"country_codes": ["DE"]}),
    ("LC104", "request", {"language": "EN"}, True, {"language": "en"}),
    ("LC104", "request", {"language": "English"}, True, {"language": "en"}),
    ("LC104", "request", {"language": "ENGLISH"}, True, {"language": "en"}),
    ("LC104", "request", {"language": "en-US"}, False, {"language": "en"}),
    ("LC104", "session-finished", {"status": "Success"}, False, {"status": "SUCCESS"}),
    # Shapes: what means "not set".
    ("LC105", "request", {"redirect_uri": ""}, True, {"redirect_uri": ...}),
    ("LC105", "request", {"webhook": ""}, True, {"webhook": ...}),
    ("LC105", "request", {"access_token": ""}, True, {"access_token": ...}),
    ("LC105", "request", {"link_customization_name": ""}, True, {"link_customization_name": ...}),
    ("LC115", "request", {"redirect_uri": None}, True, {"redirect_uri": ...}),
    # Shapes: all else.
    ("LC110", "request", {"link_customization_name": "default "}, False,
     {"link_customization_name": "default"}),
    ("LC111", "request", {"products": ["auth", "identity", "auth", "auth"]}, True,
     {"products": ["auth", "identity"]}),
    ("LC111", "request",
     {"account_filters": {"depository": {"account_subtypes": ["checking", "checking"]}}}, True,
     {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}),
    ("LC114", "request", {"eu_config": {"headless": True}}, False, {"eu_config": ...}),
    # The user.
    ("LC225", "request", user(date_of_birth="1990-01-01"), False, {"user": USER}),
    ("LC252", "request", user(email_address="j@e.com"), False, {"user": USER}),
    ("LC226", "request", user(name={"given_name": "Jane", "family_name": "Doe"}), False,
     {"user": USER}),
    ("LC227", "request", user(phone_number="+1 (415) 555-0123"), True,
     user(phone_number="+14155550123")),
    ("LC227", "request", user(phone_number="415-555-0123"), False,
     user(phone_number="+14155550123")),
    ("LC239", "request", user(phone_number="+4407911123456"), False,
     user(phone_number="+447911123456")),
    ("LC230", "request", user(email_address=" jane@example.com "), True,
     user(email_address="jane@example.com")),
    ("LC241", "idv", address(GB, region=None), True, address(GB)),
    ("LC241", "idv", address(GB, region="ENG"), False, address(GB)),
    ("LC243", "idv", address(US, region="US-CA"), True, address(US)),
    ("LC244", "idv", address(US, region="California"), True, address(US)),
    ("LC245", "idv", address(US, postal_code="94105-1234"), True, address(US)),
    ("LC246", "idv", address(GB, postal_code="SW1A 2AA"), True, address(GB)),
    ("LC249", "idv", address(US, country="us"), True, address(US)),
    ("LC249", "idv", address(GB, country="UK"), True, address(GB)),
    ("LC270", "request", number("us_ssn_last_4", "6789"), False, {"user": USER}),
    ("LC271", "idv", number("us_ssn", "123-45-6780"), True, number("us_ssn", "123456780")),
    ("LC271", "idv", number("in_pan", "bajpc4350m"), True, number("in_pan", "BAJPC4350M")),
    ("LC278", "idv", user(id_number=None), True, {"user": USER}),
    # Products and their options.
    ("LC301", "request", {"products": ["auth"], "optional_products": ["auth", "identity"],
     "additional_consented_products": ["auth", "liabilities"]}, False,
     {"products": ["auth"], "optional_products": ["identity"],
      "additional_consented_products": ["liabilities"]}),
    ("LC343", "update", {"transactions": {"days_requested": 365}}, False, {"transactions": ...}),
    ("LC386", "update", {"webhook": "https://example.com/hook"}, False, {"webhook": ...}),
    ("LC447", "request", {"account_filters": {}}, False, {"account_filters": ...}),
    ("LC502", "payment", {"payment_initiation": {"payment_id": f"consent-id-sandbox-{UUID}"}},
     False, {"payment_initiation": {"consent_id": f"consent-id-sandbox-{UUID}"}}),
    ("LC520", "payroll", {"income_verification":
     {**INCOME, "payroll_income": {"parsing_config": ["risk_signals"]}}}, False,
     {"income_verification":
      {**INCOME, "payroll_income": {"parsing_config": ["risk_signals", "ocr"]}}}),
    ("LC600", "request",
     {"country_codes": ["US", "CA"], "auth": {"same_day_microdeposits_enabled": True}}, False,
     {"country_codes": ["US"], "auth": {"same_day_microdeposits_enabled": True}}),
    ("LC633", "idv", {"enable_multi_item_link": True, "user_id": "usr_9nSp2KuZ2x4JDw"}, False,
     {"enable_multi_item_link": ..., "user_id": "usr_9nSp2KuZ2x4JDw"}),
    ("LC670", "idv", {"hosted_link": {"completion_redirect_uri": "https://example.com/done"}},
     False, {"hosted_link": {}}),
    ("LC703", "upload", {"identity": {"is_document_upload": True,
     "parsing_configs": ["risk_signals"],
     "account_ids": ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"]}}, False,
     {"identity": {"is_document_upload": True, "parsing_configs": ["ocr", "risk_signals"],
      "account_ids": ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"]}}),
    # URLs and the institution.
    ("LC407", "request", {"redirect_uri": "http://example.com/oauth.html"}, False,
     {"redirect_uri": "https://example.com/oauth.html"}),
    ("LC409", "request", {"redirect_uri": "https://example.com/oauth.html?user=1"}, False,
     {"redirect_uri": "https://example.com/oauth.html"}),
    ("LC410", "request", {"redirect_uri": "https://example.com/oauth.html#top"}, False,
     {"redirect_uri": "https://example.com/oauth.html"}),
    ("LC420", "request", {"webhook": "http://example.com/hook"}, False,
     {"webhook": "https://example.com/hook"}),
    ("LC435", "request", {"institution_data": {"routing_number": "21000021"}}, False,
     {"institution_data": {"routing_number": "021000021"}}),
    ("LC437", "request", {"institution_data": {}}, False, {"institution_data": ...}),
]  # fmt: skip
