"""The pages of the documentation and the code blocks in them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

# The pages of the rules are made from docstrings, whose examples tests/rules/test_examples.py runs.
PAGES = tuple(
    str(path.relative_to(ROOT))
    for path in (
        *sorted(ROOT.glob("*.md")),
        ROOT / "benchmarks/README.md",
        *ROOT.glob("docs/**/*.md"),
    )
    if path.parent != ROOT / "docs" / "rules"
)

_FENCE = re.compile(
    r"^(?P<indent> *)(?P<fence>```+)(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=indent)(?P=fence) *$",
    re.DOTALL | re.MULTILINE,
)
# Four blanks after an empty line, where no list item or admonition is open.
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?P<text>(?: {4}.*\n)+)")
_TITLE = re.compile(r'title="([^"]+)"')


@dataclass(frozen=True)
class Block:
    """A code block: its page, the line of its first character, its language and its text."""

    page: str
    line: int
    language: str
    text: str
    title: str | None = None
    """The title of the block: the name of the file that it shows, or `Output`."""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, text: str | None = None) -> list[Block]:
    """The code blocks of a page, in order; those made by indentation have the language `sh`."""
    return sorted(_blocks(page, read(page) if text is None else text), key=lambda block: block.line)


def _blocks(page: str, text: str) -> Iterator[Block]:
    for found in _FENCE.finditer(text):
        language, _, rest = found["info"].strip().partition(" ")
        title = _TITLE.search(rest)
        line = text.count("\n", 0, found.start("text")) + 1
        yield Block(
            page, line, language, textwrap.dedent(found["text"]), title[1] if title else None
        )
    rest = _FENCE.sub(lambda found: "-" + "\n" * found[0].count("\n"), text)
    for found in _INDENTED.finditer(rest):
        before = rest[: found.start()].rstrip().rpartition("\n")[2]
        if not re.match(r" *([-*+]|\d+\.|!!!|\?\?\?|===)|    ", before):
            line = rest.count("\n", 0, found.start()) + 1
            yield Block(page, line, "sh", textwrap.dedent(found["text"]))
