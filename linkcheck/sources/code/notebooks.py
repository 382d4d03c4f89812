"""Jupyter notebooks: the code cells as one module, with places in the text of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from linkcheck.pointer import Path, Span, Target
from linkcheck.sources.code.bodies import Place
from linkcheck.sources.code.module import Unreadable
from linkcheck.sources.code.python import comments as python_comments
from linkcheck.sources.code.python import lowering as python
from linkcheck.sources.code.python import tokens as python_tokens
from linkcheck.sources.code.sites import Site, World
from linkcheck.sources.code.tokens import Token
from linkcheck.sources.comments import Comment
from linkcheck.sources.content import SourceError
from linkcheck.sources.decode import decode
from linkcheck.sources.lines import Lines
from linkcheck.sources.locate import offsets

SUFFIX = ".ipynb"
_PYTHON = frozenset(("python", "ipython"))
_TRANSPARENT = frozenset(
    ("capture", "debug", "prun", "pypy", "python", "python3", "time", "timeit")
)
"""The cell magics below which there is Python."""
_MOST_COMMANDS = 50
"""At most so many commands, or groups of them, are left out of a cell."""
_MOST_CODE = 2_000_000
"""A notebook with more characters of code is not read."""


_Char = tuple[str, tuple[int, int]]
"""A character, and where it begins and ends in the file."""


class Line(NamedTuple):
    """A line of code, and where each of its characters begins and ends in the file.

    ``end`` is where the line ends. The text differs from that of the file for a command of IPython.
    """

    text: str
    ranges: list[tuple[int, int]]
    end: int


class Notebook(NamedTuple):
    """The code of a notebook, and the lines of its file."""

    lines: list[Line]
    file: Lines

    @property
    def code(self) -> str:
        """The code of all cells."""
        return "\n".join(line.text for line in self.lines)

    def place(self, span: Span) -> Span:
        """Return the place in the file of a span of the code."""
        first, last = self.lines[span.line - 1], self.lines[span.end_line - 1]
        start = [*(begin for begin, _ in first.ranges), first.end]
        stop = [start[0], *(end for _, end in last.ranges)]
        return self.file.span(
            start[min(span.column, len(start)) - 1], stop[min(span.end_column, len(stop)) - 1]
        )

    def line(self, number: int) -> int:
        """Return the line of the file with a line of the code; 0 if there is none."""
        if not 0 < number <= len(self.lines):
            return 0
        line = self.lines[number - 1]
        return self.file.position(line.ranges[0][0] if line.ranges else line.end)[0]

    def moved(self, site: Site) -> Site:
        """Return a site with its places in the file."""
        worlds = tuple(map(self._moved_world, site.worlds))
        return site._replace(span=self.place(site.span), worlds=worlds)

    def _moved_world(self, world: World) -> World:
        places = {
            path: Place(key and self.place(key), value and self.place(value))
            for path, (key, value) in world.body.places.items()
        }
        return world._replace(body=world.body._replace(places=places))

    def tokens(self) -> list[Token]:
        """Return the tokens of the code with their places in the file."""
        return [
            token._replace(
                span=self.place(token.span), literal=token.literal and self.place(token.literal)
            )
            for token in python_tokens.tokens(self.code)
        ]

    def comments(self) -> Iterator[Comment]:
        """Yield the comments of the code that share their line of the file with no other code."""
        count = Counter(self.line(n) for n, line in enumerate(self.lines, 1) if line.text.strip())
        for comment in python_comments.comments([line.text for line in self.lines]):
            end = comment.column + len(comment.text)
            place = self.place(Span(comment.line, comment.column, comment.line, end))
            if count[place.line] == 1:
                text = self.file.part(place.line, place.column - 1, place.end_column - 1)
                yield Comment(place.line, place.column, text, comment.is_alone)


def parse(data: bytes | str) -> Notebook | None:
    """Return the code of a notebook, None if it is in another language. Raises Unreadable."""
    try:
        decoded = decode(data)
    except SourceError as error:
        raise Unreadable(error.message, error.line) from None
    notebook = decoded.value
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise Unreadable("Not a notebook in version 4 of its format")
    if not _is_python(notebook):
        return None
    parts = [_parts(index, cell) for index, cell in enumerate(cells) if _is_code(cell)]
    if sum(len(text) for cell in parts for _, text in cell) > _MOST_CODE:
        raise Unreadable("Too much code in a notebook")
    targets: list[Target] = [(path, "value") for cell in parts for path, _ in cell]
    places = iter(offsets(decoded.text, targets))
    found: list[Line] = []
    for cell in parts:
        chars: list[_Char] = []
        for _, text in cell:
            chars += zip(text, _ranges(decoded.text, *next(places)), strict=True)
        found += _without_commands(list(_lines(chars)))
    return Notebook(found, Lines(decoded.text))


# -- cells -----------------------------------------------------------------------------------------


def _is_python(notebook: Any) -> bool:
    """Return whether the language of a notebook is Python, as by default."""
    for group, key in (("language_info", "name"), ("kernelspec", "language")):
        language = _get(notebook, "metadata", group, key)
        if isinstance(language, str):
            return language.lower() in _PYTHON
    return True


def _is_code(cell: Any) -> bool:
    language = _get(cell, "metadata", "vscode", "languageId")
    return _get(cell, "cell_type") == "code" and language in (None, *_PYTHON)


def _get(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _parts(index: int, cell: dict[str, Any]) -> list[tuple[Path, str]]:
    """Return the strings that are the source of a cell, each with its path in the notebook."""
    path: Path = ("cells", index, "source")
    source = cell.get("source")
    if isinstance(source, str):
        return [(path, source)]
    entries = source if isinstance(source, list) else []
    return [((*path, at), text) for at, text in enumerate(entries) if isinstance(text, str)]


def _ranges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each character of a JSON string begins and ends."""
    at = start + 1
    while at < end - 1:
        stop = _escape_end(text, at) if text[at] == "\\" else at + 1
        yield at, stop
        at = stop


