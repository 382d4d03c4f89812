"""The ID number types of Identity Verification.

Patterns: https://plaid.com/docs/identity-verification/hybrid-input-validation/ (March 2026).
They are meant for Ruby and anchored: match the whole value, with ASCII digits. Names and examples:
the page's download of 25 August 2025. Check digits: python-stdnum.
"""

from __future__ import annotations

from typing import NamedTuple


class IdType(NamedTuple):
    """One type of ID number."""

    type: str
    country: str
    """ISO 3166-1 alpha-2."""
    name: str
    pattern: str
    """For the whole value, with ASCII digits."""
    example: str
    """Plaid's own example. Seven of them fail their check digit."""
    check_module: str | None = None
    """The python-stdnum module that knows the check digit or the birth date in it."""
    check_lengths: tuple[int, ...] = ()
    """The lengths that the module knows, where it takes fewer than Plaid; empty: all."""
    documented: bool = True
    """The Link endpoints reference lists it."""


_ALL = (
    IdType(
        "ar_dni",
        "AR",
        "Documento Nacional de Identidad (DNI)",
        r"\d{8,10}",
        "92483956",
        "stdnum.ar.dni",
        (8,),
    ),
    IdType(
        "au_drivers_license",
        "AU",
        "Driver’s License",
        r"[A-Z0-9]{6,11}",
        "25230984",
    ),
    IdType(
        "au_passport",
        "AU",
        "Passport Number",
        r"[A-Z0-9]{7,9}",
        "M0993353",
    ),
    IdType(
        "br_cpf",
        "BR",
        "Cadastro de Pessoas Físicas (CPF)",
        r"\d{11}",
        "15872146876",
        "stdnum.br.cpf",
    ),
    IdType(
        "ca_sin",
        "CA",
        "Social Insurance Number (SIN)",
        r"\d{9}",
        "432199847",
        "stdnum.ca.sin",
    ),
    IdType(
        "cl_run",
        "CL",
        "Rol Único Nacional (RUN)",
        r"\d{7,8}[0-9Kk]",
        "12937893K",
        "stdnum.cl.rut",
    ),
    IdType(
        "cn_resident_card",
        "CN",
        "Resident Identity Card Number",
        r"(?:\d{15}|\d{17}[\dX])",
        "123456789098765436",
        "stdnum.cn.ric",
        (18,),
    ),
    IdType(
        "co_nit",
        "CO",
        "Número de Identificación Tributaria (NIT)",
        r"\d{8,10}",
        "2131234321",
        "stdnum.co.nit",
    ),
    IdType(
        "dk_cpr",
        "DK",
        "Civil Personal Registration (CPR)",
        r"\d{9,11}",
        "1304711813",
        "stdnum.dk.cpr",
        (10,),
    ),
    IdType(
        "eg_national_id",
        "EG",
        "National ID Card Number",
        r"\d{14}",
        "24801060100831",
    ),
    IdType(
        "es_dni",
        "ES",
        "Documento Nacional de Identidad (DNI)",
        r"\d{8}[A-Z]",
        "12768106R",
        "stdnum.es.dni",
    ),
    IdType(
        "es_nie",
        "ES",
        "Número de Identidad de Extranjero (NIE)",
        r"[A-Z]\d{7}[A-Z]",
        "A1234567D",
        "stdnum.es.nie",
    ),
    IdType(
        "hk_hkid",
        "HK",
        "Hong Kong Identity (HKID)",
        r"[A-Z0-9]{8,9}",
        "A1063528",
    ),
    IdType(
        "in_pan",
        "IN",
        "Permanent Account Number (PAN)",
        r"[A-Z]{5}\d{4}[A-Z]",
        "BAJPC4350M",
        "stdnum.in_.pan",
    ),
    IdType(
        "it_cf",
        "IT",
        "Codice Fiscale (CF)",
        r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]",
        "MWTMWT91D09F205Z",
        "stdnum.it.codicefiscale",
    ),
    IdType(
        "jo_civil_id",
        "JO",
        "Civil Identification Number",
        r"\d{10,14}",
        "9592861351",
    ),
    IdType(
        "jp_my_number",
        "JP",
        '"My Number" Resident Record Code',
        r"\d{12}",
        "377991361023",
        "stdnum.jp.in_",
    ),
    IdType(
        "ke_huduma_namba",
        "KE",
        "Huduma Namba",
        r"\d{10}",
        "0123456789",
    ),
    IdType(
        "kw_civil_id",
        "KW",
        "Civil ID Card Number",
        r"\d{12}",
        "273032401586",
    ),
    IdType(
        "mx_curp",
        "MX",
        "Clave Única de Registro de Población (CURP)",
        r"[A-Z]{4}\d{6}[A-Z]{6}[A-Z\d]\d",
        "ZAZD801124MBSYQN13",
        "stdnum.mx.curp",
    ),
    IdType(
        "mx_rfc",
        "MX",
        "Registro Federal de Contribuyentes (RFC)",
        r"[A-Z]{4}\d{6}[A-Z\d]{3}",
        "HEGJ820506M10",
        "stdnum.mx.rfc",
    ),
    IdType(
        "my_nric",
        "MY",
        "National Registration Identity Card Number (NRIC)",
        r"\d{12}",
        "342178945137",
        "stdnum.my.nric",
    ),
    IdType(
        "ng_nin",
        "NG",
        "National ID Number",
        r"\d{11}",
        "12345678901",
    ),
    IdType(
        "nz_drivers_license",
        "NZ",
        "Driver’s License",
        r"[A-Z]{2}\d{6}",
        "AB123456",
    ),
    IdType(
        "om_civil_id",
        "OM",
        "Identity Card Number",
        r"\d{8,9}",
        "15358308",
    ),
    IdType(
        "ph_psn",
        "PH",
        "PhilSys Number",
        r"\d{12}",
        "123456789123",
    ),
    IdType(
        "pl_pesel",
        "PL",
        "PESEL Number",
        r"\d{11}",
        "81010200141",
        "stdnum.pl.pesel",
    ),
    IdType(
        "ro_cnp",
        "RO",
        "Cod Numeric Personal (CNP)",
        r"\d{13}",
        "2730512054698",
        "stdnum.ro.cnp",
    ),
    IdType(
        "sa_national_id",
        "SA",
        "Biṭāgat Al-ʼaḥwāl",
        r"[A-Z0-9]{10}",
        "2553451234",
    ),
    IdType(
        "se_pin",
        "SE",
        "Personnummer (PIN)",
        r"\d{9,12}",
        "7810105333",
        "stdnum.se.personnummer",
        (10, 12),
    ),
    IdType(
        "sg_nric",
        "SG",
        "National Registration Identity Card",
        r"[A-Z]\d{7}[A-Z]",
        "S7755666D",
    ),
    IdType(
        "tr_tc_kimlik",
        "TR",
        "T.C. Kimlik No.",
        r"\d{11}",
        "65533318510",
        "stdnum.tr.tckimlik",
    ),
    IdType(
        "us_ssn",
        "US",
        "Social Security Number (SSN or ITIN)",
        r"\d{9}",
        "123456789",
        "stdnum.us.ssn",
    ),
    IdType(
        "us_ssn_last_4",
        "US",
        "Social Security Number (SSN or ITIN) Last 4",
        r"\d{4}",
        "6789",
    ),
    IdType(
        "za_smart_id",
        "ZA",
        "Smart ID Card Number",
        r"\d{13}",
        "8001015009087",
        "stdnum.za.idnr",
    ),
    IdType(
        "in_epic",
        "IN",
        "Voter ID (EPIC)",
        r"[A-Z]{3}\d{7}",
        "ABC0000000",
        "stdnum.in_.epic",
        documented=False,
    ),
)

ID_TYPES: dict[str, IdType] = {row.type: row for row in _ALL}
"""Every type, by its value in ``user.id_number.type``."""
