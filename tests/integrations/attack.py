"""Raises at each call that linkcheck makes while a guarded call goes through.

A profiler notes the calls of a run: those of functions of linkcheck, and those that its functions
make, of C functions as well. The calls are then attacked one by one, each in a run of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
OURS = tuple(f"{ROOT / name}/" for name in ("linkcheck", "rules", "schemas"))

# What runs outside the net, as it is the net, or what the client calls. Each one is a few lines
# that call the net and the client and raise what the net returns.
EXEMPT = {
    "contained": "the net itself",
    "contained_async": "the net itself",
    "_is_crash": "decides in the net whether to let an exception through",
    "_record_crash": "the only call in the net once it has caught a crash; has a net of its own",
    "Guarded.__call__": "called by the client; calls the net and sends",
    "AsyncGuarded.__call__": "called by the client; calls the net and sends",
    "discreet.<locals>.call": "called by the user; calls one of these, and the next",
    "_try_to_conceal": "is called only once something is raised; has a net of its own",
    "_Method.__call__": "called by the user; calls plaid-python, then the net if that refuses",
    "_forward": "is the sending of aiohttp",
    "Preflight.call": "called by the user; calls the net",
    "LinkCall.request": "called by the user; calls the net",
    "LinkCall.response": "called by the user; calls the net",
    "Interception._watching.<locals>.wrapping.<locals>.send": "called by the user; as above",
    "Interception._watching_async.<locals>.wrapping.<locals>.send": "called by the user; as above",
    "Interception._aiohttp.<locals>.of_post.<locals>.post": "called by the user; as above",
    "_wait": "is the sending of aiohttp",
}


class Site(NamedTuple):
    """A place in the code where a call is made."""

    caller: CodeType
    line: int
    callee: str

    def touches(self, *names: str) -> bool:
        """True if the caller or the function that is called is in one of these files."""
        files = (self.caller.co_filename, self.callee.partition(":")[0])
        return any(
            Path(file).is_relative_to(ROOT / "linkcheck") and Path(file).stem in names
            for file in files
        )


def _is_ours(code: CodeType) -> bool:
    return code.co_filename.startswith(OURS)


def _is_exempt(code: CodeType) -> bool:
    return _is_ours(code) and code.co_qualname in EXEMPT


def _site(frame: FrameType, event: str, callee: Any) -> Site | None:
    """The place of a call that is to be attacked, None for any other event."""
    if event == "c_call":
        code = frame.f_code
        if not _is_ours(code) or _is_exempt(code):
            return None
        return Site(code, frame.f_lineno, callee.__qualname__)
    if event != "call" or _is_exempt(frame.f_code):
        return None
    caller = frame.f_back
    assert caller is not None
    by_us = _is_ours(caller.f_code) and not _is_exempt(caller.f_code)
    is_users = frame.f_code.co_filename.startswith(f"{ROOT / 'tests'}/")  # may raise what it likes
    if is_users or not (by_us or _is_ours(frame.f_code)):
        return None
    callee = f"{frame.f_code.co_filename}:{frame.f_code.co_qualname}"
    return Site(caller.f_code, caller.f_lineno, callee)


@contextmanager
def _profiled(profile: Callable[[FrameType, str, Any], None]) -> Iterator[None]:
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        yield
    finally:
        sys.setprofile(before)


class Sites:
    """Where linkcheck makes calls, each place once, in the order of the first calls."""

    def __init__(self) -> None:
        self._found: dict[Site, None] = {}

    def __iter__(self) -> Iterator[Site]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Note the calls in a block."""

        def note(frame: FrameType, event: str, callee: Any) -> None:
            if (site := _site(frame, event, callee)) is not None:
                self._found[site] = None

        with _profiled(note):
            yield


class Attack:
    """One exception, raised at the first call that a site makes."""

    def __init__(self, site: Site, error: type[BaseException]) -> None:
        self.site = site
        self.error = error
        self.has_struck = False

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Attack the calls in a block."""

        def strike(frame: FrameType, event: str, callee: Any) -> None:
            if not self.has_struck and _site(frame, event, callee) == self.site:
                self.has_struck = True
                raise self.error("zaphodine")

        with _profiled(strike):
            yield

    def __str__(self) -> str:
        place = f"{self.site.caller.co_filename}:{self.site.line}"
        return f"{self.error.__name__} at {self.site.callee} from {place}"


def attacks(found: Iterable[Site]) -> Iterator[Attack]:
    """An attack on each site, each with the next kind of exception."""
    kinds = cycle((RuntimeError, RecursionError, MemoryError))
    for site in found:
        yield Attack(site, next(kinds))
