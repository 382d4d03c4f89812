"""The fuzz targets hold on what a fuzzer begins with, and on damaged pieces of it."""

from __future__ import annotations

from random import Random

import pytest

from fuzz.targets import TARGETS, seeds


@pytest.mark.parametrize("name", TARGETS)
def test_what_a_fuzzer_begins_with(name: str) -> None:
    dice = Random(name)
    data = list(seeds(name))
    assert data
    for seed in data:
        TARGETS[name](seed)
        damaged = bytearray(seed)
        for _ in range(dice.choice((1, 2, 8))):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        TARGETS[name](bytes(damaged))
        TARGETS[name](seed[: dice.randrange(len(seed))])
    TARGETS[name](b"")
