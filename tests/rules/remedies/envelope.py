"""Remedies of rules/envelope.py."""

from tests.rules.pair import Pair

UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
CLIENT_ID = "0123456789abcdef01234567"
SECRET = "0123456789abcdef0123456789abcd"
IN_HEADERS = {"header_credentials": True}
HALF = f'{{"secret": "{SECRET}"}}'
NULL = f'{{"client_id": null, "secret": "{SECRET}"}}'
SWAPPED = f'{{"client_id": "{SECRET}", "secret": "{CLIENT_ID}"}}'

PAIRS = [
    Pair("LC020", "Send the header `PLAID-CLIENT-ID`", bad=HALF, facts=IN_HEADERS),
    Pair("LC020", "add `client_id`", {"/client_id": CLIENT_ID}, bad=HALF),
    Pair("LC020", "both in the headers", {"/secret": ...}, bad=HALF, context={}, facts=IN_HEADERS),
    Pair("LC103", "Set it", {"/client_id": CLIENT_ID}, bad=NULL),
    Pair(
        "LC103",
        "send both credentials in the headers",
        {"/client_id": ..., "/secret": ...},
        bad=NULL,
        facts=IN_HEADERS,
    ),
    Pair("LC021", "leave them out of the body", {"/secret": ...}, facts=IN_HEADERS),
    Pair(
        "LC021",
        "Use a made-up token",
        {"/access_token": "access-production-00000000-0000-0000-0000-000000000000"},
        bad='update {"access_token": "access-production-6d1c7b1e-93f4-4a58-bc0d-27e5f9a8143b"}',
    ),
    Pair("LC022", "Copy it from the Plaid Dashboard", {"/client_id": CLIENT_ID}),
    Pair("LC022", "Send both in the headers", {"/secret": ...}, bad=1, facts=IN_HEADERS),
    Pair(
        "LC022",
        "leave both out of the body",
        {"/client_id": ..., "/secret": ...},
        bad=SWAPPED,
        facts=IN_HEADERS,
    ),
    Pair(
        "LC023",
        "Replace the marker with the actual value",
        {"/redirect_uri": "https://example.com/oauth"},
    ),
    Pair("LC024", "Use tokens of one environment", {"/user_token": f"user-sandbox-{UUID}"}),
    Pair(
        "LC025",
        "Link the account again in Sandbox or Production",
        {"/access_token": f"access-sandbox-{UUID}"},
    ),
    Pair("LC026", "Set the variable", {"/user/client_user_id": "u-1001"}),
    Pair("LC026", "Set the variable", {"/redirect_uri": "https://example.com/oauth"}, bad=1),
]
