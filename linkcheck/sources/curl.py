"""Calls of curl: in scripts, in console transcripts, and within other text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from linkcheck.documents import ENDPOINT_FOLDERS
from linkcheck.engine.suppression import Range
from linkcheck.sources.calls import Body, Call, Part, Problem
from linkcheck.sources.comments import Comment, is_marked
from linkcheck.sources.content import Decoded, SourceError
from linkcheck.sources.curl_options import options
from linkcheck.sources.excerpt import Builder, Excerpt
from linkcheck.sources.lines import Lines
from linkcheck.sources.shell import Command, Script, Unclosed, Word
from linkcheck.sources.tree import read_excerpt
from linkcheck.sources.unknown import is_placeholder_body, unknowns_at, with_quotes

_CURL = re.compile(r"(?:[^\n]*[/\\])?\$?curl(?:\.exe)?", re.I)
_ASSIGNMENT = re.compile(r"\w+\+?=")
# Commands that run the command in their arguments.
_WRAPPERS = re.compile(
    r"(?:.*/)?(?:builtin|chronic|command|doas|docker|docker-compose|env|exec|ionice|kubectl|nice|nohup"
    r"|podman|retry|run|RUN|setsid|stdbuf|sudo|time|timeout|xargs)"
)
_LINK = re.compile("|".join(map(re.escape, ENDPOINT_FOLDERS)))
_FAR = 500  # characters within which an unclosed command must name an endpoint to be reported
_PROMPT = re.compile(
    r"^[ \t]*+(?:\([^\n()]*+\)|\[[^]\n]*+\])?+[ \t]*+(?:[^\s$%#>'\"]*+\$|%)[ \t]++(?=\S)", re.M
)
_CONTINUATION = re.compile(r"[ \t]*>(?:[ \t]|(?=\r?$))", re.M)
# A line that may contain a call, in text that is not only a script.
_MENTION = re.compile(
    r"^[ \t]*+(?:(?:[^\s$%#>'\"]*+\$|[%>])[ \t]++)?+"
    r"(?P<start>(?![#\s])(?:\w++=\")?+[^\n'\"]*?)\bcurl\b",
    re.M | re.I,
)
_DATA = frozenset({"data", "data-ascii", "data-binary", "data-raw", "json"})
_FILE_OR_FORM = frozenset({"data-urlencode", "form", "form-string", "upload-file"})


def script_calls(
    text: str, lines: Lines | None = None, block: Excerpt | None = None
) -> Iterator[Part]:
    """Yield the calls of curl in a shell script. ``block`` is its excerpt, if it has one."""
    lines = lines or Lines(text)
    script = Script(text, block)
    for found in script.commands():
        if isinstance(found, Command):
            yield from _calls(found, lines, block)
        else:
            yield from _problem(found, text, lines, block)
    yield from _comments(script, lines)


def console_calls(text: str, lines: Lines, block: Excerpt | None) -> Iterator[Part]:
    """Yield the calls of curl in a script, or after the prompts of a console; skip the output."""
    prompts = [found.span() for found in _PROMPT.finditer(text)]
    if not prompts:
        yield from script_calls(text, lines, block)
    for index, (_, start) in enumerate(prompts):
        end = prompts[index + 1][0] if index + 1 < len(prompts) else len(text)
        yield from _at_prompt(_entered(text, start, end, block), lines)


def note_calls(
    text: str, lines: Lines | None = None, block: Excerpt | None = None
) -> Iterator[Part]:
    """Yield the calls of curl that begin in a line of any other text."""
    lines = lines or Lines(text)
    script = Script(text, block)
    at, left = 0, script.spare()
    while left >= 0 and (mention := _MENTION.search(text, at)):
        start = mention.start("start")
        prompt = _PROMPT.match(text, mention.start())
        following = _MENTION.search(text, mention.end()) if prompt else None
        at = script.next_line(start)
        if prompt:
            end = following.start() if following else len(text)
            yield from _at_prompt(_entered(text, prompt.end(), end, block), lines)
            continue
        try:
            found, end = script.line(start)
        except Unclosed as error:
            yield from _problem(error, text, lines, block)
            left -= len(text) - start
            continue
        calls = [call for command in found for call in _calls(command, lines, block)]
        if calls:
            script.read_comments_above(start)
            yield from calls
            at = end
        else:
            left -= end - start
    yield from _comments(script, lines)


def _at_prompt(entered: Excerpt, lines: Lines) -> Iterator[Part]:
    """Yield the calls in the input at a prompt; the rest is output."""
    script = Script(entered.text, entered)
    try:
        found, _ = script.line(0)
    except Unclosed as error:
        yield from _problem(error, entered.text, lines, entered)
    else:
        for command in found:
            yield from _calls(command, lines, entered)
    yield from _comments(script, lines)


def _comments(script: Script, lines: Lines) -> Iterator[Comment]:
    """Yield the comments that were read in a script, if one of them may have a directive."""
    text = script.text
    if not is_marked(text):
        return
    inner = Lines(text)
    for start, end in script.comments.items():
        before = text[start - inner.position(start)[1] + 1 : start]
        place = _place(start, lines, script.outer)
        yield Comment(*place, text[start:end], is_alone=not before.strip())


def _entered(text: str, start: int, end: int, block: Excerpt | None) -> Excerpt:
    """Return the input at a prompt and after ``> `` in the lines that follow."""
    builder, at, is_continued = Builder(start, block), start, False
    while at < end:
        following = text.find("\n", at, end) + 1 or end
        prompt = _CONTINUATION.match(text, at, following) if at > start else None
        is_continued = at == start or (is_continued and prompt is not None)
        skipped = prompt.end() if prompt and is_continued else at
        builder.exact(text[skipped:following], skipped)
        at = following
    return builder.build()


def _place(offset: int, lines: Lines, block: Excerpt | None) -> tuple[int, int]:
    return lines.position(block.origin(offset, offset)[0] if block else offset)


def _problem(error: Unclosed, text: str, lines: Lines, block: Excerpt | None) -> Iterator[Problem]:
    """Yield the problem with a call that is never closed; nothing for other commands."""
    for command in error.commands:
        far = command.start + _FAR
        if _arguments_of_curl(command) is not None and _LINK.search(text, command.start, far):
            at = partial(_place, error.offset, lines, block)
            yield Problem("unclosed quote, bracket or here-document", at)
            return


def _arguments_of_curl(command: Command) -> list[Word] | None:
    """Return the arguments of a command that calls curl, directly or through another one."""
    words = command.words
    first = next((i for i, word in enumerate(words) if not _is_assignment(word)), len(words))
    for index in range(first, len(words)):
        name = words[index].text
        if _CURL.fullmatch(name):
            return words[index + 1 :]
        if index == first and not _WRAPPERS.fullmatch(name):
            break
    return None


def _is_assignment(word: Word) -> bool:
    return _ASSIGNMENT.match(word.text) is not None


def _calls(command: Command, lines: Lines, block: Excerpt | None) -> Iterator[Call]:
    words = _arguments_of_curl(command)
    if words is None or (words and words[-1].text == "^"):
        return  # the circumflex continues a line of cmd.exe, whose quotes are different
    word = command.words[len(command.words) - len(words) - 1]
    place = lines.position(word.excerpt.origin(0, 0)[0])
    stdin = command.stdin or _output(command.piped)

    def extent() -> Range:
        start, end = command.pipeline.start, command.pipeline.end
        return _place(start, lines, block)[0], _place(end, lines, block)[0]

    for request in _requests(words, stdin):
        if request.url is not None:
            yield _call(request, lines, place, extent)


def _output(command: Command | None) -> Word | None:
    """Return the output of a simple command such as ``cat <<EOF`` or ``echo '{}'``."""
    if command is None or not command.words:
        return None
    name, *rest = command.words
    if name.text in ("cat", "tee"):
        return command.stdin or _output(command.piped)
    options = ("-n", "-e", "-E", "%s", r"%s\n") if name.text in ("echo", "printf") else ()
    written = [word for word in rest if word.text not in options]
    return written[0] if options and len(written) == 1 else None


@dataclass(slots=True)
class _Request:
    """One request, according to the arguments of curl."""

    url: str | None = None
    method: str | None = None
    headers: set[str] = field(default_factory=set)
    data: list[tuple[str, Word]] = field(default_factory=list)
    is_elsewhere: bool = False
    is_get: bool = False


def _requests(words: list[Word], stdin: Word | None) -> Iterator[_Request]:
    found = _Request()
    for option, word in options(words):
        text = word.text
        if option == "next":
            yield found
            found = _Request()
        elif option in _DATA:
            _add_data(found, option, word, stdin)
        elif option in _FILE_OR_FORM:
            found.is_elsewhere = True
        elif option == "header":
            found.headers.add(text.partition(":")[0].strip().lower())
        elif option == "request":
            found.method = None if word.variables else text.upper()
        elif option in ("get", "head"):
            found.is_get = True
        elif option in ("", "url") and not (found.url and _LINK.search(found.url)):
            found.url = text
    yield found


def _add_data(found: _Request, option: str, word: Word, stdin: Word | None) -> None:
    if option != "data-raw" and word.text.startswith("@"):
        if word.text in ("@-", "@/dev/stdin") and stdin is not None and not stdin.is_variable:
            found.data.append((option, stdin))
        else:
            found.is_elsewhere = True
    elif word.is_variable or is_placeholder_body(word.text):
        found.is_elsewhere = True
    else:
        found.data.append((option, word))


def _call(
    request: _Request, lines: Lines, place: tuple[int, int], extent: Callable[[], Range]
) -> Call:
    origin = f"the curl command on line {place[0]}"
    has_data = bool(request.data or request.is_elsewhere)
    method = request.method or ("GET" if request.is_get or not has_data else "POST")
    call = Call(origin, request.url, method, frozenset(request.headers))
    joined = None if request.is_elsewhere else _joined(request.data)
    if joined is None:
        return replace(call, is_elsewhere=has_data)
    return replace(call, request=body_of(joined, lines, place, extent))


def _joined(data: list[tuple[str, Word]]) -> Word | None:
    """Join all pieces of data as curl does; None without data, or for a form."""
    if len(data) < 2:
        return data[0][1] if data else None
    builder, variables = Builder(0), []
    for index, (option, word) in enumerate(data):
        start = _origin(word, 0)[0]
        if index and option != "json":
            builder.block("&", start, start)
        first = builder.length
        variables += [(first + a, first + b) for a, b in word.variables]
        for run in word.excerpt.runs:
            text = word.text[run.inner : run.inner + run.length]
            if run.exact:
                for offset, char in enumerate(text, run.inner):
                    builder.exact(char, _origin(word, offset)[0])
            else:
                builder.block(text, *_origin(word, run.inner))
    joined = Word(builder.build(), variables)
    return joined if joined.text.lstrip().startswith("{") else None


def _origin(word: Word, offset: int) -> tuple[int, int]:
    return word.excerpt.origin(offset, offset + 1)


def body_of(word: Word, lines: Lines, place: tuple[int, int], extent: Callable[[], Range]) -> Body:
    """Return the body in a string with variables. Its call is at a place and on some lines."""

    def read() -> Decoded | SourceError:
        inner, variables = with_quotes(word.text, word.variables)
        content = read_excerpt(inner.text, lines, lambda: inner.within(word.excerpt))
        if isinstance(content, SourceError) or not variables:
            return content
        return content._replace(unknown=unknowns_at(inner.text, variables))

    return Body(read, lambda: place, lambda mark: mark in word.text, extent)
