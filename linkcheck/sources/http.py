"""HTTP messages as text: ``.http`` files, and messages in documentation.

Sources: RFC 9112, section 2; the format of Visual Studio Code's REST Client
(https://github.com/Huachao/vscode-restclient) and of JetBrains' HTTP Client
(https://www.jetbrains.com/help/idea/exploring-http-syntax.html). Variables such as ``{{host}}`` are
left open, except in addresses, where the variables of the file itself are filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from linkcheck.sources.calls import Body, Call, Part
from linkcheck.sources.comments import Comment, is_marked
from linkcheck.sources.curl import body_of, script_calls
from linkcheck.sources.excerpt import Builder, Excerpt
from linkcheck.sources.lines import Lines
from linkcheck.sources.shell import Word
from linkcheck.sources.unknown import is_placeholder_body

_METHODS = re.compile(r"GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|CONNECT|GRAPHQL|GRPC")
_VERSION = re.compile(r"HTTP/[0-9.]+")
_STATUS = re.compile(r"[ \t]*+HTTP/[0-9.]++[ \t]++(?P<status>[0-9]{3})\b")
_HEADER = re.compile(r"[ \t]*+(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]++)[ \t]*+:(?P<value>.*)")
_COMMENT = re.compile(r"[ \t]*+(?:#|//)")
_VARIABLE = re.compile(r"[ \t]*+@(?P<name>[^\s=]++)[ \t]*+=(?P<value>.*)")
_SCRIPT = re.compile(r"[ \t]*+[<>][ \t]*\{%")
_RESPONSE_MARK = re.compile(r"[ \t]*+(?:>>?!?|<>)[ \t]")
_FILE = re.compile(r"[ \t]*+<@?[\w-]*[ \t]+\S")
_MARKER = re.compile(r"\{\{[^{}\"]*\}\}")
_CURL = re.compile(r"[ \t]*+curl[ \t]", re.I)


@dataclass(slots=True)
class _Line:
    """A line of a block, without its end, and its offset in the block."""

    text: str
    start: int


@dataclass(slots=True)
class _Message:
    """A request or a response as it is written."""

    place: tuple[int, int]
    url: str = ""
    method: str = ""
    status: int | None = None
    headers: dict[str, str] | None = None
    body: Word | None = None
    is_elsewhere: bool = False


def is_message(text: str) -> bool:
    """True if text begins like an HTTP request or response."""
    line = text.lstrip().partition("\n")[0]
    return _is_start(line)


def _is_start(line: str) -> bool:
    """True for a line that is almost certainly the first of a message."""
    words = line.split()
    is_request = len(words) == 3 and _METHODS.fullmatch(words[0]) and _VERSION.fullmatch(words[2])
    return bool(is_request or _STATUS.match(line))


def _request(line: str) -> tuple[str, str] | None:
    """Return method and address if a line is the first of a request; ``GET`` is optional."""
    words = line.split()
    if len(words) > 1 and _VERSION.fullmatch(words[-1]):
        words.pop()
    if len(words) > 1 and _METHODS.fullmatch(words[0]):
        return words[0], " ".join(words[1:])
    if len(words) == 1 and words[0].startswith(("https://", "http://")):
        return "GET", words[0]
    return None


def http_calls(text: str) -> Iterator[Part]:
    """Yield the calls of an ``.http`` file."""
    lines = Lines(text)
    variables = {}
    for part in _parts(text):
        for line in part:
            found = _VARIABLE.match(line.text)
            if found:
                variables[found["name"]] = found["value"].strip()
    for part in _parts(text):
        yield from _part_calls(text, part, lines, variables)


def messages(blocks: Iterable[Excerpt], lines: Lines) -> Iterator[Part]:
    """Yield the calls in consecutive blocks of HTTP messages: a response may have its own block."""
    waiting: Call | None = None
    for block in blocks:
        for part in _parts(block.text):
            yield from _comments(block.text, part, block, lines)
            for message in _messages(block.text, part, block, lines, {}):
                call = _call(message, lines, is_example=True)
                if message.status is None:
                    if waiting:
                        yield waiting
                    waiting = call
                elif waiting and waiting.response is None:
                    waiting = _answered(waiting, message, lines)
    if waiting:
        yield waiting


def _part_calls(
    text: str, part: list[_Line], lines: Lines, variables: dict[str, str]
) -> Iterator[Part]:
    first = next((line for line in part if _is_request(line.text)), None)
    if first and _CURL.match(first.text):
        end = part[-1].start + len(part[-1].text)
        builder = Builder(first.start)
        builder.exact(text[first.start : end], first.start)
        block = builder.build()
        yield from _comments(text, part[: part.index(first)], None, lines)
        yield from script_calls(block.text, lines, block)
        return
    yield from _comments(text, part, None, lines)
    waiting: Call | None = None
    for message in _messages(text, part, None, lines, variables):
        if message.status is None:
            if waiting:
                yield waiting
            waiting = _call(message, lines)
        elif waiting and waiting.response is None:
            waiting = _answered(waiting, message, lines)
    if waiting:
        yield waiting


def _is_request(line: str) -> bool:
    return not (_COMMENT.match(line) or _VARIABLE.match(line) or not line.strip())


def _parts(text: str) -> Iterator[list[_Line]]:
    """Yield the lines of each request. A line that begins with ``###`` is the first of another."""
    part: list[_Line] = []
    start = 0
    for line in text.split("\n"):
        if line.startswith("###"):
            yield part
            part = []
        part.append(_Line(line, start))
        start += len(line) + 1
    yield part


