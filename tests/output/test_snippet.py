"""The marked source line under a violation."""

from __future__ import annotations

import json

import pytest

from linkcheck.output.snippet import Snippets
from linkcheck.sources.locate import locate
from linkcheck.violation import Path
from tests.output import sample


def _shown(text: str, path: Path, kind: str = "value") -> tuple[str, str]:
    [span] = locate(text, [(path, kind)])  # type: ignore[list-item]
    found = sample.violation("", "Wrong.", span=span)
    shown = Snippets(text).show(found, path)
    assert shown is not None
    return shown


def test_the_mark_stands_under_the_value() -> None:
    text = '{"language": "en", "products": ["auth", "Transactions"]}'
    assert _shown(text, ("products", 1)) == (text, " " * 40 + "^" * 14)


def test_the_mark_stands_under_the_name() -> None:
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
