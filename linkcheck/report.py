"""The result of a check, and the exception that carries one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linkcheck.tracebacks import discreet
from linkcheck.violation import PlaidError, Severity, Violation

if TYPE_CHECKING:
    from linkcheck.checker import Checker


@dataclass(frozen=True, slots=True)
class InternalError:
    """A rule that crashed. The violations of the other rules stand.

    ``error`` names the exception and the place in the rule's code, never a value. ``origin`` says
    where a house rule comes from: its name, module and plug-in; it is empty for a shipped rule.
    """

    rule: str
    error: str
    origin: str = ""

    @property
    def subject(self) -> str:
        """The rule as the subject of a sentence."""
        return f"house rule {self.rule}" if self.origin else f"rule {self.rule}"

    @property
    def text(self) -> str:
        """The error, of a house rule with where that comes from."""
        return f"{self.error} ({self.origin})" if self.origin else self.error

    @property
    def remedy(self) -> str:
        """What to do about the crash."""
        if self.origin:
            return f"It is your rule {self.origin}: fix it there, or ignore {self.rule}."
        return "Please report it."

    def to_dict(self) -> dict[str, str]:
        """Rule and error."""
        return {"rule": self.rule, "error": self.error}


class _WithOrigin:
    """Room for what a report was made from, outside its fields.

    It holds secrets, and so must not get into comparisons, ``repr``, pickles or ``asdict``.
    """

    __slots__ = ("_origin",)
    _origin: tuple[Checker, Any, Any]


# A report is frozen; its slots take a value all the same.
_set_origin = vars(_WithOrigin)["_origin"].__set__


@dataclass(frozen=True, slots=True)
class Report(_WithOrigin):
    """What a check of one document found.

    ``violations`` stand in the order of the document. ``internal_errors`` is empty unless a rule
    crashed.
    """

    document: str
    violations: tuple[Violation, ...] = ()
    internal_errors: tuple[InternalError, ...] = ()

    @property
    def ok(self) -> bool:
        """True if there is no error; warnings and advice do not count."""
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
        """The advice."""
        return self._of(Severity.INFO)

    @property
    def plaid_answer(self) -> PlaidError | None:
        """The error that Plaid would answer, or None where no source lets one predict it."""
        from linkcheck.rules.answer import predict

        return predict(self.violations)

    @discreet
    def fixed(self, *, unsafe: bool = False) -> Any:
        """The document with all safe fixes applied, with ``unsafe`` all fixes.

        The document itself is not changed: a dict or a model gives a new dict, a text gives a text
        of the same type and layout. The document counts as it is now, not as it was when checked.
        Raises ValueError if the report does not know its document, as after unpickling; use
        ``Checker.fix`` then.
        """
        if not hasattr(self, "_origin"):
            raise ValueError("this report does not know its document: use Checker.fix")
        checker, payload, request = self._origin
        return checker.fix(payload, self.document, request=request, unsafe=unsafe).value

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values."""
        answer = self.plaid_answer
        return {
            "document": self.document,
            "ok": self.ok,
            "violations": [v.to_dict() for v in self.violations],
            "internal_errors": [e.to_dict() for e in self.internal_errors],
            "plaid_answer": answer.to_dict() if answer else None,
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """``to_dict`` as JSON text, in ASCII; ``indent`` is that of ``json.dumps``."""
        import json

        from linkcheck.output.style import printable_json

        return printable_json(json.dumps(self.to_dict(), indent=indent))

    def to_markdown(self) -> str:
        """The report as a table for people, such as for a comment on a pull request.

        GitHub's flavour of Markdown. No text of the document or of a rule can be taken for markup.
        A very long report is cut, so that code hosts take it.
        """
        from linkcheck.output.markdown import of_report

        return of_report(self)

    def to_problem(
        self, *, status: int = 422, type_uri: str | None = None, instance: str | None = None
    ) -> dict[str, Any]:
        """The report as a problem document of RFC 9457; see ``linkcheck.problem``.

        ``status`` is the HTTP status that it is answered with, ``type_uri`` a type of problem of
        your own, ``instance`` a URI of this occurrence.
        """
        from linkcheck.problem import problem

        return problem(self, status=status, type_uri=type_uri, instance=instance)

    def __iter__(self) -> Iterator[Violation]:
        return iter(self.violations)

    def __len__(self) -> int:
        return len(self.violations)

    def __str__(self) -> str:
        if not self.violations:  # the masks read the schemas
            return f"{self.document}: {counted(self)}"
        from linkcheck.masking import mask_pointer
        from linkcheck.output.style import printable

        lines = [f"{self.document}: {counted(self)}"]
        for violation in self.violations:
            place = mask_pointer(violation.pointer) or "(root)"
            message = printable(violation.message)
            lines.append(f"  {place}: {violation.code} {violation.severity}: {message}")
        return "\n".join(lines)

    def _of(self, severity: Severity) -> tuple[Violation, ...]:
        return tuple(v for v in self.violations if v.severity is severity)


def remember(report: Report, checker: Checker, payload: Any, request: Any) -> None:
    """Let a report know what it was made from, so that it can fix it."""
    _set_origin(report, (checker, payload, request))


class InvalidPayload(ValueError):
    """Raised by ``ensure`` for a document with errors. ``report`` holds all that was found.

    Its text tells each violation with its place, remedy and link, and may be logged.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        from linkcheck.refusal import refusal

        return refusal(self.report)

    def problem(
        self, *, status: int = 422, type_uri: str | None = None, instance: str | None = None
    ) -> dict[str, Any]:
        """``report.to_problem()``, to answer a request with."""
        return self.report.to_problem(status=status, type_uri=type_uri, instance=instance)


def counted(report: Report) -> str:
    """How much a report holds, in words: ``2 errors, 1 warning`` or ``no violations``."""
    numbers = (
        (len(report.errors), "error"),
        (len(report.warnings), "warning"),
        (len(report.infos), "piece of advice"),
    )
    found = ", ".join(f"{n} {_plural(n, word)}" for n, word in numbers if n)
    return found or "no violations"


def _plural(number: int, word: str) -> str:
    return word if number == 1 else word.replace("piece", "pieces") if " " in word else word + "s"
