"""Cases for rules/envelope.py."""

from tests.rules.case import Case

UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
REAL = "6d1c7b1e-93f4-4a58-bc0d-27e5f9a8143b"
CLIENT_ID = "0123456789abcdef01234567"
SECRET = "0123456789abcdef0123456789abcd"
LIVE_SECRET = "5f1c0de0f0a94c6fbd1d6a2c9a3b77"
NO_HEADERS = {"header_credentials": False}

BARE = {"header_credentials": False}

CASES = [
    Case(
        "LC020",
        "request",
        {"secret": SECRET},
        at=[""],
        missing="client_id",
        severity="error",
        context=NO_HEADERS,
    ),
    Case(
        "LC020",
        "request",
        {"client_id": CLIENT_ID},
        at=[""],
        missing="secret",
        message="PLAID-SECRET",
        context=NO_HEADERS,
    ),
    Case("LC020", "request", at=["", ""], context=NO_HEADERS),
    Case("LC020", "request", {"secret": SECRET}, at=[""], missing="client_id", severity="info"),
    Case("LC020", "request", {"client_id": None, "secret": SECRET}, context=NO_HEADERS),
    Case("LC020", "request", {"secret": SECRET}, context={"header_credentials": True}),
    Case("LC020", "request", {"client_id": CLIENT_ID, "secret": SECRET}, context=NO_HEADERS),
    Case("LC020", "request"),
    Case("LC021", "request", {"secret": LIVE_SECRET}, at=["/secret"], severity="warning"),
    Case("LC021", "get-request", {"secret": LIVE_SECRET}, at=["/secret"], severity="warning"),
    Case(
        "LC021",
        "update",
        {"access_token": f"access-production-{REAL}"},
        at=["/access_token"],
        severity="info",
    ),
    Case(
        "LC021",
        "income",
        {"user_token": f"user-production-{REAL}"},
        at=["/user_token"],
        severity="info",
    ),
    Case("LC021", "request", {"secret": SECRET}),
    Case("LC021", "request", {"secret": "${PLAID_SECRET}"}),
    Case("LC021", "request", {"secret": ["5f1c0de0f0a94c6fbd1d6a2c9a3b77"]}),
    Case("LC021", "update"),
    Case("LC021", "get-request", {"link_token": f"link-production-{REAL}"}),
    Case("LC022", "request", {"client_id": "my-client"}, at=["/client_id"], severity="warning"),
    *(
        Case("LC026", "request", {"user": {"client_user_id": text}}, at=["/user/client_user_id"])
        for text in ("undefined", "null", "None", "NaN", "[object Object]")
    ),
    *(
        Case("LC026", "request", {"redirect_uri": f"https://{rest}"}, at=["/redirect_uri"])
        for rest in ("undefined/oauth", "null:443/", "example.com/undefined/x?y", "a.b/null#x")
    ),
    Case("LC026", "get-request", {"link_token": "undefined"}, at=["/link_token"]),
    Case("LC026", "request", {"user": {"client_user_id": "undefined-1", "legal_name": "Null"}}),
    Case("LC026", "request", {"redirect_uri": "https://undefined.example.com/nulls"}),
    Case("LC026", "request", {"redirect_uri": None, "client_name": "None of these"}),
    Case("LC022", "request", {"secret": "password"}, at=["/secret"]),
    Case(
        "LC022",
        "request",
        {"client_id": SECRET, "secret": CLIENT_ID},
        at=["/client_id"],
        message="swapped",
    ),
    Case(
        "LC022",
        "request",
        {"client_id": "${PLAID_CLIENT_ID}", "secret": "YOUR_SECRET"},
        at=["/client_id", "/secret"],
    ),
    Case("LC022", "request", {"client_id": CLIENT_ID, "secret": SECRET}),
    Case(
        "LC023",
        "request",
        {"client_id": "${PLAID_CLIENT_ID}", "redirect_uri": "https://${HOST}/oauth"},
        at=["/redirect_uri"],
        severity="warning",
    ),
    Case(
        "LC023",
        "request",
        {"client_name": "{{ app }}", "user": {"client_user_id": "<user>"}},
        at=["/client_name", "/user/client_user_id"],
    ),
    Case("LC023", "update", {"access_token": "YOUR_ACCESS_TOKEN"}, at=["/access_token"]),
    Case("LC023", "get-request", {"link_token": "${LINK_TOKEN}"}, at=["/link_token"]),
    Case("LC023", "update", {"access_tokens": ["<token>"]}, at=["/access_tokens/0"]),
    Case("LC023", "request", {"client_id": "${A}", "secret": "${B}"}),
    Case("LC023", "request", {"user": {"client_user_id": "your-db-id-3b24110"}}),
    Case("LC023", "request", {"products": ["${PRODUCT}"]}, at=["/products/0"]),
    Case("LC023", "request", {"webhook": "{{WEBHOOK}}"}, at=["/webhook"]),
    Case("LC023", "request", {"client_name": "Todd's <3 Pets", "link_customization_name": "yours"}),
    Case("LC023", "request", {"user": {"client_user_id": "{0f8fad5b-d9cb}"}}),
    Case(
        "LC024",
        "update",
        {"user_token": f"user-production-{UUID}"},
        at=["/user_token"],
        severity="error",
        message="`access_token` belongs to sandbox",
    ),
    Case(
        "LC024",
        "update",
        {"user_token": f"user-production-{UUID}"},
        at=["/access_token"],
        message="the request calls production",
        context={"environment": "production"},
    ),
    Case(
        "LC024",
        "payment",
        at=["/payment_initiation/payment_id"],
        context={"environment": "production"},
    ),
    Case(
        "LC024",
        "income",
        {
            "income_verification": {
                "income_source_types": ["bank"],
                "access_tokens": [f"access-sandbox-{UUID}", f"access-production-{UUID}"],
            }
        },
        at=["/income_verification/access_tokens/1"],
        message="`income_verification.access_tokens[1]`",
    ),
    Case("LC024", "update", {"user_id": f"user-production-{UUID}"}, at=["/user_id"]),
    Case("LC024", "update", {"user_token": f"user-sandbox-{UUID}"}),
    Case("LC024", "update", {"user_token": f"user-development-{UUID}"}),
    Case("LC024", "update", {"user_token": f"public-production-{UUID}"}),
    Case("LC024", "update", {"user_id": "usr_9nSp2KuZ2x4JDw"}),
    Case("LC024", "update", context={"environment": "sandbox"}),
    Case("LC024", "update", {"user_token": None}),
    Case(
        "LC025",
        "update",
        {"access_token": f"access-development-{UUID}"},
        at=["/access_token"],
        severity="error",
    ),
    Case("LC025", "get-request", {"link_token": f"link-development-{UUID}"}, at=["/link_token"]),
    Case("LC025", "update"),
    Case("LC025", "update", {"user_token": 17}),
    # The get request has the same credentials.
    Case("LC020", "get-request", at=["", ""], context=BARE, severity="error"),
    Case(
        "LC020",
        "get-request",
        {"client_id": "0123456789abcdef01234567"},
        [""],
        missing="secret",
        message="PLAID-SECRET",
        context=BARE,
    ),
    Case("LC020", "get-request", {"secret": "x"}, [""], missing="client_id", context=BARE),
    Case("LC020", "get-request", {"client_id": None, "secret": None}, context=BARE),
    Case("LC020", "get-request", context={"header_credentials": True}),
    Case("LC020", "get-request"),
]
