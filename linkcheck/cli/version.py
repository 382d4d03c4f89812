"""Print the details that a bug report needs: `linkcheck --version --verbose`."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, distribution, version

from linkcheck._version import __version__
from linkcheck.schemas import API_DATE, API_VERSION

_PACKAGES = ("jsonschema-rs", "jsonschema", "orjson", "rphonenumbers", "plaid-python")
"""Optional packages, and packages whose version affects a check."""


_NAMESAKE = "linkcheck"
"""An unrelated package with the same import name."""


def about() -> str:
    """Return the versions of linkcheck, the API facts, Python and the packages that matter.

    Warns if an unrelated package with the same import name is installed.
    """
    packages = ", ".join(f"{name} {_installed(name)}" for name in _PACKAGES)
    return (
        f"linkcheck {__version__}\n"
        f"Plaid API {API_VERSION} ({API_DATE})\n"
        f"Python {platform.python_version()} on {platform.platform()}\n"
        f"{packages}\n{_clash()}"
    )


def _clash() -> str:
    try:
        found = distribution(_NAMESAKE)
    except PackageNotFoundError:
        return ""
    # Our editable installations and leftover metadata do not have this file.
    if f"{_NAMESAKE}/__init__.py" not in (found.read_text("RECORD") or ""):
        return ""
    return (
        f"Warning: the package {_NAMESAKE} {found.version} overwrites files of plaid-linkcheck. "
        f"Run `pip uninstall {_NAMESAKE} plaid-linkcheck`, then reinstall plaid-linkcheck\n"
    )


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
