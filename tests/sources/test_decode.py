"""Decoding: strict, and with one clear word on what is broken."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.pointer import Span
from linkcheck.sources.decode import Decoded, SourceError, decode
from tests.offenders import each

BROKEN: list[tuple[bytes | str, int, int, str]] = [
    ("", 1, 1, "The document is empty."),
    (" \n ", 1, 1, "The document is empty."),
    ("{", 1, 2, "The document ends before the `{` on line 1 is closed"),
    ('{"a": [1,\n 2', 2, 3, "The document ends before the `[` on line 1 is closed"),
    ('{"a": "x', 1, 7, "ends inside a string"),
    ('{"a": 1,}', 1, 8, "Trailing comma before `}`"),
    ('{"a": 1,\n}', 1, 8, "Trailing comma before `}`"),
    ("[1, 2, ]", 1, 6, "Trailing comma before `]`"),
    ("[1,, 2]", 1, 4, "Unexpected comma"),
    ("{'a': 1}", 1, 2, "single quotes"),
    ("{\"a\": 'x'}", 1, 7, "single quotes"),
    ("{“a”: 1}", 1, 2, "typographic quotes"),
    ("{a: 1}", 1, 2, "Field name without quotes"),
    ('{"a": sandbox}', 1, 7, "String without quotes"),
    ("// note\n{}", 1, 1, "comment"),
    ('{"a": 1 /* note */}', 1, 9, "comment"),
    ('{\n# note\n"a": 1}', 2, 1, "comment"),
    ('{"a": NaN}', 1, 7, "JSON does not allow `NaN` or `Infinity`"),
    ('{"a": -Infinity}', 1, 7, "JSON does not allow `NaN` or `Infinity`"),
    ('{"a": NaN, "b": 1, "b": 2}', 1, 7, "JSON does not allow `NaN` or `Infinity`"),
    ('{"b": 1, "b": 2, "a": NaN}', 1, 23, "JSON does not allow `NaN` or `Infinity`"),
    ('{"a": True}', 1, 7, "Python literal"),
    ('{"a": tru}', 1, 7, "JSON allows no words without quotes except `true`, `false` and `null`"),
    ('{"a": NULL}', 1, 7, "JSON allows no words without quotes except `true`, `false` and `null`"),
    ('{"a": undefined}', 1, 7, "`undefined`"),
    ('{"a": ${TOKEN}}', 1, 7, "placeholder"),
    ('{"a": {{ token }}}', 1, 8, "placeholder"),
    ('{"a": 1 "b": 2}', 1, 9, "Missing comma"),
    ('["a" "b"]', 1, 6, "Missing comma"),
    ('{"a" 1}', 1, 6, "Missing colon after a field name"),
    ('{"a" = 1}', 1, 6, "Equals sign after a field name"),
    ('{"a"}', 1, 5, "The field has no value"),
    ('{"a": }', 1, 7, "The field has no value"),
    ('{"a": "say "hi" now"}', 1, 13, "The string ends too early, at a quote that is not escaped"),
    ('{"a": 007}', 1, 7, "JSON numbers must not begin with a zero"),
    ('{"a": +1}', 1, 7, "This is not a JSON number"),
    ('{"a": .5}', 1, 7, "This is not a JSON number"),
    ('{"a": 1.}', 1, 7, "This is not a JSON number"),
    ('{"a": 0x1f}', 1, 7, "JSON numbers must be decimal"),
    ('{"a": 2025-01-01}', 1, 7, "This is not a JSON number"),
    ('{"a": [1}', 1, 9, "Array closed with `}`"),
    ('{"a": 1]', 1, 8, "Object closed with `]`"),
    ('["a": 1]', 1, 5, "Field name in an array"),
    ('{"a": 1; "b": 2}', 1, 8, "semicolon"),
    ('{["a"]}', 1, 2, "Value without a field name"),
    ("{} {}", 1, 4, "Second JSON value after the end of the document"),
    ("{}}", 1, 3, "Closing bracket without an opening one"),
    ("{},", 1, 3, "comma after the end"),
    ('{"a": "one\ntwo"}', 1, 11, "The string has no closing quote on its line"),
    ('{"a": "one\ttwo"}', 1, 11, "Unescaped tab in a string"),
    ('{"a": "one\x00two"}', 1, 11, "control character"),
    ('{"a": "\\d"}', 1, 8, "Invalid escape in a string"),
    ('{"a": "\\u12"}', 1, 8, "four hexadecimal digits"),
    ('{"a": 1\x0b}', 1, 8, "found the character U+000B"),
    ("\xa0{}", 1, 1, "found the character U+00A0"),
    ('{"a": ' + "9" * 5000 + "}", 1, 7, "The number has 5000 characters"),
    ("[" * 100_000 + "]" * 100_000, 1, 100_000, "nested 100000 levels deep"),
    ("[" * 100_000, 1, 100_001, "The document ends before the `[` on line 1 is closed"),
    (b'\xff\xfe{\x00"\x00', 1, 1, "The input is in UTF-16"),
    ('{"a": 1}'.encode("utf-16-le"), 1, 1, "The input is in UTF-16"),
    ('{"a": 1}'.encode("utf-16-be"), 1, 1, "The input is in UTF-16"),
    ('{"a": 1}'.encode("utf-32"), 1, 1, "The input is in UTF-32"),
    ('{"a": 1}'.encode("utf-32-be"), 1, 1, "The input is in UTF-32"),
    ('{\n"a": "é"}'.encode("latin-1"), 2, 7, "Byte 8 (0xe9) is not valid UTF-8"),
    (b"\x1f\x8b\x08\x00", 1, 1, "a gzip file"),
    (b'\xef\xbb\xbf{"a": 1,}', 1, 8, "Trailing comma before `}`"),
    (b"\xef\xbb\xbf", 1, 1, "The document is empty."),
    # brackets
    ("]", 1, 1, "Closing bracket without an opening one"),
    ("}", 1, 1, "Closing bracket without an opening one"),
    ("\n )", 2, 2, "Closing bracket without an opening one"),
    (b"\xef\xbb\xbf]", 1, 1, "Closing bracket without an opening one"),
    ("[}", 1, 2, "Array closed with `}`"),
    ("[1,}", 1, 4, "Array closed with `}`"),
    ("{]", 1, 2, "Object closed with `]`"),
    ('{"a": 1,]', 1, 9, "Object closed with `]`"),
    ('{"a": 1)', 1, 8, "closed with `)`"),
    ('{"a": ]', 1, 7, "The field has no value"),
    # characters that nobody sees, and encodings
    (b"[\x00]", 1, 2, "Expected a value or `]`, found the character U+0000"),
    (b"{\x00}", 1, 2, "Expected a field name in double quotes or `}`, found the character U+0000"),
    (b"\x00\x00\x00\x00", 1, 1, "The input begins with NUL bytes: it is damaged or in UTF-32"),
    ('{"a": 1}\x00', 1, 9, "Expected the end of the document, found the character U+0000"),
    ('{"a":\xa01}', 1, 6, "found the character U+00A0. Replace it with a plain space"),
    ("\u200b{}", 1, 1, "found the character U+200B. Delete it"),
    ("\x1b[0m{}", 1, 1, "found the character U+001B. Delete it"),
    ("[]".encode("utf-16"), 1, 1, "The input is in UTF-16"),
    ("[]".encode("utf-16-le"), 1, 1, "The input is in UTF-16"),
    ('"é"'.encode("utf-16-be"), 1, 1, "The input is in UTF-16"),
    (b"\xfd7zXZ\x00", 1, 1, "an xz file"),
    # other formats
    ("<html><body>502</body></html>", 1, 1, "This is HTML"),
    ("\n<!doctype html>", 2, 1, "This is HTML"),
    ('<?xml version="1.0"?><a/>', 1, 1, "This is XML"),
    ("<error>no</error>", 1, 1, "This is XML"),
    ("<CLIENT_BODY>", 1, 1, "placeholder"),
    ("client_name: W\nlanguage: en\n", 1, 1, "This looks like YAML"),
    ("---\nclient_name: W\n", 1, 1, "This looks like YAML"),
    ("# body\n\nproducts:\n  - auth\n", 1, 1, "This looks like YAML"),
    ("- a\n- b\n", 1, 1, "This looks like YAML"),
    ('[plaid]\nname = "x"\n', 1, 2, "This looks like TOML"),
    ('{"a": [auth]\n}', 1, 8, "String without quotes"),
    ("client_id=1&secret=2", 1, 1, "This is form data"),
    ("HTTP/1.1 200 OK\r\n\r\n{}", 1, 1, "This is an HTTP message"),
    ("POST /link/token/create HTTP/1.1\n\n{}", 1, 1, "This is an HTTP message"),
    ("curl -d '{}' x", 1, 1, "This is a curl command"),
    ("module.exports = {}", 1, 1, "This is JavaScript"),
    ("({a: 1})", 1, 1, "This is JavaScript"),
    ("{a: 1, b: 'x'}", 1, 2, "Field name without quotes"),
    ("{'a': 'x', 'b': None}", 1, 2, "the repr of a Python dict"),
    ("LinkTokenCreateRequest(a=1)", 1, 1, "the printed form of an object"),
    ('{"a": <object object at 0x7f>}', 1, 7, "the printed form of an object"),
    ('{"a": b"x"}', 1, 7, "JSON does not allow the string prefixes of Python"),
    ('{"a": process.env.X}', 1, 7, "JSON does not allow expressions"),
    ('{"a": "x" + "y"}', 1, 11, "JSON does not allow expressions"),
    ('{"a": new Date()}', 1, 7, "JSON does not allow expressions"),
    ('{"a": (1, 2)}', 1, 7, "JSON does not allow parentheses"),
    ("{:a => 1}", 1, 2, "Ruby symbol"),
    ('["a" => 1]', 1, 6, "Field name in an array"),
    ("```json\n{}\n```", 1, 1, "Markdown code fence"),
    ("{}\n```", 2, 1, "Markdown code fence"),
    ("'{}'", 1, 1, "The document is in quotes."),
    ('{\\"a\\": 1}', 1, 2, "backslash outside a string"),
    ('data: {"a": 1}', 1, 1, "text before the JSON document"),
    ("502 Bad Gateway", 1, 5, "Unexpected text after the end of the document"),
    ("Bad Gateway", 1, 1, "This is plain text, not JSON"),
    # what was left out or cut off
    ('{"a": "x", ...}', 1, 12, "An ellipsis is not JSON"),
    ('{"a": tr', 1, 7, "The document ends before the `{` on line 1 is closed"),
    ("[1, 2.", 1, 5, "The document ends before the `[` on line 1 is closed"),
    ('{"a": "\\u00', 1, 7, "ends inside a string"),
    # members and values
    ('{"a": 1,000}', 1, 9, "thousands separator"),
    ('{"a": 1, 2}', 1, 10, "Value without a field name"),
    ('{"a" : : 1}', 1, 8, "Unexpected colon"),
    ('{"a": 1 : 2}', 1, 9, "Unexpected colon after a value"),
    ('{"a": 1 <!-- x -->}', 1, 9, "comment"),
    # several values
    ('{"a": 1} {"a": 2}', 1, 10, "Second JSON value after the end of the document"),
    ('{"a": 1}\n{"a": 2}', 2, 1, "if each line is one, name the file `.jsonl`"),
    ('{"a": 1},\n{"a": 2}', 1, 9, "Second JSON value after the end of the document"),
    ('{"a": 1};', 1, 9, "semicolon after the end"),
]


@each(("data", "line", "column", "words"), BROKEN)
def test_broken_documents_are_explained(
    data: bytes | str, line: int, column: int, words: str
) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data)
    assert words in f"{caught.value.message}. {caught.value.help}"
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.span == Span(line, column, line, column + 1)


def test_the_explanation_ends_with_a_remedy() -> None:
    with pytest.raises(SourceError) as caught:
        decode('{"a": 1,}')
    assert caught.value.help == "Delete the comma"
    assert str(caught.value) == "trailing comma before `}`; delete the comma"


def test_explanations_show_no_values() -> None:
    for text in ('{"secret": hunter2}', '{"secret": "hunter2', "{'secret': 'hunter2'}", "hunter2"):
        with pytest.raises(SourceError) as caught:
            decode(text)
        assert "hunter2" not in caught.value.message


@pytest.mark.parametrize("data", ['\ufeff{"a": 1}', b'\xef\xbb\xbf{"a": 1}'])
def test_a_byte_order_mark_does_not_count(data: bytes | str) -> None:
    decoded = decode(data)
    assert decoded.value == {"a": 1}
    assert decoded.text == '{"a": 1}'


def test_numbers_out_of_range_become_infinite() -> None:
    assert math.isinf(decode("[1e400]").value[0])


def test_large_integers_stay_exact() -> None:
    assert decode("[123456789012345678901234567890]").value == [123456789012345678901234567890]


def test_repeated_names_are_reported_at_the_later_name() -> None:
    decoded = decode(
        '{"a": 1,\n "b": [{"x": 1, "x": 2}, {"\\u0078": 1, "x": 3}],\n "a": 2, "a": 3}'
    )
    assert decoded.value == {"a": 3, "b": [{"x": 2}, {"x": 3}]}
    assert [(d.path, d.span) for d in decoded.duplicates] == [
        (("b", 0, "x"), Span(2, 17, 2, 20)),
        (("b", 1, "x"), Span(2, 40, 2, 43)),
        (("a",), Span(3, 2, 3, 5)),
        (("a",), Span(3, 10, 3, 13)),
    ]
    assert "`a` appears more than once in the same object" in decoded.duplicates[2].message
    assert "line 1" in decoded.duplicates[2].message


def test_repeated_names_that_may_be_personal_are_not_shown() -> None:
    decoded = decode('{"jane@example.com": 1, "jane@example.com": 2}')
    assert "jane" not in decoded.duplicates[0].message


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
@settings(max_examples=100, deadline=None)
def test_what_json_writes_is_read_back(value: object) -> None:
    assert decode(json.dumps(value)).value == value


@given(
    st.text(alphabet="{}[]\",:\\ \n'/*#-+.0123456789eEtrufalsnNI$<\u201c\x00\t\ud800", max_size=25)
)
@settings(max_examples=500, deadline=None)
def test_any_text_is_decoded_or_explained(text: str) -> None:
    found = _outcome(text)
    if isinstance(found, SourceError):
        assert not found.message.endswith(".")
        assert found.line >= 1
        assert found.column >= 1
    else:
        json.dumps(found.value)


@given(st.binary(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_decoded_or_explained(data: bytes) -> None:
    found = _outcome(data)
    assert isinstance(found, Decoded) or found.message


def _outcome(data: bytes | str) -> Decoded | SourceError:
    try:
        return decode(data)
    except SourceError as error:
        return error
