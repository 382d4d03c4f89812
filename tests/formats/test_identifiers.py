"""Personal data in client_user_id: false positives are worse than misses."""

from __future__ import annotations

from linkcheck.rules.formats import identifiers
from tests.offenders import each


@each(
    ("value", "kind"),
    [
        ("jane@example.com", "email"),
        ("JANE.DOE+x@mail.example.co.uk", "email"),
        (" jane@example.com ", "email"),
        ("+14155550010", "phone"),
        ("+442071838750", "phone"),
        ("+1 (415) 555-0010", "phone"),
        ("+44 20 7183 8750", "phone"),
        ("(415) 555-0010", "phone"),
        ("415-555-0010", "phone"),
        ("415.555.0010", "phone"),
        ("1-415-555-0010", "phone"),
        ("123-45-6789", "ssn"),
        ("Jane Doe", "name"),
        ("Jane van-Houten", None),  # not every word capitalised
        ("Mary Ann O'Neill", "name"),
        ("Ren\u00e9e M\u00fcller-L\u00fcdenscheidt", "name"),
    ],
)
def test_personal_data(value: str, kind: str | None) -> None:
    assert identifiers.personal_data(value) == kind


@each(
    "value",
    [
        "Gx0a1cYJ8b2",
        "demo-user-001",
        "user_good",
        "user-id",
        "u-1001",
        "1",
        "0",
        "1234567890",
        "4155550010",
        "14155550010",
        "123456789",
        "1777248000123",
        "1786924800.1234567",
        "2020-08-03 17:48:36.123 -0700 PDT m=+0.01",
        "2026-06-25 12:00:00.123456789 +0000 UTC m=+0.012345678",
        "2020-08-03",
        "2020-08-03T17:48:36Z",
        "Mon Aug 03 2020 17:48:36 GMT-0700",
        "c0e2c4ee-b763-4af5-cfe9-46a46bce883d",
        "00000000-0000-0000-0000-000000000000",
        "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
        "dGhpcyBpcyBub3QgYW4gaWQ+/w==",
        "auth0|5f7c8ec7c33c6c004bbafe82",
        "tenant:42:user:7",
        "123-456-7890",
        "123-4567",
        "10.0.0.1",
        "192.168.100.2001",
        "+1",
        "+abc",
        "+12",
        "-14155550010",
        "Test User",
        "Demo Customer",
        "Acme 42",
        "jane doe",
        "JaneDoe",
        "[object Object]",
        "jane@localhost",
        "jane@",
        "@jane",
        "a@1.2",
        "",
        " ",
        "x" * 10_000 + "@example.com",
    ],
)
def test_no_personal_data(value: str) -> None:
    assert identifiers.personal_data(value) is None
