"""Source files to request sites."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from linkcheck.sources.code import javascript, python, sdks
from linkcheck.sources.code.calls import Dead, Exhausted, Library
from linkcheck.sources.code.candidates import Candidates
from linkcheck.sources.code.grammars import EXTRA, Uninstalled
from linkcheck.sources.code.javascript_library import JAVASCRIPT
from linkcheck.sources.code.machine import Machine
from linkcheck.sources.code.module import Module, Unreadable
from linkcheck.sources.code.python_library import PYTHON
from linkcheck.sources.code.sites import Requests, Site
from linkcheck.sources.code.slicing import Root, Slice
from linkcheck.sources.code.worlds import Oracle, explore

_PYTHON = (".py", ".pyi", ".pyw")
SUFFIXES = (*_PYTHON, *javascript.SUFFIXES)

_MARKS = tuple(mark.encode() for mark in sdks.MARKS)
_MINIFIED = (".min.js", ".min.mjs", ".min.cjs")
_MAX_LINE = 5000
"""A file with a longer line is generated."""


class CodeFile(NamedTuple):
    """The requests of a source file, and why it cannot be read if it cannot.

    ``needs`` is the extra that has to be installed to read it.
    """

    sites: tuple[Site, ...] = ()
    problem: str | None = None
    line: int = 0
    needs: str | None = None


def read(name: str, data: bytes) -> CodeFile:
    """Return the requests of a source file; those of other files are not found.

    Never raises: broken code has a ``problem``.
    """
    name = name.lower()
    if not name.endswith(SUFFIXES) or name.endswith(_MINIFIED):
        return CodeFile()
    if not any(mark in data for mark in _MARKS):
        return CodeFile()
    if any(len(line) > _MAX_LINE for line in data.splitlines()):
        return CodeFile()
    try:
        return CodeFile(tuple(_sites(*_lowered(name, data))))
    except Uninstalled:
        return CodeFile(needs=EXTRA)
    except Unreadable as error:
        return CodeFile(problem=error.reason, line=error.line)
    except RecursionError:
        return CodeFile(problem="Code is nested too deeply")


def _lowered(name: str, data: bytes) -> tuple[Module, Library]:
    if name.endswith(_PYTHON):
        return python.lower(data), PYTHON
    return javascript.lower(name[name.rindex(".") :], data), JAVASCRIPT


def _sites(module: Module, library: Library) -> list[Site]:
    candidates = Candidates(module)
    if not candidates.nodes:
        return []
    requests = Requests(module, candidates)
    kept = Slice(module, set(candidates.nodes), candidates.senders(), library)
    is_complete = True
    for root in kept.roots:
        machine = Machine(module, library, requests, kept)

        def run(oracle: Oracle, root: Root = root, machine: Machine = machine) -> None:
            requests.begin()
            with suppress(Dead, Exhausted):
                machine.run(root, oracle)
                requests.end(machine)

        is_complete &= explore(run)
    return requests.sites(is_complete=is_complete)
