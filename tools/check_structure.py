"""Check the structure of the code and its prose against limits that may only go down.

python tools/check_structure.py           list what exceeds its limit; exit 1 if anything does
python tools/check_structure.py --list    list what counts towards each limit

The limits and their meanings are in check_structure.toml. Custom, because no linter counts lazy and
type-only imports in cycles, or the hops of a request between modules.
"""

from __future__ import annotations

import ast
import os
import re
import sys
import tokenize
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from io import StringIO
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import linkcheck

ROOT = Path(__file__).resolve().parent.parent
SETTINGS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
LIMITS: dict[str, int] = SETTINGS["limits"]
GOALS: dict[str, int] = SETTINGS["goals"]
LAYOUT: dict[str, Any] = SETTINGS["layout"]
PACKAGE = "linkcheck"
KNOWLEDGE = ("rules", "schemas")
"""Packages at the top level of the repository, installed as parts of linkcheck."""
PROSE = (".md", ".py", ".toml", ".yaml", ".yml")
# A phrase may continue on the next line, also of a comment or a concatenated string.
SPACE = r"""["']?\s(?:[\s#"']|f(?=["']))*"""

REQUEST: dict[str, Any] = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {
        "client_user_id": "user-1",
        "legal_name": "Ana Boone",
        "phone_number": "+14155552671",
        "email_address": "ana@example.com",
    },
    "products": ["auth", "transactions"],
    "optional_products": ["investments"],
    "required_if_supported_products": ["identity"],
    "webhook": "https://example.com/plaid/webhook",
    "redirect_uri": "https://example.com/oauth.html",
    "transactions": {"days_requested": 180},
}
TWO_MISTAKES = {**REQUEST, "optional_products": ["auth"], "country_codes": ["US", "UK"]}


@dataclass(frozen=True)
class Import:
    """An import of one of our modules; lazy if it is inside a function."""

    target: str
    line: int
    is_lazy: bool


@dataclass(frozen=True)
class Module:
    """A module of the package, by the name it has once it is installed."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def imports(self, known: Iterable[str]) -> Iterator[Import]:
        """Every import of a known module: at the top, in functions, and for types only."""
        tree = ast.parse(self.text)
        functions = (
            n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
        )
        lazy = {id(node) for function in functions for node in ast.walk(function)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                targets = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                children = {f"{base}.{alias.name}" for alias in node.names}
                targets = children if children <= set(known) else {*children, base}
            else:
                continue
            for target in sorted(targets.intersection(known) - {self.name}):
                yield Import(target, node.lineno, id(node) in lazy)

    def _base(self, node: ast.ImportFrom) -> str:
        """The absolute name of the module that names are imported from."""
        if not node.level:
            return node.module or ""
        levels = node.level - (self.path.name == "__init__.py")
        parents = self.name.split(".")
        return ".".join([*parents[: len(parents) - levels], *filter(None, [node.module])])


@dataclass(frozen=True)
class Project:
    """The files below a root that the limits apply to."""

    root: Path

    @cached_property
    def modules(self) -> dict[str, Module]:
        """All modules by name."""
        found = {}
        for folder in (PACKAGE, *KNOWLEDGE):
            for path in sorted((self.root / folder).rglob("*.py")):
                parts = path.relative_to(self.root).with_suffix("").parts
                name = ".".join(parts if folder == PACKAGE else (PACKAGE, *parts))
                name = name.removesuffix(".__init__")
                found[name] = Module(name, path)
        return found

    @cached_property
    def imports(self) -> dict[str, list[Import]]:
        """The imports of each module."""
        return {name: list(module.imports(self.modules)) for name, module in self.modules.items()}

    def place(self, module: Module, line: int = 1) -> str:
        return f"{module.path.relative_to(self.root).as_posix()}:{line}"

    def prose(self) -> Iterator[Path]:
        """Yield the files whose messages, docstrings, comments and text are checked for phrases."""
        for entry in LAYOUT["prose"]:
            path = self.root / entry
            for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
                name = file.relative_to(self.root).as_posix()
                if file.suffix in PROSE and not any(
                    fnmatch(name, pattern) for pattern in LAYOUT["not-prose"]
                ):
                    yield file


def circles(project: Project) -> Iterator[str]:
    """Modules that import one another, each circle with the imports that make it."""
    targets = {name: {one.target for one in found} for name, found in project.imports.items()}
    reached = {name: _reachable(name, targets) for name in targets}
    seen: set[str] = set()
    for name in targets:
        circle = {other for other in reached[name] if name in reached[other]}
        if name in seen or not circle:
            continue
        seen |= circle
        edges = [
            f"    {project.place(project.modules[member], one.line)}: imports {one.target}"
            for member in sorted(circle)
            for one in project.imports[member]
            if one.target in circle
        ]
        yield "\n".join([f"{len(circle)} modules import one another:", *edges])


def _reachable(name: str, targets: Mapping[str, set[str]]) -> set[str]:
    """All that a module imports, directly or not."""
    found: set[str] = set()
    todo = list(targets[name])
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += targets[one]
    return found


def flat_modules(project: Project) -> Iterator[str]:
    """Modules directly in the package that are more than aliases."""
    for module in project.modules.values():
        if module.path.parent == project.root / PACKAGE and module.lines > LAYOUT["alias-lines"]:
            yield f"{project.place(module)}: not in a subpackage"


def long_files(project: Project) -> Iterator[str]:
    """Files of the package that are too long; knowledge may be."""
    for module in project.modules.values():
        if (
            module.path.is_relative_to(project.root / PACKAGE)
            and module.lines > LAYOUT["file-lines"]
        ):
            yield f"{project.place(module, module.lines)}: more than {LAYOUT['file-lines']} lines"


def lazy_imports(project: Project) -> Iterator[str]:
    """Imports of our own modules in functions, where that is not allowed."""
    for name, found in project.imports.items():
        module = project.modules[name]
        path = module.path.relative_to(project.root).as_posix()
        if any(fnmatch(path, pattern) for pattern in LAYOUT["lazy"]):
            continue
        for one in found:
            if one.is_lazy:
                yield f"{project.place(module, one.line)}: imports {one.target} in a function"


def prose_of(path: Path) -> str:
    """Return the text of a file; for code, only its strings and comments, on their lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return text
    lines = [""] * (text.count("\n") + 2)
    for token in tokenize.generate_tokens(StringIO(text).readline):
        if tokenize.tok_name[token.type] in ("COMMENT", "STRING", "FSTRING_MIDDLE"):
            for number, piece in enumerate(token.string.split("\n"), token.start[0] - 1):
                lines[number] += piece
    return "\n".join(lines)


