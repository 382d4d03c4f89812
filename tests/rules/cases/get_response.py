"""Cases for rules/get_response.py."""

from datetime import date
from typing import Any

from tests.rules.case import Case

GET = "get-response"
TOKEN = "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
OTHER = "public-sandbox-44ba202e-bf6b-45c6-a5ba-d526765626a9"
SESSION = "/link_sessions/0"
ERROR = {
    "error_type": "ITEM_ERROR",
    "error_code": "ITEM_LOGIN_REQUIRED",
    "error_message": "log in",
    "display_message": None,
}
LISTS = ("item_add_results", "cra_item_add_results", "cra_update_results")
METADATA = {
    "client_name": "Wonderwallet",
    "country_codes": ["US", "CA"],
    "initial_products": ["auth", "transactions"],
    "language": "en",
    "redirect_uri": None,
    "webhook": "https://example.com/plaid/webhook",
    "account_filters": {"depository": {"account_subtypes": ["checking", "savings"]}},
}


def session(code: str, members: dict[str, Any], *at: str, **more: Any) -> Case:
    """A response with one session, and the pointers below it."""
    changes = more.pop("changes", {})
    sessions = [{"link_session_id": "s-1", **members}]
    found = [SESSION + pointer for pointer in at]
    return Case(code, GET, {"link_sessions": sessions, **changes}, found, **more)


def account(code: str, members: dict[str, Any], *at: str, **more: Any) -> Case:
    """An account in the results, and the members at which the code is reported."""
    place = "/results/item_add_results/0/accounts/0/"
    results = {"item_add_results": [{"accounts": [{"id": "a-1", **members}]}]}
    return session(code, {"results": results}, *(place + name for name in at), **more)


def error(code: str, members: dict[str, Any], *at: str, **more: Any) -> Case:
    """The error of an exit, and its members at which the code is reported."""
    exit_ = {"error": {**ERROR, **members}, "metadata": None}
    return session(code, {"exit": exit_}, *("/exit/error/" + name for name in at), **more)


def metadata(code: str, changes: dict[str, Any], *at: str, **more: Any) -> Case:
    found = [f"/metadata/{pointer}" for pointer in at]
    return Case(code, GET, {"metadata": {**METADATA, **changes}}, found, **more)


def echo(request: dict[str, Any], *at: str, **changes: Any) -> Case:
    return metadata("LC842", changes, *at, context={"request": request})


def products(*names: str) -> dict[str, Any]:
    return {"metadata": {**METADATA, "initial_products": list(names)}}


