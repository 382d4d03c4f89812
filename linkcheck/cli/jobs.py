"""Check with several processes. The output does not depend on their number."""

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
from linkcheck.sources.files import STDIN, InputError, Source, is_compressed, is_lines

if TYPE_CHECKING:
    from queue import SimpleQueue

    from linkcheck.sources.json_lines import Part

_BATCH_FILES = 32
_BATCH_BYTES = 1 << 20
# Batches per process that wait to be checked, or whose results wait for earlier ones.
_AHEAD = 3

Unit = tuple[Source, "Part | None"]
"""A unit of work: a source, or a part of one."""


def check_in_processes(
    sources: Iterable[Source | InputError], settings: Settings, jobs: int
) -> Iterator[Outcome]:
    """Do the same as ``check_all`` with several processes, in the same order.

    This process reads pipes and standard input. Raises WrongUsage like ``SourceChecker.check``.
    """
    from linkcheck.cli.interrupts import raising_on_signals

    here = SourceChecker(settings)
    may_split = not (settings.fix or settings.diff)
    with raising_on_signals(), limited_rules(), _Workers(settings, jobs) as workers:
        waiting: deque[Callable[[], Iterable[Outcome]]] = deque()
        for batch in _batches(sources, may_split=may_split):
            if isinstance(batch, list):
                for source, _ in batch:
                    here.load_rules(source)
                waiting.append(workers.submit(batch))
            else:
                # Do not read it before the results of earlier sources are written.
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
    """Yield the sources in batches for the processes; single ones are for this process."""
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
    """Yield a source, or the parts of a large JSON Lines file, each with its size."""
    size = size_of(source)
    if (
        may_split
        and size > _BATCH_BYTES
        and is_lines(source.name)
        and not is_compressed(source.name)
    ):
        from linkcheck.sources.json_lines import parts

        for part in parts(source.path):
            yield (source, part), _BATCH_BYTES
    else:
        yield (source, None), size


class _Workers:
    """The processes that check batches. If one dies, only the file it was checking is lost."""

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
        """Submit a batch; return a function that waits for its outcomes."""
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
        except (_DiedError, MemoryError) as error:  # the outcomes may be too large to send
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


# The process imports only from the given folders. multiprocessing cannot be used: its processes
# import from the current folder first, which may be the one being checked.
_SERVE = "import sys; sys.path[:] = sys.argv[1:]; from linkcheck.cli.worker import serve; serve()"


class _Worker:
    """One process, which runs ``linkcheck.cli.worker``."""

    def __init__(self, settings: Settings) -> None:
        import subprocess

        path, others = _import_path()
        # `path` has its folders too, except the current one.
        environment = {name: v for name, v in os.environ.items() if name != "PYTHONPATH"}
        flags = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]
        self._process = subprocess.Popen(
            [sys.executable, *flags, "-P", "-c", _SERVE, *path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            # Ctrl-C ends only the parent, which then ends the workers.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        with suppress(OSError):  # if it is dead, the first batch fails
            self._send((settings, others))

    def check(self, batch: list[Unit]) -> list[Outcome]:
        """Return the outcomes of a batch. Raises the exception of the process, or _DiedError."""
        import pickle

        assert self._process.stdout is not None
        try:
            self._send(batch)
            answer: list[Outcome] | Exception = pickle.load(self._process.stdout)
        except Exception:  # a truncated pickle can raise anything
            self.kill()
            raise _DiedError from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def kill(self) -> None:
        """Kill the process."""
        self._process.kill()

    def end(self) -> None:
        """Close the pipes of the process, and wait for its end."""
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
    """Return ``sys.path`` without the current folder, and the current folder if it was in it.

    Only plug-ins may be imported from the latter.
    """
    here = os.path.realpath("")
    path = [entry for entry in sys.path if os.path.realpath(entry) != here]
    if len(path) == len(sys.path):
        return path, []
    home = Path(linkcheck.__file__).parents[1]
    if os.path.realpath(home) == here:  # `python cli.py` in a checkout of linkcheck
        path.append(here)
    return path, [here]
