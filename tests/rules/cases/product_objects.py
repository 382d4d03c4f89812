"""Cases for rules/product_objects.py."""

from tests.rules.case import Case

RIFS = "required_if_supported_products"
REPORT = {"scope": "CLIENT_USER", "decision_stage": "DECISIONING"}
DATES = {"start_date": "2025-01-01", "end_date": "2025-06-30"}

CASES = [
    Case("LC340", "payment", without=["payment_initiation"], at=[""], missing="payment_initiation"),
    Case(
        "LC340", "income", without=["income_verification"], at=[""], missing="income_verification"
    ),
    Case("LC340", "idv", {"identity_verification": None}, at=[""], missing="identity_verification"),
    Case("LC340", "cra", without=["cra_options"], at=[""], missing="cra_options", severity="error"),
    Case(
        "LC340",
        "cra",
        {"products": ["cra_base_report", "cra_monitoring"]},
        without=["cra_options"],
        at=[""],
    ),
    Case("LC340", "request", {RIFS: ["statements"]}, at=[""], missing="statements"),
    Case("LC340", "request", {"optional_products": ["statements"]}, at=[""], missing="statements"),
    Case("LC340", "update", {"products": ["statements"]}, at=[""], missing="statements"),
    *(
        Case(
            "LC340",
            "cra",
            {"products": ["cra_base_report", product]},
            without=["cra_options"],
            at=[""],
            missing="cra_options",
        )
        for product in ("cra_home_lending", "cra_qualify")
    ),
    Case("LC340", "cra", {"cra_report_parameter": REPORT}, without=["cra_options"]),
    Case("LC340", "cra", {"cra_report_parameter": None}, without=["cra_options"], at=[""]),
    Case("LC340", "statements"),
    Case("LC340", "payment", {"payment_initiation": "wrong"}),
    Case("LC340", "update", {"products": ["assets"]}),
    Case(
        "LC341",
        "request",
        {"products": ["employment"]},
        at=[""],
        missing="employment",
        severity="warning",
    ),
    Case("LC341", "request", {"products": ["employment"], "employment": {}}),
    *(
        Case(
            "LC342",
            "request",
            {name: {}, "products": ["assets"]},
            at=["/" + name],
            severity="warning",
        )
        for name in (
            "transactions",
            "statements",
            "income_verification",
            "payment_initiation",
            "auth",
            "transfer",
            "identity_verification",
            "investments",
            "investments_auth",
            "identity",
            "cra_options",
        )
    ),
    Case("LC342", "cra", {"transactions": {"days_requested": 365}}, at=["/transactions"]),
    Case(
        "LC342", "request", {"transactions": {}, "additional_consented_products": ["transactions"]}
    ),
    Case("LC342", "request", {"auth": {}, "products": ["transfer"]}),
    Case("LC342", "request", {"transactions": None}),
    Case("LC342", "request", {"cra_report_parameter": REPORT}, at=["/cra_report_parameter"]),
    Case("LC342", "request", {"products": ["cra_qualify"], "cra_report_parameter": REPORT}),
    Case("LC342", "request", {"products": ["cra_home_lending"], "cra_options": {}}),
    Case("LC342", "update", {"transactions": {"days_requested": 365}}),
    Case("LC342", "request", {"transactions": {}}, without=["products"]),
    Case(
        "LC343",
        "update",
        {"transactions": {"days_requested": 365}},
        at=["/transactions"],
        severity="warning",
    ),
    Case("LC343", "update", {"auth": {}, "investments": {}}, at=["/auth", "/investments"]),
    Case("LC343", "update", {"products": ["statements"], "statements": DATES}),
    Case("LC343", "update", {"transfer": {"intent_id": "x"}, "identity": {}}),
    Case("LC343", "update", {"cra_report_parameter": REPORT}, at=["/cra_report_parameter"]),
    Case("LC343", "update", {"update": {"user": True}, "cra_report_parameter": REPORT}),
    Case(
        "LC343",
        "update",
        {"update": {"user": True}, "user_id": "usr_1", "cra_options": {"days_requested": 365}},
        without=["access_token"],
    ),
    Case("LC343", "request", {"transactions": {}}),
]
