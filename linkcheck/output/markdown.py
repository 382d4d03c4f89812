"""Tables for comments on pull requests and for summaries of jobs, in GitHub's Markdown.

Whatever comes from a file or from a rule is escaped so that it can be nothing but text: it ends no
cell, makes no link, image or HTML, and mentions nobody. The output is shorter than what GitHub
takes for a comment (65,536 characters; a summary may have 1 MiB).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from linkcheck.engine.runner import InternalError
from linkcheck.output.paths import in_project
from linkcheck.output.results import Options, Result, Results, fixable, plural, summary
from linkcheck.output.style import printable
from linkcheck.redaction import mask_pointer
from linkcheck.violation import Violation, counted

_LONGEST = 60_000
_COLUMNS = ("Line", "Place", "Rule", "Severity", "What is wrong")
# What is markup outside of code: a colon or a point may make a link, a colon also an emoji.
# References GitHub looks for once Markdown is read, so that no escape hides them, but not in code.
_MARKUP = re.compile(
    r"[\\`*_\[\]<>&|~$]|(?<=www)\.|:(?=\S)|(?P<reference>[@#]|(?<=GH)-)", re.IGNORECASE
)
_CODE = re.compile(r"`([^`]+)`")
_PLAIN_CODE = re.compile(r"(?! )[^`|\\]+(?<! )")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9./?#=&%:~+,;_-]+")
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in string.punctuation}
# No escape keeps an "@" from making a link to an e-mail address; a comment after it does.
_ENTITIES[ord("@")] += "<!-- -->"

_Piece = tuple[str, int]
"""Some text, and how many violations it tells."""


def render(results: Results, options: Options) -> Iterator[str]:
    """A heading, the summary, and for each file with violations a table of them."""
    yield "## linkcheck\n"
    if options.summary:
        for line in (summary(results), fixable(results, options).removeprefix("[*] ")):
            if line:
                yield f"\n{_text(line)}\n"
    yield from _limited(
        piece
        for file, found in groupby(results.results, key=lambda result: result.file)
        for piece in _pieces_of_file(file, list(found))
    )


def markdown_of(
    document: str, violations: Sequence[Violation], crashes: Sequence[InternalError]
) -> str:
    """Return the kind of document, how much was found, and a table of the violations."""
    head = f"**{_text(document)}**: {_text(counted(violations))}\n"
    return head + "".join(_limited(_pieces("", violations, crashes)))


def _pieces_of_file(file: str, found: Sequence[Result]) -> Iterator[_Piece]:
    return _pieces(
        f"\n### {_as_code(in_project(file))}\n",
        [violation for result in found for violation in result.violations],
        [crash for result in found for crash in result.internal_errors],
    )


def _pieces(
    head: str, violations: Sequence[Violation], crashes: Sequence[InternalError]
) -> Iterator[_Piece]:
    """Yield a heading and what is under it; nothing if there is nothing to say."""
    # Documents that were given as values have no lines.
    lines = any(violation.line is not None for violation in violations)
    columns = _COLUMNS[not lines :]
    opening = f"{head}\n{_line(columns)}{_line('---' for _ in columns)}"
    for violation in violations:
        yield opening + _line(_cells(violation)[not lines :]), 1
        opening = ""
    opening = head if opening else ""
    for crash in crashes:
        yield f"{opening}\n{_crash(crash)}\n", 0
        opening = ""


def _limited(pieces: Iterable[_Piece]) -> Iterator[str]:
    """The pieces that there is room for, and how many violations the others tell."""
    room, hidden = _LONGEST, 0
    for text, violations in pieces:
        room -= len(text)
        if room >= 0:
            yield text
        else:
            hidden += violations
    if hidden:
        verb = "is" if hidden == 1 else "are"
        yield f"\n{plural(hidden, 'more violation')} {verb} not shown here.\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cells(violation: Violation) -> tuple[str, ...]:
    pointer = mask_pointer(violation.pointer)
    return (
        "" if violation.line is None else str(violation.line),
        _as_code(pointer) if pointer else "top level",
        _rule(violation),
        str(violation.severity),
        _text(violation.message),
    )


def _rule(violation: Violation) -> str:
    code = _text(violation.code)
    if not _ADDRESS.fullmatch(violation.docs):
        return code
    address = violation.docs.replace("&", "&amp;")
    return f"[{code}]({address})"


def _crash(crash: InternalError) -> str:
    return f"The rule {_as_code(crash.rule)} crashed: {_text(crash.text)}"


def _text(text: str) -> str:
    """A text in which nothing but its pairs of backticks counts as markup."""
    pieces = _CODE.split(printable(text))  # outside and inside of code by turns
    return "".join(_as_code(p) if i % 2 else _escaped(p) for i, p in enumerate(pieces))


def _escaped(text: str) -> str:
    return _MARKUP.sub(_unmarked, text)


def _unmarked(found: re.Match[str]) -> str:
    char = found[0]
    return f"<code>{char}</code>" if found["reference"] else char.translate(_ENTITIES)


def _as_code(text: str) -> str:
    text = printable(text)
    if _PLAIN_CODE.fullmatch(text):
        return f"`{text}`"
    return f"<code>{text.translate(_ENTITIES)}</code>"
