"""Plausibility of e-mail addresses."""

from __future__ import annotations

from linkcheck.rules.formats import email
from tests.offenders import each


@each(
    "address",
    [
        "jane@example.com",
        "a@b.co",
        "jane.doe+plaid_test@mail.example.co.uk",
        "o'brien@example.ie",
        "!#$%&'*+-/=?^_`{|}~@example.com",
        "x..y.@docomo.ne.jp",
        "UPPER@EXAMPLE.COM",
        "1@2.de",
        '"jane doe"@example.com',
        "\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a",
        "\u7528\u6237@\u4f8b\u5b50\u3002\u5e7f\u544a",
        "jane@\u092e\u0947\u0932.\u092d\u093e\u0930\u0924",
        "jos\u00e9@b\u00fccher.de",
        "jane@xn--bcher-kva.example",
        "jane@xn--80ak6aa92e.xn--p1ai",
        "jane@a-b.example.museum",
    ],
)
def test_plausible(address: str) -> None:
    assert email.fault(address) is None
    assert email.is_plausible(address)


@each(
    ("address", "fault"),
    [
        ("jane.example.com", "no-at"),
        ("", "no-at"),
        ("@", "local-part"),
        ("@example.com", "local-part"),
        ("...@example.com", "local-part"),
        ("jane@doe@example.com", "local-part"),
        ("jane,doe@example.com", "local-part"),
        ("mailto:jane@example.com", "local-part"),
        ("jane doe@example.com", "blank"),
        ("jane@example.com ", "blank"),
        ("jane@example.com\n", "blank"),
        ("jane\x00@example.com", "blank"),
        ("jane\u00a0doe@example.com", "blank"),
        ("jane@example", "domain"),
        ("jane@", "domain"),
        ("jane@.com", "domain"),
        ("jane@example..com", "domain"),
        ("jane@example.com.", "domain"),
        ("jane@-example.com", "domain"),
        ("jane@example-.com", "domain"),
        ("jane@10.0.0.1", "domain"),
        ("jane@exa$mple.com", "domain"),
        ("jane@" + "a" * 64 + ".com", "domain"),
        ("a" * 600 + "@example.com", "length"),
    ],
)
def test_implausible(address: str, fault: str) -> None:
    assert email.fault(address) == fault
    assert not email.is_plausible(address)
