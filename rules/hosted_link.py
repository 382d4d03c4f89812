"""Hosted Link: `hosted_link`, which switches it on even when it is empty."""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Severity
from linkcheck.engine.relations import (
    bounded,
    equals,
    forbids,
    is_true,
    present,
    requires,
)
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.rules.formats.urls import split
from linkcheck.rules.request import LinkRequest, in_environment, uses

GUIDE = "https://plaid.com/docs/link/hosted-link/"
COMPLETION = ("hosted_link", "completion_redirect_uri")
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
    message="`hosted_link.delivery_method` is `sms`, but `user.phone_number` is missing, which is "
    "where the message goes. Add it, or remove `delivery_method` and send the link yourself.",
    doc="""The link is to be delivered by SMS, but `user.phone_number` is missing.

    Why: Plaid sends the message to `user.phone_number` and asks for it by name, so `user_id` does
        not stand in for it.
    Bad: {"hosted_link": {"delivery_method": "sms"}}
    Good: {"user": {"client_user_id": "u-1001", "phone_number": "+14155550010"},
        "hosted_link": {"delivery_method": "sms"}}
    Note: Silent in Sandbox, which ignores the field.
    """,
)
requires(
    "LC661",
    "email-delivery-without-address",
    "user.email_address",
    when=equals("hosted_link.delivery_method", "email") & ~in_sandbox,
    source=("hosted_link.delivery_method", GUIDE),
    covers="C430",
    message="`hosted_link.delivery_method` is `email`, but `user.email_address` is missing, which "
    "is where the mail goes. Add it, or remove `delivery_method` and send the link yourself.",
    doc="""The link is to be delivered by e-mail, but `user.email_address` is missing.

    Why: Plaid sends the mail to `user.email_address` and asks for it by name, so `user_id` does not
        stand in for it.
    Bad: {"hosted_link": {"delivery_method": "email"}}
    Good: {"user": {"client_user_id": "u-1001", "email_address": "jane@example.com"},
        "hosted_link": {"delivery_method": "email"}}
    Note: Silent in Sandbox, which ignores the field.
    """,
)
forbids(
    "LC662",
    "link-delivery-beta",
    "hosted_link.delivery_method",
    when=~in_sandbox,
    severity=Severity.INFO,
    source="hosted_link.delivery_method",
    covers="C432",
    message="`hosted_link.delivery_method` is Link Delivery, a beta. Make sure that Plaid has "
    "enabled your account for it.",
    doc="""`hosted_link.delivery_method` is given, which only enabled customers can use.

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
    severity=Severity.WARNING,
    needs="@environment",
    source="hosted_link.delivery_method",
    covers="C433",
    message="`hosted_link.delivery_method` is ignored in Sandbox: nothing is sent. Open the "
    "`hosted_link_url` of the answer yourself, and test the delivery in Production.",
    doc="""`hosted_link.delivery_method` is given in Sandbox.

    Why: Sandbox ignores the field, so nothing is delivered.
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
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    source="hosted_link.url_lifetime_seconds",
    covers="C436",
    message="`hosted_link.url_lifetime_seconds` is {value}: the link dies within a minute. The "
    "unit is seconds; a day has 86400.",
    doc="""`hosted_link.url_lifetime_seconds` is less than a minute.

    Why: The unit is seconds. So small a number was probably meant as minutes, hours or days.
    Bad: {"hosted_link": {"url_lifetime_seconds": 7}}
    Good: {"hosted_link": {"url_lifetime_seconds": 604800}}
    """,
)
requires(
    "LC665",
    "hosted-link-lifetime-default",
    "hosted_link.url_lifetime_seconds",
    when=present("hosted_link") & ~present("hosted_link.delivery_method") & ~verifies_identity,
    severity=Severity.INFO,
    source="hosted_link.url_lifetime_seconds",
    covers="C437 C446",
    message="`hosted_link.url_lifetime_seconds` is not given, so the link dies after 30 minutes, "
    "in update mode too. Set it if you send the link to the user.",
    doc="""`hosted_link` leaves the lifetime of the link to the default.

    Why: A link that Plaid does not deliver itself lives 30 minutes, which is short for one that
        waits in a mailbox. Update mode has the same default.
    Bad: {"hosted_link": {}}
    Bad: update {"hosted_link": {}}
    Good: {"hosted_link": {"url_lifetime_seconds": 86400}}
    Note: Links by Link Delivery live longer (7 days by e-mail, 1 day by SMS), and the expiration is
        not enforced for Identity Verification.
    """,
)

# -- where the session ends ----------------------------------------------------------------------


