"""Phone numbers: the form they are written in, and whether the numbering plan has them.

The reference requires E.164 and a number that is valid for libphonenumber. In practice, Plaid also
accepts ``+1 415 555 0123`` and ``2025550165`` and refuses ``1234567890``; so the form and the
validity are separate.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

PhoneForm = Literal["e164", "spaced", "national-digits", "formatted", "garbage"]

# Longer than any form of a phone number; the parser never gets more.
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
    """The form and validity of a phone number."""

    form: PhoneForm
    """How it is written: ``e164`` is required by the reference; ``spaced`` is E.164 with spaces;
    ``national-digits`` has digits only; ``formatted`` has brackets, hyphens, a ``00`` prefix, an
    extension and so on; ``garbage`` is not a phone number at all."""

    valid: bool
    """True if the numbering plan has it; for a national number, that of one of the regions."""

    e164: str | None = None
    """The E.164 form of a valid number; None if it differs between regions."""

    extension: bool = False
    """True if it has an extension, which E.164 cannot express."""

    @property
    def is_e164(self) -> bool:
        """True if it has the form of E.164, whether the numbering plan has it or not."""
        return self.form == "e164"


def judge(number: str, regions: Sequence[str] = ("US",)) -> PhoneVerdict:
    """Check a phone number.

    ``regions`` are the ISO 3166-1 alpha-2 codes of the countries for a number without ``+``.
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
    """Return whether a number is a plus sign and two to fifteen ASCII digits, the first not 0."""
    return re.fullmatch(_E164, number) is not None


def is_certain(number: str) -> bool:
    """Return whether a number has the form of E.164 and is certainly valid, without a library.

    True for most numbers of the countries that Plaid supports; for any other use ``judge``.
    """
    from linkcheck.rules.data.phone_plans import CERTAIN

    return re.fullmatch(CERTAIN, number) is not None


def form_of(number: str) -> tuple[PhoneForm, bool]:
    """Return the form of a number, valid or not, and whether it has an extension."""
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
    """Return the strings to parse, each with its region."""
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
    # A North American number that is not certain is rarely valid, and both would be called.
    fast = None if text.startswith("+1") else _fast()
    if fast is not None:
        found = _look_up(fast, text, region)
        # An older table may lack new numbers, and has old numbers of these plans.
        if found is not None and not found.startswith(_CHANGED_PLANS):
            return found
    import phonenumbers

    return _look_up(phonenumbers, text, region)


def _look_up(library: Any, text: str, region: str | None) -> str | None:
    """Return the E.164 form of a number that is valid for the library, or None."""
    try:
        parsed = _parse(library, text, region)
    except library.NumberParseException:
        return None
    if not library.is_valid_number(parsed):
        return None
    form: str = library.format_number(parsed, library.PhoneNumberFormat.E164)
    return form


def _parse(library: Any, text: str, region: str | None) -> Any:
    """Parse a number like ``library.parse``, with a shortcut for most North American numbers."""
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
    """Return the module rphonenumbers (extra ``fast``), the same library in Rust, or None."""
    try:
        import rphonenumbers
    except ImportError:
        return None
    return rphonenumbers
