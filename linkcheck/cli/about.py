"""What `linkcheck --version --verbose` prints: what a bug report needs."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from linkcheck._version import __version__
from linkcheck.schemas import API_DATE, API_VERSION

_PACKAGES = ("jsonschema-rs", "jsonschema", "orjson", "rphonenumbers", "plaid-python")
"""Packages that take part in a check only if they are installed, or decide how it is made."""


def about() -> str:
    """Return the versions of linkcheck, the API facts, Python and the packages that matter."""
    packages = ", ".join(f"{name} {_installed(name)}" for name in _PACKAGES)
    return (
        f"linkcheck {__version__}\n"
        f"Plaid API {API_VERSION} ({API_DATE})\n"
        f"Python {platform.python_version()} on {platform.platform()}\n"
        f"{packages}\n"
    )


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
