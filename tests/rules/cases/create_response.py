"""Cases for rules/create_response.py."""

from datetime import date

from tests.rules.case import Case

CREATE = "create-response"
TODAY = {"today": date(2025, 7, 1)}
HOSTED = {"request": {"hosted_link": {}}}
USER = {"request": {"user_id": "usr_9nSp2KuZ2x4JDw"}}
PRODUCTION = {"environment": "production"}
PRODUCTION_TOKEN = {"link_token": "link-production-af1a0311-da53-4636-b754-dd15cc058176"}


def expires(moment: object, at: list[str], **context: object) -> Case:
    return Case("LC802", CREATE, {"expiration": moment}, at, context={**TODAY, **context})


CASES = [
    Case("LC800", CREATE, {"link_token": "abc"}, ["/link_token"], severity="warning"),
    Case("LC800", CREATE, {"link_token": "link-staging-1"}, ["/link_token"]),
    Case("LC800", "get-response", {"link_token": "usr_1"}, ["/link_token"]),
    Case("LC800", "item-add-result", {"link_token": "x"}, ["/link_token"]),
    Case("LC800", "events", {"link_token": "x"}, ["/link_token"]),
    Case("LC800", "session-finished", {"link_token": "x"}, ["/link_token"]),
    Case("LC800", CREATE),
    Case("LC800", CREATE, {"link_token": "link-production-840204-193734"}),
    Case("LC800", CREATE, {"link_token": "link-development-af1a0311"}),
    Case("LC800", CREATE, {"link_token": "${LINK_TOKEN}"}),
    Case("LC800", CREATE, {"link_token": ["abc"]}),
    Case("LC801", CREATE, at=["/link_token"], context=PRODUCTION, severity="warning"),
    Case("LC801", "events", at=["/link_token"], context=PRODUCTION),
    Case("LC801", CREATE, PRODUCTION_TOKEN, context=PRODUCTION),
    Case("LC801", CREATE, {"link_token": "abc"}, context=PRODUCTION),
    Case("LC801", CREATE),
    expires("2020-03-27T12:56:34Z", ["/expiration"]),
    expires("2025-06-30T09:59:59.9Z", ["/expiration"]),
    # already 1 July somewhere
    expires("2025-06-30T10:00:00Z", []),
    expires("2025-07-01T16:00:00Z", []),
    expires("2020-03-27 12:56", []),
    expires(None, []),
    expires("2020-03-27T12:56:34Z", [], request={"products": ["identity_verification"]}),
    expires("2020-03-27T12:56:34Z", ["/expiration"], request={"products": ["auth"]}),
    Case("LC802", CREATE, {"expiration": "2020-03-27T12:56:34Z"}),
    Case("LC803", CREATE, at=[""], missing="hosted_link_url", context=HOSTED, severity="warning"),
    Case("LC803", CREATE, {"hosted_link_url": None}, [""], context=HOSTED),
    Case("LC803", CREATE, {"hosted_link_url": "https://secure.plaid.com/hl/1"}, context=HOSTED),
    Case("LC803", CREATE, {"hosted_link_url": "https://secure.plaid.com/hl/1"}),
    Case("LC803", CREATE, context={"request": {"hosted_link": None}}),
    Case("LC803", CREATE),
    Case("LC804", CREATE, {"user_id": "u-1001"}, ["/user_id"], severity="warning"),
    Case("LC804", "get-response", {"user_id": "user-sandbox-1"}, ["/user_id"]),
    Case("LC804", "session-finished", {"user_id": "u-1001"}, ["/user_id"]),
    Case("LC804", "session-finished", {"user_id": "usr_9nSp2KuZ2x4JDw"}),
    Case("LC804", CREATE, {"user_id": None}),
    Case("LC804", CREATE),
    Case("LC805", CREATE, {"user_id": "usr_other"}, ["/user_id"], context=USER, severity="warning"),
    Case("LC805", "get-response", {"user_id": "usr_other"}, ["/user_id"], context=USER),
    Case("LC805", CREATE, {"user_id": "usr_9nSp2KuZ2x4JDw"}, context=USER),
    Case("LC805", CREATE, {"user_id": "usr_other"}, context={"request": {}}),
    Case("LC805", CREATE, {"user_id": "usr_other"}),
    Case("LC805", CREATE, context=USER),
]
