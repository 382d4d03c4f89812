"""Plaid's tokens and IDs: the kind and the environment of a string.

Forms: Plaid's error pages (access and public tokens), the examples of the Link endpoints reference
and of the OpenAPI file (the others), of the version in ``schemas``.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

TokenKind = Literal[
    "access_token",
    "public_token",
    "link_token",
    "user_token",
    "processor_token",
    "third_party_user_token",
    "payment_id",
    "consent_id",
    "user_id",
    "idv_template_id",
    "idv_id",
    "layer_template_id",
    "institution_id",
]

LIVE_ENVIRONMENTS = ("sandbox", "production")
GONE_ENVIRONMENTS = ("development",)
"""Plaid shut down Development on June 20, 2024."""

# <prefix>-<environment>-<identifier>; no prefix begins with another one.
_ENVIRONMENT_PREFIXES: dict[str, TokenKind] = {
    "access": "access_token",
    "public": "public_token",
    "link": "link_token",
    "user": "user_token",
    "processor": "processor_token",
    "third-party-user": "third_party_user_token",
    "payment-id": "payment_id",
    "consent-id": "consent_id",
}
# <prefix>_<identifier>
_PLAIN_PREFIXES: dict[str, TokenKind] = {
    "usr": "user_id",
    "idvtmp": "idv_template_id",
    "idv": "idv_id",
    "template": "layer_template_id",
    "ins": "institution_id",
}

# Identifiers in Plaid's own documentation: saving one does not leak anything.
_DOCUMENTED_EXAMPLES = frozenset(
    {
        "af1a0311-da53-4636-b754-dd15cc058176",
        "b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
        "de3ce8ef-33f8-452c-a685-8671031fc0f6",
    }
)

_ENVIRONMENTS = LIVE_ENVIRONMENTS + GONE_ENVIRONMENTS
_HEX = frozenset("0123456789abcdef")
_UUID_GROUPS = [8, 4, 4, 4, 12]

_PLACEHOLDER_WORDS = frozenset(
    {
        "...",
        "change-me",
        "change_me",
        "changeme",
        "replace-me",
        "replace_me",
        "replaceme",
        "TODO",  # in capitals only: Todo is a family name
    }
)
_PLACEHOLDER_PREFIXES = tuple(
    f"{verb}your{mark}"
    for verb in ("", "enter_", "enter-", "insert_", "insert-", "put_", "put-")
    for mark in "_-"
)
_PROSE = (
    r"(?:(?:enter|insert|paste|put) (?:an?|the|your)|your) (?:[a-z]+ ){0,3}"
    r"(?:token|secret|(?:api|secret) key|(?:client|template|user) id|uri|url)(?: here)?"
)
_ORDERS = ("enter_", "insert_", "put_")  # ENTER_ACCESS_TOKEN_HERE
_LONGEST_X = 30  # the length of a secret; longer runs test how long a string may be
_TEMPLATE_SIGNS = frozenset("$%<{:")
# Patterns stay text until `re` compiles and caches them at first use: this keeps the start short.
_MARKER = r"""
      \$\{[^{}]{1,200}\}                          # ${PLAID_SECRET}
    | \{\{[^{}]{1,200}\}\}                        # {{ plaid_secret }}
    | <%?=?\ ?[A-Za-z][A-Za-z0-9_.\ -]{0,199}%?>  # <secret>, <%= secret %>
"""
_WHOLE_MARKER = r"""
      \$[A-Z][A-Z0-9_]+                           # $PLAID_SECRET
    | %[A-Za-z_][A-Za-z0-9_]*%                    # %PLAID_SECRET%
    | %\([A-Za-z_][A-Za-z0-9_]*\)s                # %(secret)s
    | \#?\{[A-Za-z_][A-Za-z0-9_.]*\}              # {secret}, #{secret}
"""
# In a URL, which cannot contain braces, and where a % begins an escape of two digits.
_URL_MARKER = r"""
      \{[^{}\s/]{0,200}\}                         # {host}, #{host}, {0}
    | %(?![0-9A-Fa-f]{2})[A-Za-z_][A-Za-z0-9_]*%  # %HOST%
    | %[A-Za-z_][A-Za-z0-9_]*%(?![0-9A-Fa-f]{2})  # %DEV_HOST%, which begins like an escape
    | %(?:\([A-Za-z_][A-Za-z0-9_]*\))?s           # %s, %(host)s
    | [/=:.@]\$[A-Za-z_]                          # $host, at the beginning of a part
    | [/=]:[A-Za-z_]                              # :id
