"""Full bodies of all seven kinds, made up, to mutate and to find nothing wrong with."""

from __future__ import annotations

from typing import Any

from linkcheck.documents import Document

_ITEM = "0b6c0e5c-6f3f-4c3a-9d52-9b1f6a2c7d10"
_LINK = f"link-production-{_ITEM}"
_PUBLIC = f"public-production-{_ITEM}"
_ACCOUNT = {
    "id": "kQ1xJ9vP2mZr8sT4",
    "name": "Everyday",
    "mask": "4821",
    "type": "depository",
    "subtype": "checking",
    "verification_status": "",
    "class_type": None,
}
_BANK = {"name": "First Bank of Somewhere", "institution_id": "ins_77"}
_EVENT = {
    "event_name": "TRANSITION_VIEW",
    "timestamp": "2026-02-03T04:05:06.789012345Z",
    "event_id": _ITEM,
    "event_metadata": {"view_name": "CONSENT", "request_id": "r1", "institution_id": None},
}
_ERROR = {
    "error_type": "ITEM_ERROR",
    "error_code": "ITEM_LOCKED",
    "error_code_reason": None,
    "error_message": "locked",
    "display_message": None,
    "request_id": "r2",
    "causes": [],
    "status": 400,
    "documentation_url": "https://plaid.com/docs/errors/item/",
    "suggested_action": None,
    "required_account_subtypes": ["checking"],
    "provided_account_subtypes": [],
}
_EXIT = {
    "error": _ERROR,
    "metadata": {
        "institution": _BANK,
        "status": "requires_credentials",
        "link_session_id": "s1",
        "request_id": "r3",
    },
}
_ADDED = {"item_id": "i1", "accounts": [_ACCOUNT], "institution": {"name": None}}
_WEBHOOK = {
    "webhook_type": "LINK",
    "link_session_id": "s1",
    "link_token": _LINK,
    "environment": "production",
}

