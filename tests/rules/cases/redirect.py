"""Cases for rules/redirect.py."""

from __future__ import annotations

from typing import Any

from tests.rules.case import Case

URI = "https://example.com/oauth.html"
APP = "com.example.app"
PRODUCTION = {"environment": "production"}
ANDROID = {"platform": "android"}
ALLOWED = {"redirect_uris": [URI, "https://*.shop.example/oauth"]}


def uri(value: Any, **others: Any) -> dict[str, Any]:
    """A redirect URI."""
    return {"redirect_uri": value, **others}


def app(value: Any, **others: Any) -> dict[str, Any]:
    """The name of a package."""
    return {"android_package_name": value, **others}


def at_uri(code: str, *values: str, severity: str = "error", **more: Any) -> list[Case]:
    """A failing case for each URI."""
    return [
        Case(code, "request", uri(value), at=["/redirect_uri"], severity=severity, **more)
        for value in values
    ]


def fine(code: str, *values: Any) -> list[Case]:
    """A passing case for each URI."""
    return [Case(code, "request", uri(value)) for value in values]


CASES = [
    Case("LC400", "request", app(APP, redirect_uri=URI), at=["/android_package_name"]),
    Case(
        "LC400",
        "request",
        app(APP, redirect_uri=URI),
        at=["/redirect_uri"],
        context=ANDROID,
        severity="error",
    ),
    Case(
        "LC400",
        "request",
        app(APP, redirect_uri=URI, hosted_link={}),
        at=["/android_package_name"],
        context=ANDROID,
    ),
    Case("LC400", "request", uri(URI)),
    Case("LC400", "request", app(APP, redirect_uri=None)),
    Case("LC400", "request", app(APP, redirect_uri="")),  # for the shape check
    Case(
        "LC401",
        "request",
        uri(URI),
        at=[""],
        missing="android_package_name",
        severity="error",
        context=ANDROID,
        message="Replace `redirect_uri`",
    ),
    Case("LC401", "update", at=[""], missing="android_package_name", context=ANDROID),
    Case("LC401", "request", app(APP), context=ANDROID),
    Case("LC401", "request", app(""), context=ANDROID),
    Case("LC401", "request", {"hosted_link": {}}, context=ANDROID),
    Case("LC401", "request", context={"platform": "ios"}),
    Case("LC401", "request"),
    Case(
        "LC402",
        "request",
        app(APP),
        at=["/android_package_name"],
        severity="error",
        context={"platform": "ios"},
    ),
    Case("LC402", "request", app(APP), context=ANDROID),
    Case("LC402", "request", app(APP)),
    Case("LC402", "request", app(APP, redirect_uri=URI), context={"platform": "web"}),  # LC400
    Case(
        "LC403",
        "request",
        app(APP, hosted_link={}),
        at=["/android_package_name"],
        severity="warning",
    ),
    Case(
        "LC403", "request", app(APP, hosted_link={}), at=["/android_package_name"], context=ANDROID
    ),
    Case("LC403", "request", app(APP, hosted_link={}), context={"platform": "web"}),  # LC402
    Case("LC403", "request", app(APP, hosted_link=None)),
    Case("LC403", "request", uri(URI, hosted_link={})),
    Case("LC404", "request", at=[""], missing="redirect_uri", severity="info"),
    Case("LC404", "update"),
    Case("LC404", "income", at=[""]),
    Case("LC404", "request", uri(URI)),
    Case("LC404", "request", app(APP)),
    Case("LC404", "request", context=ANDROID),  # LC401
    Case("LC404", "idv"),
    Case("LC404", "upload"),
    Case("LC404", "payroll"),
    Case("LC404", "request", {"country_codes": ["CA"]}),
    *at_uri(
        "LC405",
        "example.com/oauth.html",
        "/oauth",
        "https:///oauth",
        "https://",
        "https:/example.com/oauth",
        "localhost:3000/oauth",
        "https://exam ple.com/oauth",
        " " + URI,
        "https://example.com:port/oauth",
    ),
    *at_uri(
        "LC405",
        "https://a..b/x",
        "https://.com",
        "https://-a.com/",
        message="a host that cannot exist",
    ),
    *at_uri("LC405", "https://exam\u200bple.com/", message="a host that cannot exist"),
    *at_uri("LC405", "https://example.com:99999/oauth", message="a port that cannot exist"),
    *at_uri("LC405", "https://user@example.com/oauth", severity="warning"),
    *fine("LC405", URI, "https://example.com:8443", "wonderwallet://oauth", "", None, 5),
    *at_uri("LC406", "wonderwallet://oauth", "com.example.app:/oauth", "ftp://example.com/oauth"),
    *fine("LC406", URI, "HTTPS://example.com/oauth", "example.com/oauth", "http://localhost:3000"),
    *at_uri("LC407", "http://example.com/oauth", "HTTP://dev.example.com", "http://10.0.0.7/x"),
    *at_uri("LC407", "http://127.0.0.1:3000/x", "http://[::1]/x", severity="warning"),
    *fine("LC407", URI, "http://localhost:3000/oauth.html", "http://localhost", "http://"),
    Case(
        "LC407",
        "request",
        uri("http://localhost:3000"),
        at=["/redirect_uri"],
        severity="error",
        context=PRODUCTION,
    ),
    Case(
        "LC407",
        "update",
        uri(
            "http://localhost:3000",
            access_token="access-production-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
        ),
        at=["/redirect_uri"],
        severity="error",
    ),
    Case("LC407", "update", uri("http://localhost:3000")),
    Case("LC407", "request", uri("http://localhost:3000"), context={"environment": "sandbox"}),
    Case(
        "LC408",
        "request",
        uri("https://localhost:3000/oauth"),
        at=["/redirect_uri"],
        severity="warning",
        context=PRODUCTION,
    ),
    Case("LC408", "request", uri("https://127.0.0.1/x"), at=["/redirect_uri"], context=PRODUCTION),
    Case("LC408", "request", uri(URI), context=PRODUCTION),
    Case("LC408", "request", uri("http://localhost/x"), context=PRODUCTION),  # LC407
    Case("LC408", "request", uri("https://localhost:3000/oauth")),
    *at_uri("LC409", URI + "?user=1", URI + "?", URI + "?a=1#b"),
    *fine("LC409", URI, "https://example.com/#/oauth?user=1", "wonderwallet://oauth?user=1"),
    *at_uri("LC410", "https://example.com/#/oauth", URI + "#"),
    *fine("LC410", URI, "wonderwallet://oauth#x"),
    *at_uri("LC411", "https://*.example.com/oauth.html", "https://example.com/*"),
    *fine("LC411", "https://a.example.com/oauth.html"),
    Case(
        "LC412",
        "request",
        uri("https://staging.example.com/oauth.html"),
        at=["/redirect_uri"],
        severity="error",
        context=ALLOWED,
    ),
    Case("LC412", "request", uri(URI + "/"), at=["/redirect_uri"], context=ALLOWED),
    Case(
        "LC412",
        "request",
        uri("https://evil.example/x.shop.example/oauth"),
        at=["/redirect_uri"],
        context=ALLOWED,
    ),
    Case("LC412", "request", uri(URI), at=["/redirect_uri"], context={"redirect_uris": []}),
    Case("LC412", "request", uri("https://a.shop.example/oauth"), context=ALLOWED),
    Case("LC412", "request", uri(URI), context=ALLOWED),
    Case("LC412", "request", uri(URI + "?user=1"), context=ALLOWED),  # LC409
    Case("LC412", "request", uri(None), context=ALLOWED),
    Case("LC412", "request", uri("https://staging.example.com/oauth.html")),
    Case(
        "LC413",
        "request",
        app("com.example.debug"),
        at=["/android_package_name"],
        severity="error",
        context={"android_package_names": [APP]},
    ),
    Case("LC413", "request", app(APP), context={"android_package_names": [APP]}),
    Case("LC413", "request", app("com.example.debug")),
    Case("LC413", "request", app("app"), context={"android_package_names": [APP]}),  # LC414
    Case(
        "LC414",
        "request",
        app("https://example.com"),
        at=["/android_package_name"],
        severity="warning",
    ),
    *(
        Case("LC414", "request", app(name), at=["/android_package_name"])
        for name in ("app", "com.*", "com.1example.app", "com.example-app.x", "com..app", " a.b")
    ),
    Case("LC414", "request", app(APP)),
    Case("LC414", "request", app("Com.example_1.App2")),
    Case("LC414", "request", app(["a"])),
]
