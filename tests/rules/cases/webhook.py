"""Cases for rules/webhook.py."""

from __future__ import annotations

from typing import Any

from tests.rules.case import Case

HOOK = "https://example.com/plaid/webhook"
PRODUCTION = {"environment": "production"}


def to(url: Any) -> dict[str, Any]:
    """A webhook."""
    return {"webhook": url}


def failing(code: str, *urls: str, **context: str) -> list[Case]:
    """A failing case for each URL."""
    return [
        Case(code, "request", to(url), at=["/webhook"], severity="warning", context=context)
        for url in urls
    ]


def passing(code: str, *urls: Any, **context: str) -> list[Case]:
    """A passing case for each URL."""
    return [Case(code, "request", to(url), context=context) for url in urls]


AUTOMATED = "automated_microdeposits_enabled"

CASES = [
    *failing("LC420", "http://example.com/hook", "HTTP://example.com"),
    *passing("LC420", HOOK, "http://localhost:8000/hook", "example.com/hook", "", None, 7),
    *failing(
        "LC421",
        "http://localhost:8000/hook",
        "https://127.0.0.1/hook",
        "https://10.1.2.3/hook",
        "https://[::1]/hook",
        "https://build.internal/hook",
        "https://printer.local/hook",
        "https://backend/hook",
    ),
    *passing("LC421", HOOK, "https://8.8.8.8/hook", "https://localhost.example.com", "/hook"),
    *failing("LC422", "https://webhook.site/dc9c138f", "https://a.ngrok.io/x", **PRODUCTION),
    *passing("LC422", HOOK, "https://mywebhook.site/x", **PRODUCTION),
    *passing("LC422", "https://webhook.site/dc9c138f"),
    *passing("LC422", "https://webhook.site/dc9c138f", environment="sandbox"),
    *failing("LC423", "https://user:pass@example.com/hook", "https://example.com/hook?a=1&token=x"),
    *passing("LC423", HOOK, HOOK + "?user=1", "https://example.com/@me", "//u:p@example.com"),
    Case("LC424", "idv", to(HOOK), at=["/webhook"], severity="info"),
    Case("LC424", "request", {"products": ["transfer"], **to(HOOK)}, at=["/webhook"]),
    Case("LC424", "idv"),
    Case("LC424", "idv", to(None)),
    Case("LC424", "idv", {**to(HOOK), "hosted_link": {}}),
    Case("LC424", "request", {"products": ["auth", "transfer"], **to(HOOK)}),
    Case("LC424", "request", to(HOOK)),
    *failing("LC426", "https://x.example/#!/view/1", "http://example.com/hook#"),
    *passing("LC426", HOOK, "https://example.com/?a=%23"),
    Case("LC425", "cra", without=["webhook"], at=[""], missing="webhook", severity="warning"),
    Case("LC425", "cra", {**to(None), "hosted_link": {}}, at=[""], severity="warning"),
    Case(
        "LC425",
        "request",
        {"auth": {"automated_microdeposits_enabled": True}},
        at=[""],
        severity="warning",
    ),
    Case(
        "LC425",
        "request",
        {"auth": dict.fromkeys((AUTOMATED, "same_day_microdeposits_enabled"), True)},
        at=[""],
        severity="info",
    ),
    Case("LC425", "income", without=["webhook"], at=[""], severity="info"),
    Case("LC425", "request", {"hosted_link": {}}, at=[""], severity="info"),
    Case(
        "LC425",
        "request",
        {"auth": {"sms_microdeposits_verification_enabled": True}},
        at=[""],
        severity="info",
    ),
    Case("LC425", "cra"),
    Case("LC425", "income"),
    Case("LC425", "request", {"hosted_link": {}, **to(HOOK)}),
    Case("LC425", "request", {"auth": {"automated_microdeposits_enabled": False}}),
    Case("LC425", "request", {"auth": {"instant_match_enabled": True}}),
    Case("LC425", "request"),
    Case("LC425", "cra", to("")),  # for the shape check
    Case("LC425", "update", {"hosted_link": {}}),  # a webhook has no effect there
]
