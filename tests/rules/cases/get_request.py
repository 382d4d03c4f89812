"""Cases for rules/get_request.py."""

from tests.rules.case import Case

PUBLIC = "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
PRODUCTION = {"environment": "production"}
BARE = {"header_credentials": False}


def form(link_token: object, at: bool, **more: str) -> Case:
    return Case(
        "LC740", "get-request", {"link_token": link_token}, ["/link_token"] if at else [], **more
    )


CASES = [
    form(PUBLIC, True, message="a public token", severity="error"),
    form("usr_9nSp2KuZ2x4JDw", True, message="a user ID"),
    form(PUBLIC.replace("public-", "access-", 1), True, message="an access token"),
    form(PUBLIC.replace("public-", "user-", 1), True, message="a user token"),
    form(PUBLIC.replace("public-", "processor-", 1), True, message="a processor token"),
    form("idvtmp_4FrXJvfQU3zGUR", True, message="another kind"),
    form("https://secure.plaid.com/hl/12345", True, message="a URL"),
    form("bad token", True, message="link-<environment>-<identifier>"),
    form("link-sandbox", True),
    form("link-staging-af1a0311", True),
    form("link-production-840204-193734", False),
    form("${LINK_TOKEN}", False),
    form("", False),
    form(None, False),
    form(7, False),
    Case("LC740", "get-request"),
    Case("LC740", "get-request", without=["link_token"]),
    Case("LC741", "get-request", at=["/link_token"], context=PRODUCTION, severity="error"),
    Case("LC741", "get-request", context={"environment": "sandbox"}),
    Case("LC741", "get-request"),
    # one cause, one violation: another rule speaks of these
    Case("LC741", "get-request", {"link_token": PUBLIC}, context=PRODUCTION),
    Case("LC741", "get-request", {"link_token": "link-development-af1a0311"}, context=PRODUCTION),
]
