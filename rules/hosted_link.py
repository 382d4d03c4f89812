"""Hosted Link: `hosted_link`, which enables it even if it is empty."""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, INFO, OBSERVED, WARNING
from linkcheck.engine.relations import (
    bounded,
    equals,
    forbids,
    is_true,
    present,
    requires,
)
from linkcheck.engine.rule import rule
from linkcheck.rules.formats.urls import split
from linkcheck.rules.request import LinkRequest, in_environment, uses

GUIDE = "https://plaid.com/docs/link/hosted-link/"
COMPLETION = "hosted_link.completion_redirect_uri"
MOBILE_ANSWER = (
    "?: redirect_uri and hosted_link.completion_redirect_uri must be set when "
    "hosted_link.is_mobile_app is set to true"
)

in_sandbox = in_environment("sandbox")
verifies_identity = uses("identity_verification")
in_mobile_app = is_true("hosted_link.is_mobile_app")

# -- delivery ------------------------------------------------------------------------------------

requires(
    "LC660",
    "sms-delivery-without-phone",
    "user.phone_number",
    when=equals("hosted_link.delivery_method", "sms") & ~in_sandbox,
    source="hosted_link.delivery_method",
    covers="C429",
    doc="""Missing `user.phone_number`, which delivery of the link by SMS requires.

    Help: Add the phone number, or remove `delivery_method` and send the link yourself.
    Why: Plaid sends the message to `user.phone_number` and asks for it by name, so `user_id` does
        not replace it.
    Bad: {"hosted_link": {"delivery_method": "sms"}}
    Good: {"user": {"client_user_id": "u-1001", "phone_number": "+14155550010"},
        "hosted_link": {"delivery_method": "sms"}}
    Note: Does not apply in Sandbox, which ignores the field.
    """,
)
requires(
    "LC661",
    "email-delivery-without-address",
    "user.email_address",
    when=equals("hosted_link.delivery_method", "email") & ~in_sandbox,
    source=("hosted_link.delivery_method", GUIDE),
    covers="C430",
    doc="""Missing `user.email_address`, which delivery of the link by email requires.

    Help: Add the email address, or remove `delivery_method` and send the link yourself.
    Why: Plaid sends the email to `user.email_address` and asks for it by name, so `user_id` does
        not replace it.
    Bad: {"hosted_link": {"delivery_method": "email"}}
    Good: {"user": {"client_user_id": "u-1001", "email_address": "jane@example.com"},
        "hosted_link": {"delivery_method": "email"}}
    Note: Does not apply in Sandbox, which ignores the field.
    """,
)
forbids(
    "LC662",
    "link-delivery-beta",
    "hosted_link.delivery_method",
    when=~in_sandbox,
    severity=INFO,
    source="hosted_link.delivery_method",
    covers="C432",
    doc="""`hosted_link.delivery_method` is a beta, which Plaid must enable for your account.

    Help: Make sure that Plaid has enabled Link Delivery for your account.
    Why: Link Delivery is a beta; an account manager of Plaid enables it.
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+14155550010"},
        "hosted_link": {"delivery_method": "sms"}}
    Good: {"hosted_link": {}}
    """,
)
forbids(
    "LC663",
    "link-delivery-in-sandbox",
    "hosted_link.delivery_method",
    when=in_sandbox,
    severity=WARNING,
    needs="@environment",
    source="hosted_link.delivery_method",
    covers="C433",
    doc="""`hosted_link.delivery_method` has no effect in Sandbox.

    Help: Open the `hosted_link_url` of the response yourself, and test delivery in Production.
    Why: Sandbox ignores the field and delivers nothing.
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+14155550010"},
        "hosted_link": {"delivery_method": "sms"}}
    Good: {"hosted_link": {}}
    Context: environment=sandbox
    """,
)

# -- lifetime ------------------------------------------------------------------------------------

bounded(
    "LC664",
    "hosted-link-lifetime-short",
    "hosted_link.url_lifetime_seconds",
    low=60,
    severity=INFO,
    evidence=INFERRED,
    source="hosted_link.url_lifetime_seconds",
    covers="C436",
    doc="""`hosted_link.url_lifetime_seconds` lets the link expire in less than a minute.

    Help: Set the lifetime in seconds; a day has 86400.
    Why: The unit is seconds. Such a small number was probably meant as minutes, hours or days.
    Bad: {"hosted_link": {"url_lifetime_seconds": 7}}
    Good: {"hosted_link": {"url_lifetime_seconds": 604800}}
    """,
)
requires(
    "LC665",
    "hosted-link-lifetime-default",
    "hosted_link.url_lifetime_seconds",
    when=present("hosted_link") & ~present("hosted_link.delivery_method") & ~verifies_identity,
    severity=INFO,
    source="hosted_link.url_lifetime_seconds",
    covers="C437 C446",
    doc="""Missing `hosted_link.url_lifetime_seconds`, so the link expires after 30 minutes.

    Help: Set it if you send the link to the user.
    Why: A link that Plaid does not deliver itself lives 30 minutes, which is short for one that
        waits in a mailbox. Update mode has the same default.
    Bad: {"hosted_link": {}}
    Bad: update {"hosted_link": {}}
    Good: {"hosted_link": {"url_lifetime_seconds": 86400}}
    Note: Links sent by Link Delivery live longer (7 days by email, 1 day by SMS), and Plaid does
        not enforce the expiration for Identity Verification.
    """,
)

