"""House rules of a made-up company, Acme. docs/house-rules.md goes through them."""

from __future__ import annotations

import re

from linkcheck.relations import is_true, requires
from linkcheck.rule import rule
from linkcheck.violation import Severity

HANDBOOK = "https://handbook.acme.example/plaid"
OUR_HOSTS = re.compile(r"https://([a-z0-9-]+\.)*acme\.example(:[0-9]+)?(/|$)", re.IGNORECASE)

requires(
    "ACME001",
    "hosted-link-without-webhook",
    "webhook",
    when=is_true("hosted_link.is_mobile_app"),
    severity=Severity.WARNING,
    source=HANDBOOK,
    doc="""Missing `webhook`, which our app needs to learn that a session ended.

    Help: Set it to the address of the service that opens the session.
    Why: Our app learns from the webhook alone that a session ended.
    Bad: {"hosted_link": {"is_mobile_app": true, "completion_redirect_uri": "acme://done"}}
    Good: {"hosted_link": {"is_mobile_app": true, "completion_redirect_uri": "acme://done"},
        "webhook": "https://hooks.acme.example/plaid"}
    """,
)


@rule("ACME002", field="webhook", source=HANDBOOK)
def foreign_webhook_host(webhook: str) -> bool:
    """`webhook` leads to a host that is not ours.

    Help: Use a host of acme.example.
    Why: Webhooks name Items and accounts; only our own hosts may receive them.
    Bad: {"webhook": "https://acme.example.org/plaid"}
    Good: {"webhook": "https://hooks.acme.example/plaid"}
    Good: {"webhook": null}
    """
    return not OUR_HOSTS.match(webhook)
