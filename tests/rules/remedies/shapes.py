"""Remedies of the shape check: one for each wording, and for each hint of the schemas."""

from tests.rules.pair import Pair

ASKED = {"ignore": ["LC112"]}
"""Plaid asked the user to send the undocumented field."""
ADDRESS = "/user/address"
SUBTYPES = "/account_filters/{}/account_subtypes"
ACCESS_TOKEN = "access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
PAYMENT_ID = "payment-id-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
FULL_ADDRESS = {
    "street": "123 Main St",
    "city": "San Francisco",
    "region": "CA",
    "postal_code": "94105",
    "country": "US",
}
FICO_SCORE = "/cra_options/partner_insights/fico/ultrafico_score_requests/0/base_fico_score"
CASHSCORE = "/cra_options/partner_insights/prism_versions/cashscore"
FICO = (
    'cra {"products": ["cra_base_report", "cra_partner_insights"], "cra_options": '
    '{"days_requested": 365, "partner_insights": {"prism_versions": {"cashscore": "4"}, "fico": '
    '{"fico_lender_id": "x", "lender_application_id": "x", "ultrafico_score_requests": '
    '[{"ultrafico_score_version": "1.0", "base_fico_score": {"bureau": "EQUIFAX", "score": 700, '
    '"base_fico_score_version": "8", "reason_codes": ["1", "2", "3", "4", "5"]}}]}}}}'
)


def unknown(name: str, hint: str) -> Pair:
    """A member of the top level that goes."""
    return Pair("LC101", hint, {f"/{name}": ...}, bad=f'{{"{name}": "x"}}')


def product(name: str, hint: str, array: str = "products") -> Pair:
    """An entry of a product array that goes."""
    listed = {"products": ["auth"], array: ["auth", name] if array == "products" else [name]}
    members = ", ".join(f'"{key}": {entries}' for key, entries in listed.items())
    index = len(listed[array]) - 1
    return Pair("LC104", hint, {f"/{array}/{index}": ...}, bad=f"{{{members}}}".replace("'", '"'))


def retyped(follow: str, field: str, wrong: str, right: str) -> Pair:
    """A value of another JSON type in a text."""
    text = (
        '{"client_name": "Wonderwallet", "language": "en", "country_codes": ["US"], '
        '"user": {"client_user_id": "u-1001"}, "products": ["auth", "transactions"], '
        '"auth": {"instant_match_enabled": true}, "transactions": {"days_requested": 90}}'
    )
    start, _, rest = text.partition(f'"{field}": ')
    end = rest[min(rest.index(sign) for sign in ",}" if sign in rest) :]
    bad, good = (f'{start}"{field}": {value}{end}' for value in (wrong, right))
    return Pair("LC103", follow, {"": good}, bad=f"text '{bad}'")


