"""`redirect_uri` and `android_package_name`: how a user returns from a bank's OAuth pages.

The shape check reports an empty string in either field; here it counts as absent.
"""

from __future__ import annotations

from functools import lru_cache

from linkcheck import redaction
from linkcheck.engine.finding import INFERRED, INFO, WARNING, Fix, Related
from linkcheck.engine.rule import Finding, Findings, here, member, replacement, rule
from linkcheck.rules.formats.urls import has_wildcard, is_android_package_name, split
from linkcheck.rules.request import LinkRequest
from linkcheck.suggestions import closest

OAUTH = "https://plaid.com/docs/link/oauth/"
HOSTED_LINK = "https://plaid.com/docs/link/hosted-link/"
ANDROID_IDS = "https://developer.android.com/build/configure-app-module"

# Users of these products never go to a bank's pages. Source: https://plaid.com/docs/link/oauth/
WITHOUT_OAUTH = frozenset({"identity_verification", "beacon"})

# Several rules look at one URI in turn.
_split = lru_cache(maxsize=4)(split)


def _uri(request: LinkRequest) -> str:
    return request.text("redirect_uri") or ""


def _for_android(request: LinkRequest) -> bool:
    """Link runs in an Android app. A hosted session is a web page even on Android."""
    return request.context.platform == "android" and not request.has("hosted_link")


# -- which of the two ----------------------------------------------------------------------------


@rule(
    "LC400",
    needs=("redirect_uri", "android_package_name"),
    source=("android_package_name", "redirect_uri", OAUTH),
    covers="C256",
)
def redirect_uri_and_android_package(request: LinkRequest) -> Findings:
    """`redirect_uri` and `android_package_name` are not allowed together.

    Help: On Android, remove `redirect_uri`; on any other platform, remove `android_package_name`.
    Why: A token for Link on Android has `android_package_name` and no `redirect_uri`; on every
        other platform it is the reverse. One token cannot serve both.
    Bad: {"redirect_uri": "https://example.com/oauth.html",
        "android_package_name": "com.example.app"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    Good: {"redirect_uri": "https://example.com/oauth.html", "android_package_name": null}
    """
    if not (_uri(request) and request.text("android_package_name")):
        return
    wrong, right = "android_package_name", "redirect_uri"
    if _for_android(request):
        wrong, right = right, wrong
    yield member(wrong, related=(Related(f"/{right}", "the field to keep"),))


@rule(
    "LC401",
    missing="android_package_name",
    needs="@platform",
    source="android_package_name",
    covers="C267",
)
def android_package_name_missing(request: LinkRequest) -> bool | Finding:
    """Missing `android_package_name`, which Link on Android requires.

    Help: Add the package name of the app, such as `com.example.app`.
    Why: On Android, the package name leads the user back from a bank's app or page;
        `redirect_uri` does not work there.
    Bad: {"redirect_uri": "https://example.com/oauth.html"}
    Good: {"android_package_name": "com.example.app"}
    Context: platform=android
    """
    if _for_android(request) and _uri(request):
        return here(help="Replace `redirect_uri` with the package name, such as `com.example.app`")
    return _for_android(request)


@rule(
    "LC402",
    field="android_package_name",
    key=True,
    needs="@platform",
    source="android_package_name",
    covers="C268",
)
def android_package_name_off_android(package: str, request: LinkRequest) -> bool:
    """`android_package_name` is not allowed on platforms other than Android.

    Help: Use `redirect_uri`.
    Why: The reference says to leave it out on all other platforms and to use `redirect_uri`.
    Bad: {"android_package_name": "com.example.app"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    Context: platform=web
    """
    return request.context.platform != "android" and package != "" and not _uri(request)


@rule(
    "LC403",
    field="android_package_name",
    key=True,
    severity=WARNING,
    needs="hosted_link",
    source=HOSTED_LINK,
    covers="C270",
)
def android_package_name_in_hosted_link(package: str, request: LinkRequest) -> bool:
    """`android_package_name` has no effect in Hosted Link, which is a web page.

    Help: Use `redirect_uri`.
    Why: Hosted Link is a web page on Android too, and cannot return to an app by package name.
    Bad: {"hosted_link": {}, "android_package_name": "com.example.app"}
    Good: {"hosted_link": {}, "redirect_uri": "https://example.com/app"}
    """
    is_reported = request.context.platform not in (None, "android")  # by LC402
    return package != "" and not _uri(request) and not is_reported


@rule(
    "LC404",
    missing="redirect_uri",
    severity=INFO,
    source=(OAUTH, "https://plaid.com/docs/link/troubleshooting/"),
    covers="C271",
)
def oauth_without_way_back(request: LinkRequest) -> bool:
    """Missing `redirect_uri` or `android_package_name`, which OAuth on mobile devices requires.

    Help: Add the one that fits the platform, unless Link runs in desktop browsers only.
    Why: Users log in to banks in the US, the UK and the EU through OAuth. Without a way back, Link
        hides such banks, or users of mobile apps and mobile browsers do not return.
    Bad: {}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    Good: idv
    Note: Link in a desktop browser works without either.
    """
    if request.has("redirect_uri") or request.has("android_package_name"):
        return False
    if request.updates or request.flag("hosted_link", "is_mobile_app"):
        return False  # LC387 and LC669 report these
    return not _for_android(request) and _logs_in_at_a_bank(request)


