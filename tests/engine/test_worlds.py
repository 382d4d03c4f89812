"""What holds in the worlds of a document, and under which conditions."""

from __future__ import annotations

import pytest

from linkcheck.engine.worlds import occurrences

World = str
"""Conditions by their names: those that hold in upper case, the others in lower case."""


class Letter(str):
    """A condition by its letter, which is in upper case if it holds."""

    @property
    def outcome(self) -> bool:
        return self.isupper()


def conditions(world: World) -> dict[str, Letter]:
    return {letter.lower(): Letter(letter) for letter in world}


# The worlds with what was found in each, and the conditions of the thing ``x``: None for every
# world, "" if it is left out.
CASES: dict[str, tuple[dict[World, str], str | None]] = {
    "no condition": ({"": "x"}, None),
    "nothing": ({"": ""}, ""),
    "every world": ({"A": "x", "a": "xy"}, None),
    "a branch": ({"A": "x", "a": ""}, "A"),
    "the other branch": ({"A": "", "a": "x"}, "a"),
    "whatever the other condition is": ({"AB": "x", "Ab": "x", "aB": "", "ab": ""}, "A"),
    "two independent conditions": ({"AB": "x", "Ab": "", "aB": "", "ab": ""}, ""),
    "a condition in a branch": ({"AB": "x", "Ab": "", "a": ""}, "AB"),
    "the else of one in a branch": ({"AB": "", "Ab": "x", "a": ""}, "Ab"),
    "either of two": ({"A": "x", "aB": "x", "ab": ""}, "A"),
    "all but one of four": ({"AB": "x", "Ab": "x", "aB": "x", "ab": ""}, "A"),
    "both or neither": ({"AB": "x", "Ab": "", "aB": "", "ab": "x"}, ""),
    "below either of two": ({"AC": "x", "Ac": "", "aBC": "x", "aBc": "", "ab": ""}, "AC"),
    "a condition of every world": ({"AB": "x", "Ab": ""}, "B"),
}


@pytest.mark.parametrize(("worlds", "expected"), CASES.values(), ids=CASES)
def test_occurrences(worlds: dict[World, str], expected: str | None) -> None:
    found = occurrences([*map(conditions, worlds)], [*worlds.values()], is_complete=True)
    when = found.get("x", ())
    assert (when if when is None else "".join(when)) == expected


@pytest.mark.parametrize(("worlds", "expected"), CASES.values(), ids=CASES)
def test_a_sample_shows_only_what_is_in_all_of_it(
    worlds: dict[World, str], expected: str | None
) -> None:
    found = occurrences([*map(conditions, worlds)], [*worlds.values()], is_complete=False)
    assert ("x" in found) == (expected is None)
