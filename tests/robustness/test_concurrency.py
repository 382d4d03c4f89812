"""One checker in many threads, tasks and processes: the reports are those of a serial run."""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from random import Random
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import BASES
from linkcheck.report import Report
from tests.robustness.grow import spoilt

_checker = Checker(pedantic=True, environment="production")


def _bodies(number: int) -> list[tuple[str, Any]]:
    dice = Random(7)
    names = sorted(BASES)
    kinds = [dice.choice(names) for _ in range(number)]
    return [(str(BASES[name][0]), spoilt(BASES[name][1], dice)) for name in kinds]


def _check(job: tuple[str, Any]) -> Report:
    return _checker.check_value(job[1], _kind(job[0]))


def _kind(name: str) -> Any:
    from linkcheck.documents import Document

    return Document(name)


BODIES = _bodies(300)


@pytest.fixture(scope="module")
def serial() -> list[Report]:
    return [_check(job) for job in BODIES]


@pytest.fixture
def busy_switching() -> Iterator[None]:
    """Makes the interpreter switch between threads as often as it can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("busy_switching")
def test_threads(serial: list[Report]) -> None:
    fresh = Checker(pedantic=True, environment="production")

    def check(job: tuple[str, Any]) -> Report:
        return fresh.check_value(job[1], _kind(job[0]))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(check, BODIES)) == serial


def test_tasks(serial: list[Report]) -> None:
    async def run() -> list[Report]:
        return await asyncio.gather(*(asyncio.to_thread(_check, job) for job in BODIES))

    assert asyncio.run(run()) == serial


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_processes(serial: list[Report], method: str) -> None:
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        assert list(pool.map(_check, BODIES, chunksize=50)) == serial
