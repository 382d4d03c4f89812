"""Search for the files at the paths that a user names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from linkcheck import sources
from linkcheck.sources.model import CODE_SUFFIXES, STDIN, SUFFIXES, InputError, Source
from linkcheck.sources.regular_files import is_shell_pipe
from linkcheck.sources.repository import root_of

if TYPE_CHECKING:
    from linkcheck.sources.gitignore import Rules
    from linkcheck.sources.globs import Matcher

_STDIN_NAME = "<stdin>"
_SKIPPED_DIRECTORIES = frozenset({"node_modules", "__pycache__", "venv"})
# Directories with generated code, or that of others.
_FOREIGN_CODE = frozenset(
    {"__pypackages__", "_build", "bower_components", "build", "dist", "site-packages", "vendor"}
)
_MINIFIED = (".min.js", ".min.mjs", ".min.cjs")
_VENV_MARK = "pyvenv.cfg"
_GITIGNORE = ".gitignore"

Suffixes = tuple[str, ...]

_WITHOUT_CODE = tuple(suffix for suffix in SUFFIXES if suffix not in CODE_SUFFIXES)


def discover(
    paths: Sequence[str],
    exclude: Sequence[str] = (),
    stdin_name: str | None = None,
    *,
    force_exclude: bool = False,
    gitignore: bool = True,
) -> Iterator[Source | InputError]:
    """Yield the files at some paths, each once, and the errors of invalid paths.

    If several paths lead to a file, the path that names it wins, then the nearest directory.

    A path is a file, a directory (searched for files that end in one of ``SUFFIXES``, in sorted
    order), ``-`` for standard input, or a pattern (``**`` crosses directories) that the shell did
    not expand. The search does not enter hidden directories, virtual environments,
    ``node_modules``, links to directories and, with ``gitignore``, what ``.gitignore`` files list.
    It skips source code that is minified or below a directory such as ``vendor`` or ``dist``, and
    links that lead outside its starting point. ``exclude`` holds patterns for paths or single
    names; they apply to files found in directories, and with ``force_exclude`` to named files too.
    """
    search = _Search(tuple(exclude), force_exclude, gitignore)
    every: list[Source | InputError] = []
    places: dict[str, int] = {}
    for path in paths:
        for found in _expand(path, search, stdin_name):
            if isinstance(found, Source):
                is_one = found.path == STDIN or found.skipped
                key = found.path if is_one else os.path.realpath(found.path)
                place = places.setdefault(key, len(every))
                if place < len(every):
                    if _is_named_closer(found, cast("Source", every[place])):
                        every[place] = found
                    continue
            every.append(found)
    yield from every


def _is_named_closer(source: Source, other: Source) -> bool:
    """True if the user named the file itself, or a directory nearer to it than for the other."""
    if source.named or other.named:
        return source.named and not other.named
    return len(os.path.abspath(source.start)) > len(os.path.abspath(other.start))  # noqa: PTH100


class _Search(NamedTuple):
    """What the search leaves out."""

    exclude: tuple[str, ...]
    force_exclude: bool
    gitignore: bool

    def is_forced_out(self, path: str) -> bool:
        """True if a named path is excluded, itself or with a directory above it."""
        if not self.force_exclude:
            return False
        whole = Path(os.path.normpath(path))
        return any(_is_excluded(str(part), self.exclude) for part in (whole, *whole.parents))


def _expand(path: str, search: _Search, stdin_name: str | None) -> Iterator[Source | InputError]:
    if path == STDIN:
        if stdin_name is None or not search.is_forced_out(stdin_name):
            yield Source(stdin_name or _STDIN_NAME, STDIN, named=True)
        return
    if not os.path.lexists(path) and any(char in path for char in "*?["):
        yield from _pattern(path, search)
    else:
        yield from _path(path, search)


def _pattern(pattern: str, search: _Search) -> Iterator[Source | InputError]:
    pattern = pattern.replace(os.sep, "/")
    matches = sources.globs.expand(pattern)
    if not matches:
        yield InputError(pattern, "no file matches this pattern")
    start = os.path.realpath(sources.globs.fixed_folder(pattern) or ".")
    for match in matches:
        if _is_inside(match, start):
            for found in _path(match, search):
                yield found._replace(expanded=True) if isinstance(found, Source) else found
        else:
            yield Source(match, match, named=False, skipped=_OUTSIDE)


_OUTSIDE = "link to a file outside the searched folder"


def _is_inside(path: str, folder: str) -> bool:
    """True if a path leads to a real folder or below it."""
    target = os.path.realpath(path)
    return target == folder or target.startswith(folder.rstrip(os.sep) + os.sep)


def _path(path: str, search: _Search) -> Iterator[Source | InputError]:
    if search.is_forced_out(path):
        return
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  (the path may be invalid)
    except (OSError, ValueError) as error:
        yield InputError(path, _reason(path, error))
        return
    if stat.S_ISDIR(mode):
        yield from _directory(path, search)
    elif stat.S_ISREG(mode) or is_shell_pipe(path):
        yield Source(path, path, named=True)
    else:
        yield InputError(path, "not a regular file")


def _reason(path: str, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):  # noqa: PTH114
            return "link to a file that does not exist"
        return "no such file or directory"
    return getattr(error, "strerror", None) or "not a valid path"


def _directory(directory: str, search: _Search) -> Iterator[Source | InputError]:
    rules = _rules_above(directory) if search.gitignore else None
    start = os.path.realpath(directory)
    # Path, whether it is a directory, the suffixes of the files to find in it, and the rules that
    # apply around it; the next one last.
    waiting: list[tuple[str, bool, Suffixes, Rules | None]] = [(directory, True, SUFFIXES, rules)]
    while waiting:
        path, is_directory, suffixes, rules = waiting.pop()
        if not is_directory:
            is_link = os.path.islink(path)  # noqa: PTH114
            is_inside = not is_link or _is_inside(path, start)
            reason = "" if is_inside else _OUTSIDE
            yield Source(path, path, named=False, skipped=reason, start=directory)
            continue
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield InputError(path, error.strerror or "cannot be read")
            continue
        names = {entry.name for entry in entries}
        if _VENV_MARK in names:
            continue
        if search.gitignore and _GITIGNORE in names:
            rules = sources.gitignore.with_file(rules, path)
        waiting += ((*entry, rules) for entry in _wanted(entries, search, suffixes, rules))


def _rules_above(directory: str) -> Rules | None:
    """Return the rules of ``.gitignore`` files above a directory, up to the repository's root."""
    here = Path(os.path.abspath(directory))  # noqa: PTH100  (links stay as they are)
    root = root_of(here)
    if root is None:
        return None
    return sources.gitignore.above(root, here)


