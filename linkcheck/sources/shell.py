"""Simple commands of a shell script, with the place of each character of their words.

Source: POSIX.1-2024, Shell Command Language, sections 2.2 to 2.10; Bash's manual for ``$'...'``,
``<<<``, ``<(...)``, ``((...))``, arrays and ``;&``. Nothing is expanded: what the shell fills in is
marked as a variable, except ``$(cat <<EOF ...)``, whose value is the text of its here-document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from linkcheck.sources.excerpt import Builder, Excerpt

_GAP = re.compile(r"(?:[ \t]|\\\r?\n)+")
# To a shell no other white space ends a word: a form feed is part of it.
_PLAIN = re.compile(r"[^ \t\r\n'\"\\$`;|&()<>]+")
_IN_QUOTES = re.compile(r"[^\"$`\\]+")
_IN_BODY = re.compile(r"[^$`\\\n]+")
_IN_BRACES = re.compile(r"[^}'\"$`\\]+")
_IN_SUM = re.compile(r"[^()\"$`\\]+")
_COMMENT = re.compile(r"[^\r\n]*")
_BREAK = re.compile(r"\r\n?|\n")
_LINE = re.compile(r"(?P<tabs>\t*+)[^\n]*+\n?")
_SINGLE = re.compile(r"'([^']*+)'")
_ANSI = re.compile(r"\$'((?:[^'\\]|\\.)*+)'", re.S)
_BACKTICKS = re.compile(r"`((?:[^`\\]|\\.)*+)`", re.S)
_ESCAPED = re.compile(r"[^\\]++|\\.?+", re.S)
_CONTINUED = re.compile(r"\\(?:\r\n|\n)")
_VARIABLE = re.compile(r"\$(?:[A-Za-z_]\w*+|[0-9@*#?$!-])")
# After these operators within double quotes, single quotes do not quote.
_DEFAULT = re.compile(r"\$\{!?(?:\w++(?:\[[^]\n]*+\])?|[@*#?$!-]):?[-=?+]")
_OPERATOR = re.compile(r";;&|;;|;&|;|&&|&|\|\||\|&|\|")
_REDIRECT = re.compile(r"&>>?|<<<|<<-?|<[>&]?|>[>|&]?")
_DELIMITER = re.compile(r"[ \t]*+((?:[^\s'\"\\;|&()<>`$]|\\.|'[^'\n]*+'|\"[^\"\n]*+\")++)")
_ANSI_ESCAPE = re.compile(
    r"\\(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}|.)", re.S
)
_ANSI_LETTERS = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
# Words after which a command begins.
_RESERVED = frozenset({"if", "then", "elif", "else", "while", "until", "do", "!", "{", "}"})
_BEFORE_PATTERN = "=?*+@!"
_DEEPEST_TEXT = 16  # here-documents in here-documents whose text is still followed
# A part that is never closed is read to the end of the text: so many times the text is read in vain
# at most.
_TIMES_IN_VAIN = 5


class Unclosed(Exception):
    """A quote, substitution or here-document without an end.

    ``offset`` is where it begins in the text, and ``commands`` are those it is a part of.
    """

    def __init__(self, offset: int, commands: list[Command]) -> None:
        super().__init__(offset)
        self.offset = offset
        self.commands = commands


@dataclass(slots=True)
class Word:
    """A word after quotes are removed. ``variables`` are the ranges of it that the shell fills."""

    excerpt: Excerpt
    variables: list[tuple[int, int]]

    @property
    def text(self) -> str:
        """The text of the word, with variables by their names."""
        return self.excerpt.text

    @property
    def is_variable(self) -> bool:
        """True if the shell fills in the whole of it."""
        return self.variables == [(0, len(self.text))]


@dataclass(slots=True)
class Command:
    """A simple command. ``start`` is the offset of its first word in the text.

    ``stdin`` is its here-document or here-string, and ``piped`` the command whose output it reads.
    """

    words: list[Word] = field(default_factory=list)
    start: int = 0
    stdin: Word | None = None
    piped: Command | None = None


class _Draft:
    """A word that is being read."""

    __slots__ = ("builder", "is_quoted", "start", "variables")

    def __init__(self, start: int, outer: Excerpt | None) -> None:
        self.start = start
        self.builder = Builder(start, outer)
        self.variables: list[tuple[int, int]] = []
        self.is_quoted = False

    def variable(self, text: str, start: int, end: int) -> None:
        """Add what stands in a range of the text and is filled in by the shell."""
        name = re.sub(r"\W+", "_", text[start : min(end, start + 40)]).strip("_")
        first = self.builder.length
        self.builder.block(f"${name}", start, end)
        self.variables.append((first, self.builder.length))

    def substituted(self, word: Word) -> None:
        """Add the text of a word without the line breaks at its end."""
        length, first = len(word.text.rstrip("\r\n")), self.builder.length
        self.builder.extend(word.excerpt, length)
        self.variables += [(first + a, first + b) for a, b in word.variables if b <= length]

    def build(self) -> Word:
        return Word(self.builder.build(), self.variables)


class _Mode(Enum):
    """What a frame reads."""

    LIST = 0
    QUOTES = 1
    BRACES = 2
    SUM = 3
    BODY = 4


class _Here(NamedTuple):
    """A here-document whose body is still to come."""

    command: Command
    start: int
    end: str
    has_tabs: bool
    is_literal: bool


@dataclass(slots=True)
class _Frame:
    """Something opened: a list of commands, double quotes, ``${``, ``((``, a here-document.

    ``fills`` says that it stands for a part of a word, and ``draft`` is the word that its own text
    is a part of. Text up to ``limit`` belongs to it at most.
    """

    mode: _Mode
    start: int
    limit: int
    fills: bool = False
    in_quotes: bool = False
    draft: _Draft | None = None
    # Of a list of commands. For each open `case`: is it in a pattern?
    is_code: bool = True
    command: Command = field(default_factory=Command)
    last: Command | None = None
    count: int = 0
    target: str = ""
    cases: list[bool] = field(default_factory=list)
    pending: int = 0
    bodies: list[_Here] = field(default_factory=list)
    # Of a sum, the number of open brackets; of braces, whether single quotes quote.
    depth: int = 0
    is_literal: bool = False
    here: _Here | None = None


class Script:
    """The commands of a text. ``outer`` is the excerpt whose text it is, if it is one."""

    def __init__(self, text: str, outer: Excerpt | None = None) -> None:
        self.text = text
        self.outer = outer
        self._at = 0
        self._base = _Frame(_Mode.LIST, 0, len(text))
        self._stack = [self._base]
        self._found: list[Command] = []
        self._pending: list[_Here] = []
        self._ends: dict[tuple[bool, bool, str], list[int]] | None = None
        self._is_done = False
        self._read = {
            _Mode.LIST: self._in_list,
            _Mode.QUOTES: self._in_quotes,
            _Mode.BRACES: self._in_braces,
            _Mode.SUM: self._in_sum,
            _Mode.BODY: self._in_body,
        }

    def commands(self) -> Iterator[Command | Unclosed]:
        """All commands, and what is never closed; reading goes on in the line after that."""
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

    def next_line(self, at: int) -> int:
        """The offset of the line after the one that holds an offset."""
        found = _BREAK.search(self.text, at)
        return found.end() if found else len(self.text)

    def line(self, at: int) -> tuple[list[Command], int]:
        """The commands of the line at an offset, and of all that it opens, and the offset after.

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

    def _reach_limit(self, frame: _Frame) -> None:
        if frame.mode is _Mode.BODY:
            self._close_body(frame)
        elif frame is self._base and not self._pending:
            self._end_command(frame)
            self._is_done = True
        else:
            self._abandon(self._pending[-1].start if frame is self._base else frame.start)

    def _abandon(self, offset: int) -> None:
        """Leave out the rest of the here-document in which something is not closed, or raise."""
        commands = [frame.command for frame in self._stack]
        while self._stack and self._stack[-1].mode is not _Mode.BODY:
            self._stack.pop()
        if not self._stack:
            self._base.bodies.clear()
            self._base.cases.clear()
            raise Unclosed(offset, commands)
        body = self._stack[-1]
        if body.draft:
            body.draft.variable(self.text, offset, body.limit)
        self._at = body.limit

    def _push(
        self, mode: _Mode, width: int, *, fills: bool = False, is_code: bool = True
    ) -> _Frame:
        """Open what begins here with so many characters."""
        below = self._stack[-1]
        frame = _Frame(mode, self._at, below.limit, fills, is_code=is_code)
        frame.pending = len(self._pending)
        if fills or mode is _Mode.QUOTES:
            self._draft(below)
        self._stack.append(frame)
        self._at += width
        return frame

    def _pop(self, width: int) -> None:
        """Close what ends here with so many characters."""
        frame = self._stack.pop()
        self._at += width
        draft = self._stack[-1].draft
        if not frame.fills or draft is None:
            return
        text = frame.last.stdin if frame.count == 1 and frame.last else None
        if text and _is_cat(frame.last) and len(self._stack) < _DEEPEST_TEXT:
            draft.substituted(text)
        else:
            draft.variable(self.text, frame.start, self._at)

    def _draft(self, frame: _Frame) -> _Draft | None:
        """The word that the text of a frame is a part of."""
        if frame.draft is None and frame.mode is _Mode.LIST:
            frame.draft = _Draft(self._at, self.outer)
        return frame.draft

    def _exact(self, frame: _Frame, end: int, start: int | None = None) -> None:
        """Take the text up to an offset as it is."""
        start = self._at if start is None else start
        draft = self._draft(frame)
        if draft:
            draft.builder.exact(self.text[start:end], start)
        self._at = end

    def _plain(self, frame: _Frame, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text, self._at, frame.limit)
        if found:
            self._exact(frame, found.end())
        return found is not None

    # What stands in more than one kind of frame.

    def _dollar(self, frame: _Frame) -> None:
        text, at = self.text, self._at
        following = text[at + 1 : at + 2]
        variable = _VARIABLE.match(text, at, frame.limit)
        if text.startswith("$((", at):
            self._push(_Mode.SUM, 3, fills=True).in_quotes = True
        elif following == "(":
            self._push(_Mode.LIST, 2, fills=True)
        elif following == "{":
            braces = self._push(_Mode.BRACES, 2, fills=True)
            braces.in_quotes = frame.in_quotes
            braces.is_literal = frame.in_quotes and bool(_DEFAULT.match(text, at, frame.limit))
        elif following == "'" and not frame.in_quotes:
            self._ansi(frame)
        elif following == '"' and not frame.in_quotes:
            self._double(frame, 2)
        elif variable:
            draft = self._draft(frame)
            if draft:
                draft.variable(text, at, variable.end())
            self._at = variable.end()
        else:
            self._exact(frame, at + 1)

    def _double(self, frame: _Frame, width: int) -> None:
        quotes = self._push(_Mode.QUOTES, width)
        quotes.draft, quotes.in_quotes = frame.draft, True
        if frame.draft:
            frame.draft.is_quoted = True

    def _single(self, frame: _Frame) -> None:
        found = _SINGLE.match(self.text, self._at, frame.limit)
        if found is None:
            self._abandon(self._at)
            return
        draft = self._draft(frame)
        if draft:
            draft.is_quoted = True
        self._exact(frame, found.end(1), found.start(1))
        self._at = found.end()

    def _ansi(self, frame: _Frame) -> None:
        found = _ANSI.match(self.text, self._at, frame.limit)
        if found is None:
            self._abandon(self._at)
            return
        draft = self._draft(frame)
        if draft:
            draft.is_quoted = True
            for piece in _ESCAPED_OR_PLAIN.finditer(self.text, *found.span(1)):
                if piece.group().startswith("\\"):
                    draft.builder.block(_ansi_text(piece.group()[1:]), *piece.span())
                else:
                    draft.builder.exact(piece.group(), piece.start())
        self._at = found.end()

    def _backticks(self, frame: _Frame) -> None:
        """A substitution in backticks: its text is a script once backslashes are taken off."""
        found = _BACKTICKS.match(self.text, self._at, frame.limit)
        if found is None:
            self._abandon(self._at)
            return
        special = '$`\\"' if frame.mode is _Mode.QUOTES else "$`\\"
        builder = Builder(found.start(1), self.outer)
        for piece in _ESCAPED.finditer(self.text, *found.span(1)):
            if piece.group().startswith("\\") and piece.group()[1:] in special:
                builder.block(piece.group()[1:], *piece.span())
            else:
                builder.exact(piece.group(), piece.start())
        inner = builder.build()
        for command in Script(inner.text, inner).commands():
            if isinstance(command, Command):
                command.start = inner.within(None).origin(command.start, command.start)[0]
                self._found.append(command)
        draft = self._draft(frame)
        if draft:
            draft.variable(self.text, *found.span())
        self._at = found.end()

    def _backslash(self, frame: _Frame, special: str) -> None:
        """A line continuation, an escaped character, or a backslash."""
        text, at = self.text, self._at
        skipped = _CONTINUED.match(text, at, frame.limit)
        if skipped:
            self._at = skipped.end()
        elif at + 1 < frame.limit and (not special or text[at + 1] in special):
            draft = self._draft(frame)
            if draft:
                draft.builder.block(text[at + 1], at, at + 2)
                draft.is_quoted = True
            self._at = at + 2
        else:
            self._exact(frame, at + 1)

    # The kinds of frame.

    def _in_quotes(self, frame: _Frame) -> None:
        if self._plain(frame, _IN_QUOTES):
            return
        char = self.text[self._at]
        if char == '"':
            self._pop(1)
        elif char == "\\":
            self._backslash(frame, '"$`\\')
        else:
            self._expansion(frame)

    def _in_braces(self, frame: _Frame) -> None:
        if self._plain(frame, _IN_BRACES):
            return
        char = self.text[self._at]
        if char == "}":
            self._pop(1)
        elif char == "'" and frame.is_literal:
            self._at += 1
        elif char == "'":
            self._single(frame)
        else:
            self._quoting(frame)

    def _in_sum(self, frame: _Frame) -> None:
        if self._plain(frame, _IN_SUM):
            return
        char = self.text[self._at]
        if char == "(":
            frame.depth += 1
            self._at += 1
        elif char == ")" and frame.depth:
            frame.depth -= 1
            self._at += 1
        elif char == ")" and self.text.startswith("))", self._at):
            self._pop(2)
        elif char == ")":  # no sum, but a subshell at the beginning of a list of commands
            frame.mode, frame.in_quotes = _Mode.LIST, False
            self._at += 1
        else:
            self._quoting(frame)

    def _quoting(self, frame: _Frame) -> None:
        """Read what quotes, or is expanded, in braces and sums alike."""
        char = self.text[self._at]
        if char == '"':
            self._double(frame, 1)
        elif char == "\\":
            self._at += 2
        else:
            self._expansion(frame)

    def _expansion(self, frame: _Frame) -> None:
        if self.text[self._at] == "`":
            self._backticks(frame)
        else:
            self._dollar(frame)

    def _in_body(self, frame: _Frame) -> None:
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

    def _skip_tabs(self, frame: _Frame) -> None:
        if frame.here and frame.here.has_tabs:
            while self._at < frame.limit and self.text[self._at] == "\t":
                self._at += 1

    def _in_list(self, frame: _Frame) -> None:
        if self._plain(frame, _PLAIN_OR_COMMENT if frame.draft is None else _PLAIN):
            return
        text, at = self.text, self._at
        char = text[at]
        gap = _GAP.match(text, at, frame.limit) if char in " \t\\" else None
        if gap and (char != "\\" or frame.draft is None):
            self._end_word(frame)
            self._at = gap.end()
        elif char == "#":
            self._at = self._match(_COMMENT, frame)
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

    def _match(self, pattern: re.Pattern[str], frame: _Frame) -> int:
        found = pattern.match(self.text, self._at, frame.limit)
        return found.end() if found else self._at

    def _operator(self, frame: _Frame) -> None:
        end = self._match(_OPERATOR, frame)
        operator = self.text[self._at : end]
        self._end_command(frame, is_piped=operator in ("|", "|&"))
        if frame.cases and operator in (";;", ";&", ";;&"):
            frame.cases[-1] = True
        self._at = end

    def _bracket(self, frame: _Frame) -> None:
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
            self._push(_Mode.LIST, 1, fills=is_pattern or frame.draft is not None, is_code=False)
        elif (
            frame.draft is None
            and (not words or words[-1].text == "for")
            and (text.startswith("((", at))
        ):
            self._push(_Mode.SUM, 2).in_quotes = True
        else:  # a subshell, or the definition of a function
            self._end_word(frame)
            frame.command = Command(piped=frame.command.piped)
            self._push(_Mode.LIST, 1)

    def _closing_bracket(self, frame: _Frame) -> None:
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

    def _redirect(self, frame: _Frame) -> None:
        text, at = self.text, self._at
        if text.startswith(("<(", ">("), at):
            self._push(_Mode.LIST, 2, fills=True)
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
            here = _Here(frame.command, at, end, operator == "<<-", raw != end)
            self._pending.append(here)
            self._at = delimiter.end()

    def _newline(self, frame: _Frame) -> None:
        self._end_command(frame, is_piped=None)
        self._at = self._match(_BREAK, frame)
        frame.bodies = self._pending[frame.pending :][::-1]
        del self._pending[frame.pending :]
        self._next_body(frame)

    def _next_body(self, frame: _Frame) -> None:
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
        body = self._push(_Mode.BODY, 0)
        body.limit, body.here, body.in_quotes = last, here, True
        body.draft = _Draft(self._at, self.outer)
        if here.is_literal:
            for line in _LINE.finditer(self.text, self._at, last):
                self._exact(body, line.end(), line.end("tabs") if here.has_tabs else line.start())
            self._at = last
        else:
            self._skip_tabs(body)

    def _close_body(self, body: _Frame) -> None:
        self._stack.pop()
        del self._pending[body.pending :]
        if body.here and body.draft:
            self._at = self.text.index(body.here.end, body.limit) + len(body.here.end)
            if not self.text.startswith(")", self._at):
                self._at = self.next_line(self._at)
            body.here.command.stdin = body.draft.build()
        self._next_body(self._stack[-1])

    def _end_of_body(self, here: _Here, frame: _Frame) -> int | None:
        """The offset of the line that ends a here-document of a list of commands.

        In a substitution, the bracket that closes it may follow in the same line.
        """
        if self._ends is None:
            self._ends = self._index()
        found = [frame.limit]
        for end in (here.end,) if frame is self._base else (here.end, f"{here.end})"):
            offsets = self._ends.get((here.has_tabs, here.is_literal, end), [])
            found += offsets[(index := bisect_left(offsets, self._at)) : index + 1]
        return min(found) if min(found) < frame.limit else None

    def _index(self) -> dict[tuple[bool, bool, str], list[int]]:
        """The offsets of lines by how they begin: all of it, and all up to a closing bracket.

        For here-documents with and without tabs, literal and not: in those that are not, a line
        that goes on from the one before ends nothing.
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

    def _end_word(self, frame: _Frame) -> None:
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

    def _reserved(self, frame: _Frame, words: list[Word]) -> None:
        """Take reserved words off, after which a command begins."""
        text, first = words[-1].text, words[0].text
        if len(words) == 1 and text == "esac" and frame.cases:
            frame.cases.pop()
        elif len(words) == 3 and (first, text) == ("case", "in"):
            frame.cases.append(True)
        elif not ((len(words) == 1 and text in _RESERVED) or (first == "function" and text == "{")):
            return
        frame.command = Command(piped=frame.command.piped)

    def _end_command(self, frame: _Frame, *, is_piped: bool | None = False) -> None:
        """End a command. ``is_piped`` is None at a line break, which a pipeline may cross."""
        self._end_word(frame)
        command, frame.target = frame.command, ""
        if is_piped is None and not command.words:
            return
        frame.command = Command(piped=command if is_piped else None)
        if command.words and not (frame.cases and frame.cases[-1]):
            frame.count, frame.last = frame.count + 1, command
            if frame.is_code:
                self._found.append(command)


_PLAIN_OR_COMMENT = re.compile(rf"(?!#){_PLAIN.pattern}")
_ESCAPED_OR_PLAIN = re.compile(rf"[^\\]++|{_ANSI_ESCAPE.pattern}", re.S)


def _is_cat(command: Command | None) -> bool:
    return command is not None and [word.text for word in command.words] in (["cat"], ["cat", "-"])


def _ansi_text(escape: str) -> str:
    if escape[0] in "xuU" and len(escape) > 1:
        code = int(escape[1:], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    if escape[0] in "01234567":
        return chr(int(escape, 8))
    return _ANSI_LETTERS.get(escape, escape)
