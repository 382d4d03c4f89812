"""Nothing that lies in a checked folder is executed, however linkcheck is started.

The names of the modules to plant are those that linkcheck and its workers import, or try to.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from tests.ci.pipelines import Action, programs
from tests.cli.conftest import CLEAN, ERROR

pytestmark = pytest.mark.exhaustive

ROOT = Path(__file__).parents[2]
CONSOLE = str(Path(programs()) / "linkcheck")
needs_program = pytest.mark.skipif(not Path(CONSOLE).exists(), reason="linkcheck is not installed")

# Imported where they are found, the first two by Python itself.
STARTING = {"sitecustomize", "usercustomize", "orjson", "rphonenumbers"}

RECORDING = """
import sys
imported = {name.partition(".")[0] for name in sys.modules}
def record(event, arguments):
    if event == "import":
        imported.add(arguments[0].partition(".")[0])
sys.addaudithook(record)
"""
PARENT = f"""{RECORDING}
import json
from linkcheck.__main__ import main
code = main(json.loads(sys.argv[1]))
open("imported-parent", "a").write("\\n".join(imported) + "\\n")
"""
PLUGIN = f"""{RECORDING}
import os
from linkcheck.engine.rule import rule
@rule("ACME001", "records", area="acme")
def records(request):
    '''Records what is imported.

    Why: The test plants it.
    '''
    open(f"imported-{{os.getpid()}}", "a").write("\\n".join(imported) + "\\n")
    return ()
"""
FILES = {
    "clean.json": CLEAN,
    "error.json": ERROR,
    "broken.json": '{"client_name": ',
    "request.yaml": "client_name: App\nproducts: [auth]\n",
    "call.sh": 'curl https://sandbox.plaid.com/link/token/create -d \'{"products": ["x"]}\'\n',
    "notes.md": f"```json\n{ERROR}\n```\n",
    "log.jsonl": f"{CLEAN}\n{ERROR}\n",
    "calls.har": json.dumps({"log": {"version": "1.2", "entries": []}}),
}
ALL = list(FILES)
COMMANDS = [
    ["check", *ALL],
    ["check", *ALL, "--jobs", "2", "--no-config"],
    ["check", *ALL, "--diff", "--jobs", "2"],
    ["check", *ALL, "--fix", "--jobs", "2"],
    ["check", "missing.json", "--baseline", "missing"],
    ["check", "clean.json", "--select", "unknown-valu"],
    ["check", "clean.json", "--config", "missing.toml"],
    *(
        ["check", *ALL, "--format", name]
        for name in ("text", "sarif", "html", "gitlab", "junit", "github", "markdown")
    ),
    ["baseline", "error.json"],
    ["explain", "error.json"],
    ["verify", "calls.har"],
    ["rules"],
    ["rule", "LC104"],
    ["schema", "events-webhook"],
    ["completion", "bash"],
    ["init"],
    ["chekc"],
    ["--help"],
]
UNREADABLE = 2  # broken.json
WITH_WORKERS = [COMMANDS[1], COMMANDS[3]]


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@cache
def imported() -> frozenset[str]:
    """The first names of all modules that linkcheck and its workers import or try to import."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, FILES)
        for command in COMMANDS:
            _run([sys.executable, "-P", "-c", PARENT, json.dumps(command)], folder)
        _write(folder, {"record.py": PLUGIN, "linkcheck.toml": 'plugins = ["record.py"]'})
        for command in (["check", *ALL], ["check", *ALL, "--fix"]):
            _run([sys.executable, "-P", "-m", "linkcheck", *command, "--jobs", "2"], folder)
        records = list(folder.glob("imported-*"))
        assert len(records) > 1, "no worker ran"
        names = {line for file in records for line in file.read_text().splitlines()}
    assert names > {"linkcheck", "pickle", "json", "click", "jsonschema_rs", "subprocess"}
    # And what is there to be imported in a case that no run above meets.
    names |= STARTING | sys.stdlib_module_names | set(packages_distributions())
    return frozenset(name for name in names if name.isidentifier() and name != "__main__")


