"""The marked source line under a violation."""

from __future__ import annotations

import json

import pytest

from linkcheck.output.snippet import Snippets
from linkcheck.pointer import Path, Span
from linkcheck.sources.locate import locate
from tests.offenders import each
from tests.output import sample


def _shown(
    text: str, path: Path, kind: str = "value", columns: int = 0, encoding: str = "utf-8"
) -> tuple[str, str]:
    [span] = locate(text, [(path, kind)])  # type: ignore[list-item]
    found = sample.violation("", "Wrong.", span=span)
    shown = Snippets(text).show(found, path)
    assert shown is not None
    return shown.marked(columns, encoding)


def test_the_mark_is_under_the_value() -> None:
    text = '{"language": "en", "products": ["auth", "Transactions"]}'
    assert _shown(text, ("products", 1)) == (text, " " * 40 + "^" * 14)


def test_the_mark_is_under_the_name() -> None:
    text = '{"language": "en"}'
    assert _shown(text, ("language",), "key") == (text, " ^^^^^^^^^^")


def test_a_long_line_is_cut_around_the_place() -> None:
    text = json.dumps({"products": ["auth"] * 100 + ["wrong"] + ["auth"] * 100})
    line, mark = _shown(text, ("products", 100))
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) == 102
    assert line[mark.index("^") : len(mark)] == '"wrong"'


def test_the_end_of_a_long_line_is_not_cut() -> None:
    text = json.dumps({"products": ["auth"] * 100 + ["wrong"]})
    line, mark = _shown(text, ("products", 100))
    assert line.endswith('"wrong"]}')
    assert line[mark.index("^") : len(mark)] == '"wrong"'


def test_a_value_of_several_lines_is_marked_on_its_first() -> None:
    text = '{"products": ["auth",\n "transactions"]}'
    assert _shown(text, ("products",)) == ('{"products": ["auth",', " " * 13 + "^" * 8)


def test_wide_characters_move_the_mark() -> None:
    line, mark = _shown('{"client_name": "財布", "language": "xx"}', ("language",))
    assert line == '{"client_name": "財布", "language": "xx"}'
    assert mark == " " * 36 + "^" * 4


def test_tabs_do_not_move_the_mark() -> None:
    assert _shown('{\n\t\t"language": "xx"\n}', ("language",)) == (
        '  "language": "xx"',
        " " * 14 + "^^^^",
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_end_as_positions_count_them(newline: str) -> None:
    text = newline.join(("{", '"language": "xx"', "}"))
    assert _shown(text, ("language",)) == ('"language": "xx"', " " * 12 + "^^^^")


def test_no_position_shows_nothing() -> None:
    assert Snippets("{}").show(sample.violation("", "Wrong."), ()) is None


# Characters with the columns that they take, alone and as the escapes of an ASCII stream.
WIDTHS = {"a": (1, 1), "é": (1, 4), "\u0301": (0, 6), "財": (2, 6), "😀": (2, 10), "\ufe0f": (0, 6)}


@each("encoding", ["utf-8", "ascii", "latin-1", "cp1252", "cp932"])
@each("columns", [0, 20, 35, 75, 200])
def test_the_mark_is_under_the_place_at_any_width_in_any_encoding(
    columns: int, encoding: str
) -> None:
    for char in WIDTHS:
        for before in (0, 1, 7, 30, 200):
            for after in (0, 3, 60, 300):
                name = json.dumps(char * before, ensure_ascii=False)
                rest = json.dumps("a" * after)
                text = f'{{"client_name": {name}, "language": "xx", "webhook": {rest}}}'
                line, mark = _shown(text, ("language",), columns=columns, encoding=encoding)
                written = line.encode(encoding, "backslashreplace").decode(encoding)
                assert written == line
                assert _drawn(line[: line.index('"xx"')]) == mark.index("^")
                assert mark.count("^") == 4
                assert not columns or _drawn(line) <= columns
                if char == "a" and columns:
                    assert _drawn(line) > min(columns, len(text), 100) - 5


def _drawn(line: str) -> int:
    """The columns of a line, escapes being plain characters."""
    return sum(WIDTHS[char][0] if char in WIDTHS else 1 for char in line)


def test_the_end_of_a_line_has_a_place_for_the_mark() -> None:
    for length in range(15, 60):
        text = '{"language": "' + "a" * length + '"'
        found = sample.violation("", "Wrong.", span=Span(1, len(text) + 1, 1, len(text) + 2))
        shown = Snippets(text).show(found, None)
        assert shown is not None
        line, mark = shown.marked(40)
        assert len(mark) == len(line) + 1 <= 40


def test_an_ellipsis_is_three_dots_where_there_is_no_other() -> None:
    text = json.dumps({"products": ["auth"] * 100 + ["wrong"] + ["auth"] * 100})
    line, mark = _shown(text, ("products", 100), columns=60, encoding="ascii")
    assert line.startswith("...")
    assert line.endswith("...")
    assert line[mark.index("^") : len(mark)] == '"wrong"'
