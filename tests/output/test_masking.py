"""Masking: what may be shown, and what never is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.documents import Document
from linkcheck.pointer import Path
from linkcheck.redaction import (
    is_shown_name,
    mask_fix,
    mask_pointer,
    mask_url,
    may_show,
    shown_name,
)
from linkcheck.redaction.json_line import Place, mask_line
from linkcheck.violation import Fix
from tests.offenders import each

REQUEST = Document.CREATE_REQUEST


def _line(line: str, column: int = 1, path: Path = ()) -> str:
    return mask_line(line, Place(column, path, REQUEST))


@pytest.mark.parametrize(
    "line",
    [
        '{"language": "en", "country_codes": ["US", "GB"], "products": ["auth"]}',
        '{"client_name": "Wonderwallet"}',
        '{"webhook": "https://example.com/plaid/webhook"}',
        '{"enable_multi_item_link": true, "hosted_link": {"url_lifetime_seconds": 1814400}}',
        '{"transactions": {"days_requested": 730}}',
    ],
)
def test_harmless_values_of_known_fields_are_shown(line: str) -> None:
    assert _line(line) == line


@each(
    ("line", "masked"),
    [
        ('{"secret": "abc"}', '{"secret": "***"}'),
        ('{"secret": 12345}', '{"secret": *****}'),
        ('{"secret": true}', '{"secret": ****}'),
        ('{"secret": {"language": "abc"}}', '{"secret": {"language": "***"}}'),
        ('{"secret": ["abc", ["x"]]}', '{"secret": ["***", ["*"]]}'),
        ('{"client_name": "Ann Lee"}', '{"client_name": "*******"}'),  # it may be a person
        ('{"language": 780511}', '{"language": ******}'),
        ('{"note": "abc"}', '{"note": "***"}'),
        ('{"note": {"language": "abc"}}', '{"note": {"language": "***"}}'),
        ('{"auth": {"language": "abc"}}', '{"auth": {"language": "***"}}'),
        ('{"language": {"language": "abc"}}', '{"language": {"language": "***"}}'),
        ('{"language": ["abc"]}', '{"language": ["***"]}'),
        ('{"language": "x", "jo@example.com": 1}', '{"language": "x", "**************": *}'),
        ('{"webhook": "https://x.io/a?key=abc"}', '{"webhook": "https://x.io/a********"}'),
        ('{"webhook": "https://me:pw@x.io/"}', '{"webhook": "https://******x.io/"}'),
        ('{"webhook": "https://x.io/123456/a"}', '{"webhook": "https://x.io/******/a"}'),
        ('{"language": "jo@example.com"}', '{"language": "**************"}'),
        ('{"language": "123-45-6789"}', '{"language": "***********"}'),
        ('{"language": "a\\u0062c"}', '{"language": "********"}'),
        ('{"language": "4f9d0c1be88a4e57b2d6"}', '{"language": "********************"}'),
        ('{"auth": {"flow_type": 123456789}}', '{"auth": {"flow_type": *********}}'),
        ('{"access_token": "access-sandbox-1f-2e"}', '{"access_token": "access-sandbox-*****"}'),
        ('{"phone_number": "+14155550123"}', '{"phone_number": "+1415*****23"}'),
        ('{"auth": "abc"}', '{"auth": "***"}'),
        ('{"products": "abc"}', '{"products": "***"}'),
        ('"abc"', '"***"'),
        ("[1]", "[*]"),
        ('{"note": "+14155550123"}', '{"note": "************"}'),
    ],
)  # fmt: skip
def test_all_else_is_masked_in_its_width(line: str, masked: str) -> None:
    assert _line(line) == masked
    assert len(masked) == len(line)


@pytest.mark.parametrize(
    ("line", "column", "path", "masked"),
    [
        # An entry of an array, on a line of its own.
        ('    "auth",', 5, ("products", 0), '    "auth",'),
        ('    "auth",', 5, ("note", 0), '    "****",'),
        # A value whose name is on the line before.
        ('  "en"', 3, ("language",), '  "en"'),
        ('  "abc"', 3, ("secret",), '  "***"'),
        # What the line closes before the place is not known; what it opens is.
        ('"abc"}, "language": "en"', 9, ("language",), '"***"}, "language": "en"'),
        ('"abc"]}, "language": "en"', 10, ("language",), '"***"]}, "language": "en"'),
        ('"hosted_link": {"is_mobile_app": true}, "x": 1', 17, ("hosted_link", "is_mobile_app"),
         '"hosted_link": {"is_mobile_app": true}, "x": *'),
        # Deep in an unknown member nothing is known.
        ('"language": "en"', 1, ("note", "language"), '"language": "**"'),
        ('"language": "en"', 1, ("note", 3, "language"), '"language": "**"'),
        # After the end of the container of the place its neighbours follow.
        ('"days_requested": 1}, "language": "en"', 1, ("transactions", "days_requested"),
         '"days_requested": 1}, "language": "en"'),
    ],
)  # fmt: skip
def test_lines_within_a_document(line: str, column: int, path: Path, masked: str) -> None:
    assert _line(line, column, path) == masked


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ('{"secret": hunter2, "language": "en"}', '{"secret": *******, "language": "**"}'),
        ("{'secret': 'hunter2'}", "{********: *********}"),
        ('{"language: "en", "secret": "hunter2"}', '{"language: "**", "secret": "*******"}'),
        ('{"secret": "hunter2', '{"secret": "*******'),
        ('{"hunter2": ', '{"*******": '),
        ("secret=hunter2", "**************"),
    ],
)
def test_of_broken_text_only_known_names_are_shown(line: str, masked: str) -> None:
    shown = mask_line(line)
    assert "hunter2" not in shown
    assert len(shown) == len(line)
    if "language: " not in line:
        assert shown == masked


@each(
    ("name", "is_shown"),
    [
        ("language", True),
        ("clientName", True),
        ("x-trace.id", True),
        ("jo@example.com", False),
        ("+14155550123", False),
        ("id_123456", False),
        ("Jane Doe", False),
        ("4f9d0c1be88a4e57b2d6", False),
        ("", False),
        ("a-" * 20 + "a", False),
        ("jane_doe_1985", True),  # a known limit
        ("requirePhoneNumberVerification", True),
        ("XMLHttpRequestAddress", True),
        ("_123_45_6789", False),
        ("AbCdEfGhIjKlMnOpQrStUvWx", False),
        ("qWeRtYuiOpAsDfGhJkLz", False),
        ("a" * 25, False),
        ("access-sandbox-abc", False),
    ],
)
def test_names(name: str, is_shown: bool) -> None:
    assert is_shown_name(name) is is_shown
    assert (f"`{name}`" == shown_name(name)) is is_shown


@pytest.mark.parametrize(
    ("pointer", "masked"),
    [
        ("", ""),
        ("/user/phone_number", "/user/phone_number"),
        ("/products/12", "/products/12"),
        ("/user/jo@example.com/a", "/user/**************/a"),
        ("/123456789", "/*********"),
        ("/a~1b", "/***"),
        ("/products/123456", "/products/123456"),  # an array, whatever its size
        ("/user/6789", "/user/****"),  # an object: this is a name
        ("/user/12", "/user/12"),
        ("/note/1234", "/note/1234"),
        ("/note/12345", "/note/*****"),
        ("/link_sessions/12345/results", "/link_sessions/12345/results"),
    ],
)
def test_pointers(pointer: str, masked: str) -> None:
    assert mask_pointer(pointer) == masked


@each(
    ("url", "masked"),
    [
        ("https://example.com/oauth.html", "https://example.com/oauth.html"),
        ("https://api-2.example.com:8443/a/link-callback", None),
        ("http://192.168.1.10:3000/oauth", None),
        ("http://localhost:3000/", None),
        ("localhost:3000/x", None),
        ("https://*.example.com/oauth", None),
        ("https://münchen.example/oauth", None),
        ("wonderwallet://oauth/done", None),
        ("com.example.app://oauth", None),
        ("com.example.app", None),
        ("example.com/oauth", None),
        ("https://example.com/v1/Oauth/a.b", "https://example.com/**/*****/***"),
        ("https://example.com/a%40b", "https://example.com/*****"),
        ("https://example.com/a?b", "https://example.com/a**"),
        ("https://example.com#a", "https://example.com**"),
        ("https://example.com/a;b=c", "https://example.com/*****"),
        ("https://a:b@example.com/", "https://****example.com/"),
        ("https://a@b@example.com/", "https://****example.com/"),
        ("https://123.45.6789.example.com/", "https://***.**.****.example.com/"),
        ("https://AbCdEfGhIjKlMnOpQrStUvWx.example.com", "https://************************.example.com"),
        ("https://dc9c138f75de4db1883a.example.com", "https://********************.example.com"),
        ("https://example.com:123456789/", "https://*********************/"),
        ("https://[::1]/a", "https://*****/a"),
        ("mailto:jo@example.com", "mailto:**************"),
        ("tel:+14155550123", "tel:************"),
        ("myapp:Jane", "myapp:****"),
        ("a" * 20 + "/" + "b" * 20, None),
        ("a" * 20 + "/" + "b" * 21, "a" * 20 + "/" + "*" * 21),
        ("a" * 241 + "/", "*" * 242),
        ("a\\b/c", "*****"),
        ("//", None),
        ("/", None),
        (":", "*"),
    ],
)  # fmt: skip
def test_urls(url: str, masked: str | None) -> None:
    assert mask_url(url) == (url if masked is None else masked)


@given(st.text(st.sampled_from("aZ1%@:/?#.-_;= é"), max_size=30))
def test_of_any_text_only_words_are_shown(text: str) -> None:
    shown = mask_url(text)
    assert len(shown) == len(text)
    assert all(a in (b, "*") for a, b in zip(shown, text, strict=True))
    rest = shown.partition("//")[2].partition("/")[2] if "//" in shown else ""
    assert not re.search(r"[A-Z0-9%@?#;=]", rest)


@each(
    ("path", "value", "is_shown"),
    [
        (("language",), "en", True),
        (("products",), ["auth"], True),
        (("products", 0), "auth", True),
        (("transactions",), {"days_requested": 90}, True),
        (("language",), None, True),
        (("enable_multi_item_link",), True, True),
        (("secret",), "x", False),
        (("user", "phone_number"), "x", False),
        (("note",), "x", False),
        (("language",), "jo@example.com", False),
        (("transactions",), {"days_requested": 123456789}, False),
        (("transactions",), {"note": 1}, False),
        (("products",), [["auth"]], False),
        (("products",), "abc", False),
        (("auth",), "abc", False),
    ],
)
def test_values_at_a_path(path: Path, value: object, is_shown: bool) -> None:
    assert may_show(REQUEST, path, value) is is_shown


def test_fixes_are_shown_unless_they_hold_something_personal() -> None:
    shown = Fix("Remove it", ({"op": "remove", "path": "/secret"},))
    entry = Fix("Add it", ({"op": "add", "path": "/products/-", "value": "auth"},))
    hidden = Fix("Write it", ({"op": "add", "path": "/user/legal_name", "value": "Jo"},))
    assert mask_fix(REQUEST, shown) is shown
    assert mask_fix(REQUEST, entry) is entry
    assert mask_fix(REQUEST, hidden) is None
