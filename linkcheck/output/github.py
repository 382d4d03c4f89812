"""Workflow commands, which GitHub Actions turns into annotations.

Escaping follows ``escapeData`` and ``escapeProperty`` in actions/toolkit,
``packages/core/src/command.ts``.
"""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.output.concise import headline
from linkcheck.output.notes import lines
from linkcheck.output.paths import in_project
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.style import Style, printable
from linkcheck.violation import Severity, Violation

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# Annotations of each level that GitHub shows for a step (https://github.com/actions/toolkit/pull/734).
_SHOWN = 10
_PLAIN = Style(color=False)
# A comma or colon ends a property, but not the message, which extends to the end of the line.
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(results: Results, options: Options) -> Iterator[str]:
    """One command per violation: errors, then warnings, then infos.

    If GitHub does not show all of them, a notice says so. It comes before the infos, which are
    notices too: after them, GitHub might not show it.
    """
    found = [(r, v) for r in results.results for v in r.violations]
    for severity in Severity:
        if severity is Severity.INFO:
            yield from _notice(results)
        for result, violation in found:
            if violation.severity is severity:
                yield _annotation(result, violation)


def _annotation(result: Result, violation: Violation) -> str:
    # The log shows only the message, so the message begins with the position.
    message = [headline(result, violation, _PLAIN), *map(printable, lines(violation))]
    properties = {
        "file": in_project(result.file),
        **_region(violation),
        "title": f"{violation.code} {violation.name}",
    }
    return _command(_LEVELS[violation.severity], properties, "\n".join(message))


def _region(violation: Violation) -> dict[str, object]:
    """Return the lines, and the columns if on one line: the runner rejects the others."""
    if violation.line is None:
        return {}
    region: dict[str, object] = {"line": violation.line, "endLine": violation.end_line}
    if violation.line != violation.end_line:
        return region
    return {**region, "col": violation.column, "endColumn": violation.end_column}


def _notice(results: Results) -> Iterator[str]:
    counts = [(results.count(severity), _LEVELS[severity]) for severity in Severity]
    hidden = [f"{n - _SHOWN} of {n} {level}s" for n, level in counts if n > _SHOWN]
    if hidden:
        text = (
            f"GitHub shows at most {_SHOWN} annotations per level and step, so "
            f"{', '.join(hidden)} are not annotated. The log of this step lists them all."
        )
        yield _command("notice", {"title": "linkcheck"}, text)


def _command(level: str, properties: dict[str, object], message: str) -> str:
    # File names also need the escapes of the other formats.
    written = ",".join(
        f"{name}={printable(str(p).translate(_PROPERTY))}" for name, p in properties.items()
    )
    return f"::{level} {written}::{message.translate(_MESSAGE)}\n"
