"""Conditions are shown without what may be secret or personal."""

from __future__ import annotations

import pytest

from linkcheck.sources.code.javascript.tokens import tokens as tokens_of_javascript
from linkcheck.sources.code.masked import mask_condition
from linkcheck.sources.code.python.tokens import tokens

SHOWN = [
    "is_update and not user.access_token",
    'mode == "update" or mode == "RE-AUTH"',
    'environment in ("sandbox", "production")',
    'os.getenv("PLAID_PRODUCTS", "auth, transactions")',
    'os.getenv("PLAID_REDIRECT_URI", "https://example.com/oauth")',
    'body["products"] == []',
    "len(items) > 10",
    "naïve == ''",
]
MASKED = {
    'user.email == "jane@example.com"': 'user.email == "****************"',
    "password == b'hunter2'": "password == b'*******'",
    'name == "Jane"': 'name == "****"',
    'key == """AbCdEfGhIjKlMnOpQrStUvWx"""': 'key == """************************"""',
    'f"{a}-s3cret" == rf"s{b:>{c}}"': 'f"**********" == rf"*********"',
    'token.startswith("access-sandbox-5e1f")': 'token.startswith("*******************")',
    'url == "https://example.com/u?name=jane"': 'url == "*******************************"',
    'x == "\\x61uth"': 'x == "*******"',
    'code in ("a" "uth", "s3cret")': 'code in ("a" "uth", "******")',
    "pin == 123456": "pin == ******",
    "(a  # note": "**  * ****",
}


@pytest.mark.parametrize("text", SHOWN)
def test_conditions_that_are_shown_as_they_are(text: str) -> None:
    assert mask_condition(text, tokens(text)) == text


@pytest.mark.parametrize("text", MASKED)
def test_what_is_masked_in_conditions(text: str) -> None:
    assert mask_condition(text, tokens(text)) == MASKED[text]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('mode === "update" && !user?.accessToken', ""),
        ('process.env.PLAID_PRODUCTS ?? "auth,transactions"', ""),
        ("process.env.MODE !== `hunter2`", "process.env.MODE !== `*******`"),
        ("/hunter2/.test(name as string)", "/*******/.test(name as string)"),
        ("`${name}-hunter2` === 'Jane' /* me */", "`${name}********` === '****' /* ** */"),
        ("a > 123456", "a > ******"),
        ("a === (", "* *** *"),
    ],
)
def test_conditions_of_javascript(text: str, shown: str) -> None:
    assert mask_condition(text, tokens_of_javascript(text)) == (shown or text)
