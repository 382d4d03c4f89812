"""`webhook`: whether Plaid can reach it, whether it is safe, and which requests depend on it.

The schema checks that it is a URL at all.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from linkcheck.engine.finding import INFERRED, INFO, WARNING, Severity
from linkcheck.engine.relations import Condition, is_true, present
from linkcheck.engine.rule import Finding, Findings, here, member, replacement, rule
from linkcheck.rules.formats.urls import Url, split
from linkcheck.rules.request import LinkRequest, uses, uses_cra

WEBHOOKS = "https://plaid.com/docs/api/webhooks/"

# Products with webhooks of their own, which go to a URL set in the Dashboard.
IN_DASHBOARD = frozenset({"identity_verification", "transfer"})

# Several rules look at one URL in turn.
_split = lru_cache(maxsize=4)(split)


def _url(webhook: str) -> Url | None:
    """The webhook, if it is an absolute http or https URL."""
    url = _split(webhook)
    return url if url.is_absolute_http else None


@rule(
    "LC420",
    field="webhook",
    severity=WARNING,
    evidence=INFERRED,
    on="~webhook",
    source=WEBHOOKS,
    covers="C274",
)
def webhook_http(webhook: str) -> bool | Finding:
    """`webhook` is an http URL, so Plaid sends public tokens to it unencrypted.

    Help: Use https.
    Why: Anyone on the way can read the public tokens in the webhooks.
    Bad: {"webhook": "http://example.com/hook"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    """
    url = _url(webhook)
    if url is None or url.scheme != "http" or url.is_private_host:
        return False
    secure = f"https{webhook[len('http') :]}"
    return here(fix=replacement("webhook", value=secure, description="Use https", safe=False))


@rule(
    "LC421",
    field="webhook",
    severity=WARNING,
    evidence=INFERRED,
    on="~webhook",
    source=WEBHOOKS,
    covers="C275",
)
def webhook_unreachable(webhook: str) -> bool:
    """`webhook` has a host that Plaid cannot reach from the internet.

    Help: Use a public URL; for tests, a tunnel to your machine works.
    Why: Plaid sends from the internet. localhost, private addresses and names such as `x.local`
        never receive anything, not even in Sandbox.
    Bad: {"webhook": "http://localhost:8000/hook"}
    Bad: {"webhook": "https://192.168.1.10/hook"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    """
    url = _url(webhook)
    return url is not None and url.is_private_host


@rule(
    "LC422",
    field="webhook",
    severity=WARNING,
    evidence=INFERRED,
    needs="@environment",
    source="webhook",
    covers="C276",
)
def webhook_test_receiver(webhook: str, request: LinkRequest) -> bool:
    """`webhook` is a public test service, which would receive tokens of real users in Production.

    Help: Use the URL of your own server.
    Why: Services such as webhook.site show what they receive to anyone who knows the address, and a
        third party must not get public tokens of real users. Tunnels to a developer's machine count
        too.
    Bad: {"webhook": "https://webhook.site/dc9c138f-75de-4db1-883a-a4add4b7eb7e"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    Context: environment=production
    """
    url = _url(webhook)
    return request.environment == "production" and url is not None and url.is_test_receiver


@rule(
    "LC423",
    field="webhook",
    severity=WARNING,
    evidence=INFERRED,
    on="~webhook",
    source="webhook",
    covers="C277",
)
def webhook_credentials(webhook: str) -> bool:
    """`webhook` contains a credential, which Plaid stores and `/link/token/get` returns.

    Help: Remove the credential, and verify the signature of the webhooks instead.
    Why: Plaid keeps the URL with the Item. It signs its webhooks, so the URL needs no secret.
    Bad: {"webhook": "https://user:pass@example.com/hook"}
    Bad: {"webhook": "https://example.com/hook?secret=abc"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    """
    url = _url(webhook)
    return url is not None and (url.has_userinfo or url.has_secret_parameter)


@rule(
    "LC424",
    severity=INFO,
    needs="webhook",
    on=tuple("+" + product for product in sorted(IN_DASHBOARD)),
    source="webhook",
    covers="C278",
)
def webhook_set_in_dashboard(request: LinkRequest) -> Findings:
    """`webhook` receives the webhooks of Link and the Item, not those of the requested product.

    Help: Set the URL for the product's webhooks in the Plaid Dashboard.
    Why: The webhooks of Identity Verification and Transfer go to the URL that is set in the
        Dashboard.
    Bad: idv {"webhook": "https://example.com/plaid/webhook"}
    Good: idv
    """
    if IN_DASHBOARD.issuperset(request.products) and not request.has("hosted_link"):
        yield member("webhook")


@rule(
    "LC426",
    field="webhook",
    severity=WARNING,
    evidence=INFERRED,
    on="~webhook",
    source="webhook",
    covers="C273",
)
def webhook_fragment(webhook: str) -> bool:
    """`webhook` contains a fragment (`#`), which is never sent to a server.

    Help: Put what your server needs in the path.
    Why: What follows `#` stays with the client that makes a request.
    Bad: {"webhook": "https://example.com/#!/plaid/webhook"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    """
    url = _url(webhook)
    return url is not None and url.has_fragment


class Need(NamedTuple):
    """What a webhook is needed for, under a condition."""

    when: Condition
    severity: Severity
    purpose: str


AUTOMATED = "which reports the result of Automated Micro-deposits"
NEEDS = (
    Need(uses_cra, WARNING, "which reports when a Plaid Check report is ready"),
    Need(
        is_true("auth.automated_microdeposits_enabled")
        & ~is_true("auth.same_day_microdeposits_enabled"),
        WARNING,
        AUTOMATED,
    ),
    # With Same Day Micro-deposits too, an app polls accounts to be verified anyway. The tests of
    # Plaid's own libraries send both without a webhook.
    Need(is_true("auth.automated_microdeposits_enabled"), INFO, AUTOMATED),
    Need(uses("income_verification"), INFO, "which reports when the income data is ready"),
    Need(
        present("hosted_link"),
        INFO,
        "without which you must fetch the token from `/link/token/get` within six hours",
    ),
    Need(
        is_true("auth.sms_microdeposits_verification_enabled"),
        INFO,
        "which reports the result of the verification by SMS",
    ),
)


@rule(
    "LC425",
    missing="webhook",
    severity=WARNING,
    on=tuple(sorted(frozenset[str]().union(*(need.when.on for need in NEEDS)))),
    source=(
        "https://plaid.com/docs/check/migrate-from-income/",
        "https://plaid.com/docs/auth/coverage/automated/",
        "https://plaid.com/docs/income/bank-income/",
        "https://plaid.com/docs/link/hosted-link/",
        "https://plaid.com/docs/auth/coverage/same-day/",
    ),
    covers="C279 C280 C281 C282 C283",
)
def webhook_missing(request: LinkRequest) -> bool | Finding:
    """Missing `webhook`, which reports results of this request.

    Help: Add the URL of your webhook receiver.
    Why: Plaid Check and Automated Micro-deposits report their result by webhook. For Income, Hosted
        Link and verification by SMS, Plaid recommends a webhook, which is an info only. So it is
        if Same Day Micro-deposits are enabled beside the automated ones.
    Bad: cra without webhook
    Bad: {"auth": {"automated_microdeposits_enabled": true}}
    Good: cra
    Good: {"auth": {"automated_microdeposits_enabled": true},
        "webhook": "https://example.com/plaid/webhook"}
    Note: Does not apply in update mode, where `webhook` has no effect.
    """
    if request.updates:
        return False
    need = next((need for need in NEEDS if need.when(request)), None)
    return need is not None and here(f"Missing `webhook`, {need.purpose}", severity=need.severity)
