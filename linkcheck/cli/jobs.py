"""Checking with several processes. What comes out does not depend on their number."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import linkcheck
from linkcheck.cli.limits import limited_rules
from linkcheck.cli.outcome import Outcome, died, out_of_memory
from linkcheck.cli.settings import Settings
from linkcheck.cli.source_checker import SourceChecker, check_all
from linkcheck.cli.workload import file_size, size_of
from linkcheck.sources.files import STDIN, InputError, Source, is_lines, is_packed

if TYPE_CHECKING:
    from queue import SimpleQueue

    from linkcheck.sources.json_lines import Part

_BATCH_FILES = 32
_BATCH_BYTES = 1 << 20
# So many batches a process wait for it, and their results for their turn.
_AHEAD = 3

Unit = tuple[Source, "Part | None"]
"""What a process is given: a source, or a part of one."""


def check_in_processes(
    sources: Iterable[Source | InputError], settings: Settings, jobs: int
) -> Iterator[Outcome]:
    """As ``check_all``, with so many processes, in the same order.

    Pipes and standard input are read by this process. Raises WrongUsage as ``SourceChecker.check``.
    """
    from linkcheck.cli.interrupts import heeding

    here = SourceChecker(settings)
    may_split = not (settings.fix or settings.diff)
    with heeding(), limited_rules(), _Workers(settings, jobs) as workers:
        waiting: deque[Callable[[], Iterable[Outcome]]] = deque()
        for batch in _batches(sources, may_split=may_split):
            if isinstance(batch, list):
                for source, _ in batch:
                    here.load_rules(source)
                waiting.append(workers.submit(batch))
            else:
                # Not before its turn: it must be read no sooner than what comes before is told.
                while waiting:
                    yield from waiting.popleft()()
                yield from check_all([batch], here)
            if len(waiting) >= jobs * _AHEAD:
                yield from waiting.popleft()()
        while waiting:
            yield from waiting.popleft()()


def _batches(
    sources: Iterable[Source | InputError], *, may_split: bool
) -> Iterator[list[Unit] | Source | InputError]:
    """The sources in groups that are worth sending, and alone what has to be done here."""
    batch: list[Unit] = []
    size = 0
    for source in sources:
        if isinstance(source, InputError) or source.path == STDIN or file_size(source) is None:
            if batch:
                yield batch
            batch, size = [], 0
            yield source
            continue
        for unit, length in _units(source, may_split=may_split):
            batch.append(unit)
            size += length
            if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def _units(source: Source, *, may_split: bool) -> Iterator[tuple[Unit, int]]:
    """A source, or its parts if it is large and in JSON Lines, each with its size."""
    size = size_of(source)
    if may_split and size > _BATCH_BYTES and is_lines(source.name) and not is_packed(source.name):
        from linkcheck.sources.json_lines import parts

        for part in parts(source.path):
            yield (source, part), _BATCH_BYTES
    else:
        yield (source, None), size


class _Workers:
    """The processes that check batches. One that dies costs the file that it died on, no more."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        from concurrent.futures import ThreadPoolExecutor
        from queue import SimpleQueue

        self._settings, self._jobs = settings, jobs
        self._workers: list[_Worker] = []
        self._free: SimpleQueue[_Worker] = SimpleQueue()
        self._is_over = False
        # Each thread waits for one process.
        self._threads = ThreadPoolExecutor(jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._is_over = True
        if kind is not None:
            for worker in list(self._workers):
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.end()

    def submit(self, batch: list[Unit]) -> Callable[[], Iterable[Outcome]]:
        """Have a batch checked; what is given back waits for what became of it."""
        if len(self._workers) < self._jobs:
            self._free.put(self._start())
        return self._threads.submit(self._check, batch).result

    def _start(self) -> _Worker:
        worker = _Worker(self._settings)
        self._workers.append(worker)
        return worker

    def _check(self, batch: list[Unit]) -> list[Outcome]:
        try:
            return self._ask(batch)
        except (_DiedError, MemoryError) as error:  # what was found may be too large to be sent
            if len(batch) > 1:
                return [one for unit in batch for one in self._check([unit])]
            source = batch[0][0]
            return [out_of_memory(source.name) if isinstance(error, MemoryError) else died(source)]

    def _ask(self, batch: list[Unit]) -> list[Outcome]:
        worker = self._free.get()
        try:
            if self._is_over:
                raise _DiedError
            return worker.check(batch)
        except _DiedError:
            worker = worker if self._is_over else self._start()
            raise
        finally:
            self._free.put(worker)


class _DiedError(Exception):
    """A process ended before it answered."""


# It imports from the folders that it is given, and from no others. Not by multiprocessing: its
# processes import from the current folder first, which may be the one that is checked.
_SERVE = "import sys; sys.path[:] = sys.argv[1:]; from linkcheck.cli.worker import serve; serve()"


class _Worker:
    """One process, which runs ``linkcheck.cli.worker``."""

    def __init__(self, settings: Settings) -> None:
        import subprocess

        path, others = _import_path()
        # What it names is on `path`, too, less the current folder.
        environment = {name: v for name, v in os.environ.items() if name != "PYTHONPATH"}
        flags = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]
        self._process = subprocess.Popen(
            [sys.executable, *flags, "-P", "-c", _SERVE, *path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            # Ctrl-C ends this process, and this one ends the others.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        with suppress(OSError):  # it is dead: the first batch finds out
            self._send((settings, others))

    def check(self, batch: list[Unit]) -> list[Outcome]:
        """The answer to a batch. Raises what the process raised, or that it died."""
        import pickle

        assert self._process.stdout is not None
        try:
            self._send(batch)
            answer: list[Outcome] | Exception = pickle.load(self._process.stdout)
        except Exception:  # a pickle that is cut off raises anything
            self.kill()
            raise _DiedError from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def kill(self) -> None:
        """End the process whatever it does."""
        self._process.kill()

    def end(self) -> None:
        """Let the process end, and wait for it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                pipe.close()
        self._process.wait()

    def _send(self, value: object) -> None:
        import pickle

        assert self._process.stdin is not None
        pickle.dump(value, self._process.stdin)
        self._process.stdin.flush()


def _import_path() -> tuple[list[str], list[str]]:
    """``sys.path`` without the current folder, and the current folder if it was there.

    Only modules of plug-ins may come from the latter.
    """
    here = os.path.realpath("")
    path = [entry for entry in sys.path if os.path.realpath(entry) != here]
    if len(path) == len(sys.path):
        return path, []
    home = Path(linkcheck.__file__).parents[1]
    if os.path.realpath(home) == here:  # a checkout of linkcheck itself, as `python cli.py` runs it
        path.append(here)
    return path, [here]
