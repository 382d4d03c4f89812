"""One mistake makes one violation: bodies with one mistake, and all their violations.

A field that is changed to ``...`` is removed.
"""

from __future__ import annotations

import json
from typing import Any

from linkcheck.checker import Checker
from linkcheck.documents import BASES
from tests.offenders import each

TEMPLATE_ID = {"products": ["${PRODUCT}"], "identity_verification": {"template_id": "idvtmp_4FrX"}}
PAYMENT = "/paymentInitiation"
BODIES: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    # A wrong entry of `products` may mean the product that something else belongs to.
    ("cra", {"products": ["cra_base_reports"]}, [("LC104", "/products/0")]),
    (
        "cra",
        {"products": ["cra_base_reports", "cra_partner_insights"]},
        [("LC104", "/products/0")],
    ),
    ("cra", {"products": "cra_base_report"}, [("LC103", "/products")]),
    ("idv", {"products": ["Identity_Verification"]}, [("LC104", "/products/0")]),
    (
        "request",
        {"products": ["auth, transactions"], "transactions": {"days_requested": 90}},
        [("LC104", "/products/0")],
    ),
    ("request", {"products": ["Auth", "signal"]}, [("LC104", "/products/0")]),
    ("upload", {"products": ["identities"]}, [("LC104", "/products/0")]),
    # A member under a wrong name is not missing as well.
    ("request", {"products": ..., "product": ["auth"]}, [("LC101", "/product")]),
    ("payment", {"payment_initiation": ..., "paymentInitiation": {}}, [("LC101", PAYMENT)]),
    # An empty token is not one of update mode.
    ("request", {"access_token": ""}, [("LC105", "/access_token")]),
    ("request", {"user_id": "usr_9nSp2KuZ2x4JDw", "user_token": ""}, [("LC105", "/user_token")]),
    # An unknown environment is not a second one.
    ("events", {"environment": "staging"}, [("LC104", "/environment")]),
    # Other mistakes stay.
    (
        "request",
        {"products": ["Auth"], "transactions": {"days_requested": 90}},
        [("LC104", "/products/0"), ("LC342", "/transactions")],
    ),
    # A template marker explains what is wrong with its value.
    ("request", TEMPLATE_ID, [("LC023", "/products/0")]),
    ("request", {"redirect_uri": "{{APP_LINK}}"}, [("LC023", "/redirect_uri")]),
    ("request", {"webhook": "${WEBHOOK}"}, [("LC023", "/webhook")]),
    ("request", {"country_codes": ["<country>"]}, [("LC023", "/country_codes/0")]),
    (
        "request",
        {"institution_id": "${INSTITUTION}"},
        [("LC023", "/institution_id"), ("LC114", "/institution_id")],
    ),
]


@each(("base", "changes", "expected"), BODIES)
def test_one_mistake_is_reported_once(
    base: str, changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    document, body = BASES[base]
    changed = {k: v for k, v in {**body, **changes}.items() if v is not ...}
    report = Checker().check(json.loads(json.dumps(changed)), document)
    assert [(v.code, v.pointer) for v in report.violations] == expected