def _escape_end(text: str, at: int) -> int:
    if text[at + 1] != "u":
        return at + 2
    following = text[at + 6 : at + 12]
    is_pair = (
        0xD800 <= int(text[at + 2 : at + 6], 16) < 0xDC00
        and following.startswith("\\u")
        and 0xDC00 <= int(following[2:], 16) < 0xE000
    )
    return at + 12 if is_pair else at + 6


def _lines(chars: list[_Char]) -> Iterator[Line]:
    text, end, before = "", 0, ""
    ranges: list[tuple[int, int]] = []
    for char, place in chars:
        if char == "\n" and before == "\r":
            pass
        elif char in "\r\n":
            yield Line(text, ranges, place[0])
            text, ranges = "", []
        else:
            text += char
            ranges.append(place)
        before, end = char, place[1]
    yield Line(text, ranges, end)


# -- commands --------------------------------------------------------------------------------------


_SIGNS = ("%", "!", "?")


def _without_commands(lines: list[Line]) -> list[Line]:
    """Return the lines of a cell without commands of IPython; empty if it is not Python."""
    first = next((index for index, line in enumerate(lines) if line.text.strip()), 0)
    if lines[first].text.startswith("%%"):
        name = lines[first].text[2:].partition(" ")[0]
        if name not in _TRANSPARENT:
            return []
        lines[first] = lines[first]._replace(text="")
    for _ in range(_MOST_COMMANDS):
        # What begins like a command may be in a string or an expression: the parser decides.
        broken = _broken_line("\n".join(line.text for line in lines))
        after = broken and _drop_command(lines, broken - 1)
        if not after:
            break
        while after < len(lines) and lines[after].text.lstrip()[:1] in _SIGNS:
            after = _drop_command(lines, after)
    return lines


def _broken_line(code: str) -> int:
    """Return the number of the line with a syntax error; 0 if there is none."""
    try:
        python.parse(code)
    except SyntaxError as error:
        return error.lineno or 0
    except (ValueError, MemoryError):
        return 0
    return 0


def _drop_command(lines: list[Line], index: int) -> int:
    """Replace a command by a statement that does nothing.

    Return the index of the next line, or 0 if the line is not a command.
    """
    text = lines[index].text if index < len(lines) else ""
    command, (target, _, value) = text.strip(), text.partition("=")
    if command[:1] in _SIGNS or command.endswith("?"):
        shown = text[: len(text) - len(text.lstrip())] + "pass"
    elif value.lstrip()[:1] in _SIGNS:
        shown = f"{target}= ..."  # not known
    else:
        return 0
    lines[index] = lines[index]._replace(text=shown)
    while text.endswith("\\") and index + 1 < len(lines):
        index += 1
        text = lines[index].text
        lines[index] = lines[index]._replace(text="")
    return index + 1
