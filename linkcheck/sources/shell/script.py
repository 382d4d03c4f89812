"""Simple commands of a shell script, with the place of each character of their words.

Source: POSIX.1-2024, Shell Command Language, sections 2.2 to 2.10; Bash's manual for ``$'...'``,
``<<<``, ``<(...)``, ``((...))``, arrays and ``;&``. Nothing is expanded: expansions are marked as
variables, except ``$(cat <<EOF ...)``, whose value is the text of its here-document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck.sources.excerpt import Excerpt
from linkcheck.sources.shell.frames import BREAK, Frame, Here, Mode
from linkcheck.sources.shell.here_documents import HereDocuments
from linkcheck.sources.shell.words import Command, Unclosed, Word

_GAP = re.compile(r"(?:[ \t]|\\\r?\n)+")
# In a shell, no other white space ends a word: a form feed is part of it.
_PLAIN = re.compile(r"[^ \t\r\n'\"\\$`;|&()<>]+")
_COMMENT = re.compile(r"[^\r\n]*")
_OPERATOR = re.compile(r";;&|;;|;&|;|&&|&|\|\||\|&|\|")
_REDIRECT = re.compile(r"&>>?|<<<|<<-?|<[>&]?|>[>|&]?")
_DELIMITER = re.compile(r"[ \t]*+((?:[^\s'\"\\;|&()<>`$]|\\.|'[^'\n]*+'|\"[^\"\n]*+\")++)")
# Words after which a command begins.
_RESERVED = frozenset({"if", "then", "elif", "else", "while", "until", "do", "!", "{", "}"})
_BEFORE_PATTERN = "=?*+@!"
# A part that is never closed is read to the end of the text: the maximum number of times that the
# text is read in vain.
_TIMES_IN_VAIN = 5


_PLAIN_OR_COMMENT = re.compile(rf"(?!#){_PLAIN.pattern}")


class Script(HereDocuments):
    """The commands of a script. ``outer`` is its excerpt, if it has one."""

    def __init__(self, text: str, outer: Excerpt | None = None) -> None:
        super().__init__(text, outer)
        self._read = {
            Mode.LIST: self._in_list,
            Mode.QUOTES: self._in_quotes,
            Mode.BRACES: self._in_braces,
            Mode.SUM: self._in_sum,
            Mode.BODY: self._in_body,
        }

    def commands(self) -> Iterator[Command | Unclosed]:
        """Yield all commands, and what is never closed; reading goes on in the line after that."""
        at, left = 0, self.spare()
        while at < len(self.text) and left >= 0:
            try:
                found, at = self.line(at)
                yield from found
            except Unclosed as error:
                yield error
                left -= len(self.text) - at
                at = self.next_line(at)

    def spare(self) -> int:
        """The number of characters that may be read in vain."""
        return _TIMES_IN_VAIN * len(self.text)

    def line(self, at: int) -> tuple[list[Command], int]:
        """Return the commands of the line at an offset and of all that it opens, and the end.

        Raises Unclosed.
        """
        base = self._base
        base.draft, base.target, base.command = None, "", Command(piped=base.command.piped)
        self._at, self._is_done = at, False
        self._stack, self._found, self._pending = [base], [], []
        while not self._is_done:
            frame = self._stack[-1]
            if self._at < frame.limit:
                self._read[frame.mode](frame)
            else:
                self._reach_limit(frame)
        return sorted(self._found, key=lambda command: command.start), self._at

    def read_comments_above(self, at: int) -> None:
        """Read the comments on lines of their own directly above the line at an offset."""
        end = self.text.rfind("\n", 0, at)
        while end >= 0:
            start = self.text.rfind("\n", 0, end) + 1
            line = self.text[start:end].lstrip(" \t")
            if not line.startswith("#"):
                return
            self.comments[end - len(line)] = end
            end = start - 1

    def _reach_limit(self, frame: Frame) -> None:
        if frame.mode is Mode.BODY:
            self._close_body(frame)
        elif frame is self._base and not self._pending:
            self._end_command(frame)
            self._is_done = True
        else:
            self._abandon(self._pending[-1].start if frame is self._base else frame.start)

    def _in_list(self, frame: Frame) -> None:
        if self._plain(frame, _PLAIN_OR_COMMENT if frame.draft is None else _PLAIN):
            return
        text, at = self.text, self._at
        char = text[at]
        gap = _GAP.match(text, at, frame.limit) if char in " \t\\" else None
        if gap and (char != "\\" or frame.draft is None):
            self._end_word(frame)
            self._at = gap.end()
        elif char == "#":
            end = self._match(_COMMENT, frame)
            self.comments[at] = end
            self._at = end
        elif char in "\r\n":
            self._newline(frame)
        elif char == "'":
            self._single(frame)
        elif char == '"':
            self._draft(frame)
            self._double(frame, 1)
        elif char == "\\":
            self._backslash(frame, "")
        elif char == "$":
            self._dollar(frame)
        elif char == "`":
            self._backticks(frame)
        elif char in "<>" or text.startswith("&>", at):
            self._redirect(frame)
        elif char == "(":
            self._bracket(frame)
        elif char == ")":
            self._closing_bracket(frame)
        else:
            self._operator(frame)

    def _operator(self, frame: Frame) -> None:
        end = self._match(_OPERATOR, frame)
        operator = self.text[self._at : end]
        self._end_command(frame, is_piped=operator in ("|", "|&"))
        if frame.cases and operator in (";;", ";&", ";;&"):
            frame.cases[-1] = True
        self._at = end

    def _bracket(self, frame: Frame) -> None:
        text, at, words = self.text, self._at, frame.command.words
        is_pattern = frame.draft is not None and text[at - 1] in _BEFORE_PATTERN
        if (
            not words
            and text.startswith("!", at - 1)
            and frame.draft
            and frame.draft.start == at - 1
        ):
            is_pattern = False  # the negation of a subshell
        is_test = bool(words) and words[0].text == "[["
        if not words and frame.draft is None and frame.cases and frame.cases[-1]:
            self._at += 1
        elif is_pattern or is_test:  # an array, a pattern, a condition
            self._push(Mode.LIST, 1, fills=is_pattern or frame.draft is not None, is_code=False)
        elif (
            frame.draft is None
            and (not words or words[-1].text == "for")
            and (text.startswith("((", at))
        ):
            self._push(Mode.SUM, 2).in_quotes = True
        else:  # a subshell, or the definition of a function
            self._end_word(frame)
            frame.command = Command(piped=frame.command.piped)
            self._push(Mode.LIST, 1)

    def _closing_bracket(self, frame: Frame) -> None:
        if frame.cases and frame.cases[-1]:
            self._end_command(frame)
            frame.cases[-1] = False
            self._at += 1
        elif frame is self._base:
            self._end_command(frame)
            self._at += 1
        else:
            self._end_command(frame)
            self._pop(1)

    def _redirect(self, frame: Frame) -> None:
        text, at = self.text, self._at
        if text.startswith(("<(", ">("), at):
            self._push(Mode.LIST, 2, fills=True)
            return
        draft = frame.draft
        if draft and not draft.is_quoted and text[draft.start : at].isdecimal():
            frame.draft = None  # the number of a file descriptor
        self._end_word(frame)
        self._at = self._match(_REDIRECT, frame)
        operator = text[at : self._at]
        delimiter = _DELIMITER.match(text, self._at, frame.limit)
        if operator not in ("<<", "<<-"):
            frame.target = operator
        elif delimiter:
            raw = delimiter[1]
            end = re.sub(r"\\(.)|['\"]", r"\1", raw)
            here = Here(frame.command, at, end, operator == "<<-", raw != end)
            self._pending.append(here)
            self._at = delimiter.end()

    def _newline(self, frame: Frame) -> None:
        self._end_command(frame, is_piped=None)
        self._at = self._match(BREAK, frame)
        frame.bodies = self._pending[frame.pending :][::-1]
        del self._pending[frame.pending :]
        self._next_body(frame)

    def _end_word(self, frame: Frame) -> None:
        draft, frame.draft = frame.draft, None
        if draft is None:
            return
        command, word = frame.command, draft.build()
        target, frame.target = frame.target, ""
        if target:
            command.stdin = word if target == "<<<" else command.stdin
            return
        if not command.words:
            command.start = draft.start
        command.words.append(word)
        if not draft.is_quoted:
            self._reserved(frame, command.words)

    def _reserved(self, frame: Frame, words: list[Word]) -> None:
        """Remove reserved words, after which a command begins."""
        text, first = words[-1].text, words[0].text
        if len(words) == 1 and text == "esac" and frame.cases:
            frame.cases.pop()
        elif len(words) == 3 and (first, text) == ("case", "in"):
            frame.cases.append(True)
        elif not ((len(words) == 1 and text in _RESERVED) or (first == "function" and text == "{")):
            return
        frame.command = Command(piped=frame.command.piped)

    def _end_command(self, frame: Frame, *, is_piped: bool | None = False) -> None:
        """End a command. ``is_piped`` is None at a line break, which a pipeline may cross."""
        self._end_word(frame)
        command, frame.target = frame.command, ""
        if is_piped is None and not command.words:
            return
        frame.command = Command(piped=command if is_piped else None)
        if command.words and not (frame.cases and frame.cases[-1]):
            if command.pipeline.start < 0:
                command.pipeline.start = command.start
            command.pipeline.end = self._at
            frame.count, frame.last = frame.count + 1, command
            if frame.is_code:
                self._found.append(command)
