"""Find the mistakes in Plaid Link requests before you send them.

    >>> import linkcheck
    >>> report = linkcheck.check({"client_name": "Wonderwallet", "language": "en",
    ...                           "country_codes": ["US"], "products": ["auth"]})
    >>> report.ok
    False
    >>> [(v.pointer, v.missing) for v in report.violations]
    [('', 'user')]

Importing this package is cheap: each name is imported on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck._exports import exporter
from linkcheck._version import __version__

if TYPE_CHECKING:
    from linkcheck.checker import Checker, check, ensure
    from linkcheck.context import Context, Customization
    from linkcheck.detection import detect
    from linkcheck.documents import Document
    from linkcheck.engine.runner import InternalError
    from linkcheck.exceptions import InvalidPayload, LinkcheckError, LinkcheckWarning
    from linkcheck.report import Report
    from linkcheck.violation import (
        Branch,
        Evidence,
        Fix,
        PlaidError,
        Related,
        Severity,
        Violation,
    )

_HOMES = {
    "Branch": "violation",
    "Checker": "checker",
    "Context": "context",
    "Customization": "context",
    "Document": "documents",
    "Evidence": "violation",
    "Fix": "violation",
    "InternalError": "engine.runner",
    "InvalidPayload": "exceptions",
    "LinkcheckError": "exceptions",
    "LinkcheckWarning": "exceptions",
    "PlaidError": "violation",
    "Related": "violation",
    "Report": "report",
    "Severity": "violation",
    "Violation": "violation",
    "check": "checker",
    "detect": "detection",
    "ensure": "checker",
}

__all__ = [
    "Branch",
    "Checker",
    "Context",
    "Customization",
    "Document",
    "Evidence",
    "Fix",
    "InternalError",
    "InvalidPayload",
    "LinkcheckError",
    "LinkcheckWarning",
    "PlaidError",
    "Related",
    "Report",
    "Severity",
    "Violation",
    "__version__",
    "check",
    "detect",
    "ensure",
]


def _extend_path() -> None:
    """Make ``rules/`` and ``schemas/`` importable in a checkout, next to the package.

    The root comes last, so that nothing in it shadows a module of the package.
    """
    from os.path import dirname, isfile, join, realpath

    def holds(folder: str, name: str) -> bool:
        return isfile(join(folder, name, "__init__.py"))  # noqa: PTH113, PTH118 (loads nothing)

    package = __path__[0]
    if holds(package, "rules") or holds(package, "schemas"):
        return  # installed
    root = dirname(realpath(package))  # noqa: PTH120
    if holds(root, "rules") and holds(root, "schemas"):
        __path__.append(root)


_extend_path()


__getattr__ = exporter(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
