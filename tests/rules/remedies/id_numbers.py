"""Remedies of rules/id_numbers.py."""

from tests.rules.pair import Pair

NUMBER = "/user/id_number"
LICENSE = (
    'idv {"user": {"client_user_id": "u-1001", "id_number": {"type": "au_drivers_license", '
    '"value": "25230"}}}'
)
ITIN = (
    'idv {"user": {"client_user_id": "u-1001", "id_number": {"type": "us_ssn", "value": '
    '"912345678"}}}'
)

PAIRS = [
    Pair("LC270", "Remove it", {NUMBER: ...}),
    Pair("LC271", "Remove the formatting characters", {f"{NUMBER}/value": "123456780"}),
    Pair("LC271", "Write the letters in uppercase", {f"{NUMBER}/value": "BAJPC4350M"}, bad=1),
    Pair("LC272", "Correct the number", {f"{NUMBER}/value": "123456780"}),
    Pair("LC273", "Send the last four digits of the user's SSN", {f"{NUMBER}/value": "6789"}),
    Pair("LC273", "remove `id_number`", {NUMBER: ...}),
    Pair("LC274", "Check the number for typos", {f"{NUMBER}/value": "15872146876"}),
    Pair(
        "LC275",
        "Correct the type or the country",
        {f"{NUMBER}": {"type": "br_cpf", "value": "15872146876"}},
    ),
    Pair("LC275", "Correct the type or the country", {"/user/address/country": "US"}),
    Pair("LC276", "Add it if you know it", {NUMBER: {"type": "br_cpf", "value": "15872146876"}}),
    Pair("LC277", "Remove it", {NUMBER: ...}),
    Pair("LC277", "correct the country", {"/user/address/country": "ES"}),
    Pair("LC278", "Remove it", {NUMBER: ...}),
    Pair("LC271", "Correct the value", {f"{NUMBER}/value": "025230"}, bad=LICENSE),
    Pair(
        "LC271",
        "the type; a leading zero may be missing",
        {f"{NUMBER}/value": "025230"},
        bad=LICENSE,
    ),
    Pair(
        "LC272",
        "Correct the number",
        {f"{NUMBER}/value": "123456780"},
        bad=ITIN,
    ),
    Pair("LC272", "remove `id_number`", {NUMBER: ...}, bad=ITIN),
]
