"""Quotes, expansions and substitutions of a shell."""

from __future__ import annotations

import re

from linkcheck.sources.excerpt import Builder
from linkcheck.sources.shell.frames import Frame, Mode, Reader
from linkcheck.sources.shell.words import Command, Extent

_IN_QUOTES = re.compile(r"[^\"$`\\]+")
_IN_BRACES = re.compile(r"[^}'\"$`\\]+")
_IN_SUM = re.compile(r"[^()\"$`\\]+")
_SINGLE = re.compile(r"'([^']*+)'")
_ANSI = re.compile(r"\$'((?:[^'\\]|\\.)*+)'", re.S)
_BACKTICKS = re.compile(r"`((?:[^`\\]|\\.)*+)`", re.S)
_ESCAPED = re.compile(r"[^\\]++|\\.?+", re.S)
_CONTINUED = re.compile(r"\\(?:\r\n|\n)")
_VARIABLE = re.compile(r"\$(?:[A-Za-z_]\w*+|[0-9@*#?$!-])")
# After these operators within double quotes, single quotes do not quote.
_DEFAULT = re.compile(r"\$\{!?(?:\w++(?:\[[^]\n]*+\])?|[@*#?$!-]):?[-=?+]")
_ANSI_ESCAPE = re.compile(
    r"\\(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}|.)", re.S
)
_ANSI_LETTERS = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_ESCAPED_OR_PLAIN = re.compile(rf"[^\\]++|{_ANSI_ESCAPE.pattern}", re.S)


class Expansions(Reader):
    """Reads quotes and expansions."""

    def _dollar(self, frame: Frame) -> None:
        text, at = self.text, self._at
        following = text[at + 1 : at + 2]
        variable = _VARIABLE.match(text, at, frame.limit)
        if text.startswith("$((", at):
            self._push(Mode.SUM, 3, fills=True).in_quotes = True
        elif following == "(":
            self._push(Mode.LIST, 2, fills=True)
        elif following == "{":
            braces = self._push(Mode.BRACES, 2, fills=True)
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

    def _double(self, frame: Frame, width: int) -> None:
        quotes = self._push(Mode.QUOTES, width)
        quotes.draft, quotes.in_quotes = frame.draft, True
        if frame.draft:
            frame.draft.is_quoted = True

    def _single(self, frame: Frame) -> None:
        found = _SINGLE.match(self.text, self._at, frame.limit)
        if found is None:
            self._abandon(self._at)
            return
        draft = self._draft(frame)
        if draft:
            draft.is_quoted = True
        self._exact(frame, found.end(1), found.start(1))
        self._at = found.end()

    def _ansi(self, frame: Frame) -> None:
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

    def _backticks(self, frame: Frame) -> None:
        """Read a substitution in backticks: its text without backslashes is a script."""
        found = _BACKTICKS.match(self.text, self._at, frame.limit)
        if found is None:
            self._abandon(self._at)
            return
        special = '$`\\"' if frame.mode is Mode.QUOTES else "$`\\"
        builder = Builder(found.start(1), self.outer)
        for piece in _ESCAPED.finditer(self.text, *found.span(1)):
            if piece.group().startswith("\\") and piece.group()[1:] in special:
                builder.block(piece.group()[1:], *piece.span())
            else:
                builder.exact(piece.group(), piece.start())
        inner = builder.build()
        outside, pipelines = inner.within(None), dict[int, Extent]()
        for command in type(self)(inner.text, inner).commands():
            if isinstance(command, Command):
                command.start = outside.origin(command.start, command.start)[0]
                pipelines[id(command.pipeline)] = command.pipeline
                self._found.append(command)
        for pipeline in pipelines.values():
            pipeline.start, pipeline.end = outside.origin(pipeline.start, pipeline.end)
        draft = self._draft(frame)
        if draft:
            draft.variable(self.text, *found.span())
        self._at = found.end()

    def _backslash(self, frame: Frame, special: str) -> None:
        """Read a line continuation, an escaped character, or a backslash."""
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

    def _in_quotes(self, frame: Frame) -> None:
        if self._plain(frame, _IN_QUOTES):
            return
        char = self.text[self._at]
        if char == '"':
            self._pop(1)
        elif char == "\\":
            self._backslash(frame, '"$`\\')
        else:
            self._expansion(frame)

    def _in_braces(self, frame: Frame) -> None:
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

    def _in_sum(self, frame: Frame) -> None:
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
        elif char == ")":  # not a sum, but a subshell at the beginning of a list of commands
            frame.mode, frame.in_quotes = Mode.LIST, False
            self._at += 1
        else:
            self._quoting(frame)

    def _quoting(self, frame: Frame) -> None:
        """Read quotes and expansions, in braces and sums alike."""
        char = self.text[self._at]
        if char == '"':
            self._double(frame, 1)
        elif char == "\\":
            self._at += 2
        else:
            self._expansion(frame)

    def _expansion(self, frame: Frame) -> None:
        if self.text[self._at] == "`":
            self._backticks(frame)
        else:
            self._dollar(frame)


def _ansi_text(escape: str) -> str:
    if escape[0] in "xuU" and len(escape) > 1:
        code = int(escape[1:], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    if escape[0] in "01234567":
        return chr(int(escape, 8))
    return _ANSI_LETTERS.get(escape, escape)
