"""Recognising tokens, ids, secrets and placeholders."""

from __future__ import annotations

import pytest

from linkcheck.rules.formats import tokens
from tests.offenders import each
from tests.robustness.work import calls, is_linear

UUID = "1f0d9c3a-7b52-4e86-9a14-c05be2d7863f"


@each(
    ("text", "kind", "environment", "well_formed"),
    [
        (f"access-sandbox-{UUID}", "access_token", "sandbox", True),
        (f"access-production-{UUID}", "access_token", "production", True),
        (f"access-development-{UUID}", "access_token", "development", True),
        (f"public-sandbox-{UUID}", "public_token", "sandbox", True),
        (f"link-sandbox-{UUID}", "link_token", "sandbox", True),
        ("link-production-840204-193734", "link_token", "production", True),
        (f"user-sandbox-{UUID}", "user_token", "sandbox", True),
        (f"processor-sandbox-{UUID}", "processor_token", "sandbox", True),
        (f"third-party-user-sandbox-{UUID}", "third_party_user_token", "sandbox", True),
        (f"payment-id-sandbox-{UUID}", "payment_id", "sandbox", True),
        (f"consent-id-production-{UUID}", "consent_id", "production", True),
        ("usr_9nSp2KuZ2x4JDw", "user_id", None, True),
        ("idvtmp_4FrXJvfQU3zGUR", "idv_template_id", None, True),
        ("idv_52xR9LKo77r1Np", "idv_id", None, True),
        ("template_4uinBNe4B2x9", "layer_template_id", None, True),
        ("ins_127989", "institution_id", None, True),
        ("ins_", "institution_id", None, False),
        ("ins_chase", "institution_id", None, False),
        ("usr_", "user_id", None, False),
        ("usr_a b", "user_id", None, False),
        ("access-sandbox", "access_token", "sandbox", False),
        ("access-sandbox-", "access_token", "sandbox", False),
        (f"access-sandbox-{UUID}\n", "access_token", "sandbox", False),
        (f"access-staging-{UUID}", "access_token", None, False),
        (f"access-sandboxed-{UUID}", "access_token", None, False),
        (f"access-Sandbox-{UUID}", "access_token", None, False),
        ("user-1", "user_token", None, False),
    ],
)
def test_parse(text: str, kind: str, environment: str | None, well_formed: bool) -> None:
    token = tokens.parse(text)
    assert token is not None
    assert (token.kind, token.environment, token.well_formed) == (kind, environment, well_formed)
    assert tokens.environment_of(text) == environment


@pytest.mark.parametrize(
    "text", ["", "abc", UUID, "accesss-sandbox-x", "USR_1", "sandbox", " link-sandbox-x"]
)
def test_no_token(text: str) -> None:
    assert tokens.parse(text) is None
    assert tokens.environment_of(text) is None


def test_environment_gone() -> None:
    gone = tokens.parse(f"access-development-{UUID}")
    live = tokens.parse(f"access-sandbox-{UUID}")
    assert gone is not None
    assert live is not None
    assert gone.environment_gone
    assert not live.environment_gone
    assert not gone.looks_live


def test_identifier_is_a_uuid_or_not() -> None:
    uuid, other = (
        tokens.parse(f"link-sandbox-{UUID}"),
        tokens.parse("link-production-840204-193734"),
    )
    assert uuid is not None
    assert other is not None
    assert uuid.identifier == UUID
    assert uuid.has_uuid
    assert not other.has_uuid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"access-production-{UUID}", True),
        ("access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6", False),  # Plaid's own example
        ("access-sandbox-00000000-0000-0000-0000-000000000000", False),
        ("access-sandbox-12345678-1234-1234-1234-123456789012", False),
        ("access-sandbox-xxx", False),
        ("access-sandbox-", False),
    ],
)
def test_live_token(text: str, expected: bool) -> None:
    token = tokens.parse(text)
    assert token is not None
    assert token.looks_live == expected


@each(
    "text",
    [
        "${PLAID_SECRET}",
        "https://${HOST}/oauth",
        "{{ plaid_secret }}",
        "<secret>",
        "<your client id>",
        "<%= secret %>",
        "https://<HOST>/x",
        "YOUR_SECRET",
        "your-client-id-here",
        "$PLAID_SECRET",
        "%PLAID_SECRET%",
        "%(secret)s",
        "{client_id}",
        "#{secret}",
        "CHANGEME",
        "change-me",
        "REPLACE_ME",
        "TODO",
        "xxxxxxxx",
        "********",
        "...",
        "insert_your_secret",
        "x" * 30,
        "your access token",
        "Your Plaid secret",
        "paste your access token here",
        "Enter the client ID",
        "https://{host}/x",
        "https://%DEV_HOST%/x",
        "$base/oauth",
        ":scheme://example.com",
    ],
)
def test_placeholder(text: str) -> None:
    assert tokens.is_placeholder(text)


@each(
    "text",
    [
        "",
        "5f1c0de0f0a94c6fbd1d6a2c9a3b77",
        "https://example.com/oauth.html",
        f"access-sandbox-{UUID}",
        "Wonderwallet",
        "Your Company",
        "Yourway",
        "a < b",
        "1 < 2 > 0",
        "Tom & Jerry's {Shop}",
        "$5 Store",
        "100%",
        "Todo List Ltd",
        "Todo",
        "xx",
        "x" * 40,
        "Your ID",
        "Enter the Dragon",
        "Put a Token on It",
        "Your Key",
        "$ave: the shop",
        ":-) Shop",
        "https://example.com/%AB%CD",
        "https://[::ab]:80/x",
    ],
)
def test_no_placeholder(text: str) -> None:
    assert not tokens.is_placeholder(text)


@pytest.mark.parametrize(
    ("text", "form", "live"),
    [
        ("5f1c0de0f0a94c6fbd1d6a2c9a3b77", True, True),
        ("0123456789abcdef0123456789abcd", True, False),
        ("0" * 30, True, False),
        ("5f1c0de0f0a94c6fbd1d6a2c9a3b7", False, False),
        ("5F1C0DE0F0A94C6FBD1D6A2C9A3B77", False, False),
        ("5f1c0de0f0a94c6fbd1d6a2c9a3b77\n", False, False),
        ("password", False, False),
    ],
)
def test_secret(text: str, form: bool, live: bool) -> None:
    assert tokens.looks_like_secret(text) == form
    assert tokens.looks_live_secret(text) == live


def test_client_id() -> None:
    assert tokens.looks_like_client_id("0123456789abcdef01234567")
    assert not tokens.looks_like_client_id("0123456789abcdef0123456789abcd")
    assert not tokens.looks_like_client_id("my-client")


@pytest.mark.parametrize(
    "piece",
    ["${", "{{", "<a ", "your_", "access-", "%a", "x", "$A", "://%a", "://{", "{a/", ":a"],
)
def test_hostile_text_takes_linear_work(piece: str) -> None:
    def read(size: int) -> None:
        assert tokens.is_placeholder(piece * size) in (True, False)
        tokens.parse("access-sandbox-" + piece * size)

    read(1)
    assert is_linear(*(calls(lambda size=size: read(size)) for size in (1000, 2000, 4000)))
