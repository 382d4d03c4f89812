"""What a check reports: a violation, where it is, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Protocol

from linkcheck import redaction
from linkcheck.documents import Document, field_url, source_url
from linkcheck.engine import finding
from linkcheck.engine.finding import Evidence, Finding, PlaidError, Severity
from linkcheck.engine.rule import Rule
from linkcheck.engine.runner import InternalError
from linkcheck.pointer import Path, Span, to_pointer
from linkcheck.rules.data.errors import ERROR_TYPE
from linkcheck.shapes.loader import describe
from linkcheck.tracebacks import discreet

__all__ = [
    "Checked",
    "Evidence",
    "Fix",
    "FixKey",
    "FixesToApply",
    "PlaidError",
    "Related",
    "Severity",
    "Violation",
    "answer",
    "counted",
    "fix_key",
    "proposed_fix",
    "settle_fixes",
    "to_violations",
]


class Related(finding.Related):
    """Another place that has to do with a violation, such as the first of two equal entries."""

    __slots__ = ()

    def to_dict(self) -> dict[str, str]:
        """Pointer and text; member names that may be personal are ``*`` in the pointer."""
        return {"pointer": redaction.mask_pointer(self.pointer), "text": self.text}

    def __repr__(self) -> str:
        return f"Related({redaction.mask_pointer(self.pointer)!r}, {self.text!r})"


class Fix(finding.Fix):
    """A change that removes the violation, as an RFC 6902 JSON Patch.

    ``safe`` is True where the meaning of the request cannot change. The patch may hold values of
    the document, also secret or personal ones; ``repr`` leaves it out.
    """

    __slots__ = ()

    def to_dict(self, document: str | None = None) -> dict[str, Any]:
        """Description, safety and patch operations of a fix for a kind of document.

        The patch is None if it holds a name or a value that may be secret or personal; without a
        kind that goes for all values.
        """
        shown = redaction.mask_fix(Document(document) if document else None, self)
        return {
            "description": self.description,
            "safe": self.safe,
            "patch": [dict(op) for op in self.patch] if shown else None,
        }


FixKey = tuple[str, str, str | None]
"""What tells the violations of a document apart: code, pointer and missing member."""


class FixesToApply:
    """The fixes of a document that ``--fix`` applies, found out when the first is asked for.

    ``find`` gives them. It may hold the document, and so does not outlive its answer.
    """

    __slots__ = ("_find", "_fixes")

    def __init__(self, find: Callable[[], Mapping[FixKey, Fix]]) -> None:
        self._find: Callable[[], Mapping[FixKey, Fix]] | None = find
        self._fixes: Mapping[FixKey, Fix] = {}

    def of(self, violation: Violation) -> Fix | None:
        """The fix of a violation, or None if it is not applied."""
        if self._find is not None:
            self._fixes = _found(self._find)
            self._find = None
        return self._fixes.get(fix_key(violation))


@discreet
def _found(find: Callable[[], Mapping[FixKey, Fix]]) -> Mapping[FixKey, Fix]:
    return find()


class _WithFixes:
    """Room beside the fields of a violation for what says whether its fix is applied."""

    __slots__ = ("_fixes",)
    _fixes: FixesToApply | None


@dataclass(frozen=True, slots=True, repr=False)
class Violation(_WithFixes):
    """One mistake in one document.

    ``message`` says what is wrong, ``help`` how to fix it; each is a sentence without a period.
    ``pointer`` (RFC 6901) names the wrong value, the member that may not be there, or, when a
    member is missing, the object that lacks it; ``missing`` then holds the member's name.
    ``on_key`` says that the member itself is at fault, not its value. The position is None
    unless the document was given as text. ``fix`` is None unless ``--fix`` or ``--unsafe-fixes``
    applies it: to find that out takes further checks, which run when it is first asked for.

    ``pointer``, ``related`` and ``fix`` are exact, and may name members and hold values that are
    secret or personal. ``repr`` and ``to_dict`` show none: they may be logged.
    """

    code: str
    name: str
    severity: Severity
    message: str
    pointer: str
    document: str
    docs: str
    evidence: Evidence
    help: str | None = None
    missing: str | None = None
    on_key: bool = False
    plaid_error: PlaidError | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None

    @property
    def span(self) -> Span | None:
        """Where it stands in the source, None if that is not known."""
        if self.line is None or self.column is None:
            return None
        if self.end_line is None or self.end_column is None:
            return None
        return Span(self.line, self.column, self.end_line, self.end_column)

    def to_dict(self) -> dict[str, Any]:
        """All members as JSON values, as in ``--format json``.

        Member names that may be personal are ``*`` in pointers, and a fix whose patch may not be
        shown has None for it.
        """
        return {
            "document": self.document,
            "code": self.code,
            "name": self.name,
            "severity": str(self.severity),
            "message": self.message,
            "help": self.help,
            "pointer": redaction.mask_pointer(self.pointer),
            "missing": self.missing,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
            "docs": self.docs,
            "evidence": str(self.evidence),
            "plaid_error": self.plaid_error.to_dict() if self.plaid_error else None,
            "related": [place.to_dict() for place in self.related],
            "fix": self.fix.to_dict(self.document) if self.fix else None,
        }

    def __str__(self) -> str:
        return f"{self.message}\nhelp: {self.help}" if self.help else self.message

    def __repr__(self) -> str:
        lacks = f", missing={self.missing!r}" if self.missing is not None else ""
        where = f", line={self.line}, column={self.column}" if self.line is not None else ""
        pointer = redaction.mask_pointer(self.pointer)
        return (
            f"Violation({self.code!r}, {str(self.severity)!r}, {pointer!r}{lacks}"
            f"{where}, {self.message!r})"
        )


class Checked(Protocol):
    """What a check of a document gave: a report."""

    @property
    def document(self) -> str:
        """The kind of the document."""

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What is wrong."""

    @property
    def internal_errors(self) -> tuple[InternalError, ...]:
        """The rules that crashed."""


