"""Checking with several processes. What comes out does not depend on their number."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from linkcheck.cli.examine import Examined, Examiner, died, examine_all
from linkcheck.cli.limits import limited_rules
from linkcheck.cli.settings import Settings
from linkcheck.cli.terminal import keep_output
from linkcheck.sources.files import STDIN, InputError, Source, is_lines, is_packed

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from linkcheck.sources.json_lines import Part

_BATCH_FILES = 32
_BATCH_BYTES = 1 << 20
# So many batches a process wait for it, and their results for their turn.
_AHEAD = 3
# Starting a process costs as much as checking some hundred documents.
_WORTH_BYTES = 4 << 20

_examiner: Examiner | None = None


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
    """The size of a file in bytes; 0 if it is no file, or none that can be read."""
    return (_file_size(source) if source.path != STDIN else None) or 0


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
        import multiprocessing

        self._settings, self._jobs = settings, jobs
        self._others = set(multiprocessing.active_children())
        self._pool = self._started()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            import multiprocessing

            for process in set(multiprocessing.active_children()) - self._others:
                process.terminate()
        # The pool's own thread must have ended, or it stumbles over closed pipes at exit.
        self._pool.shutdown(wait=True, cancel_futures=True)

    def submit(self, batch: list[Unit]) -> Callable[[], Iterable[Examined]]:
        """Have a batch checked; what is given back waits for what became of it."""
        from concurrent.futures import BrokenExecutor

        try:
            future = self._submitted(batch)
        except BrokenExecutor:
            self._pool = self._started()
            future = self._submitted(batch)

        def result() -> Iterable[Examined]:
            try:
                return future.result()
            except BrokenExecutor:  # with one process all die
                return self._one_by_one(batch)

        return result

    def _one_by_one(self, batch: list[Unit]) -> Iterator[Examined]:
        from concurrent.futures import BrokenExecutor

        alone = self._started()
        try:
            for unit in batch:
                try:
                    with _deaf():
                        future = alone.submit(_examine, [unit])
                    yield from future.result()
                except BrokenExecutor:
                    alone.shutdown()
                    alone = self._started()
                    yield died(unit[0])
        finally:
            alone.shutdown(wait=False, cancel_futures=True)

    def _submitted(self, batch: list[Unit]) -> Future[list[Examined]]:
        with _deaf():
            return self._pool.submit(_examine, batch)

    def _started(self) -> ProcessPoolExecutor:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # Not by fork: that copies whatever threads the compiled parts may hold.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._jobs, context, _start, (self._settings,))


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that do not hear Ctrl-C: it ends this one, and this one ends the others."""
    import signal

    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread, which alone hears it
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _start(settings: Settings) -> None:
    from threading import Thread

    global _examiner
    Thread(target=_end_with_parent, daemon=True).start()
    keep_output()
    _examiner = Examiner(settings)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, even if that was killed."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _examine(batch: list[Unit]) -> list[Examined]:
    assert _examiner is not None
    with limited_rules():
        return [one for source, part in batch for one in _examiner.examine(source, part)]
