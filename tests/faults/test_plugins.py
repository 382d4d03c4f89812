"""Plug-ins that print, loop, end the process or catch everything, in a run of the command line."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

import linkcheck
import linkcheck.cli.limits
from linkcheck.checker import Checker
from linkcheck.cli.limits import limited_rules
from linkcheck.engine import runner
from linkcheck.engine.rule import RULES, define, withdraw
from linkcheck.output import FORMATS
from tests.faults.children import in_child
from tests.faults.conftest import CLEAN, SECONDS, Ended, Shell

HEAD = '''
import sys
import time
from linkcheck.engine.rule import at, rule

def quietly(check):
    return rule(f"ACME{check.__name__[1:]}", f"acme-{check.__name__[1:]}", area="acme")(check)

@quietly
def r999(request):
    """Finds something.

    Why: It does.
    """
    yield at("client_name", message="Found by the house.")
'''
RULE = '''
@quietly
def r100(request):
    """Does what it may not.

    Why: It does.
    """
    {body}
    yield at("products", message="Found all the same.")
'''


@pytest.fixture
def plug_in(folder: Path) -> Any:
    """Writes a plug-in with a rule that does something, and the configuration that names it."""

    def write(body: str, head: str = "") -> None:
        (folder / "acme.py").write_text(HEAD + head + RULE.format(body=body))
        (folder / "linkcheck.toml").write_text('plugins = ["acme.py"]\n')

    return write


PRINTS = "print('hunter2'); sys.stdout.write('hunter2'); sys.stdout.flush()"


@pytest.mark.exhaustive
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", FORMATS)
def test_what_a_plug_in_prints_is_in_no_output(
    shell: Shell, plug_in: Any, name: str, jobs: int
) -> None:
    plug_in("pass")
    clean = shell(f"linkcheck check clean.json wrong.json --format {name} --jobs {jobs}")
    plug_in(PRINTS, head=f"\n{PRINTS}\n")
    ended = shell(f"linkcheck check clean.json wrong.json --format {name} --jobs {jobs}")
    assert ended.code == clean.code == 1
    assert ended.out == clean.out
    assert "hunter2" in ended.err


@pytest.mark.parametrize(
    "command",
    [
        "rules",
        "rule ACME999 --format json",
        "explain clean.json",
        "baseline clean.json",
        "check --diff fixable.json",
    ],
)
def test_what_a_plug_in_prints_is_in_no_output_of_other_commands(
    shell: Shell, plug_in: Any, command: str
) -> None:
    plug_in(PRINTS, head=f"\n{PRINTS}\n")
    ended = shell(f"linkcheck {command}")
    assert ended.code in (0, 1)
    assert "hunter2" not in ended.out
    assert "hunter2" in ended.err


LOOPS = {
    "busy": "while True: pass",
    "asleep": "time.sleep(3600)",
    "pattern": "import re; re.match('(a+)+b', 'a' * 60)",
    "careless": """while True:
        try:
            time.sleep(0.01)
        except Exception:
            pass""",
}


STOPPED = (
    "linkcheck: internal error: house rule ACME100 crashed on wrong.json (took too long and was "
    "stopped); everything else was checked. It is your rule `acme-100`, module acme, plug-in {}: "
    "fix it there, or ignore ACME100.\n"
)


@pytest.mark.parametrize("loop", LOOPS)
def test_a_rule_that_loops_is_stopped_and_named(folder: Path, plug_in: Any, loop: str) -> None:
    def prepare() -> None:
        linkcheck.cli.limits.SECONDS = 0.3

    plug_in(LOOPS[loop])
    ended = in_child(folder, "check", "wrong.json", "--format", "json", prepare=prepare)
    _named(ended, folder)


@pytest.mark.exhaustive
def test_a_rule_that_loops_is_stopped_in_a_worker(folder: Path, shell: Shell, plug_in: Any) -> None:
    plug_in(LOOPS["busy"])
    _named(shell("linkcheck check wrong.json --format json --jobs 2"), folder)


def _named(ended: Ended, folder: Path) -> None:
    assert (ended.code, ended.err) == (3, STOPPED.format((folder / "acme.py").resolve()))
    found = [violation["code"] for violation in json.loads(ended.out)["violations"]]
    assert sorted(found) == ["ACME999", "LC104"]


RAISES = {
    "sys.exit": ("sys.exit(0)", "SystemExit"),
    "exit": ("raise SystemExit('hunter2')", "SystemExit"),
    "BaseException": ("raise BaseException('hunter2')", "BaseException"),
    "GeneratorExit": ("raise GeneratorExit", "GeneratorExit"),
    "MemoryError": ("raise MemoryError('hunter2')", "MemoryError"),
    "recursion": ("(lambda f: f(f))(lambda f: f(f))", "RecursionError"),
    "memory": ("bytearray(1 << 60)", "MemoryError"),
    "thread": ("import threading; threading.Thread(target=lambda: 1 / 1).start(); 1 / 0", "Zero"),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("raises", RAISES)
def test_a_rule_that_raises_anything_is_named(shell: Shell, plug_in: Any, raises: str) -> None:
    body, name = RAISES[raises]
    plug_in(body)
    ended = shell("linkcheck check wrong.json clean.json --format json")
    assert ended.code == 3
    assert ended.err.count(f"rule ACME100 crashed on wrong.json ({name}") == 1
    assert "hunter2" not in ended.out + ended.err
    assert "Please report it" not in ended.err
    found = [violation["code"] for violation in json.loads(ended.out)["violations"]]
    assert sorted(found) == ["ACME999", "ACME999", "LC104"]


TAMPERS = {
    "no streams": "sys.stdout = sys.stderr = None",
    "closed output": "sys.stdout.close()",
    "endless thread": """from threading import Thread
    Thread(target=time.sleep, args=(9e5,), daemon=True).start()""",
    "huge message": "yield at('client_name', message='z' * 3_000_000)",
    "commands": r"yield at('client_name', message='a\n::error::b\x1b[31m \ud800 ##vso[x]')",
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("tamper", TAMPERS)
def test_a_plug_in_that_tampers_spoils_no_output(shell: Shell, plug_in: Any, tamper: str) -> None:
    plug_in(TAMPERS[tamper])
    for name in ("text", "json"):
        ended = shell(f"linkcheck check wrong.json clean.json --format {name}")
        assert (ended.code, ended.err) == (1, "")
        for text in ("Found all the same.", "Found by the house.", "LC104"):
            assert text in ended.out
        if name == "json":
            json.loads(ended.out)
        else:
            assert not any(mark in ended.out for mark in ("\n::", "\x1b", "##vso["))


def test_a_plug_in_that_ends_the_process_on_import_is_named(shell: Shell, plug_in: Any) -> None:
    plug_in("pass", head="\nsys.exit(0)\n")
    ended = shell("linkcheck check wrong.json")
    assert ended.code == 2
    assert "cannot be loaded: SystemExit: 0 (acme.py, line" in ended.err


class Hostile:
    """A value that cannot be compared."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("hunter2")

    __hash__ = None  # type: ignore[assignment]


