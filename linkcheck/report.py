"""The result of a check."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from linkcheck import output, redaction
from linkcheck.engine.runner import InternalError
from linkcheck.rules.answer import predict
from linkcheck.tracebacks import discreet
from linkcheck.violation import PlaidError, Severity, Violation, counted

if TYPE_CHECKING:
    from linkcheck.fixes import Fixed


class Fixer(Protocol):
    """An object that fixes documents: a checker."""

    def fix(self, payload: Any, document: str, *, request: Any, unsafe: bool) -> Fixed:
        """Apply the fixes to a document."""


class _WithOrigin:
    """A slot, outside the fields of a report, for the document that it was made from.

    The document holds secrets: it must not get into comparisons, ``repr``, pickles or ``asdict``.
    """

    __slots__ = ("_origin",)
    _origin: tuple[Fixer, Any, Any]


# A report is frozen, but the descriptors of its slots can set a value.
set_origin: Callable[[_WithOrigin, tuple[Fixer, Any, Any]], None]
set_origin = vars(_WithOrigin)["_origin"].__set__
"""Give a report what it was made from, (fixer, payload, request), so that it can fix it."""


@dataclass(frozen=True, slots=True, init=False)
class Report(_WithOrigin):
    """The result of checking one document.

    ``violations`` are in the order of the document. ``internal_errors`` is empty unless a rule
    crashed. ``suppressed`` are further violations, which comments of the file suppress.
    """

    document: str
    violations: tuple[Violation, ...] = ()
    internal_errors: tuple[InternalError, ...] = ()
    suppressed: tuple[Violation, ...] = ()

    # Twice as fast as the one of dataclasses: every check makes a report.
    def __init__(
        self,
        document: str,
        violations: tuple[Violation, ...] = (),
        internal_errors: tuple[InternalError, ...] = (),
        suppressed: tuple[Violation, ...] = (),
    ) -> None:
        _set_document(self, document)
        _set_violations(self, violations)
        _set_internal_errors(self, internal_errors)
        _set_suppressed(self, suppressed)

    @property
    def ok(self) -> bool:
        """True if there is no error; warnings and infos do not count."""
        return not any(v.severity is Severity.ERROR for v in self.violations)

    @property
    def errors(self) -> tuple[Violation, ...]:
        """The violations of severity error."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Violation, ...]:
        """The violations of severity warning."""
        return self._of(Severity.WARNING)

    @property
    def infos(self) -> tuple[Violation, ...]:
        """The violations of severity info."""
        return self._of(Severity.INFO)

    @property
    def plaid_answer(self) -> PlaidError | None:
        """The error that Plaid would answer, or None if no source allows a prediction."""
        return predict([v.plaid_error for v in self.errors])

    @discreet
    def fixed(self, *, unsafe: bool = False) -> Any:
        """Return the document with all safe fixes applied, or all fixes with ``unsafe``.

        The document itself does not change: for a dict or a model you get a new dict, for JSON text
        you get text of the same type and layout. The document is read now, with any changes since
        the check. Raises ValueError if the report no longer has its document, as after unpickling;
        use ``Checker.fix`` then.
        """
        if not hasattr(self, "_origin"):
            raise ValueError("this report no longer has its document: use Checker.fix")
        fixer, payload, request = self._origin
        return fixer.fix(payload, self.document, request=request, unsafe=unsafe).value

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        answer = self.plaid_answer
        return {
            "document": self.document,
            "ok": self.ok,
            "violations": [v.to_dict() for v in self.violations],
            "internal_errors": [e.to_dict() for e in self.internal_errors],
            "plaid_answer": answer.to_dict() if answer else None,
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """Return ``to_dict`` as JSON text in ASCII; ``indent`` is as in ``json.dumps``."""
        return output.printable_json(json.dumps(self.to_dict(), indent=indent))

    def to_markdown(self) -> str:
        """Return the report as a table in GitHub Flavored Markdown, such as for a pull request.

        Texts of the document and of rules are escaped. A very long report is cut, so that code
        hosts accept it.
        """
        return output.markdown_of(self.document, self.violations, self.internal_errors)

    def to_text(self) -> str:
        """Return each violation as lines: message, help, place, Plaid's answer and link.

        Errors come first; at most 20 violations are written out. The text holds no secret or
        personal value.
        """
        return output.text_of(self.document, self.violations)

    def to_problem(
        self, *, status: int = 422, type_uri: str | None = None, instance: str | None = None
    ) -> dict[str, Any]:
        """Return the report as a problem document of RFC 9457; see ``linkcheck.output.problem``.

        ``status`` is the HTTP status of the response, ``type_uri`` your own problem type, and
        ``instance`` a URI of this occurrence.
        """
        return output.problem_of(
            self.document,
            self.violations,
            status=status,
            type_uri=type_uri,
            instance=instance,
        )

    def __iter__(self) -> Iterator[Violation]:
        return iter(self.violations)

    def __len__(self) -> int:
        return len(self.violations)

    def __bool__(self) -> NoReturn:
        # Readers of `if report` may expect True for a valid document, or for one with violations.
        raise TypeError("a report is neither true nor false: use report.ok, or len(report)")

    def __str__(self) -> str:
        lines = [f"{self.document}: {counted(self.violations)}"]
        for violation in self.violations:
            place = redaction.mask_pointer(violation.pointer) or "(root)"
            message = output.printable(violation.message)
            lines.append(f"  {place}: {violation.code} {violation.severity}: {message}")
            if violation.help:
                lines.append(f"    help: {output.printable(violation.help)}")
        return "\n".join(lines)

    def _of(self, severity: Severity) -> tuple[Violation, ...]:
        return tuple(v for v in self.violations if v.severity is severity)


_set_document = vars(Report)["document"].__set__
_set_violations = vars(Report)["violations"].__set__
_set_internal_errors = vars(Report)["internal_errors"].__set__
_set_suppressed = vars(Report)["suppressed"].__set__


def problem(
    report: Report,
    *,
    status: int = 422,
    type_uri: str | None = None,
    instance: str | None = None,
) -> dict[str, Any]:
    """Return ``report.to_problem()``."""
    return report.to_problem(status=status, type_uri=type_uri, instance=instance)
