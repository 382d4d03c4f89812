"""The result of a check, and the exception that carries one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linkcheck.violation import PlaidError, Severity, Violation

if TYPE_CHECKING:
    from linkcheck.checker import Checker


@dataclass(frozen=True, slots=True)
class InternalError:
    """A rule that crashed. The violations of the other rules stand.

    ``error`` names the exception and the place in the rule's code, never a value.
    """

    rule: str
    error: str

    def to_dict(self) -> dict[str, str]:
        """Rule and error."""
        return {"rule": self.rule, "error": self.error}


class _WithOrigin:
    """Room for what a report was made from, outside its fields.

    It holds secrets, and so must not get into comparisons, ``repr``, pickles or ``asdict``.
    """

    __slots__ = ("_origin",)
    _origin: tuple[Checker, Any, Any]


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

    def __iter__(self) -> Iterator[Violation]:
        return iter(self.violations)

    def __len__(self) -> int:
        return len(self.violations)

    def __str__(self) -> str:
        if not self.violations:  # the masks read the schemas
            return f"{self.document}: {counted(self)}"
        from linkcheck.masking import mask_pointer

        lines = [f"{self.document}: {counted(self)}"]
        lines += [
            f"  {mask_pointer(v.pointer) or '(root)'}: {v.code} {v.severity}: {v.message}"
            for v in self.violations
        ]
        return "\n".join(lines)

    def _of(self, severity: Severity) -> tuple[Violation, ...]:
        return tuple(v for v in self.violations if v.severity is severity)


def remember(report: Report, checker: Checker, payload: Any, request: Any) -> None:
    """Let a report know what it was made from, so that it can fix it."""
    object.__setattr__(report, "_origin", (checker, payload, request))


class InvalidPayload(ValueError):
    """Raised by ``ensure`` for a document with errors. ``report`` holds all that was found."""

    def __init__(self, report: Report) -> None:
        super().__init__(str(report))
        self.report = report

    def __reduce__(self) -> tuple[type[InvalidPayload], tuple[Report]]:
        return type(self), (self.report,)


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