def _comments(
    text: str, part: list[_Line], block: Excerpt | None, lines: Lines
) -> Iterator[Comment]:
    """Yield the comments before the body of the first message of a part, if any is marked."""
    if not is_marked(text):
        return
    is_head = False
    for line in part:
        if is_head and not line.text.strip():
            return
        is_head = is_head or bool(_STATUS.match(line.text) or _request(line.text))
        if _COMMENT.match(line.text):
            at = block.origin(line.start, line.start)[0] if block else line.start
            yield Comment(*lines.position(at), line.text, is_alone=True)


def _messages(
    text: str,
    part: list[_Line],
    block: Excerpt | None,
    lines: Lines,
    variables: dict[str, str],
) -> Iterator[_Message]:
    """Yield the messages of a part: a request with its response, or several of either."""
    at = 0
    while at < len(part):
        line = part[at]
        status, request = _STATUS.match(line.text), _request(line.text)
        offset = block.origin(line.start, line.start)[0] if block else line.start
        if status:
            message = _Message(lines.position(offset), status=int(status["status"]))
        elif request:
            message = _Message(lines.position(offset), method=request[0], url=request[1])
        elif _SCRIPT.match(line.text):
            at = _after_script(part, at)
            continue
        else:
            at += 1
            continue
        at = _headers(part, at + 1, message)
        at = _body(text, part, at, message, block)
        _complete(message, variables)
        yield message


def _after_script(part: list[_Line], at: int) -> int:
    while at < len(part) and "%}" not in part[at].text:
        at += 1
    return at + 1


def _headers(part: list[_Line], at: int, message: _Message) -> int:
    """Read the headers, up to the blank line after them."""
    message.headers = {}
    while at < len(part) and part[at].text.strip():
        line = part[at].text
        more, header = line.strip() if line[0] in " \t" else "", _HEADER.match(line)
        if _COMMENT.match(line):
            pass
        elif _RESPONSE_MARK.match(line) or _SCRIPT.match(line):
            return at
        elif more and not message.headers and (not header or more[0] in "?&/"):
            message.url += more
        elif header:
            message.headers[header["name"].lower()] = header["value"].strip()
        elif line.lstrip().startswith(("{", "[")):  # a body without the blank line before it
            return at
        at += 1
    return at


def _body(text: str, part: list[_Line], at: int, message: _Message, block: Excerpt | None) -> int:
    """Read the body, up to a line that cannot be part of it."""
    start = part[at].start if at < len(part) else len(text)
    while at < len(part):
        line = part[at].text
        if _is_start(line):
            break
        if _RESPONSE_MARK.match(line) or _SCRIPT.match(line):
            end = part[at].start
            at = _after_script(part, at) if _SCRIPT.match(line) else at + 1
            return _finish(text, start, end, at, message, block)
        if _FILE.match(line):
            message.is_elsewhere = True
        at += 1
    end = part[at].start if at < len(part) else part[-1].start + len(part[-1].text)
    return _finish(text, start, end, at, message, block)


def _finish(
    text: str, start: int, end: int, at: int, message: _Message, block: Excerpt | None
) -> int:
    body = text[start:end].strip()
    if not body or message.is_elsewhere:
        return at
    start = text.index(body, start)
    builder = Builder(start, block)
    builder.exact(body, start)
    markers = [found.span() for found in _MARKER.finditer(body)]
    message.body = Word(builder.build(), markers)
    if message.body.is_variable or is_placeholder_body(_MARKER.sub("", body)):
        message.body, message.is_elsewhere = None, True
    return at


def _complete(message: _Message, variables: dict[str, str]) -> None:
    """Fill in the variables of an address, and the host of a path."""
    for _ in range(3):  # a variable may contain others
        message.url = _MARKER.sub(
            lambda found: variables.get(found.group()[2:-2].strip(), found.group()), message.url
        )
    host = (message.headers or {}).get("host")
    if host and message.url.startswith("/"):
        message.url = f"https://{host}{message.url}"


def _call(message: _Message, lines: Lines, *, is_example: bool = False) -> Call:
    """Return the call for a request. Examples often show only its head."""
    is_elsewhere = message.is_elsewhere or (is_example and message.body is None)
    return Call(
        f"the request on line {message.place[0]}",
        message.url,
        message.method,
        frozenset(message.headers or ()),
        _message_body(message, lines),
        is_elsewhere=is_elsewhere,
    )


def _answered(call: Call, message: _Message, lines: Lines) -> Call:
    return replace(call, status=message.status, response=_message_body(message, lines))


def _message_body(message: _Message, lines: Lines) -> Body | None:
    if message.body is None:
        return None
    line = message.place[0]
    return body_of(message.body, lines, message.place, lambda: (line, line))
