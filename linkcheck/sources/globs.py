"""Patterns for file names, matched by reading a name once.

A pattern becomes an automaton whose states are the bits of an integer. Each character of a name
moves all states at once, without backtracking, so no pattern makes matching slow: the time is at
most the length of the name times the length of the pattern.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

MAGIC = re.compile(r"[*?\[]")
"""Detects patterns among paths."""


class Wild(Enum):
    """A wildcard for several characters."""

    NAME = "*"  # within one name
    ANY = "**"  # across folders
    FOLDERS = "**/"  # some folders, or none


@dataclass(frozen=True, slots=True)
class OneOf:
    """One character of a set. Unless it ``crosses``, a slash does not match."""

    ranges: tuple[tuple[str, str], ...] = ()
    is_negated: bool = True  # without ranges: any character
    crosses: bool = False

    def fits(self, char: str) -> bool:
        """Return whether the character is in the set."""
        if char == "/" and not self.crosses:
            return False
        return any(low <= char <= high for low, high in self.ranges) is not self.is_negated


Token = str | OneOf | Wild
"""A part of a pattern; a string is one character."""


class Matcher:
    """An automaton for a pattern, which has to match a whole name.

    With ``below``, a pattern that matches a folder also matches everything in the folder.
    """

    __slots__ = (
        "_accepted",
        "_folders",
        "_loops",
        "_names",
        "_one",
        "_prefix",
        "_sets",
        "_skipped",
        "_suffix",
    )

    def __init__(self, tokens: Iterable[Token], *, below: bool = False) -> None:
        found = _joined(tokens)
        # Comparing the fixed beginning and end is fast, and rules out most names.
        start, end = 0, len(found)
        while start < end and isinstance(found[start], str):
            start += 1
        while not below and end > start and isinstance(found[end - 1], str):
            end -= 1
        self._prefix, self._suffix = _text(found[:start]), _text(found[end:])
        self._one: dict[str, int] = {}
        self._sets: list[tuple[OneOf, int]] = []
        # States that stay for any character, or any except a slash; states that need no character.
        self._loops = self._names = self._skipped = self._folders = 0
        bit = 1
        for token in found[start:end]:
            if isinstance(token, str):
                self._leave(bit, token)
            elif isinstance(token, OneOf):
                self._sets.append((token, bit))
            elif token is Wild.FOLDERS:
                self._folders |= bit
                bit <<= 1
                self._loops |= bit
                self._leave(bit, "/")
            else:
                self._skipped |= bit
                self._names |= bit if token is Wild.NAME else 0
                self._loops |= bit if token is Wild.ANY else 0
            bit <<= 1
        self._accepted = bit
        if below:
            self._leave(bit, "/")
            self._loops |= bit << 1
            self._accepted |= bit << 1

    def _leave(self, bit: int, char: str) -> None:
        """Let a character move a state to the next one."""
        self._one[char] = self._one.get(char, 0) | bit

    def fits(self, name: str) -> bool:
        """Return whether the pattern matches a name, whose folders are separated by slashes."""
        start, end = len(self._prefix), len(name) - len(self._suffix)
        if start > end or not (name.startswith(self._prefix) and name.endswith(self._suffix)):
            return False
        states = self._with_skips(1)
        for char in name[start:end]:
            moving = self._one.get(char, 0)
            for one, bit in self._sets:
                if states & bit and one.fits(char):
                    moving |= bit
            staying = self._loops if char == "/" else self._loops | self._names
            states = self._with_skips((states & moving) << 1 | states & staying)
            if not states:
                return False
        return bool(states & self._accepted)

    def _with_skips(self, states: int) -> int:
        states |= (states & self._skipped) << 1
        folders = states & self._folders
        return states | folders << 1 | folders << 2


def _joined(tokens: Iterable[Token]) -> list[Token]:
    """Join neighbors that are equivalent to one, so that no two states in a row are skipped."""
    found: list[Token] = []
    for token in tokens:
        last = found[-1] if found else None
        if not (isinstance(token, Wild) and isinstance(last, Wild)):
            found.append(token)
        elif token is not last:
            if last is Wild.NAME and token is Wild.FOLDERS:
                found.append(token)
                continue
            found[-1] = Wild.ANY
            if len(found) > 1 and isinstance(found[-2], Wild):
                del found[-2]
    return found


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token for token in tokens if isinstance(token, str))


_RANGE = re.compile(r"(.)(?:-(.))?", re.DOTALL)


def plain_tokens(pattern: str, *, crossing: bool = False) -> Iterator[Token]:
    """Read a pattern of ``*``, ``?``, ``**`` and ``[...]``, as in options and configuration.

    If it is ``crossing``, all of them match slashes too.
    """
    at, end = 0, len(pattern)
    stop = -1  # where a set may end; searched for once for all brackets before it
    while at < end:
        char = pattern[at]
        at += 1
        if char == "*":
            start = at - 1
            while pattern.startswith("*", at):
                at += 1
            if at - start == 2 and pattern.startswith("/", at) and not crossing:
                at += 1
                yield Wild.FOLDERS
            else:
                yield Wild.ANY if crossing or at - start > 1 else Wild.NAME
        elif char == "?":
            yield OneOf(crosses=crossing)
        elif char == "[":
            first = at + pattern.startswith("!", at)
            least = first + pattern.startswith("]", first)
            if stop < least:
                found = (_CROSSING_SET if crossing else _SET).search(pattern, least)
                stop = found.start() if found else end
            if pattern.startswith("]", stop):
                yield _set(pattern[first:stop], is_negated=first > at, crossing=crossing)
                at = stop + 1
            else:
                yield char
        else:
            yield char


_CROSSING_SET = re.compile(r"\]")
_SET = re.compile(r"[\]/]")


def _set(inside: str, *, is_negated: bool, crossing: bool) -> OneOf:
    ranges = tuple((low, high or low) for low, high in _RANGE.findall(inside))
    return OneOf(ranges, is_negated, crossing)


_FOLDERS = "**"


def fixed_folder(pattern: str) -> str:
    """Return the folder at the beginning of a pattern, as written; empty if there is none."""
    wild = MAGIC.search(pattern)
    return pattern[: pattern.rfind("/", 0, wild.start() if wild else None) + 1]


def expand(pattern: str) -> list[str]:
    """Return the files and folders that match a path with wildcards, in sorted order.

    ``**`` matches any folders that are neither hidden nor links. However many links lead to a
    folder, it is read once for each part of the pattern.
    """
    start = fixed_folder(pattern)
    steps = [step for step in pattern[len(start) :].split("/") if step]
    wild = {n: _step(step) for n, step in enumerate(steps) if MAGIC.search(step)}
    end = len(steps)
    seen: set[tuple[int, int, int]] = set()
    waiting = [(start, _entered({0}, steps))]
    found = {start} if start and end in waiting[0][1] and os.path.isdir(start) else set()  # noqa: PTH112
    while waiting:
        folder, places = waiting.pop()
        try:
            where = os.stat(folder or ".")  # noqa: PTH116
        except OSError:
            continue
        new = {(where.st_dev, where.st_ino, n) for n in places if n < end} - seen
        seen |= new
        for name, after in _children(folder, {n for *_, n in new}, steps, wild).items():
            path = folder + name
            is_folder = os.path.isdir(path)  # noqa: PTH112
            reached = _entered(after, steps) if is_folder else after
            if end in reached and (is_folder or not pattern.endswith("/")):
                found.add(path)
            if is_folder:
                waiting.append((f"{path}/", reached))
    return sorted(found)


def _step(step: str) -> Matcher:
    return Matcher(plain_tokens(step))


def _entered(places: set[int], steps: Sequence[str]) -> set[int]:
    """Add the places in a pattern that are reached if ``**`` matches no folder."""
    for place in range(min(places), len(steps)):
        if place in places and steps[place] == _FOLDERS:
            places.add(place + 1)
    return places


def _children(
    folder: str, places: set[int], steps: Sequence[str], wild: Mapping[int, Matcher]
) -> dict[str, set[int]]:
    """Return the names in a folder that match, each with the places in the pattern after it."""
    found: dict[str, set[int]] = {}
    for place in places - wild.keys():
        if os.path.lexists(folder + steps[place]):
            found.setdefault(steps[place], set()).add(place + 1)
    places &= wild.keys()
    if not places:
        return found
    try:
        with os.scandir(folder or ".") as entries:
            for entry in entries:
                after = set(_after(entry, places, steps, wild))
                if after:
                    found.setdefault(entry.name, set()).update(after)
    except OSError:  # a folder that cannot be listed counts as empty
        pass
    return found


def _after(
    entry: os.DirEntry[str], places: set[int], steps: Sequence[str], wild: Mapping[int, Matcher]
) -> Iterator[int]:
    is_hidden = entry.name.startswith(".")
    for place in places:
        if is_hidden and not steps[place].startswith("."):
            continue
        if steps[place] == _FOLDERS:
            if entry.is_dir(follow_symlinks=False):
                yield place
            if place + 1 == len(steps):
                yield place + 1
        elif wild[place].fits(entry.name):
            yield place + 1
