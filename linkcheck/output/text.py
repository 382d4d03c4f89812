"""The format for people: each violation with its source line and what helps to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linkcheck import redaction
from linkcheck._exports import Deferred
from linkcheck.output.concise import headline
from linkcheck.output.results import Options, Result, Results, fixable, summary
from linkcheck.output.style import Style, printable
from linkcheck.violation import PlaidError, Violation

if TYPE_CHECKING:
    from linkcheck.output import snippet
else:  # a clean document shows none
    snippet = Deferred("linkcheck.output.snippet")

_UNSAFE = " (unsafe fix)"


_NARROWEST = 20  # a source line in fewer columns says nothing


def render(results: Results, options: Options) -> Iterator[str]:
    """Headline, source line with a mark, place, Plaid's answer, remedy and link of each."""
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
    if shown:
        columns = options.columns and max(options.columns - len(f"{number} | "), _NARROWEST)
        line, mark = shown.marked(columns, options.encoding)
        yield f"{edge} {bar}\n"
        yield f"{style(number, 'blue')} {bar} {line}\n"
        yield f"{edge} {bar} {style.severity(mark, violation.severity)}\n"
        yield f"{edge} {bar}\n"
    for name, text in notes(violation):
        yield f"{edge} {style('=', 'blue')} {style(name, 'bold')}: {printable(text)}\n"


def notes(violation: Violation) -> Iterator[tuple[str, str]]:
    """What goes with a violation, each with its kind: at, see, plaid, help, docs. Masked."""
    if violation.pointer or violation.missing:
        pointer = redaction.mask_pointer(violation.pointer) or "the top level"
        yield "at", f"{pointer}, member `{violation.missing}`" if violation.missing else pointer
    for place in violation.related:
        yield "see", f"{redaction.mask_pointer(place.pointer) or 'the top level'}: {place.text}"
    if violation.plaid_error:
        yield "plaid", _answer(violation.plaid_error)
    if violation.fix:
        yield "help", violation.fix.description + ("" if violation.fix.safe else _UNSAFE)
    if violation.docs:
        yield "docs", violation.docs


def _answer(answer: PlaidError) -> str:
    """What Plaid is known to answer."""
    code = answer.error_code or "an error"
    return f'{code} "{answer.error_message}"' if answer.error_message else code
