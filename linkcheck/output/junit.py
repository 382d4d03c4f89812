"""JUnit XML, for tools that show test results.

The schema is that of Jenkins: ``junit-10.xsd`` of its xUnit plugin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from linkcheck.output.concise import headline
from linkcheck.output.notes import lines
from linkcheck.output.paths import in_project
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.style import Style, printable
from linkcheck.pointer import to_pointer
from linkcheck.redaction import mask_pointer
from linkcheck.violation import Violation

_PLAIN = Style(color=False)


def render(results: Results, options: Options) -> Iterator[str]:
    """One suite per file, with one failed case per violation, or one passed case.

    The type of a failure is the severity. A rule that crashed is a case with an error.
    """
    suites: dict[str, list[Result]] = {}
    for result in results.results:
        suites.setdefault(in_project(result.file), []).append(result)
    cases = sum(_cases(suite) for suite in suites.values())
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites {_head('linkcheck', cases, results.results)}>\n"
    for file, suite in suites.items():
        yield f"  <testsuite {_head(file, _cases(suite), suite)}>\n"
        yield from _suite(file, suite)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _cases(suite: Sequence[Result]) -> int:
    """Return the number of cases of a suite: at least one."""
    return max(_failures(suite) + _errors(suite), 1)


def _failures(suite: Sequence[Result]) -> int:
    return sum(len(result.violations) for result in suite)


def _errors(suite: Sequence[Result]) -> int:
    return sum(len(result.internal_errors) for result in suite)


def _head(name: str, cases: int, suite: Sequence[Result]) -> str:
    return _attributes(name=name, tests=cases, failures=_failures(suite), errors=_errors(suite))


def _suite(file: str, suite: Sequence[Result]) -> Iterator[str]:
    for result in suite:
        for violation in result.violations:
            yield _case(
                _name(violation),
                file,
                f"<failure {_attributes(message=_message(violation), type=violation.severity)}>"
                f"{_text(_details(result, violation))}</failure>",
            )
        for crash in result.internal_errors:
            message = f"Rule {crash.rule} crashed: {crash.text}"
            yield _case(crash.rule, file, f"<error {_attributes(message=message, type='crash')}/>")
    if not _failures(suite) + _errors(suite):
        yield f"    <testcase {_attributes(name='no violations', classname=file)}/>\n"


def _case(name: str, file: str, content: str) -> str:
    head = _attributes(name=name, classname=file)
    return f"    <testcase {head}>\n      {content}\n    </testcase>\n"


def _name(violation: Violation) -> str:
    absent = (violation.missing,) if violation.missing else ()
    pointer = mask_pointer(violation.pointer + to_pointer(absent))
    return f"{violation.code} {violation.name} {pointer}".rstrip()


def _message(violation: Violation) -> tuple[str, ...]:
    return (violation.message, violation.help) if violation.help else (violation.message,)


def _details(result: Result, violation: Violation) -> str:
    return "\n".join([headline(result, violation, _PLAIN), *lines(violation)])


def _attributes(**values: object) -> str:
    # On one line: in a log, another line could be interpreted as a command of the CI service.
    return " ".join(f'{name}="{_attribute(value)}"' for name, value in values.items())


def _attribute(value: object) -> str:
    """Return the escaped value of an attribute; a tuple holds its lines."""
    lines = value if isinstance(value, tuple) else (value,)
    return "&#10;".join(escape(printable(str(line))) for line in lines)


def _text(text: str) -> str:
    """Return escaped text. XML cannot hold control characters, not even as references."""
    return escape("\n".join(printable(line) for line in text.split("\n")))
