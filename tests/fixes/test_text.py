"""Fixes on JSON texts: byte order mark, encoding, line ends, and all else as it was."""

from __future__ import annotations

import json

import pytest

from linkcheck.checker import Checker
from linkcheck.fixes.edits import apply_edits
from linkcheck.fixes.text import fix_decoded, fix_text
from linkcheck.sources.decode import decode

CHECKER = Checker()
BEFORE = """\
{
  "client_name" : "Wonder\\u0077allet",   "language": "EN",
  "country_codes": ["us", "CA"],

  "products": [
    "Auth", "identity",
    "identity"
  ],
  "user": { "client_user_id": "gr\u00fc\u00df-1001", "phone_number": "+1 (415) 555-0123" },
  "redirect_uri": ""
}
"""
AFTER = """\
{
  "client_name" : "Wonder\\u0077allet",   "language": "en",
  "country_codes": ["US", "CA"],

  "products": [
    "auth", "identity"
  ],
  "user": { "client_user_id": "gr\u00fc\u00df-1001", "phone_number": "+14155550123" }
}
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_only_what_is_fixed_changes(mark: str, line_end: str) -> None:
    before, after = (mark + text.replace("\n", line_end) for text in (BEFORE, AFTER))
    assert fix_text(before, CHECKER).value == after
    assert fix_text(before.encode(), CHECKER).value == after.encode()
    assert fix_text(bytearray(before.encode()), CHECKER).value == after.encode()


def test_a_fixed_text_stays_as_it_is() -> None:
    again = fix_text(AFTER, CHECKER)
    assert again.value == AFTER
    assert again.applied == ()


def test_applied_and_remaining_violations_are_reported() -> None:
    text = BEFORE.replace('"CA"', '"ZZ"')
    fixed = fix_text(text, CHECKER)
    assert sorted(v.code for v in fixed.applied) == ["LC104"] * 3 + ["LC105", "LC111", "LC227"]
    assert [(v.code, v.pointer) for v in fixed.left] == [("LC104", "/country_codes/1")]


@pytest.mark.parametrize("text", ["", "{", "nul", '{"a": 1,}', "\ufeff"])
def test_a_broken_text_comes_back_as_it_is(text: str) -> None:
    fixed = fix_text(text, CHECKER)
    assert fixed.value == text
    assert [v.code for v in fixed.left] == ["LC001"]
    assert fix_text(text.encode(), CHECKER).value == text.encode()


def test_bytes_that_are_no_text_come_back_as_they_are() -> None:
    assert fix_text(b'{"a": "\xff"}', CHECKER).value == b'{"a": "\xff"}'


@pytest.mark.parametrize("text", ["1", '"products"', "[]", '["auth", "auth"]', "null"])
def test_json_that_is_not_an_object_is_returned_unchanged(text: str) -> None:
    assert fix_text(text, CHECKER, unsafe=True).value == text


def test_of_a_repeated_member_all_go() -> None:
    text = json.dumps(json.loads(AFTER))[:-1] + ', "webhook": "x", "language": "en", "webhook": ""}'
    fixed = fix_text(text, CHECKER)
    assert "webhook" not in json.loads(fixed.value)
    assert fixed.value.count('"language": "en"') == 2


def test_of_a_repeated_member_the_last_is_fixed() -> None:
    text = AFTER.replace('"language": "en"', '"language": "EN", "language": "DE"')
    assert '"language": "EN", "language": "de"' in fix_text(text, CHECKER).value


def test_edits_are_those_of_the_text_without_byte_order_mark() -> None:
    decoded = decode(b"\xef\xbb\xbf" + BEFORE.encode())
    fixes = fix_decoded(decoded, CHECKER)
    assert decoded.text == BEFORE
    assert apply_edits(decoded.text, fixes.edits) == AFTER
    assert fixes.fixed.value == json.loads(AFTER)
    assert list(fixes.edits) == sorted(fixes.edits)


def test_a_text_without_fixes_has_no_edits() -> None:
    assert fix_decoded(decode(AFTER), CHECKER).edits == ()
