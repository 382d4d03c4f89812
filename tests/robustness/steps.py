"""How many steps a backtracking search takes, counted: a regular expression's work without a clock.

A plain matcher in Python walks the tree of a pattern as Python's own does, which can only be
quicker: it leaves some of the ways out that this one tries.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

On = Callable[[int], bool]
"""What goes on after a match that ends at an offset: True if the rest fits, too."""

_CLASSES = {
    ops.CATEGORY_DIGIT: r"\d",
    ops.CATEGORY_NOT_DIGIT: r"\D",
    ops.CATEGORY_SPACE: r"\s",
    ops.CATEGORY_NOT_SPACE: r"\S",
    ops.CATEGORY_WORD: r"\w",
    ops.CATEGORY_NOT_WORD: r"\W",
}
_SINGLE = (ops.LITERAL, ops.NOT_LITERAL, ops.ANY, ops.IN)


class TooMany(Exception):
    """More steps than were allowed."""


def steps(pattern: re.Pattern[str], method: str, subject: str, most: int) -> int:
    """The steps of ``match``, ``fullmatch`` or ``search``. Raises TooMany beyond ``most``."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        return _Matcher(pattern, subject, most).run(method)
    finally:
        sys.setrecursionlimit(before)


class _Matcher:
    def __init__(self, pattern: re.Pattern[str], subject: str, most: int) -> None:
        self._tree = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
        self._flags = pattern.flags
        self._text = subject
        self._most = most
        self._steps = 0
        self._groups: dict[int, str] = {}

    def run(self, method: str) -> int:
        end = len(self._text)
        for start in range(end + 1) if method == "search" else (0,):
            self._step()
            if self._fits(self._tree, 0, start, lambda at: method != "fullmatch" or at == end):
                break
        return self._steps

    def _step(self) -> None:
        self._steps += 1
        if self._steps > self._most:
            raise TooMany

    def _fits(self, tree: Any, index: int, at: int, on: On) -> bool:
        """Whether the rest of a sequence fits at an offset, and what comes after it."""
        if index == len(tree):
            return on(at)
        self._step()
        op, value = tree[index]

        def rest(end: int) -> bool:
            return self._fits(tree, index + 1, end, on)

        if op in _SINGLE:
            return self._is(op, value, at) and rest(at + 1)
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
            least, most, body = value
            if len(body) == 1 and body[0][0] in _SINGLE:
                return self._run_of(body[0], least, most, at, rest, lazy=op is ops.MIN_REPEAT)
            return self._repeated(body, least, most, at, rest, lazy=op is ops.MIN_REPEAT)
        if op is ops.POSSESSIVE_REPEAT:
            return self._possessive(*value, at, rest)
        if op is ops.SUBPATTERN:
            number, _, _, body = value

            def closed(end: int) -> bool:
                if number is not None:
                    self._groups[number] = self._text[at:end]
                return rest(end)

            return self._fits(body, 0, at, closed)
        if op is ops.BRANCH:
            return any(self._fits(branch, 0, at, rest) for branch in value[1])
        if op is ops.ATOMIC_GROUP:
            end = self._end(value, at)
            return end is not None and rest(end)
        if op in (ops.ASSERT, ops.ASSERT_NOT):
            direction, body = value
            start = at if direction > 0 else at - body.getwidth()[0]
            is_there = start >= 0 and self._end(body, start) is not None
            return is_there is (op is ops.ASSERT) and rest(at)
        if op is ops.AT:
            return self._is_at(value, at) and rest(at)
        assert op is ops.GROUPREF, op
        known = self._groups.get(value)
        return known is not None and self._text.startswith(known, at) and rest(at + len(known))

    def _run_of(self, one: Any, least: int, most: Any, at: int, on: On, *, lazy: bool) -> bool:
        """A repetition of one character."""
        longest = 0
        while longest < most and self._is(*one, at + longest):
            self._step()
            longest += 1
        lengths = range(least, longest + 1)
        return any(on(at + length) for length in (lengths if lazy else reversed(lengths)))

    def _repeated(self, body: Any, least: int, most: Any, at: int, on: On, *, lazy: bool) -> bool:
        self._step()

        def again(end: int) -> bool:
            if end == at:  # nothing more comes of repeating the empty text
                return False
            return self._repeated(body, max(least - 1, 0), most - 1, end, on, lazy=lazy)

        if lazy and least == 0 and on(at):
            return True
        if most > 0 and self._fits(body, 0, at, again):
            return True
        return not lazy and least == 0 and on(at)

    def _possessive(self, least: int, most: Any, body: Any, at: int, on: On) -> bool:
        count = 0
        while count < most:
            end = self._end(body, at)
            if end is None or end == at:
                break
            at, count = end, count + 1
        return count >= least and on(at)

    def _end(self, body: Any, at: int) -> int | None:
        """Where the first match of a body at an offset ends; no other way is tried later."""
        ends: list[int] = []

        def take(end: int) -> bool:
            ends.append(end)
            return True

        return ends[0] if self._fits(body, 0, at, take) else None

    def _is(self, op: Any, value: Any, at: int) -> bool:
        """Whether a character is one of a kind."""
        if at >= len(self._text):
            return False
        char = self._text[at]
        if op is ops.ANY:
            return char != "\n" or bool(self._flags & re.DOTALL)
        if op is ops.IN:
            is_negated = value[0][0] is ops.NEGATE
            members = value[1:] if is_negated else value
            return any(self._is_member(char, *member) for member in members) is not is_negated
        is_it = self._is_member(char, ops.LITERAL, value)
        return is_it is (op is ops.LITERAL)

    def _is_member(self, char: str, op: Any, value: Any) -> bool:
        if op is ops.CATEGORY:
            return re.match(_CLASSES[value], char) is not None
        first, last = value if op is ops.RANGE else (value, value)
        forms = {char, char.lower(), char.upper()} if self._flags & re.IGNORECASE else {char}
        return any(len(form) == 1 and first <= ord(form) <= last for form in forms)

    def _is_at(self, where: Any, at: int) -> bool:
        text = self._text
        if where in (ops.AT_BEGINNING, ops.AT_BEGINNING_STRING):
            is_line = where is ops.AT_BEGINNING and self._flags & re.MULTILINE
            return at == 0 or bool(is_line and text[at - 1] == "\n")
        if where in (ops.AT_END, ops.AT_END_STRING):
            if where is ops.AT_END and text[at:] == "\n":
                return True
            is_line = where is ops.AT_END and self._flags & re.MULTILINE
            return at == len(text) or bool(is_line and text[at] == "\n")
        before, after = text[at - 1 : at] if at else "", text[at : at + 1]
        is_edge = bool(re.match(r"\w", before)) is not bool(re.match(r"\w", after))
        return is_edge is (where is ops.AT_BOUNDARY)
