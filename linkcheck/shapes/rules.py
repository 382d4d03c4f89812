"""The rules of the shape check, with their names, severities and documentation.

Their ``check`` finds nothing, as ``linkcheck.shapes.findings`` yields all their findings at once.
The severities here are the defaults: a field may lower its own with ``x-severity``.
"""

from __future__ import annotations

from typing import Any

from linkcheck.engine.finding import Evidence, Severity
from linkcheck.engine.rule import Findings, Rule, define

AREA = "shapes"


def nothing(_: Any) -> Findings:
    """Find nothing: the shape check yields the findings."""
    return ()


def _shape(
    code: str,
    name: str,
    doc: str,
    covers: str = "",
    *,
    severity: Severity = Severity.ERROR,
    evidence: Evidence = Evidence.DOCUMENTED,
    requests_only: bool = False,
) -> Rule:
    return define(
        code,
        name,
        nothing,
        doc,
        area=AREA,
        severity=severity,
        evidence=evidence,
        requests_only=requests_only,
        covers=covers,
        shape=True,
    )


DUPLICATE_KEY = _shape(
    "LC002",
    "duplicate-key",
    """A field appears twice in the same object.

    Help: Keep only one.
    Why: JSON parsers silently keep the last value and drop the others, so part of the document has
        no effect.
    Bad: text '{"client_name": "A", "client_name": "B", "language": "en", "country_codes": ["US"],
        "user": {"client_user_id": "u-1001"}, "products": ["auth"]}'
    Good: {"client_name": "B"}
    Note: Applies to JSON text only, not to a Python dict.
    """,
    covers="C020",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
)
UNKNOWN_FIELD = _shape(
    "LC101",
    "unknown-field",
    """A request has a field that the endpoint does not know.

    Why: Plaid refuses the whole request with UNKNOWN_FIELDS. In the objects that accept additional
        fields (`user.address`, `user.id_number`, `account_filters`, `hosted_link`) Plaid ignores
        the field, so linkcheck only warns.
    Bad: {"loading_sample": true}
    Bad: {"webhook_url": "https://example.com/plaid/webhook"}
    Bad: {"accountSubtypes": {"depository": ["checking"]}}
    Bad: {"public_key": "abc"}
    Bad: {"completion_redirect_uri": "https://example.com/done"}
    Bad: {"products": ["transactions"], "transactions": {"days": 90}}
    Bad: {"account_filters": {"brokerage": {"account_subtypes": ["401k"]}}}
    Bad: get-request {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    Good: session-finished {"foo": 1}
    Note: Responses and webhooks may have additional fields.
    """,
    covers="C011 C012 C013 C014 C015 C312 C376 C438 C484",
)
MISSING_FIELD = _shape(
    "LC102",
    "missing-field",
    """An object lacks a required field.

    Why: Plaid refuses a request without it with MISSING_FIELDS, before it checks anything else.
        Responses and webhooks always have it.
    Bad: without country_codes
    Bad: {"user": {"legal_name": "Jane Doe"}}
    Bad: idv {"user": {"client_user_id": "u-1001", "name": {"given_name": "Jane"}}}
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"city": "San Francisco"}}}
    Bad: {"account_filters": {"depository": {}}}
    Bad: cra {"cra_options": {}}
    Bad: statements {"statements": {"start_date": "2025-01-01"}}
    Bad: create-response without expiration
    Bad: get-response without metadata
    Bad: item-add-result without public_token
    Bad: events without link_token
    Bad: session-finished without status
    Good: {}
    Good: {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Good: session-finished without public_tokens
    """,
    covers="C016 C063 C072 C085 C105 C251 C291 C323 C349 C361 C375 C380 C411 C417 C472 C480 C481 "
    "C488 C498 C499 C519 C538 C539 C563 C564 C565 C566 C573",
)
WRONG_TYPE = _shape(
    "LC103",
    "wrong-type",
    """A value does not have the JSON type of its field.

    Why: Plaid refuses strings for numbers, single values for arrays, and the like. `true` is not 1,
        and `null` is not allowed for a required field.
    Bad: {"products": "auth", "country_codes": "US"}
    Bad: {"products": ["transactions"], "transactions": {"days_requested": "90"}}
    Bad: {"products": ["transactions"], "transactions": {"days_requested": 90.5}}
    Bad: {"client_name": null}
    Bad: cra {"cra_options": {"days_requested": 365, "partner_insights": {"prism_versions":
        {"cashscore": 4.1}}}, "products": ["cra_base_report", "cra_partner_insights"]}
    Bad: get-response {"link_sessions": [{"link_session_id": "43face8b", "results": []}]}
    Good: {"products": ["transactions"], "transactions": {"days_requested": 90}}
    Good: get-response {"created_at": null, "expiration": null}
    Note: 90.0 is the same JSON number as 90. A JSON number for a Prism version is only a warning,
        as the API description lists numbers there but says that the type is string.
    """,
    covers="C017 C018 C373 C499 C528 C538",
)
UNKNOWN_VALUE = _shape(
    "LC104",
    "unknown-value",
    """A value is not in the list of allowed values of its field.

    Why: The lists are closed, and values are case-sensitive: `Auth` is not `auth`, and `UK` is not
        `GB`. Plaid refuses the request. In responses and webhooks it is a warning, as Plaid may
        send new values at any time.
    Bad: {"products": ["Auth"]}
    Bad: {"products": ["balance", "auth"]}
    Bad: {"language": "en-US"}
    Bad: {"country_codes": ["UK"]}
    Bad: {"required_if_supported_products": ["assets"]}
    Bad: {"additional_consented_products": ["payment_initiation"]}
    Bad: {"account_filters": {"depository": {"account_subtypes": ["credit card"]}}}
    Bad: {"account_filters": {"investment": {"account_subtypes": ["403b"]}}}
    Bad: payroll {"income_verification": {"income_source_types": ["document"]}}
    Bad: cra {"consumer_report_permissible_purpose": "CREDIT"}
    Bad: {"auth": {"same_day_microdeposits_enabled": true, "reroute_to_credentials": "FORCE"}}
    Bad: session-finished {"status": "abandoned"}
    Bad: item-add-result {"environment": "development"}
    Good: {"products": ["auth"], "country_codes": ["GB"]}
    Good: {"account_filters": {"investment": {"account_subtypes": ["403B", "457b"]}}}
    Note: The lists are those of the API version that `linkcheck --version --verbose` prints.
    """,
    covers="C024 C030 C031 C035 C036 C106 C162 C163 C164 C165 C166 C167 C168 C169 C170 C181 C292 "
    "C293 C294 C295 C296 C305 C318 C320 C332 C335 C338 C339 C340 C348 C356 C358 C360 C362 C368 "
    "C369 C370 C371 C372 C375 C396 C431 C458 C471 C530 C562 C563 C567",
)
EMPTY_STRING = _shape(
    "LC105",
    "empty-string",
    """A string is empty.

    Why: An empty string is a value; it does not mean "not set". Plaid refuses it for `redirect_uri`
        and `webhook`, and documents at least one character for others; elsewhere it is a warning.
    Bad: {"client_name": ""}
    Bad: {"redirect_uri": ""}
    Bad: {"webhook": ""}
    Bad: {"android_package_name": ""}
    Bad: {"user": {"client_user_id": ""}}
    Bad: update {"access_token": ""}
    Bad: {"link_customization_name": ""}
    Good: {}
    Note: "Left blank" in the reference means omitted. `null` also means not set.
    """,
    covers="C022 C027 C063 C248 C257",
)
OUT_OF_RANGE = _shape(
    "LC106",
    "out-of-range",
    """A number is outside the range of its field.

    Why: Plaid refuses the request.
    Bad: {"products": ["transactions"], "transactions": {"days_requested": 731}}
    Bad: {"products": ["transactions"], "transactions": {"days_requested": 0}}
    Bad: income {"income_verification": {"income_source_types": ["bank"], "bank_income":
        {"days_requested": 732}}}
    Bad: cra {"cra_options": {"days_requested": 732}}
    Bad: cra {"cra_options": {"days_requested": 365, "days_required": 185}}
    Bad: {"hosted_link": {"url_lifetime_seconds": 0}}
    Bad: {"hosted_link": {"url_lifetime_seconds": 1814401}}
    Good: {"products": ["transactions"], "transactions": {"days_requested": 730}}
    Good: {"hosted_link": {"url_lifetime_seconds": 1814400}}
    """,
    covers="C323 C350 C352 C434 C435 C447",
)
TOO_FEW_ITEMS = _shape(
    "LC107",
    "too-few-items",
    """An array has fewer entries than its field needs.

    Why: Without a country, Link shows no institutions, and an empty list of purposes allows none.
        Plaid refuses the request.
    Bad: {"country_codes": []}
    Bad: {"account_filters": {"depository": {"account_subtypes": ["limited purpose checking"],
        "limited_purpose_types": []}}}
    Good: {"country_codes": ["US"]}
    """,
    covers="C034 C305",
)
TOO_LONG = _shape(
    "LC108",
    "too-long",
    """A string is longer than its field allows.

    Why: Plaid refuses names over 100 characters, streets over 80, second lines of streets over 50
        and cities over 100.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "US", "city":
        "San Francisco", "region": "CA", "postal_code": "94105", "street": "123 Main St",
        "street2": "Apartment 4, on the fourth floor, ring the bell twice"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "US", "city":
        "San Francisco", "region": "CA", "postal_code": "94105", "street": "123 Main St",
        "street2": "Apartment 4"}}}
    """,
    covers="C073 C088",
)
WRONG_FORMAT = _shape(
    "LC109",
    "wrong-format",
    """A string does not have the format of its field, such as a date, a date-time or a URL.

    Why: Plaid refuses a webhook that is not an absolute URL, and a date that is not a valid date in
        the form YYYY-MM-DD.
    Bad: {"webhook": "example.com/hook"}
    Bad: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "1990-02-30"}}
    Bad: statements {"statements": {"start_date": "2025-01-01T00:00:00Z", "end_date":
        "06/30/2025"}}
    Bad: {"payment_configuration": {"amount": "10"}}
    Bad: create-response {"expiration": "2025-07-01 16:00"}
    Bad: create-response {"hosted_link_url": "secure.plaid.com/hl/12345"}
    Bad: get-response {"created_at": "29.07.2024 20:22"}
    Bad: events {"events": [{"event_name": "OPEN", "timestamp": "yesterday", "event_id":
        "8b2b5d28-79ec-468b-bbce-f8bd34be635a", "event_metadata": {}}]}
    Good: {"webhook": "http://example.com/plaid/webhook"}
    Good: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "1990-02-28"}}
    Good: get-response {"created_at": "2025-07-01T12:00:00.330312653Z"}
    Note: Date-times are those of RFC 3339, with a fraction of any length.
    """,
    covers="C079 C273 C418 C474 C489 C495 C500 C542",
)
SURROUNDING_WHITE_SPACE = _shape(
    "LC110",
    "surrounding-white-space",
    """A name or identifier begins or ends with white space.

    Why: Plaid does not remove it, so identifiers no longer match and names look odd. It is almost
        always an accident.
    Bad: {"client_name": " "}
    Bad: {"link_customization_name": "default "}
    Good: {"client_name": "Wonder wallet"}
    """,
    covers="C023",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    requests_only=True,
)
REPEATED_ITEM = _shape(
    "LC111",
    "repeated-item",
    """An array of a request has the same entry twice.

    Why: A repeated entry has no effect in any array of a request. The array was probably merged
        from two sources.
    Bad: {"products": ["auth", "auth"]}
    Bad: {"account_filters": {"depository": {"account_subtypes": ["checking", "checking"]}}}
    Good: {"products": ["auth", "identity"]}
    """,
    covers="C025",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    requests_only=True,
)
UNDOCUMENTED_FIELD = _shape(
    "LC112",
    "undocumented-field",
    """A request has a field that is in Plaid's API description but not in its documentation.

    Why: Such fields are betas, leftovers or reserved names: they may have no effect for your
        account, and Plaid may remove them without notice.
    Bad: {"appearance_mode": "DARK"}
    Bad: {"card_switch": {"card_bin": "411111"}}
    Bad: {"deposit_switch": {"deposit_switch_id": "x"}}
    Bad: {"third_party_user_token":
        "third-party-user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Bad: {"financekit_supported": true}
    Bad: {"products": ["transfer"], "transfer": {"payment_profile_token": "x"}}
    Bad: cra {"cra_enabled": true}
    Bad: update {"update": {"reauthorization_enabled": true}}
    Good: {}
    """,
    covers="C026 C255 C388 C410 C414 C475 C477 C478 C479",
    severity=Severity.WARNING,
    requests_only=True,
)
UNDOCUMENTED_VALUE = _shape(
    "LC113",
    "undocumented-value",
    """A value is not documented, but is or was in Plaid's API description.

    Why: It may be an old, withdrawn or future value: it may work for your account, or be refused.
    Bad: cra {"products": ["cra_base_report", "cra_qualify"]}
    Bad: cra {"cra_options": {"days_requested": 365, "cashflow_insights":
        {"attributes_version": "v1.0"}}}
    Bad: {"account_filters": {"credit": {"account_subtypes": ["charge card"]}}}
    Good: cra {"products": ["cra_base_report", "cra_cashflow_insights"], "cra_options":
        {"days_requested": 365, "cashflow_insights": {"attributes_version": "CFI1"}}}
    """,
    covers="C167 C169 C294 C295 C356 C358 C370",
    severity=Severity.WARNING,
    requests_only=True,
)
DEPRECATED_FIELD = _shape(
    "LC114",
    "deprecated-field",
    """A request has a field that is deprecated or for legacy use only.

    Why: Plaid has replaced it, ignores it, or will remove it.
    Bad: income {"income_verification": {"income_source_types": ["bank"], "bank_income":
        {"days_requested": 120, "enable_multiple_items": true}}}
    Bad: {"institution_id": "ins_3"}
    Bad: idv {"user": {"client_user_id": "u-1001", "ssn": "123456780"}}
    Bad: {"auth": {"flow_type": "FLEXIBLE_AUTH"}}
    Bad: {"eu_config": {"headless": true}}
    Good: income {"enable_multi_item_link": true}
    Note: `false` and `null` are not reported, as they have no effect.
    """,
    covers="C151 C152 C289 C327 C343 C388 C404 C473",
    severity=Severity.WARNING,
    requests_only=True,
)
NULL_NOT_SET = _shape(
    "LC115",
    "null-not-set",
    """An optional field is `null`, which is not a documented value of it.

    Why: Plaid treats it as not set, but the API description does not guarantee that. For
        `hosted_link` it matters: an empty object enables Hosted Link, `null` does not.
    Bad: {"redirect_uri": null}
    Bad: {"hosted_link": null}
    Good: {"hosted_link": {}}
    Good: {"access_token": null}
    """,
    covers="C021 C428",
    severity=Severity.INFO,
    requests_only=True,
)
BLANK_STRING = _shape(
    "LC116",
    "blank-string",
    """A name or address line contains only white space.

    Why: Plaid documents at least one other character and refuses the user's data.
    Bad: idv {"user": {"client_user_id": "u-1001", "name": {"given_name": "  ", "family_name":
        "Doe"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "name": {"given_name": "Jane", "family_name":
        "Doe"}}}
    """,
    covers="C073 C088",
    requests_only=True,
)
TOO_MANY_ITEMS = _shape(
    "LC117",
    "too-many-items",
    """An array has more entries than its field allows.

    Why: The API description sets a limit, but only for undocumented fields, hence a warning.
    Bad: cra {"cra_options": {"days_requested": 365, "partner_insights": {"fico":
        {"fico_lender_id": "x", "lender_application_id": "x", "ultrafico_score_requests":
        [{"ultrafico_score_version": "1.0", "base_fico_score": {"bureau": "EQUIFAX", "score": 700,
        "base_fico_score_version": "8", "reason_codes": ["1", "2", "3", "4", "5"]}}]}}}}
    Good: {}
    """,
    covers="C479",
    severity=Severity.WARNING,
    requests_only=True,
)
NEWER_VALUE = _shape(
    "LC119",
    "newer-value",
    """A value is in Plaid's client libraries but not in its documentation.

    Why: A newer version of the API added it. It probably works, but it may change, or may not be
        available to your account yet.
    Bad: {"account_filters": {"loan": {"account_subtypes": ["home equity loan"]}}}
    Good: {"account_filters": {"loan": {"account_subtypes": ["home equity"]}}}
    """,
    covers="C294 C295",
    severity=Severity.INFO,
    requests_only=True,
)
