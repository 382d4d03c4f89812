"""Words of a shell command, each with the places of its characters.

Covers what is written around JSON in practice: single, double and ANSI-C quotes, backslashes,
line continuations, variables, command substitutions, here-documents. Source: POSIX.1-2024, Shell
Command Language, sections 2.2, 2.6 and 2.7; Bash's manual for ``$'...'`` and ``<<<``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from linkcheck.sources.excerpt import Builder, Excerpt

_GAP = re.compile(r"(?:[ \t]|\\\r?\n)*")
# To a shell no other white space ends a word: a form feed is part of it.
_PLAIN = re.compile(r"[^ \t\r\n'\"\\$`;|&()<>]+")
_VARIABLE = re.compile(r"\$(?:\w+|[@*#?$!-]|\{[^}]*\})")
_HEREDOC = re.compile(r"<<(?P<dash>-?)[ \t]*(?P<quote>[\"'\\]?)(?P<end>\w+)[\"']?")
_REDIRECT = re.compile(r"[0-9]*(?:>>?|<)&?")
_CAT = re.compile(r"\$\([ \t]*cat[ \t]*" + _HEREDOC.pattern + r"[ \t]*\r?\n")
_ANSI = re.compile(
    r"\\(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}|.)", re.S
)
_ANSI_LETTERS = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_IN_QUOTES = '"$`\\'
_IN_HEREDOC = "$`\\"


class Unclosed(Exception):
    """A quote, substitution or here-document without an end. ``offset`` is where it begins."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


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
    """The words of a simple command, its standard input, and the offset after it."""

    words: list[Word] = field(default_factory=list)
    stdin: Word | None = None
    end: int = 0


def command(text: str, start: int, outer: Excerpt | None = None) -> Command:
    """The command of which the first word begins at an offset. Raises Unclosed.

    ``outer`` is the excerpt whose text this is, if it is one. A here-document that another command
    of the same line pipes into this one is its standard input too.
    """
    return _Lexer(text, start, outer).command()