"""
# A marker followed by the rest of a URL: {base}/oauth, $scheme://example.com
_URL_BEGINNING = rf"""
    (?: {_WHOLE_MARKER} | [$:][A-Za-z_][A-Za-z0-9_]* | %s | \{{[0-9]*\}} ) (?: / | \? | :// ) \S*
"""


class Token(NamedTuple):
    """A string that begins like one of Plaid's tokens or IDs."""

    kind: TokenKind
    environment: str | None
    """``sandbox``, ``production`` or ``development``; None if the string names none of them."""
    identifier: str
    """The part after the prefix and the environment."""
    well_formed: bool
    """True if prefix, environment (if the kind has one) and identifier are all present.

    A token of the Development environment is well formed, although it no longer works."""

    @property
    def environment_gone(self) -> bool:
        """True if the token is of an environment that no longer exists."""
        return self.environment in GONE_ENVIRONMENTS

    @property
    def has_uuid(self) -> bool:
        """True if the identifier is a UUID, as in all examples of tokens with an environment."""
        return is_uuid(self.identifier)

    @property
    def looks_live(self) -> bool:
        """True if the token could be real: not made up by hand, and not an example of Plaid."""
        return (
            self.well_formed
            and not self.environment_gone
            and self.identifier.lower() not in _DOCUMENTED_EXAMPLES
            and _is_random(self.identifier)
        )


def parse(text: str) -> Token | None:
    """Recognize a token or ID by its prefix; None for any other string."""
    for prefix, kind in _ENVIRONMENT_PREFIXES.items():
        if text.startswith(prefix + "-"):
            return _with_environment(kind, text[len(prefix) + 1 :])
    prefix, underscore, identifier = text.partition("_")
    plain_kind = _PLAIN_PREFIXES.get(prefix)
    if plain_kind is None or not underscore:
        return None
    usable = identifier.isdigit() if plain_kind == "institution_id" else identifier.isalnum()
    return Token(plain_kind, None, identifier, usable and identifier.isascii())


def environment_of(text: str) -> str | None:
    """Return the environment of a token, even if it no longer exists; None for other strings."""
    token = parse(text)
    return token.environment if token is not None else None


def is_uuid(text: str) -> bool:
    """Return whether a string is 32 hexadecimal digits in the groups of a UUID."""
    groups = text.split("-", 5)
    return [len(group) for group in groups] == _UUID_GROUPS and _is_hex(
        text.replace("-", "").lower()
    )


def is_placeholder(text: str) -> bool:
    """Return whether a string is or contains a template marker: ``${X}``, ``<x>``, ``YOUR_X``."""
    word = text.strip().lower()
    if not _PLACEHOLDER_WORDS.isdisjoint((word, text.strip())):
        return True
    if len(word) > 3 and (set(word) == {"*"} or (set(word) == {"x"} and len(word) <= _LONGEST_X)):
        return True
    # A real ID has digits: `your-db-id-3b24110`, from Plaid's own samples.
    if text.isupper() and word.startswith(_ORDERS) and word.endswith("_here"):
        return True
    if word.startswith(_PLACEHOLDER_PREFIXES) and not re.search(r"[\s0-9]", word):
        return True
    if " " in word and re.fullmatch(_PROSE, word):
        return True
    return not _TEMPLATE_SIGNS.isdisjoint(text) and (
        re.search(_MARKER, text, re.VERBOSE) is not None
        or re.fullmatch(_WHOLE_MARKER, text.strip(), re.VERBOSE) is not None
        or ("://" in text and re.search(_URL_MARKER, text, re.VERBOSE) is not None)
        or re.fullmatch(_URL_BEGINNING, text.strip(), re.VERBOSE) is not None
    )


def looks_like_client_id(text: str) -> bool:
    """Return whether a string is 24 hexadecimal digits, like every ``client_id`` (observed)."""
    return len(text) == 24 and _is_hex(text)


def looks_like_secret(text: str) -> bool:
    """Return whether a string is 30 hexadecimal digits, like every ``secret`` (observed)."""
    return len(text) == 30 and _is_hex(text)


def looks_live_secret(text: str) -> bool:
    """Return whether a string has the form of a ``secret`` and was not made up by hand."""
    return looks_like_secret(text) and _is_random(text)


def _with_environment(kind: TokenKind, rest: str) -> Token:
    environment, _, identifier = rest.partition("-")
    if environment not in _ENVIRONMENTS:
        return Token(kind, None, rest, well_formed=False)
    usable = identifier.isascii() and identifier.replace("-", "").isalnum()
    return Token(kind, environment, identifier, usable)


def _is_hex(text: str) -> bool:
    return set(text) <= _HEX


def _is_random(text: str) -> bool:
    """Return whether digits are too varied to be typed by hand (000..., 0123456789)."""
    digits = text.lower().replace("-", "")
    return len(set(digits)) >= 8 and "1234567" not in digits
