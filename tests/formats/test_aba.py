"""ABA routing numbers, against python-stdnum."""

from __future__ import annotations

import random

import pytest
from stdnum.us import rtn

from linkcheck.rules.formats import aba


@pytest.mark.parametrize("number", ["021000021", "011401533", "111000025", "121000248"])
def test_valid(number: str) -> None:
    assert aba.is_valid(number)


@pytest.mark.parametrize(
    "number",
    [
        "123456789",
        "000000000",
        "",
        "02100002",
        "0210000210",
        "02100002a",
        "021-000-021",
        "021000021\n",
        "\uff10\uff12\uff11000021",
    ],
)
def test_invalid(number: str) -> None:
    assert not aba.is_valid(number)


def test_agrees_with_the_library() -> None:
    numbers = [f"{n:09}" for n in random.Random(7).sample(range(1, 10**9), 2000)]
    assert [aba.is_valid(n) for n in numbers] == [rtn.is_valid(n) for n in numbers]
    assert any(aba.is_valid(n) for n in numbers)
