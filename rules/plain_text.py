"""A user in plain form, told from the JSON text itself.

What ``linkcheck.rules.plain`` tells of values, one pattern tells here of the text of most users, in
less time than decoding them takes. It knows fewer users than ``plain`` and the schema take as
plain and sound, never others (tests/rules/test_plain_text.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from linkcheck.rules.formats.phone import is_certain
from linkcheck.rules.plain import EMAIL, LONGEST_EMAIL, fits_country
from linkcheck.shapes.guard import MARK_SIGNS, MARK_WORDS, UNSET_WORDS

Members = tuple[bool, ...]
"""Which members a plain user has."""

# Letters of Latin scripts that have a capital and a small form, and how encoders that give ASCII
# only write them.
_LETTER = "A-Za-zÀ-ÖØ-öø-ķĹ-ž"
_ESCAPE = r"\\u(?:00(?!d7|f7)[c-f]|01(?!38|7f)[0-7])[0-9a-f]"
_OTHER = r"0-9_ .,'#/&()-"
_MORE = rf"[{_LETTER}{_OTHER}]*(?:{_ESCAPE}[{_LETTER}{_OTHER}]*)*(?<! )"
# Few texts begin with a letter that a mark of a template begins with, so that is looked at first.
_MARKS = MARK_SIGNS + "".join(word[0] + word[0].upper() for word in MARK_WORDS)
_UNMARKED = (
    rf'(?!(?i:{"|".join(UNSET_WORDS)})")'
    f"(?=[^{_MARKS}]|(?![{MARK_SIGNS}]|(?i:{'|'.join(MARK_WORDS)})))"
)
_BRIEF = r'(?=[^"]{1,50}")'  # no schema asks for less
_NAME = rf"{_UNMARKED}(?:[{_LETTER}]|{_ESCAPE}){_MORE}"
_LINE = rf"{_BRIEF}{_UNMARKED}(?! )[{_OTHER}]*(?:[{_LETTER}]|{_ESCAPE}){_MORE}"  # with a letter

_USER = {
    "client_user_id": rf"{_UNMARKED}(?:[0-9]+|[0-9_-]*[A-Za-z][A-Za-z0-9_-]*)",
    "legal_name": _NAME,
    "phone_number": r"\+[0-9]+",
    "email_address": rf'(?=[^"]{{1,{LONGEST_EMAIL}}}"){_UNMARKED}{EMAIL}',
}
_ADDRESS = {
    "street": _LINE,
    "street2": _LINE,
    "city": _LINE,
    "region": "[A-Z0-9]+",
    "postal_code": rf"{_UNMARKED}[A-Z0-9]+",
    "country": "[A-Z]{2}",
}
_COUNT = len(_USER) + len(_ADDRESS)


def plain_user(text: str, start: int) -> tuple[Members, int] | None:
    """Which members a plain user has, and where its text ends, if one begins there in a text.

    None for any other, right or wrong. Never raises.
    """
    match = _match()(text, start)
    if match is None:
        return None
    values = match.groups()
    user_id, legal_name, phone, _, street, _, city, region, postal_code, country = values
    # No value holds a quote, so there are more of them if a member is repeated.
    quotes = 4 * (_COUNT - values.count(None))
    if street is not None:
        quotes += 2
        if city is None or not fits_country(country, region, postal_code):
            return None
    end = match.end()
    if text.count('"', start, end) != quotes or (user_id == legal_name and user_id is not None):
        return None
    if phone is not None and not is_certain(phone):
        return None
    return tuple(map(bool, values)), end


@cache
def _match() -> Callable[[str, int], re.Match[str] | None]:
    members = [_member(name, pattern) for name, pattern in _USER.items()]
    parts = [_member(name, pattern) for name, pattern in _ADDRESS.items()]
    return re.compile(_object([*members, f'address": ?{_object(parts)}'])).match


def _object(members: list[str]) -> str:
    """The text of an object with any of these members, at least one."""
    return rf'\{{(?:"(?:{"|".join(members)})(?:, ?(?=")|(?=\}})))+\}}'


def _member(name: str, pattern: str) -> str:
    return rf'{name}": ?"({pattern})"'
