"""Tell what kind of document a payload is."""

from __future__ import annotations

from typing import Any

from linkcheck.documents import Document
from linkcheck.rules.data.products import PRODUCTS

_WEBHOOKS = {kind.row.webhook_code: kind for kind in Document if kind.row.webhook_code}
# Two of these, or one alone, may be a create request. Most are names that others use, too: see
# `_is_of_plaid`.
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
# What may be in any saved body.
_ASIDE = frozenset({"client_id", "secret", "$schema"})


def detect(payload: Any) -> Document | None:
    """Return the kind of a document, judged by its top-level fields; None if it looks like none.

    Only field names and ``webhook_code`` count, so that a broken document is still recognized.
    Never raises: no method of a class of the payload is called.
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
    """True for Plaid's answer to a call that it refused."""
    return isinstance(payload, dict) and "error_code" in payload and "error_type" in payload


def is_webhook(payload: Any) -> bool:
    """True for any webhook of Plaid, of Link or not."""
    return isinstance(payload, dict) and all(
        isinstance(payload.get(name), str) for name in ("webhook_code", "webhook_type")
    )


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
    if "client_name" in keys and not keys.isdisjoint(_FURTHER_MARKS):  # as nearly always
        return Document.CREATE_REQUEST
    marks = keys & _REQUEST_MARKS
    if (len(marks) >= 2 or (marks and len(keys - _ASIDE) == 1)) and (
        "client_name" in keys or _is_of_plaid(payload)
    ):
        return Document.CREATE_REQUEST
    return None


def _is_of_plaid(payload: dict[str, Any]) -> bool:
    """True if an object has something that hardly any JSON but a create request has.

    Shops have `products` and a `user`, answers of OAuth an `access_token`, translations a
    `language`, and other endpoints of Plaid take an `access_token` alone or search with a `query`:
    all these would be reported wherever a folder is checked.
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
    """A name without regard to case and underscores, so that other spellings count."""
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
    # The last first, as `SESSION_FINISHED` may have the mark of `ITEM_ADD_RESULT`, too.
    marked = (kind for kind in reversed(_WEBHOOKS.values()) if payload.keys() & kind.row.marks)
    return next(marked, None)


def _text(value: Any) -> str | None:
    return str.__str__(value) if issubclass(type(value), str) else None
