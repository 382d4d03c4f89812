"""Checking with several processes. What comes out does not depend on their number."""

from __future__ import annotations

import os
import stat
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import linkcheck
from linkcheck.cli.examine import Examined, Examiner, died, examine_all, out_of_memory
from linkcheck.cli.limits import limited_rules
from linkcheck.cli.settings import Settings
from linkcheck.sources.files import STDIN, InputError, Source, is_lines, is_packed

if TYPE_CHECKING:
    from queue import SimpleQueue

    from linkcheck.sources.json_lines import Part

_BATCH_FILES = 32
_BATCH_BYTES = 1 << 20
# So many batches a process wait for it, and their results for their turn.
_AHEAD = 3
# Starting a process costs as much as checking some hundred documents.
_WORTH_BYTES = 4 << 20

Unit = tuple[Source, "Part | None"]
"""What a process is given: a source, or a part of one."""


def useful_jobs(sources: Sequence[Source | InputError]) -> int:
    """How many processes to use if nobody says: one, or one for each processor if it is much."""
    if len(sources) == 1 and not is_lines(sources[0].name):
        return 1
    total = 0
    for source in sources:
        total += _size(source) if isinstance(source, Source) else 0
        if total >= _WORTH_BYTES:
            return _processors()
    return 1


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(source: Source) -> int:
    """The size of a file in bytes; 0 if it is no file, or none that is read."""
    return (_file_size(source) if source.path != STDIN and not source.skipped else None) or 0


def _file_size(source: Source) -> int | None:
    """The size of a regular file; None if it is none."""
    try:
        found = os.stat(source.path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def examine_in_processes(
    sources: Iterable[Source | InputError], settings: Settings, jobs: int
) -> Iterator[Examined]:
    """As ``examine_all``, with so many processes, in the same order.

    Pipes and standard input are read by this process. Raises WrongUsage as ``Examiner.examine``.
    """
    from linkcheck.cli.interrupts import heeding

    here = Examiner(settings)
    may_split = not (settings.fix or settings.diff)
    with heeding(), limited_rules(), _Workers(settings, jobs) as workers:
        waiting: deque[Callable[[], Iterable[Examined]]] = deque()
        for batch in _batches(sources, may_split=may_split):
            if isinstance(batch, list):
                for source, _ in batch:
                    here.load_rules(source)
                waiting.append(workers.submit(batch))
            else:
                # Not before its turn: it must be read no sooner than what comes before is told.
                while waiting:
                    yield from waiting.popleft()()
                yield from examine_all([batch], here)
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
        if isinstance(source, InputError) or source.path == STDIN or _file_size(source) is None:
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
    size = _size(source)
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

    def submit(self, batch: list[Unit]) -> Callable[[], Iterable[Examined]]:
        """Have a batch checked; what is given back waits for what became of it."""
        if len(self._workers) < self._jobs:
            self._free.put(self._start())
        return self._threads.submit(self._examine, batch).result

    def _start(self) -> _Worker:
        worker = _Worker(self._settings)
        self._workers.append(worker)
        return worker

    def _examine(self, batch: list[Unit]) -> list[Examined]:
        try:
            return self._ask(batch)
        except (_DiedError, MemoryError) as error:  # what was found may be too large to be sent
            if len(batch) > 1:
                return [one for unit in batch for one in self._examine([unit])]
            source = batch[0][0]
            return [out_of_memory(source.name) if isinstance(error, MemoryError) else died(source)]

    def _ask(self, batch: list[Unit]) -> list[Examined]:
        worker = self._free.get()
        try:
            if self._is_over:
                raise _DiedError
            return worker.examine(batch)
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

    def examine(self, batch: list[Unit]) -> list[Examined]:
        """The answer to a batch. Raises what the process raised, or that it died."""
        import pickle

        assert self._process.stdout is not None
        try:
            self._send(batch)
            answer: list[Examined] | Exception = pickle.load(self._process.stdout)
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