class _Lexer:
    def __init__(self, text: str, start: int, outer: Excerpt | None) -> None:
        self.text = text
        self.start = self.at = start
        self.outer = outer
        self.builder = Builder(start, outer)
        self.variables: list[tuple[int, int]] = []

    def command(self) -> Command:
        found = Command()
        line = self.text[self.text.rfind("\n", 0, self.start) + 1 : self.start]
        heredocs = [m for m in _HEREDOC.finditer(line) if line.rstrip().endswith("|")]
        while True:
            self.at = self._match(_GAP, self.at)
            char = self.text[self.at : self.at + 1]
            heredoc = _HEREDOC.match(self.text, self.at)
            redirect = _REDIRECT.match(self.text, self.at)
            if self.text.startswith("<<<", self.at):
                self.at = self._match(_GAP, self.at + 3)
                found.stdin = self._word()
            elif heredoc:
                heredocs.append(heredoc)
                self.at = heredoc.end()
            elif redirect:
                self.at = self._match(_GAP, redirect.end())
                self._word()
            elif not char or char in "\r\n;|&()#":
                break
            else:
                found.words.append(self._word())
        found.end = self.at
        if heredocs:
            found.end = self._heredocs(found, heredocs)
        return found

    def _match(self, pattern: re.Pattern[str], at: int) -> int:
        matched = pattern.match(self.text, at)
        return matched.end() if matched else at

    def _heredocs(self, found: Command, heredocs: list[re.Match[str]]) -> int:
        """Read the here-documents that follow the line; the last one is what counts."""
        line_end = self.text.find("\n", self.at)
        at = len(self.text) if line_end < 0 else line_end + 1
        for heredoc in heredocs:
            self._begin(at)
            at = self._heredoc(heredoc, at)
            found.stdin = self._finish()
        return at

    def _begin(self, at: int) -> None:
        self.builder = Builder(at, self.outer)
        self.variables = []

    def _finish(self) -> Word:
        return Word(self.builder.build(), self.variables)

    def _word(self) -> Word:
        self._begin(self.at)
        text = self.text
        while self.at < len(text):
            at, char = self.at, text[self.at]
            plain = _PLAIN.match(text, at)
            if plain:
                self.builder.exact(plain.group(), at)
                self.at = plain.end()
            elif char == "'":
                self._single(at + 1)
            elif char == '"':
                self._double(at + 1)
            elif text.startswith("$'", at):
                self._ansi(at + 2)
            elif text.startswith('$"', at):
                self._double(at + 2)
            elif char in "$`":
                self._expansion()
            elif char == "\\":
                self._backslash()
            else:
                break
        return self._finish()

    def _backslash(self) -> None:
        at = self.at
        self.at = self._match(re.compile(r"\\(?:\r?\n)?"), at)
        if self.at == at + 1 and self.at < len(self.text):
            self.at += 1
            self.builder.block(self.text[at + 1], at, self.at)

    def _single(self, start: int) -> None:
        end = self.text.find("'", start)
        if end < 0:
            raise Unclosed(start - 1)
        self.builder.exact(self.text[start:end], start)
        self.at = end + 1

    def _double(self, start: int) -> None:
        self.at = start
        self._expand(len(self.text), _IN_QUOTES, stop='"')
        if self.at >= len(self.text):
            raise Unclosed(start - 1)
        self.at += 1

    def _expand(self, end: int, special: str, stop: str = "") -> None:
        """Read text in which variables count, up to an offset or an unescaped character."""
        text = self.text
        plain = re.compile(f"[^{re.escape(special)}]+")
        while self.at < end:
            at, char = self.at, text[self.at]
            found = plain.match(text, at, end)
            if found:
                self.builder.exact(found.group(), at)
                self.at = found.end()
            elif char == stop:
                return
            elif char == "\\":
                self._escape(special)
            else:
                self._expansion()

    def _escape(self, special: str) -> None:
        at = self.at
        skipped = self._match(re.compile(r"\\\r?\n"), at)
        if skipped > at:
            self.at = skipped
        elif self.text[at + 1 : at + 2] in special and at + 1 < len(self.text):
            self.builder.block(self.text[at + 1], at, at + 2)
            self.at = at + 2
        else:
            self.builder.exact("\\", at)
            self.at = at + 1

    def _ansi(self, start: int) -> None:
        at = start
        while at < len(self.text) and self.text[at] != "'":
            escape = _ANSI.match(self.text, at)
            if escape is None:
                self.builder.exact(self.text[at], at)
                at += 1
            else:
                self.builder.block(_ansi_text(escape.group()[1:]), at, escape.end())
                at = escape.end()
        if at >= len(self.text):
            raise Unclosed(start - 2)
        self.at = at + 1

    def _expansion(self) -> None:
        """A variable or a substitution; ``$(cat <<EOF ...)`` is the text of its here-document."""
        at = self.at
        cat = _CAT.match(self.text, at)
        variable = _VARIABLE.match(self.text, at)
        if cat:
            self.at = self._match(
                re.compile(r"\s*"), self._heredoc(cat, cat.end(), substituted=True)
            )
            if not self.text.startswith(")", self.at):
                raise Unclosed(at)
            self.at += 1
            return
        if self.text[at] == "`":
            end = self.text.find("`", at + 1) + 1
        elif self.text.startswith("$(", at):
            end = self._closing(at + 1)
        elif variable:
            end = variable.end()
        else:
            self.builder.exact("$", at)
            self.at += 1
            return
        if not end:
            raise Unclosed(at)
        name = re.sub(r"\W+", "_", self.text[at:end]).strip("_")
        first = self.builder.length
        self.builder.block(f"${name}", at, end)
        self.variables.append((first, self.builder.length))
        self.at = end

    def _closing(self, start: int) -> int:
        """The offset after the bracket that closes the one at ``start``; 0 if there is none."""
        depth = 0
        for found in re.compile(r"[()]|'[^']*'|\\.").finditer(self.text, start):
            depth += {"(": 1, ")": -1}.get(found.group(), 0)
            if not depth:
                return found.end()
        return 0

    def _heredoc(self, heredoc: re.Match[str], start: int, *, substituted: bool = False) -> int:
        """Read the here-document that begins at an offset; gives the offset after its end.

        A substitution drops the line breaks at the end.
        """
        tabs = r"\t*" if heredoc["dash"] else ""
        ending = re.compile(rf"^{tabs}{heredoc['end']}[ \t]*(?=\r?$)", re.M)
        closed = ending.search(self.text, start)
        if closed is None:
            raise Unclosed(start)
        last = closed.start()
        while substituted and last > start and self.text[last - 1] in "\r\n":
            last -= 1
        self.at = start
        for line in re.compile(r"(?P<tabs>\t*)[^\n]*(?:\n|\Z)").finditer(self.text, start, last):
            at = line.end("tabs") if heredoc["dash"] else line.start()
            if heredoc["quote"]:
                self.builder.exact(self.text[at : line.end()], at)
            else:
                self.at = max(self.at, at)  # a substitution may go on over several lines
                self._expand(line.end(), _IN_HEREDOC)
        return closed.end()


def _ansi_text(escape: str) -> str:
    if escape[0] in "xuU" and len(escape) > 1:
        code = int(escape[1:], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    if escape[0] in "01234567":
        return chr(int(escape, 8))
    return _ANSI_LETTERS.get(escape, escape)
