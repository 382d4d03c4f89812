"""Source files to request sites."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from linkcheck.engine.suppression import Directives
from linkcheck.sources.code import notebooks, sdks
from linkcheck.sources.code.calls import Dead, Exhausted, Library
from linkcheck.sources.code.candidates import Candidates
from linkcheck.sources.code.grammars import EXTRA, Uninstalled
from linkcheck.sources.code.javascript import lowering as javascript
from linkcheck.sources.code.javascript import tokens as javascript_tokens
from linkcheck.sources.code.javascript.library import JAVASCRIPT
from linkcheck.sources.code.machine import Machine
from linkcheck.sources.code.masked import with_masked_conditions
from linkcheck.sources.code.module import Module, Unreadable
from linkcheck.sources.code.python import comments as python_comments
from linkcheck.sources.code.python import lowering as python
from linkcheck.sources.code.python import tokens as python_tokens
from linkcheck.sources.code.python.library import PYTHON
from linkcheck.sources.code.sites import Requests, Site
from linkcheck.sources.code.slicing import Root, Slice
from linkcheck.sources.code.tokens import Token
from linkcheck.sources.code.worlds import Oracle, explore
from linkcheck.sources.comments import Comment, directives, is_marked
from linkcheck.sources.model import CODE_SUFFIXES

_MARKS = tuple(mark.encode() for mark in sdks.MARKS)
_MINIFIED = (".min.js", ".min.mjs", ".min.cjs")
_MAX_LINE = 5000
"""A file with a longer line is generated."""
_MOST_ROOTS = 1000
"""Each function with a request runs what the module does, so time grows with their square."""


class CodeFile(NamedTuple):
    """The requests of a source file, and why it cannot be read if it cannot.

    ``text`` is that of a file with requests, to which their places refer. ``needs`` is the extra
    that has to be installed to read it. ``directives`` are those of its comments, None if there are
    none.
    """

    sites: tuple[Site, ...] = ()
    problem: str | None = None
    line: int = 0
    text: str = ""
    needs: str | None = None
    directives: Directives | None = None


class _Language(NamedTuple):
    """How the code of a language is read: its library, and the tokens of a condition."""

    library: Library
    tokens: Callable[[str], list[Token]]


_LANGUAGES = {
    "python": _Language(PYTHON, python_tokens.tokens),
    "javascript": _Language(JAVASCRIPT, javascript_tokens.tokens),
    "typescript": _Language(JAVASCRIPT, javascript_tokens.tokens),
}


def read(name: str, data: bytes) -> CodeFile:
    """Return the requests of a source file; those of other files are not found.

    Never raises: broken code has a ``problem``.
    """
    name = name.lower()
    if not name.endswith(CODE_SUFFIXES) or name.endswith(_MINIFIED):
        return CodeFile()
    if not any(mark in data for mark in _MARKS):
        return CodeFile()
    try:
        if name.endswith(notebooks.SUFFIX):
            return _read_notebook(data)
        if _is_generated(data.splitlines()):
            return CodeFile()
        module = _lowered(name, data)
        text = "\n".join(module.lines)
        found = directives(_comments(name, module)) if is_marked(data) else None
        return CodeFile(_sites(module), text=text, directives=found)
    except Uninstalled:
        return CodeFile(needs=EXTRA)
    except Unreadable as error:
        return CodeFile(problem=error.reason, line=error.line)
    except RecursionError:
        return CodeFile(problem="Code is nested too deeply")


@lru_cache(maxsize=1)
def tokens_of(name: str, text: str) -> list[Token]:
    """Return the tokens of a file with this name and text; empty if it is broken."""
    name = name.lower()
    if name.endswith(notebooks.SUFFIX):
        notebook = notebooks.parse(text)
        return notebook.tokens() if notebook else []
    if name.endswith(javascript.SUFFIXES):
        return javascript_tokens.tokens(text, _suffix(name))
    return python_tokens.tokens(text)


@lru_cache(maxsize=1)
def tokens_by_line(name: str, text: str) -> dict[int, list[Token]]:
    """Return the tokens of a file with this name and text by the lines that they are on."""
    found: dict[int, list[Token]] = {}
    for token in tokens_of(name, text):
        for line in range(token.span.line, token.span.end_line + 1):
            found.setdefault(line, []).append(token)
    return found


def _is_generated(lines: Iterable[bytes | str]) -> bool:
    return any(len(line) > _MAX_LINE for line in lines)


def _suffix(name: str) -> str:
    return name[name.rindex(".") :]


def _lowered(name: str, data: bytes) -> Module:
    if name.endswith(javascript.SUFFIXES):
        return javascript.lower(_suffix(name), data)
    return python.lower(data)


def _comments(name: str, module: Module) -> Iterable[Comment]:
    if name.endswith(javascript.SUFFIXES):
        return javascript_tokens.comments(module.lines, _suffix(name))
    return python_comments.comments(module.lines)


def _read_notebook(data: bytes) -> CodeFile:
    notebook = notebooks.parse(data)
    if notebook is None or _is_generated([line.text for line in notebook.lines]):
        return CodeFile()
    try:
        sites = _sites(python.lower_text(notebook.code))
    except Unreadable as error:
        raise Unreadable(error.reason, notebook.line(error.line)) from None
    found = directives(notebook.comments()) if is_marked(data) else None
    moved = tuple(map(notebook.moved, sites))
    return CodeFile(moved, text=notebook.file.text, directives=found)


def _sites(module: Module) -> tuple[Site, ...]:
    candidates = Candidates(module)
    if not candidates.nodes:
        return ()
    requests = Requests(module, candidates)
    library, tokens = _LANGUAGES[module.language]
    kept = Slice(module, set(candidates.nodes), candidates.senders(), library)
    if len(kept.roots) > _MOST_ROOTS:
        raise Unreadable(f"More than {_MOST_ROOTS:,} functions send requests")
    machine = Machine(module, library, requests, kept)
    is_complete = True
    for root in kept.roots:

        def run(oracle: Oracle, root: Root = root) -> None:
            requests.begin()
            with suppress(Dead, Exhausted):
                machine.run(root, oracle)
                requests.end(machine)

        is_complete &= explore(run)
    found = requests.sites(is_complete=is_complete)
    return tuple(with_masked_conditions(site, tokens) for site in found)
