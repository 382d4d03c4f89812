"""``client_user_id``: does it contain personal data?

Only whole values of an unmistakable form count, as IDs come in every imaginable form: bare digits,
hashes, UUIDs, dates, Go time strings, fragments like an email address inside something longer.
"""

from __future__ import annotations

import re
from typing import Literal

from linkcheck.rules.formats import email

PersonalData = Literal["email", "phone", "ssn", "name"]

# Longer values are composite keys, not a person's email address, phone number or name.
MAX_LENGTH = 128

_SEPARATORS = str.maketrans("", "", " ().-")
_PHONE_CHARACTERS = frozenset("+0123456789 ().-")
# Patterns stay text until `re` compiles and caches them at first use: this keeps the start short.
_INTERNATIONAL = r"\+[1-9][0-9]{7,14}"
_NORTH_AMERICAN = (
    r"(?:\+?1[ .-]?)?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-])[2-9][0-9]{2}[ .-][0-9]{4}"
)
_SSN = r"[0-9]{3}-[0-9]{2}-[0-9]{4}"
_NAME_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?"
# Words that appear in test IDs but not in names.
_NOT_NAMES_TEXT = """
account admin app client customer default demo dev development end example fake guest id plaid prod
production sandbox sample staging test tester testing the user
"""
_NOT_NAMES = frozenset(_NOT_NAMES_TEXT.split())


def personal_data(value: str) -> PersonalData | None:
    """Return the kind of personal data that ``value`` as a whole looks like, or None.

    ``email``; ``phone``: with ``+``, or a formatted North American number (never bare digits);
    ``ssn``: a US social security number with hyphens; ``name``: two to four capitalized words.
    """
    text = value.strip()
    if not text or len(text) > MAX_LENGTH:
        return None
    if "@" in text and _is_email(text):
        return "email"
    if _PHONE_CHARACTERS.issuperset(text):
        return _digits(text)
    if " " in text and _is_name(text):
        return "name"
    return None


def _is_email(text: str) -> bool:
    return email.is_plausible(text) and text.rpartition(".")[2].isalpha()


def _digits(text: str) -> PersonalData | None:
    """Return the kind of a value of digits and separators."""
    if re.fullmatch(_SSN, text):
        return "ssn"
    if re.fullmatch(_NORTH_AMERICAN, text):
        return "phone"
    if text[0] == "+" and re.fullmatch(_INTERNATIONAL, text.translate(_SEPARATORS)):
        return "phone"
    return None


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 4 and all(
        re.fullmatch(_NAME_WORD, word) and word[0].isupper() and word.lower() not in _NOT_NAMES
        for word in words
    )
