"""Source files to request sites."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from linkcheck.engine.suppression import Directives
from linkcheck.sources.code import python, python_comments, sdks
from linkcheck.sources.code.calls import Dead, Exhausted
from linkcheck.sources.code.machine import Machine
from linkcheck.sources.code.masked import with_masked_conditions
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.python_library import PYTHON
from linkcheck.sources.code.python_tokens import tokens
from linkcheck.sources.code.sites import Requests, Site
from linkcheck.sources.code.slicing import Root, Slice
from linkcheck.sources.code.tokens import Token
from linkcheck.sources.code.worlds import Oracle, explore
from linkcheck.sources.comments import directives, is_marked
from linkcheck.sources.model import CODE_SUFFIXES

_MARKS = tuple(mark.encode() for mark in sdks.MARKS)
_MAX_LINE = 5000
"""A file with a longer line is generated."""


class CodeFile(NamedTuple):
    """The requests of a source file, and why it cannot be read if it cannot.

    ``text`` is that of a file with requests, to which their places refer. ``directives`` are those
    of its comments, None if there are none.
    """

    sites: tuple[Site, ...] = ()
    problem: str | None = None
    line: int = 0
    text: str = ""
    directives: Directives | None = None


def read(name: str, data: bytes) -> CodeFile:
    """Return the requests of a source file; those of other files are not found.

    Never raises: broken code has a ``problem``.
    """
    if not name.lower().endswith(CODE_SUFFIXES) or not any(mark in data for mark in _MARKS):
        return CodeFile()
    if any(len(line) > _MAX_LINE for line in data.splitlines()):
        return CodeFile()
    try:
        module = python.lower(data)
        sites = tuple(with_masked_conditions(site, tokens) for site in _sites(module))
        found = directives(python_comments.comments(module.lines)) if is_marked(data) else None
        return CodeFile(sites, text="\n".join(module.lines), directives=found)
    except python.Unreadable as error:
        return CodeFile(problem=error.reason, line=error.line)
    except RecursionError:
        return CodeFile(problem="Code is nested too deeply")


@lru_cache(maxsize=1)
def tokens_of(_: str, text: str) -> list[Token]:
    """Return the tokens of a file with this name and text; empty if it is broken."""
    return tokens(text)


def _sites(module: Module) -> list[Site]:
    requests = Requests(module)
    candidates = requests.candidates()
    if not candidates:
        return []
    kept = Slice(module, set(candidates), requests.senders(candidates), PYTHON)
    is_complete = True
    for root in kept.roots:

        def run(oracle: Oracle, root: Root = root) -> None:
            machine = Machine(module, PYTHON, requests, oracle, kept)
            requests.begin()
            with suppress(Dead, Exhausted):
                machine.run(root)
                requests.end(machine)

        is_complete &= explore(run)
    return requests.sites(candidates, is_complete=is_complete)
