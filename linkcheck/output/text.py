"""The format for people: each violation with its source line and how to fix it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linkcheck._exports import Deferred
from linkcheck.output.concise import headline
from linkcheck.output.results import Options, Result, Results, fixable, summary
from linkcheck.output.style import Style, printable
from linkcheck.violation import Violation

if TYPE_CHECKING:
    from linkcheck.output import notes, snippet
else:  # a clean document has none
    notes = Deferred("linkcheck.output.notes")
    snippet = Deferred("linkcheck.output.snippet")

_NARROWEST = 20  # columns; fewer would not show enough of a source line


def render(results: Results, options: Options) -> Iterator[str]:
    """Headline, labeled source line, help, notes and link of each violation."""
    style = Style(options.color)
    for result in results.results:
        if result.violations:
            yield from _violations(result, style, options)
    if options.summary:
        is_clean = not results.counts().severities
        yield (style(summary(results), "green") if is_clean else summary(results)) + "\n"
        if line := fixable(results, options):
            yield line + "\n"


def _violations(result: Result, style: Style, options: Options) -> Iterator[str]:
    snippets = snippet.Snippets(result.text, result.first_line, made=result.snippets)
    for violation in result.violations:
        yield headline(result, violation, style, unsafe=options.unsafe_fixes) + "\n"
        yield from _source(violation, result, snippets, style, options)
        yield "\n"


def _source(
    violation: Violation, result: Result, snippets: snippet.Snippets, style: Style, options: Options
) -> Iterator[str]:
    path = None if result.value is None else result.path(violation)
    shown = snippets.show(violation, path)
    number = str(violation.line) if shown else ""
    bar, edge = style("|", "blue"), " " * len(number)
    is_labeled = False
    if shown:
        columns = options.columns and max(options.columns - len(f"{number} | "), _NARROWEST)
        line, mark = shown.marked(columns, options.encoding)
        label = printable(notes.label_of(violation))
        is_labeled = not columns or len(mark) + 1 + len(label) <= columns
        if is_labeled:
            mark = f"{mark} {label}".rstrip()
        yield f"{edge} {bar}\n"
        yield f"{style(number, 'blue')} {bar} {line}\n"
        yield f"{edge} {bar} {style.severity(mark, violation.severity)}\n"
        yield f"{edge} {bar}\n"
    for name, text in notes.notes(violation):
        if name != "at" or not is_labeled:
            yield f"{edge} {style('=', 'blue')} {style(name, 'bold')}: {printable(text)}\n"
