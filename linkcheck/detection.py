"""Detect the type of a document."""

from __future__ import annotations

from typing import Any

from linkcheck.documents import Document
from linkcheck.rules.data.products import PRODUCTS

_WEBHOOKS = {kind.row.webhook_code: kind for kind in Document if kind.row.webhook_code}
# One or two of these may be a create request. Most are common names, too: see `_is_of_plaid`.
_REQUEST_MARKS = frozenset(
    {"client_name", "country_codes", "products", "user", "user_id", "language", "access_token"}
)
_FURTHER_MARKS = _REQUEST_MARKS - {"client_name"}
_OWN = frozenset(
    {
        *("clientname", "countrycodes", "linkcustomizationname", "androidpackagename"),
        *("optionalproducts", "requiredifsupportedproducts", "additionalconsentedproducts"),
        *("accountfilters", "institutiondata", "hostedlink"),
    }
)
_OTHER_MARKS = frozenset({"webhook_code", "webhook_type", "link_token", "request_id"})
# These may be in any saved body.
_ASIDE = frozenset({"client_id", "secret", "$schema"})


def detect(payload: Any) -> Document | None:
    """Return the type of a document, based on its top-level fields; None if it is unrecognized.

    Only field names and ``webhook_code`` are used, so that a wrong document is still recognized.
    Never raises: no method of a payload class is called.
    """
    if type(payload) is dict:
        for name in payload:
            if type(name) is not str:
                break
        else:
            return _kind(payload)
    if not issubclass(type(payload), dict):
        return None
    members = dict.items(payload)
    return _kind({str.__str__(n): value for n, value in members if issubclass(type(n), str)})


def is_error_answer(payload: Any) -> bool:
    """Return whether an object is Plaid's answer to a refused call."""
    return isinstance(payload, dict) and "error_code" in payload and "error_type" in payload


def is_webhook(payload: Any) -> bool:
    """Return whether an object is any webhook of Plaid."""
    return isinstance(payload, dict) and all(
        isinstance(payload.get(name), str) for name in ("webhook_code", "webhook_type")
    )


def _kind(payload: dict[str, Any]) -> Document | None:
    keys = payload.keys()
    if "error_code" in keys and is_error_answer(
        payload
    ):  # rarely needed, while this runs on each call
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
        if keys & {"expiration", "hosted_link_url"}:  # apart from `request_id`
            return Document.GET_RESPONSE if "metadata" in keys else Document.CREATE_RESPONSE
    if "link_sessions" in keys:  # part of an answer, as in tests and notes
        return Document.GET_RESPONSE
    if "client_name" in keys and not keys.isdisjoint(_FURTHER_MARKS):  # the common case
        return Document.CREATE_REQUEST
    marks = keys & _REQUEST_MARKS
    if (len(marks) >= 2 or (marks and len(keys - _ASIDE) == 1)) and (
        "client_name" in keys or _is_of_plaid(payload)
    ):
        return Document.CREATE_REQUEST
    return None


def _is_of_plaid(payload: dict[str, Any]) -> bool:
    """Return whether an object has a field that is rare outside of create requests.

    Shops have `products` and a `user`, OAuth responses an `access_token`, translations a
    `language`, and other Plaid endpoints take only an `access_token` or search with a `query`: all
    these would be reported whenever a folder is checked.
    """
    if "query" in payload:
        return False
    if not _OWN.isdisjoint(map(_folded, payload)):
        return True
    user: Any = payload.get("user")
    if issubclass(type(user), dict) and "clientuserid" in map(_folded, dict.keys(user)):
        return True
    if len(payload.keys() & _REQUEST_MARKS) > 1:
        token = _text(payload.get("access_token"))
        if token is not None and token.startswith("access-"):
            return True
    return _names_products(payload.get("products"))


def _names_products(value: Any) -> bool:
    if not issubclass(type(value), list):
        return False
    texts = map(_text, list.__iter__(value))
    return any(text.strip().lower().replace("-", "_") in PRODUCTS for text in texts if text)


def _folded(name: Any) -> str:
    """Return a name without case and underscores, so that other spellings match."""
    return (_text(name) or "").replace("_", "").lower()


def _webhook(payload: dict[str, Any]) -> Document | None:
    code = _text(payload.get("webhook_code"))
    if code is not None and code in _WEBHOOKS:
        return _WEBHOOKS[code]
    kind = payload.get("webhook_type")
    if kind is not None and _text(kind) != "LINK" and code is None:
        return None
    if "link_session_id" not in payload:
        return None
    # In reverse order, as `SESSION_FINISHED` may also have the mark of `ITEM_ADD_RESULT`.
    marked = (kind for kind in reversed(_WEBHOOKS.values()) if payload.keys() & kind.row.marks)
    return next(marked, None)


def _text(value: Any) -> str | None:
    return str.__str__(value) if issubclass(type(value), str) else None
