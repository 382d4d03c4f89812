"""Requests in source code.

A file is lowered to the shared form (``tree``), and run abstractly in each of its worlds
(``worlds``): ``evaluator`` has the expressions, ``machine`` the statements, and ``slicing`` leaves
out what does not matter. ``sites`` meets each call and collects the requests.

    source = read("app.py", data)
    for site in source.sites:
        print(site.span.line, merge(site).members)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck._exports import exporter

if TYPE_CHECKING:
    from linkcheck.sources.code.merged import Merged, merge
    from linkcheck.sources.code.reader import CodeFile, read, tokens_by_line, tokens_of
    from linkcheck.sources.code.sites import Site, World

_HOMES = {
    "CodeFile": "reader",
    "Merged": "merged",
    "Site": "sites",
    "World": "sites",
    "merge": "merged",
    "read": "reader",
    "tokens_by_line": "reader",
    "tokens_of": "reader",
}

__all__ = ["CodeFile", "Merged", "Site", "World", "merge", "read", "tokens_by_line", "tokens_of"]

__getattr__ = exporter(__name__, _HOMES)
