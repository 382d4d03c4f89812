"""Cases for rules/identity_verification.py."""

from tests.rules.case import Case

TEMPLATE = "/identity_verification/template_id"
FILTERS = {"depository": {"account_subtypes": ["checking"]}}


def template(value: object) -> dict[str, object]:
    """A request with this id of a template."""
    return {"identity_verification": {"template_id": value}}


def consent(value: object) -> dict[str, object]:
    """A request with this `gave_consent`."""
    options = {"template_id": "idvtmp_4FrXJvfQU3zGUR", "gave_consent": value}
    return {"identity_verification": options}


CASES = [
    Case("LC630", "idv", template("idv_52xR9LKo77r1Np"), at=[TEMPLATE], severity="warning"),
    Case(
        "LC630",
        "idv",
        template("idv_52xR9LKo77r1Np"),
        at=[TEMPLATE],
        message="ID of a verification",
    ),
    Case("LC630", "idv", template("template_n31w56t4o9a7"), at=[TEMPLATE], message="Layer"),
    Case("LC630", "idv", template("4FrXJvfQU3zGUR"), at=[TEMPLATE]),
    Case("LC630", "idv", template("IDVTMP_4FrXJvfQU3zGUR"), at=[TEMPLATE]),
    Case("LC630", "idv", template("idvtmp_"), at=[TEMPLATE]),
    Case("LC630", "idv"),
    Case("LC630", "idv", template("${TEMPLATE_ID}")),
    Case("LC630", "idv", template("")),
    Case("LC630", "idv", template(None)),
    Case("LC630", "idv", template(["idv_52xR9LKo77r1Np"])),
    Case("LC630", "idv", {"identity_verification": "idv_52xR9LKo77r1Np"}),
    Case("LC630", "idv", {**template("idv_52xR9LKo77r1Np"), "products": ["auth"]}),
    Case("LC631", "idv", consent(True), at=["/identity_verification/gave_consent"]),
    Case("LC631", "idv", consent(False)),
    Case("LC631", "idv", consent(None)),
    Case("LC631", "idv", {**consent(True), "products": ["auth"]}),
    Case("LC632", "idv", at=["/user"], missing="email_address", severity="info"),
    Case(
        "LC632",
        "idv",
        {"user": {"client_user_id": "u-1001", "email_address": None}},
        at=["/user"],
        missing="email_address",
    ),
    Case(
        "LC632", "idv", {"user": {"client_user_id": "u-1001", "email_address": "jane@example.com"}}
    ),
    Case("LC632", "idv", {"user_id": "usr_9nSp2KuZ2x4JDw"}),
    Case("LC632", "idv", without=["user"]),
    Case("LC632", "request"),
    Case("LC633", "idv", {"account_filters": FILTERS}, at=["/account_filters"], severity="warning"),
    Case(
        "LC633",
        "idv",
        {
            "account_filters": FILTERS,
            "institution_data": {"routing_number": "021000021"},
            "enable_multi_item_link": True,
            "user_id": "usr_9nSp2KuZ2x4JDw",
        },
        at=["/account_filters", "/institution_data", "/enable_multi_item_link"],
    ),
    Case("LC633", "idv", {"account_filters": None, "enable_multi_item_link": False}),
    Case("LC633", "idv", {"account_filters": {}, "institution_data": {}}),
    Case(
        "LC633",
        "idv",
        {"products": ["identity_verification", "auth"], "account_filters": FILTERS},
    ),
    Case("LC633", "request", {"account_filters": FILTERS}),
]
