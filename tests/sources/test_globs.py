"""Patterns for file names: what they fit, against other matchers, and at what cost."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from linkcheck.config.globs import Glob, _matcher
from linkcheck.sources import gitignore
from linkcheck.sources.files import InputError, Source, discover
from linkcheck.sources.globs import Matcher, expand, plain_tokens
from tests.robustness.work import calls

PIECES: tuple[str, ...] = (
    "a",
    "b",
    "ab",
    "/",
    "*",
    "**",
    "**/",
    "/**",
    "?",
    "[ab]",
    "[!a]",
    "[a-b]",
    "[]a]",
    "[a",
)
PIECES += ("-", "]", "!", ".", "[b-a]", "[!]a]", "[a-]", "[-a]", "***")
GIT_PIECES: tuple[str, ...] = (
    *PIECES,
    "\\a",
    "\\*",
    "\\ ",
    " ",
    "#",
    "[^b]",
    "[[:alpha:]]",
    "[[:foo:]]",
    "[[:",
)
GIT_PIECES += ("[\\]a]", "é", "[a-é]", "\\", "[[a]", "[]-a]", "/**/", "[!", "[a", "\r", "^")
NAME_PIECES = ("a", "b", "ab", "*", "[", "]", "-", "!", " ", "é", "\\", "#", "^", ":", ".x")


def _made(dice: Random, pieces: tuple[str, ...], most: int) -> str:
    return "".join(dice.choice(pieces) for _ in range(dice.randint(1, most)))


# -- against git ---------------------------------------------------------------------------------


@pytest.mark.exhaustive
@pytest.mark.skipif(not shutil.which("git"), reason="compares with git, which is not installed")
@pytest.mark.parametrize("seed", range(3))
def test_generated_patterns_ignore_what_git_ignores(tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    paths = _tree(tmp_path, dice)
    differ = []
    for _ in range(70):
        lines = [_made(dice, GIT_PIECES, 6) for _ in range(dice.choice((1, 1, 2, 3)))]
        (tmp_path / ".gitignore").write_text("\n".join(lines), "utf-8", newline="")
        if _ignored(tmp_path, paths) != _ignored_by_git(tmp_path, paths):
            differ.append(lines)
    assert differ == []


def _tree(folder: Path, dice: Random) -> list[str]:
    """Make files in folders, with names that patterns may stumble over."""
    for _ in range(150):
        path = folder.joinpath(*(_made(dice, NAME_PIECES, 3) for _ in range(dice.randint(1, 4))))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        except OSError:  # a file of that name
            continue
    found = folder.rglob("*")
    return sorted(str(one.relative_to(folder)) for one in found if ".git" not in one.parts)


def _ignored(folder: Path, paths: list[str]) -> set[str]:
    rules = gitignore.with_file(None, str(folder))
    if rules is None:
        return set()
    alone = {path for path in paths if rules.ignores(str(folder / path), (folder / path).is_dir())}
    return {p for p in paths if any(str(up) in alone for up in (Path(p), *Path(p).parents))}


def _ignored_by_git(folder: Path, paths: list[str]) -> set[str]:
    done = subprocess.run(
        ["git", "-c", "core.excludesFile=", "check-ignore", "-z", "--stdin", "--no-index"],
        cwd=folder,
        input="".join(f"./{path}\0" for path in paths).encode(),  # a colon would begin magic
        capture_output=True,
    )
    assert done.returncode in (0, 1), done.stderr
    return {path.removeprefix("./") for path in done.stdout.decode().split("\0") if path}


@pytest.mark.skipif(not shutil.which("git"), reason="compares with git, which is not installed")
def test_named_classes_hold_the_characters_that_git_holds_in_them(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    paths = [f"{chr(code)}x" for code in range(1, 128) if chr(code) not in "./"] + ["éx"]
    for path in paths:
        (tmp_path / path).touch()
    differ = []
    for name, sign in product(gitignore._CLASSES, ("", "!", "^")):
        (tmp_path / ".gitignore").write_text(f"[{sign}[:{name}:]]x\n")
        if _ignored(tmp_path, paths) != _ignored_by_git(tmp_path, paths):
            differ.append((name, sign))
    assert differ == []


def test_a_link_is_not_followed_to_patterns(tmp_path: Path) -> None:
    (tmp_path / "patterns").write_text("*.json\n")
    (tmp_path / ".gitignore").symlink_to("patterns")
    assert gitignore.with_file(None, str(tmp_path)) is None


# -- against regular expressions ------------------------------------------------------------------


def _regex(pattern: str) -> re.Pattern[str]:
    """A pattern of a configuration as a regular expression, written here on its own."""
    made, at = "", 0
    while at < len(pattern):
        if found := re.compile(r"\*+").match(pattern, at):
            stars = found.group()
            if stars == "**" and pattern[found.end() : found.end() + 1] == "/":
                made, at = made + "(?:.*/)?", found.end() + 1
            else:
                made, at = made + ("[^/]*" if stars == "*" else ".*"), found.end()
        elif pattern[at] == "?":
            made, at = made + "[^/]", at + 1
        elif found := re.compile(r"\[(!?+)(\]?+[^\]/]*)\]").match(pattern, at):
            made, at = made + "(?!/)" + _regex_set(found[1], found[2]), found.end()
        else:
            made, at = made + re.escape(pattern[at]), at + 1
    return re.compile(made, re.DOTALL)


def _regex_set(sign: str, inside: str) -> str:
    members = [
        f"{re.escape(low)}-{re.escape(high)}"
        for low, high in ((m[0], m[2] or m[0]) for m in re.findall(r"(.)(-(.))?", inside))
        if low <= high
    ]
    if not members:
        return "(?s:.)" if sign else "(?!)"
    return f"[{'^' if sign else ''}{''.join(members)}]"


def test_generated_patterns_fit_what_a_regular_expression_fits(tmp_path: Path) -> None:
    dice = Random(1)
    names = ["/".join(_made(dice, NAME_PIECES, 3) for _ in range(1 + n % 4)) for n in range(60)]
    differ = []
    for _ in range(1200):
        pattern = _made(dice, PIECES, 6)
        wanted = pattern.removeprefix("./").strip("/")
        is_name = "/" not in pattern.rstrip("/")
        regex = _regex(re.sub(r"\*+", "*", wanted) if is_name else wanted)
        for name in names:
            steps = name.split("/")
            folders = steps if is_name else ["/".join(steps[: n + 1]) for n in range(len(steps))]
            if Glob(tmp_path, pattern).matches(tmp_path / name) != any(
                map(regex.fullmatch, folders)
            ):
                differ.append((pattern, name))
    assert differ == []


def test_generated_patterns_that_cross_folders_fit_what_fnmatch_fits() -> None:
    dice = Random(2)
    names = ["/".join(_made(dice, NAME_PIECES, 3) for _ in range(1 + n % 3)) for n in range(60)]
    differ = []
    for _ in range(1200):
        pattern = _made(dice, PIECES, 6)
        matcher = Matcher(plain_tokens(pattern, crossing=True))
        differ += [(pattern, n) for n in names if matcher.fits(n) != fnmatchcase(n, pattern)]
    assert differ == []


# -- at what cost ---------------------------------------------------------------------------------


def _hostile(size: int) -> Iterator[tuple[str, str]]:
    """Patterns and names that are slow to match for who tries one way after the other."""
    for piece in ("*a", "*?", "**/a", "**a", "[ab]*", "?*", "a*/", "**/*", "*[!b]", "*/"):
        for last in ("b", "[b]", "", "/b", "*b"):
            for name in ("a" * size, "a/" * size + "a", "aa/" * size, "ab" * size):
                yield piece * size + last, name


@pytest.mark.parametrize(
    "make",
    [
        lambda pattern: _matcher.__wrapped__(pattern),
        lambda pattern: Matcher(plain_tokens(pattern, crossing=True)),
        lambda pattern: Matcher(gitignore._tokens(pattern)),
    ],
    ids=["configuration", "exclude", "gitignore"],
)
def test_steps_are_at_most_pattern_times_name(make: Any) -> None:
    for pattern, name in _hostile(40):
        matcher: Matcher = make(pattern)
        # One step is a character of the name, or that it is looked for in a set.
        assert calls(lambda m=matcher, n=name: m.fits(n)) <= 20 * len(name) * (  # type: ignore[misc]
            1 + pattern.count("[") + pattern.count("?")
        ), (pattern, name)


@pytest.mark.parametrize(
    "piece", ["[", "[!", "[]", "[:", "[[:", "*", "**/", "\\[", "[a", "[/", "?"]
)
def test_reading_a_pattern_is_linear(piece: str) -> None:
    def work(size: int) -> int:
        lines = 0

        def count(*_: Any) -> Any:
            nonlocal lines
            lines += 1
            return count

        for last in ("", "]", "/"):
            before = sys.gettrace()  # that of coverage
            sys.settrace(count)
            try:
                list(plain_tokens(piece * size + last))
                list(plain_tokens(piece * size + last, crossing=True))
                with suppress(gitignore._Never):
                    list(gitignore._tokens(piece * size + last))
            finally:
                sys.settrace(before)
        return lines

    assert work(2000) <= 2.2 * work(1000) + 100


# -- expanded paths -------------------------------------------------------------------------------


def test_expanded_patterns_are_those_of_the_standard_library(tmp_path: Path) -> None:
    from glob import glob

    dice = Random(3)
    folder = tmp_path / "w"
    for _ in range(80):
        names = ("a", "b", "ab", ".h", "c.json", "[x]")
        path = folder.joinpath(*(dice.choice(names) for _ in range(dice.randint(1, 4))))
        if not any(up.is_file() for up in path.parents) and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    steps = ("a", "*", "**", "a*", "?", "[ab]", ".*", "*.json", "b", "[[]x]", ".")
    differ = []
    for _ in range(150):
        pattern = f"{folder}/" + "/".join(dice.choice(steps) for _ in range(dice.randint(1, 4)))
        if "*" not in pattern and "?" not in pattern and "[" not in pattern:
            continue
        # Of several ways to the same file, one is enough. `glob` takes a file for a folder.
        listed = glob(pattern, recursive=True)  # noqa: PTH207
        want = {os.path.realpath(p) for p in listed if p[-1:] != "/" or os.path.isdir(p)}  # noqa: PTH112
        found = {os.path.realpath(path) for path in expand(pattern)}
        if found != want:
            differ.append((pattern, found ^ want))
    assert differ == []


@pytest.mark.parametrize("pattern", ["**/*.json", "*/" * 30 + "*.json", "**/" * 20 + "*.json"])
def test_links_in_circles_and_many_wild_parts_are_listed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "x.json").touch()
    for folder in (tmp_path, tmp_path / "a", inner):
        (folder / "here").symlink_to(".")
        (folder / "top").symlink_to(tmp_path)
    listed = 0
    real = os.scandir

    def scandir(path: Any) -> Any:
        nonlocal listed
        listed += 1
        return real(path)

    monkeypatch.setattr("linkcheck.sources.globs.os.scandir", scandir)
    monkeypatch.chdir(tmp_path)
    expand(pattern)
    assert listed <= 3 * (pattern.count("/") + 1)


def test_a_pattern_follows_no_link_out_of_where_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    for name in ("out.json", "in/own.json"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "in" / "link.json").symlink_to("../out.json")
    (tmp_path / "in" / "near.json").symlink_to("own.json")
    monkeypatch.chdir(tmp_path)
    found = list(discover(["in/*.json"]))
    assert not any(isinstance(one, InputError) for one in found)
    read = {one.name: not one.skipped for one in found if isinstance(one, Source)}
    assert read == {"in/link.json": False, "in/near.json": True}
