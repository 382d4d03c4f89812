"""`redirect_uri` and `android_package_name`: how a user comes back from a bank's OAuth pages.

An empty string in one of the two is reported by the shape check and counts as absent here.
"""

from __future__ import annotations

from functools import lru_cache

from linkcheck import redaction
from linkcheck.engine.finding import Evidence, Fix, Related, Severity
from linkcheck.engine.rule import Findings, at, define, member, missing, rule
from linkcheck.rules.formats.urls import has_wildcard, is_android_package_name, split
from linkcheck.rules.request import LinkRequest
from linkcheck.shapes.formats import URL_FAULTS
from linkcheck.suggestions import closest

OAUTH = "https://plaid.com/docs/link/oauth/"
HOSTED_LINK = "https://plaid.com/docs/link/hosted-link/"
ANDROID_IDS = "https://developer.android.com/build/configure-app-module"

# No user of these leaves for a bank's pages. Source: https://plaid.com/docs/link/oauth/
WITHOUT_OAUTH = frozenset({"identity_verification", "beacon"})

# Several rules look at one URI in turn.
_split = lru_cache(maxsize=4)(split)


def _uri(request: LinkRequest) -> str:
    return request.text("redirect_uri") or ""


def _package(request: LinkRequest) -> str:
    return request.text("android_package_name") or ""


def _for_android(request: LinkRequest) -> bool:
    """Link runs in an Android app: a hosted session is a web page even there."""
    return request.context.platform == "android" and not request.has("hosted_link")


# -- which of the two ----------------------------------------------------------------------------


@rule(
    "LC400",
    "redirect-uri-and-android-package",
    needs=("redirect_uri", "android_package_name"),
    source=("android_package_name", "redirect_uri", OAUTH),
    covers="C256",
)
def both_ways_back(request: LinkRequest) -> Findings:
    """`redirect_uri` and `android_package_name` are both given.

    Why: A token for Link on Android has `android_package_name` and no `redirect_uri`; on every
        other platform it is the reverse. One token cannot serve both.
    Bad: {"redirect_uri": "https://example.com/oauth.html",
        "android_package_name": "com.example.app"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    Good: {"redirect_uri": "https://example.com/oauth.html", "android_package_name": null}
    """
    if not (_uri(request) and _package(request)):
        return
    wrong, right = "android_package_name", "redirect_uri"
    if _for_android(request):
        wrong, right = right, wrong
    yield member(
        wrong,
        message="`redirect_uri` and `android_package_name` are both given, but a token serves "
        "either Android apps or everything else. Keep `android_package_name` for Link on Android, "
        "`redirect_uri` for any other platform, and leave the other one out.",
        related=(Related(f"/{right}", "the other way back"),),
    )


@rule(
    "LC401",
    "android-package-name-missing",
    needs="@platform",
    source="android_package_name",
    covers="C267",
)
def android_package_name_missing(request: LinkRequest) -> Findings:
    """The token is for Link on Android, but `android_package_name` is missing.

    Why: On Android the user comes back from a bank's app or page by the name of the package;
        `redirect_uri` does not work there.
    Bad: {"redirect_uri": "https://example.com/oauth.html"}
    Good: {"android_package_name": "com.example.app"}
    Context: platform=android
    """
    if _for_android(request) and not request.is_filled("android_package_name"):
        replaced = ", instead of `redirect_uri`" if _uri(request) else ""
        yield missing(
            "android_package_name",
            message="`android_package_name` is missing, which Link on Android requires. Add the "
            f"name of the app's package, such as `com.example.app`{replaced}.",
        )


@rule(
    "LC402",
    "android-package-name-off-android",
    on="android_package_name",
    needs="@platform",
    source="android_package_name",
    covers="C268",
)
def android_package_name_off_android(request: LinkRequest) -> Findings:
    """`android_package_name` is given, but the token is not for Android.

    Why: The reference wants it left out on all other platforms, and `redirect_uri` used instead.
    Bad: {"android_package_name": "com.example.app"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    Context: platform=web
    """
    if request.context.platform != "android" and _package(request) and not _uri(request):
        yield member(
            "android_package_name",
            message="`android_package_name` is only for Link on Android, and this token is for "
            f"{request.context.platform}. Use `redirect_uri` instead.",
        )


