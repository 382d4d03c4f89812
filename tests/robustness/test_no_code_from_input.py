"""The package opens no connection, and makes no code or objects of what it reads."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import linkcheck
import linkcheck.rules

FORBIDDEN_MODULES = {
    *("socket", "ssl", "http", "http.client", "urllib.request", "urllib3", "requests", "ftplib"),
    *("httpx", "aiohttp", "plaid"),
    *("smtplib", "asyncio", "pickle", "shelve", "ctypes", "code", "codeop"),
    *("marshal.load", "marshal.loads"),
}
# What guards the clients of the caller, and what sees their calls for the pytest plug-in.
GUARDS = {
    *(("httpx.py", "httpx"), ("requests.py", "requests"), ("aiohttp.py", "aiohttp")),
    *(("interception.py", name) for name in ("httpx", "requests", "aiohttp")),
}
# The processes of `--jobs`, which pickle for one another.
WORKERS = {("jobs.py", "pickle"), ("worker.py", "pickle")}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "load_all", "unsafe_load", "full_load"}


def _trees() -> Iterator[tuple[str, ast.AST]]:
    for package in (linkcheck, linkcheck.rules):
        for file in Path(package.__path__[0]).rglob("*.py"):
            yield str(file), ast.parse(file.read_text("utf-8"))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"  # marshal may write, but not read


def _called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name):
                yield called.id
            elif isinstance(called, ast.Attribute) and called.attr != "compile":  # re.compile
                yield called.attr


def test_no_module_that_reaches_out_is_imported() -> None:
    found = {(f, name) for f, tree in _trees() for name in _imported(tree)}
    assert len(found) > 500
    reaching = {(Path(f).name, name) for f, name in found if name in FORBIDDEN_MODULES}
    assert reaching == GUARDS & reaching | WORKERS


def test_nothing_is_evaluated() -> None:
    found = {(f, name) for f, tree in _trees() for name in _called(tree)}
    assert len(found) > 500
    assert [pair for pair in sorted(found) if pair[1] in FORBIDDEN_CALLS] == []


PROGRAM = """
import contextlib, io, pathlib, sys
reached = []
def hook(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "pickle.")):
        reached.append(event)
        raise RuntimeError(event)
sys.addaudithook(hook)

from linkcheck.__main__ import main
from linkcheck.cli.commands import COMMANDS
from linkcheck.output import FORMATS
examples, containers = sys.argv[1:]
runs = {
    "check": [[examples, containers, "--fail-on", "never", "--jobs", "1", "--format", name]
              for name in FORMATS] + [[examples, "--diff"], [examples, "--statistics"]],
    "baseline": [[examples]],
    "completion": [["bash"]],
    "explain": [[str(next(pathlib.Path(examples).rglob("*.json")))]],
    "extract": [[examples]],
    "init": [[]],
    "rule": [["LC301"]],
    "rules": [[]],
    "schema": [["events-webhook"]],
    "verify": [[containers]],
}
assert runs.keys() == set(COMMANDS)
for command, lines in runs.items():
    for line in lines:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            code = main([command, *line])
        assert code in (0, 1, 2), (command, line, code)  # 2: some recordings have no body
        assert out.getvalue() or command in ("init", "baseline"), (command, line)
assert reached == [], reached
try:
    __import__("socket").create_connection(("127.0.0.1", 9))
except RuntimeError:
    print("watched")
"""


def test_no_command_reaches_out(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    folders = [str(root / "examples"), str(root / "tests" / "data" / "containers")]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *folders], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "watched\n"), done.stderr
