"""Cases for rules/id_numbers.py."""

from __future__ import annotations

from typing import Any

from linkcheck.rules.data.id_types import ID_TYPES
from tests.rules.case import Case

NUMBER = "/user/id_number"
VALUE = NUMBER + "/value"


def sent(type_: Any, value: Any, country: str | None = None) -> dict[str, Any]:
    """A user with this ID number and, with ``country``, an address in it."""
    address = {} if country is None else {"address": {"country": country}}
    return {
        "user": {
            "client_user_id": "u-1001",
            **address,
            "id_number": {"type": type_, "value": value},
        }
    }


def absent(country: str, **members: Any) -> dict[str, Any]:
    """A user with an address in this country and no ID number."""
    return {"user": {"client_user_id": "u-1001", "address": {"country": country}, **members}}


# Numbers made to fail the pattern of their type: too short, too long, or formatted.
MALFORMED = {
    "ar_dni": "92.483.956",
    "au_drivers_license": "25230",
    "au_passport": "m0993353",
    "br_cpf": "158.721.468-76",
    "ca_sin": "432 199 847",
    "cl_run": "12.937.893-K",
    "cn_resident_card": "1234567890987654",
    "co_nit": "213.123.432-1",
    "dk_cpr": "130471-1813",
    "eg_national_id": "2480106010083",
    "es_dni": "12768106",
    "es_nie": "A1234567",
    "hk_hkid": "A106352(8)",
    "in_epic": "ABC123456",
    "in_pan": "bajpc4350m",
    "it_cf": "MWTMWT91D09F205",
    "jo_civil_id": "959286135",
    "jp_my_number": "3779-9136-1023",
    "ke_huduma_namba": "123456789",
    "kw_civil_id": "27303240158",
    "mx_curp": "ZAZD801124MBSYQN1",
    "mx_rfc": "HEG-820506-M10",
    "my_nric": "342178-94-5137",
    "ng_nin": "1234567890",
    "nz_drivers_license": "A1234567",
    "om_civil_id": "1535830",
    "ph_psn": "1234-5678-9123",
    "pl_pesel": "8101020014",
    "ro_cnp": "273051205469",
    "sa_national_id": "255345123",
    "se_pin": "781010-5333",
    "sg_nric": "s7755666d",
    "tr_tc_kimlik": "6553331851",
    "us_ssn": "123-45-6789",
    "us_ssn_last_4": "789",
    "za_smart_id": "800101 5009 087",
}

