"""The seven kinds of document that linkcheck knows, and how to tell one from another."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from linkcheck.models import are_strings


class Document(StrEnum):
    """The kinds of document of the Link endpoints."""

    CREATE_REQUEST = "link-token-create-request"
    CREATE_RESPONSE = "link-token-create-response"
    GET_REQUEST = "link-token-get-request"
    GET_RESPONSE = "link-token-get-response"
    ITEM_ADD_RESULT = "item-add-result-webhook"
    EVENTS = "events-webhook"
    SESSION_FINISHED = "session-finished-webhook"

    # Equal to its text, so with the same hash; that of enum.Enum is slower.
    __hash__ = str.__hash__

    @property
    def is_request(self) -> bool:
        """True for what a client sends; requests are judged strictly, all else leniently."""
        return self in _REQUESTS


_REQUESTS = frozenset({Document.CREATE_REQUEST, Document.GET_REQUEST})
_WEBHOOKS = {
    "ITEM_ADD_RESULT": Document.ITEM_ADD_RESULT,
    "EVENTS": Document.EVENTS,
    "SESSION_FINISHED": Document.SESSION_FINISHED,
}
# One of these in an object is enough to take it for a create request.
_REQUEST_MARKS = frozenset(
    {"client_name", "country_codes", "products", "user", "user_id", "language", "access_token"}
)
_OTHER_MARKS = frozenset({"webhook_code", "webhook_type", "link_token", "request_id"})
_CREDENTIALS = frozenset({"client_id", "secret"})


def detect(payload: Any) -> Document | None:
    """The kind of a document, judged by its top-level members; None if it looks like none.

    Only member names and ``webhook_code`` count, so that a broken document is still recognised.
    Never raises: no method of a class of the payload is called.
    """
    if not issubclass(type(payload), dict):
        return None
    if type(payload) is not dict or not are_strings(payload):
        members = dict.items(payload)
        payload = {str.__str__(n): value for n, value in members if issubclass(type(n), str)}
    return _kind(payload)


def is_error_answer(payload: Any) -> bool:
    """True for Plaid's answer to a call that it refused."""
    return isinstance(payload, dict) and "error_code" in payload and "error_type" in payload


def _kind(payload: dict[str, Any]) -> Document | None:
    keys = payload.keys()
    if "error_code" in keys and is_error_answer(payload):  # rarely asked: this runs on each call
        return None
    if not keys.isdisjoint(_OTHER_MARKS):
        if "webhook_code" in keys or "webhook_type" in keys:
            return _webhook(payload)
        if "link_token" in keys:
            if keys & {"link_sessions", "metadata", "created_at"}:
                return Document.GET_RESPONSE
            if keys & {"expiration", "request_id", "hosted_link_url"}:
                return Document.CREATE_RESPONSE
            return Document.GET_REQUEST
        if keys & {"expiration", "hosted_link_url"}:  # besides `request_id`
            return Document.GET_RESPONSE if "metadata" in keys else Document.CREATE_RESPONSE
    if "link_sessions" in keys:  # cut out of an answer, as in tests and notes
        return Document.GET_RESPONSE
    marks = keys & _REQUEST_MARKS
    if len(marks) >= 2 or (marks and len(keys - _CREDENTIALS) == 1):
        return Document.CREATE_REQUEST
    return None


def _webhook(payload: dict[str, Any]) -> Document | None:
    code = _text(payload.get("webhook_code"))
    if code is not None and code in _WEBHOOKS:
        return _WEBHOOKS[code]
    kind = payload.get("webhook_type")
    if kind is not None and _text(kind) != "LINK" and code is None:
        return None
    if "link_session_id" not in payload:
        return None
    if "events" in payload:
        return Document.EVENTS
    if payload.keys() & {"status", "public_tokens"}:
        return Document.SESSION_FINISHED
    if "public_token" in payload:
        return Document.ITEM_ADD_RESULT
    return None


def _text(value: Any) -> str | None:
    return str.__str__(value) if issubclass(type(value), str) else None
