"""Formats and check digits of ID numbers."""

from __future__ import annotations

import pytest

from linkcheck.rules.data.id_types import ID_TYPES
from linkcheck.rules.formats import id_numbers
from tests.offenders import each

FAILING_EXAMPLES = {
    "ca_sin",
    "cn_resident_card",
    "es_nie",
    "it_cf",
    "jp_my_number",
    "mx_curp",
    "my_nric",
}


@each("type_", ID_TYPES)
def test_plaids_example_has_the_format_of_its_type(type_: str) -> None:
    example = ID_TYPES[type_].example
    assert id_numbers.judge(type_, example).well_formed
    assert id_numbers.judge(type_, example + "\n").fault == "formatting"
    assert id_numbers.judge(type_, example + "#").fault == "format"
    assert id_numbers.judge(type_, "1").fault == "format"
    assert id_numbers.judge(type_, "").fault == "format"


@each("type_", ID_TYPES)
def test_plaids_example_and_its_check_digit(type_: str) -> None:
    row = ID_TYPES[type_]
    expected = None if row.check_module is None else type_ not in FAILING_EXAMPLES
    assert id_numbers.check_digits_hold(type_, row.example) is expected


@each(
    ("type_", "value", "fault", "repaired"),
    [
        ("ar_dni", "92.483.956", "formatting", "92483956"),
        ("au_drivers_license", "25230", "format", None),
        ("au_passport", "m0993353", "case", "M0993353"),
        ("br_cpf", "158.721.468-76", "formatting", "15872146876"),
        ("ca_sin", "432 199 847", "formatting", "432199847"),
        ("cl_run", "12.937.893-K", "formatting", "12937893K"),
        ("cl_run", "12937893k", None, None),
        ("cn_resident_card", "1234567890987654", "format", None),  # between the two lengths
        ("cn_resident_card", "123456789098765", None, None),
        ("hk_hkid", "A106352(8)", "formatting", "A1063528"),
        ("in_pan", "bajpc4350m", "case", "BAJPC4350M"),
        ("jp_my_number", "3779-9136-1023", "formatting", "377991361023"),
        ("us_ssn", "123-45-6789", "formatting", "123456789"),
        ("us_ssn", "12345678", "format", None),
        ("us_ssn", "\uff11\uff12\uff13456789", "format", None),  # ASCII digits only
        ("us_ssn_last_4", "6789\n", "formatting", "6789"),
        ("us_ssn_last_4", "789", "format", None),
        ("za_smart_id", "800101 5009 087", "formatting", "8001015009087"),
        ("us_ssn", "1" * 1000, "format", None),
        ("no_such_type", "whatever", None, None),
    ],
)
def test_judge(type_: str, value: str, fault: str | None, repaired: str | None) -> None:
    verdict = id_numbers.judge(type_, value)
    assert (verdict.fault, verdict.repaired) == (fault, repaired)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("912345678", "begins-with-9"),
        ("666123456", "begins-with-666"),
        ("000123456", "begins-with-000"),
        ("123006789", "group-00"),
        ("123450000", "serial-0000"),
        ("123456789", None),
        ("665123456", None),
    ],
)
def test_never_issued(value: str, reason: str | None) -> None:
    assert id_numbers.judge("us_ssn", value).never_issued == reason
    assert id_numbers.judge("ca_sin", value).never_issued is None


def test_last_four() -> None:
    assert id_numbers.last_four_never_issued("0000")
    assert not id_numbers.last_four_never_issued("0001")


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("br_cpf", "15872146877", False),
        ("ca_sin", "123456782", True),
        ("ar_dni", "1234567890", None),  # the library knows 7 or 8 digits
        ("dk_cpr", "130471181", None),
        ("se_pin", "78101053333", None),
        ("cn_resident_card", "123456789098765", None),
        ("br_cpf", "158.721.468-76", None),  # not well formed: nothing to add
        ("us_ssn", "078051120", False),  # printed in a wallet
        ("sg_nric", "S7755666D", None),
        ("no_such_type", "1", None),
    ],
)
def test_check_digits(type_: str, value: str, expected: bool | None) -> None:
    assert id_numbers.check_digits_hold(type_, value) is expected
