"""Patterns of income categories."""

from __future__ import annotations

import pytest

from linkcheck.rules.formats import categories


@pytest.mark.parametrize("text", ["*", "EARNED_INCOME.*", "EARNED_INCOME.SALARY", "A.B2"])
def test_pattern(text: str) -> None:
    assert categories.is_pattern(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "EARNED_INCOME",
        "*.SALARY",
        "EARNED_*",
        "*.*",
        "**",
        "earned_income.salary",
        "EARNED_INCOME.",
        ".SALARY",
        "A.B.C",
        "A B.C",
        "EARNED_INCOME.SALARY\n",
    ],
)
def test_no_pattern(text: str) -> None:
    assert not categories.is_pattern(text)


@pytest.mark.parametrize(
    ("pattern", "other", "expected"),
    [
        ("*", "EARNED_INCOME.SALARY", True),
        ("*", "*", True),
        ("EARNED_INCOME.*", "EARNED_INCOME.SALARY", True),
        ("EARNED_INCOME.*", "EARNED_INCOME.*", True),
        ("EARNED_INCOME.SALARY", "EARNED_INCOME.SALARY", True),
        ("EARNED_INCOME.SALARY", "EARNED_INCOME.*", False),
        ("EARNED_INCOME.*", "*", False),
        ("EARNED_INCOME.*", "BENEFITS.DISABILITY", False),
        ("EARNED.*", "EARNED_INCOME.SALARY", False),
    ],
)
def test_covers(pattern: str, other: str, expected: bool) -> None:
    assert categories.covers(pattern, other) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*", True),
        ("EARNED_INCOME.*", True),
        ("EARNED_INCOME.SALARY", True),
        ("EARNED_INCOME.WAGES", False),
        ("RENTAL.*", False),
    ],
)
def test_known(pattern: str, expected: bool) -> None:
    assert categories.is_known(pattern) == expected
