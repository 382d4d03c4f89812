"""`webhook`: whether Plaid can reach it, whether it is safe, and who cannot do without it.

That it is a URL at all is checked by the schema.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from linkcheck.engine.finding import Evidence, Fix, Severity
from linkcheck.engine.relations import Condition, is_true, present
from linkcheck.engine.rule import Findings, at, member, missing, rule
from linkcheck.rules.formats.urls import Url, split
from linkcheck.rules.request import LinkRequest, uses, uses_cra

WEBHOOKS = "https://plaid.com/docs/api/webhooks/"

# Products with webhooks of their own, which go to an address set in the Dashboard.
IN_DASHBOARD = frozenset({"identity_verification", "transfer"})

# Several rules look at one URL in turn.
_split = lru_cache(maxsize=4)(split)


def _url(request: LinkRequest) -> Url | None:
    """The webhook, if it is an absolute http or https URL."""
    url = _split(request.text("webhook") or "")
    return url if url.is_absolute_http else None


@rule(
    "LC420",
    "webhook-http",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~webhook",
    source=WEBHOOKS,
    covers="C274",
)
def webhook_http(request: LinkRequest) -> Findings:
    """`webhook` is an http URL.

    Why: Plaid sends to it, but what it sends holds public tokens, which anyone on the way can read.
    Bad: {"webhook": "http://example.com/hook"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    """
    url = _url(request)
    if url is not None and url.scheme == "http" and not url.is_private_host:
        secure = "https" + (request.text("webhook") or "")[len("http") :]
        yield at(
            "webhook",
            message="`webhook` is an http URL: the public tokens that Plaid sends would go over "
            "the network unencrypted. Use https.",
            fix=Fix(
                "use https",
                ({"op": "replace", "path": "/webhook", "value": secure},),
                safe=False,
            ),
        )


@rule(
    "LC421",
    "webhook-unreachable",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~webhook",
    source=WEBHOOKS,
    covers="C275",
)
def webhook_unreachable(request: LinkRequest) -> Findings:
    """`webhook` names a host that cannot be reached from outside.

    Why: Plaid sends from the internet. localhost, private addresses and names such as `x.local`
        never receive anything, in Sandbox neither.
    Bad: {"webhook": "http://localhost:8000/hook"}
    Bad: {"webhook": "https://192.168.1.10/hook"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    """
    url = _url(request)
    if url is not None and url.is_private_host:
        yield at(
            "webhook",
            message="`webhook` names a host that Plaid cannot reach from the internet. Use a "
            "public URL; for tests a tunnel to your machine will do.",
        )


@rule(
    "LC422",
    "webhook-test-receiver",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="webhook",
    needs="@environment",
    source="webhook",
    covers="C276",
)
def webhook_test_receiver(request: LinkRequest) -> Findings:
    """`webhook` is a public test receiver or a tunnel, in Production.

    Why: Services such as webhook.site show what they receive to whoever knows the address; public
        tokens of real users are not for a third party.
    Bad: {"webhook": "https://webhook.site/dc9c138f-75de-4db1-883a-a4add4b7eb7e"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    Context: environment=production
    """
    url = _url(request)
    if request.environment == "production" and url is not None and url.is_test_receiver:
        yield at(
            "webhook",
            message="`webhook` is a service for tests, but this request is for Production: public "
            "tokens of real users would go to a third party. Use a URL of your own.",
        )


@rule(
    "LC423",
    "webhook-credentials",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~webhook",
    source="webhook",
    covers="C277",
)
def webhook_credentials(request: LinkRequest) -> Findings:
    """`webhook` holds a password or another secret.

    Why: The URL is kept with the Item, and `/link/token/get` shows it. Plaid signs its webhooks:
        verify the signature instead of a secret in the URL.
    Bad: {"webhook": "https://user:pass@example.com/hook"}
    Bad: {"webhook": "https://example.com/hook?secret=abc"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    """
    url = _url(request)
    if url is not None and (url.has_userinfo or url.has_secret_parameter):
        yield at(
            "webhook",
            message="`webhook` holds a credential, which is stored with the Item and shown by "
            "`/link/token/get`. Remove it, and verify the signature of the webhooks instead.",
        )


@rule(
    "LC424",
    "webhook-set-in-dashboard",
    severity=Severity.INFO,
    needs="webhook",
    on=tuple("+" + product for product in sorted(IN_DASHBOARD)),
    source="webhook",
    covers="C278",
)
def webhook_set_in_dashboard(request: LinkRequest) -> Findings:
    """`webhook` is given, but the only product sends its webhooks elsewhere.

    Why: The webhooks of Identity Verification and Transfer go to the address that is set in the
        Dashboard; only those of Link itself and of the Item go to `webhook`.
    Bad: idv {"webhook": "https://example.com/plaid/webhook"}
    Good: idv
    """
    if IN_DASHBOARD.issuperset(request.products) and not request.has("hosted_link"):
        yield member(
            "webhook",
            message="The webhooks of the requested product do not go to `webhook`: set their "
            "address in the Dashboard. `webhook` only receives those of Link and of the Item.",
        )


@rule(
    "LC426",
    "webhook-fragment",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~webhook",
    source="webhook",
    covers="C273",
)
def webhook_fragment(request: LinkRequest) -> Findings:
    """`webhook` has a fragment, which is never sent.

    Why: What follows `#` stays with whoever makes a request, so your server cannot see it.
    Bad: {"webhook": "https://example.com/#!/plaid/webhook"}
    Good: {"webhook": "https://example.com/plaid/webhook"}
    """
    url = _url(request)
    if url is not None and url.has_fragment:
        yield at(
            "webhook",
            message="`webhook` has a fragment (`#...`), which is never sent to a server. Put what "
            "your server needs in the path.",
        )


class Need(NamedTuple):
    """Something that comes by webhook only."""

    when: Condition
    severity: Severity
    message: str


AUTOMATED = (
    "`auth.automated_microdeposits_enabled` is set, and a webhook tells whether the account was "
    "verified"
)
NEEDS = (
    Need(
        uses_cra,
        Severity.WARNING,
        "a Plaid Check (`cra_*`) product is requested, and a webhook tells when the report is "
        "ready",
    ),
    Need(
        is_true("auth.automated_microdeposits_enabled")
        & ~is_true("auth.same_day_microdeposits_enabled"),
        Severity.WARNING,
        AUTOMATED,
    ),
    # With Same Day Micro-deposits beside it, an app follows accounts to be verified anyway. The
    # tests of Plaid's own libraries send both without a webhook.
    Need(is_true("auth.automated_microdeposits_enabled"), Severity.INFO, AUTOMATED),
    Need(
        uses("income_verification"),
        Severity.INFO,
        "`income_verification` is requested, and a webhook tells when the data are ready",
    ),
    Need(
        present("hosted_link"),
        Severity.INFO,
        "Hosted Link hands over the public token by webhook; without one it must be fetched from "
        "`/link/token/get` within six hours",
    ),
    Need(
        is_true("auth.sms_microdeposits_verification_enabled"),
        Severity.INFO,
        "`auth.sms_microdeposits_verification_enabled` is set, and a webhook tells the outcome",
    ),
)


@rule(
    "LC425",
    "webhook-missing",
    severity=Severity.WARNING,
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
def webhook_missing(request: LinkRequest) -> Findings:
    """`webhook` is missing, though something that is asked for is announced by webhook.

    Why: Plaid Check and Automated Micro-deposits tell their result by webhook. For Income, Hosted
        Link and the verification by text message Plaid recommends one (advice). It is advice too
        where Same Day Micro-deposits stand beside the automated ones.
    Bad: cra without webhook
    Bad: {"auth": {"automated_microdeposits_enabled": true}}
    Good: cra
    Good: {"auth": {"automated_microdeposits_enabled": true},
        "webhook": "https://example.com/plaid/webhook"}
    Note: Silent in update mode, where `webhook` has no effect.
    """
    if request.is_filled("webhook") or request.updates:
        return
    need = next((need for need in NEEDS if need.when(request)), None)
    if need is not None:
        yield missing(
            "webhook",
            message=f"`webhook` is missing: {need.message}. Add the URL of your receiver.",
            severity=need.severity,
        )
