"""Cases for rules/hosted_link.py."""

from tests.rules.case import Case

SANDBOX = {"environment": "sandbox"}
PRODUCTION = {"environment": "production"}
METHOD = "/hosted_link/delivery_method"
LIFETIME = "/hosted_link/url_lifetime_seconds"
URI = "/hosted_link/completion_redirect_uri"
APP = {"redirect_uri": "https://example.com/app"}


def hosted(**members: object) -> dict[str, object]:
    """A request for Hosted Link with these options."""
    return {"hosted_link": members}


def user(**members: object) -> dict[str, object]:
    """A request about a user with these members."""
    return {"user": {"client_user_id": "u-1001", **members}}


SMS = hosted(delivery_method="sms")
EMAIL = hosted(delivery_method="email")
PHONE = user(phone_number="+14155550010")
ADDRESS = user(email_address="jane@example.com")
MOBILE = hosted(is_mobile_app=True, completion_redirect_uri="wonderwallet://done")
MOBILE_WEB = hosted(is_mobile_app=True, completion_redirect_uri="https://example.com/done")
MOBILE_ONLY = hosted(is_mobile_app=True)

CASES = [
    Case("LC660", "request", SMS, at=["/user"], missing="phone_number", severity="error"),
    Case("LC660", "request", SMS, at=["/user"], context=PRODUCTION),
    Case("LC660", "request", {**SMS, **ADDRESS}, at=["/user"], missing="phone_number"),
    Case("LC660", "request", {**SMS, **user(phone_number=None)}, at=["/user"]),
    Case("LC660", "request", {**SMS, "user_id": "usr_9nSp2KuZ2x4JDw"}, at=["/user"]),
    Case("LC660", "request", {**SMS, **PHONE}),
    Case("LC660", "request", SMS, context=SANDBOX),
    Case("LC660", "update", SMS),
    Case("LC660", "request", EMAIL),
    Case("LC660", "request", hosted(delivery_method=["sms"])),
    Case("LC660", "request", {"hosted_link": "sms"}),
    Case("LC661", "request", EMAIL, at=["/user"], missing="email_address", severity="error"),
    Case("LC661", "request", {**EMAIL, **PHONE}, at=["/user"], missing="email_address"),
    Case("LC661", "request", {**EMAIL, **ADDRESS}),
    Case("LC661", "request", EMAIL, context=SANDBOX),
    Case("LC661", "request", SMS),
    Case("LC662", "request", {**SMS, **PHONE}, at=[METHOD], severity="info"),
    Case("LC662", "request", {**SMS, **PHONE}, context=SANDBOX),
    Case("LC662", "request", hosted()),
    Case("LC662", "request", hosted(delivery_method=None)),
    Case("LC663", "request", {**SMS, **PHONE}, at=[METHOD], severity="warning", context=SANDBOX),
    Case("LC663", "update", {**SMS, **PHONE}, at=[METHOD]),
    Case("LC663", "request", {**SMS, **PHONE}),
    Case("LC663", "request", {**SMS, **PHONE}, context=PRODUCTION),
    Case("LC663", "request", hosted(), context=SANDBOX),
    Case("LC664", "request", hosted(url_lifetime_seconds=7), at=[LIFETIME], severity="info"),
    Case("LC664", "request", hosted(url_lifetime_seconds=59), at=[LIFETIME]),
    Case("LC664", "request", hosted(url_lifetime_seconds=60)),
    Case("LC664", "request", hosted(url_lifetime_seconds=0)),
    Case("LC664", "request", hosted(url_lifetime_seconds="7")),
    Case("LC664", "request", hosted(url_lifetime_seconds=True)),
    Case(
        "LC665",
        "request",
        hosted(),
        at=["/hosted_link"],
        missing="url_lifetime_seconds",
        severity="info",
    ),
    Case("LC665", "update", hosted(), at=["/hosted_link"], missing="url_lifetime_seconds"),
    Case("LC665", "request", hosted(url_lifetime_seconds=None), at=["/hosted_link"]),
    Case("LC665", "request", hosted(url_lifetime_seconds=86400)),
    Case("LC665", "request", {**SMS, **PHONE}),
    Case("LC665", "idv", hosted()),
    Case("LC665", "request", {"hosted_link": None}),
    Case("LC666", "request", hosted(completion_redirect_uri="example.com/done"), at=[URI]),
    Case("LC666", "request", hosted(completion_redirect_uri="/done"), at=[URI], severity="error"),
    Case("LC666", "request", hosted(completion_redirect_uri="localhost:3000/done"), at=[URI]),
    Case("LC666", "request", hosted(completion_redirect_uri="https:///done"), at=[URI]),
    Case("LC666", "request", hosted(completion_redirect_uri="https://a.example/a b"), at=[URI]),
    Case("LC666", "request", hosted(completion_redirect_uri="https://example.com/done?a=1#b")),
    Case("LC666", "request", hosted(completion_redirect_uri="wonderwallet://done")),
    Case("LC666", "request", hosted(completion_redirect_uri="wonderwallet://")),
    Case("LC666", "request", hosted(completion_redirect_uri="com.example.app:/done")),
    Case("LC666", "request", hosted(completion_redirect_uri=" https://example.com/done")),
    Case("LC666", "request", hosted(completion_redirect_uri="")),
    Case("LC666", "request", hosted(completion_redirect_uri=None)),
    Case("LC666", "request", hosted(completion_redirect_uri=7)),
    Case("LC667", "request", {**APP, **MOBILE_WEB}, at=[URI], severity="warning"),
    Case(
        "LC667",
        "request",
        {**APP, **hosted(is_mobile_app=True, completion_redirect_uri="HTTP://example.com")},
        at=[URI],
    ),
    Case("LC667", "request", {**APP, **MOBILE}),
    Case("LC667", "request", hosted(completion_redirect_uri="https://example.com/done")),
    Case("LC667", "idv", MOBILE_WEB),
    Case(
        "LC668",
        "request",
        {**APP, **MOBILE_ONLY},
        at=["/hosted_link"],
        missing="completion_redirect_uri",
        severity="error",
    ),
    Case("LC668", "update", MOBILE_ONLY, at=["/hosted_link"], missing="completion_redirect_uri"),
    Case("LC668", "request", {**APP, **MOBILE}),
    Case("LC668", "request", hosted(is_mobile_app=False)),
    Case("LC668", "request", hosted(is_mobile_app="true")),
    Case("LC668", "request", hosted()),
    Case("LC668", "idv", MOBILE_ONLY),
    Case("LC669", "request", MOBILE, at=[""], missing="redirect_uri", severity="error"),
    Case("LC669", "request", MOBILE_ONLY, at=[""], missing="redirect_uri"),
    Case("LC669", "request", {**MOBILE, "redirect_uri": None}, at=[""], missing="redirect_uri"),
    Case("LC669", "request", {**APP, **MOBILE}),
    Case("LC669", "request", {**MOBILE, "android_package_name": "com.example.app"}),
    Case("LC669", "request", hosted(is_mobile_app=False)),
    Case("LC669", "idv", MOBILE_ONLY),
    Case(
        "LC670",
        "idv",
        hosted(completion_redirect_uri="https://example.com/done"),
        at=[URI],
        severity="warning",
    ),
    Case("LC670", "idv", hosted()),
    Case("LC670", "idv", hosted(completion_redirect_uri=None)),
    Case("LC670", "request", hosted(completion_redirect_uri="https://example.com/done")),
    Case("LC671", "request", {"products": ["layer"], **hosted()}, at=["/hosted_link"]),
    Case(
        "LC671",
        "request",
        {"products": ["layer"], **hosted(url_lifetime_seconds=600)},
        at=["/hosted_link"],
        severity="error",
    ),
    Case("LC671", "request", {"products": ["layer"], "hosted_link": None}),
    Case("LC671", "request", {"products": ["layer"]}),
    Case("LC671", "request", hosted()),
]