def _logs_in_at_a_bank(request: LinkRequest) -> bool:
    if request.flag("identity", "is_document_upload") or request.countries == ["CA"]:
        return False
    sources = request.items("income_verification", "income_source_types")
    if request.products == ["income_verification"] and sources == ["payroll"]:
        return False
    return not request.products or not WITHOUT_OAUTH.issuperset(request.products)


# -- the form of redirect_uri --------------------------------------------------------------------

FAULTS = {
    "host": (
        "`redirect_uri` has a host that cannot exist",
        "Look for an empty part between dots, a hyphen at the end of a part, or an invisible "
        "character",
    ),
    "port": ("`redirect_uri` has a port that cannot exist", "Use a port from 1 to 65535"),
}
"""Message and help for a host or port that is wrong."""


@rule("LC405", field="redirect_uri", on="~redirect_uri", source="redirect_uri", covers="C264")
def redirect_uri_not_absolute(uri: str) -> bool | Finding:
    """`redirect_uri` is not an absolute URI.

    Help: Use a URI with scheme and host and without spaces, such as
        `https://example.com/oauth.html`.
    Why: Plaid sends the user to this URI, so it needs a scheme and a host, and no white space. A
        user name or password in it is a warning: a user's browser has no need for it.
    Bad: {"redirect_uri": "example.com/oauth.html"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    """
    url = _split(uri)
    if url.is_absolute_http and url.has_userinfo:
        return here(
            "`redirect_uri` contains a user name or password, which every Link user can read",
            help="Remove everything between `://` and the host",
            severity=WARNING,
        )
    if uri == "" or url.is_custom_scheme or url.is_absolute_http:
        return False
    if url.fault in FAULTS:
        message, remedy = FAULTS[url.fault]
        return here(message, help=remedy)
    return True


@rule("LC406", field="redirect_uri", on="~redirect_uri", source=OAUTH, covers="C260")
def redirect_uri_custom_scheme(uri: str) -> bool:
    """`redirect_uri` has a custom scheme, which Plaid does not support.

    Help: Use an https URI; on iOS, make it a universal link, which opens your app.
    Why: Plaid supports custom schemes in no environment. On iOS, a universal link opens the app.
    Bad: {"redirect_uri": "wonderwallet://oauth"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    Note: `hosted_link.completion_redirect_uri` does accept a custom scheme.
    """
    return _split(uri).is_custom_scheme


@rule(
    "LC407",
    field="redirect_uri",
    on="~redirect_uri",
    source=("redirect_uri", OAUTH),
    covers="C258 C259",
)
def redirect_uri_http(uri: str, request: LinkRequest) -> bool | Finding:
    """`redirect_uri` must use https, except for localhost in Sandbox.

    Help: Use https.
    Why: Plaid accepts https only. The one exception is a redirect to localhost in Sandbox, for
        tests. Plaid does not say whether a loopback address such as 127.0.0.1 counts as localhost:
        a warning.
    Bad: {"redirect_uri": "http://dev.example.com/oauth.html"}
    Good: {"redirect_uri": "https://dev.example.com/oauth.html"}
    Good: {"redirect_uri": "http://localhost:3000/oauth.html"}
    Note: If the environment is configured as Production, or the tokens show it, http to localhost
        is an error too.
    """
    url = _split(uri)
    if url.scheme != "http" or not url.is_absolute_http:
        return False
    if not url.is_loopback:
        return here(fix=_replace("Use https", f"https{uri[len('http') :]}"))
    if request.environment == "production":
        return here(help="Use the https URI of your Production site")
    return not url.is_localhost and here(
        "`redirect_uri` uses http with a loopback address, but Plaid documents only `localhost`",
        help="Replace the address with `localhost`",
        severity=WARNING,
    )


@rule(
    "LC408",
    field="redirect_uri",
    severity=WARNING,
    evidence=INFERRED,
    needs="@environment",
    source=OAUTH,
    covers="C272",
)
def redirect_uri_localhost_in_production(uri: str, request: LinkRequest) -> bool:
    """`redirect_uri` points to localhost in Production.

    Help: Use the URI of your Production site.
    Why: The bank's page would send users to their own device. The URI is left over from tests.
    Bad: {"redirect_uri": "https://localhost:3000/oauth"}
    Good: {"redirect_uri": "https://example.com/oauth"}
    Context: environment=production
    """
    url = _split(uri)
    return request.environment == "production" and url.scheme == "https" and url.is_loopback


@rule("LC409", field="redirect_uri", on="~redirect_uri", source="redirect_uri", covers="C261")
def redirect_uri_query(uri: str) -> bool | Finding:
    """`redirect_uri` contains a query string (`?`), which Plaid does not allow.

    Help: Remove everything from the `?` on, and keep state on your server or in browser storage.
    Why: Plaid appends its own parameter `oauth_state_id`, and compares what is before it with the
        list of allowed URIs. An empty query counts too.
    Bad: {"redirect_uri": "https://example.com/oauth.html?user=1"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    """
    return "?" in _parts(uri) and here(fix=_cut(uri, "?"))