def _wanted(
    entries: list[os.DirEntry[str]], search: _Search, suffixes: Suffixes, rules: Rules | None
) -> Iterator[tuple[str, bool, Suffixes]]:
    """Yield the entries of a directory to check or enter.

    Each comes with whether it is a directory, and the suffixes of the files to find in it.
    """
    for entry in entries:
        path = os.path.normpath(entry.path)
        if _is_excluded(path, search.exclude):
            continue
        is_directory = entry.is_dir(follow_symlinks=False)
        if is_directory:
            if entry.name.startswith(".") or entry.name in _SKIPPED_DIRECTORIES:
                continue
        elif not _is_wanted(entry.name.lower(), suffixes) or not _is_file(entry):
            continue
        if rules is None or not rules.ignores(path, is_directory):
            is_foreign = is_directory and entry.name in _FOREIGN_CODE
            yield path, is_directory, _WITHOUT_CODE if is_foreign else suffixes


def _is_wanted(name: str, suffixes: Suffixes) -> bool:
    return name.endswith(suffixes) and not name.endswith(_MINIFIED)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link to itself or to a place without access
        return False


def _is_excluded(path: str, patterns: Sequence[str]) -> bool:
    if not patterns:
        return False
    path = os.path.normcase(path).replace(os.sep, "/")
    return any(_excluding(pattern).fits(path) for pattern in patterns)


@cache
def _excluding(pattern: str) -> Matcher:
    """Return a matcher for paths whose end matches a pattern; wildcards cross folders."""
    wanted = os.path.normcase(pattern).replace(os.sep, "/").rstrip("/")
    matcher: Matcher = sources.globs.Matcher(
        [sources.globs.Wild.FOLDERS, *sources.globs.plain_tokens(wanted, crossing=True)]
    )
    return matcher