PAIRS = [
    # Members that no document has.
    Pair(
        "LC101",
        "Use `webhook`",
        {"/webhook_url": ..., "/webhook": "https://example.com/plaid/webhook"},
        bad=1,
    ),
    Pair(
        "LC101",
        "Use `account_filters`, with each list as the `account_subtypes` of a filter",
        {
            "/accountSubtypes": ...,
            "/account_filters": {"depository": {"account_subtypes": ["checking"]}},
        },
        bad=2,
    ),
    Pair(
        "LC101",
        "Move it to `hosted_link`",
        {
            "/completion_redirect_uri": ...,
            "/hosted_link": {"completion_redirect_uri": "https://example.com/done"},
        },
        bad=4,
    ),
    Pair(
        "LC101",
        "Use `days_requested`, or remove it",
        {"/transactions": {"days_requested": 90}},
        bad=5,
    ),
    Pair(
        "LC101",
        "Use `investment`",
        {"/account_filters": {"investment": {"account_subtypes": ["401k"]}}},
        bad='{"products": ["investments"], "account_filters": {"brokerage": {"account_subtypes": '
        '["401k"]}}}',
    ),
    Pair(
        "LC101",
        "Remove it: payroll accounts have no filter",
        {"/account_filters/payroll": ...},
        bad='{"account_filters": {"depository": {"account_subtypes": ["checking"]}, "payroll": '
        '{"account_subtypes": ["all"]}}}',
    ),
    Pair(
        "LC101",
        "Remove it: only the `link_token` identifies the sessions",
        {"/public_token": ...},
        bad=7,
    ),
    Pair(
        "LC101",
        "Move it to `user`",
        {"/phone_number": ..., "/user/phone_number": "+14155550010"},
        bad='{"phone_number": "+14155550010"}',
    ),
    Pair("LC101", "Remove it", {"/no_such_thing": ...}, bad='{"no_such_thing": 1}'),
    Pair(
        "LC101",
        "Use `credit`, `loan`, `investment` or `other`, or remove it",
        {"/account_filters": {"other": {"account_subtypes": ["all"]}}},
        bad='{"products": ["transactions"], "account_filters": {"zzz": '
        '{"account_subtypes": ["all"]}, '
        '"depository": {"account_subtypes": ["all"]}}}',
    ),
    unknown("loading_sample", "Remove it: it is a placeholder copied from"),
    Pair(
        "LC101",
        "Send `client_id` and `secret`",
        {
            "/public_key": ...,
            "/client_id": "0123456789abcdef01234567",
            "/secret": "0123456789abcdef0123456789abcd",
        },
        bad=3,
    ),
    unknown("env", "Remove it: the host of the URL determines the environment"),
    Pair(
        "LC101",
        "Put it in a filter of `account_filters`",
        {
            "/account_subtypes": ...,
            "/account_filters": {"depository": {"account_subtypes": ["checking"]}},
        },
        bad='{"account_subtypes": ["checking"]}',
    ),
    Pair(
        "LC101",
        "Use `payment_initiation.payment_id`",
        {"/paymentToken": ..., "/payment_initiation": {"payment_id": PAYMENT_ID}},
        bad='payment without payment_initiation {"paymentToken": "x"}',
    ),
    unknown("oauthNonce", "Remove it: Link tokens need no nonce"),
    Pair(
        "LC101",
        "Use `redirect_uri`",
        {"/oauthRedirectUri": ..., "/redirect_uri": "https://example.com/oauth.html"},
        bad='{"oauthRedirectUri": "https://example.com/oauth.html"}',
    ),
    unknown("onSuccess", "Move it from the request to the configuration of the Link client"),
    Pair(
        "LC101",
        "Use `user.legal_name`",
        {"/userLegalName": ..., "/user/legal_name": "Jane Doe"},
        bad='{"userLegalName": "Jane Doe"}',
    ),
    Pair(
        "LC101",
        "Use `user.email_address`",
        {"/userEmailAddress": ..., "/user/email_address": "jane@example.com"},
        bad='{"userEmailAddress": "jane@example.com"}',
    ),
    Pair(
        "LC101",
        "Use `user.phone_number`",
        {"/userPhoneNumber": ..., "/user/phone_number": "+14155550010"},
        bad='{"userPhoneNumber": "+14155550010"}',
    ),
    Pair(
        "LC101",
        "Use `country_codes`, an array",
        {"/country": ..., "/country_codes": ["US"]},
        bad='without country_codes {"country": "US"}',
    ),
    Pair(
        "LC101",
        "Use `user.email_address`",
        {"/email": ..., "/user/email_address": "jane@example.com"},
        bad='{"email": "jane@example.com"}',
    ),
    Pair(
        "LC101",
        "Use `user.phone_number`",
        {"/phone": ..., "/user/phone_number": "+14155550010"},
        bad='{"phone": "+14155550010"}',
    ),
    unknown("selectAccount", "Set up account selection in the Dashboard instead"),
    unknown("apiVersion", "Set the API version in the `Plaid-Version` header instead"),
    Pair(
        "LC101",
        "Move it to `cra_options.base_report`",
        {
            "/gse_options": ...,
            "/cra_options/base_report": {"gse_options": {"report_types": ["VOA"]}},
        },
        bad='cra {"gse_options": {"report_types": ["VOA"]}}',
    ),
    # Members that must be there.
    Pair("LC102", "Add the countries of the user's institution", {"/country_codes": ["US"]}),
    Pair("LC102", "Add your own ID", {"/user/client_user_id": "u-1001"}, bad=1),
    Pair("LC102", "Add the last name", {"/user/name/family_name": "Doe"}, bad=2),
    Pair("LC102", "Add the country", {ADDRESS: FULL_ADDRESS}, bad=3),
    Pair("LC102", 'or `["all"]`', {SUBTYPES.format("depository"): ["all"]}, bad=4),
    Pair(
        "LC102",
        "Add the number of days of history to include",
        {"/cra_options/days_requested": 365},
        bad=5,
    ),
    Pair(
        "LC102", "Add the last day of the statements", {"/statements/end_date": "2025-06-30"}, bad=6
    ),
    # JSON types.
    Pair("LC103", "Wrap it in brackets", {"/products": ["auth"], "/country_codes": ["US"]}),
    Pair("LC103", "Use a whole number", {"/transactions/days_requested": 90}, bad=2),
    Pair("LC103", "Set it", {"/client_name": "Wonderwallet"}, bad=3),
    Pair("LC103", "Convert it with `str(...)`", {CASHSCORE: "4.1"}, bad=4),
    Pair(
        "LC103",
        'such as `"4"`',
        {CASHSCORE: "4"},
        bad='cra {"cra_options": {"days_requested": 365, "partner_insights": {"prism_versions": '
        '{"cashscore": true}}}, "products": ["cra_base_report", "cra_partner_insights"]}',
    ),
    retyped("Write it without quotes", "days_requested", '"90"', "90"),
    retyped("Write it in quotes", "client_name", "7", '"7"'),
    retyped("Write it in quotes", "client_name", "7.5", '"7.5"'),
    retyped("Write true or false without quotes", "instant_match_enabled", '"true"', "true"),
    # The same in a dict of Python.
    Pair("LC103", "Convert it with `int(...)`", {"/transactions/days_requested": 90}, bad=1),
    Pair(
        "LC103",
        "Convert it with `str(...)`",
        {CASHSCORE: "4"},
        bad='cra {"cra_options": {"days_requested": 365, "partner_insights": {"prism_versions": '
        '{"cashscore": 4}}}, "products": ["cra_base_report", "cra_partner_insights"]}',
    ),
    Pair("LC103", "Convert it with `str(...)`", {"/client_name": "7"}, bad='{"client_name": 7}'),
    Pair(
        "LC103",
        "Write True or False without quotes",
        {"/auth": {"instant_match_enabled": True}},
        bad='{"auth": {"instant_match_enabled": "true"}}',
    ),
    Pair("LC103", "Remove the entry", {"/products/1": ...}, bad='{"products": ["auth", null]}'),
    # Values of closed lists.
    Pair("LC104", "Use `auth`", {"/products/0": "auth"}),
    Pair("LC104", "Use `en`", {"/language": "en"}, bad=2),
    Pair(
        "LC104", "Use `GB`, the ISO code of the United Kingdom", {"/country_codes/0": "GB"}, bad=3
    ),
    Pair(
        "LC104",
        "Move it to `products`",
        {"/required_if_supported_products": ..., "/products": ["auth", "assets"]},
        bad=4,
    ),
    Pair(
        "LC104",
        "Move it to `account_filters.credit.account_subtypes`",
        {
            SUBTYPES.format("depository"): ["checking"],
            "/account_filters/credit": {"account_subtypes": ["credit card"]},
        },
        bad='{"products": ["transactions"], "account_filters": {"depository": {"account_subtypes": '
        '["checking", "credit card"]}}}',
    ),
    Pair(
        "LC104",
        "Use `403B`",
        {SUBTYPES.format("investment"): ["403B"]},
        bad='{"products": ["investments"], "account_filters": {"investment": {"account_subtypes": '
        '["403b"]}}}',
    ),
    Pair(
        "LC104",
        "Use `payroll`, which includes Document Income",
        {"/income_verification/income_source_types": ["payroll"]},
        bad=8,
    ),
    Pair("LC104", "Use one of `da`", {"/language": "da"}, bad='{"language": "ja"}'),
    Pair(
        "LC104",
        "Use one of `ACCOUNT_REVIEW_CREDIT`",
        {"/consumer_report_permissible_purpose": "ACCOUNT_REVIEW_CREDIT"},
        bad=9,
    ),
    Pair("LC104", "Use `FORCED`", {"/auth/reroute_to_credentials": "FORCED"}, bad=10),
    Pair(
        "LC104",
        "Write `",
        {"/products": ["auth", "identity", "transactions"]},
        bad='{"products": ["auth, identity, transactions"]}',
    ),
    Pair(
        "LC104",
        "Use `risk_signals`, the name of the fraud analysis",
        {"/income_verification/payroll_income/parsing_config": ["ocr", "risk_signals"]},
        bad='payroll {"income_verification": {"income_source_types": ["payroll"], '
        '"payroll_income": {"parsing_config": ["ocr", "fraud_risk"]}}}',
    ),
    Pair(
        "LC104",
        "Use `nb`: Link supports Norwegian Bokm\u00e5l only",
        {"/language": "nb"},
        bad='{"language": "nn"}',
    ),
    product("balance", "Remove it: Balance comes with any other product"),
    product(
        "balance",
        "Remove it: any other product includes the consent to Balance",
        "additional_consented_products",
    ),
    Pair(
        "LC104",
        "Use it in `additional_consented_products` only, along with another product",
        {"/products": ["auth"], "/additional_consented_products": ["balance_plus"]},
        bad='{"products": ["auth", "balance_plus"]}',
    ),
    product("monitor", "Remove it: Monitor does not use Link"),
    product("enrich", "Remove it: Enrich does not use Link"),
    Pair(
        "LC104",
        "Use `transactions`, which includes Recurring Transactions",
        {"/products/1": "transactions"},
        bad='{"products": ["auth", "recurring_transactions"]}',
    ),
    Pair(
        "LC104",
        "Use `transactions`: Transactions Refresh is an API call on its Items",
        {"/products/1": "transactions"},
        bad='{"products": ["auth", "transactions_refresh"]}',
    ),
    Pair(
        "LC104",
        "Use `investments`: Investments Refresh is an API call on its Items",
        {"/products/0": "investments"},
        bad='{"products": ["investments_refresh"]}',
    ),
    product(
        "cra_plaid_credit_score", "Remove it: Plaid does not use this product in Link requests"
    ),
    Pair(
        "LC104",
        "Use `cra_base_report`: the plural is a typo in Plaid's reference",
        {"/products/0": "cra_base_report"},
        bad='cra {"products": ["cra_base_reports"]}',
    ),
    product("pay_by_bank", "Remove it: it is not documented for any product array"),
    Pair(
        "LC104",
        "Use `identity`, which includes Identity Match",
        {"/products/1": "identity"},
        bad='{"products": ["auth", "identity_match"]}',
    ),
    Pair(
        "LC104",
        "Use `income_verification`",
        {"/products/0": "income_verification"},
        bad='income {"products": ["income"]}',
    ),
    product("processor_identity", "Remove it: processor products need a processor token"),
    product("deposit_switch", "Remove it: Plaid has withdrawn Deposit Switch"),
    # Strings.
    Pair("LC105", "Set it", {"/client_name": "Wonderwallet"}),
    Pair("LC105", "Set it, or leave it out", {"/redirect_uri": ...}, bad=1),
    Pair("LC105", "Set it, or leave it out", {"/webhook": ...}, bad=2),
    Pair("LC105", "Set it", {"/user/client_user_id": "u-1001"}, bad=4),
    Pair("LC105", "Set it, or leave it out", {"/link_customization_name": ...}, bad=6),
    Pair("LC108", "Shorten it to 50 characters", {f"{ADDRESS}/street2": "Apartment 4"}),
    Pair(
        "LC109",
        "Use an absolute URL that begins with http:// or https://",
        {"/webhook": "https://example.com/hook"},
    ),
    Pair(
        "LC109",
        "Write an existing date as YYYY-MM-DD",
        {"/user/date_of_birth": "1990-02-28"},
        bad=1,
    ),
    Pair(
        "LC109", "such as `10.00`", {"/payment_configuration/amount": "10.00"}, bad=3, facts=ASKED
    ),
    Pair("LC110", "is only white space. Set it", {"/client_name": "Wonderwallet"}),
    Pair(
        "LC110", "Remove the white space around it", {"/link_customization_name": "default"}, bad=1
    ),
    Pair(
        "LC110",
        "Set it, or leave it out",
        {"/link_customization_name": ...},
        bad='{"link_customization_name": " "}',
    ),
    Pair("LC116", "Set it", {"/user/name/given_name": "Jane"}),
    # Numbers.
    Pair("LC106", "Use 730 or less", {"/transactions/days_requested": 730}),
    Pair("LC106", "Use 1 or more", {"/transactions/days_requested": 30}, bad=1),
    Pair("LC106", "Use 731 or less", {"/cra_options/days_requested": 731}, bad=3),
    Pair("LC106", "Use 184 or less", {"/cra_options/days_required": 184}, bad=4),
    # Arrays.
    Pair("LC107", "Add an entry", {"/country_codes": ["US"]}),
    Pair(
        "LC107",
        "Add an entry",
        {"/account_filters/depository/limited_purpose_types": ["RENT_MORTGAGE"]},
        bad=1,
    ),
    Pair("LC111", "Remove one of them", {"/products": ["auth"]}),
    Pair("LC111", "Remove one of them", {SUBTYPES.format("depository"): ["checking"]}, bad=1),
    Pair(
        "LC117",
        "Keep 4 entries",
        {
            f"{FICO_SCORE}/reason_codes": [
                "1",
                "2",
                "3",
                "4",
            ]
        },
        bad=FICO,
        facts=ASKED,
    ),
    # Undocumented, deprecated, unset.
    Pair("LC112", "Remove it unless Plaid asked you to send it", {"/appearance_mode": ...}),
    Pair(
        "LC112",
        "Remove both it and the product",
        {"/employment": ..., "/products/1": ...},
        bad='{"products": ["auth", "employment"], "employment": {"employment_source_types": '
        '["payroll"]}}',
    ),
    Pair("LC112", "Remove it: Plaid has withdrawn Deposit Switch", {"/deposit_switch": ...}, bad=2),
    Pair(
        "LC112",
        "Remove it unless Plaid asked you to send it",
        {"/transfer/payment_profile_token": ...},
        bad=5,
    ),
    Pair(
        "LC112",
        "Remove it and add the `cra_*` products to `products`",
        {"/cra_enabled": ...},
        bad=6,
    ),
    Pair(
        "LC112",
        "Remove it: Plaid's API description says that it is not currently used",
        {"/update/reauthorization_enabled": ...},
        bad=7,
    ),
    Pair(
        "LC112",
        "Use `identity_verification.gave_consent`",
        {"/identity_verification/consent": ..., "/identity_verification/gave_consent": True},
        bad='idv {"identity_verification": {"template_id": "idvtmp_4FrXJvfQU3zGUR", "consent": '
        "true}}",
    ),
    Pair(
        "LC112",
        "Use `access_token` for one Item",
        {"/access_tokens": ..., "/access_token": ACCESS_TOKEN},
        bad=f'update without access_token {{"access_tokens": ["{ACCESS_TOKEN}"]}}',
    ),
    Pair(
        "LC112",
        "Use `cra_options`, which has the documented options",
        {"/cashflow_report": ...},
        bad='cra {"cashflow_report": {"days_requested": 365}}',
    ),
    Pair(
        "LC113",
        "Use a documented value",
        {
            "/products/1": "cra_income_insights",
            "/cra_options/income_insights": {"income_insights_version": "II2"},
        },
    ),
    Pair(
        "LC113",
        "Use a documented value",
        {"/cra_options/cashflow_insights/attributes_version": "CFI1"},
        bad='cra {"products": ["cra_base_report", "cra_cashflow_insights"], "cra_options": '
        '{"days_requested": 365, "cashflow_insights": {"attributes_version": "v1.0"}}}',
    ),
    Pair(
        "LC113",
        "Remove it: Plaid has withdrawn it",
        {f"{SUBTYPES.format('credit')}/0": ...},
        bad='{"products": ["liabilities"], "account_filters": {"credit": {"account_subtypes": '
        '["charge card", "credit card"]}}}',
    ),
    Pair(
        "LC113",
        "Move it to `products`",
        {"/optional_products": ..., "/products": ["auth", "transfer"]},
        bad='{"optional_products": ["transfer"], "enable_multi_item_link": true, "user_id": '
        '"usr_9nSp2KuZ2x4JDw"}',
    ),
    Pair(
        "LC114",
        "Use `enable_multi_item_link`",
        {
            "/income_verification/bank_income/enable_multiple_items": ...,
            "/enable_multi_item_link": True,
        },
    ),
    Pair(
        "LC114",
        "Remove it unless you have one of the legacy use cases",
        {"/institution_id": ...},
        bad=1,
    ),
    Pair(
        "LC114",
        "Use `user.id_number`",
        {"/user/ssn": ..., "/user/id_number": {"type": "us_ssn", "value": "123456780"}},
        bad=2,
    ),
    Pair(
        "LC114",
        "Use `auth.auth_type_select_enabled` with `auth.same_day_microdeposits_enabled`",
        {"/auth": {"auth_type_select_enabled": True, "same_day_microdeposits_enabled": True}},
        bad=3,
    ),
    Pair("LC114", "Remove it", {"/eu_config": ...}, bad=4),
    Pair(
        "LC114",
        "Remove it: the returning-user flow no longer needs it",
        {"/user/phone_number_verified_time": ...},
        bad='{"user": {"client_user_id": "u-1001", "phone_number_verified_time": '
        '"2025-07-01T12:00:00Z"}}',
    ),
    Pair(
        "LC114",
        "Use `user_token`",
        {"/income_verification/income_verification_id": ...},
        bad='income {"income_verification": {"income_source_types": ["bank"], "bank_income": '
        '{"days_requested": 120}, "income_verification_id": "x"}}',
    ),
    Pair(
        "LC114",
        "Use `cra_options`",
        {"/base_report": ...},
        bad='cra {"base_report": {"days_requested": 365}}',
    ),
    Pair(
        "LC112",
        "Use `cra_options.partner_insights`",
        {
            "/credit_partner_insights": ...,
            "/cra_options/partner_insights": {"prism_versions": {"cashscore": "4"}},
        },
        bad='cra {"products": ["cra_base_report", "cra_partner_insights"], '
        '"credit_partner_insights": {"prism_versions": {"cashscore": "4"}}}',
    ),
    Pair("LC115", "Leave it out", {"/redirect_uri": ...}),
    Pair("LC115", "Leave it out", {"/hosted_link": ...}, bad=1),
    Pair("LC119", "Check that it works for your account"),
]
