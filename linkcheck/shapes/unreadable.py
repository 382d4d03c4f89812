"""The rules about documents that cannot be read, so that nothing else is checked."""

from __future__ import annotations

from linkcheck.engine.rule import Rule, define
from linkcheck.shapes.rules import nothing

UNREADABLE = "unreadable"
"""The area of the rules that leave nothing else to be checked once they are broken."""

_ERRORS_PAGE = "https://plaid.com/docs/errors/invalid-request/"


def _unreadable(code: str, name: str, doc: str, covers: str = "") -> Rule:
    return define(
        code,
        name,
        nothing,
        doc,
        source=_ERRORS_PAGE,
        area=UNREADABLE,
        covers=covers,
        plaid="INVALID_BODY",
        shape=True,
    )


INVALID_JSON = _unreadable(
    "LC001",
    "invalid-json",
    """The document is no well-formed JSON text in UTF-8.

    Why: Plaid cannot parse the body and answers INVALID_BODY.
    Bad: text '{"client_name": "Wonderwallet",}'
    Good: {}
    """,
    covers="C019",
)
NON_FINITE_NUMBER = _unreadable(
    "LC003",
    "non-finite-number",
    """A number is NaN, an infinity, or larger than a JSON number of 64 bits can be.

    Why: JSON has no such numbers: a strict reader refuses the body, others take null or infinity.
    Bad: text '{"client_name": "Wonderwallet", "transactions": {"days_requested": 1e400}}'
    Good: {"transactions": {"days_requested": 90}, "products": ["transactions"]}
    Note: A bare `NaN` or `Infinity` in a JSON text is no JSON at all: LC001.
    """,
)
LONE_SURROGATE = _unreadable(
    "LC004",
    "lone-surrogate",
    r"""A text or member name holds half of a surrogate pair.

    Why: UTF-8 cannot carry it, so that the body cannot be sent, or arrives with a character less.
    Bad: {"client_name": "Wonder\ud83d"}
    Good: {"client_name": "Wonder"}
    """,
)
NESTING_TOO_DEEP = _unreadable(
    "LC005",
    "nesting-too-deep",
    f"""The document is nested more than 200 levels deep, or holds more than a million values.

    Why: No document of the Link endpoints needs more than ten levels. Such a body is broken or
        hostile, a Python value that holds itself has no end, and many readers crash on either.
    Bad: text '{'{"user": ' * 201}1{"}" * 201}'
    Good: {{}}
    """,
)
NOT_AN_OBJECT = _unreadable(
    "LC006",
    "not-an-object",
    """The document is not a JSON object.

    Why: A request body is one JSON object; so are all answers and webhooks of Plaid.
    Bad: text '["auth"]'
    Good: {}
    """,
    covers="C019",
)
NON_STRING_KEY = _unreadable(
    "LC007",
    "non-string-key",
    """A dict has a key that is not a string.

    Why: JSON has only strings for member names; Python's json module would write the key as text
        without a word.
    Bad: python '{"client_name": "Wonderwallet", 1: "one"}'
    Good: {}
    Note: Can be seen in Python values only.
    """,
)
NOT_A_JSON_VALUE = _unreadable(
    "LC008",
    "not-a-json-value",
    """A value is a Python object that JSON cannot express, such as bytes, a set or a date.

    Why: The body cannot be written as JSON.
    Bad: python '{"client_name": b"Wonderwallet"}'
    Bad: python '{"client_name": "Wonderwallet", "products": {"auth"}}'
    Good: {}
    Note: Can be seen in Python values only. Tuples count as arrays, and instances of subclasses of
        str, int, float, list and dict as what they derive from.
    """,
)
