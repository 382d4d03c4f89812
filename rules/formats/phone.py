"""Phone numbers: the form they are written in, and whether the numbering plan has them.

The reference asks for E.164 and for a number that libphonenumber takes as valid. Plaid also takes
``+1 415 555 0123`` and ``2025550165`` in practice and refuses ``1234567890``; so the form and the
validity are told apart.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

PhoneForm = Literal["e164", "spaced", "national-digits", "formatted", "garbage"]

# Longer than any way to write a phone number; the parser never sees more.
MAX_LENGTH = 48

# Patterns stay text until `re` compiles and caches them at first use: this keeps the start short.
_E164 = r"\+[1-9][0-9]{1,14}"
_SPACED = r"\+[1-9](?=[0-9]* )(?: ?[0-9])+"
_DIGITS = r"(?!00)[0-9]+"
_FORMATTED = (
    r"\s*(?:tel:)?[+\uff0b]?"
    r"[\d\s()\[\]./\u2010-\u2015\u2212-]*\d[\s)]*"
    r"(?P<extension>(?:;?\s*ext[.=:]?|x|#)\s*\d{1,7})?\s*"
)


class PhoneVerdict(NamedTuple):
    """What is known about a phone number."""

    form: PhoneForm
    """How it is written: ``e164`` is what the reference asks for; ``spaced`` is E.164 with spaces;
    ``national-digits`` has digits only; ``formatted`` has brackets, hyphens, a ``00`` prefix, an
    extension and so on; ``garbage`` is no phone number at all."""

    valid: bool
    """The numbering plan has it; a national number counts if one of the regions has it."""

    e164: str | None = None
    """The E.164 form of a valid number; None where two regions read it differently."""

    extension: bool = False
    """It has an extension, which E.164 cannot hold."""

    @property
    def is_e164(self) -> bool:
        """It is E.164 text. Says nothing about the numbering plan."""
        return self.form == "e164"


def judge(number: str, regions: Sequence[str] = ("US",)) -> PhoneVerdict:
    """Judge a phone number.

    ``regions`` are the ISO 3166-1 alpha-2 codes in which a number without ``+`` is looked up.
    """
    form, extension = form_of(number)
    if form == "garbage":
        return PhoneVerdict(form, valid=False)
    readings = {
        reading
        for text, region in _attempts(number, regions)
        if (reading := _valid_e164(text, region)) is not None
    }
    e164 = readings.pop() if len(readings) == 1 else None
    return PhoneVerdict(
        form, valid=e164 is not None or bool(readings), e164=e164, extension=extension
    )


def is_e164(number: str) -> bool:
    """``number`` is E.164 text: a plus sign, no leading zero, two to fifteen ASCII digits."""
    return re.fullmatch(_E164, number) is not None


def is_certain(number: str) -> bool:
    """``number`` is E.164 text that is valid for certain, as told without a library.

    It is so for most numbers of the countries that Plaid works in; for any other ask ``judge``.
    """
    from linkcheck.rules.data.phone_plans import CERTAIN

    return re.fullmatch(CERTAIN, number) is not None


def form_of(number: str) -> tuple[PhoneForm, bool]:
    """How a number is written, and whether it has an extension; says nothing of its validity."""
    if len(number) > MAX_LENGTH:
        return "garbage", False
    if re.fullmatch(_E164, number):
        return "e164", False
    if re.fullmatch(_SPACED, number):
        return "spaced", False
    if re.fullmatch(_DIGITS, number):
        return "national-digits", False
    match = re.fullmatch(_FORMATTED, number, re.IGNORECASE)
    if match is None:
        return "garbage", False
    return "formatted", match["extension"] is not None


def _attempts(number: str, regions: Sequence[str]) -> list[tuple[str, str | None]]:
    """The texts to parse, each with the region to read it in."""
    text = number.strip()
    if text.lower().startswith("tel:"):
        text = text[4:].lstrip()
    if text.startswith("00"):  # the international prefix outside North America
        text = "+" + text[2:]
    if text[0] in "+\uff0b":
        return [(text, None)]
    return [(text, region) for region in regions]


def _valid_e164(text: str, region: str | None) -> str | None:
    if is_certain(text):
        return text
    # A number of North America that is not certain is hardly valid, and both would be asked.
    fast = None if text.startswith("+1") else _fast()
    if fast is not None:
        found = _look_up(fast, text, region)
        # An older table may lack what a newer one has, and has old numbers of these plans.
        if found is not None and not found.startswith(_CHANGED_PLANS):
            return found
    import phonenumbers

    return _look_up(phonenumbers, text, region)


def _look_up(library: Any, text: str, region: str | None) -> str | None:
    """The E.164 form of a number that the library takes for valid."""
    try:
        parsed = _parse(library, text, region)
    except library.NumberParseException:
        return None
    if not library.is_valid_number(parsed):
        return None
    form: str = library.format_number(parsed, library.PhoneNumberFormat.E164)
    return form


def _parse(library: Any, text: str, region: str | None) -> Any:
    """As ``library.parse``, which has nothing to find out about most North American numbers."""
    national = text[2:]
    if (
        text.startswith("+1")
        and len(national) == 10
        and national[0] in "23456789"
        and national.isascii()
        and national.isdigit()
    ):
        return library.PhoneNumber(country_code=1, national_number=int(national))
    return library.parse(text, region)


# Plans that changed after the tables of rphonenumbers 0.1.0: Benin and Saint Helena.
_CHANGED_PLANS = ("+229", "+290")


@cache
def _fast() -> Any:
    """The module rphonenumbers (extra ``fast``), or None: the same library in Rust."""
    try:
        import rphonenumbers
    except ImportError:
        return None
    return rphonenumbers