@rule(
    "LC403",
    "android-package-name-in-hosted-link",
    severity=Severity.WARNING,
    needs=("android_package_name", "hosted_link"),
    source=HOSTED_LINK,
    covers="C270",
)
def android_package_name_in_hosted_link(request: LinkRequest) -> Findings:
    """`android_package_name` is given for a Hosted Link session.

    Why: Hosted Link is a web page, also on Android, and cannot come back by a package name.
    Bad: {"hosted_link": {}, "android_package_name": "com.example.app"}
    Good: {"hosted_link": {}, "redirect_uri": "https://example.com/app"}
    """
    told = request.context.platform
    if _package(request) and not _uri(request) and told in (None, "android"):
        yield member(
            "android_package_name",
            message="Hosted Link cannot use `android_package_name` to come back from a bank's "
            "OAuth pages. Use `redirect_uri` instead.",
        )


@rule(
    "LC404",
    "oauth-without-way-back",
    severity=Severity.INFO,
    source=(OAUTH, "https://plaid.com/docs/link/troubleshooting/"),
    covers="C271",
)
def oauth_without_way_back(request: LinkRequest) -> Findings:
    """Neither `redirect_uri` nor `android_package_name` is given.

    Why: Banks in the US, the UK and the EU let users log in by OAuth. Without a way back such banks
        are not shown, or users of mobile apps and mobile browsers do not return.
    Bad: {}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    Good: idv
    Note: Link in a desktop browser works without.
    """
    if request.has("redirect_uri") or request.has("android_package_name"):
        return
    if _for_android(request) or not _logs_in_at_a_bank(request):
        return
    if request.updates or request.flag("hosted_link", "is_mobile_app"):
        return  # LC387 and LC669 speak of these
    yield missing(
        "redirect_uri",
        message="There is no `redirect_uri` (and no `android_package_name`): on mobile devices, "
        "banks that use OAuth are left out or do not lead back to your app. Add the one that "
        "fits the platform, unless Link runs in desktop browsers only.",
    )


def _logs_in_at_a_bank(request: LinkRequest) -> bool:
    if request.flag("identity", "is_document_upload") or request.countries == ["CA"]:
        return False
    sources = request.items("income_verification", "income_source_types")
    if request.products == ["income_verification"] and sources == ["payroll"]:
        return False
    return not request.products or not WITHOUT_OAUTH.issuperset(request.products)


# -- the form of redirect_uri --------------------------------------------------------------------


@rule(
    "LC405",
    "redirect-uri-not-absolute",
    on="~redirect_uri",
    source="redirect_uri",
    covers="C264",
)
def redirect_uri_not_absolute(request: LinkRequest) -> Findings:
    """`redirect_uri` is no absolute URI.

    Why: The field is the URI that the user is sent to: it needs a scheme and a host, and has no
        white space. A user name or password in it (a warning) is nothing for a user's browser.
    Bad: {"redirect_uri": "example.com/oauth.html"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    """
    uri = _uri(request)
    if not uri:
        return
    url = _split(uri)
    if not (url.is_custom_scheme or url.is_absolute_http):
        words = URL_FAULTS.get(url.fault or "form", "an absolute URI")
        yield at(
            "redirect_uri",
            message=f"`redirect_uri` is not {words}. Write it with scheme and host and without "
            "white space, such as `https://example.com/oauth.html`.",
        )
    elif url.is_absolute_http and url.has_userinfo:
        yield at(
            "redirect_uri",
            message="`redirect_uri` holds user information before the host, which every user of "
            "Link could read. Remove it.",
            severity=Severity.WARNING,
        )


@rule(
    "LC406",
    "redirect-uri-custom-scheme",
    on="~redirect_uri",
    source=OAUTH,
    covers="C260",
)
def redirect_uri_custom_scheme(request: LinkRequest) -> Findings:
    """`redirect_uri` has a scheme of an app, not https.

    Why: Plaid supports custom schemes in no environment. On iOS a universal link opens the app.
    Bad: {"redirect_uri": "wonderwallet://oauth"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    Note: `hosted_link.completion_redirect_uri` does take a custom scheme.
    """
    uri = _uri(request)
    if uri and _split(uri).is_custom_scheme:
        yield at(
            "redirect_uri",
            message="`redirect_uri` has a custom scheme, which Plaid does not support. Use an "
            "https URI; on iOS make it a universal link, which opens your app.",
        )