@rule(
    "LC666",
    "completion-uri-without-scheme",
    on="hosted_link",
    source="hosted_link.completion_redirect_uri",
    covers="C439",
)
def completion_uri_without_scheme(request: LinkRequest) -> Findings:
    """`hosted_link.completion_redirect_uri` is not a URI with a scheme.

    Why: Plaid sends the browser to this URI when the session is complete, which takes a scheme:
        `https`, or one that opens your app.
    Bad: {"hosted_link": {"completion_redirect_uri": "example.com/done"}}
    Bad: {"hosted_link": {"completion_redirect_uri": "https:///done"}}
    Good: {"hosted_link": {"completion_redirect_uri": "https://example.com/done"}}
    Good: {"hosted_link": {"completion_redirect_uri": "wonderwallet://"}}
    """
    text = (request.text(*COMPLETION) or "").strip()
    if not text:
        return
    uri = split(text)
    if not uri.blank and (uri.is_custom_scheme or uri.is_absolute_http):
        return
    yield at(
        *COMPLETION,
        message="`hosted_link.completion_redirect_uri` is not a complete URI. Write it with a "
        "scheme and without blanks, such as `https://example.com/done` or `myapp://done`.",
    )


@rule(
    "LC667",
    "mobile-completion-uri-scheme",
    severity=Severity.WARNING,
    on="hosted_link",
    source=GUIDE,
    covers="C440",
)
def mobile_completion_uri_scheme(request: LinkRequest) -> Findings:
    """`hosted_link.is_mobile_app` is set, but `completion_redirect_uri` is an http or https URL.

    Why: Only a scheme of your app closes the web session in the app; a web address leaves it open.
    Bad: {"redirect_uri": "https://example.com/app", "hosted_link": {"is_mobile_app": true,
        "completion_redirect_uri": "https://example.com/done"}}
    Good: {"redirect_uri": "https://example.com/app", "hosted_link": {"is_mobile_app": true,
        "completion_redirect_uri": "wonderwallet://done"}}
    """
    if not in_mobile_app(request) or verifies_identity(request):
        return  # an Identity Verification session does not redirect at all
    uri = split((request.text(*COMPLETION) or "").strip())
    if uri.is_absolute_http:
        yield at(
            *COMPLETION,
            message="`hosted_link.is_mobile_app` is set, but an http or https address does not "
            "close the web session in the app. Use a scheme of your app, such as `myapp://done`.",
        )


requires(
    "LC668",
    "mobile-without-completion-uri",
    "hosted_link.completion_redirect_uri",
    when=in_mobile_app & ~verifies_identity,
    evidence=Evidence.OBSERVED,
    source=GUIDE,
    covers="C441",
    plaid=MOBILE_ANSWER,
    message="`hosted_link.is_mobile_app` is set without `hosted_link.completion_redirect_uri`. "
    "Plaid's own error text says that it must be set, and without it the web session in the app "
    "does not close. Add it with a scheme of your app, such as `myapp://done`.",
    doc="""`hosted_link.is_mobile_app` is set without `completion_redirect_uri`.

    Why: The app's web session closes when Plaid opens that URI. The error text that Plaid was seen
        to answer with (2026) says that `redirect_uri` and this URI must both be set.
    Bad: {"redirect_uri": "https://example.com/app", "hosted_link": {"is_mobile_app": true}}
    Good: {"redirect_uri": "https://example.com/app", "hosted_link": {"is_mobile_app": true,
        "completion_redirect_uri": "wonderwallet://done"}}
    Note: The request seen to be refused lacked `redirect_uri`; for this URI the text alone says so.
        Silent for Identity Verification, whose sessions do not support the URI.
    """,
)
requires(
    "LC669",
    "mobile-without-redirect-uri",
    "redirect_uri",
    when=in_mobile_app & ~verifies_identity & ~present("android_package_name"),
    evidence=Evidence.OBSERVED,
    source=GUIDE,
    covers="C442",
    plaid=MOBILE_ANSWER,
    message="`hosted_link.is_mobile_app` is set without `redirect_uri`, which Plaid refuses. Add "
    "an https address that opens your app (a universal link or app link).",
    doc="""`hosted_link.is_mobile_app` is set without `redirect_uri`.

    Why: A bank's own app or page returns the user to `redirect_uri`, which in a mobile app should
        be an address that opens the app. Plaid was seen to refuse requests without it (2026).
    Bad: {"hosted_link": {"is_mobile_app": true, "completion_redirect_uri": "wonderwallet://done"}}
    Good: {"redirect_uri": "https://example.com/app", "hosted_link": {"is_mobile_app": true,
        "completion_redirect_uri": "wonderwallet://done"}}
    Note: Silent beside `android_package_name`, which takes the place of `redirect_uri` on Android,
        and for Identity Verification.
    """,
)
forbids(
    "LC670",
    "completion-uri-with-idv",
    "hosted_link.completion_redirect_uri",
    when=verifies_identity,
    severity=Severity.WARNING,
    source=GUIDE,
    needs="+identity_verification",
    covers="C443",
    message="`hosted_link.completion_redirect_uri` has no effect: Identity Verification sessions "
    "do not redirect to it. Remove it, and follow the session by webhook.",
    removable=True,
    doc="""`hosted_link.completion_redirect_uri` is set for Identity Verification.

    Why: Such sessions do not support the redirect.
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
    message="`hosted_link` cannot be used with Layer, which does not run in Hosted Link. Remove "
    "`layer` from the products.",
    doc="""`hosted_link` is given and `layer` is requested.

    Why: Layer is not compatible with Hosted Link. An empty `hosted_link` counts: it switches
        Hosted Link on.
    Bad: {"products": ["layer"], "hosted_link": {}}
    Good: {"products": ["layer"]}
    """,
)
