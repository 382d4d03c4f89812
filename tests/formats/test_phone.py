"""Forms and validity of phone numbers."""

from __future__ import annotations

import pytest

from linkcheck.rules.formats import phone
from tests.offenders import each


@each(
    ("number", "form", "valid", "e164"),
    [
        ("+14155550010", "e164", True, "+14155550010"),
        ("+442071838750", "e164", True, "+442071838750"),
        ("+11234567890", "e164", False, None),  # no area code begins with 1
        ("+15555550123", "e164", False, None),
        ("+1", "formatted", False, None),
        ("+141555500", "e164", False, None),  # too short
        ("+1415555001012345", "formatted", False, None),  # sixteen digits
        ("+0415555001", "formatted", False, None),
        ("+1 415 555 0123", "spaced", True, "+14155550123"),
        ("+44 20 7183 8750", "spaced", True, "+442071838750"),
        ("2025550165", "national-digits", True, "+12025550165"),
        ("4155558888", "national-digits", True, "+14155558888"),
        ("14155550123", "national-digits", True, "+14155550123"),
        ("1234567890", "national-digits", False, None),  # Plaid refuses it
        ("(415) 555-0010", "formatted", True, "+14155550010"),
        ("415-555-0010", "formatted", True, "+14155550010"),
        ("+1-415-555-0010", "formatted", True, "+14155550010"),
        ("tel:+14155550010", "formatted", True, "+14155550010"),
        ("00442071838750", "formatted", True, "+442071838750"),
        ("+14155550010\n", "formatted", True, "+14155550010"),
        (" +14155550010", "formatted", True, "+14155550010"),
        ("\uff0b14155550010", "formatted", True, "+14155550010"),
        (
            "\u0664\u0661\u0665\u0665\u0665\u0665\u0660\u0660\u0661\u0660",
            "formatted",
            True,
            "+14155550010",
        ),
        ("", "garbage", False, None),
        ("+", "garbage", False, None),
        ("---", "garbage", False, None),
        ("abc", "garbage", False, None),
        ("call 4155550123", "garbage", False, None),
        ("1" * 49, "garbage", False, None),
    ],
)
def test_judge(number: str, form: str, valid: bool, e164: str | None) -> None:
    verdict = phone.judge(number)
    assert (verdict.form, verdict.valid, verdict.e164) == (form, valid, e164)
    assert verdict.is_e164 == phone.is_e164(number) == (form == "e164")


@pytest.mark.parametrize(
    "number", ["+1 415 555 0123 ext. 22", "(415) 555-0123 x22", "415-555-0123#9"]
)
def test_extension_is_separated(number: str) -> None:
    verdict = phone.judge(number)
    assert (verdict.form, verdict.valid, verdict.extension) == ("formatted", True, True)
    assert verdict.e164 == "+14155550123"


def test_national_number_is_read_in_the_regions_given() -> None:
    assert not phone.judge("02071838750").valid
    assert phone.judge("02071838750", ["US", "GB"]).e164 == "+442071838750"
    assert not phone.judge("2025550165", []).valid


def test_number_that_two_regions_read_differently_is_valid_but_ambiguous() -> None:
    verdict = phone.judge("612345678", ["FR", "ES"])
    assert (verdict.valid, verdict.e164) == (True, None)


def test_a_plus_sign_makes_the_region_irrelevant() -> None:
    assert phone.judge("+14155550010", ["GB"]).e164 == "+14155550010"
    assert phone.judge("+14155550010", []).valid
