"""Decoding: strict, and with one clear word on what is broken."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.sources.decode import Decoded, SourceError, decode
from linkcheck.violation import Span

BROKEN: list[tuple[bytes | str, int, int, str]] = [
    ("", 1, 1, "The document is empty."),
    (" \n ", 1, 1, "The document is empty."),
    ("{", 1, 2, "the `{` of line 1 is not closed"),
    ('{"a": [1,\n 2', 2, 3, "the `[` of line 1 is not closed"),
    ('{"a": "x', 1, 7, "ends inside a string"),
    ('{"a": 1,}', 1, 8, "comma before the closing `}`"),
    ('{"a": 1,\n}', 1, 8, "comma before the closing `}`"),
    ("[1, 2, ]", 1, 6, "comma before the closing `]`"),
    ("[1,, 2]", 1, 4, "a comma too many"),
    ("{'a': 1}", 1, 2, "single quotes"),
    ("{\"a\": 'x'}", 1, 7, "single quotes"),
    ("{“a”: 1}", 1, 2, "typographic quotes"),
    ("{a: 1}", 1, 2, "A member name has no quotes."),
    ('{"a": sandbox}', 1, 7, "A text has no quotes."),
    ("// note\n{}", 1, 1, "comment"),
    ('{"a": 1 /* note */}', 1, 9, "comment"),
    ('{\n# note\n"a": 1}', 2, 1, "comment"),
    ('{"a": NaN}', 1, 7, "`NaN` and `Infinity`"),
    ('{"a": -Infinity}', 1, 7, "`NaN` and `Infinity`"),
    ('{"a": NaN, "b": 1, "b": 2}', 1, 7, "`NaN` and `Infinity`"),
    ('{"b": 1, "b": 2, "a": NaN}', 1, 23, "`NaN` and `Infinity`"),
    ('{"a": True}', 1, 7, "Python literal"),
    ('{"a": tru}', 1, 7, "only bare words"),
    ('{"a": NULL}', 1, 7, "only bare words"),
    ('{"a": undefined}', 1, 7, "`undefined`"),
    ('{"a": ${TOKEN}}', 1, 7, "placeholder"),
    ('{"a": {{ token }}}', 1, 8, "placeholder"),
    ('{"a": 1 "b": 2}', 1, 9, "A comma is missing"),
    ('["a" "b"]', 1, 6, "A comma is missing"),
    ('{"a" 1}', 1, 6, "A colon is missing"),
    ('{"a" = 1}', 1, 6, "equals sign"),
    ('{"a"}', 1, 5, "a name but no value"),
    ('{"a": }', 1, 7, "a name but no value"),
    ('{"a": "say "hi" now"}', 1, 13, "a quote inside it is not escaped"),
    ('{"a": 007}', 1, 7, "begins with a zero"),
    ('{"a": +1}', 1, 7, "no JSON number"),
    ('{"a": .5}', 1, 7, "no JSON number"),
    ('{"a": 1.}', 1, 7, "no JSON number"),
    ('{"a": 0x1f}', 1, 7, "not decimal"),
    ('{"a": 2025-01-01}', 1, 7, "no JSON number"),
    ('{"a": [1}', 1, 9, "An array is closed with `}`."),
    ('{"a": 1]', 1, 8, "An object is closed with `]`."),
    ('["a": 1]', 1, 5, "member name in an array"),
    ('{"a": 1; "b": 2}', 1, 8, "semicolon"),
    ('{["a"]}', 1, 2, "A member name must come here."),
    ("{} {}", 1, 4, "more text after the end"),
    ("{}}", 1, 3, "closing bracket too many"),
    ("{},", 1, 3, "comma after the end"),
    ('{"a": "one\ntwo"}', 1, 11, "not closed on its line"),
    ('{"a": "one\ttwo"}', 1, 11, "a tab inside a text"),
    ('{"a": "one\x00two"}', 1, 11, "control character"),
    ('{"a": "\\d"}', 1, 8, "backslash before a character that needs none"),
    ('{"a": "\\u12"}', 1, 8, "four hexadecimal digits"),
    ('{"a": 1\x0b}', 1, 8, "found the character U+000B"),
    ("\xa0{}", 1, 1, "found the character U+00A0"),
    ('{"a": ' + "9" * 5000 + "}", 1, 7, "The number has 5000 characters"),
    ("[" * 100_000 + "]" * 100_000, 1, 100_000, "nested 100000 levels deep"),
    ("[" * 100_000, 1, 100_001, "not closed"),
    (b'\xff\xfe{\x00"\x00', 1, 1, "The input is in UTF-16"),
    ('{"a": 1}'.encode("utf-16-le"), 1, 1, "The input is in UTF-16"),
    ('{"a": 1}'.encode("utf-16-be"), 1, 1, "The input is in UTF-16"),
    ('{"a": 1}'.encode("utf-32"), 1, 1, "The input is in UTF-32"),
    ('{"a": 1}'.encode("utf-32-be"), 1, 1, "The input is in UTF-32"),
    ('{\n"a": "é"}'.encode("latin-1"), 2, 7, "Byte 8 (0xe9) is not UTF-8."),
    (b"\x1f\x8b\x08\x00", 1, 1, "a gzip file"),
    (b'\xef\xbb\xbf{"a": 1,}', 1, 8, "comma before the closing"),
    (b"\xef\xbb\xbf", 1, 1, "The document is empty."),
]


@pytest.mark.parametrize(("data", "line", "column", "words"), BROKEN, ids=lambda v: repr(v)[:30])
def test_broken_documents_are_explained(
    data: bytes | str, line: int, column: int, words: str
) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data)
    assert words in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.span == Span(line, column, line, column + 1)


def test_the_explanation_ends_with_a_remedy() -> None:
    with pytest.raises(SourceError) as caught:
        decode('{"a": 1,}')
    assert caught.value.message.endswith(caught.value.hint)
    assert caught.value.hint == "Delete the comma after the last member."


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
    assert "`a` is given more than once" in decoded.duplicates[2].message
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
        assert found.message.endswith(".")
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
