"""Lines of YAML and of JSON in strings: what is shown of them."""

from __future__ import annotations

import json

import pytest

from linkcheck.documents import Document
from linkcheck.output.masked_lines import ShownLines
from linkcheck.sources.lines import Lines
from linkcheck.sources.yaml_parser import read


def _shown(text: str) -> list[str]:
    [tree] = read(text)
    lines = ShownLines(Lines(text), [(tree.inline(()), Document.CREATE_REQUEST)])
    return [lines[i] for i in range(text.count("\n") + 1)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("language: en", "language: en"),
        ("language: 'en'  # Zoe", "language: 'en'  # ***"),
        ('products: [auth, "Transactions"]', 'products: [auth, "Transactions"]'),
        ('user: {phone_number: "+14155550123"}', 'user: {phone_number: "+1415*****23"}'),
        ("user: {legal_name: Zoe O'Neil-Day}", "user: {legal_name: **************}"),
        ("language: *l", "language: **"),
        ("language: !x en", "language: ** en"),
        ('language: "e\\x6e"', 'language: "*****"'),
        ("zoe@example.com: 1", "***************: *"),
        ("days_requested: 90", "days_requested: **"),
        ("language:", "language:"),
        ("language: null", "language: null"),
        ("update: {account_selection_enabled: yes}", "update: {account_selection_enabled: ***}"),
    ],
)
def test_line(line: str, expected: str) -> None:
    text = f"x: &l en\n{line}" if "*l" in line else f"# x\n{line}"
    assert _shown(text)[1] == expected


def test_what_a_safe_and_a_personal_member_share_is_hidden() -> None:
    text = "user: &u\n  legal_name: &n Zoe\nlanguage: *n\nclient_name: *n"
    assert "Zoe" not in "\n".join(_shown(text))
    text = "language: &n Zoe\nuser: {legal_name: *n}"
    assert _shown(text) == ["language: ** Zoe", "user: {legal_name: **}"]


def test_a_value_of_several_lines_is_hidden() -> None:
    text = "language: |\n  Zoe: [1]\n  Day-Lee\nproducts: [auth]"
    assert _shown(text) == ["language: *", "  **** ***", "  *******", "products: [auth]"]


def test_a_part_of_a_long_line() -> None:
    text = json.dumps({"products": ["auth"] * 30})
    [tree] = read(text)
    lines = ShownLines(Lines(text), [(tree.inline(()), Document.CREATE_REQUEST)])
    assert lines.part(1, 20, 50) == text[20:50]
