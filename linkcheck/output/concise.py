"""One line for each violation, as compilers write them."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.output.results import Options, Result, Results, summary
from linkcheck.output.style import Style, printable
from linkcheck.violation import Violation


def render(results: Results, options: Options) -> Iterator[str]:
    """``file:line:column: code severity message (pointer)`` for each violation."""
    style = Style(options.color)
    for result in results.results:
        for violation in result.report.violations:
            yield f"{headline(result, violation, style)}{_where(violation)}\n"
    if options.summary:
        yield summary(results) + "\n"


def _where(violation: Violation) -> str:
    from linkcheck.masking import mask_pointer

    return f" ({printable(mask_pointer(violation.pointer))})" if violation.pointer else ""


def headline(result: Result, violation: Violation, style: Style) -> str:
    """File, place, code, severity and message on one line; ``[*]`` if it can be fixed."""
    place = style(printable(result.file), "bold")
    if violation.line is not None:
        place += f":{violation.line}:{violation.column}"
    code = style.severity(violation.code, violation.severity)
    severity = style.severity(str(violation.severity), violation.severity)
    fixable = f" [{style('*', 'cyan')}]" if violation.fix else ""
    return f"{place}: {code} {severity}{fixable} {printable(violation.message)}"
