"""Remedies of rules/envelope.py."""

from tests.rules.pair import Pair

UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
CLIENT_ID = "0123456789abcdef01234567"
SECRET = "0123456789abcdef0123456789abcd"
IN_HEADERS = {"header_credentials": True}
SWAPPED = f'{{"client_id": "{SECRET}", "secret": "{CLIENT_ID}"}}'
HALF = f'{{"secret": "{SECRET}"}}'

PAIRS = [
    Pair("LC020", "Send the header `PLAID-CLIENT-ID`", {"/secret": ...}, facts=IN_HEADERS),
    Pair("LC020", "add `client_id`", {"/client_id": CLIENT_ID}),
    Pair("LC021", "send it in the header `PLAID-SECRET`", {"/secret": ...}, facts=IN_HEADERS),
    Pair(
        "LC021",
        "put a marker such as `${PLAID_SECRET}` in its place",
        {"/secret": "${PLAID_SECRET}"},
    ),
    Pair(
        "LC021",
        "put a made-up one in its place",
        {"/access_token": f"access-production-{UUID}"},
        bad='update {"access_token": "access-production-6d1c7b1e-93f4-4a58-bc0d-27e5f9a8143b"}',
    ),
    Pair("LC022", "Copy it from the Plaid Dashboard", {"/client_id": CLIENT_ID}),
    Pair("LC022", "Copy it from the Plaid Dashboard", {"/secret": SECRET}, bad=1),
    Pair("LC022", "Swap them", {"/client_id": CLIENT_ID, "/secret": SECRET}, bad=SWAPPED),
    Pair("LC023", "Fill it in before the call", {"/redirect_uri": "https://example.com/oauth"}),
    Pair("LC024", "Use tokens of one environment", {"/user_token": f"user-sandbox-{UUID}"}),
    Pair(
        "LC025",
        "Link the account again in Sandbox or Production",
        {"/access_token": f"access-sandbox-{UUID}"},
    ),
    Pair("LC026", "Set the variable", {"/user/client_user_id": "u-1001"}),
    Pair("LC026", "leave the field out", {"/redirect_uri": ...}, bad=1),
    Pair("LC020", "Give both in the body", {"/client_id": CLIENT_ID}, bad=HALF, context={}),
    Pair("LC020", "both in the headers", {"/secret": ...}, bad=HALF, context={}, facts=IN_HEADERS),
]