def test_a_rule_that_puts_odd_values_into_its_copy() -> None:
    def check(request: Any) -> Any:
        request.payload["products"] = Hostile()
        request.payload["self"] = request.payload
        return ()

    define("HX900", "odd", check, "A rule.", source="products", area="test")
    try:
        report = Checker(rules=[RULES["HX900"]]).check(CLEAN)
    finally:
        withdraw("HX900")
    assert report.ok
    assert [error.error for error in report.internal_errors] == [
        "changed the document that it read"
    ]


def test_a_library_sets_no_limit_and_leaves_the_streams_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def check(request: Any) -> Any:
        print("printed")
        return ()

    define("HX900", "printing", check, "A rule.", source="products", area="test")
    try:
        Checker(rules=[RULES["HX900"]]).check(CLEAN)
    finally:
        withdraw("HX900")
    assert capsys.readouterr().out == "printed\n"
    with runner.time_limit():
        pass


def test_the_limit_ends_with_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    import signal
    import time

    monkeypatch.setattr(linkcheck.cli.limits, "SECONDS", 0.05)
    before = signal.getsignal(signal.SIGALRM)
    with limited_rules():
        with runner.time_limit():
            pass
        time.sleep(0.1)
        with pytest.raises(runner.TooLong), runner.time_limit():
            time.sleep(SECONDS)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_other_threads_go_without_a_limit() -> None:
    raised: list[BaseException] = []

    def run() -> None:
        try:
            with limited_rules(), runner.time_limit():
                linkcheck.check(CLEAN)
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert raised == []