@rule(
    "LC407",
    "redirect-uri-http",
    on="~redirect_uri",
    source=("redirect_uri", OAUTH),
    covers="C258 C259",
)
def redirect_uri_http(request: LinkRequest) -> Findings:
    """`redirect_uri` is an http URI, and not one to localhost in Sandbox.

    Why: Plaid takes https only. The one exception is a redirect to localhost in Sandbox, for tests.
        Whether a loopback address such as 127.0.0.1 counts as localhost is not said: a warning.
    Bad: {"redirect_uri": "http://dev.example.com/oauth.html"}
    Good: {"redirect_uri": "https://dev.example.com/oauth.html"}
    Good: {"redirect_uri": "http://localhost:3000/oauth.html"}
    Note: In Production, if that is told or the tokens show it, http to localhost is an error too.
    """
    uri = _uri(request)
    url = _split(uri)
    if url.scheme != "http" or not url.is_absolute_http:
        return
    if not url.is_loopback:
        yield at(
            "redirect_uri",
            message="`redirect_uri` is an http URI. Plaid takes http only for localhost, and only "
            "in Sandbox. Use https.",
            fix=_replace("use https", f"https{uri[len('http') :]}"),
        )
    elif request.environment == "production":
        yield at(
            "redirect_uri",
            message="`redirect_uri` is an http URI to this machine, which Plaid takes in Sandbox "
            "only. Use the https URI of your Production site.",
        )
    elif not url.is_localhost:
        yield at(
            "redirect_uri",
            message="`redirect_uri` is an http URI to a loopback address. Plaid names only "
            "`localhost` as an exception from https: write `localhost` instead.",
            severity=Severity.WARNING,
        )


@rule(
    "LC408",
    "redirect-uri-localhost-in-production",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="redirect_uri",
    needs="@environment",
    source=OAUTH,
    covers="C272",
)
def redirect_uri_localhost_in_production(request: LinkRequest) -> Findings:
    """`redirect_uri` leads to localhost in Production.

    Why: Users are sent to their own device after the bank's page. It is left over from tests.
    Bad: {"redirect_uri": "https://localhost:3000/oauth"}
    Good: {"redirect_uri": "https://example.com/oauth"}
    Context: environment=production
    """
    url = _split(_uri(request))
    if request.environment == "production" and url.scheme == "https" and url.is_loopback:
        yield at(
            "redirect_uri",
            message="`redirect_uri` leads to localhost, but this request is for Production. Use "
            "the URI of your Production site.",
        )


def _part_rule(
    code: str, name: str, part: str, *, source: str, covers: str, message: str, doc: str
) -> None:
    """Make a rule against a part that a redirect URI may not have: `?`, `#` or `*`."""

    def check(request: LinkRequest) -> Findings:
        uri = _uri(request)
        if part in uri and part in _parts(uri):
            kept = uri.partition(part)[0]
            yield at(
                "redirect_uri",
                message=message,
                fix=None if part == "*" else _replace(f"cut it off before the `{part}`", kept),
            )

    define(
        code,
        name,
        check,
        doc,
        area="redirect",
        on="~redirect_uri",
        source=source,
        covers=covers,
    )


def _parts(uri: str) -> str:
    """Which of `?`, `#` and `*` a URI has. None is told of a custom scheme, wrong as a whole."""
    url = _split(uri)
    if url.is_custom_scheme:
        return ""
    return (
        ("?" if url.has_query else "")
        + ("#" if url.has_fragment else "")
        + ("*" if has_wildcard(uri) else "")
    )


_part_rule(
    "LC409",
    "redirect-uri-query",
    "?",
    source="redirect_uri",
    covers="C261",
    message="`redirect_uri` has a query (`?`). Plaid appends its own and compares the rest with "
    "the allow-list, so remove it; keep state on your server or in the browser's storage.",
    doc="""`redirect_uri` has query parameters, or an empty query.

    Why: Plaid appends its own parameter `oauth_state_id`, and what is before it must equal an
        entry of the allow-list.
    Bad: {"redirect_uri": "https://example.com/oauth.html?user=1"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    """,
)
_part_rule(
    "LC410",
    "redirect-uri-fragment",
    "#",
    source=OAUTH,
    covers="C262",
    message="`redirect_uri` has a fragment (`#`), and Plaid does not support hash routing. Use a "
    "path instead, such as `https://example.com/oauth`.",
    doc="""`redirect_uri` has a fragment.

    Why: Redirect URIs do not support hash routing, so they cannot contain `#`.
    Bad: {"redirect_uri": "https://example.com/#/oauth"}
    Good: {"redirect_uri": "https://example.com/oauth"}
    """,
)
_part_rule(
    "LC411",
    "redirect-uri-wildcard",
    "*",
    source=OAUTH,
    covers="C263",
    message="`redirect_uri` has a wildcard (`*`), which belongs in the allow-list of the Dashboard "
    "only. Write the URI that the user shall return to.",
    doc="""`redirect_uri` has a wildcard.

    Why: A wildcard stands for subdomains in the Dashboard; the request names one URI.
    Bad: {"redirect_uri": "https://*.example.com/oauth.html"}
    Good: {"redirect_uri": "https://a.example.com/oauth.html"}
    """,
)