_fix_slot = vars(Violation)["fix"]
_set_fixes = vars(_WithFixes)["_fixes"].__set__

proposed_fix: Callable[[Violation], Fix | None] = _fix_slot.__get__
"""Return the fix that a rule gave a violation, whether it does good or not."""


def settle_fixes(violations: Iterable[Violation], fixes: FixesToApply | None) -> None:
    """Let violations show no fix but these; None lets them show the fixes of the rules."""
    for violation in violations:
        if proposed_fix(violation) is not None:
            _set_fixes(violation, fixes)


def fix_key(violation: Violation) -> FixKey:
    """What tells a violation from all others of its document."""
    return violation.code, violation.pointer, violation.missing


def _fix(violation: Violation) -> Fix | None:
    fix = proposed_fix(violation)
    fixes: FixesToApply | None = getattr(violation, "_fixes", None)
    return fix if fix is None or fixes is None else fixes.of(violation)


# A field that is worked out; whatever reads the fields of a violation gets what it gives.
Violation.fix = property(_fix, _fix_slot.__set__)  # type: ignore[assignment, misc]


def to_violations(
    found: Sequence[tuple[Rule, Finding]], kind: Document, spans: Sequence[Span] | None = None
) -> tuple[Violation, ...]:
    """Return findings with all that their rules say of them, and their positions in a text, if any.

    No text of a violation holds a field name that may not be shown, whatever the rule wrote.
    """
    written = [_texts(*pair) for pair in found]
    pointers = list(map(to_pointer, [path for path, _ in written]))
    texts = redaction.mask_texts(written)
    places: Sequence[Span | None] = spans or [None] * len(found)
    return tuple(
        [
            _violation(*pair, kind, pointer, shown, span)
            for pair, pointer, shown, span in zip(found, pointers, texts, places, strict=True)
        ]
    )


def _texts(rule: Rule, finding: Finding) -> tuple[Path, list[str]]:
    """Return the texts of a finding: message, help, those of its related places, that of its fix.

    A help that is not known is an empty text.
    """
    remedy = rule.help if finding.help is None else finding.help
    texts = [finding.message or rule.message, remedy or ""]
    texts += [place.text for place in finding.related]
    return finding.path, texts if finding.fix is None else [*texts, finding.fix.description]


def _violation(
    rule: Rule,
    finding: Finding,
    kind: Document,
    pointer: str,
    texts: Sequence[str],
    span: Span | None,
) -> Violation:
    fix = finding.fix
    return Violation(
        code=rule.code,
        name=rule.name,
        severity=finding.severity or rule.severity,
        message=texts[0],
        help=texts[1] or None,
        pointer=pointer,
        document=str(kind),
        docs=_docs(rule, finding, kind),
        evidence=rule.evidence,
        missing=finding.missing,
        on_key=finding.key,
        plaid_error=answer(finding.plaid_error or rule.plaid),
        related=tuple(map(Related, [place.pointer for place in finding.related], texts[2:])),
        # It shares nothing with the rule, which may give the same one each time.
        fix=None if fix is None else Fix(texts[-1], _copy(fix.patch), fix.safe),
        line=span.line if span else None,
        column=span.column if span else None,
        end_line=span.end_line if span else None,
        end_column=span.end_column if span else None,
    )


def _copy(patch: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    return tuple([{n: v if type(v) is str else deepcopy(v) for n, v in op.items()} for op in patch])


def _docs(rule: Rule, finding: Finding, kind: Document) -> str:
    """Return the address of the nearest source: a field on the path, else the first source."""
    path = finding.path if finding.missing is None else (*finding.path, finding.missing)
    if not rule.sources:
        # An unknown member has no place in the reference, and its name may be personal.
        while describe(kind, path) is None:
            path = path[:-1]
        return field_url(kind, path)
    names = ".".join([step for step in path if type(step) is str])
    return source_url(names if names in rule.sources else rule.sources[0], kind)


def answer(error: PlaidError | None) -> PlaidError | None:
    """Return Plaid's answer with its type, which follows from its code."""
    if error is None or error.error_code is None or error.error_type is not None:
        return error
    error_type = ERROR_TYPE.get(error.error_code, "INVALID_REQUEST")
    return PlaidError(error_type, error.error_code, error.error_message)


def counted(violations: Sequence[Violation]) -> str:
    """Return how many violations there are: ``2 errors, 1 warning`` or ``no violations``."""
    severities = [violation.severity for violation in violations]
    numbers = (
        (severities.count(Severity.ERROR), "error"),
        (severities.count(Severity.WARNING), "warning"),
        (severities.count(Severity.INFO), "piece of advice"),
    )
    found = ", ".join(f"{n} {_plural(n, word)}" for n, word in numbers if n)
    return found or "no violations"


def _plural(number: int, word: str) -> str:
    return word if number == 1 else word.replace("piece", "pieces") if " " in word else word + "s"
