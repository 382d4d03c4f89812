"""Cases for rules/events.py: each in the webhook, some in the get response too."""

from typing import Any

from tests.rules.case import Case

IDS = (
    "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
    "12a888e0-da26-4c38-8ded-2992bc78c246",
)
META = "/events/0/event_metadata"


def event(name: Any = "OPEN", event_id: Any = IDS[0], **metadata: Any) -> dict[str, Any]:
    return {
        "event_name": name,
        "event_id": event_id,
        "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"request_id": "Nnclj9HntPMu5dm", **metadata},
    }


def case(code: str, *events: Any, at: tuple[str, ...] = (), **more: Any) -> Case:
    return Case(code, "events", {"events": list(events)}, list(at), **more)


def session(code: str, *events: Any, at: tuple[str, ...] = ()) -> Case:
    sessions = [{"link_session_id": "s-0"}, {"link_session_id": "s-1", "events": list(events)}]
    places = [f"/link_sessions/1{pointer}" for pointer in at]
    return Case(code, "get-response", {"link_sessions": sessions}, places)


def member(name: str, value: Any, event_name: str, at: bool = True) -> Case:
    found = (f"{META}/{name}",) if at else ()
    return case("LC863", event(event_name, **{name: value}), at=found, severity="info")


CASES = [
    case("LC860", event("OPENED"), at=("/events/0/event_name",), message="similar to `OPEN`"),
    session("LC860", event("NEW_ONE"), at=("/events/0/event_name",)),
    case("LC860", event(), event("SKIP_SUBMIT_PHONE", IDS[1])),
    case("LC860", event(7), {}, None, "x"),
    case("LC861", event(event_id="1"), at=("/events/0/event_id",), severity="warning"),
    session("LC861", event(event_id="1"), at=("/events/0/event_id",)),
    case("LC861", event(), event(event_id=IDS[1].upper())),
    case("LC861", event(event_id=None), event(event_id=5)),
    case("LC862", event(), event(), event(), at=("/events/1/event_id", "/events/2/event_id")),
    case("LC862", event(), event("EXIT"), at=("/events/1/event_id",), severity="warning"),
    session("LC862", event(), event(), at=("/events/1/event_id",)),
    session("LC862", event(), event(event_id=IDS[1])),
    case("LC862", event(event_id=""), event(event_id=""), event(event_id=[]), 5),
    Case("LC862", "events", {"events": "x"}),
    Case(
        "LC862",
        "get-response",
        {"link_sessions": [{"link_session_id": s, "events": [event()]} for s in ("s-1", "s-2")]},
    ),
    member("error_code", "X", "OPEN"),
    member("error_message", "x", "OPEN"),
    member("error_type", "ITEM_ERROR", "HANDOFF"),
    member("exit_status", "requires_code", "ERROR"),
    member("institution_search_query", "bank", "OPEN"),
    member("mfa_type", "code", "SUBMIT_CREDENTIALS"),
    member("view_name", "CONSENT", "OPEN"),
    member("selection", "password", "OPEN"),
    member("match_reason", "routing_number", "OPEN"),
    member("routing_number", "021000021", "OPEN"),
    member("account_number_mask", "1234", "OPEN"),
    member("error_code", "X", "EXIT", at=False),
    member("error_type", "ITEM_ERROR", "ERROR", at=False),
    member("mfa_type", "code", "SUBMIT_MFA", at=False),
    member("mfa_type", "code", "TRANSITION_VIEW", at=False),
    member("view_name", "CONSENT", "TRANSITION_VIEW", at=False),
    member("routing_number", "021000021", "SUBMIT_ROUTING_NUMBER", at=False),
    member("error_code", "", "OPEN", at=False),
    member("error_code", None, "OPEN", at=False),
    member("error_code", "X", "NOT_KNOWN_YET", at=False),
    member("institution_id", "ins_20", "OPEN", at=False),
    case(
        "LC863",
        event("TRANSITION_VIEW", view_name="CONSENT", mfa_type="code"),
        at=(f"{META}/mfa_type",),
        message="`MFA`",
    ),
    case("LC863", event("TRANSITION_VIEW", view_name="MFA", mfa_type="code")),
    session("LC863", event(selection="x"), at=("/events/0/event_metadata/selection",)),
    case("LC863", {"event_name": "OPEN", "event_metadata": []}),
    case("LC864", event("SUBMIT_MFA", mfa_type="sms"), at=(f"{META}/mfa_type",)),
    case("LC864", event("SUBMIT_MFA", mfa_type="questions")),
    case("LC864", event("SUBMIT_MFA", mfa_type="")),
    case("LC864", event("SUBMIT_MFA", mfa_type={})),
    case("LC865", event("EXIT", exit_status="bye"), at=(f"{META}/exit_status",)),
    session(
        "LC865", event("EXIT", exit_status="bye"), at=("/events/0/event_metadata/exit_status",)
    ),
    case("LC865", event("EXIT", exit_status="requires_credentials")),
    case("LC865", event("EXIT", exit_status="connected")),
    case(
        "LC866",
        event("SELECT_AUTH_TYPE", selection="password"),
        at=(f"{META}/selection",),
        severity="warning",
    ),
    case(
        "LC866",
        event("SELECT_AUTH_TYPE", selection="flow_type_new"),
        at=(f"{META}/selection",),
        severity="info",
    ),
    case(
        "LC866",
        event("MATCHED_SELECT_INSTITUTION", match_reason="SAVED_INSTITUTION"),
        at=(f"{META}/match_reason",),
    ),
    case("LC866", event("SELECT_INSTITUTION", match_reason="SAVED_ACCOUNT")),
    case("LC866", event("MATCHED_SELECT_VERIFY_METHOD", selection="phoneotp")),
    case("LC866", event("OPEN", selection="password")),
    case("LC866", event("SELECT_AUTH_TYPE", selection=["password"])),
    case(
        "LC867",
        event("SUBMIT_ACCOUNT_NUMBER", account_number_mask="123456789"),
        at=(f"{META}/account_number_mask",),
        severity="warning",
    ),
    case("LC867", event("SUBMIT_ACCOUNT_NUMBER", account_number_mask="6789")),
    case("LC867", event("SUBMIT_ACCOUNT_NUMBER", account_number_mask="")),
    case("LC867", event("SUBMIT_ACCOUNT_NUMBER", account_number_mask=123456789)),
]
