"""Requests in source code."""

from __future__ import annotations

import time
from textwrap import dedent
from typing import Any, NamedTuple

from linkcheck.sources.code import CodeFile, Site, merge, read

IMPORTS = """\
import os
from plaid.model.country_code import CountryCode
from plaid.model.link_token_create_request import LinkTokenCreateRequest
from plaid.model.link_token_create_request_user import LinkTokenCreateRequestUser
from plaid.model.products import Products
"""

UNKNOWN = "?"


class Seen(NamedTuple):
    """What is seen of a request: values with ``?`` if unknown, and a tuple of several."""

    members: dict[str, Any]
    conditional: dict[str, list[tuple[str, bool]]]
    open: list[str]


def read_code(code: str, name: str = "app.py") -> CodeFile:
    """Return the requests of code."""
    return read(name, dedent(code).encode())


def sites(code: str, name: str = "app.py") -> tuple[Site, ...]:
    """Return the sites of code that can be read."""
    found = read_code(code, name)
    assert found.problem is None
    return found.sites


def see_site(site: Site) -> Seen:
    """Return what is seen of a request."""
    merged = merge(site)
    return Seen(
        {pointer: _plain(leaf) for pointer, leaf in merged.members.items()},
        {
            pointer: [(condition["condition"], condition["is"]) for condition in conditions]
            for pointer, conditions in merged.conditional.items()
        },
        merged.open,
    )


def see(code: str, name: str = "app.py") -> Seen:
    """Return what is seen of the only request in code."""
    (site,) = sites(code, name)
    return see_site(site)


def members(code: str, name: str = "app.py") -> dict[str, Any]:
    """Return the members of the only request in code."""
    return see(code, name).members


def _plain(leaf: dict[str, Any]) -> Any:
    if "one_of" in leaf:
        return tuple(_plain(one) for one in leaf["one_of"])
    return UNKNOWN if "unknown" in leaf else leaf["value"]


def read_in_bounded_time(name: str, code: str) -> None:
    """Assert that code with requests is read within five seconds of processor time."""
    start = time.process_time()
    found = read(name, code.encode())
    for site in found.sites:
        merge(site)
    assert found.sites
    assert time.process_time() - start < 5
