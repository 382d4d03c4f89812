"""Cases for rules/transfer.py."""

from typing import Any

from tests.rules.case import Case

INTENT = {"intent_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}
AUTHORIZATION = {"authorization_id": "c9f90aa1-2949-c799-e2b6-ea05c89bb586"}


def transfer(*parts: dict[str, Any], **members: Any) -> dict[str, Any]:
    """A request for `transfer` with these parts in its object."""
    together = {name: value for part in parts for name, value in part.items()}
    return {"products": ["transfer"], "transfer": together, **members}


CASES = [
    Case(
        "LC620",
        "request",
        transfer(INTENT, AUTHORIZATION),
        at=["/transfer/authorization_id"],
        severity="warning",
    ),
    Case("LC620", "request", transfer(INTENT)),
    Case("LC620", "request", transfer(INTENT, {"authorization_id": None})),
    Case("LC620", "request", {"transfer": AUTHORIZATION}, without=["products"]),
    Case(
        "LC621",
        "request",
        transfer(INTENT),
        at=[""],
        missing="link_customization_name",
        severity="info",
    ),
    Case("LC621", "request", transfer(INTENT, link_customization_name=None), at=[""]),
    Case("LC621", "request", transfer(INTENT, link_customization_name="one-account")),
    Case("LC621", "request", {"transfer": AUTHORIZATION}, without=["products"]),
    Case("LC621", "request", {"transfer": INTENT}),
    Case(
        "LC622",
        "request",
        transfer(INTENT, auth={"database_match_enabled": True, "database_insights_enabled": True}),
        at=["/auth/database_match_enabled", "/auth/database_insights_enabled"],
        severity="warning",
    ),
    Case(
        "LC622",
        "request",
        transfer(INTENT),
        at=["/transfer/intent_id"],
        context={"database_auth": True},
    ),
    Case("LC622", "request", transfer(INTENT), context={"database_auth": False}),
    Case("LC622", "request", transfer(INTENT, auth={"database_match_enabled": False})),
    Case("LC622", "request", transfer(INTENT, auth={"same_day_microdeposits_enabled": True})),
    Case("LC622", "request", transfer({"intent_id": None}, auth={"database_match_enabled": True})),
    Case("LC622", "request", transfer(), context={"database_auth": True}),
    Case("LC623", "request", transfer(AUTHORIZATION), at=["/products"], severity="warning"),
    Case("LC623", "request", {"transfer": AUTHORIZATION}, without=["products"]),
    Case("LC623", "request", {"transfer": AUTHORIZATION, "products": []}),
    Case("LC623", "request", {"transfer": AUTHORIZATION, "products": None}),
    Case("LC623", "request", transfer(INTENT)),
    Case("LC623", "request", transfer(INTENT, AUTHORIZATION)),
    Case("LC623", "request", {"transfer": "x", "products": ["transfer"]}),
]
