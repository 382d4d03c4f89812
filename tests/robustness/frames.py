"""What an error tracker records of an exception: the locals of each frame."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any

from linkcheck.report import Report

_ATOMS = (str, bytes, bytearray, int, float, bool, type(None))
_MOST_VALUES = 200_000


def raised_by(call: Callable[[], object]) -> BaseException:
    """The exception that a call raises."""
    try:
        call()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def leaks(error: BaseException, planted: str) -> list[str]:
    """Where the frames of linkcheck, or what they led from, hold a planted text."""
    found = []
    for raised in _chain(error):
        if planted in f"{raised} {raised!r} {[a for a in raised.args if isinstance(a, _ATOMS)]!r}":
            found.append(f"text of {type(raised).__name__}")
        for attribute in ("doc", "object"):  # of JSONDecodeError and UnicodeError
            if planted in repr(getattr(raised, attribute, "")):
                found.append(f"{attribute} of {type(raised).__name__}")
        found += [
            f"{frame.f_code.co_qualname}: {name}"
            for frame in _our_frames(raised)
            for name, value in frame.f_locals.items()
            if planted in _repr(value) or any(planted in text for text in _texts(value))
        ]
    return found


def our_frames(error: BaseException) -> list[str]:
    """The names of the functions of linkcheck in a traceback."""
    return [frame.f_code.co_qualname for raised in _chain(error) for frame in _our_frames(raised)]


def _chain(error: BaseException) -> Iterator[BaseException]:
    waiting, seen = [error], set[int]()
    while waiting:
        raised = waiting.pop()
        if id(raised) not in seen:
            seen.add(id(raised))
            yield raised
            waiting += [e for e in (raised.__cause__, raised.__context__) if e is not None]


def _our_frames(error: BaseException) -> Iterator[types.FrameType]:
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals["__name__"].partition(".")[0] == "linkcheck":
            yield trace.tb_frame
        trace = trace.tb_next


def _repr(value: Any) -> str:
    try:
        return repr(value)
    except Exception:
        return ""


def _texts(value: Any) -> Iterator[str]:
    """All texts that can be reached from a value: by entries, members, attributes and closures.

    A report knows its document, for ``fixed``, in an attribute that neither ``repr`` nor
    ``dataclasses.asdict`` shows: it is left out.
    """
    waiting, seen = [value], set[int]()
    while waiting and len(seen) < _MOST_VALUES:
        value = waiting.pop()
        if id(value) in seen or isinstance(value, (type, types.ModuleType)):
            continue
        seen.add(id(value))
        if isinstance(value, str):
            yield value
        elif isinstance(value, (bytes, bytearray)):
            yield value.decode("latin-1")
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, (list, tuple, set, frozenset)):
            waiting += value
        elif isinstance(value, types.FunctionType):
            waiting += [cell.cell_contents for cell in value.__closure__ or ()]
        elif not isinstance(value, (*_ATOMS, Report)):
            waiting += getattr(value, "__dict__", {}).values()
            slots = [s for kind in type(value).__mro__ for s in getattr(kind, "__slots__", ())]
            waiting += [getattr(value, slot, None) for slot in slots]
