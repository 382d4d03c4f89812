"""Cases for rules/institution.py."""

from __future__ import annotations

from typing import Any

from tests.rules.case import Case

DATA = "/institution_data"
ROUTING = DATA + "/routing_number"
VALID = "021000021"


def data(**members: Any) -> dict[str, Any]:
    """An `institution_data` object."""
    return {"institution_data": members}


CASES = [
    Case("LC435", "request", data(routing_number="123456789"), at=[ROUTING], severity="warning"),
    Case("LC435", "request", data(routing_number="21000021"), at=[ROUTING], message="leading zero"),
    Case("LC435", "request", data(routing_number="021-000-021"), at=[ROUTING]),
    Case("LC435", "request", data(routing_number="٠٢١٠٠٠٠٢١"), at=[ROUTING]),
    Case("LC435", "request", data(routing_number=VALID)),
    Case("LC435", "request", data(routing_number=None)),
    Case("LC435", "request", data(routing_number="")),
    Case("LC435", "request", data(routing_number=21000021)),
    Case(
        "LC436",
        "request",
        {"country_codes": ["GB"], **data(routing_number=VALID)},
        at=[ROUTING],
        severity="info",
    ),
    Case("LC436", "request", {"country_codes": ["CA", "US"], **data(routing_number=VALID)}),
    Case("LC436", "request", {"country_codes": ["GB"], **data(institution_id="ins_3")}),
    Case("LC436", "request", {"country_codes": [], **data(routing_number=VALID)}),
    Case("LC437", "request", data(), at=[DATA], severity="info"),
    Case("LC437", "request", data(routing_number=None), at=[DATA]),
    Case("LC437", "request", data(routing_number=VALID)),
    Case("LC437", "request", data(institution_id="ins_56")),
    Case("LC437", "request", {"institution_data": None}),
    Case("LC437", "request", {"institution_data": []}),
    Case(
        "LC438",
        "request",
        data(institution_id="ins_3", routing_number=VALID),
        at=[ROUTING],
        severity="info",
    ),
    Case("LC438", "request", data(institution_id="ins_3", routing_number=None)),
    Case("LC438", "request", data(routing_number=VALID)),
    Case("LC439", "request", {"institution_id": "3"}, at=["/institution_id"], severity="warning"),
    Case("LC439", "request", {"institution_id": "ins_"}, at=["/institution_id"]),
    Case("LC439", "request", {"institution_id": "usr_9nSp2KuZ"}, at=["/institution_id"]),
    Case(
        "LC439",
        "request",
        {"institution_id": "INS_3", **data(institution_id="ins_3a")},
        at=["/institution_id", DATA + "/institution_id"],
    ),
    Case("LC439", "request", {"institution_id": "ins_116834"}),
    Case("LC439", "request", data(institution_id="ins_3")),
    Case("LC439", "request", {"institution_id": ""}),
    Case("LC439", "request", {"institution_id": 3}),
]
