"""Rules about unreadable documents, in which nothing else is checked."""

from __future__ import annotations

from linkcheck.engine.rule import RULES, Rule, define
from linkcheck.shapes.rules import nothing

UNREADABLE = "unreadable"
"""The area of these rules."""

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
    """The document is not valid JSON in UTF-8.

    Why: Plaid cannot parse the body and answers INVALID_BODY.
    Bad: text '{"client_name": "Wonderwallet",}'
    Good: {}
    """,
    covers="C019",
)
NON_FINITE_NUMBER = _unreadable(
    "LC003",
    "non-finite-number",
    """The number is NaN or infinite, which JSON does not allow.

    Help: Use a finite number; if there is no value, leave the field out.
    Why: A strict reader refuses the body, others read null or infinity. A number that does not fit
        in a 64-bit float becomes infinite in most readers.
    Bad: text '{"client_name": "Wonderwallet", "transactions": {"days_requested": 1e400}}'
    Good: {"transactions": {"days_requested": 90}, "products": ["transactions"]}
    Note: A bare `NaN` or `Infinity` in JSON text is a syntax error: LC001.
    """,
)
LONE_SURROGATE = _unreadable(
    "LC004",
    "lone-surrogate",
    r"""The string contains half of a surrogate pair.

    Help: Cut strings between characters, not inside them.
    Why: UTF-8 cannot encode it, so the body cannot be sent or loses a character. It is what
        remains of an emoji, for example, that was cut in the middle. Field names are checked too.
    Bad: {"client_name": "Wonder\ud83d"}
    Good: {"client_name": "Wonder"}
    """,
)
NESTING_TOO_DEEP = _unreadable(
    "LC005",
    "nesting-too-deep",
    f"""The document is nested more than 200 levels deep or contains itself.

    Help: Look for data that is wrapped repeatedly; Link documents need at most ten levels.
    Why: Such a body is broken or hostile, a Python value that contains itself never ends, and many
        readers crash on either. A document with more than a million values is refused too.
    Bad: text '{'{"user": ' * 201}1{"}" * 201}'
    Good: {{}}
    """,
)
NOT_AN_OBJECT = _unreadable(
    "LC006",
    "not-an-object",
    """The document is not a JSON object.

    Help: Pass one JSON object.
    Why: Each request body is one JSON object, and so is each response and webhook.
    Bad: text '["auth"]'
    Good: {}
    """,
    covers="C019",
)
NON_STRING_KEY = _unreadable(
    "LC007",
    "non-string-key",
    """A key of the dict is not a string.

    Help: Use only field names (strings) as keys.
    Why: Field names in JSON are strings; Python's json module silently converts the key.
    Bad: python '{"client_name": "Wonderwallet", 1: "one"}'
    Good: {}
    Note: Applies to Python values only.
    """,
)
NOT_A_JSON_VALUE = _unreadable(
    "LC008",
    "not-a-json-value",
    """JSON has no form for the value, such as bytes or a set.

    Help: Convert it to a string, a number or an array.
    Why: The body cannot be encoded as JSON.
    Bad: python '{"client_name": b"Wonderwallet"}'
    Bad: python '{"client_name": "Wonderwallet", "products": {"auth"}}'
    Good: {}
    Note: Applies to Python values only. Tuples count as arrays, and instances of subclasses of str,
        int, float, list and dict as their base type.
    """,
)

UNREADABLE_CODES = frozenset(code for code, rule in RULES.items() if rule.area == UNREADABLE)
"""The codes of these rules."""
