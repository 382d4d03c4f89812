"""Remedies of rules/redirect.py."""

from tests.rules.pair import Pair

URI = "https://example.com/oauth.html"
APP = "com.example.app"
TO_APP = {"/redirect_uri": ..., "/android_package_name": APP}
TO_URI = {"/android_package_name": ..., "/redirect_uri": URI}

PAIRS = [
    Pair("LC400", "On Android, remove `redirect_uri`", {"/redirect_uri": ...}),
    Pair(
        "LC400",
        "on any other platform, remove `android_package_name`",
        {"/android_package_name": ...},
    ),
    Pair("LC401", "Replace `redirect_uri` with the package name", TO_APP),
    Pair("LC402", "Use `redirect_uri`", TO_URI),
    Pair("LC403", "Use `redirect_uri`", TO_URI),
    Pair("LC404", "Add the one that fits the platform", {"/redirect_uri": URI}),
    Pair("LC404", "Add the one that fits the platform", {"/android_package_name": APP}),
    Pair("LC405", "Use a URI with scheme and host", {"/redirect_uri": URI}),
    Pair(
        "LC405",
        "an empty part between dots, a hyphen at the end of a part, or an invisible character",
        {"/redirect_uri": "https://a.example.com/"},
        bad='{"redirect_uri": "https://a..example.com/"}',
    ),
    Pair(
        "LC405",
        "Use a port from 1 to 65535",
        {"/redirect_uri": "https://example.com:9999/"},
        bad='{"redirect_uri": "https://example.com:99999/"}',
    ),
    Pair("LC406", "Use an https URI", {"/redirect_uri": URI}),
    Pair("LC407", "Use https", {"/redirect_uri": "https://dev.example.com/oauth.html"}),
    Pair("LC408", "Use the URI of your Production site", {"/redirect_uri": URI}),
    Pair("LC409", "Remove everything from the `?` on", {"/redirect_uri": URI}),
    Pair(
        "LC410",
        "Use a path instead",
        {"/redirect_uri": "https://example.com/oauth"},
        fix="it cuts the fragment off, as it cannot know the path of the page",
    ),
    Pair("LC411", "Use the URI that the user should return to", {"/redirect_uri": URI}),
    Pair(
        "LC412",
        "register this one in the Plaid Dashboard and add it to `redirect-uris`",
        facts={"redirect_uris": [URI, "https://staging.example.com/oauth.html"]},
    ),
    Pair("LC412", f"Use `{URI}`", {"/redirect_uri": URI}),
    Pair(
        "LC413",
        "register this one in the Plaid Dashboard and add it to `android-package-names`",
        facts={"android_package_names": [APP, "com.example.debug"]},
    ),
    Pair("LC413", "Use `com.example.app`", {"/android_package_name": APP}),
    Pair("LC414", "Use the `applicationId` of the app", {"/android_package_name": APP}),
    Pair(
        "LC401",
        "Add the package name of the app, such as `com.example.app`",
        {"/android_package_name": APP},
        bad="update",
    ),
    Pair(
        "LC405",
        "Remove everything between `://` and the host",
        {"/redirect_uri": "https://example.com/oauth"},
        bad='{"redirect_uri": "https://user@example.com/oauth"}',
    ),
    Pair(
        "LC407",
        "Replace the address with `localhost`",
        {"/redirect_uri": "http://localhost:3000/x"},
        bad='{"redirect_uri": "http://127.0.0.1:3000/x"}',
        context={"environment": "sandbox"},
    ),
    Pair(
        "LC407",
        "Replace the address with `localhost`",
        {"/redirect_uri": "http://localhost:3000/x"},
        bad='{"redirect_uri": "http://127.0.0.1:3000/x"}',
    ),
    Pair(
        "LC407",
        "Use the https URI of your Production site",
        {"/redirect_uri": URI},
        bad='{"redirect_uri": "http://localhost:3000"}',
        context={"environment": "production"},
    ),
    Pair(
        "LC412",
        "Register it in the Plaid Dashboard and add it to `redirect-uris`",
        bad=f'{{"redirect_uri": "{URI}"}}',
        context={"redirect_uris": []},
        facts={"redirect_uris": [URI]},
    ),
    Pair(
        "LC412",
        "Register it in the Plaid Dashboard",
        bad='{"redirect_uri": "https://other.example.org/x"}',
        context={"redirect_uris": [URI]},
        facts={"redirect_uris": [URI, "https://other.example.org/x"]},
    ),
]