CASES = [
    Case("LC820", GET, {"created_at": "2025-07-01T21:00:00Z"}, ["/expiration"]),
    Case(
        "LC820",
        GET,
        {"created_at": "2025-07-01T12:00:00.1Z", "expiration": "2025-07-01T14:00:00.02+02:00"},
        ["/expiration"],
        severity="warning",
    ),
    session(
        "LC820",
        {"started_at": "2025-07-01T12:30:00Z", "finished_at": "2025-07-01T12:24:05.330312653Z"},
        "/finished_at",
    ),
    session(
        "LC820",
        {"started_at": "2025-07-01T12:00:05.33Z", "finished_at": "2025-07-01T12:00:05.330312653Z"},
    ),
    session("LC820", {"started_at": "2025-07-01T12:30:00Z", "finished_at": None}),
    session("LC820", {"started_at": [], "finished_at": 5}),
    Case("LC820", GET, {"created_at": None, "expiration": None}),
    Case("LC820", GET),
    session("LC821", {"finished_at": None}, "/finished_at", severity="info"),
    session("LC821", {}, "", missing="finished_at"),
    Case("LC821", GET),
    Case("LC821", GET, {"link_sessions": []}),
    session("LC822", {"on_success": {"public_token": TOKEN}}, "/on_success", severity="warning"),
    session("LC822", {"on_exit": {}}, "/on_exit", severity="warning"),
    session(
        "LC822",
        {
            "on_success": {"public_token": TOKEN},
            "results": {"item_add_results": [{"public_token": TOKEN}]},
        },
        "/on_success",
        severity="info",
    ),
    session("LC822", {"on_exit": {}, "exit": {}}, "/on_exit", severity="info"),
    session("LC822", {"on_success": None, "on_exit": None}),
    Case("LC822", GET),
    session(
        "LC823",
        {
            "on_success": {"public_token": OTHER},
            "results": {"item_add_results": [{"public_token": TOKEN}]},
        },
        "/on_success/public_token",
        severity="warning",
    ),
    session(
        "LC823",
        {
            "on_success": {"public_token": OTHER},
            "results": {"item_add_results": [{"public_token": TOKEN}, {"public_token": OTHER}]},
        },
    ),
    session("LC823", {"on_success": {"public_token": OTHER}, "results": None}),
    session(
        "LC823", {"on_success": {"public_token": OTHER}, "results": {"item_add_results": [{}, 5]}}
    ),
    *(
        session(
            "LC824",
            {name: {"metadata": {"link_session_id": "s-2"}}},
            f"/{name}/metadata/link_session_id",
            severity="warning",
        )
        for name in ("on_success", "on_exit", "exit")
    ),
    session("LC824", {"exit": {"metadata": {"link_session_id": "s-1"}}}),
    session("LC824", {"exit": {"metadata": None}}),
    account("LC825", {"mask": "123456789"}, "mask", severity="warning"),
    account("LC825", {"mask": "1"}, "mask"),
    account("LC825", {"mask": "12-4"}, "mask"),
    account("LC825", {"mask": "6789"}),
    account("LC825", {"mask": "a1"}),
    account("LC825", {"mask": None}),
    account("LC825", {"mask": ""}),
    account("LC825", {"mask": 123456}),
    *(
        session(
            "LC825",
            {"results": {name: [{}, {"accounts": [{"mask": "6789"}, {"mask": "56789"}]}]}},
            f"/results/{name}/1/accounts/1/mask",
        )
        for name in LISTS
    ),
    session(
        "LC825",
        {"on_success": {"metadata": {"accounts": [{"mask": "56789"}]}}},
        "/on_success/metadata/accounts/0/mask",
    ),
    account("LC826", {"verification_status": "verified"}, "verification_status"),
    account(
        "LC826",
        {"verification_status": "MANUALLY_VERIFIED"},
        "verification_status",
        message="similar to `manually_verified`",
        severity="warning",
    ),
    account("LC826", {"verification_status": "unsent"}),
    account("LC826", {"verification_status": ""}),
    account("LC826", {"verification_status": None}),
    account("LC827", {"verification_status": "database_matched"}, "verification_status"),
    account("LC827", {"verification_status": "database_insights_pass"}),
    account(
        "LC828",
        {"verification_status": "verification_failed"},
        "verification_status",
        message="has failed",
        severity="info",
    ),
    account("LC828", {"verification_status": "unsent"}, "verification_status", message="not verif"),
    account("LC828", {"verification_status": "automatically_verified"}),
    account("LC828", {"verification_status": "unknown"}),
    account("LC828", {"verification_status": []}),
    account("LC829", {"class_type": "business"}, "class_type", severity="info"),
    account("LC829", {"class_type": None}),
    account("LC830", {"type": "credit", "subtype": "checking"}, "subtype", severity="warning"),
    account("LC830", {"type": "depository", "subtype": "401k"}, "subtype", message="`investment`"),
    account("LC830", {"type": "brokerage", "subtype": "mortgage"}, "subtype"),
    account("LC830", {"type": "brokerage", "subtype": "ira"}),
    account("LC830", {"type": "credit", "subtype": "paypal"}),
    account("LC830", {"type": "loan", "subtype": "home equity loan"}),
    account("LC830", {"type": "other", "subtype": "checking"}),
    account("LC830", {"type": "credit", "subtype": "not known yet"}),
    account("LC830", {"type": "not known yet", "subtype": "checking"}),
    account("LC830", {"type": "credit", "subtype": None}),
    account("LC830", {"type": [], "subtype": {}}),
    account(
        "LC831",
        {"verification_status": "manually_verified"},
        "verification_status",
        changes=products("transactions"),
        severity="info",
    ),
    account(
        "LC831",
        {"verification_status": "manually_verified"},
        "verification_status",
        context={"request": {"products": ["transactions"]}},
    ),
    account("LC831", {"verification_status": "manually_verified"}, changes=products("auth")),
    account("LC831", {"verification_status": "manually_verified"}, changes=products()),
    account("LC831", {"verification_status": ""}, changes=products("transactions")),
    account(
        "LC831",
        {"verification_status": "manually_verified"},
        changes=products("transactions"),
        context={"request": {"products": ["transactions"], "optional_products": ["auth"]}},
    ),
    session(
        "LC832",
        {"on_success": {"metadata": {"transfer_status": "DONE"}}},
        "/on_success/metadata/transfer_status",
        severity="warning",
    ),
    *(
        session("LC832", {"on_success": {"metadata": {"transfer_status": status}}})
        for status in ("COMPLETE", "incomplete", None, 5)
    ),
    session(
        "LC833",
        {"on_success": {"metadata": {"transfer_status": "COMPLETE"}}},
        "/on_success/metadata/transfer_status",
        severity="info",
    ),
    session(
        "LC833",
        {"on_success": {"metadata": {"transfer_status": "COMPLETE"}}},
        changes=products("transfer"),
    ),
    session("LC833", {"on_success": {"metadata": {"transfer_status": None}}}),
    session("LC834", {"exit": {"metadata": {"status": "closed"}}}, "/exit/metadata/status"),
    session(
        "LC834",
        {"on_exit": {"metadata": {"status": "requires_otp"}}},
        "/on_exit/metadata/status",
        severity="warning",
    ),
    *(
        session("LC834", {"exit": {"metadata": {"status": status}}})
        for status in ("requires_oauth", "connected", None, "")
    ),
    error("LC835", {"error_type": "item_error"}, "error_type", message="similar to `ITEM_ERROR`"),
    error("LC835", {"error_type": "item error!"}, "error_type", severity="warning"),
    error("LC835", {"error_type": ""}, "error_type", severity="warning"),
    error("LC835", {"error_type": "QUANTUM_ERROR"}, "error_type", severity="info"),
    error("LC835", {"error_type": "PROFILE_ERROR"}),
    error("LC835", {}),
    error("LC835", {"error_type": ["ITEM_ERROR"]}),
    session("LC835", {"exit": {"error": None}}),
    error("LC836", {"error_code": ""}, "error_code", severity="info"),
    error("LC836", {"error_code": "invalid_credentials"}, "error_code"),
    error("LC836", {}),
    error("LC836", {"error_code": None}),
    error(
        "LC837",
        {"error_type": "API_ERROR", "error_code_reason": "OAUTH_USER_REVOKED"},
        "error_code_reason",
        severity="warning",
    ),
    error("LC837", {"error_code_reason": "NEW"}, "error_code_reason", severity="info"),
    error("LC837", {"error_code_reason": "OAUTH_USER_REVOKED"}),
    error("LC837", {"error_type": "OAUTH_ERROR", "error_code_reason": "OAUTH_INVALID_TOKEN"}),
    error("LC837", {"error_type": "API_ERROR", "error_code_reason": None}),
    error("LC837", {"error_code_reason": []}),
    error("LC838", {"status": 400}, "status", severity="info"),
    error(
        "LC838",
        {"causes": [{}], "provided_account_subtypes": ["ira"]},
        "causes",
        "provided_account_subtypes",
    ),
    error("LC838", {"error_type": "ASSET_REPORT_ERROR", "causes": [{}]}),
    error("LC838", {"error_code": "NO_ACCOUNTS", "required_account_subtypes": ["ira"]}),
    error("LC838", {"status": None, "causes": [], "required_account_subtypes": []}),
    error("LC838", {"error_type": {}, "causes": []}),
    session(
        "LC839",
        {"results": {"payroll_income_results": [{}, {"num_w2s_retrieved": -1}]}},
        "/results/payroll_income_results/1/num_w2s_retrieved",
        severity="warning",
    ),
    session(
        "LC839",
        {
            "results": {
                "document_income_results": {"num_1099s_uploaded": -2},
                "cra_document_upload_results": {"num_bank_statements_uploaded": -1},
            }
        },
        "/results/document_income_results/num_1099s_uploaded",
        "/results/cra_document_upload_results/num_bank_statements_uploaded",
    ),
    session("LC839", {"results": {"payroll_income_results": [{"num_w2s_retrieved": 0}]}}),
    session("LC839", {"results": {"document_income_results": None}}),
    *(
        Case(
            "LC840",
            GET,
            {
                "link_sessions": [
                    {
                        "link_session_id": "s-1",
                        "finished_at": finished,
                        "results": {"item_add_results": [{"public_token": TOKEN}]},
                    }
                ]
            },
            [f"{SESSION}/results/item_add_results/0/public_token"] if dead else [],
            context={"today": today},
        )
        for finished, today, dead in (
            ("2024-07-29T20:24:05.330312653Z", date(2025, 7, 1), True),
            ("2025-06-30T09:29:59Z", date(2025, 7, 1), True),
            ("2025-06-30T09:30:00Z", date(2025, 7, 1), False),
            ("2025-07-01T11:50:00Z", date(2025, 7, 1), False),
            (None, date(2025, 7, 1), False),
            ("2024-07-29T20:24:05Z", None, False),
        )
    ),
    metadata("LC841", {"initial_products": ["auth", "cars"]}, "initial_products/1"),
    metadata(
        "LC841",
        {"initial_products": ["Auth"]},
        "initial_products/0",
        severity="info",
        message="similar to `auth`",
    ),
    metadata("LC841", {"initial_products": ["cra_base_report", "standing_orders"]}),
    metadata("LC841", {"initial_products": []}),
    metadata("LC841", {"initial_products": [5, None]}),
    echo({"language": "fr"}, "language"),
    echo({"client_name": "W", "webhook": "https://example.com/x"}, "client_name", "webhook"),
    echo({"country_codes": ["US"], "products": ["auth"]}, "country_codes", "initial_products"),
    echo(
        {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}, "account_filters"
    ),
    echo({"institution_data": {"routing_number": "021000021"}}),
    echo(
        {
            "client_name": "Wonderwallet",
            "country_codes": ["CA", "US"],
            "products": ["transactions", "auth"],
            "redirect_uri": "https://example.com/oauth",
            "webhook": None,
            "account_filters": {
                "credit": None,
                "depository": {"account_subtypes": ["savings", "checking"]},
            },
        }
    ),
    echo({"language": "no"}, language="nb"),
    echo({"language": "nb"}, language="no"),
    echo({"language": "nb"}, "language", language="en"),
    echo({"products": []}),
    echo({"language": {}}),
    echo({}),
    metadata("LC842", {"language": "fr"}),
    metadata("LC844", {"country_codes": ["US", "UK"]}, "country_codes/1"),
    metadata("LC844", {"country_codes": ["US", "GB"]}),
    metadata("LC844", {"country_codes": []}),
    metadata(
        "LC845",
        {"account_filters": {"credit": {"account_subtypes": ["credit card", "checking"]}}},
        "account_filters/credit/account_subtypes/1",
    ),
    metadata("LC845", {"account_filters": {"loan": {"account_subtypes": ["all", "auto"]}}}),
    metadata("LC845", {"account_filters": None}),
    Case(
        "LC843",
        GET,
        {"link_token": "link-sandbox-1"},
        ["/link_token"],
        context={"request": {"link_token": "link-sandbox-2"}},
        severity="warning",
    ),
    Case(
        "LC843",
        GET,
        {"link_token": "link-sandbox-1"},
        context={"request": {"link_token": "link-sandbox-1"}},
    ),
    Case("LC843", GET, context={"request": {"language": "en"}}),
]
