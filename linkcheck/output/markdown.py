"""Tables for pull request comments and job summaries, in GitHub Flavored Markdown.

Text from a file or a rule is escaped so that it stays text: it cannot end a cell, make a link, an
image or HTML, or mention anyone. The output fits into a GitHub comment (at most 65,536 characters;
a summary may have 1 MiB).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from linkcheck.engine.runner import InternalError
from linkcheck.output.notes import condition_of
from linkcheck.output.paths import in_project
from linkcheck.output.results import Options, Result, Results, fixable, plural, summary
from linkcheck.output.style import printable
from linkcheck.redaction import mask_pointer
from linkcheck.violation import Violation, counted

_LONGEST = 60_000
_COLUMNS = ("Line", "Place", "Rule", "Severity", "Problem")
# Markup outside of code: a colon or a period may make a link, a colon also an emoji. GitHub looks
# for references after parsing Markdown, so escapes do not hide them, but it ignores code.
_MARKUP = re.compile(
    r"[\\`*_\[\]<>&|~$]|(?<=www)\.|:(?=\S)|(?P<reference>[@#]|(?<=GH)-)", re.IGNORECASE
)
_CODE = re.compile(r"`([^`]+)`")
_PLAIN_CODE = re.compile(r"(?! )[^`|\\]+(?<! )")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9./?#=&%:~+,;_-]+")
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in string.punctuation}
# An escaped "@" still links an email address; a comment after it prevents that.
_ENTITIES[ord("@")] += "<!-- -->"

_Piece = tuple[str, int]
"""Some text, and the number of violations in it."""


def render(results: Results, options: Options) -> Iterator[str]:
    """A heading, the summary, and a table for each file with violations."""
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
    """Return the document type, the number of violations, and a table of them."""
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
    """Yield a heading and its table; nothing if there are no violations and no crashes."""
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
    """Yield the pieces that fit, and the number of violations in the others."""
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
        _message(violation),
    )


def _message(violation: Violation) -> str:
    message = _text(violation.message)
    if violation.help:
        message += f"<br>**Help:** {_text(violation.help)}"
    if condition := condition_of(violation):
        message += f"<br>**Only if** {_text(condition)}"
    return message


def _rule(violation: Violation) -> str:
    code = _text(violation.code)
    if not _ADDRESS.fullmatch(violation.docs):
        return code
    address = violation.docs.replace("&", "&amp;")
    return f"[{code}]({address})"


def _crash(crash: InternalError) -> str:
    return f"The rule {_as_code(crash.rule)} crashed: {_text(crash.text)}"


def _text(text: str) -> str:
    """Return text in which only pairs of backticks count as markup."""
    pieces = _CODE.split(printable(text))  # outside and inside of code, alternating
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