CREATE_REQUEST: dict[str, Any] = {
    "client_id": "id-of-the-client",
    "secret": "the-secret",
    "client_name": "Grün & Söhne",
    "language": "en",
    "country_codes": ["US", "CA"],
    "user": {
        "client_user_id": "customer-7",
        "legal_name": "Ann Example",
        "name": {"given_name": "Ann", "family_name": "Example"},
        "phone_number": "+12125550142",
        "email_address": "ann@example.com",
        "date_of_birth": "1984-02-29",
        "address": {
            "street": "1 Side Street",
            "street2": "Rear",
            "city": "Albany",
            "region": "NY",
            "postal_code": "12207",
            "country": "US",
        },
        "id_number": {"value": "123121234", "type": "us_ssn"},
    },
    "user_id": "usr_1",
    "products": ["auth", "transactions"],
    "required_if_supported_products": ["identity"],
    "optional_products": ["signal"],
    "additional_consented_products": ["investments"],
    "webhook": "https://hooks.example.com/plaid?tenant=7",
    "access_token": f"access-production-{_ITEM}",
    "link_customization_name": "default",
    "redirect_uri": "https://example.com/back",
    "android_package_name": "com.example.bank",
    "institution_data": {"routing_number": "021000021"},
    "account_filters": {
        "depository": {
            "account_subtypes": ["limited purpose checking"],
            "limited_purpose_types": ["RENT_MORTGAGE"],
        },
        "credit": {"account_subtypes": ["credit card"]},
        "loan": {"account_subtypes": ["student"]},
        "investment": {"account_subtypes": ["401k", "403B"]},
        "other": {"account_subtypes": ["all"]},
    },
    "payment_initiation": {"payment_id": "p1", "consent_id": None},
    "income_verification": {
        "asset_report_id": "a1",
        "access_tokens": ["access-production-1"],
        "income_source_types": ["payroll"],
        "bank_income": {"days_requested": 731},
        "payroll_income": {
            "flow_types": ["payroll_digital_income"],
            "is_update_mode": True,
            "item_id_to_update": "i1",
            "parsing_config": ["ocr", "risk_signals"],
        },
        "stated_income_sources": [
            {
                "employer": "Bakery",
                "category": "SALARY",
                "pay_per_cycle": 1200.5,
                "pay_annual": 31213,
                "pay_type": "GROSS",
                "pay_frequency": "BIWEEKLY",
            }
        ],
    },
    "cra_options": {
        "days_requested": 365,
        "days_required": 90,
        "client_report_id": "c1",
        "partner_insights": {
            "prism_versions": {
                "firstdetect": "3",
                "detect": "4.1",
                "cashscore": "4",
                "extend": None,
                "insights": "3",
            }
        },
        "base_report": {
            "client_report_id": "c2",
            "gse_options": {"report_types": ["VOA", "EMPLOYMENT_REFRESH"]},
            "require_identity": True,
        },
        "cashflow_insights": {"attributes_version": "CFI1"},
        "lend_score": {"lend_score_version": "LS1"},
        "network_insights": {"network_insights_version": "NI1"},
        "include_investments": False,
        "income_insights": {
            "income_insights_filter": {
                "included_categories": ["EARNED_INCOME.*"],
                "excluded_categories": ["BENEFITS.*"],
            },
            "income_insights_version": "II2",
        },
    },
    "consumer_report_permissible_purpose": "EXTENSION_OF_CREDIT",
    "auth": {"auth_type_select_enabled": True, "reroute_to_credentials": "OPTIONAL"},
    "transfer": {"intent_id": "t1", "authorization_id": "t2"},
    "update": {"account_selection_enabled": True, "user": False, "item_ids": ["i1", "i2"]},
    "identity_verification": {"template_id": "idvtmp_1", "gave_consent": True},
    "statements": {"start_date": "2025-01-01", "end_date": "2025-12-31"},
    "investments": {"allow_unverified_crypto_wallets": False, "allow_manual_entry": True},
    "investments_auth": {"manual_entry_enabled": True},
    "hosted_link": {
        "delivery_method": "sms",
        "completion_redirect_uri": "https://example.com/done",
        "url_lifetime_seconds": 1814400,
        "is_mobile_app": True,
    },
    "transactions": {"days_requested": 730},
    "identity": {
        "is_document_upload": True,
        "account_ids": ["kQ1xJ9vP2mZr8sT4"],
        "parsing_configs": ["ocr"],
    },
    "enable_multi_item_link": False,
    "user_token": "user-production-1",
}
HIDDEN_FIELDS: dict[str, Any] = {
    **CREATE_REQUEST,
    "card_switch": {"card_bin": "411111"},
    "payment_configuration": {"amount": "10.00", "description": "Rent"},
    "employment": {"bank_employment": {"days_requested": 30}},
    "cra_options": {
        "days_requested": 365,
        "partner_insights": {
            "fico": {
                "fico_lender_id": "l1",
                "lender_application_id": "l2",
                "ultrafico_score_requests": [
                    {
                        "ultrafico_score_version": "1.0",
                        "base_fico_score": {
                            "bureau": "EQUIFAX",
                            "score": 712,
                            "reason_codes": ["1", "2"],
                            "base_fico_score_version": "10T",
                        },
                    }
                ],
            }
        },
    },
    "cra_report_parameter": {
        "scope": "CLIENT_USER",
        "decision_stage": "SERVICING",
        "client_report_id": "report-1",
        "days_requested": 365,
        "days_required": 90,
        "include_investments": True,
        "include_identity_match": False,
        "products": [
            {
                "product": "cra_income_complete",
                "version": "V1",
                "options": {
                    "income_insights_filter": {
                        "included_categories": ["*"],
                        "excluded_categories": ["OTHER.*"],
                    },
                    "require_identity": None,
                    "variants": ["GENERALIST"],
                },
            }
        ],
    },
}
GET_RESPONSE: dict[str, Any] = {
    "link_token": _LINK,
    "created_at": "2026-02-03T04:05:06Z",
    "expiration": None,
    "link_sessions": [
        {
            "link_session_id": "s1",
            "started_at": "2026-02-03T04:05:06.5+01:00",
            "finished_at": None,
            "on_success": {
                "public_token": _PUBLIC,
                "metadata": {
                    "institution": None,
                    "accounts": [_ACCOUNT],
                    "link_session_id": "s1",
                    "transfer_status": None,
                },
            },
            "on_exit": None,
            "exit": _EXIT,
            "events": [_EVENT],
            "results": {
                "item_add_results": [
                    {"public_token": _PUBLIC, "accounts": [_ACCOUNT], "institution": None}
                ],
                "cra_item_add_results": [_ADDED],
                "cra_update_results": [],
                "bank_income_results": [{"status": "STARTED", "item_id": "i1"}],
                "payroll_income_results": [{"num_paystubs_retrieved": 2, "num_w2s_retrieved": 0}],
                "document_income_results": {"num_paystubs_uploaded": 1},
                "cra_document_upload_results": None,
                "protect_results": None,
            },
        },
        {"link_session_id": "s2", "exit": {"error": None, "metadata": None}, "results": None},
    ],
    "metadata": {
        "initial_products": ["auth", "a product of tomorrow"],
        "webhook": None,
        "country_codes": ["US"],
        "language": None,
        "institution_data": {"routing_number": "021000021"},
        "account_filters": {"depository": {"account_subtypes": ["checking"]}, "credit": None},
        "redirect_uri": None,
        "client_name": "Grün & Söhne",
    },
    "user_id": "usr_1",
    "request_id": "r4",
}

BODIES: list[tuple[Document, dict[str, Any]]] = [
    (Document.CREATE_REQUEST, CREATE_REQUEST),
    (Document.CREATE_REQUEST, HIDDEN_FIELDS),
    (
        Document.CREATE_RESPONSE,
        {
            "link_token": _LINK,
            "expiration": "2026-02-03T04:05:06Z",
            "request_id": "r5",
            "hosted_link_url": "https://secure.plaid.com/hl/1",
            "user_id": "usr_1",
            "new_tomorrow": 1,
        },
    ),
    (
        Document.GET_REQUEST,
        {"client_id": "id-of-the-client", "secret": "the-secret", "link_token": _LINK},
    ),
    (Document.GET_RESPONSE, GET_RESPONSE),
    (
        Document.ITEM_ADD_RESULT,
        {**_WEBHOOK, "webhook_code": "ITEM_ADD_RESULT", "public_token": _PUBLIC},
    ),
    (Document.EVENTS, {**_WEBHOOK, "webhook_code": "EVENTS", "events": [_EVENT, _EVENT]}),
    (
        Document.SESSION_FINISHED,
        {
            **_WEBHOOK,
            "webhook_code": "SESSION_FINISHED",
            "status": "EXITED",
            "public_tokens": [_PUBLIC, _PUBLIC],
            "user_id": "usr_1",
        },
    ),
]