# -- where the session ends ----------------------------------------------------------------------


@rule("LC666", field=COMPLETION, covers="C439")
def completion_uri_without_scheme(text: str) -> bool:
    """`hosted_link.completion_redirect_uri` is not an absolute URI.

    Help: Use a URI with a scheme and without spaces, such as `https://example.com/done` or
        `myapp://done`.
    Why: Plaid sends the browser to this URI when the session is complete, which takes a scheme:
        `https`, or one that opens your app.
    Bad: {"hosted_link": {"completion_redirect_uri": "example.com/done"}}
    Bad: {"hosted_link": {"completion_redirect_uri": "https:///done"}}
    Good: {"hosted_link": {"completion_redirect_uri": "https://example.com/done"}}
    Good: {"hosted_link": {"completion_redirect_uri": "wonderwallet://"}}
    """
    uri = split(text.strip())
    return text.strip() != "" and (uri.blank or not (uri.is_custom_scheme or uri.is_absolute_http))


@rule("LC667", field=COMPLETION, severity=WARNING, source=GUIDE, covers="C440")
def mobile_completion_uri_scheme(text: str, request: LinkRequest) -> bool:
    """`hosted_link.completion_redirect_uri` is a web address, which does not close the session in a
    mobile app.

    Help: Use a custom scheme of your app, such as `myapp://done`.
    Why: Only a scheme of your app closes the web session in the app; a web address leaves it open.
    Bad: {"redirect_uri": "https://example.com/app", "hosted_link": {"is_mobile_app": true,
        "completion_redirect_uri": "https://example.com/done"}}
    Good: {"redirect_uri": "https://example.com/app", "hosted_link": {"is_mobile_app": true,
        "completion_redirect_uri": "wonderwallet://done"}}
    """
    if not in_mobile_app(request) or verifies_identity(request):
        return False  # an Identity Verification session does not redirect at all
    return split(text.strip()).is_absolute_http


requires(
    "LC668",
    "mobile-without-completion-uri",
    COMPLETION,
    when=in_mobile_app & ~verifies_identity,
    evidence=OBSERVED,
    source=GUIDE,
    covers="C441",
    plaid=MOBILE_ANSWER,
    doc="""Missing `hosted_link.completion_redirect_uri`, which `is_mobile_app` requires.

    Help: Add it with a custom scheme of your app, such as `myapp://done`.
    Why: The app's web session closes when Plaid opens that URI. An error message of Plaid (2026)
        says that `redirect_uri` and this URI must both be set.
    Bad: {"redirect_uri": "https://example.com/app", "hosted_link": {"is_mobile_app": true}}
    Good: {"redirect_uri": "https://example.com/app", "hosted_link": {"is_mobile_app": true,
        "completion_redirect_uri": "wonderwallet://done"}}
    Note: The request that Plaid refused lacked `redirect_uri`; for this URI, only the error message
        says so. Does not apply to Identity Verification, whose sessions do not support the URI.
    """,
)
requires(
    "LC669",
    "mobile-without-redirect-uri",
    "redirect_uri",
    when=in_mobile_app & ~verifies_identity & ~present("android_package_name"),
    evidence=OBSERVED,
    source=GUIDE,
    covers="C442",
    plaid=MOBILE_ANSWER,
    doc="""Missing `redirect_uri`, which `hosted_link.is_mobile_app` requires.

    Help: Add an https URI that opens your app (a universal link or app link).
    Why: A bank's own app or page returns the user to `redirect_uri`, which in a mobile app should
        open the app. Plaid has refused requests without it (2026).
    Bad: {"hosted_link": {"is_mobile_app": true, "completion_redirect_uri": "wonderwallet://done"}}
    Good: {"redirect_uri": "https://example.com/app", "hosted_link": {"is_mobile_app": true,
        "completion_redirect_uri": "wonderwallet://done"}}
    Note: Does not apply with `android_package_name`, which replaces `redirect_uri` on Android, or
        to Identity Verification.
    """,
)
forbids(
    "LC670",
    "completion-uri-with-idv",
    COMPLETION,
    when=verifies_identity,
    severity=WARNING,
    source=GUIDE,
    needs="+identity_verification",
    covers="C443",
    removable=True,
    doc="""`hosted_link.completion_redirect_uri` has no effect in Identity Verification.

    Help: Remove it, and use webhooks to follow the session.
    Why: Sessions of Identity Verification do not redirect.
    Bad: idv {"hosted_link": {"completion_redirect_uri": "https://example.com/done"}}
    Good: idv {"hosted_link": {}}
    """,
)
forbids(
    "LC671",
    "hosted-link-with-layer",
    "hosted_link",
    when=uses("layer"),
    needs="+layer",
    source="https://plaid.com/docs/layer/",
    covers="C445",
    doc="""`hosted_link` is not allowed with `layer`, which does not run in Hosted Link.

    Help: Remove `layer` from the products.
    Why: Layer is not compatible with Hosted Link. An empty `hosted_link` counts: it enables
        Hosted Link.
    Bad: {"products": ["layer"], "hosted_link": {}}
    Good: {"products": ["layer"]}
    """,
)