CASES = [
    Case("LC270", "request", sent("us_ssn_last_4", "6789"), at=[NUMBER], severity="warning"),
    Case("LC270", "request", {"user": {"client_user_id": "u-1001", "id_number": None}}),
    Case("LC270", "idv", sent("us_ssn_last_4", "6789")),
    *(
        Case("LC271", "idv", sent(type_, value), at=[VALUE], severity="error")
        for type_, value in MALFORMED.items()
    ),
    *(Case("LC271", "idv", sent(known.type, known.example)) for known in ID_TYPES.values()),
    Case("LC271", "idv", sent("us_ssn", "123-45-6780"), at=[VALUE], message="formatting"),
    Case("LC271", "idv", sent("sg_nric", "s7755666d"), at=[VALUE], message="lowercase"),
    Case("LC271", "idv", sent("us_ssn_last_4", "6789\n"), at=[VALUE]),
    Case("LC271", "idv", sent("us_ssn", "١٢٣٤٥٦٧٨٩"), at=[VALUE]),
    Case("LC271", "idv", sent("us_ssn", "1" * 5000), at=[VALUE]),
    Case("LC271", "idv", sent("cn_resident_card", "12345678909876543"), at=[VALUE]),
    Case("LC271", "idv", sent("cn_resident_card", "1" * 15)),
    Case("LC271", "idv", sent("cl_run", "12937893k")),
    Case("LC271", "idv", sent("us_ssn", "")),
    Case("LC271", "idv", sent("us_ssn", None)),
    Case("LC271", "idv", sent(4, 5)),
    Case("LC271", "idv", sent("ssn", "123-45-6780")),  # the type is wrong: for the shape check
    Case("LC271", "request", sent("us_ssn", "123-45-6780")),  # LC270 says it all
    Case("LC272", "idv", sent("us_ssn", "666123456"), at=[VALUE], severity="error"),
    Case("LC272", "idv", sent("us_ssn", "912345678"), at=[VALUE], message="begins with 9"),
    Case("LC272", "idv", sent("us_ssn", "000123456"), at=[VALUE]),
    Case("LC272", "idv", sent("us_ssn", "123006789"), at=[VALUE]),
    Case("LC272", "idv", sent("us_ssn", "123450000"), at=[VALUE]),
    Case("LC272", "idv", sent("us_ssn", "123456780")),
    Case("LC272", "idv", sent("us_ssn", "666-12-3456")),  # LC271 first
    Case("LC272", "idv", sent("ca_sin", "912345678")),
    Case("LC273", "idv", sent("us_ssn_last_4", "0000"), at=[VALUE], severity="warning"),
    Case("LC273", "idv", sent("us_ssn_last_4", "0001")),
    Case("LC273", "idv", sent("us_ssn", "0000")),
    Case("LC274", "idv", sent("br_cpf", "15872146877"), at=[VALUE], severity="warning"),
    Case("LC274", "idv", sent("cn_resident_card", "123456789098765436"), at=[VALUE]),
    Case("LC274", "idv", sent("br_cpf", "15872146876")),
    Case("LC274", "idv", sent("ar_dni", "9248395612")),  # longer than the library knows
    Case("LC274", "idv", sent("cn_resident_card", "1" * 15)),
    Case("LC274", "idv", sent("ng_nin", "12345678901")),
    Case("LC274", "idv", sent("us_ssn", "666123456")),  # LC272
    Case("LC274", "idv", sent("br_cpf", "158.721.468-77")),  # LC271
    Case(
        "LC275",
        "idv",
        sent("us_ssn", "123456780", "BR"),
        at=[NUMBER + "/type"],
        severity="warning",
    ),
    Case("LC275", "idv", sent("us_ssn", "123456780", "FI"), at=[NUMBER + "/type"]),
    Case("LC275", "idv", sent("br_cpf", "15872146876", "BR")),
    Case("LC275", "idv", sent("us_ssn", "123456780")),
    Case("LC275", "idv", sent("us_ssn", "123456780", "usa")),
    Case("LC275", "idv", sent("es_dni", "12768106R", "FR")),  # LC277
    Case("LC276", "idv", absent("BR"), at=["/user"], missing="id_number", severity="info"),
    Case("LC276", "idv", absent("US")),
    Case("LC276", "idv", absent("CZ")),
    Case("LC276", "idv", absent("FI")),
    Case("LC276", "idv", absent("BR", id_number=None)),  # LC278
    Case("LC276", "request", absent("BR")),
    Case("LC277", "idv", sent("es_dni", "12768106R", "FR"), at=[NUMBER], severity="warning"),
    Case("LC277", "idv", sent("us_ssn", "123456780", "EG"), at=[NUMBER]),
    Case("LC277", "idv", sent("eg_national_id", "24801060100831", "EG")),
    Case("LC277", "idv", sent("ro_cnp", "2730512054698", "RO")),
    Case("LC277", "idv", sent("es_dni", "12768106R", "ES")),
    Case("LC277", "idv", sent("us_ssn", "123456780", "AQ")),
    Case("LC277", "idv", absent("FR")),
    Case("LC278", "idv", absent("US", id_number=None), at=[NUMBER], severity="warning"),
    Case("LC278", "idv", absent("US")),
    Case("LC278", "request", absent("US", id_number=None)),
]
