"""What a check finds: a violation, where it is, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Path = tuple[str | int, ...]
"""Where a value stands in a document: member names and array indexes from the root."""


class Severity(StrEnum):
    """How much a violation matters. Policy: docs/severity.md.

    ``ERROR``: the reference states it as a requirement, or Plaid is known to refuse it.
    ``WARNING``: Plaid takes it, but it has no effect, is altered, or is hardly what is meant.
    ``INFO``: advice; off unless asked for.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for advice."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Evidence(StrEnum):
    """How sure a rule is.

    ``DOCUMENTED``: a sentence of Plaid's documentation or API description says it.
    ``OBSERVED``: seen in practice, in no document.
    ``INFERRED``: follows from the sources, but none says it; never an error.
    """

    DOCUMENTED = "documented"
    OBSERVED = "observed"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class PlaidError:
    """The answer Plaid is known to give.

    ``error_message`` is None where no source shows the text.
    """

    error_type: str | None
    error_code: str | None
    error_message: str | None = None

    def to_dict(self) -> dict[str, str | None]:
        """The three members as they stand in Plaid's answer."""
        return {
            "error_type": self.error_type,
            "error_code": self.error_code,
            "error_message": self.error_message,
        }


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that has to do with a violation, such as the first of two equal entries."""

    pointer: str
    text: str

    def to_dict(self) -> dict[str, str]:
        """Pointer and text; member names that may be personal are ``*`` in the pointer."""
        return {"pointer": _masked(self.pointer), "text": self.text}

    def __repr__(self) -> str:
        return f"Related({_masked(self.pointer)!r}, {self.text!r})"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that removes the violation, as an RFC 6902 JSON Patch.

    ``safe`` is True where the meaning of the request cannot change. The patch may hold values of
    the document, also secret or personal ones; ``repr`` leaves it out.
    """

    description: str
    patch: tuple[dict[str, Any], ...] = field(repr=False, hash=False)
    safe: bool = True

    def to_dict(self, document: str | None = None) -> dict[str, Any]:
        """Description, safety and patch operations of a fix for a kind of document.

        The patch is None if it holds a name or a value that may be secret or personal; without a
        kind that goes for all values.
        """
        from linkcheck.documents import Document
        from linkcheck.masking import mask_fix

        shown = mask_fix(Document(document) if document else None, self)
        return {
            "description": self.description,
            "safe": self.safe,
            "patch": [dict(op) for op in self.patch] if shown else None,
        }


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of source text. Lines and columns count from 1, columns in code points.

    ``end_column`` is the column after the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int


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
        find = self._find
        if find is not None:
            self._fixes = find()
            self._find = None
        return self._fixes.get(fix_key(violation))


class _WithFixes:
    """Room beside the fields of a violation for what says whether its fix is applied."""

    __slots__ = ("_fixes",)
    _fixes: FixesToApply | None


@dataclass(frozen=True, slots=True)
class Violation(_WithFixes):
    """One mistake in one document.

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
            "pointer": _masked(self.pointer),
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

    def __repr__(self) -> str:
        lacks = f", missing={self.missing!r}" if self.missing is not None else ""
        where = f", line={self.line}, column={self.column}" if self.line is not None else ""
        return (
            f"Violation({self.code!r}, {str(self.severity)!r}, {_masked(self.pointer)!r}{lacks}"
            f"{where}, {self.message!r})"
        )


_fix_slot = vars(Violation)["fix"]
_set_fixes = vars(_WithFixes)["_fixes"].__set__


def proposed_fix(violation: Violation) -> Fix | None:
    """The fix that a rule gave a violation, whether it does good or not."""
    fix: Fix | None = _fix_slot.__get__(violation)
    return fix


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


def _masked(pointer: str) -> str:
    from linkcheck.masking import mask_pointer

    return mask_pointer(pointer)
