"""Calls of curl in shell scripts, in notes, and in the fenced code blocks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from linkcheck.sources.calls import Body, Call, Problem
from linkcheck.sources.decode import Decoded, SourceError
from linkcheck.sources.excerpt import Builder, Excerpt
from linkcheck.sources.lines import Lines
from linkcheck.sources.shell import Command, Unclosed, Word, command
from linkcheck.sources.tree import read_excerpt
from linkcheck.sources.unknown import paths_at, with_quotes

_CURL = re.compile(r"(?<![\w./$-])curl(?=[ \t\\])")
_COMMENT = re.compile(r"[ \t]*#")
_LINK = re.compile(r"/link/token/")
_FENCE = re.compile(r"^(?P<prefix>[ \t>]*)(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n", re.M)
# Options of curl that take an argument, in the form of one letter (curl's manual, version 8).
_WITH_ARGUMENT = frozenset("AbcCdDeEFhHKmoPQrtTuUwxXyYz")
_DATA = frozenset({"-d", "--data", "--data-ascii", "--data-raw", "--data-binary", "--json"})
_FROM_FILE = _DATA - {"--data-raw"}
_HEADER = frozenset({"-H", "--header"})
_METHOD = frozenset({"-X", "--request"})
_KNOWN = _DATA | _HEADER | _METHOD | {"--url"}


def shell_calls(text: str) -> Iterator[Call | Problem]:
    """The calls of curl in a shell script or note."""
    yield from _calls(text, Lines(text), None)


def markdown_calls(text: str) -> Iterator[Call | Problem]:
    """The calls of curl in the fenced code blocks of a Markdown text."""
    lines, at = Lines(text), 0
    while fence := _FENCE.search(text, at):
        block, at = _block(text, fence)
        yield from _calls(block.text, lines, block)


def _block(text: str, fence: re.Match[str]) -> tuple[Excerpt, int]:
    """The content of a fenced block without indentation and quote marks, and the offset after."""
    prefix, mark = fence["prefix"], fence["fence"]
    closing = re.compile(rf"[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*\r?(?:\n|\Z)")
    builder, at = Builder(fence.end()), fence.end()
    while at < len(text) and not (closed := closing.match(text, at)):
        end = text.find("\n", at) + 1 or len(text)
        start = at
        for char in prefix:
            if text[start : start + 1] != char:
                break
            start += 1
        builder.exact(text[start:end], start)
        at = end
    return builder.build(), closed.end() if at < len(text) and closed else len(text)


def _calls(text: str, lines: Lines, block: Excerpt | None) -> Iterator[Call | Problem]:
    at = 0
    while found := _CURL.search(text, at):
        at = found.end()
        line_start = text.rfind("\n", 0, found.start()) + 1
        if _COMMENT.match(text, line_start, found.start()):
            continue
        offset = block.origin(found.start(), found.start())[0] if block else found.start()
        place = lines.position(offset)
        try:
            read = command(text, found.start(), block)
        except Unclosed as error:
            if _LINK.search(text, at, at + 500):
                offset = block.origin(error.offset, error.offset)[0] if block else error.offset
                at_fault = partial(lines.position, offset)
                yield Problem("what is opened here is never closed", at_fault)
            continue
        at = max(at, read.end)
        arguments = _arguments(read)
        if arguments.url is not None:
            yield _call(arguments, lines, place)


@dataclass(slots=True)
class _Arguments:
    """What the arguments of curl say."""

    url: str | None = None
    method: str | None = None
    headers: set[str] = field(default_factory=set)
    data: list[Word] = field(default_factory=list)
    is_elsewhere: bool = False


def _arguments(read: Command) -> _Arguments:
    found = _Arguments()
    for option, word in _options(read.words[1:]):
        text = word.text
        if option in _DATA:
            _data(found, option, word, read.stdin)
        elif option in _HEADER:
            found.headers.add(text.partition(":")[0].strip().lower())
        elif option in _METHOD:
            found.method = text.upper()
        elif _LINK.search(text) or option == "--url":
            found.url = text
    return found


def _data(found: _Arguments, option: str, word: Word, stdin: Word | None) -> None:
    if option in _FROM_FILE and word.text.startswith("@"):
        if word.text in ("@-", "@/dev/stdin") and stdin is not None:
            found.data.append(stdin)
        else:
            found.is_elsewhere = True
    elif word.is_variable:
        found.is_elsewhere = True
    else:
        found.data.append(word)


def _options(words: list[Word]) -> Iterator[tuple[str, Word]]:
    """Options with their arguments, and all other words with an empty option."""
    rest = iter(words)
    for word in rest:
        text = word.text
        if text.startswith("--"):
            argument = next(rest, None) if text in _KNOWN else None
            if argument is not None:
                yield text, argument
        elif text.startswith("-") and len(text) > 1:
            index = next((i for i, c in enumerate(text) if i and c in _WITH_ARGUMENT), None)
            if index is not None:
                argument = _tail(word, index + 1) if index + 1 < len(text) else next(rest, None)
                if argument is not None:
                    yield f"-{text[index]}", argument
        else:
            yield "", word


def _tail(word: Word, start: int) -> Word:
    """The rest of a word: the argument that is written right after its option."""
    builder = Builder(start, word.excerpt)
    builder.exact(word.text[start:], start)
    variables = [(first - start, last - start) for first, last in word.variables if first >= start]
    return Word(builder.build(), variables)


def _call(arguments: _Arguments, lines: Lines, place: tuple[int, int]) -> Call:
    origin = f"the curl command on line {place[0]}"
    has_data = bool(arguments.data or arguments.is_elsewhere)
    method = arguments.method or ("POST" if has_data else "GET")
    call = Call(origin, arguments.url, method, frozenset(arguments.headers))
    if len(arguments.data) != 1 or arguments.is_elsewhere:
        # Several pieces are joined with `&`, which makes no JSON: a form, or a mistake of ours.
        return replace(call, is_elsewhere=has_data)
    return replace(call, request=_body(arguments.data[0], lines, place))


def _body(word: Word, lines: Lines, place: tuple[int, int]) -> Body:
    def read() -> Decoded | SourceError:
        inner, variables = with_quotes(word.text, word.variables)
        content = read_excerpt(inner.text, lines, lambda: inner.within(word.excerpt))
        if isinstance(content, SourceError) or not variables:
            return content
        return replace(content, unknown=paths_at(inner.text, variables))

    return Body(read, lambda: place, lambda mark: mark in word.text)
