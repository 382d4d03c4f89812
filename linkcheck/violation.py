"""Violations: what is wrong in a document, where, and how to fix it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

from linkcheck import redaction
from linkcheck.documents import Document, field_url, source_url
from linkcheck.engine import finding
from linkcheck.engine.docstring import texts_of
from linkcheck.engine.finding import Evidence, Finding, PlaidError, Severity
from linkcheck.engine.rule import Rule
from linkcheck.engine.runner import InternalError
from linkcheck.pointer import Path, Span, to_pointer
from linkcheck.rules.data.errors import ERROR_TYPE
from linkcheck.shapes.loader import describe
from linkcheck.tracebacks import discreet

__all__ = [
    "Branch",
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
    "by_severity",
    "counted",
    "fix_key",
    "proposed_fix",
    "settle_fixes",
    "to_violations",
]


class Branch(NamedTuple):
    """A condition in source code that must hold, or must not hold, for a violation to occur."""

    condition: str
    is_true: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the condition and, as ``is``, the value that it must have."""
        return {"condition": self.condition, "is": self.is_true}


class Related(finding.Related):
    """Another place that is involved in a violation, such as the first of two equal entries.

    ``file`` is None if the place is in the file of the violation. The position is None unless the
    document was given as text and the pointer leads to a value.
    """

    __slots__ = ()

    @property
    def span(self) -> Span | None:
        """The position in the source, or None if it is not known."""
        return _span(self)

    def to_dict(self) -> dict[str, Any]:
        """Return all fields as JSON values; field names that may be personal are ``*``."""
        return {
            "pointer": redaction.mask_pointer(self.pointer),
            "text": self.text,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
        }

    def __repr__(self) -> str:
        return f"Related({redaction.mask_pointer(self.pointer)!r}, {self.text!r}{_where(self)})"


def _span(place: Related | Violation) -> Span | None:
    if place.line is None or place.column is None:
        return None
    if place.end_line is None or place.end_column is None:
        return None
    return Span(place.line, place.column, place.end_line, place.end_column)


def _where(place: Related | Violation) -> str:
    return f", line={place.line}, column={place.column}" if place.line is not None else ""


class Fix(finding.Fix):
    """A change that removes the violation, as an RFC 6902 JSON Patch.

    ``safe`` is True if the fix cannot change the meaning of the request. The patch may hold secret
    or personal values of the document, so ``repr`` leaves it out.
    """

    __slots__ = ()

    def to_dict(self, document: str | None = None) -> dict[str, Any]:
        """Return the description, safety and patch of a fix for a document type.

        The patch is None if it holds a name or a value that may be secret or personal. Without a
        document type, every value counts as one.
        """
        shown = redaction.mask_fix(Document(document) if document else None, self)
        return {
            "description": self.description,
            "safe": self.safe,
            "patch": [dict(op) for op in self.patch] if shown else None,
        }


FixKey = tuple[str, str, str | None]
"""The identity of a violation within its document: code, pointer and missing field."""


class FixesToApply:
    """The fixes of a document that ``--fix`` applies, determined on first use.

    ``find`` returns them. It may hold the document, so it is dropped once it has been called.
    """

    __slots__ = ("_find", "_fixes")

    def __init__(self, find: Callable[[], Mapping[FixKey, Fix]]) -> None:
        self._find: Callable[[], Mapping[FixKey, Fix]] | None = find
        self._fixes: Mapping[FixKey, Fix] = {}

    def of(self, violation: Violation) -> Fix | None:
        """Return the fix of a violation, or None if it is not applied."""
        if self._find is not None:
            self._fixes = _found(self._find)
            self._find = None
        return self._fixes.get(fix_key(violation))


@discreet
def _found(find: Callable[[], Mapping[FixKey, Fix]]) -> Mapping[FixKey, Fix]:
    return find()


class _WithFixes:
    """A slot, outside the fields of a violation, for the fixes that are applied."""

    __slots__ = ("_fixes",)
    _fixes: FixesToApply | None


@dataclass(frozen=True, slots=True, repr=False)
class Violation(_WithFixes):
    """One mistake in one document.

    ``message`` says what is wrong and ``help`` how to fix it; each is a sentence without a period.
    ``pointer`` (RFC 6901) leads to the wrong value, to the field that is not allowed or, if a field
    is missing, to the object that lacks it; ``missing`` then holds the name of the field.
    ``on_key`` is True if the field itself is wrong, not its value. The position is None unless the
    document was given as text. ``fix`` is None unless ``--fix`` or ``--unsafe-fixes`` applies it;
    the checks that determine this run when it is first read. ``source_language`` is the programming
    language of the file, and ``when`` lists the branches of its code that lead to the violation;
    both are None for all other files.

    ``pointer``, ``related`` and ``fix`` are exact, so they may hold secret or personal names and
    values. ``repr`` and ``to_dict`` leave these out and are safe to log.
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
    when: tuple[Branch, ...] | None = None
    source_language: str | None = None

    @property
    def span(self) -> Span | None:
        """The position in the source, or None if it is not known."""
        return _span(self)

    def to_dict(self) -> dict[str, Any]:
        """Return all fields as JSON values, as in ``--format json``.

        Field names that may be personal are ``*`` in pointers. The patch of a fix is None if it
        may not be shown.
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
            "source_language": self.source_language,
            "when": None if self.when is None else [branch.to_dict() for branch in self.when],
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
        pointer = redaction.mask_pointer(self.pointer)
        return (
            f"Violation({self.code!r}, {str(self.severity)!r}, {pointer!r}{lacks}"
            f"{_where(self)}, {self.message!r})"
        )


