"""Decide which names and strings of a document may be shown, by an allow-list.

A field name that is in no schema is shown only if it looks like an identifier; a string only if it
is an allowed value of a field, or looks harmless.
"""

from __future__ import annotations

import json
import re

from linkcheck.engine.kinds import DocumentKind
from linkcheck.pointer import Path
from linkcheck.shapes.loader import listed_values, safe_names, sensitive_names

Api = type[DocumentKind]

_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_.$-]{0,39}")
JSON_NUMBER = re.compile(r"-?[0-9]{1,7}(?:\.[0-9]{1,3})?")
# A long run of letters and digits is a key or an identifier, not a word.
_TOKEN_LIKE = re.compile(r"(?<![A-Za-z0-9_+/=-])(?=[A-Za-z0-9_+/=-]*[0-9])[A-Za-z0-9_+/=-]{16,}")
_LETTERS = re.compile(r"[A-Za-z]{16,}")
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST_WORD = 24
# Matches every string. ``localhost:3000`` is a host with a port, not a scheme.
_URL = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?![0-9]))?(?P<slashes>//)?"
    r"(?P<host>[^/?#]*)(?P<path>[^?#]*)(?P<hidden>.*)",
    re.DOTALL,
)
_URL_SIGNS = re.compile(r"[/:?#%&=;]")
_SCHEME = re.compile(r"[A-Za-z]+(?:[+.-][A-Za-z]+){0,3}")
_LABEL = re.compile(r"\*|[^\W_](?:[\w-]{0,38}[^\W_])?")
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\.(?!$)|$)){4}")
_PORT = re.compile(r":[0-9]{1,5}")
_SEGMENT = re.compile(
    r"[a-z]{1,20}(?:[-_][a-z]{1,20}){0,3}(?:\.(?:html?|php|aspx?|jsp|do|json))?", re.ASCII
)
_LONGEST = 60
MOST_DIGITS = 4


def shown_name(api: Api, name: str) -> str:
    """Return a field name for a message: in backticks, or a description if it may be personal."""
    return f"`{name}`" if is_shown_name(api, name) else "A field whose name is not shown"


def is_shown_name(api: Api, name: str) -> bool:
    """True if a field name is in a schema or looks like an identifier.

    An identifier has at most 40 characters and four digits, and is not a token.
    """
    return is_known_name(api, name) or (
        _IDENTIFIER.fullmatch(name) is not None
        and count_digits(name) <= MOST_DIGITS
        and not _is_token(api, name)
    )


def dotted(api: Api, path: Path) -> str:
    """Return a path for a message: ``user.name`` or ``products[0]``; hidden names are ``*``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if is_shown_name(api, step) else "*"
            text += f".{name}" if text else name
    return text


def is_shown_number(value: float) -> bool:
    """True if a number is too short to identify somebody."""
    return JSON_NUMBER.fullmatch(json.dumps(value)) is not None


def is_shown_text(api: Api, text: str) -> bool:
    """True if a string looks harmless: short, with few digits, not a token or an address."""
    return mask_text(api, text) == text


def mask_text(api: Api, text: str) -> str:
    """Return a string of a field that is not sensitive, with ``*`` where it looks harmful."""
    if text in listed_values(api):
        return text
    token = api.mask_token(text)
    if token:
        return token
    if not text.isprintable() or "\\" in text:
        return "*" * len(text)
    if _URL_SIGNS.search(text):
        return _mask_url(api, text) if len(text) <= 4 * _LONGEST else "*" * len(text)
    harmless = (
        len(text) <= _LONGEST
        and "@" not in text
        and count_digits(text) <= MOST_DIGITS
        and not _is_token(api, text)
    )
    return text if harmless else "*" * len(text)


def _mask_url(api: Api, text: str) -> str:
    """Mask a URL except its scheme, host and port, and the path segments of lower-case words.

    This also applies to strings that look like a URL; without ``//`` the first segment is the host,
    unless there is a scheme.
    """
    url = _URL.fullmatch(text)
    assert url is not None  # every part is optional, and the last takes the rest
    scheme, slashes, host, path = url["scheme"], url["slashes"] or "", url["host"], url["path"]
    shown = ""
    if scheme is not None:
        shown = (scheme if _is_word(api, _SCHEME, scheme) else "*" * len(scheme)) + ":"
    if scheme is not None and not slashes:
        host, path = "", host + path
    segments = [s if _is_word(api, _SEGMENT, s) else "*" * len(s) for s in path.split("/")]
    shown += slashes + _mask_host(api, host) + "/".join(segments)
    return shown + "*" * len(url["hidden"])


def _mask_host(api: Api, authority: str) -> str:
    """Mask the part of a host before an ``@``, and labels that look like tokens."""
    user, at, rest = authority.rpartition("@")
    host, colon, port = rest.partition(":")
    hidden, port = "*" * len(user + at), colon + port
    if port and not _PORT.fullmatch(port):
        return hidden + "*" * len(rest)
    if _IPV4.fullmatch(host):
        return hidden + rest
    has_number = count_digits(host) > MOST_DIGITS
    labels = (
        label
        if _is_word(api, _LABEL, label) and not (has_number and count_digits(label))
        else "*" * len(label)
        for label in host.split(".")
    )
    return hidden + ".".join(labels) + port


def is_plain_word(api: Api, text: str) -> bool:
    """True for a word, or up to four, in one case: ``update``, ``oauth-return``, ``DEV``."""
    is_one_case = text in (text.lower(), text.upper())
    return is_one_case and _is_word(api, _SEGMENT, text.lower())


def _is_word(api: Api, pattern: re.Pattern[str], text: str) -> bool:
    """True for an empty string, and for one that matches a pattern and is not like a token."""
    return not text or (pattern.fullmatch(text) is not None and not _is_token(api, text))


def _is_token(api: Api, text: str) -> bool:
    """True if a string contains something like a key: long, with digits or random letters."""
    if _TOKEN_LIKE.search(text) or api.mask_token(text):
        return True
    for letters in _LETTERS.findall(text):
        words = _HUMPS.findall(letters)
        # Words in camel case have about five letters, those in a random string fewer than three.
        if len(letters) < 3.5 * len(words) or max(map(len, words)) > _LONGEST_WORD:
            return True
    return False


def count_digits(text: str) -> int:
    """Return the number of digits in a string."""
    return sum(map(str.isdigit, text))


def is_known_name(api: Api, name: str) -> bool:
    """True if a schema has a field of this name."""
    return name in safe_names(api) or name in sensitive_names(api)
