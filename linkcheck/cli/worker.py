"""The worker process of a run with ``--jobs``, started by ``linkcheck.cli.jobs``.

It reads batches from its standard input until that ends, and writes their outcomes to its original
standard output.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from linkcheck.cli.limits import limited_rules
from linkcheck.cli.source_checker import SourceChecker
from linkcheck.cli.terminal import keep_output
from linkcheck.config import plugins

if TYPE_CHECKING:
    from linkcheck.cli.jobs import Unit

_GRACE = 1.0


def serve() -> None:
    """Check batches until the pipe is closed, then end this process."""
    requests, answers = _channels()
    keep_output()
    arrived: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_receive, args=(requests, arrived), daemon=True).start()
    first = arrived.get()
    if first is not None:
        settings, plugins.module_path = first
        checker = SourceChecker(settings)
        while (batch := arrived.get()) is not None:
            answers.write(_answer(checker, batch))
            answers.flush()
    with suppress(Exception):
        sys.stderr.flush()
    os._exit(0)


def _channels() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to the parent, moved to descriptors that plug-ins do not use by accident."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _receive(requests: IO[bytes], arrived: SimpleQueue[Any]) -> None:
    """Pass on what arrives, then None. Then end the process, even if a rule is still running."""
    with suppress(Exception):
        while True:
            arrived.put(pickle.load(requests))
    arrived.put(None)
    time.sleep(_GRACE)
    os._exit(1)


def _answer(checker: SourceChecker, batch: list[Unit]) -> bytes:
    """Return the pickled outcomes of a batch, or an exception for the parent to raise."""
    try:
        with limited_rules():
            found = [one for source, part in batch for one in checker.check(source, part)]
        return pickle.dumps(found)
    except Exception as error:  # WrongUsage, or MemoryError while pickling
        return pickle.dumps(error)