@rule("LC410", field="redirect_uri", on="~redirect_uri", source=OAUTH, covers="C262")
def redirect_uri_fragment(uri: str) -> bool | Finding:
    """`redirect_uri` contains a fragment (`#`), which Plaid does not allow.

    Help: Use a path instead, such as `https://example.com/oauth`.
    Why: Redirect URIs do not support hash routing, so they cannot contain `#`.
    Bad: {"redirect_uri": "https://example.com/#/oauth"}
    Good: {"redirect_uri": "https://example.com/oauth"}
    """
    return "#" in _parts(uri) and here(fix=_cut(uri, "#"))


@rule("LC411", field="redirect_uri", on="~redirect_uri", source=OAUTH, covers="C263")
def redirect_uri_wildcard(uri: str) -> bool:
    """`redirect_uri` contains a wildcard (`*`), which only the Dashboard's list of URIs allows.

    Help: Use the URI that the user should return to.
    Why: In the Dashboard, a wildcard matches subdomains; the request names one URI.
    Bad: {"redirect_uri": "https://*.example.com/oauth.html"}
    Good: {"redirect_uri": "https://a.example.com/oauth.html"}
    """
    return "*" in _parts(uri)


def _parts(uri: str) -> str:
    """Which of `?`, `#` and `*` a URI has. None for a custom scheme, which is wrong as a whole."""
    url = _split(uri)
    if url.is_custom_scheme:
        return ""
    return (
        ("?" if url.has_query else "")
        + ("#" if url.has_fragment else "")
        + ("*" if has_wildcard(uri) else "")
    )


def _cut(uri: str, part: str) -> Fix:
    return _replace(f"Remove everything from the `{part}` on", uri.partition(part)[0])


def _replace(description: str, uri: str) -> Fix:
    # Another URI has to be registered in the Dashboard first.
    return replacement("redirect_uri", value=uri, description=description, safe=False)


# -- the allow-lists and the form of the package name --------------------------------------------


@rule(
    "LC412",
    field="redirect_uri",
    needs="@redirect_uris",
    source="redirect_uri",
    covers="C265",
    plaid="INVALID_FIELD: OAuth redirect URI must be configured in the developer dashboard. "
    "See https://plaid.com/docs/#oauth-redirect-uris",
)
def redirect_uri_not_registered(uri: str, request: LinkRequest) -> bool | Finding:
    """`redirect_uri` is not in the configured `redirect-uris`.

    Why: Plaid compares the URI with the list in the Dashboard, where `*` matches a subdomain.
    Bad: {"redirect_uri": "https://staging.example.com/oauth.html"}
    Good: {"redirect_uri": "https://example.com/oauth.html"}
    Context: redirect_uris=https://example.com/oauth.html
    """
    allowed = request.context.redirect_uris or ()
    if not _is_well_formed(uri) or any(_matches(entry, uri) for entry in allowed):
        return False
    near = closest(uri, sorted(entry for entry in allowed if "*" not in entry))
    return here(help=_use_or_register(near and redaction.mask_url(near), "redirect-uris"))


def _use_or_register(registered: str | None, option: str) -> str:
    remedy = f"in the Plaid Dashboard and add it to `{option}`"
    return (
        f"Use `{registered}`, or register this one {remedy}"
        if registered
        else f"Register it {remedy}"
    )


def _is_well_formed(uri: str) -> bool:
    """True for a URI without the mistakes above, which would keep it off any list."""
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
    field="android_package_name",
    needs="@android_package_names",
    source="android_package_name",
    covers="C266",
    plaid="INVALID_FIELD: Android package name must be configured in the developer dashboard. "
    "See https://plaid.com/docs/link/android/#register-app-id",
)
def android_package_name_not_registered(package: str, request: LinkRequest) -> bool | Finding:
    """`android_package_name` is not in the configured `android-package-names`.

    Why: Plaid compares the name with the list in the Dashboard. Debug builds often have a package
        name of their own.
    Bad: {"android_package_name": "com.example.debug"}
    Good: {"android_package_name": "com.example.app"}
    Context: android_package_names=com.example.app
    """
    allowed = request.context.android_package_names or ()
    if not is_android_package_name(package) or package in allowed:
        return False
    return here(help=_use_or_register(closest(package, sorted(allowed)), "android-package-names"))


@rule(
    "LC414",
    field="android_package_name",
    severity=WARNING,
    evidence=INFERRED,
    source=ANDROID_IDS,
    covers="C269",
)
def android_package_name_form(package: str) -> bool:
    """`android_package_name` is not a valid Android package name.

    Help: Use the `applicationId` of the app, such as `com.example.app`.
    Why: An application ID has two or more segments, joined by dots; each begins with a letter and
        continues with letters, digits and underscores. Android installs no app with another name.
    Bad: {"android_package_name": "https://example.com"}
    Good: {"android_package_name": "com.example.app"}
    """
    return package != "" and not is_android_package_name(package)
