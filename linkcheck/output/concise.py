"""One line per violation, as compilers write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linkcheck import redaction
from linkcheck._exports import Deferred
from linkcheck.output.results import Options, Result, Results, fixable, is_fixed, summary
from linkcheck.output.style import Style, printable, printable_file
from linkcheck.violation import Violation

if TYPE_CHECKING:
    from linkcheck.output import notes
else:  # only violations in source code have conditions
    notes = Deferred("linkcheck.output.notes")


def render(results: Results, options: Options) -> Iterator[str]:
    """``file:line:column: code severity: message (pointer)`` for each violation."""
    style = Style(options.color)
    for result in results.results:
        for violation in result.violations:
            head = headline(result, violation, style, unsafe=options.unsafe_fixes)
            yield f"{head}{_where(violation)}\n"
    if options.summary:
        yield summary(results) + "\n"
        if line := fixable(results, options):
            yield line + "\n"


def _where(violation: Violation) -> str:
    where = redaction.mask_pointer(violation.pointer)
    if violation.when:
        where += f"{'; ' * bool(where)}only if {notes.condition_of(violation)}"
    return f" ({printable(where)})" if where else ""


def headline(result: Result, violation: Violation, style: Style, *, unsafe: bool = False) -> str:
    """Return file, position, code, severity and message on one line.

    ``[*]`` marks what ``--fix`` fixes; with ``unsafe``, also what ``--unsafe-fixes`` fixes.
    """
    place = style(printable_file(result.file), "bold")
    if violation.line is not None:
        place += f":{violation.line}:{violation.column}"
    code = style.severity(violation.code, violation.severity)
    severity = style.severity(str(violation.severity), violation.severity)
    mark = f"[{style('*', 'cyan')}] " if is_fixed(violation, unsafe=unsafe) else ""
    return f"{place}: {code} {severity}: {mark}{printable(violation.message)}"