# -- the allow-lists and the form of the package name --------------------------------------------


@rule(
    "LC412",
    "redirect-uri-not-registered",
    on="redirect_uri",
    needs="@redirect_uris",
    source="redirect_uri",
    covers="C265",
    plaid="INVALID_FIELD: OAuth redirect URI must be configured in the developer dashboard. "
    "See https://plaid.com/docs/#oauth-redirect-uris",
)
def redirect_uri_not_registered(request: LinkRequest) -> Findings:
    """`redirect_uri` is not on the account's list of allowed redirect URIs.

    Why: Plaid compares the URI with the list in the Dashboard; `*` there stands for a subdomain.
    Bad: {"redirect_uri": "https://staging.example.com/oauth.html"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    Context: redirect_uris=https://example.com/oauth.html
    """
    uri, allowed = _uri(request), request.context.redirect_uris or ()
    if not uri or not _well_formed(uri) or any(_matches(entry, uri) for entry in allowed):
        return
    near = closest(uri, sorted(allowed))
    hint = f" Did you mean `{redaction.mask_url(near)}`?" if near else ""
    yield at(
        "redirect_uri",
        message="`redirect_uri` is not among the allowed redirect URIs that were told; Plaid "
        f"refuses a URI that the Dashboard does not list. Register it, or use one of them.{hint}",
    )


def _well_formed(uri: str) -> bool:
    """A URI without the mistakes above, which would keep it off any list."""
    url = _split(uri)
    plain_http = url.scheme == "http" and not url.is_loopback
    return url.is_absolute_http and not plain_http and not _parts(uri)


def _matches(entry: str, uri: str) -> bool:
    before, wildcard, after = entry.partition("*")
    if not wildcard:
        return entry == uri
    if len(uri) <= len(before) + len(after):
        return False
    between = uri[len(before) : len(uri) - len(after)]
    return uri.startswith(before) and uri.endswith(after) and not set(between) & set("/?#@:")


@rule(
    "LC413",
    "android-package-name-not-registered",
    on="android_package_name",
    needs="@android_package_names",
    source="android_package_name",
    covers="C266",
    plaid="INVALID_FIELD: Android package name must be configured in the developer dashboard. "
    "See https://plaid.com/docs/link/android/#register-app-id",
)
def android_package_name_not_registered(request: LinkRequest) -> Findings:
    """`android_package_name` is not on the account's list of allowed package names.

    Why: Plaid compares the name with the list in the Dashboard. Builds for debugging often have a
        name of their own.
    Bad: {"android_package_name": "com.example.debug"}
    Good: {"android_package_name": "com.example.app"}
    Context: android_package_names=com.example.app
    """
    name, allowed = _package(request), request.context.android_package_names or ()
    if not is_android_package_name(name) or name in allowed:
        return
    near = closest(name, sorted(allowed))
    hint = f" Did you mean `{near}`?" if near else ""
    yield at(
        "android_package_name",
        message="`android_package_name` is not among the allowed package names that were told; "
        f"Plaid refuses a name that the Dashboard does not list. Register it.{hint}",
    )


@rule(
    "LC414",
    "android-package-name-form",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="android_package_name",
    source=ANDROID_IDS,
    covers="C269",
)
def android_package_name_form(request: LinkRequest) -> Findings:
    """`android_package_name` is no name of an Android package.

    Why: An application ID has two or more segments, joined by dots; each begins with a letter and
        goes on with letters, digits and underscores. Android installs no app with another name.
    Bad: {"android_package_name": "https://example.com"}
    Good: {"android_package_name": "com.example.app"}
    """
    name = _package(request)
    if name and not is_android_package_name(name):
        yield at(
            "android_package_name",
            message="`android_package_name` is no name of an Android package. Take the "
            "`applicationId` of the app, such as `com.example.app`.",
        )


def _replace(description: str, value: str) -> Fix:
    patch = {"op": "replace", "path": "/redirect_uri", "value": value}
    # Another URI has to be registered in the Dashboard first.
    return Fix(description, (patch,), safe=False)
