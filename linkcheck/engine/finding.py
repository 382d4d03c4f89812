"""Findings: a place in the document, what is wrong there, and details such as a fix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from linkcheck.pointer import Path, to_pointer


class Severity(StrEnum):
    """How serious a violation is. Policy: docs/severity.md.

    ``ERROR``: the reference states a requirement, or Plaid is known to reject the request.
    ``WARNING``: Plaid accepts it, but it has no effect, is altered, or is probably not intended.
    ``INFO``: advice; off by default.
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
    """How well a rule is supported.

    ``DOCUMENTED``: stated in Plaid's documentation or API description.
    ``OBSERVED``: seen in practice, but not documented.
    ``INFERRED``: follows from the sources, but not stated in any of them; never an error.
    """

    DOCUMENTED = "documented"
    OBSERVED = "observed"
    INFERRED = "inferred"


DOCUMENTED, OBSERVED, INFERRED = Evidence


@dataclass(frozen=True, slots=True)
class PlaidError:
    """Plaid's known answer.

    ``error_message`` is None if no source shows it.
    """

    error_type: str | None
    error_code: str | None
    error_message: str | None = None

    def to_dict(self) -> dict[str, str | None]:
        """Return the three fields as they appear in Plaid's answer."""
        return {
            "error_type": self.error_type,
            "error_code": self.error_code,
            "error_message": self.error_message,
        }


@dataclass(frozen=True, slots=True)
class Related:
    """Another place involved in a finding, such as the first of two equal entries.

    ``file`` is None if the place is in the file of the finding. The position is None unless the
    document was passed as text and the pointer leads to a value; rules leave it out.
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
    """A change that removes the cause of a finding, as an RFC 6902 JSON Patch.

    ``safe`` is True if the meaning of the document cannot change. The patch may contain values of
    the document, including secret or personal ones; ``repr`` leaves it out.
    """

    description: str
    patch: tuple[dict[str, Any], ...] = field(repr=False, hash=False)
    safe: bool = True


@dataclass(slots=True)
class Finding:
    """A place in the document and what is wrong there, as a rule yields it.

    ``message`` says what is wrong, and ``help`` is the remedy; both default to those of the rule's
    docstring. ``key`` is True if the field must not be here at all; ``missing`` names a field
    missing in the object at ``path``. ``severity`` and ``plaid_error`` replace those of the rule.
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
    """Return a finding about a missing field, the last step of the path."""
    return Finding(path[:-1], message, missing=str(path[-1]), **more)


def here(message: str = "", **more: Any) -> Finding:
    """Return a finding whose place is that of the rule: its ``field`` or ``missing``."""
    return Finding((), message, **more)


def removal(*path: str | int, safe: bool = False) -> Fix:
    """Return a fix that removes a field. It is safe only if this does not change the meaning."""
    return Fix(f"Remove `{path[-1]}`", ({"op": "remove", "path": to_pointer(path)},), safe)


def replacement(*path: str | int, value: Any, description: str, safe: bool) -> Fix:
    """Return a fix that replaces a value. The description shows it only if that is allowed."""
    patch = {"op": "replace", "path": to_pointer(path), "value": value}
    return Fix(description, (patch,), safe)


def addition(*path: str | int, value: Any, description: str, safe: bool) -> Fix:
    """Return a fix that adds a field, or an array entry before an index (`-`: at the end)."""
    return Fix(description, ({"op": "add", "path": to_pointer(path), "value": value},), safe)