def _run(command: Iterable[str], folder: Path, **environment: str) -> int:
    done = subprocess.run(
        [*command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        check=False,
    )
    return done.returncode


# Writes who was here and lets the real module take its place, so that the run goes on.
PLANTED = """
import sys
with open({marker!r}, "a") as marker:
    print(__name__, *sys.orig_argv, file=marker)
before = sys.path[:]
sys.path[:] = [p for p in sys.path if p not in ("", ".", {folder!r})]
del sys.modules[__name__]
try:
    __import__(__name__)
finally:
    sys.path[:] = before
"""


class Hostile:
    """A folder to check that holds a module for every name that linkcheck imports."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self.folder = folder / "checked"
        self._marker = folder / "executed"
        code = PLANTED.format(marker=str(self._marker), folder=str(self.folder))
        for number, name in enumerate(sorted(names)):
            # `python -m linkcheck` would run a file of that name as the program itself.
            is_file = number % 2 and name != "linkcheck"
            file = f"{name}.py" if is_file else f"{name}/__init__.py"
            _write(self.folder, {file: code})
        _write(self.folder, {**FILES, "evil.pth": f"import sys; exec({code!r})\n", "big.jsonl": ""})

    def executed(self) -> list[str]:
        """The planted modules that were executed since the last time, with the command lines."""
        lines = self._marker.read_text().splitlines() if self._marker.exists() else []
        self._marker.unlink(missing_ok=True)
        return lines


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    return Hostile(tmp_path_factory.mktemp("hostile"), imported())


@pytest.fixture(scope="module")
def later_hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Without what Python itself cannot start without, and takes from PYTHONPATH."""
    print_modules = "import sys; print(*(name.partition('.')[0] for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-X", "frozen_modules=off", "-c", print_modules],
        capture_output=True,
        text=True,
        check=True,
    )
    names = imported() - set(done.stdout.split())
    return Hostile(tmp_path_factory.mktemp("later"), names)


SAFE = {
    "console script": [CONSOLE],
    "python -P -m": [sys.executable, "-P", "-m", "linkcheck"],
    "checkout": [sys.executable, str(ROOT / "cli.py")],
}


@needs_program
@pytest.mark.parametrize("start", SAFE)
def test_no_command_executes_code_in_the_folder(hostile: Hostile, start: str) -> None:
    for command in WITH_WORKERS:
        assert _run([*SAFE[start], *command], hostile.folder) == UNREADABLE
        assert hostile.executed() == []
    for command in COMMANDS if start == "console script" else []:
        assert _run([*SAFE[start], *command], hostile.folder) in (0, 1, 2), command
        assert hostile.executed() == [], command


@needs_program
def test_workers_that_are_started_by_themselves(hostile: Hostile) -> None:
    big = hostile.folder / "big.jsonl"
    big.write_text(f"{CLEAN}\n" * (5_000_000 // len(CLEAN)), encoding="utf-8")
    try:
        command = ["check", "big.jsonl", "--no-config"]
        assert _run([CONSOLE, *command], hostile.folder) == 0
        assert hostile.executed() == []
    finally:
        big.write_text("", encoding="utf-8")


UNSAFE = {
    "python -m": [sys.executable, "-m", "linkcheck"],
    "python -E -m": [sys.executable, "-E", "-m", "linkcheck"],
}


@needs_program
@pytest.mark.parametrize("start", UNSAFE)
def test_workers_are_safe_where_python_starts_unsafely(hostile: Hostile, start: str) -> None:
    _only_the_parent_executes(hostile, UNSAFE[start])


@needs_program
@pytest.mark.parametrize("path", [os.pathsep, ".", f"..{os.sep}checked"])
def test_workers_are_safe_from_python_path(later_hostile: Hostile, path: str) -> None:
    _only_the_parent_executes(later_hostile, [CONSOLE], PYTHONPATH=path)


def _only_the_parent_executes(hostile: Hostile, program: list[str], **environment: str) -> None:
    for command in WITH_WORKERS:
        assert _run([*program, *command], hostile.folder, **environment) == UNREADABLE
        executed = hostile.executed()
        assert executed, "nothing was planted where Python looks for modules"
        others = [line for line in executed if "--jobs" not in line]  # not by the command line
        assert others == []


HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@needs_program
@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_the_hooks(hostile: Hostile, hook: dict[str, str]) -> None:
    path = f"{programs()}{os.pathsep}{os.environ['PATH']}"
    program = shlex.split(hook["entry"])
    for jobs in ("1", "2"):
        command = [*program, "--jobs", jobs, *ALL]
        environment = {"PATH": path, "PYTHONPATH": f".{os.pathsep}"}
        assert _run(command, hostile.folder, **environment) in (1, 2)
        assert hostile.executed() == []


@needs_program
def test_the_action(hostile: Hostile) -> None:
    environment = {**os.environ, "PYTHONPATH": f".{os.pathsep}", "PYTHONDONTWRITEBYTECODE": "1"}
    inputs = {"args": "--jobs 2 --no-config", "upload-sarif": "true"}
    action = Action(hostile.folder, inputs, environment)
    action.give("install", "programs", programs())
    assert action.run("check").code == UNREADABLE
    assert action.outputs["sarif-file"]
    assert hostile.executed() == []


def test_a_plug_in_that_is_a_module_of_the_current_folder_runs_in_workers(tmp_path: Path) -> None:
    _write(tmp_path, {**FILES, "house/__init__.py": "", "house/rules.py": PLUGIN})
    _write(tmp_path, {"linkcheck.toml": 'plugins = ["house.rules"]'})
    command = ["check", "clean.json", "error.json", "--jobs", "2"]
    assert _run([sys.executable, "-m", "linkcheck", *command], tmp_path) == 1
    assert list(tmp_path.glob("imported-*"))
    assert _run([sys.executable, "-P", "-m", "linkcheck", *command], tmp_path) == 2
