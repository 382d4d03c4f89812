"""Checking with several processes. What comes out does not depend on their number."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from linkcheck.cli.examine import Examined, Examiner, examine_all
from linkcheck.cli.settings import Settings
from linkcheck.sources.files import STDIN, InputError, Source, is_lines

if TYPE_CHECKING:
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
    here = Examiner(settings)
    may_split = not (settings.fix or settings.diff)
    with _pool(settings, jobs) as submit:
        waiting: deque[Callable[[], Iterable[Examined]]] = deque()
        for batch in _batches(sources, may_split=may_split):
            if isinstance(batch, list):
                for source, _ in batch:
                    here.load_rules(source)
                waiting.append(submit(batch))
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
    if may_split and size > _BATCH_BYTES and is_lines(source.name):
        from linkcheck.sources.json_lines import parts

        for part in parts(source.path):
            yield (source, part), _BATCH_BYTES
    else:
        yield (source, None), size


@contextmanager
def _pool(
    settings: Settings, jobs: int
) -> Iterator[Callable[[list[Unit]], Callable[[], Iterable[Examined]]]]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    others = set(multiprocessing.active_children())
    # Not by fork: that copies whatever threads the compiled parts may hold.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, _start, (settings,))

    def submit(batch: list[Unit]) -> Callable[[], Iterable[Examined]]:
        with _deaf():
            return pool.submit(_examine, batch).result

    try:
        yield submit
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        # The pool's own thread must have ended, or it stumbles over closed pipes at exit.
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


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
    global _examiner
    _examiner = Examiner(settings)


def _examine(batch: list[Unit]) -> list[Examined]:
    assert _examiner is not None
    return [examined for source, part in batch for examined in _examiner.examine(source, part)]
