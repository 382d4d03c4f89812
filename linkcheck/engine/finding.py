"""What a rule finds: a place in the document, what is wrong there, and what goes with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from linkcheck.pointer import Path, to_pointer


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


ERROR, WARNING, INFO = Severity
_RANKS = {ERROR: 0, WARNING: 1, INFO: 2}


class Evidence(StrEnum):
    """How sure a rule is.

    ``DOCUMENTED``: a sentence of Plaid's documentation or API description says it.
    ``OBSERVED``: seen in practice, in no document.
    ``INFERRED``: follows from the sources, but none says it; never an error.
    """

    DOCUMENTED = "documented"
    OBSERVED = "observed"
    INFERRED = "inferred"


DOCUMENTED, OBSERVED, INFERRED = Evidence


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
    """Another place that is involved in a finding, such as the first of two equal entries.

    ``file`` is None if the place is in the file of the finding. The position is None unless the
    document was given as text and the pointer leads to a value; rules leave it out.
    """

    pointer: str
    text: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that removes what was found, as an RFC 6902 JSON Patch.

    ``safe`` is True where the meaning of the document cannot change. The patch may hold values of
    the document, also secret or personal ones; ``repr`` leaves it out.
    """

    description: str
    patch: tuple[dict[str, Any], ...] = field(repr=False, hash=False)
    safe: bool = True


@dataclass(slots=True)
class Finding:
    """What a rule yields: a place in the document and what is wrong there.

    ``message`` says what is wrong, ``help`` is the remedy; without them, those of the rule's
    docstring hold. ``key`` says that the field must not be here at all; ``missing`` names a field
    that the object at ``path`` lacks. ``severity`` and ``plaid_error`` replace those of the rule.
    """

    path: Path
    message: str = ""
    key: bool = False
    missing: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    plaid_error: PlaidError | None = None
    help: str | None = None


Findings = Iterable[Finding]


def at(*path: str | int, message: str = "", **more: Any) -> Finding:
    """Return a finding at a value: the value is wrong."""
    return Finding(path, message, **more)


def member(*path: str | int, message: str = "", **more: Any) -> Finding:
    """Return a finding at a field that must not be there (position: its name, not its value)."""
    return Finding(path, message, key=True, **more)


def missing(*path: str | int, message: str = "", **more: Any) -> Finding:
    """Return a finding about a missing field: the last step, which the object before lacks."""
    return Finding(path[:-1], message, missing=str(path[-1]), **more)


def here(message: str = "", **more: Any) -> Finding:
    """Return a finding whose place is that of the rule: its ``field`` or ``missing``."""
    return Finding((), message, **more)


def removal(*path: str | int, safe: bool = False) -> Fix:
    """A fix that removes a member. Safe only if the document means the same without it."""
    return Fix(f"Remove `{path[-1]}`", ({"op": "remove", "path": to_pointer(path)},), safe)


def replacement(*path: str | int, value: Any, description: str, safe: bool) -> Fix:
    """A fix that writes another value. The description names it only if it may be shown."""
    patch = {"op": "replace", "path": to_pointer(path), "value": value}
    return Fix(description, (patch,), safe)


def addition(*path: str | int, value: Any, description: str, safe: bool) -> Fix:
    """Return a fix that adds a field, or an array entry before an index (`-`: at the end)."""
    return Fix(description, ({"op": "add", "path": to_pointer(path), "value": value},), safe)
