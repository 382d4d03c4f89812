"""Remedies of rules/institution.py."""

from tests.rules.pair import Pair

DATA = "/institution_data"
NO_ZERO = '{"institution_data": {"routing_number": "21000021"}}'

PAIRS = [
    Pair("LC435", "Correct it", {f"{DATA}/routing_number": "021000021"}),
    Pair("LC435", "remove it", {f"{DATA}/routing_number": ...}),
    Pair("LC436", "Remove it", {f"{DATA}/routing_number": ...}),
    Pair("LC436", "add `US` to `country_codes`", {"/country_codes": ["GB", "US"]}),
    Pair("LC437", "Add `institution_id`", {DATA: {"institution_id": "ins_3"}}),
    Pair("LC437", "`routing_number`", {DATA: {"routing_number": "021000021"}}),
    Pair("LC437", "remove the object", {DATA: ...}),
    Pair("LC438", "Keep one of the two", {f"{DATA}/routing_number": ...}),
    Pair("LC438", "Keep one of the two", {f"{DATA}/institution_id": ...}),
    Pair(
        "LC439",
        "Use an ID from `/institutions/get`",
        {f"{DATA}/institution_id": "ins_109508"},
        bad='{"institution_data": {"institution_id": "3"}}',
    ),
    Pair("LC435", "Put the leading zero", {f"{DATA}/routing_number": "021000021"}, bad=NO_ZERO),
]
