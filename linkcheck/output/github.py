"""Workflow commands, which GitHub Actions turns into annotations of the code.

Escaping as ``escapeData`` and ``escapeProperty`` do in actions/toolkit,
``packages/core/src/command.ts``.
"""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.output.concise import headline
from linkcheck.output.paths import in_project
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.style import Style, printable
from linkcheck.output.text import notes
from linkcheck.violation import Severity, Violation

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# Annotations of each level that GitHub shows for a step (https://github.com/actions/toolkit/pull/734).
_SHOWN = 10
_PLAIN = Style(color=False)
# What a comma or colon would end is a property; the message goes on to the end of the line.
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(results: Results, options: Options) -> Iterator[str]:
    """One command for each violation: errors, then warnings, then advice.

    Where there are more than GitHub shows, a notice before the advice tells so; after it, the
    notice itself might be one too many.
    """
    found = [(r, v) for r in results.results for v in r.violations]
    for severity in Severity:
        if severity is Severity.INFO:
            yield from _notice(results)
        for result, violation in found:
            if violation.severity is severity:
                yield _annotation(result, violation)


def _annotation(result: Result, violation: Violation) -> str:
    # The log shows the message alone, so that it begins with the place.
    lines = [headline(result, violation, _PLAIN)]
    lines += [f"{name}: {printable(text)}" for name, text in notes(violation)]
    properties = {
        "file": in_project(result.file),
        **_region(violation),
        "title": f"{violation.code} {violation.name}",
    }
    return _command(_LEVELS[violation.severity], properties, "\n".join(lines))


def _region(violation: Violation) -> dict[str, object]:
    """Lines, and columns if it is on one line: the runner drops all positions otherwise."""
    if violation.line is None:
        return {}
    lines: dict[str, object] = {"line": violation.line, "endLine": violation.end_line}
    if violation.line != violation.end_line:
        return lines
    return {**lines, "col": violation.column, "endColumn": violation.end_column}


def _notice(results: Results) -> Iterator[str]:
    counts = [(results.count(severity), _LEVELS[severity]) for severity in Severity]
    hidden = [f"{n - _SHOWN} of {n} {level}s" for n, level in counts if n > _SHOWN]
    if hidden:
        text = (
            f"GitHub shows no more than {_SHOWN} annotations of each level for a step, so "
            f"{', '.join(hidden)} are not annotated. The log of this step lists them all."
        )
        yield _command("notice", {"title": "linkcheck"}, text)


def _command(level: str, properties: dict[str, object], message: str) -> str:
    # For what its own escapes do not have, the name of a file has those of all other formats.
    written = ",".join(
        f"{name}={printable(str(p).translate(_PROPERTY))}" for name, p in properties.items()
    )
    return f"::{level} {written}::{message.translate(_MESSAGE)}\n"
