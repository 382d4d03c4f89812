"""A test over many values names every value that fails, with its message."""

from __future__ import annotations

import pytest

from tests.offenders import each


def test_every_value_that_fails_is_listed() -> None:
    tried = []

    @each("number", range(5), ids=lambda number: f"number {number}")
    @each(("text", "length"), [("ab", 2), ("abc", 3)])
    def check(number: int, text: str, length: int) -> None:
        tried.append((number, text))
        if number == 3:
            pytest.fail("not allowed")
        assert len(text) + number // 4 == length, f"{text} is too short"

    with pytest.raises(AssertionError) as caught:
        check()
    message = str(caught.value)
    assert message.startswith("2 of 5 cases fail\nnumber 3\n")
    assert "number 4\n" in message
    assert message.count("2 of 2 cases fail") == 2
    assert message.count("not allowed") == 2
    assert "('ab', 2)" in message
    assert "abc is too short" in message
    assert message.count("in check\n") == 2
    assert len(tried) == 10
    assert isinstance(caught.value.__cause__, AssertionError)


def test_fixtures_are_handed_on(tmp_path: object) -> None:
    @each("number", [1, 2])
    def check(number: int, tmp_path: object) -> None:
        assert (number, tmp_path) == (2, given)

    given = tmp_path
    with pytest.raises(AssertionError, match="1 of 2 cases fail"):
        check(tmp_path=tmp_path)


def test_no_values_are_a_mistake() -> None:
    with pytest.raises(AssertionError, match="no values"):
        each("number", [])
