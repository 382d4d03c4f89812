"""Validate and lint Plaid Link requests: every violation at once, before the call.

    >>> import linkcheck
    >>> report = linkcheck.check({"client_name": "Wonderwallet", "language": "en",
    ...                           "country_codes": ["US"], "products": ["auth"]})
    >>> report.ok
    False
    >>> [(v.pointer, v.missing) for v in report.violations]
    [('', 'user')]

Importing this package loads next to nothing: each name is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linkcheck._version import __version__

if TYPE_CHECKING:
    from linkcheck.checker import Checker, check, ensure
    from linkcheck.context import Context, Customization
    from linkcheck.documents import Document, detect
    from linkcheck.report import InternalError, InvalidPayload, Report
    from linkcheck.violation import Evidence, Fix, PlaidError, Related, Severity, Violation

_HOMES = {
    "Checker": "checker",
    "Context": "context",
    "Customization": "context",
    "Document": "documents",
    "Evidence": "violation",
    "Fix": "violation",
    "InternalError": "report",
    "InvalidPayload": "report",
    "PlaidError": "violation",
    "Related": "violation",
    "Report": "report",
    "Severity": "violation",
    "Violation": "violation",
    "check": "checker",
    "detect": "documents",
    "ensure": "checker",
}

__all__ = [
    "Checker",
    "Context",
    "Customization",
    "Document",
    "Evidence",
    "Fix",
    "InternalError",
    "InvalidPayload",
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
    """Let a checkout import ``rules/`` and ``schemas/``, which are beside the package there.

    Its root goes last, so that nothing in it hides a module of the package.
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


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'linkcheck' has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f"linkcheck.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
