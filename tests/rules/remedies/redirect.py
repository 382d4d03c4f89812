"""Remedies of rules/redirect.py."""

from tests.rules.pair import Pair

URI = "https://example.com/oauth.html"
APP = "com.example.app"
TO_APP = {"/redirect_uri": ..., "/android_package_name": APP}
TO_URI = {"/android_package_name": ..., "/redirect_uri": URI}

PAIRS = [
    Pair("LC400", "Keep `android_package_name` for Link on Android", {"/redirect_uri": ...}),
    Pair("LC400", "`redirect_uri` for any other platform", {"/android_package_name": ...}),
    Pair(
        "LC401", "Add the name of the app's package, such as `com.example.app`, instead of", TO_APP
    ),
    Pair("LC402", "Use `redirect_uri` instead", TO_URI),
    Pair("LC403", "Use `redirect_uri` instead", TO_URI),
    Pair("LC404", "Add the one that fits the platform", {"/redirect_uri": URI}),
    Pair("LC404", "Add the one that fits the platform", {"/android_package_name": APP}),
    Pair("LC405", "Write it with scheme and host", {"/redirect_uri": URI}),
    Pair("LC406", "Use an https URI", {"/redirect_uri": URI}),
    Pair("LC407", "Use https", {"/redirect_uri": "https://dev.example.com/oauth.html"}),
    Pair("LC408", "Use the URI of your Production site", {"/redirect_uri": URI}),
    Pair("LC409", "remove it", {"/redirect_uri": URI}),
    Pair(
        "LC410",
        "Use a path instead",
        {"/redirect_uri": "https://example.com/oauth"},
        fix="it cuts the fragment off, as it cannot know the path of the page",
    ),
    Pair("LC411", "Write the URI that the user shall return to", {"/redirect_uri": URI}),
    Pair(
        "LC412",
        "Register it",
        facts={"redirect_uris": [URI, "https://staging.example.com/oauth.html"]},
    ),
    Pair("LC412", "use one of them", {"/redirect_uri": URI}),
    Pair("LC413", "Register it", facts={"android_package_names": [APP, "com.example.debug"]}),
    Pair("LC413", "Did you mean `com.example.app`?", {"/android_package_name": APP}),
    Pair("LC414", "Take the `applicationId` of the app", {"/android_package_name": APP}),
    Pair(
        "LC401",
        "Add the name of the app's package, such as `com.example.app`.",
        {"/android_package_name": APP},
        bad="update",
    ),
    Pair(
        "LC405",
        "Remove it",
        {"/redirect_uri": "https://example.com/oauth"},
        bad='{"redirect_uri": "https://user@example.com/oauth"}',
    ),
    Pair(
        "LC407",
        "write `localhost` instead",
        {"/redirect_uri": "http://localhost:3000/x"},
        bad='{"redirect_uri": "http://127.0.0.1:3000/x"}',
        context={"environment": "sandbox"},
    ),
    Pair(
        "LC407",
        "write `localhost` instead",
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
        "Register it",
        bad=f'{{"redirect_uri": "{URI}"}}',
        context={"redirect_uris": []},
        facts={"redirect_uris": [URI]},
    ),
    Pair(
        "LC412",
        "use one of them",
        {"/redirect_uri": URI},
        bad='{"redirect_uri": "https://other.example.org/x"}',
        context={"redirect_uris": [URI]},
    ),
]