def phrases(project: Project) -> Iterator[str]:
    """Yield unidiomatic phrases, each with a replacement."""
    patterns = [
        (re.compile(rf"\b(?:{phrase.replace(' ', SPACE)})(?!\w)", re.IGNORECASE), hint)
        for phrase, hint in SETTINGS["phrases"].items()
    ]
    for path in project.prose():
        text = prose_of(path)
        name = path.relative_to(project.root).as_posix()
        found = [(match, hint) for pattern, hint in patterns for match in pattern.finditer(text)]
        for match, hint in sorted(found, key=lambda pair: pair[0].start()):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{name}:{line}: {' '.join(match[0].split())!r}: write {hint}"


def modules_entered(work: Callable[[], object]) -> list[str]:
    """Return the modules of linkcheck that some work enters, one after the other."""
    root = str(Path(linkcheck.__file__).parent) + os.sep
    entered: list[str] = []

    def profile(frame: FrameType, event: str, _: object) -> None:
        path = frame.f_code.co_filename
        if event == "call" and path.startswith(root):
            module = path.removeprefix(root)
            if entered[-1:] != [module]:
                entered.append(module)

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return entered


def hops() -> tuple[list[str], list[str]]:
    """Return the modules that a valid request enters, and those of one with two mistakes.

    The checker has checked many requests, but none like these.
    """
    checker = linkcheck.Checker()
    numbers = count()

    def unmet(request: dict[str, Any]) -> dict[str, Any]:
        number = next(numbers)
        user = {**request["user"], "client_user_id": f"user-{number}"}
        return {**request, "client_name": f"Wonderwallet {number}", "user": user}

    for _ in range(50):
        checker.check(unmet(REQUEST))
        checker.check(unmet(TWO_MISTAKES))
    valid, mistaken = unmet(REQUEST), unmet(TWO_MISTAKES)
    return (
        modules_entered(lambda: checker.check(valid)),
        modules_entered(lambda: checker.check(mistaken)),
    )


def findings(project: Project) -> dict[str, list[str]]:
    """Return what counts towards each limit."""
    valid, mistaken = hops()
    return {
        "circles": list(circles(project)),
        "flat-modules": list(flat_modules(project)),
        "long-files": list(long_files(project)),
        "lazy-imports": list(lazy_imports(project)),
        "phrases": list(phrases(project)),
        "hops-clean": [f"into {module}" for module in valid[1:]],
        "hops-two-mistakes": [f"into {module}" for module in mistaken[1:]],
        "checker-entries": [module for module in valid if module == "checker.py"],
    }


def main(arguments: list[str]) -> int:
    is_list = arguments == ["--list"]
    failed = False
    for name, found in findings(Project(ROOT)).items():
        limit = LIMITS[name]
        is_over = len(found) > limit
        failed |= is_over
        if is_over or is_list:
            print("\n".join(found))
        can_lower = len(found) < limit > GOALS[name]
        note = ": TOO MANY" if is_over else "; lower the limit" if can_lower else ""
        print(f"{name}: {len(found)} of at most {limit} (goal {GOALS[name]}){note}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