class Checked(Protocol):
    """The result of checking a document: a report."""

    @property
    def document(self) -> str:
        """The type of the document."""

    @property
    def violations(self) -> tuple[Violation, ...]:
        """All violations, in the order of the document."""

    @property
    def internal_errors(self) -> tuple[InternalError, ...]:
        """The rules that crashed."""

    @property
    def suppressed(self) -> tuple[Violation, ...]:
        """The violations that comments suppress."""


_NOWHERE = (None, None, None, None)
_fix_slot = vars(Violation)["fix"]
_set_fixes = vars(_WithFixes)["_fixes"].__set__

proposed_fix: Callable[[Violation], Fix | None] = _fix_slot.__get__
"""Return the fix that a rule proposed for a violation, whether or not it is applied."""


def settle_fixes(violations: Iterable[Violation], fixes: FixesToApply | None) -> None:
    """Let violations show only these fixes; None lets them show what the rules proposed."""
    for violation in violations:
        if proposed_fix(violation) is not None:
            _set_fixes(violation, fixes)


def fix_key(violation: Violation) -> FixKey:
    """Return the identity of a violation within its document."""
    return violation.code, violation.pointer, violation.missing


def _fix(violation: Violation) -> Fix | None:
    fix = proposed_fix(violation)
    fixes: FixesToApply | None = getattr(violation, "_fixes", None)
    return fix if fix is None or fixes is None else fixes.of(violation)


# Whatever reads the fields of a violation, such as `asdict`, gets the value of this property.
Violation.fix = property(_fix, _fix_slot.__set__)  # type: ignore[assignment, misc]


_text = attrgetter("text")


def to_violations(
    found: Sequence[tuple[Rule, Finding]],
    kind: Document,
    spans: Sequence[Span] | None = None,
    related: Mapping[str, Span] | None = None,
) -> tuple[Violation, ...]:
    """Return the violations of findings, with what their rules add.

    ``spans`` are the positions of the findings, and ``related`` those of their related places by
    pointer, if the document is text. Field names that may not be shown are removed from the
    texts, whatever the rule wrote.
    """
    # Of each finding: message, help or "", texts of related places, description of the fix.
    written: list[tuple[Path, list[str]]] = []
    paths: list[Path] = []
    for rule, each in found:
        message, remedy = texts_of(rule.doc)
        texts = [each.message or message, (remedy if each.help is None else each.help) or ""]
        texts += map(_text, each.related)
        if each.fix is not None:
            texts.append(each.fix.description)
        paths.append(each.path)
        written.append((each.path, texts))
    pointers = list(map(to_pointer, paths))
    masked = redaction.mask_texts(written)
    places: Sequence[Span | None] = spans or [None] * len(found)
    return tuple(
        [
            _violation(*pair, kind, pointer, shown, span, related or {})
            for pair, pointer, shown, span in zip(found, pointers, masked, places, strict=True)
        ]
    )


def _violation(
    rule: Rule,
    finding: Finding,
    kind: Document,
    pointer: str,
    texts: Sequence[str],
    span: Span | None,
    related: Mapping[str, Span],
) -> Violation:
    fix = finding.fix
    line, column, end_line, end_column = span or _NOWHERE
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
        related=_related(finding, texts[2:], related) if finding.related else (),
        # A copy: the rule may return the same fix every time.
        fix=None if fix is None else Fix(texts[-1], _copy(fix.patch), fix.safe),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
    )


def _related(
    finding: Finding, texts: Sequence[str], spans: Mapping[str, Span]
) -> tuple[Related, ...]:
    return tuple(
        Related(place.pointer, text, None, *spans.get(place.pointer, ()))
        for place, text in zip(finding.related, texts, strict=False)
    )


def _copy(patch: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    return tuple([{n: v if type(v) is str else deepcopy(v) for n, v in op.items()} for op in patch])


def _docs(rule: Rule, finding: Finding, kind: Document) -> str:
    """Return the address of the nearest source: a field on the path, or the first source."""
    path = finding.path if finding.missing is None else (*finding.path, finding.missing)
    if not rule.sources:
        # The reference does not have an unknown field, and its name may be personal.
        while describe(kind, path) is None:
            path = path[:-1]
        return field_url(kind, path)
    names = ".".join([step for step in path if type(step) is str])
    return source_url(names if names in rule.sources else rule.sources[0], kind)


def answer(error: PlaidError | None) -> PlaidError | None:
    """Return Plaid's answer with the error type that belongs to its code."""
    if error is None or error.error_code is None or error.error_type is not None:
        return error
    error_type = ERROR_TYPE.get(error.error_code, "INVALID_REQUEST")
    return PlaidError(error_type, error.error_code, error.error_message)


def counted(violations: Sequence[Violation]) -> str:
    """Return how many violations there are: ``2 errors, 1 warning`` or ``no violations``."""
    numbers = Counter(violation.severity for violation in violations)
    return by_severity(numbers) or "no violations"


def by_severity(numbers: Mapping[Severity, int]) -> str:
    """Return the number of violations of each severity: ``2 errors, 1 info``."""
    counts = ((numbers.get(severity, 0), severity) for severity in Severity)
    return ", ".join(f"{n} {severity}{'s' * (n != 1)}" for n, severity in counts if n)
