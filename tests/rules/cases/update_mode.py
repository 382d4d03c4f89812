"""Cases for rules/update_mode.py."""

from tests.rules.case import Case

RIFS = "required_if_supported_products"
USER = {"user_id": "usr_9nSp2KuZ2x4JDw"}
FILTERS = {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}
HOOK = {"webhook": "https://example.com/plaid/webhook"}
UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"


def by_user(**update: object) -> dict[str, object]:
    """A request that updates the Items of a user."""
    return {**USER, "update": {"user": True, **update}}


CASES = [
    Case(
        "LC370",
        "update",
        {"products": ["transactions", "assets", "liabilities"]},
        ["/products/0", "/products/2"],
        severity="error",
    ),
    Case("LC370", "update", {"products": ["transfer"]}, ["/products/0"]),
    Case("LC370", "request", {**by_user(), "products": ["transactions"]}, ["/products/0"]),
    Case("LC370", "update", {"products": ["auth", "identity"]}),
    Case("LC370", "update", {"products": ["transfer"], "transfer": {"intent_id": "x"}}),
    Case("LC370", "update", {"products": []}),
    Case("LC370", "update", {"products": None}),
    Case("LC370", "update", {"products": ["cra_base_report", "statements"]}),
    Case("LC370", "request"),
    Case(
        "LC371",
        "update",
        {"products": ["auth", "identity"]},
        ["/products/0", "/products/1"],
        severity="warning",
    ),
    Case("LC371", "upload"),
    Case("LC371", "request"),
    Case("LC371", "update", {"products": ["auth", "assets"]}),
    Case(
        "LC372",
        "update",
        {"products": ["auth", "assets", "identity"]},
        ["/products/0", "/products/2"],
        severity="error",
    ),
    Case("LC372", "update", {"products": ["assets", "statements"]}),
    Case("LC372", "request", {"products": ["auth", "assets"]}),
    Case(
        "LC373",
        "update",
        {RIFS: ["auth"], "optional_products": ["identity"]},
        ["/" + RIFS, "/optional_products"],
    ),
    Case(
        "LC373",
        "update",
        {"products": ["assets"], "optional_products": ["identity"]},
        ["/optional_products"],
    ),
    Case("LC373", "update", {RIFS: []}),
    Case("LC373", "request", {RIFS: ["identity"]}),
    Case(
        "LC375", "update", {"update": {"user": True}}, [""], missing="user_token", severity="error"
    ),
    Case("LC375", "update", {"update": {"item_ids": ["a"]}}, [""]),
    Case("LC375", "update", {"update": {"item_ids": []}}),
    Case("LC375", "update", {"update": {"user": True}, "user_token": ""}, [""]),
    Case("LC375", "request", by_user()),
    Case("LC375", "update", {"update": {"user": True}, "user_token": f"user-sandbox-{UUID}"}),
    Case("LC376", "request", {**USER, "update": {"item_ids": ["a"]}}, ["/update"], missing="user"),
    Case(
        "LC376", "request", {**USER, "update": {"user": False, "item_ids": ["a"]}}, ["/update/user"]
    ),
    Case("LC376", "request", by_user(item_ids=["a"])),
    Case(
        "LC377",
        "request",
        by_user(item_ids=["a", "b", "c"]),
        ["/update/item_ids/1", "/update/item_ids/2"],
    ),
    Case("LC377", "request", by_user(item_ids=["a"])),
    Case("LC378", "request", by_user(item_ids=[]), ["/update/item_ids"], severity="info"),
    Case("LC378", "request", by_user(item_ids=None)),
    Case("LC379", "update", by_user(), ["/access_token"], severity="warning"),
    Case("LC379", "request", by_user()),
    Case("LC380", "request", {"update": {"account_selection_enabled": True}}, ["/update"]),
    Case("LC380", "request", {"update": {}}, ["/update"]),
    Case("LC380", "update", {"update": {"account_selection_enabled": True}}),
    Case("LC381", "update", FILTERS, ["/account_filters"], severity="error"),
    Case(
        "LC381",
        "update",
        {**FILTERS, "update": {"account_selection_enabled": False}},
        ["/account_filters"],
    ),
    Case("LC381", "update", {**FILTERS, "update": {"account_selection_enabled": True}}),
    Case("LC381", "request", FILTERS),
    Case("LC381", "update", {"account_filters": None}),
    Case(
        "LC382",
        "update",
        {"country_codes": ["GB"], "update": {"account_selection_enabled": True}},
        ["/update/account_selection_enabled"],
    ),
    Case(
        "LC382",
        "update",
        {"country_codes": ["GB", "CA"], "update": {"account_selection_enabled": True}},
    ),
    Case(
        "LC383",
        "update",
        {"update": {"account_selection_enabled": False}},
        ["/update/account_selection_enabled"],
    ),
    Case("LC383", "update", {"update": {"account_selection_enabled": True}}),
    Case(
        "LC384",
        "update",
        {"products": ["assets"], "update": {"account_selection_enabled": True}},
        ["/update/account_selection_enabled"],
    ),
    Case("LC384", "update", {"update": {"account_selection_enabled": True}}),
    Case(
        "LC385",
        "update",
        {"access_token": f"public-sandbox-{UUID}"},
        ["/access_token"],
        message="`public_token`",
    ),
    Case(
        "LC385",
        "update",
        {"access_token": "access-prod-123xxx"},
        ["/access_token"],
        message="neither `sandbox` nor `production`",
    ),
    Case("LC385", "update", {"access_token": "abc"}, ["/access_token"], severity="error"),
    Case("LC385", "update", {"access_token": "${ACCESS_TOKEN}"}),
    Case("LC385", "update", {"access_token": None}),
    Case("LC385", "update", {"access_token": ""}),
    Case("LC385", "update", {"access_token": f"access-production-{UUID}"}),
    Case("LC386", "update", HOOK, ["/webhook"], severity="warning"),
    Case("LC386", "update", {**HOOK, "products": ["assets"]}),
    Case("LC386", "update", {**HOOK, "hosted_link": {}}),
    Case("LC386", "upload"),
    Case("LC386", "request", HOOK),
    Case("LC387", "update", at=[""], missing="redirect_uri", severity="info"),
    Case("LC387", "update", {"android_package_name": "com.example.app"}),
    Case("LC387", "request"),
    Case(
        "LC388",
        "update",
        {"transfer": {"authorization_id": "x"}},
        ["/access_token"],
        severity="info",
    ),
    Case("LC388", "request", {"transfer": {"authorization_id": "x"}}, without=["products"]),
]
