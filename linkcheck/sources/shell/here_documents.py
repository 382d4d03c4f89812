"""Here-documents of a shell."""

from __future__ import annotations

import re
from bisect import bisect_left

from linkcheck.sources.excerpt import Excerpt
from linkcheck.sources.shell.expansions import Expansions
from linkcheck.sources.shell.frames import Frame, Here, Mode
from linkcheck.sources.shell.words import Draft

_IN_BODY = re.compile(r"[^$`\\\n]+")
_LINE = re.compile(r"(?P<tabs>\t*+)[^\n]*+\n?")


class HereDocuments(Expansions):
    """Reads the bodies of here-documents."""

    def __init__(self, text: str, outer: Excerpt | None = None) -> None:
        super().__init__(text, outer)
        self._ends: dict[tuple[bool, bool, str], list[int]] | None = None

    def _next_body(self, frame: Frame) -> None:
        """Begin with the body of the next here-document, if there is one."""
        if not frame.bodies:
            self._is_done = frame is self._base
            return
        here = frame.bodies.pop()
        last = self._end_of_body(here, frame)
        if last is None:
            frame.bodies.clear()
            self._abandon(here.start)
            return
        body = self._push(Mode.BODY, 0)
        body.limit, body.here, body.in_quotes = last, here, True
        body.draft = Draft(self._at, self.outer)
        if here.is_literal:
            for line in _LINE.finditer(self.text, self._at, last):
                self._exact(body, line.end(), line.end("tabs") if here.has_tabs else line.start())
            self._at = last
        else:
            self._skip_tabs(body)

    def _in_body(self, frame: Frame) -> None:
        if self._plain(frame, _IN_BODY):
            return
        char = self.text[self._at]
        if char == "\n":
            self._exact(frame, self._at + 1)
            self._skip_tabs(frame)
        elif char == "\\":
            self._backslash(frame, "$`\\")
        else:
            self._expansion(frame)

    def _skip_tabs(self, frame: Frame) -> None:
        if frame.here and frame.here.has_tabs:
            while self._at < frame.limit and self.text[self._at] == "\t":
                self._at += 1

    def _close_body(self, body: Frame) -> None:
        self._stack.pop()
        del self._pending[body.pending :]
        if body.here and body.draft:
            self._at = self.text.index(body.here.end, body.limit) + len(body.here.end)
            if not self.text.startswith(")", self._at):
                self._at = self.next_line(self._at)
            body.here.command.stdin = body.draft.build()
        self._next_body(self._stack[-1])

    def _end_of_body(self, here: Here, frame: Frame) -> int | None:
        """Return the offset of the line that ends a here-document of a list of commands.

        In a substitution, the closing bracket may follow in the same line.
        """
        if self._ends is None:
            self._ends = self._index()
        found = [frame.limit]
        for end in (here.end,) if frame is self._base else (here.end, f"{here.end})"):
            offsets = self._ends.get((here.has_tabs, here.is_literal, end), [])
            found += offsets[(index := bisect_left(offsets, self._at)) : index + 1]
        return min(found) if min(found) < frame.limit else None

    def _index(self) -> dict[tuple[bool, bool, str], list[int]]:
        """The offsets of lines by their text: all of it, and all up to a closing bracket.

        For here-documents with and without tabs, literal and not: in the latter, a continued line
        does not end the document.
        """
        found: dict[tuple[bool, bool, str], list[int]] = {}
        is_continued = False
        for line in _LINE.finditer(self.text):
            for has_tabs, start in ((False, line.start()), (True, line.end("tabs"))):
                whole = self.text[start : line.end()].rstrip("\r\n")
                for end in {whole, whole[: whole.find(")") + 1] or whole}:
                    for is_literal in (False, True) if not is_continued else (True,):
                        found.setdefault((has_tabs, is_literal, end), []).append(line.start())
            backslashes = len(whole) - len(whole.rstrip("\\"))
            is_continued = backslashes % 2 == 1
        return found
