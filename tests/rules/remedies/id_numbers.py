"""Remedies of rules/id_numbers.py."""

from tests.rules.pair import Pair

NUMBER = "/user/id_number"
LICENSE = (
    'idv {"user": {"client_user_id": "u-1001", "id_number": {"type": "au_drivers_license", '
    '"value": "25230"}}}'
)

PAIRS = [
    Pair("LC270", "Remove it", {NUMBER: ...}),
    Pair("LC271", "Strip them", {f"{NUMBER}/value": "123456780"}),
    Pair("LC271", "Write them as capitals", {f"{NUMBER}/value": "BAJPC4350M"}, bad=1),
    Pair("LC272", "Correct it", {f"{NUMBER}/value": "123456780"}),
    Pair("LC273", "Send the user's digits", {f"{NUMBER}/value": "6789"}),
    Pair("LC273", "leave `id_number` out", {NUMBER: ...}),
    Pair("LC274", "Check it for a slip", {f"{NUMBER}/value": "15872146876"}),
    Pair(
        "LC275",
        "Correct the type or the address",
        {f"{NUMBER}": {"type": "br_cpf", "value": "15872146876"}},
    ),
    Pair("LC275", "Correct the type or the address", {"/user/address/country": "US"}),
    Pair("LC276", "Add it if you have it", {NUMBER: {"type": "br_cpf", "value": "15872146876"}}),
    Pair("LC277", "Remove it", {NUMBER: ...}),
    Pair("LC277", "correct the country", {"/user/address/country": "ES"}),
    Pair("LC278", "Remove it", {NUMBER: ...}),
    Pair("LC271", "Correct it", {f"{NUMBER}/value": "025230"}, bad=LICENSE),
    Pair(
        "LC271", "the type; a leading zero may be lost", {f"{NUMBER}/value": "025230"}, bad=LICENSE
    ),
    Pair(
        "LC272",
        "leave `id_number` out",
        {NUMBER: ...},
        bad='idv {"user": {"client_user_id": "u-1001", "id_number": {"type": "us_ssn", "value": '
        '"912345678"}}}',
    ),
]
