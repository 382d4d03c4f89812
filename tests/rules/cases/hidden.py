"""Cases for rules/hidden.py."""

from tests.rules.case import Case

ID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
FIELD = "third_party_user_token"

CASES = [
    Case("LC720", "request", {FIELD: f"user-sandbox-{ID}"}, at=[f"/{FIELD}"], severity="warning"),
    Case("LC720", "request", {FIELD: f"user-sandbox-{ID}"}, at=[f"/{FIELD}"], message="user_token"),
    Case("LC720", "request", {FIELD: ID}, at=[f"/{FIELD}"]),
    Case("LC720", "request", {FIELD: f"third-party-user-{ID}"}, at=[f"/{FIELD}"]),
    Case("LC720", "request", {FIELD: "third-party-user-sandbox-"}, at=[f"/{FIELD}"]),
    Case("LC720", "request", {FIELD: f"third-party-user-sandbox-{ID}"}),
    Case("LC720", "request", {FIELD: f"third-party-user-production-{ID}"}),
    Case("LC720", "request", {FIELD: "${THIRD_PARTY_USER_TOKEN}"}),
    Case("LC720", "request", {FIELD: None}),
    Case("LC720", "request", {FIELD: ""}),
    Case("LC720", "request", {FIELD: 7}),
    Case("LC720", "request"),
]
