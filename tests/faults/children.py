"""Running the command line in a copy of this process: as another user, or one that is to die."""

from __future__ import annotations

import builtins
import contextlib
import io
import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import linkcheck.documents  # noqa: F401  (serves the API to the engine)
from linkcheck.__main__ import main
from linkcheck.config import plugins
from linkcheck.engine import catalog
from linkcheck.engine.rule import RULES, withdraw
from tests.faults.conftest import Ended

NOBODY = 65534
EXAMPLES = Path(__file__).parents[2] / "examples"
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can play other users")


def in_child(folder: Path, *arguments: str, prepare: Callable[[], object]) -> Ended:
    """Run the command line in a folder after ``prepare`` was called there.

    The code is that of the process: negative if a signal killed it.
    """
    _load_all()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        with warnings.catch_warnings():
            # From Python 3.12 on it warns of threads that others have started here, which rest.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            code = 99
            sys.dont_write_bytecode = True  # on a full disk, it would leave broken modules
            try:
                os.chdir(folder)
                prepare()
                with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                    code = int(main(list(arguments)))
                out.flush()
                err.flush()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        return Ended(os.waitstatus_to_exitcode(status), out.read(), err.read())


@cache
def _load_all() -> None:
    """Import what a child may not read, or should not lose time with."""
    silent = io.StringIO()
    before = {rule.code for rule in catalog.rules()}
    with contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
        main(["check", "--diff", "--format", "concise", str(EXAMPLES)])
        main(["check", "--format", "json", str(EXAMPLES)])
        main(["baseline", str(EXAMPLES / "broken"), "--output-file", os.devnull])
    # The house rules of the examples would be taken for those of other tests.
    for code in set(RULES) - before:
        withdraw(code)
    plugins._loaded.clear()


def as_nobody(folder: Path, *arguments: str, before: Callable[[], object] = lambda: None) -> Ended:
    """Run the command line in a folder as a user who owns nothing.

    ``before`` is called as root, with the folder as the current one.
    """
    for above in (folder, *folder.parents):
        if len(above.parts) > 2:
            above.chmod(above.stat().st_mode | 0o555)

    def prepare() -> None:
        before()
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)

    return in_child(folder, *arguments, prepare=prepare)


class Death:
    """Ends this process by a signal at a numbered step of writing a file, from 1.

    A step is what comes before and after each call that makes, keeps, dresses, moves or removes a
    file; and each of the first writes, which stops after half of its bytes.
    """

    def __init__(self, at: int, by: signal.Signals) -> None:
        self._at, self._by = at, by
        self._step = 0
        self._writes = 0
        self._open = builtins.open

    def __call__(self) -> None:
        """Set it up."""
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for name in ("open", "fsync", "chmod", "replace", "unlink"):
            setattr(os, name, self._around(name, getattr(os, name)))
        builtins.open = self._opened

    def _is_due(self) -> bool:
        self._step += 1
        return self._step == self._at

    def _die(self) -> None:
        os.kill(os.getpid(), self._by)
        for _ in range(10):  # Python hears other signals between two of its own steps
            pass

    def _around(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if name == "open" and not args[1] & os.O_CREAT:
                return real(*args, **options)
            if self._is_due():
                self._die()
            result = real(*args, **options)
            if self._is_due():
                self._die()
            return result

        return call

    def _opened(self, file: Any, *args: Any, **options: Any) -> Any:
        opened = self._open(file, *args, **options)
        if isinstance(file, int) and args[:1] == ("wb",):
            return _Half(opened, self)
        return opened

    def write(self, number: int, data: bytes) -> None:
        """Write to an open file."""
        self._writes += 1
        if self._writes <= 3 and self._is_due():
            os.write(number, data[: len(data) // 2])
            self._die()
        os.write(number, data)


class _Half:
    """A file without a buffer."""

    def __init__(self, file: Any, death: Death) -> None:
        self._file, self._death = file, death

    def write(self, data: bytes) -> None:
        self._death.write(self._file.fileno(), data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
